"""Lineage: which passages of which documents are copies of each other, what was edited, and which family they form.

    find(readings, knowledge) -> Lineage

Word runs are hashed (:mod:`seeds`), sentences that share rare ones are compared and the passage is followed to its
ends (:mod:`chain`), what differs is named (:mod:`edits`), and copied sentences form families (:mod:`families`). Time
grows as n log n in the number of words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from comity.knowledge import Knowledge, undisturbed
from comity.models import Copy, Document, Reading, Span
from comity.weighing.lineage import families, joining, seeds
from comity.weighing.lineage.chain import Match
from comity.weighing.lineage.edits import edits
from comity.weighing.lineage.joining import Numbers
from comity.weighing.lineage.seeds import RUN
from comity.weighing.lineage.words import Units, folder, tokens, units, wording
from comity.weighing.sharing import Share, alone
from comity.weighing.union import Union

SHARDS = 16
"""Ranges of hash value joined one after the other."""
COVERS = 0.4
"""A sentence of which less than this share was copied is cited only from its first to its last copied word."""

PARTS = 8
"""Parts of the work for each of those who share it."""

WHOLE, MOSTLY = 0.6, 0.85
"""Shares of a sentence that must be copied for it to be cited whole: commonly, and where a clause was added to it."""
CLAUSE = 5
"""Words of a clause at either end of a sentence, not copied, that is left out."""
FAR = 4
"""Words between a run of fewer words than a seed has and the rest of what was copied, for it to belong there."""
MOST = 0.6
"""Share of a stretch that must stand in what was copied of its sentence."""
EDGE = 3
"""Words beside the first or last copied one that an edit may have put there."""
STOPS = frozenset({",", ";", ":", "—", "–", "(", "),", ");"})
"""What parts such a clause from the rest."""

Two = tuple[int, int]
Place = tuple[int, int, str]
"""First and last code point of a sentence, and its family."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Copied passages; and for each document its sentences' (start, end, family), in text order.

    ``links`` tells of each copy which sentences it ties together: (document, unit, document, unit). ``parts`` are the
    units of all documents, by name. ``beyond`` are copies that tie these documents to others, which are not here.
    """

    copies: tuple[Copy, ...]
    places: dict[str, tuple[Place, ...]]
    links: tuple[tuple[str, int, str, int], ...] = field(default=(), compare=False)
    parts: Mapping[str, Units] = field(default_factory=dict, compare=False, repr=False)
    beyond: tuple[Copy, ...] = field(default=(), compare=False, repr=False)
    _spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict, compare=False, repr=False)

    def family(self, document: str, start: int, end: int) -> str:
        """The family of the sentence that holds most of a stretch, "" where no other document shares it.

        Of a sentence that shares a clause alone with others, only what stands mostly in that clause is of its family.
        """
        at = self.places.get(document, ())
        k = bisect_right(at, (start, 1 << 62, "")) - 1
        best, most = (0, 0, ""), 0
        for row in at[max(0, k) : k + 4]:
            shared = min(end, row[1]) - max(start, row[0])
            if shared > most:
                best, most = row, shared
        return best[2] if most and self._shares(document, best, start, end) else ""

    def _shares(self, document: str, sentence: Place, start: int, end: int) -> bool:
        if not self._spans:
            held: dict[str, set[tuple[int, int]]] = {}
            for copy in (*self.copies, *self.beyond):
                for span in (copy.a, copy.b):
                    held.setdefault(span.document, set()).add((span.start, span.end))
            self._spans.update((name, sorted(spans)) for name, spans in held.items())
        spans = self._spans.get(document, [])
        low, high = bisect_left(spans, (sentence[0], 0)), bisect_left(spans, (sentence[1], 0))
        if low == high:  # told twice by its own document
            return True
        return any(min(end, b) - max(start, a) >= MOST * (end - start) for a, b in spans[low:high])


@undisturbed()
def find(
    readings: Sequence[Reading], knowledge: Knowledge, parts: Mapping[str, Units] | None = None, share: Share = alone
) -> Lineage:
    """All copied passages between the documents of ``readings``, and their families; the order changes nothing.

    ``parts`` are units made before, by document; the others are made here.
    """
    readings = sorted(readings, key=lambda r: r.document.document)
    made = parts or {}

    def united(part: tuple[int, int]) -> list[Units]:
        return [made.get(r.document.document) or units(r, knowledge) for r in readings[slice(*part)]]

    every = [u for found in share(united, _even(len(readings), share)) for u in found]
    found = _copied(readings, every, knowledge, share)
    named = _families(every, found)
    copies = tuple(replace(c, family=named[x, i]) for (x, _), sentences in found for i, _, c in sentences)
    links = tuple((every[x].document, i, every[y].document, j) for (x, y), sentences in found for i, j, _ in sentences)
    places: dict[str, list[Place]] = {}
    for (x, unit), family in sorted(named.items()):
        places.setdefault(every[x].document, []).append((*every[x].spans[unit], family))
    held = {d: tuple(rows) for d, rows in places.items()}
    return Lineage(copies, held, links, {p.document: p for p in every})


def _even(count: int, share: Share) -> list[tuple[int, int]]:
    """First and last (excluded) of runs of as many things each, some for every worker."""
    size = max(1, -(-count // (share.workers * PARTS)))
    return [(n, min(n + size, count)) for n in range(0, count, size)]


def _copied(
    readings: Sequence[Reading], parts: Sequence[Units], knowledge: Knowledge, share: Share
) -> list[tuple[Two, list[tuple[int, int, Copy]]]]:
    """Of every two documents that share a passage, in order, the copied sentences, whose family is not known yet."""
    numbers = Numbers.of([joining.lengths(p) for p in parts])
    groups = joining.Groups(_linked(parts, numbers), numbers)
    same = _alike(parts)

    def told(two: Two, matches: list[Match]) -> tuple[Two, list[tuple[int, int, Copy]]]:
        (a, b), both = (readings[n].document for n in two), (parts[two[0]], parts[two[1]])
        return two, [(m.a, m.b, copy(a, b, both, m, "", knowledge)) for m in matches]

    def compared(part: tuple[int, int]) -> list[tuple[Two, list[tuple[int, int, Copy]]]]:
        return [told(two, found) for two, found in joining.copied(parts, groups.part(*part)) if two not in same]

    found = [one for some in share(compared, groups.parts(share.workers * PARTS)) for one in some]
    found += [told(two, joining.whole(parts[two[0]])) for two in same]
    return sorted(found, key=lambda one: one[0])


def _linked(parts: Sequence[Units], numbers: Numbers) -> joining.Joined:
    """The pairs of sentences that seeds link."""
    hashed = []
    for first, part in zip(numbers.first[:-1], parts, strict=True):
        h, p = seeds.seeds(part)
        hashed.append((h, p + np.uint32(first)))
    return joining.joined(seeds.shards(hashed, SHARDS), numbers.owner)


def _alike(parts: Sequence[Units]) -> set[tuple[int, int]]:
    """Documents that are word for word the same, each paired with the one before it and with the first."""
    groups: dict[str, list[int]] = {}
    for n, part in enumerate(parts):
        if len(part):
            groups.setdefault(wording(part), []).append(n)
    return {two for same in groups.values() for two in families.paired(same)}


def _families(parts: Sequence[Units], found: Sequence[tuple[Two, list[tuple[int, int, Copy]]]]) -> dict[Two, str]:
    """The family of every copied sentence: (document, unit) -> id."""
    union: Union[Two] = Union()
    for (x, y), sentences in found:
        for i, j, _ in sentences:
            union.link((x, i), (y, j))
    for x in sorted({document for documents, _ in found for document in documents}):
        families.repeats(x, parts[x], union)
    return families.named(union, lambda at: parts[at[0]].words(at[1]))


def copy(a: Document, b: Document, parts: tuple[Units, Units], m: Match, family: str, knowledge: Knowledge) -> Copy:
    """Two copied sentences of two documents as the record tells of them."""
    first, last = _core(m.blocks)
    p, q, _ = m.blocks[first]
    p_last, q_last = (m.blocks[last][side] + m.blocks[last][2] - 1 for side in (0, 1))
    rest = m.length_a - 1 - p_last, m.length_b - 1 - q_last
    span_a = _span(a, parts[0], m.a, (p, p_last), m.matched / max(1, m.length_a), (q, rest[1]), knowledge)
    span_b = _span(b, parts[1], m.b, (q, q_last), m.matched / max(1, m.length_b), (p, rest[0]), knowledge)
    text_a, text_b = a.text[span_a.start : span_a.end], b.text[span_b.start : span_b.end]
    edited = () if text_a == text_b else edits(text_a, text_b, knowledge)
    why = families.direction(a, b, edited)
    return Copy(span_a, span_b, "same" if not edited else "edited", edited, family, why)


def _core(blocks: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """The first and last block of what was copied, without a few words far off that may stand there by chance."""
    low = high = max(range(len(blocks)), key=lambda k: (blocks[k][2], -k))
    while low and _near(blocks[low - 1], blocks[low], blocks[low - 1][2]):
        low -= 1
    while high + 1 < len(blocks) and _near(blocks[high], blocks[high + 1], blocks[high + 1][2]):
        high += 1
    return low, high


def _near(first: tuple[int, int, int], second: tuple[int, int, int], words: int) -> bool:
    """Whether one block belongs to the next to it: of so many words, or near it in one of the sentences."""
    return words >= RUN or min(second[0] - first[0], second[1] - first[1]) - first[2] <= FAR


def _span(
    document: Document,
    part: Units,
    unit: int,
    core: tuple[int, int],
    share: float,
    other: tuple[int, int],
    knowledge: Knowledge,
) -> Span:
    """What was copied of a sentence: all of it, without a clause before or after that was not.

    ``core``: the first and last copied word. ``other``: how many words of the other sentence stand before and after
    what was copied; where both have some, they were edited into each other, unless little of the sentence was copied.
    """
    start, end = part.spans[unit]
    words = tokens(document.text[start:end], folder(knowledge), start)
    first, last = core
    if last >= len(words):
        return Span(document.document, start, end)
    if share < COVERS:
        return Span(document.document, words[first].start, words[last].end)
    text, rest = document.text, len(words) - 1 - last
    before, after = (share < (WHOLE if n > EDGE else MOSTLY) for n in other)
    for k in range(EDGE + 1) if before else ():
        if first - k >= CLAUSE and text[words[first - k - 1].end : words[first - k].start].strip() in STOPS:
            start = words[first - k].start
            break
    for k in range(EDGE + 1) if after else ():
        if rest - k >= CLAUSE and text[words[last + k].end : words[last + k + 1].start].strip() in STOPS:
            end = words[last + k].end
            break
    return Span(document.document, start, end)
