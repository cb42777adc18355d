"""Disputes: rival values, what kind of rivalry each is, and the words on either side.

    find(scene) -> disputes

``variant``: a copied passage whose edit changes a fact. ``conflict``: independent passages that cannot both hold.
``denial``: a claim and someone's denial of it. ``series``: the same stock or flow at two times. ``part``: an amount
inside another. ``open``: may or may not be the same matter.
"""

from __future__ import annotations

from comity.models import Dispute
from comity.weighing.disputes.denials import denials
from comity.weighing.disputes.naming import naming
from comity.weighing.disputes.order import absences, upgrades
from comity.weighing.disputes.reasons import reasons
from comity.weighing.disputes.rival_values import rival_values
from comity.weighing.disputes.scene import Scene
from comity.weighing.disputes.totals import totals
from comity.weighing.disputes.variants import variants

FINDERS = (variants, rival_values, upgrades, absences, denials, naming, reasons, totals)


def find(scene: Scene) -> tuple[Dispute, ...]:
    """Every dispute once, in the order of kind, field and id."""
    found = {d.id: d for finder in FINDERS for d in finder(scene) if len(d.sides) > 1}
    return tuple(sorted(found.values(), key=lambda d: (d.pair, d.kind, d.field, d.id)))
