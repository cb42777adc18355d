"""Quotations and the day they were spoken: "last week" inside one is the speaker's last week, not the author's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from comity.reading.dates import values
from comity.reading.dates.anchors import Anchors
from comity.reading.dates.expression import Expression
from comity.reading.dates.values import Value

LEANS = frozenset({"ref", "ago", "past", "weekday", "todate", "since"})
"""Kinds of expression that count from the day of speaking."""

_MARK = re.compile(r'["“”]')
_LONGEST = 3000
_STOP = re.compile(r"(?<![A-Z])[.!?]\s+[A-Z“\"]|\n")


def spans(text: str) -> list[tuple[int, int]]:
    """The quotations of a text, from mark to mark; a paragraph's end closes what is left open."""
    out: list[tuple[int, int]] = []
    opened = -1
    for mark in _MARK.finditer(text):
        at = mark.start()
        if opened >= 0 and (at - opened > _LONGEST or "\n" in text[opened:at]):
            opened = -1
        if mark[0] == "“" or (mark[0] == '"' and opened < 0):
            opened = at
        elif opened >= 0:
            out.append((opened, at + 1))
            opened = -1
    return out


def spoken(
    i: int, found: Sequence[Expression], quotes: Sequence[tuple[int, int]], text: str, anchors: Anchors
) -> Value | None:
    """The day of the quotation that holds expression ``i``: a date beside it, in the sentence that reports it."""
    e = found[i]
    at = bisect_right(quotes, (e.start, len(text))) - 1
    if at < 0 or quotes[at][1] <= e.start:
        return None
    start, end = quotes[at]
    for later in found[i + 1 : i + 6]:
        if later.start < end:
            continue
        gap = text[end : later.start]
        if len(gap) > 160 or _STOP.search(gap):
            break
        if _full(later):
            return values.day(later.y or 0, later.m or 1, later.d or 1)
    for earlier in reversed(found[max(0, i - 5) : i]):
        if earlier.end > start:
            continue
        gap = text[earlier.end : start]
        if len(gap) > 160 or _STOP.search(gap):
            break
        if _full(earlier):
            return values.day(earlier.y or 0, earlier.m or 1, earlier.d or 1)
    return None


def _full(e: Expression) -> bool:
    return e.kind == "date" and e.y is not None and bool(e.m) and bool(e.d) and values.is_day(e.y, e.m or 0, e.d or 0)
