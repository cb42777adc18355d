"""A sentence in its paragraph with what is marked in it, and beside it the copies with their edits marked."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from comity.keeping.record import Record
from comity.models import Copy, Edit, Evidence, Span

AROUND = 700  # code points of a paragraph shown on either side of the sentence
WHOLE = 120  # words of a passage that is shown whole beside its copy
COMPARED = 600  # words of a passage that are compared one by one
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what it is: "" for plain text, else a mark such as claim, sentence, edit."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document: the pieces of its paragraph, in order; ``cut`` where more stands before or after."""

    document: str
    start: int
    end: int
    pieces: tuple[Piece, ...]
    cut: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class Twin:
    """A copy of a passage: both wordings with the differing words marked, what the edits change, where it stands."""

    here: Passage
    there: Passage
    kind: str
    why: str
    edits: tuple[Edit, ...]
    span: tuple[Span, Span]


def in_paragraph(record: Record, at: Evidence, sentence: Evidence) -> Passage:
    """The paragraph around a stretch, with the sentence and the stretch marked."""
    text = record.document(at.document).text
    first, last = min(sentence.start, at.start), max(sentence.end, at.end)
    low, high = _paragraph(record, at.document, first, last)
    low, high = max(low, first - AROUND), min(high, last + AROUND)
    marks = [(first, last, "sentence"), (at.start, at.end, "claim")]
    cut = (low > 0 and not text[low - 1].isspace(), high < len(text) and not text[high : high + 1].isspace())
    return Passage(at.document, at.start, at.end, pieces(text, low, high, marks), cut)


def pieces(text: str, low: int, high: int, marks: list[tuple[int, int, str]]) -> tuple[Piece, ...]:
    """``text[low:high]`` cut where a mark begins or ends; where marks overlap the last one given counts."""
    cuts = sorted({low, high, *(c for s, e, _ in marks for c in (s, e) if low < c < high)})
    out = []
    for start, end in itertools.pairwise(cuts):
        held = [m for s, e, m in marks if s <= start and end <= e]
        out.append(Piece(text[start:end], held[-1] if held else ""))
    return tuple(out)


def twins(record: Record, at: Evidence) -> list[Twin]:
    """The copies of the passage that a stretch lies in, each beside the words as they stand here."""
    found = []
    for copy in record.copies_of(at.document):
        for here, there, turned in ((copy.a, copy.b, False), (copy.b, copy.a, True)):
            if here.document == at.document and here.start < at.end and at.start < here.end:
                found.append(_twin(record, copy, here, there, at, turned))
    return found


def _twin(record: Record, copy: Copy, here: Span, there: Span, at: Evidence, turned: bool) -> Twin:
    ours, theirs = record.document(here.document).text, record.document(there.document).text
    left, right = compared(ours, here, theirs, there, (at.start, at.end))
    edits = tuple(Edit(e.b, e.a, e.changes) for e in copy.edits) if turned else copy.edits
    return Twin(left, right, copy.kind, copy.why, edits, (here, there))


def compared(
    ours: str, here: Span, theirs: str, there: Span, around: tuple[int, int] | None
) -> tuple[Passage, Passage]:
    """Two wordings of a passage with the words that differ marked "edit".

    Where a passage is longer than :data:`WHOLE` words, both sides are cut to those about the stretch ``around``.
    """
    a = [(m.start() + here.start, m.end() + here.start) for m in _WORD.finditer(ours[here.start : here.end])]
    b = [(m.start() + there.start, m.end() + there.start) for m in _WORD.finditer(theirs[there.start : there.end])]
    whole = Passage(here.document, here.start, here.end, (Piece(ours[here.start : here.end]),))
    other = Passage(there.document, there.start, there.end, (Piece(theirs[there.start : there.end]),))
    if len(a) > COMPARED or len(b) > COMPARED:
        return whole, other
    matcher = SequenceMatcher(
        None, [ours[s:e].casefold() for s, e in a], [theirs[s:e].casefold() for s, e in b], autojunk=False
    )
    codes = matcher.get_opcodes()
    left = [(a[i][0], a[j - 1][1], "edit") for tag, i, j, _, _ in codes if tag != "equal" and j > i]
    right = [(b[i][0], b[j - 1][1], "edit") for tag, _, _, i, j in codes if tag != "equal" and j > i]
    low, high, low_b, high_b = here.start, here.end, there.start, there.end
    if around and len(a) > WHOLE:
        first = next((n for n, (_, e) in enumerate(a) if e > around[0] - 160), 0)
        last = next((n for n, (s, _) in enumerate(a) if s >= around[1] + 160), len(a)) - 1
        if a and b and last >= first:
            one, two = _across(codes, first), _across(codes, last)
            low, high = a[first][0], a[last][1]
            low_b, high_b = b[min(one, len(b) - 1)][0], b[min(max(one, two), len(b) - 1)][1]
    return (
        Passage(here.document, low, high, pieces(ours, low, high, left), (low > here.start, high < here.end)),
        Passage(
            there.document,
            low_b,
            high_b,
            pieces(theirs, low_b, high_b, right),
            (low_b > there.start, high_b < there.end),
        ),
    )


def _across(codes: Sequence[tuple[str, int, int, int, int]], word: int) -> int:
    """The word of the other side that stands where this side's ``word`` stands."""
    for _, i, j, k, m in codes:
        if i <= word < j:
            return k + min(word - i, max(0, m - k - 1))
    return codes[-1][4] - 1 if codes else 0


def _paragraph(record: Record, document: str, first: int, last: int) -> tuple[int, int]:
    """First and last offset of the paragraphs that a stretch touches."""
    found = record.connection.execute(
        'SELECT min(start), max("end") FROM sentences WHERE document = ?1 AND paragraph IN '
        '(SELECT paragraph FROM sentences WHERE document = ?1 AND start < ?3 AND "end" > ?2)',
        (document, first, last),
    ).fetchone()
    return (min(found[0], first), max(found[1], last)) if found and found[0] is not None else (first, last)
