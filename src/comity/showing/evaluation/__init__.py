"""A record measured against a reader's own gold: precision, recall and F1 of every table that the gold has.

Gold is a folder of JSON Lines tables (``events``, ``dates``, ``amounts``, ``status``, ``offices``, ``polls``,
``statements``, ``copies``, ``disputes``, ``furniture``, ``actors``; see docs/evaluation.md). Only the documents that
the gold names are measured. Rows are matched one to one, the best match first.

    found = evaluate(comity.open_record("x.comity"), Path("gold"))
    for figure in found.figures:
        print(figure.name, figure.precision, figure.recall, figure.f1)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from comity import tables
from comity.keeping.record import Record
from comity.knowledge import load
from comity.showing.evaluation import passages, rows
from comity.showing.evaluation.events import events
from comity.showing.evaluation.figures import Evaluation, Figure, Row, Score
from comity.showing.evaluation.gold import Gold, base, read_gold
from comity.showing.evaluation.same import Same

__all__ = ["Evaluation", "Figure", "evaluate"]

_SCORERS: dict[str, tuple[str, Callable[[list[Row], list[Row], Same], Score]]] = {
    "events": ("claims", events),
    "dates": ("dates", rows.dates),
    "amounts": ("amounts", rows.amounts),
    "status": ("status", rows.status),
    "offices": ("offices", rows.offices),
    "polls": ("polls", rows.polls),
    "statements": ("statements", rows.statements),
    "copies": ("copies", passages.copies),
    "disputes": ("disputes", passages.disputes),
    "furniture": ("furniture", passages.furniture),
    "actors": ("mentions", rows.actors),
}


def evaluate(record: Record, gold: Path) -> Evaluation:
    """Measure ``record`` against the folder ``gold``. Raises GoldError where the gold cannot be read."""
    held = read_gold(gold)
    documents = {base(d.document): d.text for d in record.documents()}
    same = Same(load())
    scores = {
        name: score(_rows(record, table, held.documents), held.tables[name], same)
        for name, (table, score) in _SCORERS.items()
        if name in held.tables
    }
    return Evaluation(
        figures=tuple(f for s in scores.values() for f in s.figures),
        missed={name: s.missed for name, s in scores.items()},
        extra={name: s.extra for name, s in scores.items()},
        notes=tuple(_notes(held, documents)),
    )


def _rows(record: Record, table: str, documents: frozenset[str]) -> list[Row]:
    """The record's rows of one table, in its order, as far as they are of the gold's documents."""
    found = []
    for value in record.values(table):
        row = tables.row(value)
        if "document" in row:
            row["document"] = base(row["document"])
            if row["document"] not in documents:
                continue
        found.append(row)
    if table == "copies":
        found = [r for r in found if {base(r[s]["document"]) for s in "ab"} <= documents]
    if table == "disputes":
        found = [r for r in found if any(base(e["document"]) in documents for s in r["sides"] for e in s["evidence"])]
    return found


def _notes(gold: Gold, documents: dict[str, str]) -> Iterable[str]:
    """What makes figures untrue: documents that the record lacks, places that are not of its text."""
    lacking = sorted(gold.documents - documents.keys())
    if lacking:
        more = ", ..." if len(lacking) > 3 else ""
        yield f"the record has not {len(lacking)} of the gold's documents: {', '.join(lacking[:3])}{more}"
    for name, held in gold.tables.items():
        astray = [r for r in held if _astray(r, documents)]
        if astray:
            first = astray[0]
            yield (
                f"{name}.jsonl: {len(astray)} rows quote words that do not stand at their place in the record's text, "
                f"the first at {first['document']}, {first['start']}-{first['end']}"
            )


def _astray(row: dict[str, Any], documents: dict[str, str]) -> bool:
    text = documents.get(str(row.get("document")))
    return bool(row.get("quote")) and text is not None and text[row["start"] : row["end"]] != row["quote"]
