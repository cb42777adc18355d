"""Sums of money by kind and period, with everything that was left out and why.

    adding(readings, claims, lineage) -> amounts     which amounts may be added up, decided over all documents
    sums(amounts) -> rows                            the totals, currencies apart

Money is counted once: not again for a copy of the passage, a second telling, a part of a total, or a promise.
"""

from __future__ import annotations

import csv
import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from comity.models import Amount, Claim, Reading
from comity.weighing.facts.item import same_sum
from comity.weighing.when import Interval, agree, interval

if TYPE_CHECKING:
    from comity.weighing.lineage import Lineage

UNPAID = {
    "planned": "a promise or plan, not a payment",
    "hypothetical": "no payment: said of what might be",
    "proposed": "no payment: advice",
    "denied": "denied",
    "alleged": "alleged, not established",
}


@dataclasses.dataclass(frozen=True, slots=True)
class LeftOut:
    """An amount that a total does not hold, and why."""

    amount: str
    why: str


@dataclasses.dataclass(frozen=True, slots=True)
class Total:
    """What ``payer`` gave ``recipient`` in one kind and period, in whole units of one currency.

    ``period`` is a year, a decade (``195X``), the amounts' own span where it fits in neither, or ``""`` where no text
    dates them. ``low`` and ``high`` sum the bounds ("over 500 million" has no ``high``: None). ``constant`` is the
    total in prices of the base year where a deflator was given and covers the period, else None.
    """

    payer: str
    recipient: str
    kind: str
    period: str
    currency: str
    value: float
    low: float | None
    high: float | None
    amounts: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    constant: float | None = None
    base_year: int | None = None


def adding(readings: Sequence[Reading], claims: Iterable[Claim], lineage: Lineage) -> tuple[Amount, ...]:
    """All amounts with ``adds`` and ``adds_why`` settled over all documents, sorted by place.

    An amount that reading found summable stays so unless another amount already counts it. Of copies and second
    tellings the first in the order of documents counts; of totals that overlap, the one of the longest time. "Since
    1992" runs to the day its document was published, where that is known.
    """
    published = {r.document.document: interval(r.document.published) for r in readings}
    ordered = sorted(
        (a for r in readings for a in r.amounts), key=lambda a: (a.at.document, a.at.start, a.at.end, a.id)
    )
    moods = {c.amount: c.modality for c in claims if c.amount}
    promised = {c.amount for c in claims if c.amount and c.plover == "AGREE"}
    why: dict[str, str] = {}
    held: dict[tuple[str, str, str, str], list[Amount]] = defaultdict(list)
    for a in ordered:
        mood = "planned" if a.id in promised else moods.get(a.id, "done")
        if a.adds and mood in UNPAID:
            why[a.id] = UNPAID[mood]
        elif a.adds:
            held[_account(a)].append(a)
    for account in held.values():
        kept = _told_once(account, lineage, why)
        _totals_once(kept, published, why)
    return tuple(dataclasses.replace(a, adds=False, adds_why=why[a.id]) if a.id in why else a for a in ordered)


def _account(a: Amount) -> tuple[str, str, str, str]:
    return a.payer.split("/")[0], a.recipient.split("/")[0], a.kind, a.currency


def _told_once(account: Sequence[Amount], lineage: Lineage, why: dict[str, str]) -> list[Amount]:
    """The amounts of one account without copies and second tellings."""
    kept: list[Amount] = []
    by_value: dict[float, list[Amount]] = defaultdict(list)
    for a in _first_tellings(account, lineage, why):
        again = next((b for b in by_value.get(a.value or 0.0, ()) if _may_be_one(a, b)), None)
        if again is not None:
            sure = bool(a.when and again.when)
            told = "the same payment" if sure else "may be the same payment: one of the two has no date"
            why[a.id] = f"{told} as {again.id} in {again.at.document}"
        else:
            kept.append(a)
            by_value[a.value or 0.0].append(a)
    return kept


def _first_tellings(account: Sequence[Amount], lineage: Lineage, why: dict[str, str]) -> list[Amount]:
    """The amounts without copies of one passage.

    Where wordings of a passage give different sums, the one that tells of most payments counts, then the one of the
    smaller sum: a choice by what they say, so that one more copy changes nothing.
    """
    families: dict[str, dict[str, list[Amount]]] = defaultdict(lambda: defaultdict(list))
    out = []
    for a in account:
        if family := lineage.family(a.at.document, a.at.start, a.at.end):
            families[family][a.at.document].append(a)
        else:
            out.append(a)
    for tellings in families.values():
        values = {name: sorted({a.value or 0.0 for a in told}) for name, told in tellings.items()}
        first = min(values, key=lambda name: (-len(values[name]), sum(values[name]), values[name], name))
        out += tellings[first]
        for name, told in tellings.items():
            for a in told if name != first else ():
                like = min(tellings[first], key=lambda b: (not same_sum(a, b), b.at.start))
                edited = "" if same_sum(a, like) else ", with another sum"
                why[a.id] = f"a copy of the passage in {like.at.document} ({like.id}){edited}"
    return sorted(out, key=lambda a: (a.at.document, a.at.start, a.at.end, a.id))


def _may_be_one(a: Amount, b: Amount) -> bool:
    if a.at.document == b.at.document and a.sentence == b.sentence:
        return False
    x, y = interval(a.when), interval(b.when)
    return x is None or y is None or agree(x, y)


