"""What documents about one pair say of one thing and cannot all be right: judged in opposite ways, or told and denied.

"The accord is a triumph" and "the accord was a capitulation"; "Italy apologised for …" and "Italy has never
apologised". Each clause is known by its words of substance and its dates; only clauses that share some are compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from comity.knowledge import Knowledge
from comity.models import Date, Dispute, Evidence, Reading, Sentence
from comity.weighing.disputes.clauses import cite
from comity.weighing.disputes.pairs import Pair, spoken
from comity.weighing.disputes.poles import judged
from comity.weighing.disputes.poles import poles as poles_of
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.disputes.stances import Patterns, Stance, clauses_of, patterns
from comity.weighing.gate import Gate, gate
from comity.weighing.when import Interval, agree, interval

LOOKED_AT = 6
"""Clauses on the one side that a clause on the other is compared with at most, in the order of documents."""
SHARED = 2
"""Words of substance that a denial and what it denies share at least."""
HALF = 0.5
"""Share of a denial's words of substance that are in what it denies."""


@dataclass(frozen=True, slots=True)
class Said:
    """A clause of a document on one side of a question."""

    document: str
    at: Evidence
    holder: str
    subject: frozenset[str]
    days: Interval | None
    family: str
    states: frozenset[str]


def across(scene: Scene) -> Iterator[Dispute]:
    """Judgements and denials of one document against those of another."""
    if len(scene.readings) < 2:
        return
    known = scene.knowledge.compiled("disputes.stances", patterns)
    pairs = scene.knowledge.compiled("disputes.poles", poles_of)
    never = scene.knowledge.compiled("disputes.flat", _flat)
    marks = scene.knowledge.compiled("disputes.across.gate", _marks)
    judging: dict[tuple[Pair, int, str], dict[bool, list[Said]]] = defaultdict(lambda: {True: [], False: []})
    denied: dict[tuple[Pair, str], list[tuple[Said, frozenset[str]]]] = defaultdict(list)
    for name, reading in scene.readings.items():
        for clause in clauses_said(scene, known, name, reading, lambda s: marks.may(s.at.quote)):
            stance = clause.stance
            if denies := never.search(stance.words):
                words = stance.stems - known.about.common
                part = known.about.stems(stance.words[denies.start() :].split(",")[0]) & words
                words = part if len(part) > 1 else words
                for pair in clause.about:
                    for stem in sorted(words):
                        denied[pair, stem].append((clause.said, words))
            for n, sides in judged(pairs, known.negation, stance.words).items():
                subject = _subject(known, stance, pairs[n].one, pairs[n].other) if len(sides) == 1 else ()
                for pair in clause.about if subject else ():
                    for stem in sorted(subject):
                        judging[pair, n, stem][next(iter(sides))].append(clause.said)
    yield from _judged(judging, [p.name for p in pairs], [p.field for p in pairs])
    if denied:
        yield from _denied(scene, known, never, denied)


class Clause:
    """A clause, what it says, and the pairs it is of: the document's two states, or two that it names."""

    def __init__(
        self, scene: Scene, name: str, stance: Stance, dates: Mapping[int, list[Date]], every: Sequence[Pair]
    ) -> None:
        self.stance = stance
        self._scene, self._name, self._dates, self._every = scene, name, dates, every

    @cached_property
    def said(self) -> Said:
        """What it says, where and when."""
        return _said(self._scene, self._name, self.stance, self._dates)

    @cached_property
    def about(self) -> list[Pair]:
        """The pairs it is of."""
        main = tuple(sorted(self._scene.main_states(self._name)))
        return [p for p in self._every if p == main or set(p) <= self.said.states]


def clauses_said(
    scene: Scene, known: Patterns, name: str, reading: Reading, wanted: Callable[[Sentence], bool]
) -> Iterator[Clause]:
    """The clauses of the wanted sentences of a document that tells of some pair."""
    every, dates = spoken(scene, name), _by_sentence(reading)
    for sentence in reading.sentences if every else ():
        if not sentence.furniture and wanted(sentence):
            for stance in clauses_of(scene, known, sentence):
                yield Clause(scene, name, stance, dates, every)


def _said(scene: Scene, name: str, stance: Stance, dates: Mapping[int, list[Date]]) -> Said:
    at = cite(scene, stance.sentence, stance.start, stance.end)
    found = [d for x in dates.get(stance.sentence.n, ()) if (d := interval(x.edtf)) and not d.open]
    days = min(found, key=lambda d: (d.days, d.first), default=None)
    family = scene.lineage.family(name, at.start, at.end)
    return Said(name, at, stance.holder, stance.stems, days, family, scene.named_states(name, at.start, at.end))


