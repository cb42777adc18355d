"""From pairs of sentences that share seeds to copied passages: compare, choose, and follow the passage to its ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from comity.weighing.lineage.blocks import SHORT, solid
from comity.weighing.lineage.seeds import RUN
from comity.weighing.lineage.words import Units

LONE_WORDS = 8
"""Matching words that a copied sentence standing alone must have."""
LONE_RARE = 5
"""Rare seeds that it must share, unless it is nearly whole: what many documents say in the same words is a formula."""
LONE_WHOLE, LONE_RUN = 0.9, 12
"""Nearly whole is this share of the longer sentence, or so many of the same words in one run."""
LONE_SHARE, LONE_PART, LONE_LEAST = 0.55, 0.75, 0.3
"""The share of the longer sentence that must match; or that of the shorter, where the longer has at least the last."""
LONE_RENAMED = 0.6
"""The share of the longer sentence that must match where a name stands for another."""
SHORT_RUN, SHORT_PLAIN = 8, 10
"""Words of a run so rare that it is a copy wherever it stands: where it holds a name or a month, and where none."""
SHORT_NAMES = 0.4
"""Share of its words that may be names: more, and it is the name of a treaty or an office."""
GAP = 2
"""Words that an edit inside such a run may take the place of."""
BESIDE_WORDS, BESIDE_SHARE, BESIDE_PART = 3, 0.4, 0.7
"""Words, share of the longer sentence or of the shorter that must match beside another copied sentence."""
NEAR = ((1, 1), (-1, -1), (1, 2), (2, 1), (-1, -2), (-2, -1))
"""Where a passage may go on: the next sentence on both sides, or one sentence skipped on one side."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two sentences compared. ``blocks`` are (first in a, first in b, length) runs of the same words.

    ``matched`` counts words in them, ``longest`` those of the longest.
    """

    a: int
    b: int
    matched: int
    longest: int
    blocks: tuple[tuple[int, int, int], ...]
    length_a: int
    length_b: int

    @property
    def coverage(self) -> float:
        """Share of the longer sentence that matches, 0..1."""
        return self.matched / max(self.length_a, self.length_b, 1)

    @property
    def containment(self) -> float:
        """Share of the shorter sentence that matches, 0..1."""
        return self.matched / max(min(self.length_a, self.length_b), 1)


class Worded:
    """The sentences of a document as words that can be compared at once."""

    __slots__ = ("_bounds", "_distinct", "_first", "_part", "_twos", "_words")

    def __init__(self, part: Units) -> None:
        self._part = part
        self._words: list[int] = part.hashes.tolist()
        self._bounds = part.bounds
        self._distinct: dict[int, tuple[frozenset[int], int, int]] = {}
        self._twos: dict[int, tuple[list[int], frozenset[int]]] = {}
        self._first: dict[int, tuple[dict[int, int], tuple[int, ...]]] = {}

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def words(self, unit: int) -> list[int]:
        """The words of a sentence."""
        return self._words[self._bounds[unit] : self._bounds[unit + 1]]

    def distinct(self, unit: int) -> tuple[frozenset[int], int, int]:
        """The words of a sentence, each once; how many words it has; and how many of these are told again."""
        got = self._distinct.get(unit)
        if got is None:
            words = self.words(unit)
            once = frozenset(words)
            got = self._distinct[unit] = once, len(words), len(words) - len(once)
        return got

    def first(self, unit: int) -> tuple[dict[int, int], tuple[int, ...]]:
        """Where each word of a sentence first stands in it: by word, and for every word in order."""
        got = self._first.get(unit)
        if got is None:
            words = self.words(unit)
            where = {word: n for n, word in zip(range(len(words) - 1, -1, -1), reversed(words), strict=True)}
            got = self._first[unit] = where, tuple(map(where.__getitem__, words))
        return got

    def twos(self, unit: int) -> tuple[list[int], frozenset[int]]:
        """Every two words of a sentence that stand together, as one number: in order, and each once."""
        got = self._twos.get(unit)
        if got is None:
            words = self.words(unit)
            order = [one * 31 + other for one, other in pairwise(words)]
            got = self._twos[unit] = order, frozenset(order)
        return got

    def name_marks(self, unit: int) -> list[bool]:
        """Which words of a sentence are written as names."""
        return self._part.name_marks(unit)


def compare(a: Worded, i: int, b: Worded, j: int) -> Match | None:
    """The words that sentence ``i`` of ``a`` and ``j`` of ``b`` share in order; None where they share too few."""
    x, y = a.words(i), b.words(j)
    if x == y:
        n = len(x)
        return Match(i, j, n, n, ((0, 0, n),), n, n)
    if not x or not y:
        return None
    some, other = a.distinct(i)[0], b.distinct(j)[0]
    if 2 * len(some & other) < min(len(some), len(other)):
        return None
    where, own = a.first(i)
    runs = solid(own, tuple(map(where.get, y)))
    if not runs:
        return None
    sizes = [n for *_, n in runs]
    return Match(i, j, sum(sizes), max(sizes), runs, len(x), len(y))


def renamed(a: Worded, b: Worded, m: Match) -> bool:
    """Whether in one of two sentences compared a name stands where the other has another name."""
    names_a, names_b = a.name_marks(m.a), b.name_marks(m.b)
    if True not in names_a or True not in names_b:
        return False
    x, y = a.words(m.a), b.words(m.b)
    p0, q0 = 0, 0
    for p, q, n in [*m.blocks, (len(x), len(y), 0)]:
        if p0 < p and q0 < q:
            gone = {w for w, name in zip(x[p0:p], names_a[p0:p], strict=True) if name}
            come = {w for w, name in zip(y[q0:q], names_b[q0:q], strict=True) if name}
            if gone - come and come - gone:
                return True
        p0, q0 = p + n, q + n
    return False


def may_stand_alone(a: Worded, i: int, b: Worded, j: int, rare: int) -> bool:
    """Whether two sentences can be :func:`alone` at all, by the words they have in common, then by those in runs."""
    most, short, long = _common(a, i, b, j)
    return _alone_with(most, most, short, long, rare) and _alone_with(*_in_runs(a, i, b, j), short, long, rare)


def _alone_with(most: int, longest: int, short: int, long: int, rare: int) -> bool:
    if most < LONE_WORDS or (rare < LONE_RARE and most / long < LONE_WHOLE and longest < LONE_RUN):
        return False
    share = most / long
    if most >= SHORT_RUN and rare > SHORT_RUN - RUN:
        return True
    return share >= LONE_SHARE or (most / short >= LONE_PART and (share >= LONE_LEAST or most >= LONE_RUN))


def may_stand_beside(a: Worded, i: int, b: Worded, j: int) -> bool:
    """Whether two sentences can be :func:`beside` another copied one, by the words they have in common."""
    most, short, long = _common(a, i, b, j)
    if not _beside_with(most, short, long):
        return False
    return short < SHORT or _beside_with(_in_runs(a, i, b, j)[0], short, long)


def _beside_with(most: int, short: int, long: int) -> bool:
    return most >= min(BESIDE_WORDS, short) and (most / long >= BESIDE_SHARE or most / short >= BESIDE_PART)


def _in_runs(a: Worded, i: int, b: Worded, j: int) -> tuple[int, int]:
    """How many words of a sentence stand in runs of two or more that the other may have too, and in the longest."""
    there, words, run, longest = b.twos(j)[1], 0, 0, 0
    for two in a.twos(i)[0]:
        if two in there:
            run += 1
        elif run:
            words += run + 1
            if run > longest:
                longest = run
            run = 0
    if run:
        words += run + 1
        longest = max(longest, run)
    return words, longest + 1


def _common(a: Worded, i: int, b: Worded, j: int) -> tuple[int, int, int]:
    """How many words of two sentences can match at most, in any order; the words of the shorter and of the longer."""
    x, size_x, again = a.distinct(i)
    y, size_y, more = b.distinct(j)
    most = len(x & y) + (again if again < more else more)  # a word that comes twice may match twice
    return (most, size_x, size_y) if size_x < size_y else (most, size_y, size_x)


def alone(a: Worded, b: Worded, m: Match, rare: int) -> bool:
    """Whether two sentences are so alike that one is a copy of the other, whatever stands around them.

    A formula with other names in it ("relations with X were established on …") is no copy. ``rare`` is how many rare
    seeds the two share.
    """
    if short(a, m, rare):
        return True
    if m.matched < LONE_WORDS or (rare < LONE_RARE and m.coverage < LONE_WHOLE and m.longest < LONE_RUN):
        return False
    if m.longest >= LONE_RUN and m.coverage >= LONE_RENAMED:
        return True
    alike = m.coverage >= LONE_SHARE or (
        m.containment >= LONE_PART and (m.coverage >= LONE_LEAST or m.longest >= LONE_RUN)
    )
    return alike and not renamed(a, b, m)


def short(a: Worded, m: Match, rare: int) -> bool:
    """Whether two sentences share a clause of some length that hardly any other sentence has."""
    if m.matched < SHORT_RUN or rare <= SHORT_RUN - RUN:
        return False
    words, held, names = _run(m.blocks, a.name_marks(m.a))
    if words < SHORT_RUN or rare < held or held <= SHORT_RUN - RUN or names > SHORT_NAMES * words:
        return False
    return names > 0 or words >= SHORT_PLAIN


def _run(blocks: Sequence[tuple[int, int, int]], names: Sequence[bool]) -> tuple[int, int, int]:
    """The longest run of the same words but for small edits: its words, its seeds, its names."""
    best, run, p0, q0 = (0, 0, 0), (0, 0, 0), -9, -9
    for p, q, n in blocks:
        if p - p0 > GAP or q - q0 > GAP:
            run = (0, 0, 0)
        run = (run[0] + n, run[1] + max(0, n - RUN + 1), run[2] + sum(names[p : p + n]))
        best, p0, q0 = max(best, run), p + n, q + n
    return best


def beside(a: Worded, b: Worded, m: Match) -> bool:
    """Whether two sentences are alike enough, given that a neighbouring sentence was copied."""
    least = min(BESIDE_WORDS, m.length_a, m.length_b)
    if m.matched < least or (m.coverage < BESIDE_SHARE and m.containment < BESIDE_PART):
        return False
    return m.coverage >= LONE_RENAMED or not renamed(a, b, m)


def passages(a: Worded, b: Worded, candidates: Mapping[tuple[int, int], tuple[int, int]]) -> list[Match]:
    """The copied sentences of two documents, in the order of ``a``.

    ``candidates`` gives the pairs of sentences that share seeds: how many, and how many rare ones. A sentence may be
    matched twice only where the second match takes other words of it (a sentence cut in two) or is word for word the
    same.
    """
    found: dict[tuple[int, int], Match] = {}
    weak: dict[tuple[int, int], Match | None] = {}
    for (i, j), (_, rare) in candidates.items():
        if may_stand_alone(a, i, b, j, rare):
            m = compare(a, i, b, j)
            if m is not None and alone(a, b, m, rare):
                found[i, j] = m
            else:
                weak[i, j] = m
    open_ = sorted(found)
    while open_:
        i, j = open_.pop()
        for di, dj in NEAR:
            k = (i + di, j + dj)
            if k in found or not (0 <= k[0] < len(a) and 0 <= k[1] < len(b)):
                continue
            if k not in weak:
                weak[k] = compare(a, k[0], b, k[1]) if may_stand_beside(a, k[0], b, k[1]) else None
            m = weak[k]
            if m is not None and beside(a, b, m):
                found[k] = m
                open_.append(k)
    return sorted(_chosen(list(found.values())), key=lambda m: (m.a, m.b)) if found else []


def _chosen(found: list[Match]) -> list[Match]:
    places = {(m.a, m.b) for m in found}
    taken_a: dict[int, set[int]] = {}
    taken_b: dict[int, set[int]] = {}
    out = []

    def weight(m: Match) -> tuple[float, int, int, int]:
        in_line = sum((m.a + di, m.b + dj) in places for di, dj in NEAR[:2])
        return (-m.matched - 0.5 * in_line, abs(m.length_a - m.length_b), m.a, m.b)

    for m in sorted(found, key=weight):
        words_a = {p + k for p, _, n in m.blocks for k in range(n)}
        words_b = {q + k for _, q, n in m.blocks for k in range(n)}
        fresh_a = 2 * len(words_a & taken_a.get(m.a, set())) < len(words_a)
        fresh_b = 2 * len(words_b & taken_b.get(m.b, set())) < len(words_b)
        if (fresh_a and fresh_b) or ((fresh_a or fresh_b) and m.coverage >= 0.95):
            taken_a.setdefault(m.a, set()).update(words_a)
            taken_b.setdefault(m.b, set()).update(words_b)
            out.append(m)
    return out
