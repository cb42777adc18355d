"""Answers: charges against a state, and what that state says to them in the same paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Dispute, Evidence, Reading
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.kinds import states

NEAR = 3
"""Sentences between a charge and the answer at most."""
CHARGES = ("accuse", "criticise")
ANSWERS = ("deny", "claim", "accuse", "criticise")


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody's words: who speaks to or of whom, doing what, where. ``who`` and ``whom`` are state codes or ""."""

    act: str
    who: str
    whom: str
    name: str
    at: Evidence
    sentence: int
    paragraph: int


def answers(scene: Scene) -> Iterator[Dispute]:
    """Charges that the accused answers, the words that set the one against the other being there."""
    for reading in scene.readings.values():
        yield from _answered(scene, _voices(scene, reading))


def _voices(scene: Scene, reading: Reading) -> list[Voice]:
    name = reading.document.document
    out = []
    for s in reading.statements:
        at = scene.sentence(name, s.at.start)
        if at is not None:
            who, whom = s.speaker.split("/")[0], s.to.split("/")[0]
            out.append(Voice(s.act, who, whom, s.speaker_name or s.speaker, s.at, at.n, at.paragraph))
    spoken = {(v.sentence, v.who) for v in out}
    for c in scene.by_document.get(name, ()):
        at = scene.sentence(name, c.at.start)
        if c.plover == "ACCUSE" and c.modality == "done" and at is not None:
            who, whom = (states(c.actors) or ("",))[0], (states(c.recipients) or ("",))[0]
            if (at.n, who) not in spoken:
                out.append(Voice("accuse", who, whom, who or "somebody", c.at, at.n, at.paragraph))
    return sorted(out, key=lambda v: (v.at.start, v.at.end, v.act))


def _answered(scene: Scene, voices: Sequence[Voice]) -> Iterator[Dispute]:
    for n, answer in enumerate(voices):
        if answer.act not in ANSWERS or not answer.who or answer.whom == answer.who:
            continue
        near = [
            v
            for v in voices[:n]
            if v.act in CHARGES
            and v.whom == answer.who
            and v.who != answer.who
            and v.paragraph == answer.paragraph
            and answer.sentence - v.sentence <= NEAR
            and not (v.at.start < answer.at.end and answer.at.start < v.at.end)
        ]
        if near and _set_against(scene, near[-1], answer):
            sides = [("charged", [v.at for v in near]), (f"{answer.name}: {answer.act}", [answer.at])]
            why = f"charges against {answer.who}, and what {answer.name} says to them"
            yield dispute("denial", "attribution", sides, why, _pair([*near, answer]))


def _set_against(scene: Scene, charge: Voice, answer: Voice) -> bool:
    """Whether the text sets the answer against the charge: a contrast within their sentence, a word of reply after."""
    contrast, reply = scene.knowledge.compiled("disputes.answers", _words)
    text = scene.readings[answer.at.document].document.text
    if contrast.search(text[charge.at.start : answer.at.end] if charge.sentence == answer.sentence else ""):
        return True
    sentence = scene.sentence(answer.at.document, answer.at.start)
    return sentence is not None and reply.search(sentence.at.quote) is not None


def _words(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = knowledge.table("rivalry.toml")["denials"]
    contrast, reply = "|".join(table["contrast"]), "|".join(table["reply"])
    return re.compile(rf";|\b(?:{contrast})\b", re.IGNORECASE), re.compile(rf"\b(?:{reply})\b", re.IGNORECASE)


def _pair(voices: Sequence[Voice]) -> tuple[str, ...]:
    return tuple(sorted({code for v in voices for code in (v.who, v.whom)} - {"", "UNK", "PERSON"}))
