"""Direct speech: who speaks the words between quotation marks, over as many sentences as they run."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from comity.models import Sentence
from comity.reading.voices.hearing import Spoken
from comity.reading.voices.report import Saying
from comity.reading.voices.speakers import Speaker

_WORDS = 4
_MARKS = '"“” '
_GAP = 90
_LED = {":", ",", "that", "-", "—"}
_VERBS = frozenset(
    [
        "say",
        "state",
        "tell",
        "add",
        "declare",
        "announce",
        "reply",
        "respond",
        "warn",
        "explain",
        "note",
        "argue",
        "insist",
        "write",
        "stress",
        "remark",
        "comment",
        "ask",
        "claim",
        "conclude",
        "continue",
        "assert",
        "reaffirm",
        "observe",
        "reiterate",
        "express",
        "emphasize",
        "promise",
        "vow",
        "complain",
        "quote",
        "read",
        "describe",
        "call",
        "admit",
    ]
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words ``start`` to ``end`` (offsets, marks included) of one speaker; ``by``: the saying that reports them."""

    start: int
    end: int
    speaker: Speaker
    by: Saying | None
    sentence: int


def quotations(
    text: str, marks: Sequence[tuple[int, int]], heard: Sequence[Spoken], sentences: Sequence[Sentence]
) -> list[Quotation]:
    """Direct speech with its speakers, in text order; quoted words of nobody known are left out.

    ``marks`` are stretches from mark to mark, ``heard`` the sayings of every sentence that was parsed.
    """
    by_n = {h.sentence.n: h for h in heard}
    ends = [s.at.end for s in sentences]
    out: list[Quotation] = []
    for start, end in marks:
        if len(text[start:end].split()) < _WORDS:
            continue
        first = bisect_left(ends, start + 1)
        last = min(bisect_left(ends, end), len(sentences) - 1)
        if first > last or sentences[first].furniture:
            continue
        found = None
        for n in dict.fromkeys((last, first, last + 1, first - 1)):
            if not 0 <= n < len(sentences) or sentences[n].paragraph != sentences[first].paragraph:
                continue
            if n == last + 1 and (
                text[end : sentences[n].at.start].strip() or text[start:end].rstrip(_MARKS)[-1:] == "."
            ):
                continue
            if n == first - 1 and text[:start].rstrip()[-1:] not in (":", ","):
                continue
            found = _reporter(by_n.get(sentences[n].n), start, end, text)
            if found:
                break
        before = out[-1] if out else None
        if found:
            out.append(Quotation(start, end, found[0], found[1], sentences[first].n))
        elif before and 0 <= start - before.end <= _GAP and _goes_on(text[before.end : start], before):
            out.append(Quotation(start, end, before.speaker, None, sentences[first].n))
    return out


def _reporter(heard: Spoken | None, start: int, end: int, text: str) -> tuple[Speaker, Saying | None] | None:
    """The nearest report of speech outside the marks, in a sentence that touches the quotation."""
    if heard is None:
        return None
    view = heard.floor.view
    near: list[tuple[int, int, Speaker, Saying | None]] = []
    told = {s.at: s for s in heard.sayings}
    for i in range(view.n):
        if not view.tag[i].startswith("VB") or start < view.start[i] < end:
            continue
        if view.lemma[i] not in _VERBS and i not in told:
            continue
        gap = start - view.end[i] if view.end[i] <= start else view.start[i] - end
        between = text[view.end[i] : start] if view.end[i] <= start else text[end : view.start[i]]
        if gap > 400 or between.count("\n\n"):
            continue
        saying = told.get(i)
        speaker = saying.speaker if saying else heard.floor.of(view.deep_subject(i)) or heard.floor.beside(i)
        if speaker and not any(start <= view.start[s] < end for s in view.deep_subject(i)):
            near.append((gap, i, speaker, saying))
    if not near:
        return None
    _, _, speaker, saying = min(near, key=lambda n: (n[0], n[1]))
    return speaker, saying


def _goes_on(gap: str, before: Quotation) -> bool:
    """True where a quotation only goes on after an interruption: "…," he said. "…"."""
    return "\n" not in gap and gap.count(".") <= 1


def within(quotes: Sequence[Quotation], at: int) -> Quotation | None:
    """The quotation that holds an offset."""
    k = bisect_left([q.end for q in quotes], at + 1)
    return quotes[k] if k < len(quotes) and quotes[k].start <= at else None
