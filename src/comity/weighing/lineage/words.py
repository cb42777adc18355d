"""Text as words one can compare: folded so that spelling, dashes and dots make no difference.

Words are kept as 64-bit hashes, a sentence as a run of them; where the words stand in the text is worked out again only
for the few passages that turn out to be copies.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import overload

import numpy as np
import numpy.typing as npt

from comity.knowledge import Knowledge
from comity.models import Reading

Hashes = npt.NDArray[np.uint64]

LONGEST = 120
"""Words in a unit at most: a longer sentence (a table, a line torn from nothing) is compared in pieces."""

AT_HAND = 4096
"""Sentences whose words are kept at hand."""

_MARK = r"\[(?:\d{1,3}|[a-z]|note \d+|citation needed)\]"
_WORDS = (
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"  # scripts without blanks: a character is a word
    r"|\w+(?:[-‐‑–—'’.,/]\w+)*"
    r"|[$€£¥%]"
)
_WORD = re.compile(rf"(?P<mark>{_MARK})|{_WORDS}")
_UNMARKED = re.compile(f"{_MARK}|{_WORDS}")
_INNER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its folded form and where it stands (code points)."""

    fold: str
    start: int
    end: int


class Spans(Sequence[tuple[int, int]]):
    """Pairs of numbers, kept as plain 32-bit ones: first and last of each after the other."""

    __slots__ = ("_held",)

    def __init__(self, held: array[int]) -> None:
        self._held = held

    def __len__(self) -> int:
        return len(self._held) // 2

    @overload
    def __getitem__(self, at: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[int, int]]: ...
    def __getitem__(self, at: int | slice) -> tuple[int, int] | Sequence[tuple[int, int]]:
        if isinstance(at, slice):
            return tuple(self)[at]
        at = range(len(self))[at]
        return self._held[2 * at], self._held[2 * at + 1]


@dataclass(frozen=True, slots=True)
class Units:
    """The sentences of one document as runs of word hashes; unit ``i`` is ``hashes[bounds[i]:bounds[i + 1]]``.

    ``spans`` gives each unit's first and last code point in the document; ``names`` marks the words that are written as
    names (a capital inside the sentence).
    """

    document: str
    hashes: Hashes
    names: npt.NDArray[np.bool_]
    bounds: Sequence[int]
    spans: Sequence[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.spans)

    def words(self, unit: int) -> list[int]:
        """The hashes of one unit."""
        run: list[int] = self.hashes[self.bounds[unit] : self.bounds[unit + 1]].tolist()
        return run

    def name_marks(self, unit: int) -> list[bool]:
        """Which words of one unit are written as names."""
        marks: list[bool] = self.names[self.bounds[unit] : self.bounds[unit + 1]].tolist()
        return marks


def folder(knowledge: Knowledge) -> Callable[[str], str]:
    """A function that folds a word as written: case, inner dots and dashes, British and American spelling."""
    return knowledge.compiled("lineage.fold", _folder)


def _folder(knowledge: Knowledge) -> Callable[[str], str]:
    table = knowledge.table("edits.toml")
    words = {form: forms[0] for forms in table["spelling"]["words"] for form in forms}
    endings = [(old, new, least) for old, new, least in table["spelling"]["endings"]]
    return _Folded(words, endings).__getitem__


class _Folded(dict[str, str]):
    """A word as written -> its folded form."""

    def __init__(self, words: Mapping[str, str], endings: Sequence[tuple[str, str, int]]) -> None:
        self.words, self.endings = words, endings

    def __missing__(self, word: str) -> str:
        low = word.casefold()
        low = re.sub(r"['’]s?$", "", low) if len(low) > 3 else low
        got = low if low in "$€£¥%" else _INNER.sub("", low)
        if got in self.words:
            got = self.words[got]
        else:
            for old, new, least in self.endings:
                if len(got) >= least and got.endswith(old):
                    got = got[: len(got) - len(old)] + new
                    break
        if len(self) > 400_000:  # a bound on memory, not a cache policy
            self.clear()
        self[word] = got
        return got


def tokens(text: str, fold: Callable[[str], str], offset: int = 0) -> list[Word]:
    """The words of ``text`` in order, footnote marks left out; ``offset`` is added to every position."""
    out = []
    for m in _WORD.finditer(text):
        if not m["mark"]:
            folded = fold(m.group())
            if folded:
                out.append(Word(folded, m.start() + offset, m.end() + offset))
    return out


