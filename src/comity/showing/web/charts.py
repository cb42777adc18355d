"""What the charts draw, as plain data: positions are years with decimals, so that a day has its place."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date
from typing import Any

from comity.keeping.days import bounds
from comity.keeping.dyad import Dyad
from comity.models import Period
from comity.showing.web.wording import date_in_words
from comity.showing.web.years import first_year

LINES = ("political", "military", "economic", "people")
FADED = 2.0  # years over which an end that nobody tells fades out, where nothing else bounds it


def place(day: str) -> float | None:
    """An ISO day as a year with decimals: 1969-07-02 is about 1969.5."""
    if not day:
        return None
    year, month, number = (int(part) for part in day.split("-"))
    try:
        gone = date(year, month, number).timetuple().tm_yday - 1
    except ValueError:
        gone = (month - 1) * 30 + number - 1
    return round(year + gone / 365.25, 3)


def band(pair: Dyad) -> dict[str, Any] | None:
    """The tracks of a relation as bars through time; None where there is no dated period.

    A bar has four places: ``x1``–``x2`` is where the state stands for certain, ``from``–``to`` where it may. Between
    them its ends fade. ``open`` tells which ends no text gives.
    """
    periods = pair.periods()
    dated = [p for p in periods if any(bounds(p.start)) or any(bounds(p.end))]
    if not dated:
        return None
    known = [place(d) for p in dated for when in (p.start, p.end) for d in bounds(when) if d]
    first = min(k for k in known if k is not None)
    last = max(k for k in known if k is not None)
    latest = [y for f in pair.facts() if (y := first_year(f.when)) is not None]
    last = max([last, *(y + 1.0 for y in latest)])
    first = min([first, *(float(y) for y in latest)])
    tracks = list(dict.fromkeys((p.track, p.by) for p in dated))
    return {
        "bars": [bar(p, first, last) for p in dated],
        "tracks": [{"key": f"{t}|{by}", "track": t, "by": pair.record.name(by) if by else ""} for t, by in tracks],
        "domain": [first, last],
        "periods": periods,
    }


def bar(period: Period, first: float, last: float) -> dict[str, Any]:
    """One period as a bar within the years of the chart."""
    return stretch(period.start, period.end, first, last) | {
        "key": f"{period.track}|{period.by}",
        "state": period.state,
        "disputed": period.disputed,
        "tone": tone(period.state, period.track),
        "said": f"{period.state}: {ends(period.start, period.end)}" + ("; disputed" if period.disputed else ""),
        "fact": period.facts[0] if period.facts else "",
    }


def stretch(start: str, end: str, first: float, last: float) -> dict[str, Any]:
    """The four places of a bar between two EDTF ends; an end that no text gives fades out."""
    begins, stops = [place(d) for d in bounds(start)], [place(d) for d in bounds(end)]
    open_start, open_end = not any(begins), not any(stops)
    from_ = begins[0] if begins[0] is not None else begins[1]
    x1 = begins[1] if begins[1] is not None else begins[0]
    x2 = stops[0] if stops[0] is not None else stops[1]
    to = stops[1] if stops[1] is not None else stops[0]
    if from_ is None or x1 is None:
        limit = x2 if x2 is not None else last
        from_, x1 = max(first - FADED, limit - 2 * FADED), limit - FADED / 2
    if x2 is None or to is None:
        x2, to = last, last + FADED
    if x2 < x1:  # begin and end overlap as dates: one year, one month
        x1 = x2 = (x1 + x2) / 2
    from_, x1, x2, to = sorted((from_, x1, x2, to))  # an end before its begin is shown as the span of both
    return {
        "from": round(from_, 3),
        "x1": round(x1, 3),
        "x2": round(x2, 3),
        "to": round(to, 3),
        "open": [open_start, open_end],
    }


def ends(start: str, end: str) -> str:
    """Both ends in words."""
    since = date_in_words(start) or "no text says since when"
    return f"{since} – {date_in_words(end) or 'no text says until when'}"


BAD = (
    "sever", "broken", "suspend", "closed", "evacuat", "war", "fighting", "occupied", "refused", "withdrawn",
    "recalled", "expelled", "barred", "cancel", "ended", "lowered", "absent",
)  # fmt: skip
BAD_WHEN_ON = ("embargo", "sanctions")


def tone(state: str, track: str = "") -> str:
    """Whether a state is good, bad or neither for the relation: only what a bar's shade goes by."""
    if track in BAD_WHEN_ON:
        return "bad" if state.startswith("in force") else "good"
    return "bad" if state.startswith(BAD) else "part" if "in part" in state else "good"


def index(pair: Dyad) -> dict[str, Any] | None:
    """The four lines of the index with their bands, and for each year how many documents speak of it."""
    points = pair.index()
    if not points:
        return None
    coverage: Counter[int] = Counter()
    for point in points:
        coverage[point.year] = max(coverage[point.year], point.coverage)
    years = sorted(coverage)
    return {
        "points": [
            {"year": p.year, "line": p.line, "value": p.value, "low": p.low, "high": p.high, "facts": len(p.facts)}
            for p in points
        ],
        "coverage": [{"year": y, "documents": coverage[y]} for y in range(years[0], years[-1] + 1)],
        "lines": [x for x in LINES if any(p.line == x for p in points)] + sorted({p.line for p in points} - set(LINES)),
        "domain": [years[0], years[-1]],
        "silent": silences(coverage),
        "table": points,
    }


def silences(coverage: Counter[int]) -> list[str]:
    """Runs of years of which no document speaks, between the first and the last: "1976–1990"."""
    years = sorted(y for y, n in coverage.items() if n)
    gaps = [(a + 1, b - 1) for a, b in itertools.pairwise(years) if b - a > 1]
    return [str(a) if a == b else f"{a}–{b}" for a, b in gaps]
