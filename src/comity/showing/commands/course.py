"""The course of a relation: status, index, threads."""

from __future__ import annotations

from pathlib import Path

import click

from comity import tables
from comity.keeping.dyad import within
from comity.keeping.record import Record
from comity.models import IndexPoint
from comity.showing import options
from comity.showing.answers import count, no_answer, pair_name
from comity.showing.plain import number
from comity.showing.tabulate import Section, Shown, put


@click.command()
@options.file
@click.argument("a")
@click.argument("b")
@options.window
@options.form
def status(file: Path, a: str, b: str, since: str, until: str, form: str | None) -> int:
    """Show the tracks of the relation of A and B through time: recognition, relations, mission, embargo, aid.

    Each line is one state of one track with its begin and end; an end that no text gives is left empty.
    """
    with Record(file) as record:
        pair = options.dyad(record, a, b)
        periods = pair.periods(since=since, until=until)
        rows = [tables.row(p) for p in periods]
        if not rows:
            return no_answer(record, pair, "period", since, until, form)
        tracks = list(dict.fromkeys(p.track for p in periods))
        sections = [
            Section(
                "",
                [
                    [p.track, p.start, p.end, p.state, "disputed" if p.disputed else ""]
                    for p in periods
                    if p.track == track
                ],
            )
            for track in tracks
        ]
        title = f"{pair_name(record, pair)}: {count(len(rows), 'period')}"
        put(Shown(title, ("track", "from", "to", "state", ""), sections, rows, wide=3), form)
    return 0


@click.command()
@options.file
@click.argument("a")
@click.argument("b")
@options.window
@options.form
def index(file: Path, a: str, b: str, since: str, until: str, form: str | None) -> int:
    """Show the relation of A and B year by year on four lines: political, military, economic, people.

    Each value has its bounds and the number of documents that speak of the year; where nothing speaks, there is none.
    """
    with Record(file) as record:
        pair = options.dyad(record, a, b)
        points = [p for p in pair.index() if within(str(p.year), since, until)]
        rows = [tables.row(p) for p in points]
        if not rows:
            return no_answer(record, pair, "index", since, until, form)
        lines = [[str(p.year), p.line, *_figures(p), str(p.coverage), str(len(p.facts))] for p in points]
        title = f"{pair_name(record, pair)}: {count(len({p.year for p in points}), 'year')}"
        header = ("year", "line", "value", "low", "high", "documents", "facts")
        put(Shown(title, header, [Section("", lines)], rows, wide=1, right=(2, 3, 4, 5, 6)), form)
    return 0


def _figures(point: IndexPoint) -> list[str]:
    return ["" if v is None else number(v) for v in (point.value, point.low, point.high)]


@click.command()
@options.file
@click.argument("a")
@click.argument("b")
@options.form
def threads(file: Path, a: str, b: str, form: str | None) -> int:
    """Show the issues that run through the relation of A and B, with every passage that bears on them."""
    with Record(file) as record:
        pair = options.dyad(record, a, b)
        found = pair.threads()
        rows = [tables.row(t) for t in found]
        if not rows:
            return no_answer(record, pair, "thread", "", "", form)
        sections = [
            Section(f"{t.name} ({t.kind}), {t.id}", [[f"{e.document}:{e.start}", e.quote] for e in t.evidence])
            for t in found
        ]
        title = f"{pair_name(record, pair)}: {count(len(rows), 'thread')}"
        put(Shown(title, ("place", "passage"), sections, rows, wide=1), form)
    return 0
