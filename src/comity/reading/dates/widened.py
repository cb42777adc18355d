"""Words that belong to a time beside its own: the hour ("June 3, 2004 6:05 PM"), the part of a day ("Friday evening"),
and what recurs ("every winter since 1990")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from comity.reading.dates.expression import Expression

_HOUR = re.compile(
    r"(?:,?\s+at|,)?\s+\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap](?:\.\s?m\.|m\b))?(?![\d:%])(?!\s*(?:per|million|billion))",
    re.I,
)
_PART_OF_DAY = re.compile(r"\s+(?:morning|afternoon|evening|night)(?![\w’'-])")
_RECURS = re.compile(
    r"(?<!\w)(?:[Ee]very|[Ee]ach)\s+(?:(?:single|other|second)\s+)?"
    r"(?:year|month|week|decade|season|spring|summer|autumn|fall|winter|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\s+$"
)


def widen(found: Sequence[Expression], text: str) -> list[Expression]:
    """The expressions with the words that belong to them, in text order; what they take in is no time of its own."""
    out: list[Expression] = []
    for k, e in enumerate(found):
        stop = found[k + 1].start if k + 1 < len(found) else len(text)
        if e.kind == "date" and e.y is not None and e.d and not e.time:
            e = _to(e, _HOUR.match(text, e.end), stop)
        if e.kind == "weekday" or (e.kind == "date" and e.d) or (e.kind == "ref" and e.unit == "weekday"):
            e = _to(e, _PART_OF_DAY.match(text, e.end), stop)
        if e.kind == "since" and (m := _RECURS.search(text[max(0, e.start - 40) : e.start])):
            begin = e.start - len(m[0])
            while out and out[-1].start >= begin:
                out.pop()
            e = replace(e, start=begin)
        out.append(e)
    return out


def _to(e: Expression, more: re.Match[str] | None, stop: int) -> Expression:
    return replace(e, end=more.end()) if more and more.end() <= stop else e
