"""What weighing makes of its tables, made before there is anything to weigh: while others read, say."""

from __future__ import annotations

import dataclasses

from comity.knowledge import Knowledge
from comity.models import Claim, Date, Document, Evidence, Mention, Reading, Sentence
from comity.weighing import weigh

TOLD = (
    "Peru closed its embassy in Norway on {day} 1911.",
    "Norway denied that it had armed {n} rebels in Peru, and called the charge a lie.",
    "Peru was never at war with Norway before {day} 1911, when {n} soldiers died because of the treaty.",
)
"""Sentences of which two documents give versions, so that they have something to quarrel about."""
VERSIONS = (("2 May", "1911-05-02", 300), ("9 June", "1911-06-09", 800))
DONE = (("mission_closed", "SANCTION", "done", "PER", "NOR"), ("military_aid", "AID", "denied", "NOR", "PER"))
CODES = {"Peru": "PER", "Norway": "NOR"}


def ready(knowledge: Knowledge) -> None:
    """Have every table that weighing uses read and its patterns made: by weighing two small documents."""
    weigh([_reading(f"{n}.txt", *version) for n, version in enumerate(VERSIONS)], knowledge)


def _reading(name: str, day: str, when: str, number: int) -> Reading:
    """What reading would give for such a document, about."""
    text = ""
    sentences: list[Sentence] = []
    mentions: list[Mention] = []
    dates: list[Date] = []
    claims: list[Claim] = []
    for n, told in enumerate(TOLD):
        quote = told.format(day=day, n=number)
        at = Evidence(name, len(text), len(text) + len(quote), quote)
        sentences.append(Sentence(at, n, 0))
        for word, code in CODES.items():
            start = len(text) + quote.index(word)
            spot = Evidence(name, start, start + len(word), word)
            mentions.append(Mention(spot, code, word, "state", "made", n))
        if (start := quote.find(day)) >= 0:
            spot = Evidence(name, len(text) + start, len(text) + start + len(day) + 5, f"{day} 1911")
            dates.append(Date(spot, when, when, when, "", "made", n))
        text += quote + " "
    for act, plover, modality, actor, recipient in DONE:
        n = len(claims)
        said = Claim(f"{name}{n}", sentences[n].at, act, plover, "", "", 0, 0.0, (actor,), (recipient,), when=when)
        claims.append(dataclasses.replace(said, modality=modality, sentence=n))
    told_of = Reading(Document(name, text), sentences=tuple(sentences), mentions=tuple(mentions))
    return dataclasses.replace(told_of, dates=tuple(dates), claims=tuple(claims))
