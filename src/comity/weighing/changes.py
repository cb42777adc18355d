"""Where a relation turned: change points of the index, told in words with the facts of the year.

Change points are found by optimal partitioning (PELT: R. Killick, P. Fearnhead, I. A. Eckley, "Optimal Detection of
Changepoints with a Linear Computational Cost", JASA 107, 2012) of the values of one line, with the squared error as
cost and a penalty of ``2 s^2 log n``, where ``s`` is a robust estimate of the noise from year to year.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import fmean, median

from comity.models import Fact, IndexPoint

FEW = 4
"""Years with a value: of fewer nothing can be said."""
FLOOR = 1.0
"""The least noise that is assumed, in units of intensity: smaller steps are no turns."""
TIE = 1e-9
"""Costs that differ by less are the same; the earlier turn is then taken."""


@dataclass(frozen=True, slots=True)
class Turning:
    """A year in which a line of the index turned: mean value before and after, the facts of the year, and in words."""

    year: int
    line: str
    before: float
    after: float
    facts: tuple[str, ...]
    told: str


def turning_points(
    points: Iterable[IndexPoint], facts: Mapping[str, Fact], words: Callable[[Fact], str]
) -> list[Turning]:
    """The turns of one pair's lines, by year and line. ``words`` tells a fact in plain words."""
    lines: dict[str, list[IndexPoint]] = defaultdict(list)
    for point in points:
        if point.value is not None:
            lines[point.line].append(point)
    found = []
    for line, held in lines.items():
        held.sort(key=lambda p: p.year)
        bounds = [0, *changes([p.value for p in held if p.value is not None]), len(held)]
        for begin, at, end in zip(bounds, bounds[1:], bounds[2:], strict=False):
            before = fmean(p.value or 0.0 for p in held[begin:at])
            after = fmean(p.value or 0.0 for p in held[at:end])
            found.append(_turning(held[at - 1], held[at], line, before, after, facts, words))
    return sorted(found, key=lambda t: (t.year, t.line))


def changes(values: Sequence[float]) -> list[int]:
    """Positions at which the level of a series changes, in order.

    >>> changes([3, 3, 3, 3, -4, -4, -4, -4])
    [4]
    """
    if len(values) < FEW:
        return []
    steps = [abs(b - a) for a, b in pairwise(values)]
    noise = max(FLOOR, median(steps) / (0.6745 * math.sqrt(2)))
    penalty = 2 * noise**2 * math.log(len(values))
    sums, squares = [0.0, *accumulate(values)], [0.0, *accumulate(v * v for v in values)]
    least = [0.0]  # the cost of the best parts of the first n values
    begins = [0]  # where the last of these parts begins
    starts = [0]
    for end in range(1, len(values) + 1):
        costs = [
            least[at] + squares[end] - squares[at] - (sums[end] - sums[at]) ** 2 / (end - at) + penalty for at in starts
        ]
        best = min(costs)
        begins.append(next(at for at, cost in zip(starts, costs, strict=True) if cost <= best + TIE))
        least.append(best)
        starts = [at for at, cost in zip(starts, costs, strict=True) if cost <= best + penalty + TIE]
        starts.append(end)
    found, at = [], begins[-1]
    while at:
        found.append(at)
        at = begins[at]
    return found[::-1]


def _turning(
    last: IndexPoint,
    point: IndexPoint,
    line: str,
    before: float,
    after: float,
    facts: Mapping[str, Fact],
    words: Callable[[Fact], str],
) -> Turning:
    """The turn with the facts of its year; in words those that are new in it, else those that ended."""
    held = sorted((facts[f] for f in point.facts if f in facts), key=lambda f: (-f.sources, f.when, f.id))
    begun = [f for f in held if f.id not in last.facts]
    gone = [facts[f] for f in last.facts if f in facts and f not in point.facts]
    named = list(dict.fromkeys(words(f) for f in begun or gone or held))
    shown = "" if begun or not gone else "no more: "
    shown += "; ".join(named[:3]) + (f"; and {len(named) - 3} more" if len(named) > 3 else "")
    told = f"{point.year}: {shown} ({line} {before:+.1f} → {after:+.1f})"
    return Turning(point.year, line, round(before, 3), round(after, 3), tuple(f.id for f in held), told)
