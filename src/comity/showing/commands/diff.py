"""What changed between two records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.keeping.record import Record
from comity.showing import options
from comity.showing.answers import count, empty
from comity.showing.changes import MARKS, NAMES, change_row, changes_between, counted
from comity.showing.tabulate import Section, Shown, put

if TYPE_CHECKING:
    from comity.weighing.diff import Change


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@options.window
@options.form
def diff(old: Path, new: Path, since: str, until: str, form: str | None) -> int:
    """Show which facts, disputes and periods came, went or changed from the record OLD to the record NEW, and why.

    The reason is a document that is new, gone or of other words, a judgement made or taken back, or else that the same
    words were read or weighed otherwise. --since and --until go by the time of the fact, of the fact in dispute or of
    the period. The exit code is 1 where nothing changed.
    """
    with Record(old) as before, Record(new) as after:
        changes = changes_between(before, after, since=since, until=until)
    if not changes:
        asked = f" within {since or '…'}–{until or '…'}" if since or until else ""
        return empty(f"No fact, dispute or period{asked} differs between {old} and {new}.", form)
    sections = []
    for what, name in NAMES.items():
        held = [c for c in changes if c.what == what]
        if held:
            sections.append(Section(f"{name}: {counted(held)}", [_line(c) for c in held]))
    title = f"{old} → {new}: {count(len(changes), 'change')}"
    header = ("", "id", "pair", "what", "changed", "why")
    put(Shown(title, header, sections, [change_row(c) for c in changes], wide=3), form)
    return 0


def _line(change: Change) -> list[str]:
    fields = "; ".join(
        f"{name}: {a or '–'} → {b or '–'}" if a != b else f"other {name}" for name, a, b in change.fields
    )
    return [MARKS[change.how], change.id or change.old_id, "–".join(change.pair), change.title, fields, change.why]
