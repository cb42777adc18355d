"""From time as written to time meant: each relative or partial date is counted from an anchor, and says which.

Narrative counts from what was last told; words that point ("last week", "ago", "this year") count from the day the text
was written, or inside a quotation from the day it was spoken. Where there is no anchor there is no value.
"""

from __future__ import annotations

from dataclasses import replace

from comity.reading.dates import counting, values
from comity.reading.dates.anchors import Anchors
from comity.reading.dates.expression import Expression
from comity.reading.dates.values import Value

Resolved = tuple[Value, str]


def resolve(e: Expression, anchors: Anchors) -> Resolved | None:
    """The value an expression means and its anchor (``""`` where it needs none); None where an anchor is lacking."""
    return _RESOLVERS[e.kind](e, anchors)


# --- dates of the calendar --------------------------------------------------------------------------------------------


def _build(e: Expression, y: int) -> Value | None:
    if e.season:
        return values.season(y, e.season)
    if e.m and e.d:
        if e.ref == "either order":
            if not (values.is_day(y, e.m, e.d) and values.is_day(y, e.d, e.m)) or e.m == e.d:
                return values.day(y, e.m, e.d) if values.is_day(y, e.m, e.d) else None
            a, b = sorted([values.day(y, e.m, e.d), values.day(y, e.d, e.m)], key=lambda v: v.edtf)
            return Value(f"[{a.edtf},{b.edtf}]", a.first, b.last, "open")
        if not values.is_day(y, e.m, e.d):
            return None
        v = values.day(y, e.m, e.d)
        if e.time:
            clock = e.time if e.time.count(":") != 1 else e.time + ":00"
            clock = clock if clock[1] != ":" else "0" + clock
            if int(clock[:2]) > 23 or int(clock[3:5]) > 59:
                return v
            return replace(v, edtf=f"{v.edtf}T{clock}")
        return v
    if e.m:
        return values.month(y, e.m, e.part) if 1 <= e.m <= 12 else None
    return values.year(y, e.part)


def _date(e: Expression, anchors: Anchors) -> Resolved | None:
    if e.ref == "short year":
        return _short_year(e, anchors)
    if e.y is not None:
        v = _build(e, e.y)
        if v is None:
            return None
        return (values.approximate(v) if e.mark else v), ""
    if e.ref:
        step = {"last": -1, "the previous": -1, "next": 1, "the next": 1, "the following": 1}.get(e.ref, 0)
        found = anchors.deictic() if e.ref in ("this", "last", "next") else anchors.narrative()
        if found is None:
            return None
        v = _build(e, found[0].year + step)
        return (v, found[1]) if v else None
    found = anchors.narrative()
    if found is None:
        return None
    if (e.m or e.season) and (recent := _of_the_news(e, anchors)) is not None:
        return recent
    base, why = _of_the_story(found, anchors)
    if e.m is None and e.season is None:
        if e.d is None:
            return None
        return _day_of_month(e.d, anchors)
    y = _nearest_year(e, base, beside=base is anchors.dated and anchors.dated_in == anchors.here)
    v = _build(e, y)
    if v is None and (e.m, e.d) == (2, 29):
        v = _build(e, min(range(y - 4, y + 5), key=lambda c: (values.month_days(c, 2) < 29, abs(c - y), -c)))
    return (v, why) if v else None


def _of_the_news(e: Expression, anchors: Anchors) -> Resolved | None:
    """In a story of the day a month without a year is the nearest to its day, unless a year is told beside it.

    "Was dismissed in August" looks back as much as a year; "is due in November" looks ahead.
    """
    day = anchors.of_the_day()
    if day is None or day.first is None:
        return None
    y, m, _ = day.first
    want = e.m or {21: 3, 22: 6, 23: 9, 24: 12}[e.season or 22]
    if anchors.ahead:
        y += want < m
    else:
        y -= want > m
    v = _build(e, y)
    return (v, f"document {day.edtf}") if v else None


