"""One act dated a few days apart: "forces crossed on 14 October" in one document, "on 16 October" in another.

What is rare between two states (``rivalry.toml``, "slips": forces sent, a town taken, envoys expelled, a border closed)
and told by two documents with days that lie near each other is one happening, whatever the words, unless one of them
tells of several.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Claim, Dispute, Fact
from comity.reading.dates.lexicon import MONTH_WORDS
from comity.weighing.disputes.dated import two_calendars
from comity.weighing.disputes.near import RULED_APART
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.disputes.substance import Substance, substance
from comity.weighing.things import things
from comity.weighing.when import Interval, interval

_NAME = re.compile(r"[A-Z][\w’'-]{3,}")


@dataclass(frozen=True, slots=True)
class Rare:
    """Act -> kind; what is done to a place; days between rival dates at most; days in which it is rare."""

    kind: dict[str, str]
    placed: frozenset[str]
    days: int
    alone: int


@dataclass(frozen=True, slots=True)
class Told:
    """A fact with its day, its claims, the names of no state in them, and the stems of what the act was done to."""

    days: Interval
    fact: Fact
    claims: tuple[Claim, ...]
    documents: frozenset[str]
    names: frozenset[str]
    of: frozenset[str]


def slips(scene: Scene) -> Iterator[Dispute]:
    """Rare acts of one state on another, each document with a day of its own for it."""
    rare = scene.knowledge.compiled("disputes.slips", _rare)
    about = substance(scene.knowledge)
    blocks: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    for fact in scene.facts:
        kind, days = rare.kind.get(fact.act), interval(fact.when)
        told = fact.modality in ("done", "ongoing") and RULED_APART not in fact.why
        if kind and days and told and (days.days > 1 or _says(scene, fact)):
            happening = _told(scene, about, fact, days)
            for actor in sorted({c.partition("/")[0] for c in fact.actors}):
                for recipient in sorted({c.partition("/")[0] for c in fact.recipients}):
                    blocks[kind, actor, recipient].append(happening)
    for _, block in sorted(blocks.items()):
        block.sort(key=lambda t: (t.days.first, t.days.last, t.fact.id))
        for n, a in enumerate(block):
            near = [b for b in block[n + 1 : n + 3] if 0 < b.days.first - a.days.last <= rare.days]
            one = (
                b for b in near if _one(rare, block, n, a, b) and not _tells(scene, a, b) and not _tells(scene, b, a)
            )
            yield from (_dispute(a, b) for b in one)


def _says(scene: Scene, fact: Fact) -> bool:
    """Whether a sentence gives the very day of a fact: one counted from another date ("two days later") is no rival."""
    day = re.compile(rf"(?<!\d){int(fact.when[8:10])}(?!\d)") if fact.when[8:10].isdigit() else None
    said = (scene.sentence(c.at.document, c.at.start) for c in (scene.by_id[c] for c in fact.claims))
    return day is not None and any(s is not None and day.search(s.at.quote) for s in said)


def _one(rare: Rare, block: list[Told], n: int, a: Told, b: Told) -> bool:
    """Whether two facts are one happening: both to the day, by documents that tell of no other about then."""
    if max(a.days.days, b.days.days) > 1 or not a.documents.isdisjoint(b.documents) or two_calendars(a.days, b.days):
        return False
    if a.fact.act != b.fact.act and not a.names & b.names:
        return False
    if a.fact.act in rare.placed and not a.names & b.names:
        return False
    if any(one and two and not one & two for one, two in ((a.names, b.names), (a.of, b.of))):
        return False
    around = [t for t in block[max(0, n - 3) : n + 6] if t is not a and t is not b and t.days.days <= rare.alone]
    return not any(
        abs(t.days.first - a.days.first) <= rare.alone and t.documents & (a.documents | b.documents) for t in around
    )


def _tells(scene: Scene, a: Told, b: Told) -> bool:
    """Whether a document of the one gives the day of the other too, as that of something else."""
    dates = (d.edtf for name in sorted(a.documents) for d in scene.readings[name].dates)
    return any(d == b.fact.when for d in dates)


def _dispute(a: Told, b: Told) -> Dispute:
    sides = [(t.fact.when, [c.at for c in t.claims]) for t in (a, b)]
    why = f"one act, dated {a.fact.when} in one document and {b.fact.when} in another"
    return dispute("conflict", "when", sides, why, a.fact.pair, a.fact.id)


def _told(scene: Scene, about: Substance, fact: Fact, days: Interval) -> Told:
    claims = tuple(scene.by_id[c] for c in fact.claims)
    names = {w.casefold() for c in claims for w in _NAME.findall(c.at.quote)} - about.no_name - MONTH_WORDS
    for c in claims:
        for m in scene.mentions(c.at.document, c.at.start, c.at.end):
            names -= {w.casefold() for w in _NAME.findall(m.at.quote)} if m.kind != "place" else set()
    of = frozenset[str]().union(*(things(c.at.quote) for c in claims))
    return Told(days, fact, claims, frozenset(c.at.document for c in claims), frozenset(names), of)


def _rare(knowledge: Knowledge) -> Rare:
    table = knowledge.table("rivalry.toml")["slips"]
    kind = {act: row.split()[0] for row in table["rows"] for act in row.split()}
    return Rare(kind, frozenset(table["placed"]), table["days"], table["alone"])
