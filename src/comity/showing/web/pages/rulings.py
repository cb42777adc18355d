"""The rulings on the record, in the order in which they were made, undone ones too."""

from __future__ import annotations

from typing import Any

from comity.showing.ruled import listed
from comity.showing.web.ask import Ask, Page
from comity.weighing.judgements import UNDO


def page(ask: Ask) -> Page:
    """Every ruling beside the record, the last one first; rows are the rulings, as ``comity judge`` lists them."""
    rows: list[dict[str, Any]] = listed(ask.record.path) if ask.record.path else []
    facts = {f.id: (ask.record.title(f), f.when) for f in ask.record.by_ids("facts", [r["target"] for r in rows])}
    claims = {c.id for c in ask.record.by_ids("claims", [r["target"] for r in rows])}
    disputes = {d.id: d.why for d in ask.record.by_ids("disputes", [r["target"] for r in rows])}
    undone = {r["undoes"] for r in rows if r["verdict"] == UNDO}
    values = {
        "shown": [r | {"undone": not r["stands"] and r["verdict"] != UNDO} for r in reversed(rows)],
        "facts": facts,
        "known": {*facts, *claims, *disputes},
        "disputes": disputes,
        "undo": UNDO,
        "undone": undone,
        "standing": sum(r["stands"] for r in rows),
        "number": len(rows),
    }
    return Page("rulings.html", "Rulings", rows, values)
