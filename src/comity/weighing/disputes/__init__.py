"""Disputes: rival values, what kind of rivalry each is, and the words on either side.

    find(scene) -> disputes

``variant``: a copied passage whose edit changes a fact. ``conflict``: independent passages that cannot both hold.
``denial``: a claim and someone's denial of it. ``series``: the same stock or flow at two times. ``part``: an amount
inside another. ``open``: may or may not be the same matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from comity.models import Dispute, Side
from comity.weighing.disputes.across import across
from comity.weighing.disputes.answers import answers
from comity.weighing.disputes.clefts import clefts
from comity.weighing.disputes.counts import counts
from comity.weighing.disputes.dated import dated
from comity.weighing.disputes.denials import denials
from comity.weighing.disputes.directions import directions
from comity.weighing.disputes.doers import doers
from comity.weighing.disputes.lifetimes import lifetimes
from comity.weighing.disputes.naming import naming
from comity.weighing.disputes.near import near_misses
from comity.weighing.disputes.nevers import nevers
from comity.weighing.disputes.opposed import opposed
from comity.weighing.disputes.order import absences, raised_before_all, upgrades
from comity.weighing.disputes.places import places
from comity.weighing.disputes.posts import holders, levels
from comity.weighing.disputes.reasons import reasons
from comity.weighing.disputes.rival_values import rival_values
from comity.weighing.disputes.scene import Scene
from comity.weighing.disputes.sequences import sequences
from comity.weighing.disputes.tallies import tallies
from comity.weighing.disputes.totals import totals
from comity.weighing.disputes.variants import variants

FINDERS = (
    variants,
    rival_values,
    upgrades,
    raised_before_all,
    lifetimes,
    absences,
    nevers,
    denials,
    answers,
    opposed,
    counts,
    tallies,
    across,
    naming,
    dated,
    directions,
    doers,
    clefts,
    places,
    sequences,
    levels,
    holders,
    reasons,
    totals,
    near_misses,
)


def find(scene: Scene) -> tuple[Dispute, ...]:
    """Every dispute once, in the order of kind, field and id."""
    found: dict[str, Dispute] = {}
    cited: dict[str, list[Dispute]] = defaultdict(list)
    for finder in FINDERS:
        fresh = {d.id: d for d in finder(scene) if len(d.sides) > 1 and not _told(d, cited)}
        for id_, new in fresh.items():
            if id_ not in found and new.kind in QUARRELS and new.field in (*TOLD_TWICE, "status"):
                for document in sorted({e.document for s in new.sides for e in s.evidence}):
                    cited[document].append(new)
        found |= fresh
    return tuple(sorted(found.values(), key=lambda d: (d.pair, d.kind, d.field, d.id)))


QUARRELS = ("denial", "conflict", "open")
TOLD_TWICE = ("attribution", "amount", "when", "actors", "place")
"""Fields in which several finders may see one quarrel."""


def _told(new: Dispute, cited: Mapping[str, Sequence[Dispute]]) -> bool:
    """Whether another finder has found this very quarrel: both sides of it are cited by a known one.

    ``cited``: document -> the quarrels of earlier finders that cite it.
    """
    if new.field not in TOLD_TWICE or new.kind not in QUARRELS:
        return False
    known = [k for document in sorted({e.document for e in new.sides[0].evidence}) for k in cited.get(document, ())]
    return any(all(any(_meet(s, t) for t in k.sides) for s in new.sides) for k in known)


def _meet(a: Side, b: Side) -> bool:
    return any(x.document == y.document and x.start < y.end and y.start < x.end for x in a.evidence for y in b.evidence)
