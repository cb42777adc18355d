"""A motive one passage gives where another says that none was given, near it or of the same happening elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.knowledge import Knowledge
from comity.models import Dispute, Evidence, Reading, Sentence
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.gate import gate

BACK = 4
"""Sentences before the denial of a reason in which a reason may stand."""
AHEAD = 2
"""Sentences after it in which one may."""


def reasons(scene: Scene) -> Iterator[Dispute]:
    """For every "gave no reason", the nearest sentence that supplies one: before it, after it, in another document."""
    none, given = scene.knowledge.compiled("disputes.reasons", _phrases)
    any_none = scene.knowledge.compiled("disputes.reasons.gate", lambda knowledge: gate(_phrases(knowledge)[0]))
    for name, reading in scene.readings.items():
        for sentence in reading.sentences:
            if sentence.furniture or not any_none.may(sentence.at.quote) or not (m := none.search(sentence.at.quote)):
                continue
            named = scene.named_states(name, sentence.at.start, sentence.at.end)
            for other in (*_near(reading, sentence), *_elsewhere(scene, sentence)):
                found = given.search(other.quote)
                about = scene.named_states(other.document, other.start, other.end)
                if not found or (named and about and not named & about):
                    continue
                sides = [("no reason given", [sentence.at]), (other.quote[found.start() :][:80], [other])]
                why = f"“{m.group()}”, yet a reason is supplied (“{found.group()} …”)"
                yield dispute("open", "cause", sides, why, tuple(sorted(named | about)))
                break


def _near(reading: Reading, sentence: Sentence) -> Iterator[Evidence]:
    """The sentences around one, those before it first, the nearest of them first."""
    n = sentence.n
    before, after = reading.sentences[max(0, n - BACK) : n], reading.sentences[n + 1 : n + 1 + AHEAD]
    for other in (*reversed(before), *after):
        if not other.furniture and (other.n < n or other.paragraph == sentence.paragraph):
            yield other.at


def _elsewhere(scene: Scene, sentence: Sentence) -> Iterator[Evidence]:
    """The sentences of other documents that tell a happening of this sentence."""
    at = sentence.at
    facts = {c.fact for c in scene.facts_at(at.document, at.start, at.end)}
    for fact in sorted(facts):
        for claim in scene.by_fact.get(fact, ()):
            other = scene.sentence(claim.at.document, claim.at.start)
            if other is not None and claim.at.document != at.document:
                yield other.at


def _phrases(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = knowledge.table("rivalry.toml")["reasons"]
    return _any(table["none"]), _any(table["given"])


def _any(phrases: list[str]) -> re.Pattern[str]:
    words = "|".join(r"\s+".join(re.escape(w) for w in p.split()) for p in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
