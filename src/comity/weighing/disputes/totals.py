"""Sums of one kind between the same two: rival amounts, parts of a whole, the same stock at two dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from comity.models import Amount, Dispute
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.facts.item import same_sum
from comity.weighing.kinds import states
from comity.weighing.when import Interval, agree, interval

STOCKS = frozenset({"debt"})
"""Kinds that stand at a date and do not flow through a period."""

LOOKED_AT = 12
"""Amounts that one is compared with at most, in the order of time."""

NEARLY = 0.2
"""Share of the larger of two sums by which they may differ and yet be one."""

Row = tuple[Interval | None, Amount]


def totals(scene: Scene) -> Iterator[Dispute]:
    """Amounts of one kind, payer, recipient and currency that do not agree, and how they stand to each other.

    The parts of one whole come together, and so do the readings of one stock.
    """
    held: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for reading in scene.readings.values():
        for a in reading.amounts:
            if a.value is not None and a.kind and a.currency not in ("", "%") and a.payer and a.recipient:
                parties = (a.payer.split("/")[0], a.recipient.split("/")[0])
                held[a.kind, *parties, a.currency].append((interval(a.when), a))
    for (kind, payer, recipient, _), rows in sorted(held.items()):
        rows.sort(key=lambda r: (r[0] is None, r[0].first if r[0] else 0, r[0].last if r[0] else 0, r[1].id))
        pair = states((payer, recipient))
        yield from _stocks(rows, kind, pair) if kind in STOCKS else _flows(scene, rows, kind, pair)


def _stocks(rows: list[Row], kind: str, pair: tuple[str, ...]) -> Iterator[Dispute]:
    """The readings of one stock: a series where their dates differ, a conflict where they do not."""
    values = [r for n, r in enumerate(rows) if not any(same_sum(r[1], s[1]) and r[0] == s[0] for s in rows[:n])]
    for n, (x, a) in enumerate(values):
        for y, b in values[n + 1 : n + 1 + LOOKED_AT]:
            apart = a.at.document != b.at.document and same_sum(a, b) is False
            if apart and x and y and agree(x, y) and not x.lasting:
                why = f"the same {kind} at one time, two sums"
                yield dispute("conflict", "amount", [(told(a), [a.at]), (told(b), [b.at])], why, pair)
    if len({told(a) for _, a in values}) > 1:
        sides = [(told(a), [a.at]) for _, a in values[:LOOKED_AT]]
        yield dispute("series", "amount", sides, f"the same {kind} as told at different times", pair)


def _flows(scene: Scene, rows: list[Row], kind: str, pair: tuple[str, ...]) -> Iterator[Dispute]:
    parts: dict[int, set[int]] = defaultdict(set)
    for n, (x, a) in enumerate(rows):
        for m, (y, b) in enumerate(rows[n + 1 : n + 1 + LOOKED_AT], n + 1):
            if x is None or y is None or same_sum(a, b) is not False or copied(scene, a, b):
                continue
            sides = [(told(a), [a.at]), (told(b), [b.at])]
            if x == y:
                if _same_matter(a, b):
                    why = f"{kind} in the same time ({a.when}), two sums"
                    yield dispute("conflict", "amount", sides, why, pair)
                elif _may_be_one(a, b):
                    why = f"{kind} in the same time ({a.when}): two sums, or one told roughly"
                    yield dispute("open", "amount", sides, why, pair)
            elif x.holds(y):
                parts[n].add(m)
            elif y.holds(x):
                parts[m].add(n)
            elif x.meets(y) and x.lasting and y.lasting:
                yield dispute("series", "amount", sides, f"{kind} over times that overlap", pair)
    for n, inner in sorted(parts.items()):
        whole = rows[n][1]
        sides = [(told(whole), [whole.at]), *((told(rows[m][1]), [rows[m][1].at]) for m in sorted(inner))]
        yield dispute("part", "amount", sides, f"{kind} in parts of a longer time ({whole.when})", pair)


def _same_matter(a: Amount, b: Amount) -> bool:
    """Whether two sums are of one payment: exact sums in different documents, to one recipient, for one purpose."""
    if a.at.document == b.at.document or a.qualifier or b.qualifier:
        return False
    return (a.recipient, a.purpose.casefold()) == (b.recipient, b.purpose.casefold())


def _may_be_one(a: Amount, b: Amount) -> bool:
    """Whether two sums in different documents lie so near each other that they may be one, told roughly."""
    if a.value is None or b.value is None or a.at.document == b.at.document:
        return False
    return abs(a.value - b.value) <= NEARLY * max(abs(a.value), abs(b.value))


def copied(scene: Scene, a: Amount, b: Amount) -> bool:
    """Whether two sums stand in wordings of one passage."""
    family = scene.lineage.family(a.at.document, a.at.start, a.at.end)
    return family != "" and family == scene.lineage.family(b.at.document, b.at.start, b.at.end)


def told(a: Amount) -> str:
    """An amount as a side of a dispute names it."""
    value = f"{a.value:,.0f}" if a.value is not None and float(a.value).is_integer() else str(a.value)
    return " ".join(w for w in (a.qualifier, value, a.currency, f"({a.when})" if a.when else "") if w)
