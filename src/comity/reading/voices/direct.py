"""Statements made in direct speech: each sentence of a quotation that names an actor is one of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from comity.models import Date, Evidence, Reading, Statement
from comity.reading.voices.content import content_act
from comity.reading.voices.hearing import Spoken
from comity.reading.voices.quotations import Quotation

_ADVICE = re.compile(
    r"\b(?:you|they|we all|both sides|the two (?:sides|countries|governments))\s+(?:\w+\s+)?"
    r"(?:should|must|ought|have to|need to|need|(?:don['’]t|do not) want to|had better)\b",
    re.I,
)
_PROMISE = re.compile(
    r"\b(?:we|I)(?:\s+\w+)?\s*(?:look(?:ing)? forward|will\b(?! not| never)|shall|intend|(?:are|am) committed|['’]ll)",
    re.I,
)
_MARKS = '"“”'
_LONGEST = 700


def counsel(words: str, act: str) -> str:
    """The act of quoted words that make no more than a claim by grammar: advice, a promise, or the claim."""
    if act != "claim":
        return act
    return "propose" if _ADVICE.search(words) else "promise" if _PROMISE.search(words) else act


def quoted(
    reading: Reading,
    quotes: Sequence[Quotation],
    heard: Mapping[int, Spoken],
    told: Sequence[Statement],
    dates: Mapping[int, Sequence[Date]],
) -> list[Statement]:
    """``told`` with direct speech worked in: longer where a quotation runs on, with rows for its further sentences."""
    text, name = reading.document.text, reading.document.document
    named = {m.sentence for m in reading.mentions if m.actor and m.rule != "pronoun"}
    out = list(told)
    for q in quotes:
        rest = [s for s in reading.sentences if s.at.start < q.end and s.at.end > q.start]
        own = next((k for k, s in enumerate(out) if _reports(s, q)), -1)
        when = (
            out[own].when
            if own >= 0
            else next((d.edtf for d in dates.get(q.sentence, ()) if d.edtf and len(d.edtf) == 10), "")
        )
        for s in rest:
            start, end = max(s.at.start, q.start), min(s.at.end, q.end)
            while start < end and (text[start] in _MARKS or text[start].isspace()):
                start += 1
            while start < end and (text[end - 1] in _MARKS or text[end - 1].isspace()):
                end -= 1
            if end - start < 12 or any(o.at.start < end and o.at.end > start and _same(o.speaker, q) for o in out):
                continue
            if own >= 0 and s.n not in named:
                row = out[own]
                if start - row.at.end < 40 and end - row.at.start <= _LONGEST and start > row.at.start:
                    at = Evidence(name, row.at.start, end, text[row.at.start : end])
                    out[own] = _with(row, at, counsel(text[q.start : q.end], row.act))
                    continue
            last = out[-1] if out else None
            goes_on = s.n not in named and last is not None and q.start <= last.at.start and last.at.end <= start
            if last is not None and goes_on and end - last.at.start <= _LONGEST:
                at = Evidence(name, last.at.start, end, text[last.at.start : end])
                out[-1] = _with(last, at, counsel(at.quote, last.act))
                continue
            act = "claim"
            tree = heard.get(s.n)
            if tree is not None:
                view = tree.floor.view
                root = next((k for k in range(view.n) if view.head[k] == k), -1)
                act = content_act(tree.floor, root, q.speaker)
            at = Evidence(name, start, end, text[start:end])
            out.append(Statement(at, q.speaker.code, q.speaker.name, counsel(at.quote, act), "", "", when, True, ""))
        if own >= 0:
            row = out[own]
            out[own] = _with(row, row.at, counsel(text[q.start : min(q.end, row.at.end)], row.act))
    out.sort(key=lambda s: (s.at.start, s.at.end, s.act, s.speaker))
    return out


def _with(row: Statement, at: Evidence, act: str) -> Statement:
    return Statement(at, row.speaker, row.speaker_name, act, row.to, row.about, row.when, True, row.claim)


def _reports(s: Statement, q: Quotation) -> bool:
    return _same(s.speaker, q) and s.at.start < q.end + 3 and s.at.end > q.start - 3


def _same(speaker: str, q: Quotation) -> bool:
    return speaker.partition("/")[0] == q.speaker.code.partition("/")[0]