def _totals_once(account: Sequence[Amount], published: Mapping[str, Interval | None], why: dict[str, str]) -> None:
    """Leave out of one account what lies in the time of a longer total, in part or wholly."""
    dated = [(_until(days, published.get(a.at.document)), a) for a in account if (days := interval(a.when))]
    dated.sort(key=lambda p: (-_length(p[0]), -(p[1].value or 0.0), p[1].at.document, p[1].at.start))
    kept: list[tuple[Interval, Amount]] = []
    for days, a in dated:
        over = [(s, b) for s, b in kept if s.lasting and s.meets(days) and (s.holds(days) or days.lasting)]
        if over:
            span, whole = over[0]
            told = "a part of" if span.holds(days) else "overlaps in time with"
            if (span.first, span.last) == (days.first, days.last) and a.at.document != whole.at.document:
                told = "another sum for the same time, or a part of it, beside"
            why[a.id] = f"{told} {whole.id} ({whole.when}) in {whole.at.document}"
        else:
            kept.append((days, a))


def _until(days: Interval, published: Interval | None) -> Interval:
    """An open time ended by the day its document came out."""
    if days.open and published and days.first < published.last < days.last:
        return Interval(days.first, published.last, True, True)
    return days


def _length(days: Interval) -> int:
    return days.days if days.span or days.open else 0


def sums(
    amounts: Iterable[Amount],
    by: str = "decade",
    deflator: Mapping[int, float] | None = None,
    base_year: int | None = None,
) -> tuple[Total, ...]:
    """Totals by payer, recipient, kind, period and currency, in that order; ``by`` is year, decade or all.

    A sum over several years that fits no single bucket has its own span for a period. With a ``deflator`` (price index
    by year) each amount is brought to prices of ``base_year`` by the mean index of its years. Raises ValueError for
    another ``by`` and where the deflator lacks the base year.
    """
    if by not in ("year", "decade", "all"):
        raise ValueError(f"{by!r} is no period to sum by: write year, decade or all")
    if deflator is not None and (base_year is None or base_year not in deflator):
        raise ValueError(f"the deflator has no index for the base year {base_year}")
    held: dict[tuple[str, str, str, str, str], list[Amount]] = defaultdict(list)
    for a in amounts:
        if a.value is not None and a.currency not in ("", "%") and (a.adds or a.adds_why):
            payer, recipient, kind, currency = _account(a)
            held[payer, recipient, kind, _period(interval(a.when), a.when, by), currency].append(a)
    return tuple(_total(key, rows, deflator, base_year) for key, rows in sorted(held.items()))


def _period(days: Interval | None, when: str, by: str) -> str:
    if by == "all":
        return "all"
    if days is None:
        return ""
    if days.open:
        return when
    first, last = date.fromordinal(days.first).year, date.fromordinal(days.last).year
    if by == "year" and first == last:
        return f"{first:04d}"
    if by == "decade" and first // 10 == last // 10:
        return f"{first // 10:03d}X"
    return f"{first:04d}/{last:04d}" if first != last else f"{first:04d}"


def _total(
    key: tuple[str, str, str, str, str],
    rows: Sequence[Amount],
    deflator: Mapping[int, float] | None,
    base_year: int | None,
) -> Total:
    payer, recipient, kind, period, currency = key
    rows = sorted(rows, key=lambda a: (a.at.document, a.at.start, a.id))
    added = [a for a in rows if a.adds]
    left = [LeftOut(a.id, a.adds_why) for a in rows if not a.adds]
    constant: float | None = None
    if deflator is not None and base_year is not None:
        brought = [_constant(a, deflator, base_year) for a in added]
        constant = None if None in brought else sum(v for v in brought if v is not None)
    return Total(
        payer,
        recipient,
        kind,
        period,
        currency,
        sum(a.value or 0.0 for a in added),
        _bound([a.low if a.low is not None or a.high is not None else a.value for a in added]),
        _bound([a.high if a.low is not None or a.high is not None else a.value for a in added]),
        tuple(a.id for a in added),
        tuple(left),
        constant,
        base_year if deflator is not None else None,
    )


def _bound(values: Sequence[float | None]) -> float | None:
    return None if any(v is None for v in values) else sum(v for v in values if v is not None)


def _constant(a: Amount, deflator: Mapping[int, float], base_year: int) -> float | None:
    days = interval(a.when)
    if days is None or days.open or a.value is None:
        return None
    years = range(date.fromordinal(days.first).year, date.fromordinal(days.last).year + 1)
    if any(y not in deflator for y in years):
        return None
    mean = sum(deflator[y] for y in years) / len(years)
    return a.value * deflator[base_year] / mean


def read_deflator(path: Path) -> dict[int, float]:
    """A price index by year from a CSV with the columns ``year`` and ``index``.

    Raises ValueError naming the line that is no year and positive number, and OSError where the file cannot be read.
    """
    out: dict[int, float] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not {"year", "index"} <= set(rows.fieldnames or ()):
            raise ValueError(f"{path}: a deflator needs the columns year and index in its first line")
        for n, row in enumerate(rows, 2):
            try:
                year, index = int(row["year"]), float(row["index"])
            except (TypeError, ValueError):
                raise ValueError(f"{path}, line {n}: {row} holds no year and index") from None
            if index <= 0:
                raise ValueError(f"{path}, line {n}: an index must be above zero, not {index}")
            out[year] = index
    return out
