"""From seeds to the pairs of sentences worth a comparison, document pair by document pair.

Sentences are numbered over all documents, in the order of documents. What one seed links depends on that seed's own
sentences alone, so that all seeds may be joined, or only some.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from comity.weighing.lineage import seeds
from comity.weighing.lineage.chain import NEAR, Match, Worded, passages
from comity.weighing.lineage.seeds import Pairs, Positions
from comity.weighing.lineage.words import Hashes, Units

LONG = 10
"""Words: two longer sentences are not compared for the sake of one shared seed, unless their neighbours share one."""
AT_HAND = 512
"""Documents whose words are kept at hand while documents are compared."""

Joined = tuple[Pairs, Positions, Positions]
"""Pairs of sentences, how many seeds they share, how many of these are rare."""
Candidates = dict[tuple[int, int], tuple[int, int]]
"""Sentence of one document, sentence of the other -> how many seeds they share, how many of these are rare."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """``first[d]`` is the number of the first sentence of document ``d``; ``owner`` and ``words`` are by sentence."""

    first: npt.NDArray[np.int64]
    owner: Positions
    words: npt.NDArray[np.int64]

    @classmethod
    def of(cls, lengths: Sequence[npt.NDArray[np.int64]]) -> Numbers:
        """The numbers of documents whose sentences have these lengths in words."""
        counts = [len(n) for n in lengths]
        owner = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
        words = np.concatenate(lengths) if lengths else np.empty(0, np.int64)
        return cls(np.cumsum([0, *counts]), owner, words)


def joined(shards: Iterable[tuple[Hashes, Positions]], owner: Positions) -> Joined:
    """The pairs of sentences that the seeds of all shards (each sorted by hash, then sentence) link."""
    found = []
    for hashes, positions in shards:
        held = seeds.shared(hashes, positions)
        if len(held[0]):
            found.append(seeds.pairs(*held, owner))
    return seeds.merged(found)


class Groups:
    """The pairs of sentences worth a comparison, by the two documents they stand in, in order."""

    def __init__(self, found: Joined, numbers: Numbers) -> None:
        packed, counts, rare = _worth(found, numbers)
        low, high = split(packed)
        x, y = numbers.owner[low], numbers.owner[high]
        order = np.lexsort((high, low, y, x))
        self._x, self._y = x[order], y[order]
        edges = np.flatnonzero(np.diff(self._x.astype(np.int64) * len(numbers.first) + self._y)) + 1
        self._rows = np.stack([low - numbers.first[x], high - numbers.first[y], counts, rare], axis=1)[order]
        self._starts = np.array([0, *edges, len(self._rows)] if len(self._rows) else [0])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[tuple[tuple[int, int], Candidates]]:
        return self.part(0, len(self))

    def part(self, first: int, last: int) -> Iterator[tuple[tuple[int, int], Candidates]]:
        """Those of so many pairs of documents, ``last`` excluded."""
        starts = self._starts[first : last + 1].tolist()
        for start, end in pairwise(starts):
            rows = self._rows[start:end].tolist()
            yield (int(self._x[start]), int(self._y[start])), {(i, j): (n, few) for i, j, n, few in rows}

    def parts(self, count: int) -> list[tuple[int, int]]:
        """At most ``count`` runs of pairs of documents with about as many pairs of sentences each."""
        cuts = np.linspace(0, len(self._rows), count + 1)[1:-1]
        inner = np.searchsorted(self._starts, cuts).tolist()
        edges = sorted({0, len(self), *(min(n, len(self)) for n in inner)})
        return list(pairwise(edges))


def between(found: Joined, numbers: Numbers, two: Collection[tuple[int, int]]) -> Joined:
    """The pairs of sentences that stand in these pairs of documents."""
    low, high = split(found[0])
    many = len(numbers.first)
    asked = np.array(sorted(a * many + b for a, b in two), np.int64)
    keep = np.isin(numbers.owner[low].astype(np.int64) * many + numbers.owner[high], asked)
    return found[0][keep], found[1][keep], found[2][keep]


def _worth(found: Joined, numbers: Numbers) -> Joined:
    """Without the pairs of long sentences that share one seed, and whose neighbours share none."""
    packed, counts, rare = found
    low, high = split(packed)
    doubtful = np.flatnonzero((counts == 1) & (np.minimum(numbers.words[low], numbers.words[high]) > LONG))
    near = np.zeros(len(doubtful), bool)
    a, b = low[doubtful], high[doubtful]
    last = len(numbers.owner) - 1
    for da, db in NEAR:
        i, j = np.clip(a + da, 0, last), np.clip(b + db, 0, last)
        inside = (i == a + da) & (j == b + db)
        inside &= (numbers.owner[i] == numbers.owner[a]) & (numbers.owner[j] == numbers.owner[b])
        wanted = (i.astype(np.uint64) << np.uint64(32)) | j.astype(np.uint64)
        at = np.minimum(np.searchsorted(packed, wanted), max(0, len(packed) - 1))
        near |= inside & (packed[at] == wanted) if len(packed) else inside
    keep = np.ones(len(packed), bool)
    keep[doubtful[~near]] = False
    return packed[keep], counts[keep], rare[keep]


def split(packed: Pairs) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The two sentences of each pair."""
    return (packed >> np.uint64(32)).astype(np.int64), (packed & np.uint64(0xFFFFFFFF)).astype(np.int64)


def lengths(part: Units) -> npt.NDArray[np.int64]:
    """How many words each sentence of a document has."""
    return np.diff(np.array(part.bounds, np.int64))


def compared(
    parts: Mapping[int, Units] | Sequence[Units],
    groups: Iterable[tuple[tuple[int, int], Candidates]],
    same: set[tuple[int, int]],
) -> dict[tuple[int, int], list[Match]]:
    """The copied sentences of every two documents that have some; ``same`` are documents of one wording throughout."""
    out: dict[tuple[int, int], list[Match]] = {}
    for (a, b), found in copied(parts, groups):
        if (a, b) not in same:
            out[a, b] = found
    return out | {(a, b): whole(parts[a]) for a, b in same}


def copied(
    parts: Mapping[int, Units] | Sequence[Units], groups: Iterable[tuple[tuple[int, int], Candidates]]
) -> Iterator[tuple[tuple[int, int], list[Match]]]:
    """The copied sentences of every two documents of these groups that have some."""
    worded = lru_cache(AT_HAND)(lambda document: Worded(parts[document]))
    for (a, b), candidates in groups:
        if found := passages(worded(a), worded(b), candidates):
            yield (a, b), found


def whole(part: Units) -> list[Match]:
    """All sentences of a document, each the copy of its own."""
    return [Match(i, i, n, n, ((0, 0, n),), n, n) for i, n in enumerate(lengths(part).tolist())]
