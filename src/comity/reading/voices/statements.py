"""Statements: what states and others are told to have said, from reports of speech and from claims of speech acts."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from comity.models import Claim, Date, Evidence, Reading, Sentence, Statement
from comity.reading.acts.cast import codes
from comity.reading.acts.when import Dated
from comity.reading.voices.lexicon import Lexicon
from comity.reading.voices.sayings import Saying, sayings
from comity.reading.voices.speakers import Floor, Speaker

_SAME = (
    {"criticise", "accuse"},
    {"demand", "propose"},
    {"claim", "concede", "question"},
)
_FIRST = {"i", "we", "my", "our"}


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
                if c.at.start <= start and end <= c.at.end and c.act in words.from_claims and c.actors:
                    if _near(words.from_claims[c.act], s.act):
                        s.speaker = Speaker(";".join(c.actors), "")
                        break
    return Spoken(sentence, floor, found)


def rows(reading: Reading, heard: Spoken, claims: Sequence[Claim], dates: Sequence[Date], words: Lexicon,
         quotes: Sequence[tuple[int, int]]) -> list[Statement]:
    """The statements of one sentence, in text order."""
    view, text = heard.floor.view, reading.document.text
    kept = _folded([s for s in heard.sayings if s.speaker], heard.floor)
    dated = Dated(view, list(dates), {s.at for s in kept})
    out: list[Statement] = []
    for s in kept:
        speaker = s.speaker
        if speaker is None:
            continue
        start, end = view.start[s.first], view.end[s.last]
        at = Evidence(reading.document.document, start, end, text[start:end])
        out.append(
            Statement(
                at=at,
                speaker=speaker.code,
                speaker_name=speaker.name,
                act=s.act,
                to=next(iter(codes(view, [s.to], heard.floor.cover)), "") if s.to >= 0 else "",
                about=heard.floor.phrase(s.about, []) if s.about >= 0 else "",
                when=dated.of(s.at)[0],
                direct_quote=any(a < end and b > start for a, b in quotes),
                claim=_claim(claims, start, end, s.act, words),
            )
        )
    for c in claims:
        act = words.from_claims.get(c.act, "")
        if not act or not c.actors or c.modality in ("proposed", "hypothetical", "planned", "denied"):
            continue
        if any(o.at.start < c.at.end and c.at.start < o.at.end and (_near(o.act, act) or _same_speaker(o.speaker, c)) for o in out):
            continue
        out.append(
            Statement(c.at, ";".join(c.actors), "", act, next(iter(c.recipients), ""), "", c.when,
                      any(a < c.at.end and b > c.at.start for a, b in quotes), c.id)
        )
    out.sort(key=lambda s: (s.at.start, s.at.end, s.act, s.speaker))
    return out


def _same_speaker(speaker: str, claim: Claim) -> bool:
    return speaker.partition("/")[0] in {a.partition("/")[0] for a in claim.actors}


def _near(a: str, b: str) -> bool:
    return a == b or any(a in group and b in group for group in _SAME)


def _folded(found: list[Saying], floor: Floor) -> list[Saying]:
    """A saying inside another of the same speaker tells what the outer one does: "said that it condemned …" is one criticism."""
    out: list[Saying] = []
    for s in found:
        outer = next(
            (o for o in out if o is not s and o.first <= s.first and s.last <= o.last and _state(o) == _state(s) and _state(s)),
            None,
        )
        if outer is None:
            out.append(s)
        elif outer.act == "claim" and s.act != "claim":
            outer.act = s.act
            outer.about = s.about if s.about >= 0 else outer.about
        elif not _near(outer.act, s.act) and s.act != "claim":
            out.append(s)
    return out


def _state(s: Saying) -> str:
    return s.speaker.code.partition("/")[0] if s.speaker else ""


def _claim(claims: Sequence[Claim], start: int, end: int, act: str, words: Lexicon) -> str:
    best, most = "", 0
    for c in claims:
        shared = min(c.at.end, end) - max(c.at.start, start)
        if shared > most and _near(words.from_claims.get(c.act, ""), act):
            best, most = c.id, shared
    return best


def within(statement: Statement, **changes: object) -> Statement:
    """The statement with fields replaced."""
    return dataclasses.replace(statement, **changes)  # type: ignore[arg-type]
