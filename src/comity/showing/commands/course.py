"""The course of a relation: status, threads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from comity import tables
from comity.keeping.record import Record
from comity.models import Period
from comity.showing import options
from comity.showing.answers import count, no_answer, pair_name
from comity.showing.dated import dated_within
from comity.showing.tabulate import Section, Shown, put


@click.command()
@options.file
@click.argument("a")
@click.argument("b")
@options.window
@options.form
def status(file: Path, a: str, b: str, since: str, until: str, form: str | None) -> int:
    """Show the tracks of the relation of A and B through time: recognition, relations, mission, embargo, aid.

    Each line is one state of one track, and whose it is where the two sides differ, with its begin and end; an end that
    no text gives is left empty. Rival dates stand as one of a set: [1992,1994].
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
                    [p.track, record.name(p.by) if p.by else "", p.start, p.end, p.state, _mark(p)]
                    for p in periods
                    if p.track == track
                ],
            )
            for track in tracks
        ]
        title = f"{pair_name(record, pair)}: {count(len(rows), 'period')}"
        put(Shown(title, ("track", "of", "from", "to", "state", ""), sections, rows, wide=4), form)
    return 0


def _mark(period: Period) -> str:
    return "disputed" if period.disputed else ""


@click.command()
@options.file
@click.argument("a")
@click.argument("b")
@options.window
@options.form
def threads(file: Path, a: str, b: str, since: str, until: str, form: str | None) -> int:
    """Show the issues that run through the relation of A and B, with every passage that bears on them.

    --since and --until leave the passages whose sentence gives a date in that time.
    """
    with Record(file) as record:
        pair = options.dyad(record, a, b)
        found = []
        for thread in pair.threads():
            passages = tuple(e for e in thread.evidence if dated_within(record, e, since, until))
            if passages:
                found.append(replace(thread, evidence=passages))
        rows = [tables.row(t) for t in found]
        if not rows:
            return no_answer(record, pair, "thread", since, until, form)
        sections = [
            Section(f"{t.name} ({t.kind}), {t.id}", [[f"{e.document}:{e.start}", e.quote] for e in t.evidence])
            for t in found
        ]
        title = f"{pair_name(record, pair)}: {count(len(rows), 'thread')}"
        put(Shown(title, ("place", "passage"), sections, rows, wide=1), form)
    return 0
