"""How the record came to be: the codebook, what was left unread, the notes and the rulings."""

from __future__ import annotations

import dataclasses
from collections import Counter

from comity import tables
from comity.keeping.codebook import codebook
from comity.showing.measured import figures, sets
from comity.showing.web.ask import Ask, Page

SHOWN = 100


def page(ask: Ask) -> Page:
    """The acts with how often each was read, then what was left unread; rows are the acts."""
    record = ask.record
    read = dict(record.connection.execute("SELECT act, count(*) FROM claims GROUP BY act"))
    acts = codebook()
    rows = [dataclasses.asdict(a) | {"claims": read.get(a.code, 0)} for a in acts.values()]
    unread = record.unread()
    reasons = Counter(u.reason for u in unread)
    at = ask.number("page", 1, 1, max(1, (len(unread) - 1) // SHOWN + 1))
    rules = record.connection.execute(
        "SELECT rule, count(*), count(DISTINCT document) FROM claims GROUP BY rule ORDER BY 2 DESC, 1 LIMIT 200"
    ).fetchall()
    furniture = record.connection.execute(
        'SELECT rule, count(*), sum("end" - start) FROM furniture GROUP BY rule ORDER BY 3 DESC, 1'
    ).fetchall()
    values = {
        "read": [a for a in rows if a["claims"]],
        "acts": rows,
        "unused": [a for a in rows if not a["claims"]],
        "measured": [(s, [m for m in figures() if m["on"] == s["name"]]) for s in sets()],
        "unknown": sorted(set(read) - set(acts)),
        "unread": unread[(at - 1) * SHOWN : at * SHOWN],
        "unread_all": len(unread),
        "reasons": reasons.most_common(),
        "pages": (at, max(1, (len(unread) - 1) // SHOWN + 1)),
        "rules": rules,
        "furniture": furniture,
        "notes": record.notes(),
        "judgements": record.judgements(),
        "made": dict(record.connection.execute("SELECT key, value FROM meta")),
        "tables": [(t, record.count(t)) for t in tables.TABLES],
    }
    return Page("method.html", "How it was made", rows, values)
