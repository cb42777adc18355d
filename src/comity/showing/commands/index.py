"""The relation of two states year by year, and where it turned."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity import tables
from comity.keeping.dyad import Dyad, within
from comity.keeping.record import Record
from comity.models import IndexPoint
from comity.showing import options
from comity.showing.answers import count, no_answer, pair_name
from comity.showing.plain import clean, number
from comity.showing.tabulate import Section, Shown, put

if TYPE_CHECKING:
    from comity.weighing.changes import Turning


@click.command()
@options.file
@click.argument("a")
@click.argument("b")
@options.window
@click.option("--turns", is_flag=True, help="Only the years in which a line turned, with the facts of the year.")
@options.form
def index(file: Path, a: str, b: str, since: str, until: str, turns: bool, form: str | None) -> int:
    """Show the relation of A and B year by year on four lines: political, military, economic, people.

    A value is the weighted mean of the intensities of the year's facts, from -10 (conflict) to 10 (cooperation), with
    bounds for what is doubtful and the number of documents that speak of the year; where nothing speaks, there is none.
    Below the table stand the turning points: years in which the level of a line changed.
    """
    with Record(file) as record:
        pair = options.dyad(record, a, b)
        every = pair.index()
        points = [p for p in every if within(str(p.year), since, until)]
        if not points:
            return no_answer(record, pair, "index", since, until, form)
        people = form in (None, "table")
        turned = _turned(record, pair, every) if turns or people else []
        turned = [t for t in turned if within(str(t.year), since, until)]
        if turns:
            rows = [asdict(t) | {"facts": list(t.facts)} for t in turned]
            if not rows:
                return no_answer(record, pair, "turning point", since, until, form)
            lines = [
                [str(t.year), t.line, number(t.before), number(t.after), t.told.partition(": ")[2]] for t in turned
            ]
            title = f"{pair_name(record, pair)}: {count(len(rows), 'turning point')}"
            put(Shown(title, ("year", "line", "before", "after", "facts"), [Section("", lines)], rows, 4, (2, 3)), form)
            return 0
        told = [p for p in points if p.value is not None]
        lines = [[str(p.year), p.line, *_figures(p), str(p.coverage), str(len(p.facts))] for p in told]
        title = f"{pair_name(record, pair)}: {count(len({p.year for p in told}), 'year')}"
        header = ("year", "line", "value", "low", "high", "documents", "facts")
        rows = [tables.row(p) for p in points]
        put(Shown(title, header, [Section("", lines)], rows, wide=1, right=(2, 3, 4, 5, 6)), form)
        if people and turned:
            click.echo("\nTurning points")
            for t in turned:
                click.echo(clean(f"  {t.told}"))
    return 0


def _turned(record: Record, pair: Dyad, points: list[IndexPoint]) -> list[Turning]:
    from comity.weighing.changes import turning_points

    facts = {f.id: f for f in pair.facts()}
    return turning_points(points, facts, lambda fact: record.title(fact).partition(":")[0])


def _figures(point: IndexPoint) -> list[str]:
    return ["" if v is None else number(v) for v in (point.value, point.low, point.high)]
