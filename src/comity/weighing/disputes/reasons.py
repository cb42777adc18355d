"""A motive one passage gives where another says that none was given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.knowledge import Knowledge
from comity.models import Dispute
from comity.weighing.disputes.scene import Scene, dispute

BACK = 4
"""Sentences before the denial of a reason in which a reason may stand."""


def reasons(scene: Scene) -> Iterator[Dispute]:
    """For every "gave no reason", the nearest sentence shortly before it in the same document that supplies one."""
    none, given = scene.knowledge.compiled("disputes.reasons", _phrases)
    for name, reading in scene.readings.items():
        for sentence in reading.sentences:
            if sentence.furniture or not (m := none.search(sentence.at.quote)):
                continue
            before = [s for s in reading.sentences[max(0, sentence.n - BACK) : sentence.n] if not s.furniture]
            for other in reversed(before):
                if found := given.search(other.at.quote):
                    named = scene.named_states(name, sentence.at.start, sentence.at.end)
                    about = scene.named_states(name, other.at.start, other.at.end)
                    if named and about and not named & about:
                        continue
                    sides = [("no reason given", [sentence.at]), (other.at.quote[found.start() :][:80], [other.at])]
                    pair = tuple(sorted(named | about))
                    why = f"“{m.group()}”, yet the document supplies a reason (“{found.group()} …”)"
                    yield dispute("open", "cause", sides, why, pair)
                    break


def _phrases(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = knowledge.table("rivalry.toml")["reasons"]
    return _any(table["none"]), _any(table["given"])


def _any(phrases: list[str]) -> re.Pattern[str]:
    words = "|".join(r"\s+".join(re.escape(w) for w in p.split()) for p in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
