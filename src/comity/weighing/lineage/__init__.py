"""Lineage: which passages of which documents are copies of each other, what was edited, and which family they form.

    find(readings, knowledge) -> Lineage

Word runs are hashed (:mod:`seeds`), sentences that share rare ones are compared and the passage is followed to its
ends (:mod:`chain`), what differs is named (:mod:`edits`), and copied sentences form families (:mod:`families`). Time
grows as n log n in the number of words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comity.knowledge import Knowledge
from comity.models import Copy, Reading, Span
from comity.weighing.lineage import families, joining, seeds
from comity.weighing.lineage.chain import Match
from comity.weighing.lineage.edits import edits
from comity.weighing.lineage.joining import Numbers
from comity.weighing.lineage.words import Units, folder, tokens, units

SHARDS = 16
"""Ranges of hash value joined one after the other."""
COVERS = 0.4
"""A sentence of which less than this share was copied is cited only from its first to its last copied word."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Copied passages; and for each document its sentences' (start, end, family), in text order."""

    copies: tuple[Copy, ...]
    places: dict[str, tuple[tuple[int, int, str], ...]]

    def family(self, document: str, start: int, end: int) -> str:
        """The family of the sentence that holds most of a stretch, "" where no other document shares it."""
        at = self.places.get(document, ())
        k = bisect_right(at, (start, 1 << 62, "")) - 1
        best, most = "", 0
        for low, high, family in at[max(0, k) : k + 4]:
            shared = min(end, high) - max(start, low)
            if shared > most:
                best, most = family, shared
        return best


def find(readings: Sequence[Reading], knowledge: Knowledge) -> Lineage:
    """All copied passages between the documents of ``readings``, and their families; the order changes nothing."""
    readings = sorted(readings, key=lambda r: r.document.document)
    parts = [units(r, knowledge) for r in readings]
    found = matches(parts)
    named = _families(parts, found)
    copies = []
    for (x, y), sentences in found:
        for m in sentences:
            copies.append(_copy(readings[x], readings[y], parts[x], parts[y], m, named[x, m.a], knowledge))
    places: dict[str, list[tuple[int, int, str]]] = {}
    for (x, unit), family in sorted(named.items()):
        places.setdefault(parts[x].document, []).append((*parts[x].spans[unit], family))
    return Lineage(tuple(copies), {d: tuple(rows) for d, rows in places.items()})


def matches(parts: Sequence[Units]) -> list[tuple[tuple[int, int], list[Match]]]:
    """((document, document), copied sentences) for every pair of documents that share a passage, in order."""
    numbers = Numbers.of([joining.lengths(p) for p in parts])
    hashed = []
    for first, part in zip(numbers.first[:-1], parts, strict=True):
        h, p = seeds.seeds(part)
        hashed.append((h, p + np.uint32(first)))
    found = joining.joined(seeds.shards(hashed, SHARDS), numbers.owner)
    del hashed
    return sorted(joining.compared(parts, joining.grouped(found, numbers), _alike(parts)).items())


def _alike(parts: Sequence[Units]) -> set[tuple[int, int]]:
    """Documents that are word for word the same, each paired with the next of its kind and the first."""
    groups: dict[tuple[bytes, tuple[int, ...]], list[int]] = {}
    for n, part in enumerate(parts):
        if len(part):
            groups.setdefault((part.hashes.tobytes(), part.bounds), []).append(n)
    return {(g[k], g[n]) for g in groups.values() for n in range(1, len(g)) for k in {0, n - 1}}


def _families(
    parts: Sequence[Units], found: Sequence[tuple[tuple[int, int], list[Match]]]
) -> dict[tuple[int, int], str]:
    union: families.Union[tuple[int, int]] = families.Union()
    for (x, y), sentences in found:
        for m in sentences:
            union.link((x, m.a), (y, m.b))
    for x in sorted({document for documents, _ in found for document in documents}):
        _repeats(x, parts[x], union)
    named: dict[tuple[int, int], str] = {}
    seen: dict[str, int] = {}
    for members in union.groups().values():
        family = families.name(parts[x].words(unit) for x, unit in members)
        seen[family] = seen.get(family, 0) + 1
        if seen[family] > 1:  # the same few words, in passages that nothing ties together
            family = f"{family}-{seen[family]}"
        named.update(dict.fromkeys(members, family))
    return named


def _repeats(document: int, part: Units, union: families.Union[tuple[int, int]]) -> None:
    """A sentence that its own document repeats word for word is in the family that one of its tellings is in."""
    told: dict[tuple[int, ...], list[int]] = {}
    for unit in range(len(part)):
        told.setdefault(tuple(part.words(unit)), []).append(unit)
    for same in told.values():
        if len(same) > 1 and any((document, unit) in union for unit in same):
            for unit in same[1:]:
                union.link((document, same[0]), (document, unit))


def _copy(a: Reading, b: Reading, in_a: Units, in_b: Units, m: Match, family: str, knowledge: Knowledge) -> Copy:
    span_a = _span(a, in_a, m.a, [(p, n) for p, _, n in m.blocks], m.matched / max(1, m.length_a), knowledge)
    span_b = _span(b, in_b, m.b, [(q, n) for _, q, n in m.blocks], m.matched / max(1, m.length_b), knowledge)
    text_a, text_b = a.document.text[span_a.start : span_a.end], b.document.text[span_b.start : span_b.end]
    same = text_a == text_b
    edited = () if same else edits(text_a, text_b, knowledge)
    why = families.direction(a.document, b.document, edited)
    return Copy(span_a, span_b, "same" if not edited else "edited", edited, family, why)


def _span(
    reading: Reading, part: Units, unit: int, blocks: list[tuple[int, int]], share: float, knowledge: Knowledge
) -> Span:
    start, end = part.spans[unit]
    if share < COVERS:
        words = tokens(reading.document.text[start:end], folder(knowledge), start)
        first, last = blocks[0][0], blocks[-1][0] + blocks[-1][1] - 1
        if last < len(words):
            start, end = words[first].start, words[last].end
    return Span(reading.document.document, start, end)
