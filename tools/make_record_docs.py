"""Make docs/record.md, the reference of the record's tables, from the schema and the meanings of its fields.

    python tools/make_record_docs.py [--check]

``--check`` writes nothing and ends with 1 where the file is not what it would write.
"""

from __future__ import annotations

import sys
from pathlib import Path

from comity import tables
from comity.keeping import schema
from comity.showing.export.datapackage import meaning
from comity.showing.export.meaning import TITLES
from made import write_or_check

PLACE = Path(__file__).resolve().parents[1] / "docs" / "record.md"
HEAD = f"""# The record

This page is made from the code by `tools/make_record_docs.py`; edit the code, not the page.

A record is one SQLite file (schema {schema.VERSION}, `PRAGMA user_version`), for any program that reads SQLite.
`comity export` writes the same tables as JSON Lines or CSV. A build writes a new file beside the old one and puts it in
its place in one step. `start` and `end` are offsets in Unicode code points into the document's `text`, so that
`text[start:end]` is `quote`. Times are EDTF (ISO 8601-2); an empty text means that the documents do not say.
Lists are JSON.
"""
QUERIES = {
    "What did two states do to each other, in the order of time?": """
SELECT f.id, f."when", f.title, f.sources
FROM fact_pair p JOIN facts f ON f.id = p.fact
WHERE p.a = 'KHM' AND p.b = 'USA' ORDER BY p.earliest;""",
    "Which sentences say so?": """
SELECT f.title, c.document, c.start, c.quote, c.rule
FROM facts f JOIN fact_claim l ON l.fact = f.id JOIN claims c ON c.id = l.claim
ORDER BY f.id, c.document, c.start;""",
    "Which documents name a state most often?": """
SELECT document, count(*) AS mentions FROM mentions WHERE actor = 'KHM' OR actor GLOB 'KHM/*'
GROUP BY document ORDER BY mentions DESC;""",
    "Which sentences hold these words?": """
SELECT s.document, s.start, s.quote
FROM sentences_fts x JOIN sentences s ON s.seq = x.rowid
WHERE sentences_fts MATCH 'embassy AND reopened' ORDER BY rank;""",
    "In how many claims is a third state host or mediator?": """
SELECT state, role, count(*) AS claims FROM claim_actor
WHERE role NOT IN ('actor', 'recipient') GROUP BY state, role ORDER BY claims DESC;""",
}


def page() -> str:
    """The whole page."""
    parts = [HEAD, "## Questions\n"]
    parts += [f"{question}\n\n```sql{query}\n```\n" for question, query in QUERIES.items()]
    parts += [_table(name) for name in tables.TABLES]
    parts += ["## Links, indexes and what else the file holds\n", f"```text\n{_beside()}\n```\n"]
    return "\n".join(parts)


def _table(name: str) -> str:
    lines = [f"## {name}\n", f"{TITLES[name]}.\n", "| column | type | meaning |", "| --- | --- | --- |"]
    for column in tables.columns(name):
        means = "The whole text" if (name, column.name) == ("documents", "text") else meaning(name, column.name)
        kind = schema.SQL[column.kind] + (" (JSON)" if column.kind in ("list", "object") else "")
        lines.append(f"| `{column.name}` | {kind} | {means.replace('|', chr(92) + '|')} |")
    lines += [f"| `{extra}` | TEXT | {_EXTRA[extra]} |" for extra in schema.EXTRA.get(name, ())]
    return "\n".join(lines) + "\n"


_EXTRA = {
    "states": "The states and organisations that take part, without their organs, parted by blanks; not exported",
    "title": "The fact in plain words; not exported",
    "earliest": "First day that `when` may mean; not exported",
    "latest": "Last day that `when` may mean; not exported",
}


def _beside() -> str:
    said = schema.__doc__ or ""
    return said[said.index("``meta``") : said.index("Facts have three")].strip().replace("``", "")


def main() -> int:
    return write_or_check(PLACE, page(), "make_record_docs.py")


if __name__ == "__main__":
    sys.exit(main())
