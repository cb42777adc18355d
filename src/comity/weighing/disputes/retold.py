"""What one document says did not happen, and another tells: "he did not ask for forgiveness", "asked to be forgiven".

A plain "not" stands against a clause of another document in whose words the same deed is told without it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Dispute, Evidence
from comity.weighing.disputes.across import Said, clauses_said, one_time
from comity.weighing.disputes.pairs import Pair, spoken
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.disputes.stances import Patterns, Stance, patterns
from comity.weighing.disputes.substance import stem
from comity.weighing.when import agree, interval

LOOKED_AT = 6
"""Denials with one word of substance, of one pair, that a clause is compared with at most."""
SHARED, SHARE = 2, 0.6
"""Words of substance that a plain denial and what it denies share at least, and their share of the denial's."""


@dataclass(frozen=True, slots=True)
class Denial:
    """What is denied: its words of substance, and the verb that is denied."""

    said: Said
    holder: str
    words: frozenset[str]
    verb: str

    @property
    def at(self) -> Evidence:
        """Where it stands."""
        return self.said.at


def retold(scene: Scene) -> Iterator[Dispute]:
    """Every denial with the likest telling, in each other document, of what it denies."""
    if len(scene.readings) < 2:
        return
    known = scene.knowledge.compiled("disputes.stances", patterns)
    held: dict[tuple[Pair, str], list[Denial]] = defaultdict(list)
    for name in scene.readings:
        pairs = spoken(scene, name)
        for denial in _plain(scene, known, name) if pairs else ():
            for pair in pairs:
                for word in sorted(denial.words):
                    held[pair, word].append(denial)
    if held:
        yield from _told(scene, known, held)


def _plain(scene: Scene, known: Patterns, name: str) -> Iterator[Denial]:
    """Clauses of a document in which a verb is denied, that the document does not tell undenied as well."""
    form = scene.knowledge.compiled("disputes.retold", _form)
    reading = scene.readings[name]
    found = []
    for clause in clauses_said(scene, known, name, reading, lambda s: form.search(s.at.quote) is not None):
        m = form.search(clause.stance.words)
        root = stem((m["verb"] or m["other"]).casefold()) if m else ""
        verb = known.about.kin.get(root, root)
        after = known.about.stems(clause.stance.words[m.start() :]) & clause.stance.stems if m else frozenset[str]()
        words = known.about.matter(after) - _ANY
        words = words if len(words) >= SHARED else _words(known, clause.stance)
        if verb in words and len(words) >= SHARED and verb not in known.about.common:
            found.append(Denial(clause.said, clause.stance.holder or name, words, verb))
    verbs = frozenset(denial.verb for denial in found)
    telling: dict[str, list[tuple[Evidence, frozenset[str]]]] = defaultdict(list)
    for s in reading.sentences if found else ():
        told = known.about.matter(known.about.stems(s.at.quote))
        if not s.furniture and verbs & told and known.negation.search(s.at.quote) is None:
            for verb in sorted(verbs & told):
                telling[verb].append((s.at, told))
    for denial in found:
        if not any(
            (at.end <= denial.at.start or denial.at.end <= at.start) and len(told & denial.words) >= SHARED
            for at, told in telling[denial.verb]
        ):
            yield denial


def _told(scene: Scene, known: Patterns, held: dict[tuple[Pair, str], list[Denial]]) -> Iterator[Dispute]:
    every = {word for _, word in held}
    best: dict[tuple[Evidence, str], tuple[int, Pair, Said, Denial]] = {}

    def wanted(words: str) -> bool:
        return len(known.about.matter(known.about.stems(words)) & every) >= SHARED

    for name, reading in scene.readings.items():
        for clause in clauses_said(scene, known, name, reading, lambda s: wanted(s.at.quote)):
            if clause.stance.negative:
                continue
            words = _words(known, clause.stance)
            for pair in clause.about if len(words & every) >= SHARED else ():
                near = {id(d): d for w in sorted(words & every) for d in held.get((pair, w), ())[:LOOKED_AT]}
                for denial in near.values():
                    shared = len(words & denial.words)
                    key = (denial.at, name)
                    if denial.at.document == name or not _same(scene, denial, words, clause.said, shared):
                        continue
                    if key not in best or best[key][0] < shared:
                        best[key] = (shared, pair, clause.said, denial)
    for at, name in sorted(best, key=lambda k: (k[0].document, k[0].start, k[1])):
        _, pair, said, denial = best[at, name]
        why = "told by one document, and denied in another"
        sides = [("it happened", [said.at]), (f"denied: {denial.holder}", [at])]
        yield dispute("denial", "attribution", sides, why, pair)


def _same(scene: Scene, denial: Denial, words: frozenset[str], said: Said, shared: int) -> bool:
    """Whether a clause tells what is denied."""
    if denial.verb not in words or shared < SHARED or shared < SHARE * len(denial.words):
        return False
    a, b = said.states, denial.said.states
    return not (a and b and not a & b) and (one_time(said, denial.said) or _dated_alike(scene, said.at, denial.at))


def _dated_alike(scene: Scene, a: Evidence, b: Evidence) -> bool:
    """Whether any dates of two passages agree."""
    days = [
        [d for x in scene.readings[e.document].dates if e.start <= x.at.start < e.end and (d := interval(x.edtf))]
        for e in (a, b)
    ]
    return any(agree(x, y) for x in days[0] for y in days[1])


def _words(known: Patterns, stance: Stance) -> frozenset[str]:
    return known.about.matter(stance.stems)


_ANY = frozenset(map(stem, ("anyone", "anybody", "anything", "even", "once")))


def _form(_: Knowledge) -> re.Pattern[str]:
    return re.compile(
        r"\b(?:d(?:id|oes|o)|ha(?:s|ve|d)|w(?:as|ere)|is|are|could|would)\s+not\s+(?:\w+ly\s+)?(?:been\s+|be\s+)?"
        r"(?P<verb>[a-z]{3,})\b|\b(?:refused|declined|failed)\s+to\s+(?P<other>[a-z]{3,})\b"
    )
