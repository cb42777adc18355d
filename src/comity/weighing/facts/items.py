"""The claims of one reading made ready for comparison: their kinds, parties, days, sums and words."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from comity.knowledge import Knowledge
from comity.models import Amount, Claim, Reading
from comity.weighing.facts.item import Item
from comity.weighing.facts.means import done_by
from comity.weighing.kinds import Kind, Kinds, kinds, states
from comity.weighing.lineage import Lineage
from comity.weighing.lineage.edits import lexicon
from comity.weighing.lineage.words import folder, folds
from comity.weighing.when import interval


def items(
    reading: Reading, lineage: Lineage, knowledge: Knowledge, claims: Sequence[Claim] | None = None
) -> list[Item]:
    """The claims of one reading, in text order, ready for comparison; ``claims`` stand in place of its own."""
    known, fold, tells = kinds(knowledge), folder(knowledge), knowledge.compiled("weighing.tells", _Tells)
    status = {s.claim: s.status for s in reversed(reading.status) if s.claim}
    amounts = {a.id: a for a in reading.amounts}
    out = []
    for claim in sorted(reading.claims if claims is None else claims, key=lambda c: (c.at.start, c.at.end, c.id)):
        out.append(_item(claim, known.of(claim, status.get(claim.id, "")), amounts, lineage, fold, tells))
    found = [_dated(_marked(i, known), reading) for i in out]
    return done_by(found, reading.document, known.means)


_OF = re.compile(r"(?:the|this|that|its|his|their|an?)\s+(?:[\w’'-]+\s+){1,4}(?:of|in|on)\s+", re.IGNORECASE)
"""How a claim begins that tells of a thing by its date: "the truce of 1793", "the coup of 25 October 2021"."""


def _dated(item: Item, reading: Reading) -> Item:
    """The claim with the days by which its words name what it tells of, or from which what it did has lasted."""
    claim = item.claim
    if claim.when.endswith("/..") and item.kind.once:
        return dataclasses.replace(item, days=interval(claim.when[:-3]))
    if item.days is not None or claim.when or claim.modality == "denied":
        return item
    named = _OF.match(claim.at.quote)
    if named is None:
        return item
    start = claim.at.start + named.end()
    dates = reading.dates
    at = bisect_left(dates, start, key=lambda d: d.at.start)
    days = interval(dates[at].edtf) if at < len(dates) and dates[at].at.start == start else None
    return item if days is None or days.lasting else dataclasses.replace(item, days=days)


def _marked(item: Item, known: Kinds) -> Item:
    """The claim with what its words say of it beside its act."""
    words = item.claim.at.quote
    ranks = known.ranks_in(words) if item.kind.ranked else frozenset()
    lasting = item.kind.sole and known.lasting.search(words) is not None
    first = item.kind.sole and known.first.search(words) is not None
    back = item.claim.act in known.agreements and known.agreed.search(words) is not None
    topic = _topic(words, known) if item.claim.act in known.agreements else None
    if not (ranks or lasting or first or back) and topic is None:
        return item
    return dataclasses.replace(item, ranks=ranks, lasting=lasting, first=first, back=back, topic=topic)


def _topic(words: str, known: Kinds) -> frozenset[str] | None:
    """The words of what an agreement is on, none for a bare "the treaty"; None where nothing is called an agreement."""
    found = list(known.topic.finditer(words))
    if not found:
        return None
    told = " ".join(part for m in found for part in (m["before"], m["after"]) if part)
    return frozenset(w for w in _TOPIC.findall(told.casefold()) if w not in _BARE)


_TOPIC = re.compile(r"[^\W\d_]{3,}")
_BARE = frozenset(
    {"this", "that", "their", "its", "bilateral", "signed", "concluded", "historic", "formal", "final", "joint", "with"}
    | {"first", "second", "several", "three", "same", "such", "said", "under", "sides", "both", "these", "other"}
    | {"the", "and", "its", "his", "her", "for", "was", "were", "new", "two", "all", "any", "had", "has"}
)


def _item(
    claim: Claim,
    kind: Kind,
    amounts: Mapping[str, Amount],
    lineage: Lineage,
    fold: Callable[[str], str],
    tells: Mapping[str, bool],
) -> Item:
    folded = folds(claim.at.quote, fold)
    words = frozenset([w for w in folded if tells[w]])
    digest = hashlib.blake2b(" ".join(folded).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    family = lineage.family(claim.at.document, claim.at.start, claim.at.end)
    parties = states(claim.actors + claim.recipients)
    return Item(claim, kind, parties, interval(claim.when), amounts.get(claim.amount), words, digest, family)


class _Tells(dict[str, bool]):
    """A folded word -> whether it tells what a claim is of: it is neither light nor a month nor a figure."""

    def __init__(self, knowledge: Knowledge) -> None:
        lex = lexicon(knowledge)
        self.plain = lex.light | lex.month

    def __missing__(self, word: str) -> bool:
        if len(self) > 400_000:  # a bound on memory
            self.clear()
        self[word] = found = word not in self.plain and not any(c.isdigit() for c in word)
        return found
