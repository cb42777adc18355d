"""Calendar values: what a time expression may mean, as EDTF (ISO 8601-2) with its first and last day.

Years are astronomical (1 BC is year 0), as EDTF has them. Pure arithmetic: no text, no anchors.
"""

from __future__ import annotations

from dataclasses import dataclass

Day = tuple[int, int, int]

SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
"""EDTF season codes (northern) and the first and last month of each."""

_MONTH_PARTS = {"early": (1, 10), "start": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (24, 31)}
_MONTH_PARTS |= {"first half": (1, 15), "second half": (16, 31)}
_YEAR_PARTS = {"early": (1, 4), "start": (1, 2), "mid": (5, 8), "late": (9, 12), "end": (12, 12)}
_YEAR_PARTS |= {"first half": (1, 6), "second half": (7, 12)}
_DECADE_PARTS = {"early": (0, 3), "start": (0, 1), "mid": (4, 6), "late": (7, 9), "end": (8, 9)}
_DECADE_PARTS |= {"first half": (0, 4), "second half": (5, 9)}
_CENTURY_PARTS = {
    "early": (0, 33),
    "start": (0, 10),
    "mid": (34, 66),
    "late": (67, 99),
    "end": (90, 99),
}
_CENTURY_PARTS |= {"first half": (0, 49), "second half": (50, 99)}


@dataclass(frozen=True, slots=True)
class Value:
    """A time: ``edtf``, its first and last possible day (None where open), and its ``unit``.

    ``unit``: day, month, season, quarter, year, decade, century, fiscal, range, open.
    """

    edtf: str
    first: Day | None
    last: Day | None
    unit: str

    @property
    def earliest(self) -> str:
        """First possible day, ISO 8601, ``""`` where open."""
        return iso(self.first) if self.first else ""

    @property
    def latest(self) -> str:
        """Last possible day, ISO 8601, ``""`` where open."""
        return iso(self.last) if self.last else ""

    @property
    def year(self) -> int:
        """Year the value lies in (of its last day where the first is open)."""
        end = self.first or self.last
        return end[0] if end else 0


def year_text(y: int) -> str:
    """A year in four digits, with a minus sign before year 0."""
    return f"{y:04d}" if y >= 0 else f"-{-y:04d}"


def iso(day: Day) -> str:
    """A day as ISO 8601."""
    return f"{year_text(day[0])}-{day[1]:02d}-{day[2]:02d}"


def month_days(y: int, m: int) -> int:
    """Number of days in a month of the proleptic Gregorian calendar."""
    if m == 2:
        return 29 if y % 4 == 0 and (y % 100 != 0 or y % 400 == 0) else 28
    return 30 if m in (4, 6, 9, 11) else 31


def is_day(y: int, m: int, d: int) -> bool:
    """Whether there is such a day."""
    return 1 <= m <= 12 and 1 <= d <= month_days(y, m)


def day(y: int, m: int, d: int) -> Value:
    """One day."""
    return Value(iso((y, m, d)), (y, m, d), (y, m, d), "day")


def month(y: int, m: int, part: str = "") -> Value:
    """A month, or the part of it that ``part`` names (early, mid, late, start, end)."""
    if part in _MONTH_PARTS:
        a, b = _MONTH_PARTS[part]
        first, last = (y, m, a), (y, m, min(b, month_days(y, m)))
        return Value(f"{iso(first)}~/{iso(last)}~", first, last, "month")
    return Value(f"{year_text(y)}-{m:02d}", (y, m, 1), (y, m, month_days(y, m)), "month")


def season(y: int, code: int) -> Value:
    """A season by its EDTF code. A winter is known by one year only: it may begin in that year or end in it."""
    a, b = SEASONS[code]
    if code == 24:
        first, last = (y - 1, 12, 1), (y + 1, 2, month_days(y + 1, 2))
    else:
        first, last = (y, a, 1), (y, b, month_days(y, b))
    return Value(f"{year_text(y)}-{code}", first, last, "season")


def months(y: int, a: int, b: int, unit: str, mark: str = "") -> Value:
    """From month ``a`` to month ``b`` of one year."""
    first, last = (y, a, 1), (y, b, month_days(y, b))
    text = f"{year_text(y)}-{a:02d}{mark}"
    if a != b:
        text += f"/{year_text(y)}-{b:02d}{mark}"
    return Value(text, first, last, unit)


def quarter(y: int, n: int) -> Value:
    """Quarter ``n`` (1 to 4) of a calendar year, as its months."""
    return months(y, 3 * n - 2, 3 * n, "quarter")


def year(y: int, part: str = "") -> Value:
    """A year, or part of it; of a year before year 0 only the year, about, since its months are not ours."""
    if part and y <= 0:
        return approximate(year(y))
    if part in _YEAR_PARTS:
        a, b = _YEAR_PARTS[part]
        return months(y, a, b, "year", "" if part.endswith("half") else "~")
    return Value(year_text(y), (y, 1, 1), (y, 12, 31), "year")


def years(a: int, b: int, unit: str, mark: str = "") -> Value:
    """From year ``a`` to year ``b``."""
    text = f"{year_text(a)}{mark}/{year_text(b)}{mark}" if a != b else year_text(a) + mark
    return Value(text, (a, 1, 1), (b, 12, 31), unit)


