"""What came first: "only after it had declared war" in one document, war declared two days later in another.

The order of two acts is told by the word that joins them ("before", "after"); by whom each was done makes them known
again in another document.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from comity.models import Claim, Dispute, Evidence
from comity.weighing.disputes.pairs import Pair, spoken
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.kinds import states
from comity.weighing.when import interval

LOOKED_AT = 6
"""Tellings of one order that one of the other order is compared with at most."""
REACH = 60
"""Characters before the second of two acts in which the word that joins them stands."""
BEGINS = 24
"""Characters of the second act itself in which that word may stand."""
YEARS = 3 * 366
"""Days by which two tellings of one order of events may lie apart."""
BEFORE = re.compile(r"\b(?:before|prior to|ahead of|until)\b", re.IGNORECASE)
AFTER = re.compile(r"\b(?:after|once|following)\b", re.IGNORECASE)

Deed = tuple[str, tuple[str, ...]]
"""An act (its family) and the states that do it."""


@dataclass(frozen=True, slots=True)
class Order:
    """Two acts of which the document tells the first before the second."""

    first: Deed
    second: Deed
    at: Evidence
    day: int
    family: str


def sequences(scene: Scene) -> Iterator[Dispute]:
    """Two acts that two documents about one pair put in opposite orders."""
    if len(scene.readings) < 2:
        return
    held: dict[tuple[Pair, Deed, Deed], list[Order]] = defaultdict(list)
    family = scene.knowledge.compiled(
        "disputes.sequences",
        lambda k: {act: row["name"] for row in k.table("rivalry.toml")["deeds"] for act in row["acts"]},
    )
    for name in scene.readings:
        for order in _orders(scene, family, name):
            for pair in spoken(scene, name):
                held[pair, order.first, order.second].append(order)
    for (pair, first, second), told in sorted(held.items(), key=lambda e: e[0]):
        if first >= second:
            continue
        for a in told:
            for b in held.get((pair, second, first), ())[:LOOKED_AT]:
                near = not a.day or not b.day or abs(a.day - b.day) <= YEARS
                copied = a.family != "" and a.family == b.family
                if a.at.document != b.at.document and near and not copied:
                    one, two = (f"{d[0]} by {'+'.join(d[1])}" for d in (first, second))
                    sides = [(f"first: {one}", [a.at]), (f"first: {two}", [b.at])]
                    yield dispute("conflict", "order", sides, "two acts told in opposite orders", pair)


def _orders(scene: Scene, family: dict[str, str], document: str) -> Iterator[Order]:
    claims = [c for c in scene.by_document.get(document, ()) if c.modality in ("done", "ongoing", "alleged")]
    for a, b in itertools.pairwise(claims):
        if a.sentence != b.sentence or b.at.start < a.at.end or not {a.act, b.act} <= family.keys():
            continue
        one, two = ((family[c.act], states(c.actors)) for c in (a, b))
        if one == two or not one[1] or not two[1]:
            continue
        sentence = scene.sentence(document, a.at.start)
        if sentence is None:
            continue
        order = _told(scene.readings[document].document.text, a, b)
        if order:
            first, second = (one, two) if order > 0 else (two, one)
            days = next((d for c in (a, b) if (d := interval(c.when)) and not d.lasting), None)
            family_ = scene.lineage.family(document, a.at.start, b.at.end)
            yield Order(first, second, scene.cite(document, a.at.start, b.at.end), days.first if days else 0, family_)


def _told(text: str, a: Claim, b: Claim) -> int:
    """1 where the act told first was first, -1 where it was second, 0 where the words do not tell."""
    if text[a.at.start : a.at.start + 12].casefold().lstrip("only ").startswith(("after ", "once ", "when ")):
        return 1
    if text[a.at.start : a.at.start + 12].casefold().startswith("before "):
        return -1
    words = text[a.at.end : b.at.start][-REACH:] + text[b.at.start : b.at.start + BEGINS]
    if AFTER.search(words):
        return -1
    return 1 if BEFORE.search(words) else 0
