"""Conflicts inside one fact: independent passages that date it, or say who did it, so that both cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from comity.models import Claim, Dispute, Evidence, Fact
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.kinds import states
from comity.weighing.when import Agreeing, Interval, interval

SURE = ("done", "ongoing", "alleged")


def rival_values(scene: Scene) -> Iterator[Dispute]:
    """Conflicts of date and of actor, one for each fact and field."""
    for fact in scene.facts:
        claims = [scene.by_id[c] for c in fact.claims]
        if len(claims) > 1:
            yield from _dates(fact, claims)
            yield from _actors(fact, claims)


def _dates(fact: Fact, claims: Sequence[Claim]) -> Iterator[Dispute]:
    """Dates that do not agree, each given by some sentence itself, not all in wordings of one copied passage."""
    dated = [(c, d) for c in claims if c.modality in SURE and (d := interval(c.when))]
    known: dict[Interval, list[tuple[Claim, Interval]]] = {}
    heads = Agreeing()
    for claim, days in sorted(dated, key=lambda p: (p[1].days, p[1].first, p[0].at.document, p[0].at.start)):
        fitting = heads.with_(days)
        if len(fitting) == 1:
            known[fitting[0]].append((claim, days))
        elif not fitting:
            known[days] = [(claim, days)]
            heads.add(days)
    classes = [k for k in known.values() if any(c.when_from in ("sentence", "none") for c, _ in k)]
    if len(classes) < 2 or _one_passage([c for k in classes for c, _ in k]):
        return
    classes.sort(key=lambda k: (k[0][1].first, k[0][1].days))
    values = [k[0][0].when for k in classes]
    sides = [(value, [c.at for c, _ in k]) for value, k in zip(values, classes, strict=True)]
    why = f"one act, dated {' and '.join([', '.join(values[:-1]), values[-1]])}"
    yield dispute("conflict", "when", sides, why, fact.pair, fact.id)


def _one_passage(claims: Sequence[Claim]) -> bool:
    """Whether all claims stand in wordings of one copied passage: then the rivalry is a variant's."""
    return len({c.family for c in claims}) == 1 and claims[0].family != ""


def _actors(fact: Fact, claims: Sequence[Claim]) -> Iterator[Dispute]:
    """Who did it: two passages that each name one state as the actor, and not the same."""
    named: dict[str, list[Evidence]] = {}
    told = [c for c in claims if c.modality in SURE and c.recipients and len(states(c.actors)) == 1]
    told = [c for c in told if not any(i.startswith("actors") for i in c.inferred)]
    for claim in told:
        named.setdefault(states(claim.actors)[0], []).append(claim.at)
    if len(named) < 2 or _one_passage(told):
        return
    values = sorted(named)
    yield dispute("conflict", "actors", named.items(), f"one act, done by {' or by '.join(values)}", fact.pair, fact.id)
