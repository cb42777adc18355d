"""Whether a pattern can match a text at all: the words that every match of it holds, looked for before the pattern is.

    gate(pattern, ...).may(text) -> bool

Looking for fifty words takes a tenth of the time of a search for fifty phrases without regard to case, and of the
sentences that weighing goes through nearly all hold none of them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from ahocorasick_rs import AhoCorasick

FEW = 6
"""Words that are looked for one by one; more are looked for all at once."""
LEAST = 3
"""Characters of a word that is worth looking for."""
_KEPT = 1000
"""Patterns whose words are kept."""
_LIKE_ASCII = (("İ", "i"), ("ı", "i"), ("ſ", "s"))
"""Letters that a pattern without regard to case takes for ASCII ones, and that ``str.lower`` leaves as they are."""


@dataclass(frozen=True, slots=True)
class Gate:
    """``words``: one of them stands in lower case in whatever matches; None where no such words are known."""

    words: tuple[str, ...] | None
    _all: AhoCorasick | None = field(default=None, compare=False, repr=False)

    def may(self, text: str) -> bool:
        """False where none of the patterns matches anywhere in the text."""
        return self.opens(lowered(text))

    def opens(self, low: str) -> bool:
        """The same of a text that is :func:`lowered`, where several gates are asked."""
        if self.words is None:
            return True
        if self._all is not None:
            with suppress(UnicodeError):  # a text with half a character in it, which no automaton takes
                return bool(self._all.find_matches_as_indexes(low))
        for word in self.words:  # noqa: SIM110 - any() takes twice the time, and this is most of what weighing does
            if word in low:
                return True
        return False


def lowered(text: str) -> str:
    """A text as gates compare it."""
    if not text.isascii():
        for letter, like in _LIKE_ASCII:
            text = text.replace(letter, like)
    return text.lower()


def gate(*patterns: re.Pattern[str]) -> Gate:
    """The gate before all of these patterns.

    >>> gate(re.compile(r"\\b(?:no|not any) relations\\b", re.IGNORECASE)).words
    (' relations',)
    """
    found: set[str] = set()
    for pattern in patterns:
        words = _of(pattern)
        if words is None:
            return Gate(None)
        found |= words
    least = [w for w in found if not any(other != w and other in w for other in found)]
    least.sort(key=lambda w: (-len(w), w))
    return Gate(tuple(least), AhoCorasick(least) if len(least) > FEW else None)


@functools.lru_cache(_KEPT)
def _of(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """The words of one pattern; several gates may stand before it."""
    return _needed(_parser.parse(pattern.pattern, pattern.flags))


def _needed(tree: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """Words of which every match of a sequence holds one; of several such sets that of the longest words."""
    sets: list[frozenset[str]] = []
    run = ""
    for kind, held in (*tree, (None, None)):
        if kind is sre.LITERAL and held < 128:
            run += chr(held).lower()
            continue
        if len(run) >= LEAST:
            sets.append(frozenset([run]))
        run = ""
        found = _inside(kind, held)
        if found is not None:
            sets.append(found)
    return max(sets, key=lambda s: (min(map(len, s), default=99), -len(s), sorted(s)), default=None)


def _inside(kind: Any, held: Any) -> frozenset[str] | None:
    """The same of one piece of a pattern: a group, a choice, a repetition."""
    if kind is sre.SUBPATTERN:
        return _needed(held[-1])
    if kind is sre.ATOMIC_GROUP:
        return _needed(held)
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return _needed(held[2]) if held[0] > 0 else None
    if kind is sre.BRANCH:
        ways = [_needed(way) for way in held[1]]
        known = [w for w in ways if w is not None]
        return frozenset().union(*known) if len(known) == len(ways) else None
    return None
