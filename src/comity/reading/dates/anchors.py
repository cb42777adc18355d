"""From time as written to time meant: each relative or partial date is counted from an anchor, and says which.

Narrative counts from what was last told; words that point ("last week", "ago", "this year") count from the day the text was
written, or inside a quotation from the day it was spoken. Where there is no anchor there is no value.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from comity.reading.dates import values
from comity.reading.dates.grammar import Expression
from comity.reading.dates.values import Value


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """The first month of a state's fiscal year, and whether the year is named by the calendar year it ends in."""

    state: str
    starts: int
    named_by_end: bool


@dataclass(slots=True)
class Anchors:
    """What dates may be counted from while a text is read: the day of writing, and what was told so far.

    ``told`` is the last time told, ``dated`` the last with a month, ``framed`` a year told since then that governs what
    follows; ``aside`` another year, good for its own sentence ``aside_in`` only; ``here`` is the sentence being read and
    ``spoken`` the day of the quotation being read. ``section`` holds the years its heading gives.
    """

    published: Value | None = None
    told: Value | None = None
    dated: Value | None = None
    framed: Value | None = None
    aside: Value | None = None
    aside_in: int = -1
    here: int = -1
    dated_in: int = -2
    section: tuple[int, int] | None = None
    strayed: int = 0
    spoken: Value | None = None
    fiscal: FiscalCalendar = field(default_factory=lambda: FiscalCalendar("USA", 10, True))

    def deictic(self) -> tuple[Value, str] | None:
        """What "last week" or "ten years ago" counts from."""
        if self.spoken is not None:
            return self.spoken, f"{self.spoken.edtf} (day of the quotation)"
        if self.published is not None:
            return self.published, f"document {self.published.edtf}"
        if self.told is not None:
            return self.told, f"{self.told.edtf} (told before)"
        return None

    def narrative(self) -> tuple[Value, str] | None:
        """What "the next day" or a bare "April 12" counts from."""
        if self.told is not None:
            return self.told, f"{self.told.edtf} (told before)"
        if self.spoken is not None:
            return self.spoken, f"{self.spoken.edtf} (day of the quotation)"
        if self.published is not None:
            return self.published, f"document {self.published.edtf}"
        return None

    def tell(self, v: Value, inferred: bool = False, frames: bool = True) -> None:
        """Take note of a time told; a season whose year was inferred moves nothing.

        ``frames`` says whether a bare year opens a sentence or a paragraph, and so dates what follows; a year told
        twice running does so too.
        """
        if v.first is None or v.last is None or inferred and v.unit == "season":
            return
        if v.unit == "range":
            v = _end_of(v)
        if v.unit in ("day", "month"):
            self.told = self.dated = v
            self.dated_in = self.here
            self.framed = self.aside = None
        elif v.unit in ("year", "season", "quarter"):
            self.told = v
            frames = frames and self.dated_in != self.here
            if frames or self.aside is not None and self.aside.year == v.year:
                self.framed = v
            self.aside, self.aside_in = v, self.here
        if not inferred and self.section and not self.section[0] <= v.year <= self.section[1]:
            self.strayed += 1
            if self.strayed > 3:
                self.section = None

    def head(self, v: Value) -> None:
        """Take note of a time in a heading: the years of the section under it."""
        if v.first is not None and v.last is not None and v.last[0] - v.first[0] <= 12:
            self.section, self.strayed = (v.first[0], v.last[0]), 0


def _end_of(v: Value) -> Value:
    """Where a range leaves the story: its last day, month or year."""
    assert v.last is not None
    return values.parse(v.edtf.split("/")[-1].rstrip("~")) or values.year(v.last[0])


Resolved = tuple[Value, str]


def resolve(e: Expression, anchors: Anchors) -> Resolved | None:
    """The value an expression means and the anchor it was counted from (``""`` for none); None where it has no anchor."""
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
    base, why = _of_the_story(found, anchors)
    if e.m is None and e.season is None:
        if e.d is None:
            return None
        return _day_of_month(e.d, anchors)
    y = _nearest_year(e, base)
    v = _build(e, y)
    if v is None and (e.m, e.d) == (2, 29):
        v = _build(e, min(range(y - 4, y + 5), key=lambda c: (values.month_days(c, 2) < 29, abs(c - y), -c)))
    return (v, why) if v else None


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
    if base is None or base.unit == "year" and base.year == dated.year:
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