def _of_the_story(found: Resolved, anchors: Anchors) -> Resolved:
    """What a partial date counts from: the last month told, or a year that was named since and governs it.

    A year governs what follows where it opens a sentence ("In 1950, …") or heads a section, else its own sentence only:
    "a report published in 2005" does not move the story.
    """
    if anchors.aside is not None and anchors.aside_in == anchors.here >= 0:
        base: Value | None = anchors.aside
    else:
        base = anchors.framed
    dated = anchors.dated
    if dated is None:
        return found
    if base is None or (base.unit == "year" and base.year == dated.year):
        base = dated
    if anchors.section and not anchors.section[0] <= base.year <= anchors.section[1]:
        years = anchors.section
        return values.year(min(years, key=lambda y: (abs(y - base.year), y))), f"{years[0]}–{years[1]} (heading)"
    return base, f"{base.edtf} (told before)"


def _day_of_month(d: int, anchors: Anchors) -> Resolved | None:
    base = anchors.dated or anchors.spoken or anchors.published
    if base is None or base.first is None or base.unit not in ("day", "month"):
        return None
    y, m, _ = base.first
    if not values.is_day(y, m, d):
        return None
    why = f"{base.edtf} (told before)" if base is anchors.dated else f"document {base.edtf}"
    return values.day(y, m, d), why


def _nearest_year(e: Expression, base: Value, beside: bool = False) -> int:
    """The year of a month, day or season told without one: the story's, or the next where the calendar turns.

    Beside a date of the same sentence it does not look back: "in March 1974, and in October she …".
    """
    assert base.first is not None
    y, m, _ = base.first
    want = e.m or {21: 4, 22: 7, 23: 10, 24: 13}[e.season or 22]
    if base.unit == "season":
        m = {21: 4, 22: 7, 23: 10, 24: 1}[int(base.edtf[-2:])]
        y = int(base.edtf[:-3])
    elif base.unit not in ("day", "month"):
        return y
    if e.season == 24:
        return y + 1 if m >= 8 else y
    if want - m <= -7:
        return y + 1
    if want - m >= 10 and not beside:
        return y - 1
    return y


def _short_year(e: Expression, anchors: Anchors) -> Resolved | None:
    found = anchors.narrative()
    if found is None:
        return None
    base = found[0].year
    century = base - base % 100
    y = min((century + e.n, century - 100 + e.n), key=lambda c: (c > base + 5, abs(base - c)))
    return values.year(y), found[1]


def _decade(e: Expression, anchors: Anchors) -> Resolved | None:
    if e.y is not None:
        return values.decade(e.y, e.part), ""
    found = anchors.narrative()
    century = 1900
    why = "the twentieth century, unsaid"
    if found is not None and found[0].year < 1900:
        century, why = found[0].year - found[0].year % 100, found[1]
    return values.decade(century + e.n, e.part), why


def _century(e: Expression, anchors: Anchors) -> Resolved | None:
    return values.century(e.n, e.part, e.ref == "BC"), ""


def _quarter(e: Expression, anchors: Anchors) -> Resolved | None:
    if e.y is not None:
        return values.quarter(e.y, e.n), ""
    found = anchors.deictic() if e.ref in ("this", "last", "next") else anchors.narrative()
    if found is None:
        return None
    step = {"last": -1, "next": 1}.get(e.ref, 0)
    return values.quarter(found[0].year + step, e.n), found[1]


def _fiscal(e: Expression, anchors: Anchors) -> Resolved | None:
    c = anchors.fiscal
    if e.y is None:
        return _fiscal_told(e, anchors)
    if e.ref == "span":
        c = replace(c, named_by_end=False)
    return values.fiscal(e.y, c.starts, c.named_by_end, e.part), f"fiscal calendar of {c.state}"


