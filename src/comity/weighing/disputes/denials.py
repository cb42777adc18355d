"""Denials: what one says, and another denies or answers with a charge of his own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Dispute, Evidence, Reading
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.kinds import states

NEAR = 3
"""Sentences between a charge and its denial at most."""
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


def denials(scene: Scene) -> Iterator[Dispute]:
    """Denials read as such, and charges that the accused answers in the same paragraph."""
    yield from _denied_facts(scene)
    for reading in scene.readings.values():
        voices = _voices(scene, reading)
        answered = list(_answered(voices))
        cited = {e for d in answered for s in d.sides for e in s.evidence}
        yield from answered
        yield from (d for d in _denied(scene, voices) if not all(_cites(s.evidence, cited) for s in d.sides))


def _cites(evidence: Sequence[Evidence], cited: set[Evidence]) -> bool:
    return any(e.document == c.document and e.start < c.end and c.start < e.end for e in evidence for c in cited)


def _denied_facts(scene: Scene) -> Iterator[Dispute]:
    """One happening that some claims assert and others deny."""
    for fact in scene.facts:
        claims = [scene.by_id[c] for c in fact.claims]
        denied = [c for c in claims if c.modality == "denied"]
        said = [c for c in claims if c.modality in ("done", "ongoing", "alleged")]
        if denied and said:
            sides = [("it happened", [c.at for c in said]), ("denied", [c.at for c in denied])]
            speaker = denied[0].speaker_name or denied[0].speaker or "another passage"
            yield dispute("denial", "attribution", sides, f"asserted, and denied by {speaker}", fact.pair, fact.id)


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


def _denied(scene: Scene, voices: Sequence[Voice]) -> Iterator[Dispute]:
    """A denial and the nearest claim or charge shortly before it by somebody else.

    The denial is cited with its whole sentence: what is held against the claim often follows there.
    """
    for n, voice in enumerate(voices):
        if voice.act != "deny":
            continue
        for other in reversed(voices[:n]):
            if voice.sentence - other.sentence > NEAR:
                break
            if other.sentence == voice.sentence or other.name == voice.name or not _speaks_of(scene, voice, other):
                continue
            if other.act in ("claim", *CHARGES):
                at = scene.sentence(voice.at.document, voice.at.start)
                denial = at.at if at else voice.at
                sides = [(f"{other.name}: {other.act}", [other.at]), (f"{voice.name}: deny", [denial])]
                why = f"what {other.name} says, denied by {voice.name}"
                yield dispute("denial", "attribution", sides, why, _pair([voice, other]))
                break


def _speaks_of(scene: Scene, denial: Voice, said: Voice) -> bool:
    """Whether a denial is of what was said: it points back at it ("these claims"), or shares words with it."""
    words = scene.knowledge.compiled("disputes.denials", _pointing)
    quote, other = denial.at.quote.casefold(), said.at.quote.casefold()
    if words.search(quote):
        return True
    return len(set(_LONG.findall(quote)) & set(_LONG.findall(other))) >= 2


_LONG = re.compile(r"[^\W\d_]{5,}")


def _pointing(knowledge: Knowledge) -> re.Pattern[str]:
    words = "|".join(knowledge.table("rivalry.toml")["denials"]["pointing"])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _answered(voices: Sequence[Voice]) -> Iterator[Dispute]:
    """What a state says to the charges that the same paragraph has just brought against it, the charges together."""
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
        if near:
            sides = [("charged", [v.at for v in near]), (f"{answer.name}: {answer.act}", [answer.at])]
            why = f"charges against {answer.who}, and what {answer.name} says to them"
            yield dispute("denial", "attribution", sides, why, _pair([*near, answer]))


def _pair(voices: Sequence[Voice]) -> tuple[str, ...]:
    return tuple(sorted({code for v in voices for code in (v.who, v.whom)} - {"", "UNK", "PERSON"}))
