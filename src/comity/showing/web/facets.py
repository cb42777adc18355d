"""Facets: by what a list of rows can be narrowed, with how many rows each value would leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comity.showing.web.ask import Ask

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facet:
    """One question that rows answer: ``of`` gives a row's values, ``say`` tells a value in words."""

    name: str
    label: str
    of: Callable[[Row], Iterable[str]]
    say: Callable[[str], str] = str
    by_count: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet on a page: how many rows it leaves, whether it is chosen, and the address that turns it."""

    value: str
    label: str
    count: int
    on: bool
    link: str


def narrow(
    ask: Ask, rows: Sequence[Row], facets: Sequence[Facet]
) -> tuple[list[Row], list[tuple[Facet, list[Choice]]]]:
    """The rows that have one of the chosen values of every facet, and the choices there are.

    A facet's counts leave its own choice aside, so that they tell what another choice would give.
    """
    asked = {f.name: set(ask.many(f.name)) for f in facets}
    held = [{f.name: set(f.of(row)) for f in facets} for row in rows]

    def left(but: str) -> list[int]:
        return [n for n, have in enumerate(held) if all(not w or w & have[f] for f, w in asked.items() if f != but)]

    choices = []
    for facet in facets:
        counted = Counter(v for n in left(facet.name) for v in held[n][facet.name])
        for value in asked[facet.name]:
            counted.setdefault(value, 0)
        values = sorted(counted, key=lambda v: (-counted[v], v) if facet.by_count else (0, v))
        choices.append(
            (
                facet,
                [
                    Choice(v, facet.say(v), counted[v], v in asked[facet.name], ask.turned(facet.name, v))
                    for v in values
                ],
            )
        )
    return [rows[n] for n in left("")], choices
