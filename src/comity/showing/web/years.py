"""Years of a relation: how many documents speak of each, and the small bars that show it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from comity.keeping.days import bounds
from comity.keeping.record import Record

BARS = 80  # at most so many bars
HEIGHT = 18


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a sparkline: where it stands and how tall it is, in the units of the drawing; ``said`` is its tip."""

    x: int
    y: float
    height: float
    said: str


def first_year(when: str) -> int | None:
    """The year in which a time begins (or, where only its end is told, ends)."""
    earliest, latest = bounds(when)
    day = earliest or latest
    return int(day[:4]) if day else None


def by_pair(record: Record) -> dict[tuple[str, str], Counter[int]]:
    """Documents that speak of each year of each pair: the coverage of its index."""
    found: dict[tuple[str, str], Counter[int]] = {}
    counted = record.connection.execute(
        'SELECT pair, year, max(coverage) FROM "index" WHERE coverage > 0 GROUP BY 1, 2 ORDER BY 1, 2'
    )
    for pair, year, number in counted:
        a, b = sorted(json.loads(pair))
        found.setdefault((a, b), Counter())[int(year)] = int(number)
    return found


def scale(years: Iterable[int]) -> tuple[int, int, int]:
    """(first year, last year, years to a bar) for one scale that all the sparklines of a page share."""
    known = sorted(years)
    if not known:
        return 0, 0, 1
    for step in (1, 2, 5, 10, 20, 50, 100):
        first = known[0] // step * step
        if (known[-1] - first) // step < BARS:
            return first, known[-1], step
    return known[0], known[-1], (known[-1] - known[0]) // BARS + 1


def bars(counted: Mapping[int, int], of: tuple[int, int, int], most: int = 0) -> Sequence[Bar]:
    """The bars of one sparkline on the scale ``of``, as tall as the square root of their count: one is still seen.

    A bar that stands for several years is as tall as the best covered of them. ``most`` is the count of a full bar,
    the tallest of this sparkline unless given.
    """
    first, _, step = of
    held: Counter[int] = Counter()
    for year, number in counted.items():
        slot = (year - first) // step
        held[slot] = max(held[slot], number)
    most = most or max(held.values(), default=1)
    out = []
    for slot, number in sorted(held.items()):
        tall = round(HEIGHT * (number / most) ** 0.5, 1)
        since = first + slot * step
        span = str(since) if step == 1 else f"{since}–{since + step - 1}"
        out.append(Bar(slot, round(HEIGHT - tall, 1), tall, f"{span}: {number} document{'' if number == 1 else 's'}"))
    return out
