"""A record measured against gold."""

from __future__ import annotations

from pathlib import Path

import click

from comity import tables
from comity.keeping.record import Record
from comity.showing import options
from comity.showing.evaluation.gold import NEEDED
from comity.showing.plain import clean
from comity.showing.tabulate import Section, Shown, put, put_json

_MEASURED = [name for name in NEEDED if name not in ("copies", "furniture")]


@click.command()
@options.file
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--misses", type=click.Choice(_MEASURED), help="List what was missed and what was given too much.")
@options.form
def eval(file: Path, gold: Path, misses: str | None, form: str | None) -> int:
    """Measure the record FILE against the gold in the folder GOLD: precision, recall and F1.

    GOLD holds JSON Lines tables: events, dates, amounts, status, offices, polls, statements, copies, disputes,
    furniture, actors, whichever are there. Only documents that the gold names are measured. The layout and what each
    figure means: docs/evaluation.md. There is no --since and no --until: gold is of whole documents.
    """
    from comity.showing.evaluation import evaluate

    with Record(file) as record:
        found = evaluate(record, gold)
    for note in found.notes:
        click.echo(clean(f"comity: {note}"), err=True)
    if misses:
        listed = [("missed", r) for r in found.missed.get(misses, ())] + [
            ("extra", r) for r in found.extra.get(misses, ())
        ]
        if not listed:
            return options.nothing(f"Nothing of {misses} was missed or given too much, or the gold has no such table.")
        if form in ("json", "csv"):
            rows = [{"what": what} | _place(r) for what, r in listed]
            put_json(rows) if form == "json" else put(Shown("", (), (), rows, 0), form)
            return 0
        lines = [[what, f"{p['document']}:{p['start']}", str(p["said"])] for what, r in listed for p in [_place(r)]]
        put(Shown("", ("what", "place", "row"), [Section("", lines)], (), wide=2), form)
        return 0
    rows = [tables.plain(f) for f in found.figures]
    lines = [
        [
            f.name,
            *(_share(x) for x in (f.precision, f.recall, f.f1)),
            *(_count(x) for x in (f.hit, f.predicted, f.gold)),
        ]
        for f in found.figures
    ]
    header = ("figure", "precision", "recall", "F1", "right", "given", "gold")
    put(Shown("", header, [Section("", lines)], rows, wide=0, right=(1, 2, 3, 4, 5, 6)), form)
    return 0


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _place(row: dict[str, object]) -> dict[str, object]:
    """Where a row stands, and what it says without its place."""
    spread = {"document": row.get("document", ""), "start": row.get("start", ""), "end": row.get("end", "")}
    said = {k: v for k, v in row.items() if k not in spread and v not in ("", [], None)}
    return spread | {"said": "; ".join(f"{k}: {v}" for k, v in said.items())}
