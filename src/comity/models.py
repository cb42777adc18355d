"""Every record type: frozen values, no logic.

Offsets are Unicode code points into ``Document.text`` exactly as it was read; ``text[start:end] == quote`` holds for
every :class:`Evidence`. Dates are EDTF strings (ISO 8601-2), ``""`` where the text does not say. States are
ISO 3166-1 alpha-3 (3166-3 or COW where a state is gone), with an optional organ: ``USA/GOV``, ``KHM/MIL``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stretch of one document: ``text[start:end] == quote``."""

    document: str
    start: int
    end: int
    quote: str


# --- what one document says -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Document:
    """One input document; ``document`` is its name in the record (file name or URI), unique within a record."""

    document: str
    text: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    published: str = ""
    published_why: str = ""
    kind: str = ""
    language: str = ""
    sha256: str = ""
    title_why: str = ""
    publisher_why: str = ""
    author_why: str = ""
    kind_why: str = ""
    language_why: str = ""

    @property
    def characters(self) -> int:
        """Length of the text in code points."""
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Furniture:
    """Page furniture: banners, menus, comment forms. Masked for reading, never cut out."""

    at: Evidence
    rule: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Sentence ``n`` of the document, in paragraph ``paragraph`` (both from 0, in text order)."""

    at: Evidence
    n: int
    paragraph: int
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named in the text. ``kind``: state, organ, organisation, group, person, place.

    ``name`` is the canonical name of who is meant ("Hun Sen", "United States Congress"); ``acts`` is False where a name
    only places something ("in Phnom Penh") and so is no party to an act.
    """

    at: Evidence
    actor: str
    name: str
    kind: str
    rule: str
    sentence: int = -1
    acts: bool = True


@dataclass(frozen=True, slots=True)
class Date:
    """A time as written. ``anchor`` is what a relative date was counted from; ``earliest``/``latest`` are ISO days."""

    at: Evidence
    edtf: str
    earliest: str
    latest: str
    anchor: str
    rule: str
    sentence: int = -1


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum or share as written. ``value`` in whole units of ``currency`` (ISO 4217, or ``%``), None if not a number.

    ``stage`` tells how far the money had come: asked, pledged, committed, paid, owed, forgiven, withheld, "" where
    nothing says. Several payers are parted by ";".
    """

    id: str
    at: Evidence
    value: float | None
    low: float | None
    high: float | None
    currency: str
    qualifier: str = ""
    kind: str = ""
    payer: str = ""
    recipient: str = ""
    when: str = ""
    purpose: str = ""
    stage: str = ""
    adds: bool = False
    adds_why: str = ""
    claim: str = ""
    inferred: str = ""
    rule: str = ""
    sentence: int = -1


@dataclass(frozen=True, slots=True)
class Other:
    """A third party to a claim: ``role`` is host, mediator, forum, object, beneficiary, ..."""

    code: str
    role: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion by one stretch of one document.

    ``modality``: done, ongoing, planned, alleged, denied, hypothetical, proposed. ``when_from``: sentence, context,
    document, none. ``inferred`` names each field that the sentence itself does not give, and from what it was taken.
    ``fact`` and ``family`` are set by weighing. ``confidence`` is 0..1.
    """

    id: str
    at: Evidence
    act: str
    plover: str
    mode: str
    cameo: str
    quad: int
    intensity: float
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    others: tuple[Other, ...] = ()
    when: str = ""
    when_from: str = "none"
    place: str = ""
    modality: str = "done"
    speaker: str = ""
    speaker_name: str = ""
    contexts: tuple[str, ...] = ()
    amount: str = ""
    rule: str = ""
    inferred: tuple[str, ...] = ()
    confidence: float = 1.0
    sentence: int = -1
    fact: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """A change of diplomatic status between the two states of ``pair`` (sorted codes).

    ``claim`` is the claim that says so, "" where ``rule`` infers the change from what else the document says.
    """

    at: Evidence
    pair: tuple[str, str]
    status: str
    when: str
    by: str = ""
    claim: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """A person in an office, as the text gives it; ``inferred`` says where a state not said beside it is from."""

    at: Evidence
    person: str
    role: str
    state: str
    accredited_to: str = ""
    from_: str = ""
    to: str = ""
    claim: str = ""
    rule: str = ""
    inferred: str = ""


