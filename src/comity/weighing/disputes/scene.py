"""What the finders of disputes look at: the readings, their copies, claims and facts, and ways to cite them."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from comity.knowledge import Knowledge
from comity.models import Claim, Dispute, Evidence, Fact, Mention, Reading, Sentence, Side
from comity.weighing.kinds import states
from comity.weighing.lineage import Lineage
from comity.weighing.reach import most_named

CITED = 16
"""Passages that a dispute cites at most, shared out between its sides: one that cites everything says nothing."""
NEAR = 256
"""Documents whose sentences and mentions are kept at hand."""


class Scene:
    """All that was read and found so far; every look-up is made once."""

    def __init__(
        self,
        readings: Sequence[Reading],
        lineage: Lineage,
        claims: Sequence[Claim],
        facts: Sequence[Fact],
        knowledge: Knowledge,
    ) -> None:
        self.readings: Mapping[str, Reading] = {r.document.document: r for r in readings}
        self.lineage = lineage
        self.claims = claims
        self.facts = facts
        self.knowledge = knowledge
        self._starts = lru_cache(NEAR)(self._starts_in)
        self._mentions = lru_cache(NEAR)(self._mentions_in)
        self._main: dict[str, frozenset[str]] = {}

    @cached_property
    def by_id(self) -> dict[str, Claim]:
        """Claim id -> claim."""
        return {c.id: c for c in self.claims}

    @cached_property
    def by_document(self) -> dict[str, list[Claim]]:
        """Document -> its claims in text order."""
        out: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            out[claim.at.document].append(claim)
        return out

    @cached_property
    def by_fact(self) -> dict[str, list[Claim]]:
        """Fact id -> its claims in the order of documents."""
        out: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            out[claim.fact].append(claim)
        return out

    def _starts_in(self, document: str) -> tuple[list[int], Sequence[Sentence]]:
        reading = self.readings.get(document)
        sentences = reading.sentences if reading else ()
        return [s.at.start for s in sentences], sentences

    def _mentions_in(self, document: str) -> dict[int, list[Mention]]:
        held: dict[int, list[Mention]] = defaultdict(list)
        for mention in self.readings[document].mentions:
            sentence = self.sentence(document, mention.at.start)
            held[sentence.n if sentence else -1].append(mention)
        return held

    def sentence(self, document: str, start: int) -> Sentence | None:
        """The sentence that a place in a document lies in."""
        starts, sentences = self._starts(document)
        k = bisect_right(starts, start) - 1
        return sentences[k] if k >= 0 else None

    def mentions(self, document: str, start: int, end: int) -> list[Mention]:
        """The actors named in a stretch of a document."""
        first, last = self.sentence(document, start), self.sentence(document, max(start, end - 1))
        if first is None or last is None:
            return []
        held = self._mentions(document)
        run = [m for n in range(first.n, last.n + 1) for m in held.get(n, ())]
        return [m for m in run if m.at.start < end and start < m.at.end]

    def named_states(self, document: str, start: int, end: int) -> frozenset[str]:
        """Codes of the states named in a stretch of a document."""
        found = self.mentions(document, start, end)
        return frozenset(states(tuple(m.actor for m in found if m.kind in ("state", "organ", "place", "group"))))

    def main_states(self, document: str) -> frozenset[str]:
        """The two states that a document names most."""
        if document not in self._main:
            self._main[document] = most_named(self.readings[document])
        return self._main[document]

    def cite(self, document: str, start: int, end: int) -> Evidence:
        """A stretch of a document as evidence."""
        return Evidence(document, start, end, self.readings[document].document.text[start:end])

    def facts_at(self, document: str, start: int, end: int) -> list[Claim]:
        """The claims read from a stretch of a document."""
        return [c for c in self.by_document.get(document, ()) if c.at.start < end and start < c.at.end]


def dispute(
    kind: str,
    field: str,
    sides: Iterable[tuple[str, Iterable[Evidence]]],
    why: str,
    pair: tuple[str, ...] = (),
    fact: str = "",
) -> Dispute:
    """A dispute with its sides in order of value, its evidence in order of place, cut to CITED passages in all.

    The id comes from what is disputed and the rival values and words, so that one more copy of a side keeps it.
    """
    merged: dict[str, list[Evidence]] = defaultdict(list)
    for value, evidence in sides:
        merged[value] += evidence
    each = max(1, CITED // max(1, len(merged)))
    told = []
    for value in sorted(merged):
        cited = merged[value]
        if len(cited) > 1:
            cited = sorted(set(cited), key=_place)[:each]
        told.append(Side(value, tuple(cited)))
    words = sorted(min(_flat(e.quote) for e in s.evidence) for s in told if s.evidence)
    raw = "\x1f".join([kind, field, *pair, *(s.value for s in told), *words])
    id_ = "d" + hashlib.blake2b(raw.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return Dispute(id_, fact, field, kind, tuple(told), why, pair)


def _place(at: Evidence) -> tuple[str, int, int]:
    return at.document, at.start, at.end


@lru_cache(1024)
def _flat(quote: str) -> str:
    return " ".join(quote.split())