def _by_sentence(reading: Reading) -> dict[int, list[Date]]:
    out: dict[int, list[Date]] = defaultdict(list)
    for date in reading.dates:
        out[date.sentence].append(date)
    return out


_JOINT = re.compile(r"\b(?:is|was|are|were|has been|have been|had been|as)\b", re.IGNORECASE)


def _subject(known: Patterns, stance: Stance, one: re.Pattern[str], other: re.Pattern[str]) -> frozenset[str]:
    """The words of substance of what is judged: those before the verb that joins it to the judgement."""
    m = min(
        (m for m in (one.search(stance.words), other.search(stance.words)) if m), key=lambda m: m.start(), default=None
    )
    if m is None:
        return frozenset()
    joints = list(_JOINT.finditer(stance.words, 0, m.start()))
    if not joints and len(stance.words[: m.start()].split()) <= 8:
        return (known.about.stems(stance.words[: m.start()]) & stance.stems) - known.about.common
    if not joints or len(stance.words[joints[-1].end() : m.start()].split()) > 4:
        return frozenset()
    return (known.about.stems(stance.words[: joints[-1].start()]) & stance.stems) - known.about.common


def _judged(
    judging: dict[tuple[Pair, int, str], dict[bool, list[Said]]], names: list[str], fields: list[str]
) -> Iterator[Dispute]:
    given: set[tuple[Evidence, Evidence]] = set()
    for (pair, n, _), sides in sorted(judging.items(), key=lambda e: e[0]):
        for a in sides[True]:
            for b in [s for s in sides[False] if s.document != a.document][:LOOKED_AT]:
                if (a.at, b.at) in given or not one_time(a, b) or (a.family and a.family == b.family):
                    continue
                given.add((a.at, b.at))
                why = f"one thing judged in opposite ways by two documents: {names[n]}"
                sides_ = [
                    (f"{a.holder or a.document}: the one", [a.at]),
                    (f"{b.holder or b.document}: the other", [b.at]),
                ]
                yield dispute("conflict", fields[n], sides_, why, pair)


def _denied(
    scene: Scene,
    known: Patterns,
    never: re.Pattern[str],
    denied: dict[tuple[Pair, str], list[tuple[Said, frozenset[str]]]],
) -> Iterator[Dispute]:
    every = {stem for _, stem in denied}
    best: dict[tuple[Evidence, str], tuple[int, Pair, Said, Said]] = {}
    for name, reading in scene.readings.items():
        told = clauses_said(scene, known, name, reading, lambda s: not known.about.stems(s.at.quote).isdisjoint(every))
        for clause in told:
            stance = clause.stance
            if never.search(stance.words) or stance.stems.isdisjoint(every):
                continue
            said = clause.said
            for pair in clause.about:
                near = {id(d): d for stem in sorted(stance.stems) for d in denied.get((pair, stem), ())[:LOOKED_AT]}
                for denial, words in near.values():
                    shared = len(words & stance.stems)
                    if (
                        denial.document == name
                        or shared < min(SHARED, len(words))
                        or shared < HALF * min(len(words), len(stance.stems))
                    ):
                        continue
                    if shared < SHARED and not (said.states and said.states <= denial.states | set(pair)):
                        continue
                    if not one_time(said, denial) or (
                        said.states and denial.states and not said.states & denial.states
                    ):
                        continue
                    key = (denial.at, name)
                    if key not in best or best[key][0] < shared:
                        best[key] = (shared, pair, said, denial)
    for _, (_, pair, said, denial) in sorted(best.items(), key=lambda e: (e[0][0].document, e[0][0].start, e[0][1])):
        why = "told by one document, and denied in another"
        sides = [("it happened", [said.at]), (f"denied: {denial.holder or denial.document}", [denial.at])]
        yield dispute("denial", "attribution", sides, why, pair)


def one_time(a: Said, b: Said) -> bool:
    """Whether no dates keep two clauses apart."""
    return a.days is None or b.days is None or agree(a.days, b.days) or a.days.gap(b.days) <= 7


def _flat(knowledge: Knowledge) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(knowledge.table('rivalry.toml')['flat']['words'])})\b", re.IGNORECASE)


def _marks(knowledge: Knowledge) -> Gate:
    """What is looked for before a sentence is read for judgements and denials."""
    return gate(_flat(knowledge), *(p for row in poles_of(knowledge) for p in (row.one, row.other)))