def _nearest_year(e: Expression, base: Value) -> int:
    """The year of a month, day or season told without one: the year of the story, or the next where the calendar turns."""
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
    if want - m >= 10:
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
    assert e.y is not None
    if e.ref == "span":
        c = replace(c, named_by_end=False)
    return values.fiscal(e.y, c.starts, c.named_by_end, e.part), f"fiscal calendar of {c.state}"


# --- times counted from another ---------------------------------------------------------------------------------------


def _shift(e: Expression, anchors: Anchors) -> Resolved | None:
    found = anchors.narrative()
    if found is None:
        return None
    base, why = found
    if e.unit in ("day", "week") and base.unit != "day":
        return None
    v = values.shift(base, e.n, e.unit)
    if v is None:
        return None
    return (values.approximate(v) if e.mark else v), why


def _ago(e: Expression, anchors: Anchors) -> Resolved | None:
    found = anchors.deictic()
    if found is None:
        return None
    base, why = found
    v = values.shift(base, e.n, e.unit)
    if v is None:
        return None
    if e.mark == ">":
        return values.until(values.approximate(v)), why
    if e.unit in ("decade", "century") or e.mark or abs(e.n) >= 10 and e.unit == "year":
        v = values.approximate(v)
    return v, why


def _past(e: Expression, anchors: Anchors) -> Resolved | None:
    found = anchors.deictic()
    if found is None or not e.n or found[0] is anchors.told:
        return None
    base, why = found
    v = values.shift(base, -e.n, e.unit)
    if v is None:
        return None
    if e.unit in ("year", "decade", "century"):
        return values.span(v, values.year(base.year)), why
    if e.unit == "month" and base.first is not None:
        return values.span(v, values.month(base.first[0], base.first[1])), why
    return values.span(v, base), why


_BACK = ("last", "the previous", "the preceding", "the prior")
_ON = ("next", "the next", "the very next", "the following", "the subsequent", "this coming")
POINTING = ("this", "last", "next", "this past", "this coming", "the current", "yesterday", "today", "tomorrow")


def _ref(e: Expression, anchors: Anchors) -> Resolved | None:
    pointing = e.ref in POINTING and not (e.ref == "this" and e.unit == "day" and anchors.told is not None)
    found = anchors.deictic() if pointing else anchors.narrative()
    if pointing and e.ref == "next" and anchors.spoken is None and _long_past(anchors):
        found = anchors.narrative()
    if found is None:
        return None
    base, why = found
    step = -1 if e.ref in _BACK or e.ref == "this past" else 1 if e.ref in _ON else 0
    if e.ref in ("yesterday", "today", "tomorrow"):
        if base.unit != "day" or base is anchors.told:
            return None
        step = e.n
    v = _counted(e, base, step, anchors)
    return (v, why) if v is not None else None


def _long_past(anchors: Anchors) -> bool:
    """Whether the story is years behind the day of writing, so that "next year" is the story's next."""
    return anchors.told is not None and anchors.published is not None and anchors.told.year < anchors.published.year - 1


