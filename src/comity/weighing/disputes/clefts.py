"""Who it was: "it was Egypt that broke off relations", against a document that has another do the same.

A sentence so turned sets itself against what is told elsewhere. It is compared with the claims of the same act in other
documents, and with clauses in words of the same substance, whose subject is another state of the pair.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from comity.models import Dispute, Evidence
from comity.weighing.disputes.moments import Moment, Moments, together
from comity.weighing.disputes.pairs import Pair, spoken
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.gate import gate
from comity.weighing.kinds import states

LOOKED_AT = 6
"""Clefts with one word of substance, of one pair, that a clause is compared with at most."""
SHARED, SHARE = 2, 0.4
"""Names and words of substance that a clause shares with a cleft at least, and their share of the cleft's."""
LONGEST = 1200
"""Characters of a sentence that are looked at."""
CLEFT = re.compile(
    r"\b(?:[Ii]t|[Tt]hat)\s+(?:was|is|had\s+been)\s+(?:not\s+[^,;.]{2,40},?\s+but\s+)?(?:the\s+)?(?P<who>[A-Z][^,;.]{1,50}?),?\s+"
    r"(?:that|who|which)\s+(?P<deed>[^.;]+)|(?<![a-z] )(?P<one>[A-Z][^,;.]{1,40}?)\s+(?:was|were)\s+the\s+"
    r"(?:one|side|party|state|country|power|first)\s+(?:to|that|who|which)\s+(?P<did>[^.;]+)"
)
"""How a sentence is turned to say who did something; also "Chad was the one to break the truce"."""


@dataclass(frozen=True, slots=True)
class Cleft:
    """A sentence so turned: the state it names, the acts it tells, its moment, the words of substance of the deed."""

    state: str
    acts: frozenset[str]
    moment: Moment
    words: frozenset[str]


def clefts(scene: Scene) -> Iterator[Dispute]:
    """Every cleft with the nearest telling of the deed, in each other document, whose subject is another state."""
    if len(scene.readings) < 2:
        return
    may = scene.knowledge.compiled("disputes.clefts.gate", lambda _: gate(CLEFT))
    moments = Moments(scene)
    by_word: dict[tuple[Pair, str], list[Cleft]] = defaultdict(list)
    by_act: dict[tuple[Pair, str], list[Cleft]] = defaultdict(list)
    for name, reading in scene.readings.items():
        for sentence in reading.sentences:
            quote = sentence.at.quote[:LONGEST]
            match = CLEFT.search(quote) if not sentence.furniture and may.may(quote) else None
            cleft = _cleft(scene, moments, sentence.at, match) if match else None
            for pair in spoken(scene, name) if cleft else ():
                assert cleft is not None
                if cleft.state in pair:
                    for word in sorted(cleft.words):
                        by_word[pair, word].append(cleft)
                    for act in sorted(cleft.acts):
                        by_act[pair, act].append(cleft)
    if not by_word and not by_act:
        return
    best: dict[tuple[Evidence, str], tuple[float, Pair, Cleft, Moment, str]] = {}
    for pair, cleft, other, state in (*_same_act(scene, moments, by_act), *_same_words(scene, moments, by_word)):
        score = together(cleft.moment, other)
        if cleft.moment.days and other.days and score < 0.9:
            continue  # their dates keep them apart
        key = (cleft.moment.at, other.document)
        if key not in best or best[key][0] < score:
            best[key] = (score, pair, cleft, other, state)
    for _, (_, pair, cleft, other, state) in sorted(
        best.items(), key=lambda e: (e[0][0].document, e[0][0].start, e[0][1])
    ):
        why = f"{cleft.state} it was in one document, {state} in another"
        yield dispute("conflict", "actors", [(cleft.state, [cleft.moment.at]), (state, [other.at])], why, pair)


def _cleft(scene: Scene, moments: Moments, at: Evidence, m: re.Match[str]) -> Cleft | None:
    part, deed = ("who", "deed") if m["who"] else ("one", "did")
    named = scene.named_states(at.document, at.start + m.start(part), at.start + m.end(part))
    sentence = scene.sentence(at.document, at.start)
    if len(named) != 1 or sentence is None:
        return None
    begin, end = at.start + m.start(), at.start + m.end()
    acts = {c.act for c in scene.facts_at(at.document, at.start + m.start(deed), end) if c.modality == "done"}
    moment = moments.at(sentence, begin, end)
    words = (moment.stems | {n[:5] for n in moment.names}) - moments.about.common
    return Cleft(next(iter(named)), frozenset(acts), moment, frozenset(words))


def _same_act(
    scene: Scene, moments: Moments, by_act: dict[tuple[Pair, str], list[Cleft]]
) -> Iterator[tuple[Pair, Cleft, Moment, str]]:
    wanted = {act for _, act in by_act}
    for claim in scene.claims:
        if claim.act not in wanted or claim.modality not in ("done", "ongoing"):
            continue
        by = states(claim.actors)
        sentence = scene.sentence(claim.at.document, claim.at.start)
        if len(by) != 1 or sentence is None:
            continue
        for pair in spoken(scene, claim.at.document):
            for cleft in by_act.get((pair, claim.act), ())[:LOOKED_AT]:
                if by[0] in pair and by[0] != cleft.state and claim.at.document != cleft.moment.document:
                    yield pair, cleft, moments.at(sentence, claim.at.start, claim.at.end, claim.when), by[0]


def _same_words(
    scene: Scene, moments: Moments, by_word: dict[tuple[Pair, str], list[Cleft]]
) -> Iterator[tuple[Pair, Cleft, Moment, str]]:
    wanted = {word for _, word in by_word}
    for name, reading in scene.readings.items():
        pairs = spoken(scene, name)
        for sentence in reading.sentences if pairs else ():
            stems = moments.about.stems(sentence.at.quote[:LONGEST]) & wanted if not sentence.furniture else frozenset()
            if len(stems) < SHARED:
                continue
            state = _subject(scene, sentence.at)
            for pair in pairs if state else ():
                near = {id(c): c for w in sorted(stems) for c in by_word.get((pair, w), ())[:LOOKED_AT]}
                for cleft in near.values():
                    shared = len(stems & cleft.words)
                    if (
                        cleft.moment.document != name
                        and state in pair
                        and state != cleft.state
                        and shared >= SHARED
                        and shared >= SHARE * len(cleft.words)
                    ):
                        yield pair, cleft, moments.at(sentence, sentence.at.start, sentence.at.end), state


def _subject(scene: Scene, at: Evidence) -> str:
    """The state that a sentence begins with, "" where it begins with none."""
    first = min(
        scene.mentions(at.document, at.start, min(at.end, at.start + 60)), key=lambda m: m.at.start, default=None
    )
    if first is None or first.kind not in ("state", "organ", "person"):
        return ""
    found = states((first.actor,))
    return found[0] if found else ""
