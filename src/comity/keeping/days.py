"""First and last day that an EDTF value may mean: what the record orders and finds facts by."""

from __future__ import annotations

import calendar
import functools
import re

_PART = re.compile(r"(-?[\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?(?:T.*)?$")
_SPANS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14), 25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 14)}
_SPANS |= {33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)}
_SPANS |= {37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12)}


@functools.lru_cache(maxsize=20_000)
def bounds(edtf: str) -> tuple[str, str]:
    """(earliest, latest) as ISO days; ``""`` where the value is empty, open on that side, or no EDTF of levels 0 to 2.

    >>> bounds("1969-07"), bounds("197X"), bounds("1970/.."), bounds("")
    (('1969-07-01', '1969-07-31'), ('1970-01-01', '1979-12-31'), ('1970-01-01', ''), ('', ''))
    >>> bounds("[1992, 1994]")
    ('1992-01-01', '1994-12-31')
    """
    text = edtf.strip()
    if text[:1] in "[{" and text[-1:] in "]}" and len(text) > 1:
        members = [bounds(m.replace("..", "/")) for m in text[1:-1].split(",")]
        starts, ends = [m[0] for m in members if m[0]], [m[1] for m in members if m[1]]
        return min(starts, default=""), max(ends, default="")
    first, slash, last = text.partition("/")
    if slash:
        return _part(first)[0], _part(last)[1]
    return _part(text)


def _part(text: str) -> tuple[str, str]:
    found = _PART.match(text.strip().translate({ord(c): None for c in "~?%"}))
    if not found or found[1].startswith("-"):
        return "", ""
    year, month, day = found.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not month or "X" in month:
        return f"{low:04}-01-01", f"{high:04}-12-31"
    number = int(month)
    begin, end = _SPANS.get(number, (number, number))
    if not 1 <= begin <= 12:
        return "", ""
    high, end = high + (end - 1) // 12, (end - 1) % 12 + 1
    if number <= 12 and day and "X" not in day:
        exact = f"{low:04}-{number:02}-{int(day):02}"
        return exact, exact
    return f"{low:04}-{begin:02}-01", f"{high:04}-{end:02}-{_length(high, end):02}"


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1] if 1 <= year <= 9998 else 31


def window(since: str, until: str) -> tuple[str, str]:
    """First and last ISO day of the window that a user asked for ("1970", "1970-05", "196X"), ``""`` where open.

    Raises ValueError naming what is no date.
    """
    for asked in (since, until):
        if asked and bounds(asked) == ("", ""):
            raise ValueError(f"{asked!r} is no date. Write a year, a month or a day: 1970, 1970-05 or 1970-05-01.")
    return bounds(since)[0] if since else "", bounds(until)[1] if until else ""
