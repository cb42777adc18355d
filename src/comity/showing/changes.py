"""What changed between two records, as rows, by the time of what changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from comity.keeping.dyad import within
from comity.keeping.record import Record

if TYPE_CHECKING:
    from comity.weighing.diff import Change, State

NAMES = {"fact": "Facts", "dispute": "Disputes", "period": "Periods"}
MARKS = {"came": "+", "went": "-", "changed": "~"}


def changes_between(old: Record, new: Record, *, since: str = "", until: str = "") -> list[Change]:
    """The changes from ``old`` to ``new``; in a window, those whose fact may lie in it in either record.

    A dispute goes by the time of its fact, a period by its own. Raises BadWindow.
    """
    from comity.keeping.neighbours import state
    from comity.weighing.diff import compare

    before, after = state(old), state(new)
    found = [_named(c, old, new) for c in compare(before, after)]
    if not since and not until:
        return found
    times = _times(before, after)
    return [c for c in found if any(within(when, since, until) for when in _of(c, times))]


def _named(change: Change, old: Record, new: Record) -> Change:
    """The change with what its fact says in plain words, as the record that has it tells it."""
    if change.what != "fact":
        return change
    record, id = (new, change.id) if change.id and change.how != "went" else (old, change.old_id or change.id)
    found = record.by_ids("facts", [id])
    return dataclasses.replace(change, title=record.title(found[0])) if found else change


def _times(*states: State) -> dict[str, set[str]]:
    """The times that the records give the facts and disputes of each id."""
    times: dict[str, set[str]] = {}
    for held in states:
        facts = {f.id: f.when for f in held.facts}
        for id, fact in [*((f, f) for f in facts), *((d.id, d.fact) for d in held.disputes)]:
            times.setdefault(id, set()).add(facts.get(fact, ""))
    return times


def _of(change: Change, times: dict[str, set[str]]) -> set[str]:
    """The times of what changed; a period's stand at the end of its title: "…, 1962 to ?"."""
    if change.what == "period":
        start, _, end = change.title.rpartition(", ")[2].partition(" to ")
        return {f"{start}/{end}".replace("?", "..")}
    return times.get(change.id, set()) | times.get(change.old_id, set())


def counted(changes: Sequence[Change]) -> str:
    """ "3 came, 1 changed"."""
    return ", ".join(f"{n} {how}" for how in MARKS if (n := sum(c.how == how for c in changes)))


def change_row(change: Change) -> dict[str, Any]:
    """One change as data."""
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
