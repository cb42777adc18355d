"""What a time looks like in English: every pattern tried in a single pass over the text.

:func:`scan` gives :class:`Expression` values in text order, not yet resolved: a partial date, a "that year" or a
"two days later" waits for its anchor. Every pattern is bounded, so a pass takes time linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from comity.reading.dates import days, told, years
from comity.reading.dates.expression import Expression
from comity.reading.dates.parts import Match
from comity.reading.dates.patterns import BY_KEY, MASTER, parser


def scan(text: str) -> Iterator[Expression]:
    """Every time expression of a text, left to right, unresolved and not yet joined into ranges."""
    at = 0
    while True:
        found = MASTER.search(text, at)
        if found is None:
            return
        name = BY_KEY[(found.lastgroup or "")[1:]]
        parsed = parser(name).match(text, found.start())
        built = _BUILDERS[name](parsed, text) if parsed else []
        yield from built
        at = built[-1].end if built else found.start() + _skip(text, found.start())


_WORD = re.compile(r"[\w'’]+|.", re.S)


def _skip(text: str, start: int) -> int:
    """Length of the word (or figure) that starts here: where a false lead is taken up again."""
    word = _WORD.match(text, start)
    return max(1, word.end() - start) if word else 1


_BUILDERS: dict[str, Callable[[Match, str], list[Expression]]] = {
    "iso day": days.iso_day,
    "day in figures": days.figures,
    "days of a month": days.days,
    "days before a month": days.days,
    "month day year": days.month_day,
    "day month year": days.month_day,
    "month BC": days.month_bc,
    "season BC": days.season_bc,
    "month year": days.month_year,
    "month": days.bare_month,
    "season of a year": days.season,
    "year and season": days.season,
    "decade": years.decade,
    "centuries": years.centuries,
    "century": years.century,
    "quarter": years.quarter,
    "so many months of a year": years.months_of,
    "same part of a year": years.same_part,
    "seasons of years": years.seasons,
    "fiscal year told": years.fiscal_told,
    "fiscal year": years.fiscal,
    "years": years.years,
    "years BC": years.years_bc,
    "year BC": years.year_bc,
    "year AD": years.year_ad,
    "year": years.plain_year,
    "short year": years.short_year,
    "so many ago": told.ago,
    "so many after it": told.after_it,
    "the past so many": told.past,
    "day before or after": told.day_after,
    "time told": told.told,
    "end of a time told": told.end_told,
    "month's end": told.months_end,
    "season": days.bare_season,
    "feast": days.feast,
    "weekday": told.weekday,
    "day told": told.day_word,
    "day of a month": days.numbered_day,
    "to date": told.to_date,
    "anniversary": told.anniversary,
}


_ORGANISATION = re.compile(
    r"\s+(?:[A-Z][a-z]+\s+)?(?:Movement|Party|Group|Brigades?|Street|Square|Avenue|Bridge|Division|Organi[sz]ation|Front|Army|Alliance"
    r"|Coalition|University|Committee|Battalion|Hospital|Stadium|Boulevard|Road|Airport|Airfield|Brigade|School|Club|Foundation|Institute|Column)(?!\w)"
)


def names_something(e: Expression, text: str) -> bool:
    """Whether a date is the name of a movement, a party, a street: "19 August Movement"."""
    if e.y is not None or e.kind != "date" or e.ref:
        return False
    return bool(_ORGANISATION.match(text, e.end))
