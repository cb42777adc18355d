"""Statements made in direct speech: a quotation is one statement, however many sentences it runs over."""

from __future__ import annotations

import re
from bisect import bisect_right
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
    starts = [s.at.start for s in reading.sentences]
    rows: dict[int, list[Statement]] = {}  # by the sentence in which they begin
    for row in told:
        rows.setdefault(bisect_right(starts, row.at.start) - 1, []).append(row)
    for q in quotes:
        first, last = bisect_right(starts, q.start) - 1, bisect_right(starts, q.end - 1) - 1
        at = next(
            ((n, k) for n in range(first - 1, last + 1) for k, r in enumerate(rows.get(n, ())) if _reports(r, q)), None
        )
        own = rows[at[0]][at[1]] if at else None
        when = own.when if own else next((d.edtf for d in dates.get(q.sentence, ()) if len(d.edtf) == 10), "")
        ahead: Statement | None = None  # the row that the next sentence carries on
        for n in range(first, last + 1):
            s = reading.sentences[n]
            start, end = _inner(text, max(s.at.start, q.start), min(s.at.end, q.end))
            near = [r for m in (n - 1, n) for r in rows.get(m, ())]
            if end - start < 12 or any(r.at.start < end and r.at.end > start and _same(r.speaker, q) for r in near):
                continue
            before = ahead or own
            goes_on = before is not None and 0 < start - before.at.end < 40
            if before and goes_on and end - before.at.start <= _LONGEST:
                longer = Evidence(name, before.at.start, end, text[before.at.start : end])
                said = text[q.start : q.end] if before is own else longer.quote
                grown = _with(before, longer, counsel(said, before.act))
                _swap(rows, starts, before, grown)
                own, ahead = (grown, ahead) if before is own else (own, grown)
                continue
            held = heard.get(s.n)
            act = "claim"
            if held is not None:
                view = held.floor.view
                root = next((k for k in range(view.n) if view.head[k] == k), -1)
                act = content_act(held.floor, root, q.speaker)
            here = Evidence(name, start, end, text[start:end])
            ahead = Statement(here, q.speaker.code, q.speaker.name, counsel(here.quote, act), "", "", when, True, "")
            rows.setdefault(n, []).append(ahead)
        if own:
            said = text[q.start : min(q.end, own.at.end)]
            _swap(rows, starts, own, _with(own, own.at, counsel(said, own.act)))
    out = [r for held_rows in rows.values() for r in held_rows]
    out.sort(key=lambda r: (r.at.start, r.at.end, r.act, r.speaker))
    return out


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without quotation marks and blanks at its ends."""
    while start < end and (text[start] in _MARKS or text[start].isspace()):
        start += 1
    while start < end and (text[end - 1] in _MARKS or text[end - 1].isspace()):
        end -= 1
    return start, end


def _swap(rows: dict[int, list[Statement]], starts: Sequence[int], old: Statement, new: Statement) -> None:
    held = rows[bisect_right(starts, old.at.start) - 1]
    held[:] = [new if row is old else row for row in held]


def _with(row: Statement, at: Evidence, act: str) -> Statement:
    return Statement(at, row.speaker, row.speaker_name, act, row.to, row.about, row.when, True, row.claim)


def _reports(s: Statement, q: Quotation) -> bool:
    return _same(s.speaker, q) and s.at.start < q.end + 3 and s.at.end > q.start - 3


def _same(speaker: str, q: Quotation) -> bool:
    return speaker.partition("/")[0] == q.speaker.code.partition("/")[0]
