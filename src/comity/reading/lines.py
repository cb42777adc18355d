"""The lines of a text, as furniture and sentences see them: where each begins and ends, and what parts them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029\x85]+")
_SPACE = re.compile(r"[^\S ]")
_BREAK = re.compile(r"\r\n|[\n\r\f\v\u2028\u2029\x85]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, white space at its ends left out; ``gap`` is the number of line breaks before it.

    Every white space within ``text`` reads as a plain blank, one for one.
    """

    start: int
    end: int
    text: str
    gap: int

    def __len__(self) -> int:
        return self.end - self.start


def lines(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank, in order."""
    found: list[Line] = []
    last = 0
    for m in _LINE.finditer(text):
        words = m.group().strip()
        if not words:
            continue
        start = m.start() + m.group().index(words[0])
        end = start + len(words)
        gap = sum(1 for _ in _BREAK.finditer(text, last, start)) if found else 2
        found.append(Line(start, end, _SPACE.sub(" ", words), gap))
        last = end
    return found
