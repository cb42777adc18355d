"""The front: what was read, and between which states something happened."""

from __future__ import annotations

import dataclasses
from typing import Any

from comity.showing.web import years
from comity.showing.web.ask import Ask, Page
from comity.showing.web.voices import voices

SHOWN = 100


def page(ask: Ask) -> Page:
    """Counts first, then the pairs with the most facts; rows are the pairs."""
    record = ask.record
    counted = years.by_pair(record)
    pairs = record.pairs()
    quarrels = {
        (a, b): number
        for a, b, number in record.connection.execute(
            "SELECT p.a, p.b, count(*) FROM dispute_pair p JOIN disputes d ON d.id = p.dispute "
            "WHERE d.kind NOT IN ('series', 'part') GROUP BY 1, 2"
        )
    }
    rows = [
        dataclasses.asdict(p)
        | {"disputes": quarrels.get((p.a, p.b), 0), "a_name": record.name(p.a), "b_name": record.name(p.b)}
        for p in pairs
    ]
    of = years.scale(y for held in counted.values() for y in held)
    most = max((n for held in counted.values() for n in held.values()), default=1)
    at = ask.number("page", 1, 1, len(rows) // SHOWN + 1)
    shown = rows[(at - 1) * SHOWN : at * SHOWN]
    documents, many, characters = listed(ask)
    masked = record.connection.execute('SELECT coalesce(sum("end" - start), 0) FROM furniture').fetchone()[0]
    values = {
        "pairs": [(row, years.bars(counted.get((row["a"], row["b"]), {}), of, most)) for row in shown],
        "of": of,
        "width": max(1, (of[1] - of[0]) // of[2] + 1),
        "pages": (at, (len(rows) - 1) // SHOWN + 1),
        "documents": documents,
        "many": many,
        "document_pages": (ask.number("documents", 1, 1, max(1, (many - 1) // SHOWN + 1)), (many - 1) // SHOWN + 1),
        "voices": voices(record),
        "furniture": (masked, round(100 * masked / characters) if characters else 0),
        "characters": characters,
        "counts": {t: record.count(t) for t in ("facts", "claims", "disputes", "unread", "sentences", "furniture")},
        "quarrels": record.connection.execute(
            "SELECT count(*) FROM disputes WHERE kind NOT IN ('series', 'part')"
        ).fetchone()[0],
        "notes": record.notes(),
    }
    return Page("front.html", "What was read", rows, values)


def listed(ask: Ask) -> tuple[list[dict[str, Any]], int, int]:
    """(one page of the documents without their texts, how many there are, characters of all)."""
    connection = ask.record.connection
    many, characters = connection.execute("SELECT count(*), coalesce(sum(length(text)), 0) FROM documents").fetchone()
    at = ask.number("documents", 1, 1, max(1, (many - 1) // SHOWN + 1))
    names = ("document", "title", "publisher", "published", "published_why", "kind")
    found = connection.execute(
        f"SELECT {', '.join(names)}, length(text) FROM documents ORDER BY seq LIMIT ? OFFSET ?",
        (SHOWN, (at - 1) * SHOWN),
    )
    return [dict(zip((*names, "characters"), row, strict=True)) for row in found], many, characters
