"""Sums of one kind between the same two: rival amounts, parts of a whole, the same stock at two dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from comity.models import Amount, Dispute
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.facts.items import same_sum
from comity.weighing.kinds import states
from comity.weighing.when import Interval, agree, interval

STOCKS = frozenset({"debt"})
"""Kinds that stand at a date and do not flow through a period."""
LOOKED_AT = 12
"""Amounts that one is compared with at most, in the order of time."""


def totals(scene: Scene) -> Iterator[Dispute]:
    """Pairs of amounts of one kind, payer, recipient and currency that do not agree, and how they stand."""
    held: dict[tuple[str, str, str, str], list[tuple[Interval | None, Amount]]] = defaultdict(list)
    for reading in scene.readings.values():
        for a in reading.amounts:
            if a.value is None or not a.kind or a.currency in ("", "%") or not (a.payer and a.recipient):
                continue
            held[a.kind, a.payer.split("/")[0], a.recipient.split("/")[0], a.currency].append((interval(a.when), a))
    for (kind, payer, recipient, _), rows in sorted(held.items()):
        rows.sort(key=lambda r: (r[0] is None, r[0].first if r[0] else 0, r[0].last if r[0] else 0, r[1].id))
        pair = states((payer, recipient))
        seen: set[str] = set()
        for n, (days, a) in enumerate(rows):
            for other_days, b in rows[n + 1 : n + 1 + LOOKED_AT]:
                found = _between(scene, kind, days, a, other_days, b, pair)
                if found and found.id not in seen:
                    seen.add(found.id)
                    yield found


def _between(
    scene: Scene, kind: str, x: Interval | None, a: Amount, y: Interval | None, b: Amount, pair: tuple[str, ...]
) -> Dispute | None:
    if same_sum(a, b) is not False or _copied(scene, a, b):
        return None
    sides = [(_told(a), [a.at]), (_told(b), [b.at])]
    if kind in STOCKS:
        if x and y and agree(x, y) and not x.lasting and a.at.document != b.at.document:
            return dispute("conflict", "amount", sides, f"the same {kind} at one time, two sums", pair)
        return dispute("series", "amount", sides, f"the same {kind} at two dates", pair)
    if x is None or y is None:
        return None
    if x == y and a.at.document != b.at.document and not (a.qualifier or b.qualifier):
        return dispute("conflict", "amount", sides, f"{kind} in the same time ({a.when}), two sums", pair)
    if (x.lasting or y.lasting) and x.meets(y):
        whole, part = (x, y) if x.holds(y) else (y, x)
        if whole.holds(part) and x != y:
            return dispute("part", "amount", sides, f"{kind} in a part of a longer time", pair)
        return dispute("series", "amount", sides, f"{kind} over times that overlap", pair)
    return None


def _copied(scene: Scene, a: Amount, b: Amount) -> bool:
    family = scene.lineage.family(a.at.document, a.at.start, a.at.end)
    return family != "" and family == scene.lineage.family(b.at.document, b.at.start, b.at.end)


def _told(a: Amount) -> str:
    value = f"{a.value:,.0f}" if a.value is not None and float(a.value).is_integer() else str(a.value)
    return " ".join(w for w in (a.qualifier, value, a.currency, f"({a.when})" if a.when else "") if w)
