"""Statements: what states and others are told to have said, from reports of speech and from claims of speech acts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from comity.models import Claim, Date, Evidence, Reading, Statement
from comity.reading.acts.cast import codes
from comity.reading.acts.clause import Clauses
from comity.reading.acts.when import Dated
from comity.reading.voices.attribution import head
from comity.reading.voices.hearing import Spoken, near
from comity.reading.voices.lexicon import Lexicon
from comity.reading.voices.quotations import Quotation, within
from comity.reading.voices.report import Saying, uttered

_PRONOUNS = {"PRP", "PRP$", "WP", "WDT", "EX"}


def rows(
    reading: Reading,
    heard: Spoken,
    claims: Sequence[Claim],
    dates: Sequence[Date],
    words: Lexicon,
    marks: Sequence[tuple[int, int]],
    quotes: Sequence[Quotation],
) -> list[Statement]:
    """The statements of one sentence, in text order."""
    view, text = heard.floor.view, reading.document.text
    said = [s for s in heard.sayings if s.speaker and not (s.act == "claim" and within(quotes, view.start[s.at]))]
    for s in said:
        s.act = _sharpened(view, s, claims, words)
    kept = _folded(said)
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
                to=_to(heard, s, speaker.code),
                about=heard.floor.phrase(s.about, []) if s.about >= 0 and view.tag[s.about] not in _PRONOUNS else "",
                when=dated.of(s.at)[0],
                direct_quote=_quoted(marks, start, end),
                claim=_claim(claims, start, end, s.act, words),
            )
        )
    for c in claims:
        act = words.from_claims.get(c.act, "")
        top = head(view, c)
        if (
            top >= 0
            and view.is_verb(top)
            and (act == "demand" or view.lemma[top] in words.verbs or not uttered(view, top))
        ):
            continue
        if (
            top >= 0
            and view.is_noun(top)
            and view.lemma[top] not in words.lists["nouns.alone"] | words.lists["nouns.asked"]
        ):
            continue
        if not act or not c.actors or c.modality in ("proposed", "hypothetical", "planned", "denied"):
            continue
        if any(
            o.at.start < c.at.end and c.at.start < o.at.end and (near(o.act, act) or _same_speaker(o.speaker, c))
            for o in out
        ):
            continue
        out.append(
            Statement(
                c.at,
                ";".join(c.actors),
                "",
                act,
                next(iter(c.recipients), ""),
                "",
                c.when,
                _quoted(marks, c.at.start, c.at.end),
                c.id,
            )
        )
    out.sort(key=lambda s: (s.at.start, s.at.end, s.act, s.speaker))
    return out


def _sharpened(view: Clauses, s: Saying, claims: Sequence[Claim], words: Lexicon) -> str:
    """The act of a saying; a mere claim whose verb told an accusation accuses: "maintain that Kabul shelters the
    rebels"."""
    if s.act != "claim" or s.way == "according to":
        return s.act
    for c in claims:
        if words.from_claims.get(c.act) == "accuse" and c.modality == "done" and head(view, c) == s.at:
            return "accuse"
    return s.act


def _quoted(marks: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """True where words between quotation marks stand in a stretch."""
    k = bisect_right(marks, (start, start))
    return any(a < end and b > start for a, b in marks[max(0, k - 1) : k + 1])


def _to(heard: Spoken, s: Saying, speaker: str) -> str:
    """Whom the words are for or against; never the speaker itself."""
    mine = {c.partition("/")[0] for c in speaker.split(";")}
    for code in codes(heard.floor.view, [s.to], heard.floor.cover) if s.to >= 0 else ():
        if code.partition("/")[0] not in mine:
            return code
    return ""


def _same_speaker(speaker: str, claim: Claim) -> bool:
    return speaker.partition("/")[0] in {a.partition("/")[0] for a in claim.actors}


def _folded(found: list[Saying]) -> list[Saying]:
    """A saying inside one of the same speaker tells what the outer does: "said that it condemned …" is a criticism."""
    out: list[Saying] = []
    for s in found:
        outer = next(
            (
                o
                for o in out
                if o is not s and o.first <= s.first and s.last <= o.last and _state(o) == _state(s) and _state(s)
            ),
            None,
        )
        if outer is None:
            out.append(s)
        elif outer.act == "claim" and s.act != "claim":
            outer.act = s.act
            outer.about = s.about if s.about >= 0 else outer.about
        elif not near(outer.act, s.act) and s.act != "claim":
            out.append(s)
    return out


def _state(s: Saying) -> str:
    return s.speaker.code.partition("/")[0] if s.speaker else ""


def _claim(claims: Sequence[Claim], start: int, end: int, act: str, words: Lexicon) -> str:
    best, most = "", 0
    for c in claims:
        shared = min(c.at.end, end) - max(c.at.start, start)
        if shared > most and near(words.from_claims.get(c.act, ""), act):
            best, most = c.id, shared
    return best
