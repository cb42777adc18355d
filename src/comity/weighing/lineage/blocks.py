"""Runs of the same words in two sentences: the longest first, then what lies before it and behind it, and so on.

The result is that of :class:`difflib.SequenceMatcher` without its notion of junk; all runs are looked up once, and a
part of the sentences is searched by clipping them to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

W = TypeVar("W", int, str)

SHORT = 6
"""Words: in a shorter sentence one word in its place counts."""
KEPT = 16_384
"""Ways in which two sentences share words that are kept at hand."""

Block = tuple[int, int, int]
"""First word in one sentence, first in the other, how many words."""
Step = tuple[bool, int, int, int, int]
"""Whether the words are the same; first and last word (exclusive) in one sentence, and in the other."""


def blocks(x: Sequence[W], y: Sequence[W]) -> list[Block]:
    """The runs of words that ``x`` and ``y`` share in order. Of runs of one length the first in ``x`` is taken."""
    first: dict[W, int] = {}
    own = tuple([first.setdefault(word, i) for i, word in enumerate(x)])
    return _blocks(own, tuple(map(first.get, y)))


@lru_cache(KEPT)
def solid(x: tuple[int, ...], y: tuple[int | None, ...]) -> tuple[Block, ...]:
    """The :func:`blocks` of two sentences that stand for themselves: single words count in short sentences alone.

    ``x`` and ``y`` give for each word where it first stands in the one sentence, None for a word that it has not: what
    two sentences share hangs on nothing else, and many pairs of sentences share the like.
    """
    runs = _blocks(x, y)
    return tuple(runs) if min(len(x), len(y)) < SHORT else tuple(run for run in runs if run[2] > 1)


def steps(x: Sequence[W], y: Sequence[W]) -> list[Step]:
    """How ``y`` comes from ``x``: what is the same and what is put in its place, in order."""
    out: list[Step] = []
    i = j = 0
    for p, q, n in [*blocks(x, y), (len(x), len(y), 0)]:
        if i < p or j < q:
            out.append((False, i, p, j, q))
        if n:
            out.append((True, p, p + n, q, q + n))
        i, j = p + n, q + n
    return out


def _blocks(x: tuple[int, ...], y: tuple[int | None, ...]) -> list[Block]:
    """The blocks of two sentences of whose words it is told where they first stand in the one."""
    runs = _runs(x, y)
    if len(runs) < 2:
        return runs
    out: list[Block] = []
    open_ = [(runs, 0, len(x), 0, len(y))]
    while open_:
        runs, low_x, high_x, low_y, high_y = open_.pop()
        i, j, n = 0, 0, 0
        for p, q, size in runs:  # clipped to this part of the sentences
            before = max(low_x - p, low_y - q) if p < low_x or q < low_y else 0
            if p + size > high_x or q + size > high_y:
                size = min(high_x - p, high_y - q)
            size -= before
            if size > n or (size == n and size > 0 and (p + before, q + before) < (i, j)):
                i, j, n = p + before, q + before, size
        if n == 0:
            continue
        out.append((i, j, n))
        if low_x < i and low_y < j:
            left = [run for run in runs if run[0] < i and run[1] < j]
            if left:
                open_.append((left, low_x, i, low_y, j))
        if i + n < high_x and j + n < high_y:
            right = [run for run in runs if run[0] + run[2] > i + n and run[1] + run[2] > j + n]
            if right:
                open_.append((right, i + n, high_x, j + n, high_y))
    return sorted(out)


def _runs(x: tuple[int, ...], y: tuple[int | None, ...]) -> list[Block]:
    """All runs that cannot be made longer, whatever they overlap."""
    out: list[Block] = []
    size_x, size_y = len(x), len(y)
    again: dict[int, list[int]] = {}
    for i, first in enumerate(x):
        if first != i:
            again.setdefault(first, [first]).append(i)
    for j, word in enumerate(y):
        if word is None:
            continue
        for i in again.get(word, (word,)):
            if i and j and x[i - 1] == y[j - 1]:
                continue
            p, q = i + 1, j + 1
            while p < size_x and q < size_y and x[p] == y[q]:
                p += 1
                q += 1
            out.append((i, j, p - i))
    return out
