"""Why a fact, claim, dispute or amount is in the record: its sentences in their places and the rule at every step."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from comity.keeping import store
from comity.keeping.writing import in_words
from comity.models import Amount, Claim, Copy, Date, Dispute, Edit, Evidence, Fact, Judgement, Mention, Span

if TYPE_CHECKING:
    from comity.keeping.record import Record

AROUND = 240  # code points of context on either side of the sentence


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document with its sentence and what stands around it: ``before + sentence + after``."""

    at: Evidence
    sentence: Evidence
    before: str
    after: str


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """One decision: what was decided, from which words, by which rule. ``inferred`` tells what the words do not say."""

    what: str
    value: str
    words: str
    rule: str
    inferred: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Beside:
    """A copy of the place in another document, with the words that differ."""

    at: Span
    quote: str
    kind: str
    edits: tuple[Edit, ...]
    why: str


@dataclasses.dataclass(frozen=True, slots=True)
class Testimony:
    """One claim (or bare amount, or bare passage) in its place: the steps that read it and the copies beside it."""

    id: str
    place: Place
    steps: tuple[Step, ...]
    copies: tuple[Beside, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind one value of a record. ``kind`` is fact, claim, dispute, amount or thread; ``title`` is the
    value in plain words and ``why`` the reason that weighing gave.
    """

    kind: str
    id: str
    title: str
    why: str
    testimonies: tuple[Testimony, ...]
    disputes: tuple[Dispute, ...]
    judgements: tuple[Judgement, ...]


def explain(record: Record, table: str, id: str) -> Explanation:
    """The explanation of the value ``id`` of ``table`` (facts, claims, disputes, amounts or threads)."""
    value = record.by_ids(table, [id])[0]
    ids = {id}
    title, why = "", ""
    if isinstance(value, Fact):
        claims = record.by_ids("claims", value.claims)
        testimonies = [_of_claim(record, c) for c in claims]
        title, why = record.title(value), value.why
        ids |= set(value.claims)
    elif isinstance(value, Claim):
        testimonies = [_of_claim(record, value)]
        title = in_words(value.act, value.actors, value.recipients, record.name, None)
        ids |= {value.fact}
    elif isinstance(value, Amount):
        claims = record.by_ids("claims", [value.claim]) if value.claim else []
        place = _place(record, value.at)
        testimonies = [Testimony(value.id, place, tuple(_amount_steps(value)), _beside(record, value.at))]
        testimonies += [_of_claim(record, c) for c in claims]
        title = f"{value.at.quote} ({value.kind})" if value.kind else value.at.quote
    elif isinstance(value, Dispute):
        testimonies = [
            Testimony("", _place(record, e), (Step(value.field, side.value, e.quote, ""),), _beside(record, e))
            for side in value.sides
            for e in side.evidence
        ]
        title = f"{value.kind} over {value.field}: " + " / ".join(side.value for side in value.sides)
        why = value.why
        ids |= {value.fact}
    else:
        testimonies = [Testimony("", _place(record, e), (), _beside(record, e)) for e in value.evidence]
        title = f"{value.name} ({value.kind})"
    return Explanation(
        table.removesuffix("s"),
        id,
        title,
        why,
        tuple(testimonies),
        tuple(_disputes(record, ids - {""}) if not isinstance(value, Dispute) else (value,)),
        tuple(_judgements(record, ids - {""})),
    )


def _of_claim(record: Record, claim: Claim) -> Testimony:
    return Testimony(claim.id, _place(record, claim.at), tuple(_claim_steps(record, claim)), _beside(record, claim.at))


def _claim_steps(record: Record, claim: Claim) -> list[Step]:
    """What was decided for one claim, in the order of reading."""
    place = _sentence(record, claim.at)
    inferred = dict(note.partition(":")[::2] for note in claim.inferred)
    steps = []
    parties = {*claim.actors, *claim.recipients, *(o.code for o in claim.others)}
    for mention in _inside(record, "mentions", place):
        if isinstance(mention, Mention) and mention.actor in parties:
            steps.append(Step("actor", f"{mention.actor} ({mention.name})", mention.at.quote, mention.rule))
    for date in _inside(record, "dates", place):
        if isinstance(date, Date):
            anchored = f"counted from {date.anchor}" if date.anchor else ""
            steps.append(Step("date", date.edtf, date.at.quote, date.rule, anchored))
    for amount in _inside(record, "amounts", place):
        if isinstance(amount, Amount) and (amount.claim == claim.id or amount.id == claim.amount):
            steps += _amount_steps(amount)
    sides = " and ".join(claim.actors) + (f" → {', '.join(claim.recipients)}" if claim.recipients else "")
    steps.append(Step("act", f"{claim.act}: {sides}", claim.at.quote, claim.rule, "; ".join(claim.inferred)))
    if claim.plover or claim.cameo:
        coded = " ".join(filter(None, (f"PLOVER {claim.plover} {claim.mode}".strip(), f"CAMEO {claim.cameo}".strip())))
        steps.append(Step("codes", coded, "", "the codebook"))
    steps.append(Step("when", claim.when or "the text does not say", "", "", _from(claim, inferred)))
    steps.append(Step("modality", claim.modality, "", ""))
    if claim.speaker or claim.speaker_name:
        steps.append(Step("voice", " ".join(filter(None, (claim.speaker, claim.speaker_name))), "", ""))
    return steps


def _from(claim: Claim, inferred: dict[str, str]) -> str:
    words = {
        "sentence": "from the sentence",
        "context": "from the sentences before",
        "document": "from the date of the document",
    }
    return inferred.get("when", "").strip() or words.get(claim.when_from, "")


def _amount_steps(amount: Amount) -> list[Step]:
    number = "" if amount.value is None else f"{amount.value:,.2f}".removesuffix(".00")
    ends = "" if amount.low == amount.high else f" ({_number(amount.low)} to {_number(amount.high)})"
    value = " ".join(filter(None, (amount.qualifier, number, amount.currency))) + ends
    steps = [Step("amount", value, amount.at.quote, amount.rule, amount.inferred)]
    if amount.payer or amount.recipient:
        steps.append(Step("money", f"{amount.payer or '?'} → {amount.recipient or '?'}", "", amount.kind))
    steps.append(Step("sum", "adds" if amount.adds else "is not added", "", amount.adds_why))
    return steps


def _number(value: float | None) -> str:
    return "?" if value is None else f"{value:,.2f}".removesuffix(".00")


def _sentence(record: Record, at: Evidence) -> Evidence:
    """The sentence in which the stretch begins; the stretch itself where none is known."""
    found = store.values(
        record.connection,
        "sentences",
        'WHERE t.document = ? AND t.start <= ? AND t."end" > ? ORDER BY t.start DESC LIMIT 1',
        (at.document, at.start, at.start),
    )
    for sentence in found:
        within: Evidence = sentence.at
        return within
    return at


def _inside(record: Record, table: str, at: Evidence) -> list[Mention | Date | Amount]:
    return list(
        store.values(
            record.connection,
            table,
            'WHERE t.document = ? AND t.start >= ? AND t."end" <= ? ORDER BY t.start, t.seq',
            (at.document, at.start, at.end),
        )
    )


def _place(record: Record, at: Evidence) -> Place:
    sentence = _sentence(record, at)
    text = record.document(at.document).text
    start, end = min(sentence.start, at.start), max(sentence.end, at.end)
    whole = Evidence(at.document, start, end, text[start:end])
    return Place(at, whole, text[max(0, start - AROUND) : start], text[end : end + AROUND])


def _beside(record: Record, at: Evidence) -> tuple[Beside, ...]:
    """The copied passages that the stretch lies in, seen from here."""
    found = []
    for copy in record.copies_of(at.document):
        for here, there, turned in ((copy.a, copy.b, False), (copy.b, copy.a, True)):
            if here.document == at.document and here.start < at.end and at.start < here.end:
                quote = record.document(there.document).text[there.start : there.end]
                found.append(Beside(there, quote, copy.kind, _edits(copy, turned), copy.why))
    return tuple(found)


def _edits(copy: Copy, turned: bool) -> tuple[Edit, ...]:
    return tuple(Edit(e.b, e.a, e.changes) for e in copy.edits) if turned else copy.edits


def _disputes(record: Record, ids: set[str]) -> list[Dispute]:
    places = ", ".join("?" * len(ids))
    return list(store.values(record.connection, "disputes", f"WHERE t.fact IN ({places}) ORDER BY t.seq", sorted(ids)))


def _judgements(record: Record, ids: set[str]) -> list[Judgement]:
    places = ", ".join("?" * len(ids))
    where = f"WHERE t.target IN ({places}) ORDER BY t.seq"
    return list(store.values(record.connection, "judgements", where, sorted(ids)))
