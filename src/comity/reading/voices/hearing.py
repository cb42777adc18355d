"""What is heard in one sentence: its reports of speech, each with a speaker where the sentence or a claim gives one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.models import Claim, Sentence
from comity.reading.voices.lexicon import Lexicon
from comity.reading.voices.report import Saying
from comity.reading.voices.sayings import sayings
from comity.reading.voices.speakers import Floor, Speaker

_SAME = (
    {"criticise", "accuse"},
    {"demand", "propose"},
    {"claim", "concede", "question"},
)


@dataclass(slots=True)
class Spoken:
    """The reports of speech in one sentence, with the floor they were read from."""

    sentence: Sentence
    floor: Floor
    sayings: list[Saying]


def spoken(floor: Floor, sentence: Sentence, claims: Sequence[Claim], words: Lexicon) -> Spoken:
    """The sentence's reports of speech, each with a speaker where the sentence or a claim gives one."""
    found = sayings(floor)
    view = floor.view
    for s in found:
        if s.speaker is None:
            start, end = view.start[s.at], view.end[s.at]
            for c in claims:
                inside = c.at.start <= start and end <= c.at.end
                if inside and c.actors and near(words.from_claims.get(c.act, "none"), s.act):
                    s.speaker = Speaker(";".join(c.actors), "")
                    break
    return Spoken(sentence, floor, found)


def near(a: str, b: str) -> bool:
    """True for acts of statement that one and the same wording may make."""
    return a == b or any(a in group and b in group for group in _SAME)
