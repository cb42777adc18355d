"""Times counted from another: the arithmetic of "two days later", "last week", "the next summer", "ten years ago"."""

from __future__ import annotations

from comity.reading.dates import values
from comity.reading.dates.anchors import Anchors
from comity.reading.dates.expression import Expression
from comity.reading.dates.values import Value

Resolved = tuple[Value, str]


def shift(e: Expression, anchors: Anchors) -> Resolved | None:
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


def apart(e: Expression, anchors: Anchors) -> Resolved | None:
    """The day of what a subordinate clause tells, so far from the day its own sentence has told."""
    base = anchors.dated
    if base is None or anchors.dated_in != anchors.here or (e.unit in ("day", "week") and base.unit != "day"):
        return None
    v = values.shift(base, e.n, e.unit)
    return (v, f"{base.edtf} (told before)") if v else None


def ago(e: Expression, anchors: Anchors) -> Resolved | None:
    found = anchors.deictic()
    if found is None:
        return None
    base, why = found
    v = values.shift(base, e.n, e.unit)
    if v is None:
        return None
    if e.mark == ">":
        return values.until(values.approximate(v)), why
    if e.unit in ("decade", "century") or e.mark or (abs(e.n) >= 10 and e.unit == "year"):
        v = values.approximate(v)
    return v, why


def past(e: Expression, anchors: Anchors) -> Resolved | None:
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


def ref(e: Expression, anchors: Anchors) -> Resolved | None:
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
    """Whether the story is years behind the day of writing, so that "next year" is the story's next: never in news."""
    return (
        anchors.recent != "sentence"
        and anchors.told is not None
        and anchors.published is not None
        and anchors.told.year < anchors.published.year - 1
    )


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
    if unit == "month name" and base.unit == "year" and step >= 0 and e.m is not None:
        return values.month(y + step, e.m, e.part)  # "in 1849 …. The following April, …"
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


def weekday(e: Expression, anchors: Anchors) -> Resolved | None:
    base = anchors.spoken or anchors.published
    why = f"document {base.edtf}" if base is anchors.published and base else ""
    if base is not None and base is anchors.spoken:
        why = f"{base.edtf} (day of the quotation)"
    near = anchors.dated
    told = near is not None and near.unit == "day" and (base is None or near.year < base.year)
    if near is not None and told and anchors.of_the_day() is None:
        base, why = near, f"{near.edtf} (told before)"
    if base is None or base.first is None or base.unit != "day":
        return None
    if anchors.ahead and base is not near:
        day = _weekday_of(base.first, e.n, 0)
        return (day if day.edtf == base.edtf else _weekday_of(base.first, e.n, 1)), why
    return _weekday_of(base.first, e.n, 0), why


def to_date(e: Expression, anchors: Anchors) -> Resolved | None:
    base = anchors.spoken or anchors.published
    if base is None:
        return None
    why = f"document {base.edtf}" if base is anchors.published else f"{base.edtf} (day of the quotation)"
    y = e.y if e.y is not None else base.year if e.ref else None
    if y is None:
        return values.until(base), why
    start = values.day(y, 1, 1) if base.unit == "day" else values.year(y)
    return values.span(start, base), why


def anniversary(e: Expression, anchors: Anchors) -> Resolved | None:
    told, published = anchors.told, anchors.published
    if told is not None and told.unit == "day" and published is None:
        return told, f"{told.edtf} (told before)"
    if published is not None:
        return values.year(published.year), f"document {published.edtf}"
    if told is not None:
        return values.year(told.year), f"{told.edtf} (told before)"
    return None


def named(e: Expression, anchors: Anchors) -> Resolved | None:
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