def folds(text: str, fold: Callable[[str], str]) -> list[str]:
    """The folded forms of :func:`tokens`, without their places."""
    return [folded for raw in _UNMARKED.findall(text) if raw[0] != "[" and (folded := fold(raw))]


def kept_tokens(knowledge: Knowledge) -> Callable[[str], tuple[Word, ...]]:
    """:func:`tokens` of a sentence, those of the sentences last asked for being at hand."""
    return knowledge.compiled("lineage.tokens", _kept_tokens)


def _kept_tokens(knowledge: Knowledge) -> Callable[[str], tuple[Word, ...]]:
    fold = folder(knowledge)
    return lru_cache(AT_HAND)(lambda text: tuple(tokens(text, fold)))


class _Hash(dict[str, int]):
    """Word -> 64-bit hash, the same in every process."""

    def __missing__(self, word: str) -> int:
        if len(self) > 400_000:
            self.clear()
        value = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
        self[word] = value
        return value


_hashes = _Hash()


def units(reading: Reading, knowledge: Knowledge) -> Units:
    """The sentences of a reading that are no furniture, as word hashes. Pure: one document, one result."""
    known = knowledge.compiled("lineage.known", _Known)
    run: list[int] = []
    names: list[bool] = []
    bounds, spans = array("I", [0]), array("I")
    for sentence in reading.sentences:
        if sentence.furniture:
            continue
        found = [w for raw in _UNMARKED.findall(sentence.at.quote) if (w := known[raw])[0]]
        if len(found) <= LONGEST:
            if found:
                run += [h for h, _ in found]
                names += [name for _, name in found]
                names[bounds[-1]] = False  # any sentence begins with a capital
                bounds.append(len(run))
                spans.extend((sentence.at.start, sentence.at.end))
            continue
        words = tokens(sentence.at.quote, folder(knowledge), sentence.at.start)
        for first in range(0, len(words), LONGEST):
            piece = words[first : first + LONGEST]
            run += [h for h, _ in found[first : first + LONGEST]]
            names += [name for _, name in found[first : first + LONGEST]]
            names[bounds[-1]] = names[bounds[-1]] and first > 0
            bounds.append(len(run))
            spans.extend((piece[0].start, piece[-1].end))
    hashes, marks = np.array(run, dtype=np.uint64), np.array(names, dtype=np.bool_)
    return Units(reading.document.document, hashes, marks, bounds, Spans(spans))


class _Known(dict[str, tuple[int, bool]]):
    """A word as written -> its hash (0: no word, a footnote mark) and whether it is written as a name."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.fold = folder(knowledge)
        self.months = frozenset(knowledge.table("edits.toml")["changes"]["month"])

    def __missing__(self, raw: str) -> tuple[int, bool]:
        if len(self) > 400_000:
            self.clear()
        fold = "" if raw[0] == "[" else self.fold(raw)
        value = (_hashes[fold] or 1, raw[0].isupper() and fold not in self.months) if fold else (0, False)
        self[raw] = value
        return value


def wording(part: Units) -> str:
    """What two documents of one wording throughout have in common, and no others."""
    held = hashlib.blake2b(part.hashes.astype("<u8").tobytes(), digest_size=16)
    held.update(np.array(part.bounds, "<u4").tobytes())
    return held.hexdigest()


def packed(part: Units) -> bytes:
    """Units as bytes, the same on every machine; :func:`unpacked` is the inverse."""
    sizes = np.array([len(part), len(part.hashes)], "<u4")
    places = np.array([*part.bounds, *(n for span in part.spans for n in span)], "<u4")
    marks = np.packbits(part.names)
    return b"".join(a.tobytes() for a in (sizes, places, part.hashes.astype("<u8"), marks))


def unpacked(document: str, raw: bytes) -> Units:
    """The units of a document from their bytes."""
    count, words = (int(n) for n in np.frombuffer(raw, "<u4", 2))
    places = np.frombuffer(raw, "<u4", 3 * count + 1, 8).astype(np.uint32).tobytes()
    cut = 4 * (count + 1)
    at = 8 + 4 * (3 * count + 1)
    hashes = np.frombuffer(raw, "<u8", words, at).astype(np.uint64)
    names = np.unpackbits(np.frombuffer(raw, np.uint8, -1, at + 8 * words), count=words).astype(np.bool_)
    return Units(document, hashes, names, array("I", places[:cut]), Spans(array("I", places[cut:])))
