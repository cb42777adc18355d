"""Many readings -> the record of each pair of states.

weigh(readings, knowledge, judgements) -> Weighing
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from comity.knowledge import Knowledge, undisturbed
from comity.models import Judgement, Reading, Weighing
from comity.weighing.sharing import Share, alone

if TYPE_CHECKING:
    from comity.weighing.lineage import Lineage


@undisturbed()
def weigh(
    readings: Sequence[Reading],
    knowledge: Knowledge,
    judgements: Sequence[Judgement] = (),
    passages: Lineage | None = None,
    share: Share = alone,
) -> Weighing:
    """Weigh the readings together; their order changes nothing. ``passages`` is their lineage, where it is known.

    What falls into parts ``share`` does; who does it changes nothing.
    """
    # only here: a question to a record asks one part of weighing, and loads no other
    from comity.weighing import disputes, facts, index, lineage, periods, sums
    from comity.weighing.disputes.scene import Scene
    from comity.weighing.judgements import Rulings
    from comity.weighing.threads import threads

    readings = sorted(readings, key=lambda r: r.document.document)
    passages = lineage.find(readings, knowledge, share=share) if passages is None else passages
    rulings = Rulings(judgements)
    claims, happenings = facts.find(readings, passages, knowledge, share)
    claims, happenings = rulings.on_facts(readings, passages, claims, happenings, knowledge)
    scene = Scene(readings, passages, [c for c in claims if c.fact], happenings, knowledge)
    quarrels, happenings = rulings.on_disputes(disputes.find(scene, share), claims, happenings)
    return Weighing(
        claims=claims,
        amounts=rulings.on_amounts(sums.adding(readings, claims, passages), claims, happenings),
        copies=passages.copies,
        facts=happenings,
        disputes=quarrels,
        periods=periods.find(readings, claims, happenings, quarrels, knowledge, rulings.settled),
        index=index.find(readings, claims, happenings, quarrels, knowledge, rulings.settled),
        threads=threads(readings),
        judgements=rulings.standing,
        notes=rulings.told(),
    )
