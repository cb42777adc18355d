"""All that a record says, whatever the order in which it was put in."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from comity import tables
from comity.keeping import store

LINES = {
    "facts": "SELECT id, title, earliest, latest FROM facts",
    "claims": "SELECT id, states FROM claims",
    "links": "SELECT a, i, b, j FROM links",
} | {
    table: f"SELECT * FROM {table}"
    for table in (
        *("fact_claim", "fact_pair", "dispute_pair", "claim_actor", "actors", "names", "readings"),
        *("families", "called", "worded", "wording", "meta"),
    )
}


def held(path: Path) -> dict[str, Any]:
    """All that a record says: its tables in the order of the export, its links, what its full text finds."""
    record = sqlite3.connect(path)
    assert record.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert record.execute("PRAGMA foreign_key_check").fetchall() == []
    out: dict[str, Any] = {table: [tables.row(v) for v in store.values(record, table)] for table in tables.TABLES}
    out |= {f"lines of {name}": sorted(record.execute(sql).fetchall()) for name, sql in LINES.items()}
    for index, names in (
        ("facts_fts", "SELECT seq, id FROM facts"),
        ("sentences_fts", "SELECT seq, quote FROM sentences"),
    ):
        rows = dict(record.execute(names).fetchall())
        record.execute(f"CREATE VIRTUAL TABLE temp.words_{index} USING fts5vocab('main', '{index}', 'instance')")
        terms = record.execute(f"SELECT term, doc, offset FROM temp.words_{index}")
        out[f"words of {index}"] = sorted((term, rows[doc], offset) for term, doc, offset in terms)
    assert record.execute("SELECT count(*) FROM links WHERE copy NOT IN (SELECT seq FROM copies)").fetchone() == (0,)
    record.close()
    return out
