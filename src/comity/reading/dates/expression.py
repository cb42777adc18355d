"""A time as written, before it has an anchor: what the grammar gives and the anchors resolve."""

from __future__ import annotations

from dataclasses import dataclass

from comity.reading.dates.values import Value


@dataclass(frozen=True, slots=True)
class Expression:
    """A time as written, ``text[start:end]``, before it has an anchor.

    ``kind``: date, decade, century, quarter, fiscal, shift, ago, apart, past, ref, weekday, todate, anniversary, named,
    range, since. ``ref`` is the word a date leans on ("that", "last", "next" …), ``part`` the part of it meant (early,
    end …), ``n`` and ``unit`` what a relative one counts, ``mark`` "~" where it says "about". A range holds its ends in
    ``ends``; a period whose name several share holds them all there.
    """

    start: int
    end: int
    kind: str
    rule: str
    y: int | None = None
    m: int | None = None
    d: int | None = None
    season: int | None = None
    part: str = ""
    ref: str = ""
    n: int = 0
    unit: str = ""
    mark: str = ""
    time: str = ""
    value: Value | None = None
    ends: tuple[Expression, ...] = ()
