"""Seeds: hashed runs of words that two documents share, and the pairs of sentences they point to.

Near-linear: one sort over all seeds. A seed that very many sentences share links each of them to a few others and never
all to all. Seeds of a document depend on nothing but the document, and what a seed links depends on nothing but the
sentences that have it: a range of hash values can be joined without the others, and a document that is added changes
nothing but what its own seeds link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from comity.weighing.lineage.words import Hashes, Units

RUN = 4
"""Words in a seed."""
ALL_PAIRS = 12
"""A seed in at most this many sentences pairs them all; beyond, each is paired with the next few and the first."""

Positions = npt.NDArray[np.uint32]
Pairs = npt.NDArray[np.uint64]


def seeds(units: Units) -> tuple[Hashes, Positions]:
    """(hash, unit) of every run of RUN words inside a unit, each once a unit, sorted; arrays of equal length."""
    n = len(units.hashes) - RUN + 1
    if n <= 0:
        return np.empty(0, np.uint64), np.empty(0, np.uint32)
    mixed = np.zeros(n, np.uint64)
    with np.errstate(over="ignore"):
        for k in range(RUN):
            mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + units.hashes[k : k + n]
        mixed ^= mixed >> np.uint64(31)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(29)
    lengths = np.diff(np.array(units.bounds))
    owner = np.repeat(np.arange(len(units), dtype=np.uint32), lengths)
    inside = owner[:n] == owner[RUN - 1 : RUN - 1 + n]
    hashes, positions = mixed[inside], owner[:n][inside]
    order = np.lexsort((positions, hashes))
    hashes, positions = hashes[order], positions[order]
    first = np.ones(len(hashes), bool)
    first[1:] = (hashes[1:] != hashes[:-1]) | (positions[1:] != positions[:-1])
    return hashes[first], positions[first]


def shards(parts: Sequence[tuple[Hashes, Positions]], count: int) -> Iterator[tuple[Hashes, Positions]]:
    """The seeds of many documents cut into ``count`` ranges of hash value; ``Positions`` are numbered over all units.

    ``parts`` must already carry those numbers. Each range can be joined without the others.
    """
    width = (1 << 64) // count
    for k in range(count):
        low = np.uint64(k * width)
        high = np.uint64((k + 1) * width - 1) if k < count - 1 else np.uint64((1 << 64) - 1)
        cut = [
            (h[a:b], p[a:b])
            for h, p in parts
            for a, b in [(np.searchsorted(h, low, "left"), np.searchsorted(h, high, "right"))]
            if b > a
        ]
        if cut:
            hashes = np.concatenate([h for h, _ in cut])
            positions = np.concatenate([p for _, p in cut])
            order = np.lexsort((positions, hashes))
            yield hashes[order], positions[order]


def shared(hashes: Hashes, positions: Positions) -> tuple[Hashes, Positions, Positions]:
    """Of sorted seeds, those that stand in two units or more: (hash, unit, in how many units)."""
    if not len(hashes):
        return hashes, positions, np.empty(0, np.uint32)
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    sizes = np.diff(np.append(starts, len(hashes)))
    size = np.repeat(sizes, sizes).astype(np.uint32)
    keep = size > 1
    return hashes[keep], positions[keep], size[keep]


def pairs(
    hashes: Hashes, positions: Positions, size: Positions, owner: Positions
) -> tuple[Pairs, Positions, Positions]:
    """Pairs of units of different documents that share seeds, how many they share, and how many of these are rare.

    A pair is ``first << 32 | second`` with ``first < second``. ``owner[unit]`` is the number of the unit's document. A
    seed is rare where at most ALL_PAIRS units have it.
    """
    few = size <= ALL_PAIRS
    rare = _counted(_all(hashes[few], positions[few], owner))
    common = _counted(_some(hashes[~few], positions[~few], owner))
    return merged([(*rare, rare[1]), (*common, np.zeros_like(common[1]))])


def merged(found: Sequence[tuple[Pairs, Positions, Positions]]) -> tuple[Pairs, Positions, Positions]:
    """Pairs of several ranges of hash value put together, their counts added up."""
    if not found:
        return np.empty(0, np.uint64), np.empty(0, np.uint32), np.empty(0, np.uint32)
    values = np.unique(np.concatenate([f[0] for f in found]))
    counts = np.zeros((2, len(values)), np.uint32)
    for pairs, shared, rare in found:
        at = np.searchsorted(values, pairs)
        counts[0, at] += shared
        counts[1, at] += rare
    return values, counts[0], counts[1]


def _all(hashes: Hashes, positions: Positions, owner: Positions) -> list[Pairs]:
    found = []
    for step in range(1, ALL_PAIRS):
        same = hashes[step:] == hashes[:-step] if step < len(hashes) else np.empty(0, bool)
        if not same.any():
            break
        found.append(_packed(positions[:-step][same], positions[step:][same], owner))
    return found


def _some(hashes: Hashes, positions: Positions, owner: Positions) -> list[Pairs]:
    if not len(hashes):
        return []
    found = []
    for step in (1, 2, 3):
        same = hashes[step:] == hashes[:-step] if step < len(hashes) else np.empty(0, bool)
        found.append(_packed(positions[:-step][same], positions[step:][same], owner))
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    sizes = np.diff(np.append(starts, len(hashes)))
    found.append(_packed(np.repeat(positions[starts], sizes), positions, owner))
    return found


def _counted(found: list[Pairs]) -> tuple[Pairs, Positions]:
    if not found:
        return np.empty(0, np.uint64), np.empty(0, np.uint32)
    values, counts = np.unique(np.concatenate(found), return_counts=True)
    return values, counts.astype(np.uint32)


def _packed(first: Positions, second: Positions, owner: Positions) -> Pairs:
    different = owner[first] != owner[second]
    low = np.minimum(first[different], second[different]).astype(np.uint64)
    high = np.maximum(first[different], second[different]).astype(np.uint64)
    packed: Pairs = (low << np.uint64(32)) | high
    return packed
