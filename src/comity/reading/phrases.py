"""Many phrases looked for at once in either case: one automaton finds how they begin, and only there are they tried.

An alternation tries every phrase at every word. Most words begin none of them, and a phrase that no text begins is
never even compiled.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from comity.reading.beginnings import lowered, openings


class Found(NamedTuple):
    """A phrase in a text: its offsets and the name it was given."""

    start: int
    end: int
    name: str


class Phrases:
    """Phrases (regular expressions without flags), each under a name, found as whole words in either case.

    Of phrases that begin at one place the first given is taken. A phrase of which it cannot be told how it begins is
    looked for in every text.
    """

    def __init__(self, named: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._phrases = [(name, phrase) for name, phrases in named for phrase in phrases]
        by_opening: dict[str, list[int]] = defaultdict(list)
        for k, (_, phrase) in enumerate(self._phrases):
            for opening in openings(phrase) or ("",):
                by_opening[opening].append(k)
        anyhow = by_opening.pop("", [])
        self._tried = list(by_opening.values())
        self._automaton = AhoCorasick(list(by_opening))
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._anyhow = [(k, re.compile(rf"(?<!\w)(?={self._phrases[k][1]})", re.IGNORECASE)) for k in anyhow]

    def search(self, text: str, start: int = 0, end: int | None = None) -> Found | None:
        """The first phrase between two offsets; words may go on before ``start``, not beyond ``end``."""
        return next(self.all(text, start, end), None)

    def all(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """The phrases between two offsets in the order of the text, none within another."""
        end = len(text) if end is None else end
        places: dict[int, set[int]] = {}
        for opening, at, _ in self._begun(text[start:end]):
            at += start
            if at == 0 or not _in_word(text[at - 1]):
                places.setdefault(at, set()).update(self._tried[opening])
        for k, pattern in self._anyhow:
            for m in pattern.finditer(text, start, end):
                places.setdefault(m.start(), set()).add(k)
        last = start
        for at in sorted(places):
            if at < last:
                continue
            for k in sorted(places[at]):
                found = self._pattern(k).match(text, at, end)
                if found:
                    yield Found(at, found.end(), self._phrases[k][0])
                    last = found.end()
                    break

    def _begun(self, text: str) -> list[tuple[int, int, int]]:
        low = lowered(text)
        with suppress(UnicodeError):
            return self._automaton.find_matches_as_indexes(low, overlapping=True)
        plain = "".join(c if c.isprintable() else " " for c in low)  # half a character, which no automaton takes
        return self._automaton.find_matches_as_indexes(plain, overlapping=True)

    def _pattern(self, k: int) -> re.Pattern[str]:
        if k not in self._compiled:
            self._compiled[k] = re.compile(rf"(?:{self._phrases[k][1]})(?!\w)", re.IGNORECASE)
        return self._compiled[k]


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