@dataclass(frozen=True, slots=True)
class Poll:
    """One reading of an opinion poll; ``value`` in per cent."""

    at: Evidence
    population: str
    about: str
    measure: str
    value: float
    when: str
    pollster: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody's words.

    ``act`` is accuse, criticise, deny, demand, promise, praise, propose, claim, concede or question.
    """

    at: Evidence
    speaker: str
    speaker_name: str
    act: str
    to: str = ""
    about: str = ""
    when: str = ""
    direct_quote: bool = False
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A law, embargo, programme, exercise, agreement, loan or mission, with its life span and state."""

    at: Evidence
    name: str
    kind: str
    by: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    from_: str = ""
    to: str = ""
    state: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that bears on an issue running through a relation; weighing joins passages into threads."""

    at: Evidence
    name: str
    kind: str
    pair: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence that names two states but gave no claim."""

    at: Evidence
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says. Every reading stage takes a Reading and gives back a fuller one.

    ``trees`` maps sentence numbers to dependency parses; it lives only while the document is being read and is never
    compared, stored or sent between processes.
    """

    document: Document
    furniture: tuple[Furniture, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dates: tuple[Date, ...] = ()
    amounts: tuple[Amount, ...] = ()
    claims: tuple[Claim, ...] = ()
    status: tuple[Status, ...] = ()
    offices: tuple[Office, ...] = ()
    polls: tuple[Poll, ...] = ()
    statements: tuple[Statement, ...] = ()
    measures: tuple[Measure, ...] = ()
    passages: tuple[Passage, ...] = ()
    unread: tuple[Unread, ...] = ()
    trees: dict[int, Any] = field(default_factory=dict, compare=False, repr=False)


# --- what many documents say together ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document, without its words."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of one side of a copy that the other side says otherwise; ``changes`` is "" for a mere spelling edit,

    else what the edit changes: number, date, name, negation, cause, words.
    """

    a: str
    b: str
    changes: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage that stands in two documents; ``kind`` is same or edited."""

    a: Span
    b: Span
    kind: str
    edits: tuple[Edit, ...] = ()
    family: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Claims of one happening. ``sources`` counts independent families; ``rank``: preferred, normal, set aside."""

    id: str
    act: str
    plover: str
    pair: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    when: str
    amount: str
    claims: tuple[str, ...]
    sources: int
    modality: str = "done"
    rank: str = "normal"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One value in a dispute, with the passages that give it."""

    value: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Rival values. ``kind``: variant, conflict, denial, series, part, open."""

    id: str
    fact: str
    field: str
    kind: str
    sides: tuple[Side, ...]
    why: str
    pair: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """A state of one track of a pair between two dates (EDTF; ``""`` where no text gives the end).

    ``by`` is the side whose state it is (whose embassy, whose embargo), "" where it is both sides' alike.
    """

    pair: tuple[str, str]
    track: str
    state: str
    start: str
    end: str
    facts: tuple[str, ...] = ()
    disputed: bool = False
    why: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class IndexPoint:
    """The relation of a pair in one year on one line (political, military, economic, people)."""

    pair: tuple[str, str]
    year: int
    line: str
    value: float | None
    low: float | None
    high: float | None
    facts: tuple[str, ...] = ()
    coverage: int = 0


@dataclass(frozen=True, slots=True)
class Thread:
    """An issue that runs through a relation, with every passage that bears on it."""

    id: str
    name: str
    kind: str
    pair: tuple[str, str]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's ruling on a fact, claim, dispute or document, replayed at every build.

    ``claims``: ids, parted by blanks, of the claims of the fact that was ruled on, by which that fact is found again
    when its own id has changed.
    """

    target: str
    verdict: str
    value: str
    reason: str
    by: str
    at: str
    claims: str = ""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What many readings say together."""

    claims: tuple[Claim, ...] = ()
    amounts: tuple[Amount, ...] = ()
    copies: tuple[Copy, ...] = ()
    facts: tuple[Fact, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    periods: tuple[Period, ...] = ()
    index: tuple[IndexPoint, ...] = ()
    threads: tuple[Thread, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    notes: tuple[str, ...] = ()
