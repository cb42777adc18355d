"""Many readings -> the record of each pair of states.

weigh(readings, knowledge, judgements) -> Weighing
"""

from __future__ import annotations

from collections.abc import Sequence

from comity.knowledge import Knowledge
from comity.models import Judgement, Reading, Weighing
from comity.weighing import disputes, facts, lineage, periods, sums
from comity.weighing.disputes.scene import Scene


def weigh(readings: Sequence[Reading], knowledge: Knowledge, judgements: Sequence[Judgement] = ()) -> Weighing:
    """Weigh the readings together; their order changes nothing."""
    readings = sorted(readings, key=lambda r: r.document.document)
    passages = lineage.find(readings, knowledge)
    claims, happenings = facts.find(readings, passages, knowledge)
    scene = Scene(readings, passages, claims, happenings, knowledge)
    quarrels = disputes.find(scene)
    return Weighing(
        claims=claims,
        amounts=sums.adding(readings, claims, passages),
        copies=passages.copies,
        facts=happenings,
        disputes=quarrels,
        periods=periods.find(readings, claims, happenings, quarrels, knowledge),
        judgements=tuple(judgements),
    )
