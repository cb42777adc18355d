"""Third powers: who else stands in the record of two states, and how the triangle with each is balanced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from comity.showing.answers import pair_name, why_nothing
from comity.showing.triangles import third_powers, third_row
from comity.showing.web import links
from comity.showing.web.ask import Ask, Page
from comity.showing.web.pages.pair import dyad, fact_rows
from comity.showing.web.wording import signed
from comity.weighing.thirds import ALL, Edge, Third, Triad

SPANS = (5, 10, 20, 50)  # years


@dataclass(frozen=True, slots=True)
class Leg:
    """One side of a triangle: its signed mean, whether it is good, bad or neither, how many facts, where they are."""

    said: str
    tone: str
    facts: int
    link: str


def page(ask: Ask) -> Page:
    """Each third power with its roles, triangles and facts; rows as ``comity thirds`` gives them."""
    pair = dyad(ask)
    since, until = ask.one("since"), ask.one("until")
    years = ask.number("years", 10, 1, 500)
    found = third_powers(pair, years, since=since, until=until)
    rows = [third_row(ask.record, t) for t in found]
    if ask.form != "html":
        return Page("", "", rows)
    known = _known(ask, found)
    values: dict[str, Any] = {
        "pair": pair,
        "shown": [
            {
                "third": third,
                "triads": [(_when(t), _legs(t, (pair.a, pair.b), ask), t.balance) for t in third.triads],
                "facts": [known[f] for f in third.facts if f in known],
            }
            for third in found
        ],
        "spans": [(n, ask.link(years=str(n))) for n in SPANS],
        "span": years,
        "empty": ""
        if found
        else f"No third power stands between them. {why_nothing(ask.record, pair, since, until, False)}",
    }
    return Page("thirds.html", f"{pair_name(ask.record, pair)}: third powers", rows, values)


def _known(ask: Ask, thirds: Iterable[Third]) -> dict[str, dict[str, Any]]:
    facts = ask.record.by_ids("facts", sorted({f for t in thirds for f in t.facts}))
    return {r["id"]: r for r in fact_rows(ask.record, None, facts)}


def _when(triad: Triad) -> str:
    return "" if triad.when == ALL else triad.when.replace("/", "–")


def _legs(triad: Triad, pair: tuple[str, str], ask: Ask) -> list[Leg | None]:
    first, _, last = triad.when.partition("/") if triad.when != ALL else (ask.one("since"), "", ask.one("until"))
    a, b = pair
    sides = ((triad.between, a, b), (triad.with_a, a, triad.third), (triad.with_b, b, triad.third))
    return [_leg(edge, x, y, first, last) if edge else None for edge, x, y in sides]


def _leg(edge: Edge, x: str, y: str, since: str, until: str) -> Leg:
    tone = {1: "good", -1: "bad", 0: "neither"}[edge.sign]
    return Leg(signed(edge.mean), tone, len(edge.facts), links.pair(x, y, since=since, until=until) + "#record")
