"""One thing told with another date: "given back on 3 May 1911" and "on 3 June 1911", "shut in 1953" and "closed in
1954".

Clauses of two documents about one pair that give a date each are compared by their names and words of substance, those
that two authors may choose between taken for one. The nearer the dates, the less they need share: a slip of one part of
a date needs least, two years apart most. What may happen often (``rivalry.toml``, "dated": visits, talks, attacks) is
one happening only where a part of the date alone differs; a document that tells the words with both dates tells of two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.knowledge import Knowledge
from comity.models import Dispute, Evidence, Sentence
from comity.reading.dates.lexicon import MONTH_WORDS
from comity.weighing.disputes.moments import Moment, Moments, bounds
from comity.weighing.disputes.pairs import Pair, fact_of, spoken
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.kinds import Kind, kinds
from comity.weighing.when import Interval, agree, interval

ONCE_ONLY = frozenset(
    {"sever_relations", "suspend_relations", "establish_relations", "resume_relations", "recognize_state", "annex"}
    | {"grant_independence", "nationalize", "cede_territory", "end_war", "declare_war"}
)
"""Acts whose claims count as done once though no change of status was read from them."""
LOOKED_AT = 8
"""Clauses with one rare word, of one pair and time, that one is compared with at most, in the order of documents."""
NAME, WORD, COMMON, STATE, ACT, ONCE, OTHER = 1.2, 1.0, 0.5, 0.4, 0.6, 1.6, 0.4
"""What a shared name counts, a word of substance, a word that stands in every text about two states, a state, an act,
an act that two states do once until its opposite, an act that is another."""
BEFORE = 0.6
"""Share of its weight that a word counts which stands in the clauses before, of the same sentence."""
SLIP, MONTH, YEAR = (1.4, 0.3), (2.3, 0.45), (2.6, 0.5)
"""How much two clauses share at least, and what share of the shorter one's, by how far their dates lie apart."""
LONG = 800
"""Days between two dates of one thing at most."""
LED = 200
"""Characters of the sentence before a clause whose words tell what the clause goes on to say."""
MOST = 14
"""Words of a clause that it is looked up by."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A clause with a date of its own; ``words``: its names and words of substance, ``weight``: what they count
    together; ``before``: those of the sentence before it; ``often``: it may happen often; ``only``: it tells of the
    first or last of its kind; ``states``: those it names; ``acts``: the kinds of acts it tells, ``once`` those of them
    that two states do once.
    """

    moment: Moment
    when: str
    days: Interval
    words: frozenset[str]
    weight: float
    before: frozenset[str]
    often: bool
    only: bool
    states: frozenset[str]
    acts: frozenset[str]
    once: frozenset[str]

    @property
    def spans(self) -> tuple[int, ...]:
        """The stretches of LONG days that its date lies in."""
        return tuple(range(self.days.first // LONG, self.days.last // LONG + 1))

    @property
    def keys(self) -> list[str]:
        """The words that it is looked up by."""
        return sorted(self.words)[:MOST]


def dated(scene: Scene) -> Iterator[Dispute]:
    """Clauses of two documents that tell one thing and date it otherwise, each with the likest of the other's."""
    if len(scene.readings) < 2:
        return
    often = scene.knowledge.compiled("disputes.dated", _often)
    moments = Moments(scene)
    by_word: dict[tuple[Pair, int, str], list[Dated]] = defaultdict(list)
    told: dict[str, list[Dated]] = {}
    pairs = {name: spoken(scene, name) for name in scene.readings}
    for name in scene.readings:
        told[name] = list(_clauses(scene, moments, often, name)) if pairs[name] else []
        for clause in told[name]:
            for pair in pairs[name]:
                for span in clause.spans:
                    for word in clause.keys:
                        by_word[pair, span, word].append(clause)
    families = {name: {c.moment.family for c in clauses} - {""} for name, clauses in told.items()}
    best: dict[tuple[Evidence, str], tuple[float, Pair, Dated, Dated]] = {}
    for name in scene.readings:
        for a in told[name]:
            for pair, b in _near(by_word, pairs[name], a):
                score, key = _likeness(moments, a, b), (a.moment.at, b.moment.document)
                if a.moment.family in families[b.moment.document] or b.moment.family in families[name]:
                    continue  # what the other document copied it tells there
                if score and (key not in best or score > best[key][0]):
                    best[key] = (score, pair, a, b)
    for (at, document), (_, pair, a, b) in sorted(
        best.items(), key=lambda e: (e[0][0].document, e[0][0].start, e[0][1])
    ):
        mutual = best.get((b.moment.at, at.document))
        if at.document < document and mutual and mutual[3].moment.at == at and _rival(moments, told, a, b):
            why = f"one thing, dated {a.when} in one document and {b.when} in another"
            sides = [(a.when, [a.moment.at]), (b.when, [b.moment.at])]
            yield dispute("conflict", "when", sides, why, pair, fact_of(scene, a.moment.at, b.moment.at))


def _near(
    by_word: Mapping[tuple[Pair, int, str], Sequence[Dated]], pairs: Sequence[Pair], a: Dated
) -> Iterator[tuple[Pair, Dated]]:
    """Clauses of other documents that share a word with one and may date the same thing otherwise."""
    spans = range(min(a.spans) - 1, max(a.spans) + 2)
    seen = set[int]()
    for pair in pairs:
        for found in sorted((by_word.get((pair, s, w), ()) for s in spans for w in a.keys), key=len):
            for b in found[:LOOKED_AT]:
                if id(b) not in seen and a.moment.document != b.moment.document:
                    seen.add(id(b))
                    yield pair, b


def _likeness(moments: Moments, a: Dated, b: Dated) -> float:
    """How much two clauses share; 0 where they name other states."""
    if a.states and b.states and not (a.states <= b.states or b.states <= a.states):
        return 0.0
    names = a.moment.names | b.moment.names
    first, shared = {n[:5] for n in names}, a.words & b.words
    own = _weight(moments, shared, names)
    if own < 0.5 or (shared <= first and not a.acts & b.acts):
        return 0.0
    before = _weight(moments, (a.words & b.before) | (a.before & b.words), names)
    before += BEFORE * _weight(moments, a.before & b.before, names)
    act = ONCE if a.once & b.once else ACT if a.acts & b.acts else -OTHER if a.acts and b.acts else 0.0
    return own + BEFORE * before + STATE * len(a.states & b.states) + act


def _weight(moments: Moments, words: frozenset[str], names: frozenset[str]) -> float:
    first = {n[:5] for n in names}
    return sum(NAME if w in first else COMMON if w in moments.about.common else WORD for w in words)


def _rival(moments: Moments, told: dict[str, list[Dated]], a: Dated, b: Dated) -> bool:
    if agree(a.days, b.days) or a.days.gap(b.days) > LONG or two_calendars(a.days, b.days):
        return False
    if a.moment.names and b.moment.names and not a.moment.names & b.moment.names:
        return False  # closed at one place, and at another
    slip = _slip(a.days, b.days)
    if (a.often or b.often) and not slip and not (a.only and b.only) and not a.once & b.once:
        return False
    vague = max(a.days.days, b.days.days)
    least, share = SLIP if slip else MONTH if vague <= 31 and a.days.gap(b.days) <= 370 else YEAR
    shared = _likeness(moments, a, b)
    if shared < least or shared < share * min(a.weight, b.weight):
        return False
    # a sentence with "and again on" the other's date, or a document that gives the other's date to the like words as
    # well, tells of two happenings
    for one, two in ((a, b), (b, a)):
        if two.days.days == 1 and _again(moments, one, two.days):
            return False
        for other in told[one.moment.document]:
            if other is not one and agree(other.days, two.days) and len(other.words & two.words) >= 2:
                return False
    return True


def _again(moments: Moments, one: Dated, days: Interval) -> bool:
    """Whether the sentence of a clause gives a day as well, with the word that it happened once more."""
    at = one.moment.at
    sentence = moments.scene.sentence(at.document, at.start)
    if sentence is None or not _ONCE_MORE.search(sentence.at.quote):
        return False
    return any(interval(x.edtf) == days for x in moments.dates(at.document, sentence.n))


def two_calendars(a: Interval, b: Interval) -> bool:
    """Whether two days are the same one in the Julian and the Gregorian calendar, before the last states changed."""
    if max(a.days, b.days) > 1 or max(a.first, b.first) > date(1923, 3, 1).toordinal():
        return False
    year = date.fromordinal(min(a.first, b.first)).year
    return year > 1581 and a.gap(b) == year // 100 - year // 400 - 2


def _slip(a: Interval, b: Interval) -> bool:
    """Whether two days, or two months, differ in the day, the month or the year alone."""
    if max(a.days, b.days) > 31 or min(a.days, b.days) < max(a.days, b.days) - 3:
        return False
    x, y = date.fromordinal(a.first), date.fromordinal(b.first)
    return (x.year == y.year) + (x.month == y.month) + (x.day == y.day) == 2


def _clauses(
    scene: Scene, moments: Moments, often: tuple[re.Pattern[str], re.Pattern[str]], document: str
) -> Iterator[Dated]:
    reading, known = scene.readings[document], kinds(scene.knowledge)
    status = {x.claim: x.status for x in reading.status if x.claim}
    for sentence in reading.sentences:
        if sentence.furniture:
            continue
        found = [
            (x, d)
            for x in moments.dates(document, sentence.n)
            if (d := interval(x.edtf.removesuffix("/.."))) and not d.open and d.days <= 366
        ]
        quote, at = sentence.at.quote, sentence.at
        for x, days in found:
            first, last = x.at.start - at.start, x.at.end - at.start
            others = [y.at.start - at.start for y, _ in found if y is not x]
            begin, end = bounds(_CUT, quote, first, last)
            if any(begin <= y < end for y in others):
                begin, end = bounds(_AND, quote, first, last)
            if any(begin <= y < end for y in others):
                continue
            moment = moments.at(sentence, at.start + begin, at.start + end, x.edtf)
            claims = scene.facts_at(document, moment.at.start, moment.at.end)
            told = [(k.name, k.once) for c in claims for k in (known.of(c, status.get(c.id, "")), Kind(c.act))]
            yield from _told(scene, moments, told, often, sentence, moment, days, x.edtf)


def _told(
    scene: Scene,
    moments: Moments,
    told: Sequence[tuple[str, bool]],
    often: tuple[re.Pattern[str], re.Pattern[str]],
    sentence: Sentence,
    moment: Moment,
    days: Interval,
    when: str,
) -> Iterator[Dated]:
    about, at = moments.about, moment.at
    words = about.matter((moment.stems | {n[:5] for n in moment.names}) - _MONTHS)
    led = max(sentence.at.start, at.start - LED)
    earlier = scene.cite(at.document, led, at.start) if led < at.start else None
    names, stems = moments.words(earlier) if earlier else (frozenset[str](), frozenset[str]())
    before = about.matter((stems | {n[:5] for n in names}) - _MONTHS) - words
    if not words or len(words) + len(before) < 2:
        return
    states = scene.named_states(at.document, at.start, at.end)
    if earlier and not states:
        states = scene.named_states(at.document, earlier.start, earlier.end)
    acts, once = frozenset(k for k, _ in told), frozenset(k for k, once in told if once or k in ONCE_ONLY)
    repeated, only = (p.search(at.quote) is not None for p in often)
    weight = _weight(moments, words, moment.names)
    yield Dated(moment, when, days, words, weight, before, repeated, only, states, acts, once)


_CUT = re.compile(
    r"[;()]\s*|:\s+|\s[—–]\s|,\s+(?=(?:but|while|whereas|and|which|who|the)\s)|\s(?=and\s+(?:the|on|in)\s)"
)
_ONCE_MORE = re.compile(r"\b(?:again|once more|a second time|anew|another|second|twice)\b", re.IGNORECASE)
_AND = re.compile(rf"{_CUT.pattern}|,\s|\s(?=and\s)")
_MONTHS = frozenset(month[:5] for month in MONTH_WORDS)


def _often(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words of what may happen often, and of what is the only one of its kind."""
    table = knowledge.table("rivalry.toml")["dated"]
    often, only = (re.compile(rf"\b(?:{'|'.join(table[k])})\b", re.IGNORECASE) for k in ("often", "only"))
    return often, only