def decade(y: int, part: str = "") -> Value:
    """The decade that begins with year ``y``, or part of it."""
    if part in _DECADE_PARTS:
        a, b = _DECADE_PARTS[part]
        return years(y + a, y + b, "decade")
    if y < 0:
        return years(y, y + 9, "decade")
    return Value(f"{y // 10:03d}X", (y, 1, 1), (y + 9, 12, 31), "decade")


def century(n: int, part: str = "", bc: bool = False) -> Value:
    """The ``n``-th century (19 for 1800 to 1899, the way people count), or part of it."""
    if bc:
        return years(1 - 100 * n, 100 - 100 * n, "century")
    start = 100 * (n - 1)
    if part in _CENTURY_PARTS:
        a, b = _CENTURY_PARTS[part]
        return years(start + a, start + b, "century")
    return Value(f"{n - 1:02d}XX", (start, 1, 1), (start + 99, 12, 31), "century")


def fiscal(y: int, starts: int, named_by_end: bool, part: str = "") -> Value:
    """Fiscal year ``y`` of a calendar that starts with month ``starts``."""
    begin = y - 1 if named_by_end and starts > 1 else y
    end_month = 12 if starts == 1 else starts - 1
    end = begin if starts == 1 else begin + 1
    first, last = (begin, starts, 1), (end, end_month, month_days(end, end_month))
    if part in ("end", "late"):
        return Value(f"{year_text(end)}-{end_month:02d}~", (end, end_month, 1), last, "month")
    if part in ("start", "early"):
        return Value(f"{year_text(begin)}-{starts:02d}~", first, (begin, starts, month_days(begin, starts)), "month")
    return Value(f"{iso(first)}/{iso(last)}", first, last, "fiscal")


def approximate(v: Value) -> Value:
    """The same value, marked approximate."""
    if any(c in v.edtf for c in "~/X"):
        return v
    return Value(v.edtf + "~", v.first, v.last, v.unit)


def span(a: Value, b: Value) -> Value:
    """From ``a`` to ``b``; open on the side where one is open. Ends may not be swapped: the caller sees to that."""
    left, right = a.edtf, b.edtf
    if "/" in left:
        left = left.split("/")[0]
    if "/" in right:
        right = right.split("/")[1]
    if "X" in left and a.first:
        left = year_text(a.first[0]) + "~"
    if "X" in right and b.last:
        right = year_text(b.last[0]) + "~"
    return Value(f"{left}/{right}", a.first, b.last, "range")


def since(a: Value) -> Value:
    """From ``a`` on, without a known end."""
    left = a.edtf.split("/")[0]
    if "X" in left and a.first:
        left = year_text(a.first[0]) + "~"
    return Value(f"{left}/..", a.first, None, "open")


def until(b: Value) -> Value:
    """Up to ``b``, without a known beginning."""
    right = b.edtf.split("/")[-1]
    return Value(f"../{right}", None, b.last, "open")


def ordinal(d: Day) -> int:
    """Days since a fixed day: for differences and shifts."""
    y, m, dd = d
    a = (14 - m) // 12
    yy, mm = y + 4800 - a, m + 12 * a - 3
    return dd + (153 * mm + 2) // 5 + 365 * yy + yy // 4 - yy // 100 + yy // 400 - 32045


def from_ordinal(n: int) -> Day:
    """The day that :func:`ordinal` numbers ``n``."""
    a = n + 32044
    b = (4 * a + 3) // 146097
    c = a - 146097 * b // 4
    d = (4 * c + 3) // 1461
    e = c - 1461 * d // 4
    m = (5 * e + 2) // 153
    return 100 * b + d - 4800 + m // 10, m + 3 - 12 * (m // 10), e - (153 * m + 2) // 5 + 1


def weekday(d: Day) -> int:
    """0 for Monday to 6 for Sunday."""
    return ordinal(d) % 7


def shift(v: Value, n: int, unit: str) -> Value | None:
    """``v`` moved by ``n`` units, no finer than the unit; None where ``v`` is too coarse for the unit."""
    if v.first is None:
        return None
    y, m, _ = v.first
    if unit in ("day", "week"):
        if v.unit != "day":
            return None
        return day(*from_ordinal(ordinal(v.first) + n * (7 if unit == "week" else 1)))
    if unit == "month":
        if v.unit not in ("day", "month"):
            return None
        total = y * 12 + (m - 1) + n
        return month(total // 12, total % 12 + 1)
    scale = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if scale is None:
        return None
    return year(y + n * scale)


def week(d: Day, n: int = 0) -> Value:
    """The week (Monday to Sunday) of a day, moved by ``n`` weeks."""
    monday = ordinal(d) - weekday(d) + 7 * n
    first, last = from_ordinal(monday), from_ordinal(monday + 6)
    return Value(f"{iso(first)}/{iso(last)}", first, last, "range")


def parse(text: str) -> Value | None:
    """A value from the plain EDTF of a day, month or year (a time of day is let go); None for anything else."""
    core = text.split("T")[0].rstrip("~?%")
    parts = core.lstrip("-").split("-")
    sign = -1 if core.startswith("-") else 1
    if not all(p.isdigit() for p in parts) or len(parts) > 3 or len(parts[0]) != 4:
        return None
    numbers = [int(p) for p in parts]
    y = sign * numbers[0]
    if len(numbers) == 1:
        return year(y)
    if len(numbers) == 2:
        if 1 <= numbers[1] <= 12:
            return month(y, numbers[1])
        return season(y, numbers[1]) if numbers[1] in SEASONS else None
    return day(y, numbers[1], numbers[2]) if is_day(y, numbers[1], numbers[2]) else None
