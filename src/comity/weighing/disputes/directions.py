"""Which way a deed went: one document has the one state attack the other, another has it the other way about.

The deeds are those of ``rivalry.toml`` ("deeds"), which at one time one side alone does to the other. A document that
tells a deed both ways tells of two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Claim, Dispute
from comity.weighing.disputes.moments import Moment, Moments, likeness
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.kinds import states
from comity.weighing.when import interval

SURE = ("done", "ongoing", "alleged")
LOOKED_AT = 6
"""Claims the one way that one claim the other way is compared with at most, in the order of documents."""
ONLY = 0.6
"""What it counts that each document tells one such deed alone in the year."""


@dataclass(frozen=True, slots=True)
class Deeds:
    """Act -> the family of deeds it is one of, and how like two moments must be for the family."""

    family: dict[str, str]
    need: dict[str, float]


def directions(scene: Scene) -> Iterator[Dispute]:
    """Deeds that two documents tell with the sides exchanged."""
    if len(scene.readings) < 2:
        return
    deeds = scene.knowledge.compiled("disputes.deeds", _deeds)
    moments = Moments(scene)
    held: dict[tuple[tuple[str, ...], str], dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in scene.claims:
        family = deeds.family.get(claim.act)
        if family is None or claim.modality not in SURE or any(i.startswith("actors") for i in claim.inferred):
            continue
        by, to = states(claim.actors), states(claim.recipients)
        pair = tuple(sorted({*by, *to}))
        if len(by) == 1 and len(pair) == 2 and by != to:
            held[pair, family][by[0]].append(claim)
    for (pair, family), sides in sorted(held.items(), key=lambda e: e[0]):
        if len(sides) == 2:
            yield from _exchanged(scene, moments, pair, family, deeds.need[family], [sides[s] for s in pair])


def _exchanged(
    scene: Scene, moments: Moments, pair: tuple[str, ...], family: str, need: float, sides: Sequence[Sequence[Claim]]
) -> Iterator[Dispute]:
    told = [[_moment(scene, moments, c) for c in claims] for claims in sides]
    years: list[dict[str, dict[int, int]]] = [defaultdict(lambda: defaultdict(int)) for _ in sides]
    for side, counted in zip(told, years, strict=True):
        for moment in side:
            for year in moment.years:
                counted[moment.document][year] += 1
    index: dict[str, list[int]] = defaultdict(list)
    for n, moment in enumerate(told[1]):
        for key in moment.keys:
            index[key].append(n)
    given: set[tuple[str, str]] = set()
    for n, a in enumerate(told[0]):
        near = {m for key in a.keys for m in index.get(key, ())[:LOOKED_AT]}
        for m in sorted(near):
            b = told[1][m]
            one, two = sides[0][n], sides[1][m]
            if (one.fact and one.fact == two.fact) or (a.document, b.document) in given:
                continue
            both = [any(c[x.document].get(y) for y in x.years) for c, x in ((years[1], a), (years[0], b))]
            score = likeness(a, b)
            if not score or any(both):
                continue
            alone = all(c[x.document][y] < 2 for c, x in ((years[0], a), (years[1], b)) for y in x.years)
            if score + (ONLY if alone and a.years and b.years else 0) >= need:
                given.add((a.document, b.document))
                why = f"{family}: by {pair[0]} in one document, by {pair[1]} in another"
                yield dispute("conflict", "actors", [(pair[0], [a.at]), (pair[1], [b.at])], why, pair, one.fact)


def _moment(scene: Scene, moments: Moments, claim: Claim) -> Moment:
    sentence = scene.sentence(claim.at.document, claim.at.start)
    assert sentence is not None
    when = claim.when if (days := interval(claim.when)) and not days.lasting else ""
    return moments.at(sentence, claim.at.start, claim.at.end, when)


def _deeds(knowledge: Knowledge) -> Deeds:
    rows = knowledge.table("rivalry.toml")["deeds"]
    family = {act: row["name"] for row in rows for act in row["acts"]}
    return Deeds(family, {row["name"]: float(row["need"]) for row in rows})
