"""What each page tells once: "it forgave the debt in 2005" and "the debt was written off on 3 May 2005" are one.

Of what two states do seldom (``compatible_acts.toml``, "lone") a page that tells one such act in a year, or month,
tells the one that mattered. Pages that each tell one then tell the same, unless their sums, organs or subjects differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from comity.weighing.facts.group import Group, apart_in_rank
from comity.weighing.facts.item import Item, other_organs, other_subjects, same_direction, same_sum
from comity.weighing.kinds import Kind
from comity.weighing.things import other_things
from comity.weighing.when import agree

WHY = "the one such act that each page tells of that time"
LOOKED_AT = 12
"""Groups of one year or month at most: where more tell the act, it is none that is done seldom."""
NEARLY = 0.25
"""Share of the larger of two sums by which they may differ and yet be told of one payment."""


def lone(groups: list[Group], kind: Kind) -> list[Group]:
    """The groups of one kind between the same states, those put together that each page tells once in a time."""
    if not kind.lone or kind.once or len(groups) < 2 or len(groups[0].items[0].states) < 2:
        return groups
    by_time: dict[tuple[int, int], list[int]] = defaultdict(list)
    told: Counter[tuple[int, int, str]] = Counter()
    for n, group in enumerate(groups):
        if (time := _time(group, kind)) is not None:
            by_time[time].append(n)
            told.update((*time, document) for document in group.documents)
    gone: set[int] = set()
    for time, found in sorted(by_time.items()):
        alone = [n for n in found if all(told[(*time, document)] == 1 for document in groups[n].documents)]
        if len(alone) > 1 and len(found) <= LOOKED_AT:
            gone |= _joined(groups, alone, kind)
    return [g for n, g in enumerate(groups) if n not in gone]


def _time(group: Group, kind: Kind) -> tuple[int, int] | None:
    """The year and month (0: any) that a group is dated to; None where it is dated more vaguely."""
    days = group.days[0]
    if days.lasting or days.days > (31 if kind.lone == "month" else 366):
        return None
    first, last = date.fromordinal(days.first), date.fromordinal(days.last)
    month = first.month if kind.lone == "month" else 0
    return (first.year, month) if first.year == last.year else None


def _joined(groups: Sequence[Group], alone: Sequence[int], kind: Kind) -> set[int]:
    """The numbers of those groups of one time that were taken into others, the more precise first."""
    kept: list[int] = []
    gone = set()
    for n in sorted(alone, key=lambda n: (groups[n].days[0].days, groups[n].key)):
        homes = [m for m in kept if _one(groups[m], groups[n], kind)]
        if len(homes) == 1:
            groups[homes[0]].take(groups[n], WHY)
            gone.add(n)
        else:
            kept.append(n)
    return gone


def _one(group: Group, other: Group, kind: Kind) -> bool:
    a, b = group.items[0], other.items[0]
    if not group.documents.isdisjoint(other.documents) or not agree(group.days[0], other.days[0]):
        return False
    if not same_direction(a.claim, b.claim) or other_organs(a.claim, b.claim) or apart_in_rank(group, other):
        return False
    if any(other_things(x.claim, y.claim) for x in group.told for y in other.told):
        return False
    if not all(_sums(x, y) for x in group.told for y in other.told):
        return False
    if kind.lone == "month":
        return any(x.words & y.words for x in group.told for y in other.told)
    return any(_subjects(x, y) for x in group.told for y in other.told)


def _sums(x: Item, y: Item) -> bool:
    """Whether two claims give no sums that are of two payments."""
    if same_sum(x.amount, y.amount) is not False:
        return True
    if x.amount is None or y.amount is None or x.amount.currency != y.amount.currency:
        return False
    one, two = abs(x.amount.value or 0.0), abs(y.amount.value or 0.0)
    return abs(one - two) <= NEARLY * max(one, two)


def _subjects(x: Item, y: Item) -> bool:
    """Whether two claims may be of one thing: for agreements, both call it one and name no two subjects.

    Where one has no word for an agreement, the dates must agree to the month.
    """
    if x.kind.name != "agreement":
        return True
    if x.topic is None or y.topic is None:
        return bool(x.days and y.days and max(x.days.days, y.days.days) <= 31)
    return not other_subjects(x, y)
