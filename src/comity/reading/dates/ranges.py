"""Two times and the words between them: ranges ("from 1965 to 1973", "June 3 through June 9") and open ones.

A range is one expression and takes in the words that open it ("from", "between", "since"); "until" and "by" stay
outside, since what follows them is a time of its own. A year or month said once counts for both ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from comity.reading.dates.expression import Expression

_OPENS = re.compile(r"(?<!\w)([Ff]rom|[Bb]etween)\s+(?:about\s+|around\s+|at\s+least\s+)?$")
_SINCE = re.compile(
    r"(?<!\w)((?:(?:[Tt]he\s+)?years\s+)?(?:[Ee]ver\s+)?[Ss]ince)(?:\s+at\s+least|\s+around|\s+about)?\s+$"
)
_HYPHEN = re.compile(r"\s*[-–—]\s*$")
_TO = re.compile(r"\s+(?:up\s+to|through\s+to|to|until|till|through|thru)\s+(?:about\s+|around\s+)?$")
_AND = re.compile(r"\s+and\s+$")
_CLAUSE = re.compile(r"\s+(?:until|till)\s+[^,.;:()\n]{1,90}?\s(?:in|of|on)\s+$")
_TILL_NOW = re.compile(
    r"(?:\s*[-–—]\s*|\s+(?:to|until|till|through|up\s+to)\s+)(?:the\s+)?(?:present(?:\s+day)?|now|recently|today|date)(?!\w)"
)
_ONWARDS = re.compile(r"\s+(?:on|onwards?|forward)(?!\w)(?!\s+the)")
_BOTH = re.compile(r"\s*(?:,|and|or|,\s*and|[-–—/])\s*(?:on\s+|in\s+)?$")

_CALENDAR = ("date", "decade", "century", "quarter", "fiscal")
_TELLING = ("ref", "shift", "weekday")


def join(found: Sequence[Expression], text: str) -> list[Expression]:
    """The expressions of a text with those that are ends of one range made one, in text order."""
    out: list[Expression] = []
    i = 0
    while i < len(found):
        a = found[i]
        b = found[i + 1] if i + 1 < len(found) else None
        if b is not None and b.start - a.end <= 100:
            joined = _range(a, b, text)
            if joined is not None:
                out.append(joined)
                i += 2
                continue
            a, b = _share(a, b, text)
            found = [*found[: i + 1], b, *found[i + 2 :]] if b is not found[i + 1] else found
        out.append(_open(a, text))
        i += 1
    return out


def _range(a: Expression, b: Expression, text: str) -> Expression | None:
    between = text[a.end : b.start]
    before = text[max(0, a.start - 24) : a.start]
    opened = _OPENS.search(before)
    word = opened[1].lower() if opened else ""
    if a.kind not in _CALENDAR + _TELLING or b.kind not in _CALENDAR + _TELLING:
        return None
    if _HYPHEN.match(between):
        if "\n" in between or not (_same_grain(a, b) or b.kind == "date"):
            return None
        start = a.start if not word else a.start - len(opened[0])  # type: ignore[index]
    elif _TO.match(between):
        if not word and not (_same_grain(a, b) and a.kind == "date"):
            return None
        start = a.start - len(opened[0]) if opened else a.start
    elif (word == "between" and _AND.match(between)) or (word == "from" and _CLAUSE.match(between)):
        start = a.start - len(opened[0])  # type: ignore[index]
    else:
        return None
    return Expression(start, b.end, "range", f"range of {_grain(a)} and {_grain(b)}", ends=(a, b))


def _grain(e: Expression) -> str:
    if e.kind != "date":
        return e.kind
    return "day" if e.d else "month" if e.m else "season" if e.season else "year"


def _same_grain(a: Expression, b: Expression) -> bool:
    return (
        _grain(a) == _grain(b)
        or {_grain(a), _grain(b)} <= {"day", "month"}
        or {_grain(a), _grain(b)} <= {"month", "year"}
    )


def _share(a: Expression, b: Expression, text: str) -> tuple[Expression, Expression]:
    """Give the first of two neighbours the year that is said with the second, and the second the month of the first."""
    if a.kind == b.kind == "date" and _BOTH.match(text[a.end : b.start]) and not a.ref:
        if a.y is None and b.y is not None and (a.m or a.season):
            year = b.y
            if a.m and b.m and a.m > b.m:
                year -= 1
            a = replace(a, y=year)
        elif a.m is None and a.y is None and a.d and b.m:
            a = replace(a, m=b.m, y=b.y)
    return a, b


def _open(a: Expression, text: str) -> Expression:
    before = text[max(0, a.start - 24) : a.start]
    if a.kind == "range":
        opened = _OPENS.search(before)
        return replace(a, start=a.start - len(opened[0])) if opened else a
    if a.kind in (*_CALENDAR, "named", *_TELLING):
        since = _SINCE.search(before)
        after = text[a.end : a.end + 28]
        if since:
            till = _TILL_NOW.match(after)
            end = a.end + till.end() if till else a.end
            return Expression(a.start - (len(before) - since.start()), end, "since", f"since a {_grain(a)}", ends=(a,))
        opened = _OPENS.search(before)
        if opened and opened[1].lower() == "from":
            on = _ONWARDS.match(after) or _TILL_NOW.match(after)
            if on:
                start = a.start - len(opened[0])
                return Expression(start, a.end + on.end(), "since", f"from a {_grain(a)} on", ends=(a,))
        till = _TILL_NOW.match(after)
        if till and a.kind != "named":
            return Expression(a.start, a.end + till.end(), "since", f"from a {_grain(a)} to now", ends=(a,))
    return a
