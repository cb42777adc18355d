"""A person's rulings, replayed at every build: they change what the weighing says, never what was read.

A ruling names its target by id and says why. Verdicts:

==============  =============  ======================================================================================
verdict         on             what it does
==============  =============  ======================================================================================
when, actors,   fact or claim  the field takes ``value`` (EDTF; codes parted by blanks; done, alleged, ...)
recipients,
modality
prefer          fact           its rank is "preferred"
prefer          claim          its values become those of its fact
prefer          dispute        the claims on the side ``value`` give their fact its values
set aside       fact           its rank is "set aside": shown, but no part of periods, index and sums
reject          claim, fact    a misreading: taken out of its fact; a fact without claims is gone
reject          dispute        no dispute: taken out
merge           fact           takes in the facts ``value`` (ids parted by blanks)
split           fact           the claims ``value`` (ids parted by blanks) become a fact of their own
undo            ruling         the ruling with this id (:func:`ruling_id`) no longer stands
==============  =============  ======================================================================================

Rulings stand in the order in which they were made. One whose target is gone still stands in the record, and a note
says that it found nothing to act on. An undone ruling leaves no trace in the record: only its file remembers it.

The id of a fact changes when new evidence dates it otherwise. A ruling that names the claims it was made on
(:func:`made_on`) then follows the fact that still holds most of them, and a note says so.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from comity.knowledge import Knowledge
from comity.models import Amount, Claim, Dispute, Fact, Judgement, Reading
from comity.weighing import facts as weighing_facts
from comity.weighing.facts.group import Group
from comity.weighing.facts.item import Item
from comity.weighing.kinds import states

if TYPE_CHECKING:
    from comity.weighing.lineage import Lineage

FIELDS = ("when", "actors", "recipients", "modality")
VERDICTS = (*FIELDS, "prefer", "set aside", "reject", "merge", "split", "undo")
UNDO = "undo"

S = TypeVar("S", Fact, Dispute)


def ruling_id(ruling: Judgement) -> str:
    """The id by which a ruling can be undone, from all that it says (not from the claims it was made on)."""
    raw = "\x1f".join(getattr(ruling, f.name) for f in dataclasses.fields(ruling) if f.name != "claims")
    return "j" + hashlib.blake2b(raw.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def made_on(found: Fact | Dispute, facts: Mapping[str, Fact]) -> str:
    """What ``Judgement.claims`` says of a ruling on ``found``: the claims of that fact, or of the fact disputed.

    ``facts`` holds at least the fact that a dispute names.
    """
    fact = found if isinstance(found, Fact) else facts.get(found.fact)
    return " ".join(fact.claims) if fact else ""


def follow(ruling: Judgement, facts: Iterable[Fact]) -> str:
    """The id of the fact that holds most of the claims a ruling was made on, at least half of them; "" for none."""
    made = set(ruling.claims.split())
    held = sorted((-len(made.intersection(f.claims)), f.id) for f in facts) if made else []
    return held[0][1] if held and -2 * held[0][0] >= len(made) else ""


def standing(rulings: Sequence[Judgement]) -> tuple[list[bool], list[Judgement]]:
    """Which rulings stand (one truth value each), and those undoings that find nothing to undo.

    An undoing takes away the last ruling before it of that id; an undoing can be undone. Undoings themselves are not
    among those that stand.
    """
    stands = [r.verdict != UNDO for r in rulings]
    waiting: list[Judgement] = []
    for n in range(len(rulings) - 1, -1, -1):
        undone = next((w for w in waiting if w.target == ruling_id(rulings[n])), None)
        if undone is not None:
            waiting.remove(undone)
            stands[n] = False
        elif rulings[n].verdict == UNDO:
            waiting.append(rulings[n])
    return stands, waiting[::-1]


class Rulings:
    """The rulings that stand, and how they acted."""

    def __init__(self, given: Sequence[Judgement]) -> None:
        stands, empty = standing(given)
        self.standing = tuple(r for r, stood in zip(given, stands, strict=True) if stood)
        self.notes = [f"The ruling to undo {r.target} finds no such ruling" for r in empty]
        self.settled: frozenset[str] = frozenset()
        self._acted: set[int] = set()
        self._followed: dict[str, str] = {}

    def on_facts(
        self,
        readings: Sequence[Reading],
        lineage: Lineage,
        claims: Sequence[Claim],
        facts: Sequence[Fact],
        knowledge: Knowledge,
    ) -> tuple[tuple[Claim, ...], tuple[Fact, ...]]:
        """Claims and facts as ruled. A rejected claim has no fact any more."""
        if not self.standing:
            return tuple(claims), tuple(facts)
        bench = _Bench(readings, lineage, claims, facts, knowledge)
        for act in (bench.rule_claims, bench.rule_groups, bench.rule_facts):
            for n, ruling in enumerate(self.standing):
                if act(ruling):
                    self._acted.add(n)
        self.settled |= bench.settled
        self.notes += bench.notes
        self._followed = bench.followed
        return bench.result()

    def _followed_dispute(self, ruling: Judgement, held: Mapping[str, Dispute], facts: Mapping[str, Fact]) -> str:
        """The dispute a ruling is on: the one it names, else the only one of its fact that it can mean; "" for none."""
        if ruling.target in held or not ruling.claims or not ruling.target.startswith("d"):
            return ruling.target if ruling.target in held else ""
        fact = follow(ruling, facts.values())
        same = [d for d in held.values() if fact and d.fact == fact]
        same = [d for d in same if ruling.verdict == "reject" or ruling.value in {s.value for s in d.sides}]
        if len(same) != 1:
            return ""
        self.notes.append(f"The ruling on {ruling.target} ({in_words(ruling)}) follows its claims to {same[0].id}")
        return same[0].id

    def on_disputes(
        self, disputes: Sequence[Dispute], claims: Sequence[Claim], facts: Sequence[Fact]
    ) -> tuple[tuple[Dispute, ...], tuple[Fact, ...]]:
        """Disputes and facts as ruled: what is rejected is gone, what is ruled on says so."""
        if not self.standing:
            return tuple(disputes), tuple(facts)
        held, known = {d.id: d for d in disputes}, {f.id: f for f in facts}
        ruled = {(self._followed.get(r.target, r.target), r.verdict): r for r in self.standing if r.verdict in FIELDS}
        for d in disputes:
            if (d.fact, d.field) in ruled:
                held[d.id] = _said(d, ruled[d.fact, d.field])
        for n, ruling in enumerate(self.standing):
            dispute = held.get(self._followed_dispute(ruling, held, known))
            if dispute is None or ruling.verdict not in ("reject", "prefer"):
                continue
            self._acted.add(n)
            if ruling.verdict == "reject":
                del held[dispute.id]
                continue
            held[dispute.id] = _said(dispute, ruling)
            for fact in self._preferred(dispute, ruling, claims, known):
                known[fact.id] = fact
        ruled_facts = sorted(known.values(), key=_in_order)
        return tuple(held[d.id] for d in disputes if d.id in held), tuple(ruled_facts)

    def _preferred(
        self, dispute: Dispute, ruling: Judgement, claims: Sequence[Claim], known: Mapping[str, Fact]
    ) -> list[Fact]:
        """Facts with the values of the claims that stand on the side ruled for."""
        side = next((s for s in dispute.sides if s.value == ruling.value), None)
        if side is None:
            self.notes.append(
                f"The ruling on {ruling.target} prefers {ruling.value!r}, which is no side of it any more"
            )
            return []
        out: list[Fact] = []
        for claim in claims:
            fact = known.get(claim.fact)
            if fact is None or (dispute.fact and fact.id != dispute.fact) or fact.id in {f.id for f in out}:
                continue
            at = claim.at
            if any(e.document == at.document and e.start < at.end and at.start < e.end for e in side.evidence):
                out.append(_said(_with_values(fact, claim), ruling))
                self.settled |= {fact.id}
        return out

    def on_amounts(
        self, amounts: Sequence[Amount], claims: Sequence[Claim], facts: Sequence[Fact]
    ) -> tuple[Amount, ...]:
        """Amounts as ruled: those of claims rejected and of facts set aside are not added."""
        if not self.standing:
            return tuple(amounts)
        aside = {f.id: f.why for f in facts if f.rank == "set aside"}
        without = {c.id: "its claim was rejected" for c in claims if not c.fact}
        without |= {c.id: f"its fact {c.fact} was set aside" for c in claims if c.fact in aside}
        return tuple(
            dataclasses.replace(a, adds=False, adds_why=without[a.claim]) if a.claim in without else a for a in amounts
        )

    def told(self) -> tuple[str, ...]:
        """What people should know: rulings that found nothing to act on."""
        lost = [r for n, r in enumerate(self.standing) if n not in self._acted]
        return (*self.notes, *(f"The ruling on {r.target} ({in_words(r)}) finds no such thing here" for r in lost))


def in_words(ruling: Judgement) -> str:
    """A ruling in few words: "when = 1991-11-11: seen in the archive, A. Reader"."""
    if ruling.verdict in FIELDS:
        what = f"{ruling.verdict} = {ruling.value}"
    else:
        what = f"{ruling.verdict} {ruling.value}".strip()
    why = ", ".join(filter(None, (ruling.reason, ruling.by)))
    return f"{what}: {why}" if why else what


class _Bench:
    """Claims and facts while they are ruled on."""

    def __init__(
        self,
        readings: Sequence[Reading],
        lineage: Lineage,
        claims: Sequence[Claim],
        facts: Sequence[Fact],
        knowledge: Knowledge,
    ) -> None:
        self.readings = {r.document.document: r for r in readings}
        self.lineage, self.knowledge = lineage, knowledge
        self.claims = {c.id: c for c in claims}
        self.order = [c.id for c in claims]
        self.facts = {f.id: f for f in facts}
        self.settled: set[str] = set()
        self.preferred: dict[str, str] = {}
        self.notes: list[str] = []
        self.followed: dict[str, str] = {}

    def rule_claims(self, ruling: Judgement) -> bool:
        """Values of claims, and claims rejected. True where the ruling acted."""
        claim = self.claims.get(ruling.target)
        if claim is None:
            return False
        if ruling.verdict in FIELDS:
            self.claims[claim.id] = _valued_claim(claim, ruling)
            self._refit(claim.fact, ruling)
        elif ruling.verdict == "reject":
            self._take_out([claim.id], ruling)
        elif ruling.verdict == "prefer" and claim.fact in self.facts:
            self.preferred[claim.fact] = claim.id
            self._refit(claim.fact, ruling)
        else:
            return False
        return True

    def rule_groups(self, ruling: Judgement) -> bool:
        """Facts rejected, merged and split. True where the ruling acted."""
        fact = self._fact(ruling) if ruling.verdict in ("reject", "merge", "split") else None
        if fact is None:
            return False
        if ruling.verdict == "reject":
            self._take_out(fact.claims, ruling)
        elif ruling.verdict == "merge":
            others = [self.facts[i] for i in self._here(ruling, self.facts) if i != fact.id]
            if not others:
                return False
            for other in others:
                del self.facts[other.id]
            self._group(fact.id, [*fact.claims, *(c for o in others for c in o.claims)], ruling)
        else:
            out = self._here(ruling, fact.claims)
            rest = [c for c in fact.claims if c not in out]
            if not out or not rest:
                return False
            self._group(fact.id, rest, ruling)
            self._group(split_id(fact.id, out), out, ruling)
        return True

    def rule_facts(self, ruling: Judgement) -> bool:
        """Values and ranks of facts. True where the ruling acted."""
        fact = self._fact(ruling) if ruling.verdict in (*FIELDS, "prefer", "set aside") else None
        if fact is None:
            return False
        if ruling.verdict in FIELDS:
            self.facts[fact.id] = _said(_valued_fact(fact, ruling), ruling)
            self.settled |= {fact.id} if ruling.verdict == "when" else set()
        elif ruling.verdict in ("prefer", "set aside"):
            rank = "preferred" if ruling.verdict == "prefer" else "set aside"
            self.facts[fact.id] = _said(dataclasses.replace(fact, rank=rank), ruling)
        else:
            return False
        return True

    def result(self) -> tuple[tuple[Claim, ...], tuple[Fact, ...]]:
        """Claims in their order, facts in the order of a record."""
        return tuple(self.claims[i] for i in self.order), tuple(sorted(self.facts.values(), key=_in_order))

    def _fact(self, ruling: Judgement) -> Fact | None:
        """The fact that a ruling is on: the one it names, else the one that holds the claims it was made on."""
        if ruling.target in self.facts or ruling.target in self.claims or not ruling.target.startswith("f"):
            return self.facts.get(ruling.target)
        found = follow(ruling, self.facts.values())
        if found and ruling.target not in self.followed:
            self.followed[ruling.target] = found
            self.notes.append(f"The ruling on {ruling.target} ({in_words(ruling)}) follows its claims to {found}")
        return self.facts.get(found)

    def _here(self, ruling: Judgement, known: Container[str]) -> list[str]:
        """The ids that a merge or split names and that are there; a note for each that is not."""
        named = dict.fromkeys(ruling.value.split())
        self.notes += [
            f"The ruling on {ruling.target} ({in_words(ruling)}) names {i}, which is not there"
            for i in named
            if i not in known
        ]
        return [i for i in named if i in known]

    def _take_out(self, ids: Iterable[str], ruling: Judgement) -> None:
        """Claims that are no evidence any more."""
        gone = [i for i in ids if i in self.claims]
        touched = dict.fromkeys(self.claims[i].fact for i in gone)
        for i in gone:
            self.claims[i] = dataclasses.replace(self.claims[i], fact="")
        for fact in touched:
            if fact in self.facts:
                self._group(fact, [c for c in self.facts[fact].claims if c not in gone], ruling)

    def _refit(self, fact: str, ruling: Judgement) -> None:
        if fact in self.facts:
            self._group(fact, self.facts[fact].claims, ruling)

    def _group(self, id_: str, ids: Sequence[str], ruling: Judgement) -> None:
        """The fact that these claims make; none where there is no claim."""
        old = self.facts.get(id_)
        for i in ids:
            self.claims[i] = dataclasses.replace(self.claims[i], fact=id_)
        if not ids:
            self.facts.pop(id_, None)
            return
        fact = weighing_facts.as_fact(Group(self._items(ids)), id_)
        if self.preferred.get(id_) in ids:
            fact = _with_values(fact, self.claims[self.preferred[id_]])
            self.settled.add(id_)
        why = old.why if old is not None else fact.why
        self.facts[id_] = _said(dataclasses.replace(fact, why=why, rank=old.rank if old else fact.rank), ruling)

    def _items(self, ids: Sequence[str]) -> list[Item]:
        """The claims ready for comparison, as they are ruled by now."""
        from comity.weighing.facts.items import items

        wanted: dict[str, list[Claim]] = {}
        for i in ids:
            wanted.setdefault(self.claims[i].at.document, []).append(self.claims[i])
        return [
            item
            for name in sorted(wanted)
            for item in items(self.readings[name], self.lineage, self.knowledge, wanted[name])
        ]


def _in_order(fact: Fact) -> tuple[tuple[str, ...], bool, str, str]:
    return fact.pair, fact.when == "", fact.when, fact.id


def split_id(fact: str, claims: Iterable[str]) -> str:
    """The id of the fact that a split makes of some claims of ``fact``."""
    raw = "\x1f".join([fact, *sorted(claims)])
    return "f" + hashlib.blake2b(raw.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _valued_claim(claim: Claim, ruling: Judgement) -> Claim:
    """A claim whose field is what was ruled, and which says so."""
    inferred = (*claim.inferred, f"{ruling.verdict}: ruled ({in_words(ruling)})")
    when, modality, actors, recipients = _values(claim, ruling)
    return dataclasses.replace(
        claim, when=when, modality=modality, actors=actors, recipients=recipients, inferred=inferred
    )


def _valued_fact(fact: Fact, ruling: Judgement) -> Fact:
    """A fact whose field is what was ruled; its pair follows its parties."""
    when, modality, actors, recipients = _values(fact, ruling)
    pair = states(actors + recipients) if ruling.verdict in ("actors", "recipients") else fact.pair
    return dataclasses.replace(fact, when=when, modality=modality, actors=actors, recipients=recipients, pair=pair)


def _values(value: Claim | Fact, ruling: Judgement) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    field, codes = ruling.verdict, tuple(ruling.value.split())
    return (
        ruling.value if field == "when" else value.when,
        ruling.value if field == "modality" else value.modality,
        codes if field == "actors" else value.actors,
        codes if field == "recipients" else value.recipients,
    )


def _said(value: S, ruling: Judgement) -> S:
    """A fact or dispute whose reason names the ruling."""
    return dataclasses.replace(value, why="; ".join(filter(None, (value.why, f"ruled: {in_words(ruling)}"))))


def _with_values(fact: Fact, claim: Claim) -> Fact:
    """The fact as this claim tells it: its own date, parties, mood and sum where it gives them."""
    return dataclasses.replace(
        fact,
        act=claim.act,
        plover=claim.plover,
        actors=claim.actors or fact.actors,
        recipients=claim.recipients if claim.actors else fact.recipients,
        when=claim.when or fact.when,
        amount=claim.amount or fact.amount,
        modality=claim.modality,
    )