def _counted(e: Expression, base: Value, step: int, anchors: Anchors) -> Value | None:
    assert base.first is not None or base.last is not None
    first = base.first or base.last
    assert first is not None
    y, m, _ = first
    unit = e.unit
    if unit == "year":
        return values.year(y + step, e.part)
    if unit in ("decade", "century"):
        start = y - y % 10 if unit == "decade" else y - y % 100
        if unit == "decade":
            return values.decade(start + 10 * step, e.part)
        return values.century(start // 100 + 1 + step, e.part)
    if unit == "season":
        return _season_told(e, base, step)
    if base.unit not in ("day", "month"):
        dated = anchors.dated
        if unit in ("day", "month") and step == 0 and not e.part and dated is not None and dated.year == y:
            return values.shift(dated, 0, unit) if unit == "month" or dated.unit == "day" else None
        return None
    if unit == "month name":
        assert e.m is not None
        if step < 0:
            return values.month(y if e.m < m else y - 1, e.m, e.part)
        if step > 0:
            return values.month(y if e.m > m else y + 1, e.m, e.part)
        return values.month(y, e.m, e.part)
    if unit == "month":
        total = y * 12 + m - 1 + step
        return values.month(total // 12, total % 12 + 1, e.part)
    if unit == "quarter":
        total = y * 4 + (m - 1) // 3 + step
        return values.quarter(total // 4, total % 4 + 1)
    if base.unit != "day" or base.first is None:
        return None
    if unit == "week":
        return values.week(base.first, step)
    if unit == "weekday":
        return _weekday_of(base.first, e.n, step)
    return values.day(*values.from_ordinal(values.ordinal(base.first) + step))


_MIDDLE = {21: 4, 22: 7, 23: 10, 24: 1}


def _season_told(e: Expression, base: Value, step: int) -> Value | None:
    assert e.season is not None and base.first is not None
    y, m, _ = base.first
    if base.unit == "season":
        y, m = int(base.edtf[:-3]), _MIDDLE[int(base.edtf[-2:])]
    want = _MIDDLE[e.season]
    if base.unit not in ("day", "month", "season"):
        return values.season(y + step, e.season)
    if e.ref == "this past":
        return values.season(y if want <= m else y - 1, e.season)
    if step > 0:
        return values.season(y if want > m else y + 1, e.season)
    if step < 0:
        return values.season(y if want + 1 < m and e.season != 24 else y - 1, e.season)
    return values.season(y + 1 if e.season == 24 and m >= 8 else y, e.season)


def _weekday_of(d: values.Day, n: int, step: int) -> Value:
    """The named weekday: the last on or before ``d`` (``step`` 0), before it (-1) or after it (1)."""
    here = values.ordinal(d)
    back = (values.weekday(d) - n) % 7
    if step > 0:
        return values.day(*values.from_ordinal(here + ((n - values.weekday(d) - 1) % 7) + 1))
    return values.day(*values.from_ordinal(here - (back or (7 if step < 0 else 0))))


def _weekday(e: Expression, anchors: Anchors) -> Resolved | None:
    base = anchors.spoken or anchors.published
    why = f"document {base.edtf}" if base is anchors.published and base else ""
    if base is not None and base is anchors.spoken:
        why = f"{base.edtf} (day of the quotation)"
    near = anchors.dated
    if near is not None and near.unit == "day" and (base is None or near.year < base.year):
        base, why = near, f"{near.edtf} (told before)"
    if base is None or base.first is None or base.unit != "day":
        return None
    return _weekday_of(base.first, e.n, 0), why


def _to_date(e: Expression, anchors: Anchors) -> Resolved | None:
    base = anchors.spoken or anchors.published
    if base is None:
        return None
    why = f"document {base.edtf}" if base is anchors.published else f"{base.edtf} (day of the quotation)"
    y = e.y if e.y is not None else base.year if e.ref else None
    if y is None:
        return values.until(base), why
    start = values.day(y, 1, 1) if base.unit == "day" else values.year(y)
    return values.span(start, base), why


def _anniversary(e: Expression, anchors: Anchors) -> Resolved | None:
    told, published = anchors.told, anchors.published
    if told is not None and told.unit == "day" and published is None:
        return told, f"{told.edtf} (told before)"
    if published is not None:
        return values.year(published.year), f"document {published.edtf}"
    if told is not None:
        return values.year(told.year), f"{told.edtf} (told before)"
    return None


def _named(e: Expression, anchors: Anchors) -> Resolved | None:
    """The period itself; of several by one name (the two Bush administrations) the one nearest to what was told."""
    assert e.value is not None
    if not e.ends:
        return e.value, ""
    found = anchors.narrative()
    if found is None:
        return None
    y = found[0].year
    best = min((end.value for end in e.ends if end.value), key=lambda v: (_gap(v, y), v.edtf))
    return best, found[1]


def _gap(v: Value, y: int) -> int:
    low = v.first[0] if v.first else y
    high = v.last[0] if v.last else 9999
    return max(0, low - y, y - high)


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
        after = Anchors(anchors.published, first[0], first[0], None, anchors.fiscal)
        if first[0].unit not in ("day", "month"):
            after.dated = anchors.dated
        second = resolve(b, after)
    if second is None:
        return None
    low, high = first[0].first, second[0].last
    if low is None or high is None or low > high:
        return None
    return first, second


def _season_order(e: Expression) -> int:
    """Where a season stands in its year: winter, known by the year of its January, comes first."""
    return (e.season or 0) % 24


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
    "shift": _shift,
    "ago": _ago,
    "past": _past,
    "ref": _ref,
    "weekday": _weekday,
    "todate": _to_date,
    "anniversary": _anniversary,
    "named": _named,
    "range": _range,
    "end": _end,
    "since": _since,
}
