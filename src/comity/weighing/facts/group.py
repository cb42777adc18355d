"""A group: claims of one happening, and what it is compared by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from comity.weighing.facts.item import Item, alike, same_sum
from comity.weighing.when import Interval

COMPARED = 3
"""Claims of a group whose words are compared, the first it was given: a group is known by how it was first told."""


class Group:
    """Claims of one happening, and why each joined; ``days`` are the dates they give, the most precise first."""

    def __init__(self, items: list[Item], whys: Counter[str] | None = None) -> None:
        self.items = items
        self.whys: Counter[str] = Counter() if whys is None else whys
        self.days: tuple[Interval, ...] = _days(items)
        self.told = _told(items)
        self.places = {i.place for i in items}
        self.documents = {i.claim.at.document for i in items}

    @property
    def key(self) -> tuple[int, int, str, str, int]:
        """What groups are taken in order of: dated first, precise first; no document's name but last."""
        first = min(self.items, key=lambda i: (i.digest, i.claim.at.document, i.claim.at.start))
        precise = (self.days[0].days, self.days[0].first) if self.days else (1 << 40, 0)
        return (*precise, first.digest, first.claim.at.document, first.claim.at.start)

    def take(self, other: Group, why: str) -> None:
        """Take in another group's claims."""
        self.items += other.items
        self.whys += other.whys
        self.whys[why] += 1
        if len(self.told) < COMPARED:
            self.told = _told(self.told + other.told)
        self.places |= other.places
        self.documents |= other.documents
        if not set(other.days) <= set(self.days):
            self.days = _days(self.items)


def _told(items: Iterable[Item]) -> list[Item]:
    """The claims a group is compared by: the first few of different wording."""
    first: dict[str, Item] = {}
    for item in items:
        first.setdefault(item.digest, item)
    return list(first.values())[:COMPARED]


def _days(items: Iterable[Item]) -> tuple[Interval, ...]:
    return tuple(sorted({i.days for i in items if i.days}, key=lambda d: (d.days, d.first)))


def likeness(group: Group, other: Group) -> float:
    """How alike the likest two of their first wordings are, 0..1."""
    return max(alike(x.words, y.words) for x in group.told for y in other.told)


def sums_agree(group: Group, other: Group) -> list[bool]:
    """For each two claims that both give a sum, whether the sums agree."""
    return [s for x in group.told for y in other.told if (s := same_sum(x.amount, y.amount)) is not None]


def apart_in_rank(group: Group, other: Group) -> bool:
    """Whether each names a rank of post that the other does not: an embassy and a consulate are two."""
    return any(x.ranks and y.ranks and not x.ranks & y.ranks for x in group.told for y in other.told)


def apart_in_sum(group: Group, other: Group) -> bool:
    """Whether both give sums and none of them agree."""
    sums = sums_agree(group, other)
    return bool(sums) and not any(sums)
