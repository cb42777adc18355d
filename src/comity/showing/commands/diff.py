"""What changed between two records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.keeping.record import Record
from comity.showing import options
from comity.showing.answers import count, empty
from comity.showing.tabulate import Section, Shown, put

if TYPE_CHECKING:
    from comity.weighing.diff import Change

NAMES = {"fact": "Facts", "dispute": "Disputes", "period": "Periods"}
MARKS = {"came": "+", "went": "-", "changed": "~"}


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@options.form
def diff(old: Path, new: Path, form: str | None) -> int:
    """Show which facts, disputes and periods came, went or changed from the record OLD to the record NEW, and why.

    The reason is a document that is new, gone or of other words, a judgement made or taken back, or else that the same
    words were read or weighed otherwise. The exit code is 1 where nothing changed.
    """
    from comity.keeping.neighbours import state
    from comity.weighing.diff import compare

    with Record(old) as before, Record(new) as after:
        changes = compare(state(before), state(after))
    if not changes:
        return empty(f"No fact, dispute or period differs between {old} and {new}.", form)
    sections = []
    for what, name in NAMES.items():
        held = [c for c in changes if c.what == what]
        if held:
            sections.append(Section(f"{name}: {_counted(held)}", [_line(c) for c in held]))
    title = f"{old} → {new}: {count(len(changes), 'change')}"
    header = ("", "id", "pair", "what", "changed", "why")
    put(Shown(title, header, sections, [_row(c) for c in changes], wide=3), form)
    return 0


def _counted(changes: list[Change]) -> str:
    return ", ".join(f"{n} {how}" for how in MARKS if (n := sum(c.how == how for c in changes)))


def _line(change: Change) -> list[str]:
    fields = "; ".join(f"{name}: {a or '–'} → {b or '–'}" for name, a, b in change.fields)
    return [MARKS[change.how], change.id or change.old_id, "–".join(change.pair), change.title, fields, change.why]


def _row(change: Change) -> dict[str, Any]:
    return {
        "what": change.what,
        "how": change.how,
        "id": change.id,
        "old_id": change.old_id,
        "pair": list(change.pair),
        "title": change.title,
        "fields": [{"field": name, "old": a, "new": b} for name, a, b in change.fields],
        "why": change.why,
    }
