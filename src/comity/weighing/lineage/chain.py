"""From pairs of sentences that share seeds to copied passages: compare, choose, and follow the passage to its ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from comity.weighing.lineage.words import Units

LONE_WORDS = 8
"""Matching words that a copied sentence standing alone must have; beside another copied sentence 3 will do."""
LONE_RARE = 5
"""Rare seeds that it must share, unless it is nearly whole: what many documents say in the same words is a formula."""
NEAR = ((1, 1), (-1, -1), (1, 2), (2, 1), (-1, -2), (-2, -1))
"""Where a passage may go on: the next sentence on both sides, or one sentence skipped on one side."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two sentences compared. ``blocks`` are (first in a, first in b, length) runs of the same words.

    ``matched`` counts words in them; ``renamed`` counts places where a name stands for another name.
    """

    a: int
    b: int
    matched: int
    longest: int
    blocks: tuple[tuple[int, int, int], ...]
    length_a: int
    length_b: int
    renamed: int

    @property
    def coverage(self) -> float:
        """Share of the longer sentence that matches, 0..1."""
        return self.matched / max(self.length_a, self.length_b, 1)

    @property
    def containment(self) -> float:
        """Share of the shorter sentence that matches, 0..1."""
        return self.matched / max(min(self.length_a, self.length_b), 1)


def compare(a: Units, i: int, b: Units, j: int) -> Match | None:
    """The words that sentence ``i`` of ``a`` and ``j`` of ``b`` share in order; None where they share too few."""
    x, y = a.words(i), b.words(j)
    if x == y:
        n = len(x)
        return Match(i, j, n, n, ((0, 0, n),), n, n, 0)
    if not x or not y:
        return None
    if 2 * len(set(x) & set(y)) < min(len(set(x)), len(set(y))):
        return None
    blocks = SequenceMatcher(None, x, y, autojunk=False).get_matching_blocks()[:-1]
    solid = tuple((p, q, n) for p, q, n in blocks if n > 1 or min(len(x), len(y)) < 6) or tuple(blocks[:0])
    if not solid:
        return None
    names_a, names_b = a.name_marks(i), b.name_marks(j)
    renamed, p0, q0 = 0, 0, 0
    for p, q, n in [*solid, (len(x), len(y), 0)]:
        gone = {w for w, name in zip(x[p0:p], names_a[p0:p], strict=True) if name}
        come = {w for w, name in zip(y[q0:q], names_b[q0:q], strict=True) if name}
        renamed += bool(gone - come and come - gone)
        p0, q0 = p + n, q + n
    return Match(i, j, sum(n for *_, n in solid), max(n for *_, n in solid), solid, len(x), len(y), renamed)


def alone(m: Match, rare: int) -> bool:
    """Whether two sentences are so alike that one is a copy of the other, whatever stands around them.

    A formula with other names in it ("relations with X were established on …") is no copy. ``rare`` is how many rare
    seeds the two share.
    """
    if m.matched < LONE_WORDS or (rare < LONE_RARE and m.coverage < 0.9 and m.longest < 12):
        return False
    if m.renamed:
        return m.longest >= 12 and m.coverage >= 0.6
    return m.coverage >= 0.55 or (m.containment >= 0.75 and (m.coverage >= 0.3 or m.longest >= 12))


def beside(m: Match) -> bool:
    """Whether two sentences are alike enough, given that a neighbouring sentence was copied."""
    if m.renamed and m.coverage < 0.6:
        return False
    return m.matched >= min(3, m.length_a, m.length_b) and (m.coverage >= 0.4 or m.containment >= 0.7)


def passages(a: Units, b: Units, candidates: Mapping[tuple[int, int], tuple[int, int]]) -> list[Match]:
    """The copied sentences of two documents, in the order of ``a``.

    ``candidates`` gives the pairs of sentences that share seeds: how many, and how many rare ones. A sentence may be
    matched twice only where the second match takes other words of it (a sentence cut in two) or is word for word the
    same.
    """
    found: dict[tuple[int, int], Match] = {}
    weak: dict[tuple[int, int], Match] = {}
    for (i, j), (_, rare) in candidates.items():
        m = compare(a, i, b, j)
        if m is not None:
            (found if alone(m, rare) else weak)[i, j] = m
    open_ = sorted(found)
    while open_:
        i, j = open_.pop()
        for di, dj in NEAR:
            k = (i + di, j + dj)
            if k in found or not (0 <= k[0] < len(a) and 0 <= k[1] < len(b)):
                continue
            m = weak.get(k) or compare(a, k[0], b, k[1])
            if m is not None and beside(m):
                found[k] = m
                open_.append(k)
    return sorted(_chosen(list(found.values())), key=lambda m: (m.a, m.b))


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
