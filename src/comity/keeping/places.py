"""Where a row stands in its table: numbers with room between them, so that rows can be put in later.

The order of ``seq`` is the order of the export. A document has a place, and its rows are numbered within it; what is
about a pair of states is numbered within the place of its pair, copied passages within that of their first document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from comity import tables
from comity.models import Copy, Weighing

ROOM = 1 << 20
"""Numbers between two neighbouring places of a record that was built at once."""
MOST = 1 << 41
WITHIN = 22
"""Bits of a row's number within its place."""

OF_PAIRS = ("facts", "disputes", "periods", "index", "threads")
OF_DOCUMENTS = ("claims", "amounts")

Pair = tuple[str, ...]
T = TypeVar("T")


class NoRoom(Exception):
    """There is no number left between two neighbours: all are to be numbered anew."""


def fresh(count: int) -> list[int]:
    """Places for so many at once, with room between them."""
    step = min(ROOM, MOST // (count + 1))
    return [n * step for n in range(1, count + 1)]


def between(low: int, high: int, count: int) -> list[int]:
    """So many numbers between two others, evenly. Raises NoRoom where there are not so many."""
    step = (high - low) // (count + 1)
    if step < 1:
        raise NoRoom
    return [low + n * step for n in range(1, count + 1)]


def after(last: int, count: int) -> list[int]:
    """So many places at the end. Raises NoRoom where the last would be out of bounds."""
    if last + count * ROOM >= MOST:
        raise NoRoom
    return [last + n * ROOM for n in range(1, count + 1)]


def inserted(held: Sequence[tuple[Any, int]], new: Iterable[Any], top: int | None = None) -> dict[Any, int]:
    """Numbers for ``new`` keys among the keys and numbers ``held`` (both in order). Raises NoRoom.

    Keys after the last one have the room up to ``top``, or ROOM each.
    """
    out: dict[Any, int] = {}
    waiting: list[Any] = []
    low = 0
    rest = sorted(new)
    for key, number in held:
        while rest and rest[0] < key:
            waiting.append(rest.pop(0))
        out.update(zip(waiting, between(low, number, len(waiting)), strict=True))
        waiting, low = [], number
    out.update(zip(rest, after(low, len(rest)) if top is None else between(low, top, len(rest)), strict=True))
    return out


def row(place: int, within: int) -> int:
    """The number of a row, from its place and its number within it."""
    return place << WITHIN | within


class Numbers:
    """The numbers of all rows of a record that is written at once.

    ``grows`` is False where its tables are in another order than weighing gives them: rows then have plain numbers, and
    nothing can be put between them.
    """

    def __init__(self, documents: Iterable[str], weighing: Weighing) -> None:
        names = sorted(documents)
        self._names = names
        self.documents = dict(zip(names, fresh(len(names)), strict=True))
        about = sorted({tuple(v.pair) for t in OF_PAIRS for v in getattr(weighing, t)})
        self.pairs: dict[Pair, int] = dict(zip(about, fresh(len(about)), strict=True))
        self._weighed = {t: list(self._of(t, getattr(weighing, t))) for t in tables.WEIGHED}
        self.grows = all(a < b for numbers in self._weighed.values() for a, b in pairwise(numbers))

    def of(self, table: str, values: Sequence[Any]) -> Iterable[int]:
        """The number of every row of a table, in order."""
        if not self.grows:
            return range(1, len(values) + 1)
        return self._weighed[table] if table in self._weighed else list(self._of(table, values))

    def place(self, document: str) -> int:
        """The number of a document's row."""
        return self.documents[document] if self.grows else bisect_left(self._names, document) + 1

    def said(self, rows: Iterable[tuple[str, Sequence[T]]]) -> Iterator[tuple[int, T]]:
        """The rows that documents have in a table of what was read, by document, each with its number."""
        count = 0
        for document, held in rows:
            place = self.documents[document]
            for n, cells in enumerate(held, 1):
                count += 1
                yield row(place, n) if self.grows else count, cells

    def _of(self, table: str, values: Sequence[Any]) -> Iterator[int]:
        if table in OF_DOCUMENTS:
            counted: dict[str, int] = {}
            for value in values:
                name = value.at.document
                counted[name] = counted.get(name, 0) + 1
                yield row(self.documents.get(name, 0), counted[name])
        elif table in OF_PAIRS or table == "copies":
            yield from self._spread(values)
        else:
            yield from range(1, len(values) + 1)

    def _spread(self, values: Sequence[Any]) -> Iterator[int]:
        groups: dict[int, int] = {}
        for value in values:
            place = self._place(value)
            groups[place] = groups.get(place, 0) + 1
        within = {place: iter(between(0, 1 << WITHIN, count)) for place, count in groups.items()}
        for value in values:
            place = self._place(value)
            yield row(place, next(within[place]))

    def _place(self, value: Any) -> int:
        return self.documents.get(value.a.document, 0) if isinstance(value, Copy) else self.pairs[tuple(value.pair)]
