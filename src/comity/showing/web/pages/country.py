"""A state or organisation: all its pairs."""

from __future__ import annotations

import dataclasses

from comity.showing.web import links, years
from comity.showing.web.ask import Ask, Page


def page(ask: Ask) -> Page:
    """The pairs that a code (or name) stands in, those with the most facts first; rows are the pairs."""
    record = ask.record
    code = record.resolve(ask.at["code"])
    if code != ask.at["code"]:
        return Page("", "", moved=links.country(code) + (f".{ask.form}" if ask.form != "html" else ""))
    counted = years.by_pair(record)
    pairs = [p for p in record.pairs() if code in (p.a, p.b)]
    rows = []
    for p in pairs:
        other = p.b if p.a == code else p.a
        rows.append({"other": other, "other_name": record.name(other)} | dataclasses.asdict(p))
    of = years.scale(y for r in rows for y in counted.get((r["a"], r["b"]), {}))
    most = max((n for r in rows for n in counted.get((r["a"], r["b"]), {}).values()), default=1)
    naming = record.connection.execute(
        "SELECT document, count(*) FROM mentions WHERE actor = ?1 OR actor GLOB ?2 GROUP BY 1 ORDER BY 2 DESC, 1",
        (code, f"{code}/*"),
    ).fetchall()
    organs = record.connection.execute(
        "SELECT code, name FROM actors WHERE code GLOB ? ORDER BY code", (f"{code}/*",)
    ).fetchall()
    values = {
        "code": code,
        "pairs": [(r, years.bars(counted.get((r["a"], r["b"]), {}), of, most)) for r in rows],
        "of": of,
        "width": max(1, (of[1] - of[0]) // of[2] + 1),
        "naming": naming,
        "organs": organs,
    }
    return Page("country.html", record.name(code), rows, values)
