"""Groups of one happening under two names: acts of one type by the same states on one day, told by different pages.

What one page calls a refusal another calls a denial, and where no frame knows the word the classifier gives only the
type. Such groups stand in different blocks and are put together here, where nothing else of the type happened then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from comity.weighing.facts.group import Group, apart_in_sum, likeness
from comity.weighing.facts.item import same_direction

WHY = "one type of act between the same parties on one day, by another name"
LIKE = 0.34
"""How alike the words must be where the dates are those of a month, or where more than two groups are of one day."""
_MOST = 8
"""Groups of one day that are compared with each other at most."""

Key = tuple[str, str, tuple[str, ...], int, int]


def kin(groups: Sequence[Group]) -> list[Group]:
    """The groups, with those put together that tell one act by two names; their order is kept."""
    by_day: dict[Key, list[int]] = defaultdict(list)
    for n, group in enumerate(groups):
        first = group.items[0]
        if group.days and group.days[0].days <= 31 and len(first.states) == 2 and first.claim.plover:
            day = group.days[0]
            by_day[first.claim.plover, first.mood, first.states, day.first, day.last].append(n)
    gone: set[int] = set()
    for _, found in sorted(by_day.items()):
        for n in found[:_MOST]:
            if n in gone:
                continue
            for m in found[:_MOST]:
                if m > n and m not in gone and _one(groups[n], groups[m], len(found)):
                    groups[n].take(groups[m], WHY)
                    gone.add(m)
    return [g for n, g in enumerate(groups) if n not in gone]


def _one(group: Group, other: Group, several: int) -> bool:
    a, b = group.items[0], other.items[0]
    if a.kind.name == b.kind.name or a.kind.once or b.kind.once or group.documents & other.documents:
        return False
    if not same_direction(a.claim, b.claim) or apart_in_sum(group, other):
        return False
    alone = several == 2 and group.days[0].days == 1 and bool(a.claim.actors and b.claim.actors)
    return alone or likeness(group, other) >= LIKE
