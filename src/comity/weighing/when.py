"""Dates as intervals of days: which agree, which hold which, and how precise they are."""

from __future__ import annotations

import calendar
import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_PART = re.compile(r"(\d[\dX]{3})(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?:T.*)?$")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
_EARLIEST, _LATEST = 1, date.max.toordinal()
SHORT = 370
"""Days: a span no longer than this ("June 3 through June 9") dates one happening; a longer one is a period
through which something lasted."""


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day (ordinals of the proleptic Gregorian calendar) that a date may mean.

    ``span`` is True where the EDTF names a range of its own (``1955/1963``) and not one imprecise day (``1955``);
    ``open`` where the range has no end or no beginning.
    """

    first: int
    last: int
    span: bool = False
    open: bool = False

    @property
    def days(self) -> int:
        """Length in days."""
        return self.last - self.first + 1

    @property
    def lasting(self) -> bool:
        """Whether this is a period that something lasted, rather than one happening not dated to the day."""
        return self.open or (self.span and self.days > SHORT)

    def holds(self, other: Interval) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: Interval) -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def gap(self, other: Interval) -> int:
        """Days between the two, 0 where they meet."""
        return max(0, other.first - self.last, self.first - other.last)


@functools.lru_cache(maxsize=100_000)
def interval(edtf: str) -> Interval | None:
    """The days an EDTF value (levels 0 to 2, years 0001 to 9999) may mean; None where it is empty or says nothing.

    >>> interval("1969-07").days, interval("1955/1963").lasting, interval("1955/1963").span
    (31, True, True)
    """
    text = edtf.strip().translate(_MARKS)
    if text[:1] in ("[", "{") and len(text) > 2:
        members = [m for m in (interval(part) for part in text[1:-1].replace("..", ",").split(",")) if m]
        return Interval(min(m.first for m in members), max(m.last for m in members)) if members else None
    first, slash, last = text.partition("/")
    if not slash:
        bounds = _part(first)
        return Interval(*bounds) if bounds else None
    a, b = _part(first), _part(last)
    if a is None and b is None:
        return None
    low, high = a[0] if a else _EARLIEST, b[1] if b else _LATEST
    fuzzy = "~" in edtf and high - low <= 5 * 366 and bool(a and b)  # "early 1960s": one time, vaguely
    return Interval(low, high, first != last and not fuzzy, not (a and b)) if high >= low else None


_MARKS = {ord(c): None for c in "~?%"}


def _part(text: str) -> tuple[int, int] | None:
    m = _PART.match(text.strip())
    if not m:
        return None
    low, high = int(m[1].replace("X", "0")), int(m[1].replace("X", "9"))
    if not 1 <= low <= high <= 9998:
        return None
    month = int(m[2]) if m[2] and m[2] != "XX" else 0
    if not month:
        return date(low, 1, 1).toordinal(), date(high, 12, 31).toordinal()
    begin, end = _SEASONS.get(month, (month, month))
    if not 1 <= begin <= 12:
        return None
    day = int(m[3]) if m[3] and m[3] != "XX" else 0
    if day:
        if not 1 <= day <= calendar.monthrange(low, begin)[1]:
            return None
        exact = date(low, begin, day).toordinal()
        return exact, exact
    high, end = high + (end - 1) // 12, (end - 1) % 12 + 1
    last = date(high, end, calendar.monthrange(high, end)[1])
    return date(low, begin, 1).toordinal(), last.toordinal()


class Agreeing:
    """Intervals among which those that agree with one are found without a look at all of them."""

    def __init__(self, intervals: Iterable[Interval] = ()) -> None:
        self._short: list[Interval] = []
        self._firsts: list[int] = []
        self._long: list[Interval] = []
        for days in sorted(set(intervals), key=lambda d: d.first):
            self.add(days)

    def add(self, days: Interval) -> None:
        """One more interval."""
        if days.days > SHORT:
            self._long.append(days)
            return
        at = bisect_right(self._firsts, days.first)
        self._firsts.insert(at, days.first)
        self._short.insert(at, days)

    def meeting(self, days: Interval) -> list[Interval]:
        """Those that share a day with some days, in no order that tells anything."""
        low, high = bisect_left(self._firsts, days.first - SHORT), bisect_right(self._firsts, days.last)
        return [d for d in (*self._short[low:high], *self._long) if d.meets(days)]

    def with_(self, days: Interval) -> list[Interval]:
        """Those that :func:`agree` with some days, in no order that tells anything."""
        return [d for d in self.meeting(days) if agree(d, days)]


def agree(a: Interval, b: Interval) -> bool:
    """Whether two dates can date one happening: one holds the other, or both mean nearly the same days.

    A long period agrees only with nearly the same period: something given "in 1958" is not what was given from 1955 to
    1963.
    """
    if a.first > b.last or b.first > a.last:
        return False
    if a == b:
        return True
    if a.lasting or b.lasting:
        if not (a.lasting and b.lasting) or a.open != b.open:
            return False
        return abs(a.first - b.first) <= SHORT and abs(a.last - b.last) <= SHORT
    if a.holds(b) or b.holds(a):
        return True
    shared = min(a.last, b.last) - max(a.first, b.first) + 1
    return shared > 0 and 2 * shared >= min(a.days, b.days)
