"""Disputes: rival values, what kind of rivalry each is, and the words on either side.

    find(scene) -> disputes

``variant``: a copied passage whose edit changes a fact. ``conflict``: independent passages that cannot both hold.
``denial``: a claim and someone's denial of it. ``series``: the same stock or flow at two times. ``part``: an amount
inside another. ``open``: may or may not be the same matter.
"""

from __future__ import annotations

from collections import defaultdict

from comity.models import Dispute, Evidence, Side
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
from comity.weighing.disputes.retold import retold
from comity.weighing.disputes.rival_values import rival_values
from comity.weighing.disputes.scene import Scene
from comity.weighing.disputes.sequences import sequences
from comity.weighing.disputes.slips import slips
from comity.weighing.disputes.tallies import tallies
from comity.weighing.disputes.totals import totals
from comity.weighing.disputes.variants import variants
from comity.weighing.sharing import Share, alone

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
    retold,
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
    slips,
    near_misses,
)

LONGEST = (across, tallies, opposed, retold, dated, variants, denials, near_misses, doers, counts)
"""What takes longest is begun first, so that all who share the work end at about the same time."""


def find(scene: Scene, share: Share = alone) -> tuple[Dispute, ...]:
    """Every dispute once, in the order of kind, field and id; ``share`` runs the finders."""
    found: dict[str, Dispute] = {}
    cited = _Cited()
    begun = (*LONGEST, *(finder for finder in FINDERS if finder not in LONGEST))
    every = share(lambda finder: [d for d in finder(scene) if len(d.sides) > 1], begun)
    by_finder = dict(zip(begun, every, strict=True))
    for told in map(by_finder.__getitem__, FINDERS):
        fresh = {d.id: d for d in told if not _told(d, cited)}
        for id_, new in fresh.items():
            if id_ not in found and new.kind in QUARRELS and new.field in (*TOLD_TWICE, "status"):
                cited.add(new)
        found |= fresh
    return tuple(sorted(found.values(), key=lambda d: (d.pair, d.kind, d.field, d.id)))


QUARRELS = ("denial", "conflict", "open")
TOLD_TWICE = ("attribution", "amount", "when", "actors", "place")
"""Fields in which several finders may see one quarrel."""
CELL = 512
"""Code points of a document that are looked up together."""


class _Cited:
    """The quarrels of earlier finders, by the stretches of text that they cite."""

    def __init__(self) -> None:
        self._quarrels = 0
        self._cells: dict[tuple[str, int], dict[tuple[int, int], list[int]]] = defaultdict(dict)

    def add(self, quarrel: Dispute) -> None:
        """One more quarrel."""
        for at in {e for side in quarrel.sides for e in side.evidence}:
            for cell in _cells(at):
                self._cells[cell].setdefault((at.start, at.end), []).append(self._quarrels)
        self._quarrels += 1

    def meeting(self, side: Side) -> set[int]:
        """The numbers of the quarrels that cite any of what a side cites."""
        out: set[int] = set()
        for at in side.evidence:
            for cell in _cells(at):
                for (start, end), quarrels in self._cells.get(cell, {}).items():
                    if start < at.end and at.start < end:
                        out.update(quarrels)
        return out


def _cells(at: Evidence) -> list[tuple[str, int]]:
    return [(at.document, n) for n in range(at.start // CELL, max(at.start, at.end - 1) // CELL + 1)]


def _told(new: Dispute, cited: _Cited) -> bool:
    """Whether another finder has found this very quarrel: all sides of it are cited by a known one."""
    if new.field not in TOLD_TWICE or new.kind not in QUARRELS:
        return False
    known = cited.meeting(new.sides[0])
    for side in new.sides[1:]:
        if not known:
            return False
        known &= cited.meeting(side)
    return bool(known)
