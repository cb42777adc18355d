"""Denials: what one says, and another denies or answers with a charge of his own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
        yield from _denied(voices)
        yield from _answered(voices)


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


def _denied(voices: Sequence[Voice]) -> Iterator[Dispute]:
    """A denial and the nearest claim or charge shortly before it by somebody else."""
    for n, voice in enumerate(voices):
        if voice.act != "deny":
            continue
        for other in reversed(voices[:n]):
            if voice.sentence - other.sentence > NEAR:
                break
            if other.act in ("claim", *CHARGES) and other.name != voice.name and other.at != voice.at:
                sides = [(f"{other.name}: {other.act}", [other.at]), (f"{voice.name}: deny", [voice.at])]
                yield dispute(
                    "denial", "attribution", sides, f"{voice.name} denies what {other.name} says", _pair(voice, other)
                )
                break


def _answered(voices: Sequence[Voice]) -> Iterator[Dispute]:
    """A charge against a state and that state's own words against it in the same paragraph, the nearest of each."""
    for n, charge in enumerate(voices):
        if charge.act not in CHARGES or not charge.whom or charge.whom == charge.who:
            continue
        for answer in voices[n + 1 :]:
            if answer.paragraph != charge.paragraph or answer.sentence - charge.sentence > NEAR:
                break
            if answer.act in ANSWERS and answer.who == charge.whom and answer.whom != answer.who:
                sides = [(f"{charge.name}: {charge.act}", [charge.at]), (f"{answer.name}: {answer.act}", [answer.at])]
                why = f"a charge against {charge.whom}, and what {answer.name} says to it"
                yield dispute("denial", "attribution", sides, why, _pair(charge, answer))
                break


def _pair(a: Voice, b: Voice) -> tuple[str, ...]:
    return tuple(sorted({a.who, a.whom, b.who, b.whom} - {""}))