def _fiscal_told(e: Expression, anchors: Anchors) -> Resolved | None:
    """ "The current fiscal year": the one in which the day of writing lies."""
    c, found = anchors.fiscal, anchors.deictic()
    if found is None or found[0].first is None or found[0].unit not in ("day", "month"):
        return None
    y, m, _ = found[0].first
    begun = y if m >= c.starts else y - 1
    named = begun + (1 if c.named_by_end and c.starts > 1 else 0)
    return values.fiscal(named + e.n, c.starts, c.named_by_end), f"{found[1]}, fiscal calendar of {c.state}"


# --- ranges -----------------------------------------------------------------------------------------------------------


def _range(e: Expression, anchors: Anchors) -> Resolved | None:
    ends = _both_ends(e, anchors)
    if ends is None:
        return None
    (first, why), (second, other) = ends
    return values.span(first, second), why or (other if "told" not in other else "")


def divided(e: Expression, anchors: Anchors) -> tuple[Expression, ...]:
    """The two ends of a range as expressions of their own, each given the value it has within the range."""
    ends = _both_ends(e, anchors)
    if ends is None:
        return e.ends
    return tuple(replace(end, kind="end", value=value, ref=why) for end, (value, why) in zip(e.ends, ends, strict=True))


def _both_ends(e: Expression, anchors: Anchors) -> tuple[Resolved, Resolved] | None:
    a, b = e.ends
    if a.kind == b.kind == "date":
        if a.y is None and b.y is not None and not a.ref:
            before = (a.m and b.m and (a.m, a.d or 0) > (b.m, b.d or 40)) or (
                a.season and b.season and a.season > b.season
            )
            a = replace(a, y=b.y - (1 if before else 0))
        if a.m is None and a.d and b.m:
            a = replace(a, m=b.m, y=b.y)
    first = resolve(a, anchors)
    if first is None:
        return None
    if a.kind == b.kind == "date" and a.m and b.m and a.m > b.m and a.y is b.y is None and not a.ref and not b.ref:
        first = _before_the_turn(a, b, first, anchors)
    if b.kind == "date" and b.y is None and not b.ref and a.m and b.m and first[0].first is not None:
        y = first[0].first[0]
        value = _build(b, y if (b.m, b.d or 40) >= (a.m, a.d or 0) else y + 1)
        second = (value, first[1]) if value else None
    else:
        after = Anchors(anchors.published, first[0], first[0], fiscal=anchors.fiscal)
        if first[0].unit not in ("day", "month"):
            after.dated = anchors.dated
        second = resolve(b, after)
    if second is None:
        return None
    low, high = first[0].first, second[0].last
    if low is None or high is None or low > high:
        return None
    return first, second


def _end(e: Expression, anchors: Anchors) -> Resolved | None:
    return (e.value, e.ref) if e.value else None


def _before_the_turn(a: Expression, b: Expression, first: Resolved, anchors: Anchors) -> Resolved:
    """ "From October to March" told in March or April is the winter just past, not the next."""
    found = anchors.narrative()
    assert a.m is not None and b.m is not None
    if found is None:
        return first
    base, why = _of_the_story(found, anchors)
    if base.first is None or base.unit not in ("day", "month") or not b.m - 3 <= base.first[1] <= b.m + 2:
        return first
    v = _build(a, base.first[0] - 1)
    return (v, why) if v else first


def _since(e: Expression, anchors: Anchors) -> Resolved | None:
    found = resolve(e.ends[0], anchors)
    if found is None:
        return None
    v, why = found
    if e.ends[0].kind == "named" and v.last is not None:
        v = values.year(v.last[0])
    return values.since(v), why


_RESOLVERS = {
    "date": _date,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "fiscal": _fiscal,
    "shift": counting.shift,
    "ago": counting.ago,
    "apart": counting.apart,
    "past": counting.past,
    "ref": counting.ref,
    "weekday": counting.weekday,
    "todate": counting.to_date,
    "anniversary": counting.anniversary,
    "named": counting.named,
    "range": _range,
    "end": _end,
    "since": _since,
}
