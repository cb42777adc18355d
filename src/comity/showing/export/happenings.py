"""What event data call events: facts with a PLOVER type that are said to have happened on a day, month or span.

Formats of event data have no place for a fact without a date or one that somebody denies. Those are kept apart, each
with the reason, so that nothing is lost in silence.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from comity.keeping.days import bounds
from comity.keeping.record import Record
from comity.models import Claim, Fact
from comity.showing.tabulate import cell

HAPPENED = ("done", "ongoing", "planned")  # what is planned carries the codes of a promise or threat
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
APART = "apart.csv"


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact as an event: coded by ``claim``, the first of its claims with the fact's type.

    ``first`` and ``last`` are the days that its time may mean, as ISO 8601; ``last`` is ``""`` where no text
    gives an end.
    """

    fact: Fact
    claim: Claim
    claims: tuple[Claim, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Apart:
    """A fact that is no event of the export, and why."""

    fact: Fact
    why: str


def happenings(record: Record, *, typed: bool = True) -> tuple[list[Happening], list[Apart]]:
    """(events in the order of time, facts kept apart in the order of the record).

    With ``typed`` a fact needs a PLOVER type; without, the quad class of its act is enough.
    """
    found: list[Happening] = []
    apart: list[Apart] = []
    for fact in record.facts():
        claims = tuple(record.by_ids("claims", fact.claims))
        why = _why_apart(fact, claims, typed)
        if why:
            apart.append(Apart(fact, why))
            continue
        coded = next((c for c in claims if c.plover == fact.plover), claims[0])
        found.append(Happening(fact, coded, claims, *bounds(fact.when)))
    return sorted(found, key=lambda h: (h.first, h.last, h.fact.id)), apart


def _why_apart(fact: Fact, claims: Sequence[Claim], typed: bool) -> str:
    if not claims:
        return "the record holds none of its claims"
    if typed and not fact.plover:
        return "PLOVER has no type for the act"
    if fact.rank == "set aside":
        return "set aside by a person"
    if fact.modality not in HAPPENED:
        return f"{fact.modality}, not said to have happened"
    if not bounds(fact.when)[0]:
        return "no text gives a day, month or year of its begin" if fact.when else "undated"
    return ""


def write_apart(record: Record, apart: Sequence[Apart], folder: Path) -> int:
    """Write the facts that were kept apart to ``apart.csv``; gives their number."""
    with (folder / APART).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(APART_FIELDS)
        for a in apart:
            writer.writerow([cell(v) for v in (a.fact.id, a.fact.act, a.fact.when, record.title(a.fact), a.why)])
    return len(apart)


APART_FIELDS = {
    "fact": "Identifier of the fact in the record",
    "act": "Act of the codebook",
    "when": "Time, as EDTF; empty where the text does not say",
    "title": "The fact in plain words",
    "why": "Why it is no event of this export",
}
