"""Where in a sentence an answer begins, and what stands before it: the clause or sentence that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.models import Evidence, Sentence
from comity.weighing.disputes.scene import Scene

BOUNDARY = re.compile(
    r"[;:—–]\s*|,\s+(?=(?:but|though|although|while|whereas|which|an?|yet|however|and|others?)\s)"
    r"|(?<=\s)(?=(?:but|though|although|while|whereas)\s)",
    re.IGNORECASE,
)
"""Where a clause may begin."""
STOP = re.compile(r"[;—–]|,\s+(?=but\s|while\s|although\s)", re.IGNORECASE)
WORDS = 3
"""Words that a clause has at least, to be one that something can be said against."""
LONG = 400
"""Characters of the words spoken of that are cited at most, the last of them."""
BACK = 2
"""Sentences before, furniture left out, that an answer may speak of."""


def clause(words: str, at: int) -> tuple[int, int]:
    """The clause around a place in a sentence: its first character and the one after its last."""
    begin = max((m.end() for m in BOUNDARY.finditer(words, 0, at)), default=0)
    stop = STOP.search(words, at)
    return begin, stop.start() if stop else len(words)


def before(words: str, begin: int) -> tuple[int, int] | None:
    """The words of a sentence before one of its clauses, back to the last semicolon; None where too few."""
    end = len(words[:begin].rstrip(" \t\r\n,;:—–"))
    start = max(words.rfind(";", 0, end) + 1, end - LONG, 0)
    start += len(words[start:end]) - len(words[start:end].lstrip())
    return (start, end) if len(words[start:end].split()) >= WORDS else None


def cite(scene: Scene, sentence: Sentence, start: int, end: int) -> Evidence:
    """Some words of a sentence as evidence."""
    at = sentence.at
    return scene.cite(at.document, at.start + start, at.start + end)


def earlier(sentences: Sequence[Sentence], n: int) -> list[Sentence]:
    """The sentences of the same paragraph before one that it may answer, the nearest first."""
    out: list[Sentence] = []
    for sentence in reversed(sentences[max(0, n - 2 * BACK) : n]):
        if sentence.paragraph != sentences[n].paragraph or len(out) == BACK:
            break
        if not sentence.furniture and len(sentence.at.quote.split()) >= WORDS:
            out.append(sentence)
    return out
