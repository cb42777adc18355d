"""Lineage when documents are added: only what their seeds link is compared, only families touched are formed anew.

    added(new, kept) -> Change

The result is what finding everything anew would give (:func:`comity.weighing.lineage.find`). What one seed links hangs
on the sentences that have that seed; so two documents that were there before can only change towards each other where
they share a seed with a new one, and these few are compared again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from comity.weighing.lineage import families, joining, seeds
from comity.weighing.lineage.chain import Match
from comity.weighing.lineage.families import paired
from comity.weighing.lineage.joining import Numbers
from comity.weighing.lineage.words import Hashes, Units, wording
from comity.weighing.union import Union

Sentence = tuple[str, int]
"""A document and the number of a unit of it."""
Two = tuple[str, str]
Link = tuple[Sentence, Sentence]


class Wide(Exception):
    """What was added touches more than can be mended piece by piece: everything is to be weighed anew."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Seeds and where they stand: the hash, the number of the document in ``documents`` (by name), the unit in it."""

    documents: Sequence[str]
    hashes: Hashes
    owner: npt.NDArray[np.int64]
    unit: npt.NDArray[np.int64]


class Kept(Protocol):
    """What is kept of the lineage of the documents that were there before."""

    def sharing(self, hashes: Hashes) -> Shared:
        """Where these seeds stand."""

    def alike(self, digest: str) -> list[str]:
        """The documents of this wording throughout, by name."""

    def units(self, documents: Iterable[str]) -> dict[str, Units]:
        """The units of these documents."""

    def links(self, two: Two) -> list[tuple[int, int]]:
        """The copied sentences of two documents."""

    def family(self, sentence: Sentence) -> str:
        """The family of a sentence, "" where it has none."""

    def members(self, family: str) -> tuple[list[Sentence], list[Link]]:
        """The sentences of a family, and which of them are copies of which."""

    def namesakes(self, base: str) -> list[str]:
        """The families that this wording names, with or without a number."""


@dataclass(slots=True)
class Change:
    """What adding changes: the copied sentences of every two documents that were compared, and sentences' families.

    ``ends`` are the sentences that copy others than before; ``families`` holds these and all whose family is another.
    ``parts`` holds the units of all documents that are named here.
    """

    found: dict[Two, list[Match]] = field(default_factory=dict)
    before: dict[Two, list[tuple[int, int]]] = field(default_factory=dict)
    ends: set[Sentence] = field(default_factory=set)
    families: dict[Sentence, str] = field(default_factory=dict)
    parts: dict[str, Units] = field(default_factory=dict)


def added(new: Sequence[Units], kept: Kept) -> Change:
    """What these new documents change. Raises Wide where families of one wording would have to be numbered anew."""
    change = Change(parts={u.document: u for u in new})
    fresh = frozenset(change.parts)
    hashes = np.unique(np.concatenate([seeds.seeds(u)[0] for u in new])) if new else np.empty(0, np.uint64)
    near = kept.sharing(hashes)
    touched = {(a, b) for a, b, *_ in _linked(near, {}) ^ _linked(near, change.parts)}
    was, now = _same(new, kept)
    touched |= was ^ now
    change.parts |= kept.units(sorted({n for two in touched for n in two} - set(change.parts)))
    now |= _still_same(touched, new, change.parts, kept)
    change.found = _compared(touched, now, change.parts, kept)
    change.before = {two: kept.links(two) if fresh.isdisjoint(two) else [] for two in sorted(touched)}
    _families(change, kept)
    return change


def _joined(near: Shared, parts: Mapping[str, Units], hashes: Hashes) -> tuple[list[str], Numbers, joining.Joined]:
    """Documents in order, the numbers of their sentences, and the pairs of sentences that seeds link.

    Those ``near`` in the documents that are there already, and those of ``hashes`` in the ``parts`` that are new.
    Lengths of sentences are known for ``parts`` alone.
    """
    order = sorted({*near.documents, *parts})
    place = {name: n for n, name in enumerate(order)}
    old = [name for name in parts if name not in set(near.documents)]
    found = [seeds.seeds(parts[name]) for name in old]
    wanted = [np.isin(h, hashes) for h, _ in found]
    ranks = np.array([place[name] for name in near.documents], np.int64)
    every = np.concatenate([near.hashes, *(h[w] for (h, _), w in zip(found, wanted, strict=True))])
    unit = np.concatenate([near.unit, *(p[w] for (_, p), w in zip(found, wanted, strict=True))]).astype(np.int64)
    fresh = [np.full(int(w.sum()), place[name], np.int64) for name, w in zip(old, wanted, strict=True)]
    rank = np.concatenate([ranks[near.owner], *fresh])
    most = np.zeros(len(order), np.int64)
    np.maximum.at(most, rank, unit + 1)
    sizes = [joining.lengths(parts[n]) if n in parts else np.zeros(most[k], np.int64) for k, n in enumerate(order)]
    numbers = Numbers.of(sizes)
    positions = (numbers.first[rank] + unit).astype(np.uint32)
    by = np.lexsort((positions, every))
    return order, numbers, joining.joined([(every[by], positions[by])], numbers.owner)


def _linked(near: Shared, parts: Mapping[str, Units]) -> set[tuple[str, str, int, int, int, int]]:
    """(document, document, sentence, sentence, shared seeds, rare ones) of all that these and new documents' link."""
    hashes = np.unique(np.concatenate([near.hashes, *(seeds.seeds(u)[0] for u in parts.values())]))
    order, numbers, (packed, counts, rare) = _joined(near, parts, hashes)
    low, high = joining.split(packed)
    x, y = numbers.owner[low], numbers.owner[high]
    i, j = low - numbers.first[x], high - numbers.first[y]
    columns = (x.tolist(), y.tolist(), i.tolist(), j.tolist(), counts.tolist(), rare.tolist())
    return {(order[a], order[b], *rest) for a, b, *rest in zip(*columns, strict=True)}


def _same(new: Sequence[Units], kept: Kept) -> tuple[set[Two], set[Two]]:
    """Pairs of documents of one wording throughout that count as copies as they stand: before, and now."""
    groups: dict[str, list[str]] = {}
    for part in new:
        if len(part):
            groups.setdefault(wording(part), []).append(part.document)
    was: set[Two] = set()
    now: set[Two] = set()
    for digest, fresh in groups.items():
        old = kept.alike(digest)
        was |= set(paired(sorted(old)))
        now |= set(paired(sorted([*old, *fresh])))
    return was, now


def _still_same(touched: Iterable[Two], new: Sequence[Units], parts: Mapping[str, Units], kept: Kept) -> set[Two]:
    """Those of some pairs of documents that count as copies as they stand, in a wording that no new document has."""
    fresh = {wording(part) for part in new}
    out: set[Two] = set()
    for a, b in touched:
        digest = wording(parts[a])
        if len(parts[a]) and digest == wording(parts[b]) and digest not in fresh:
            out |= {(a, b)} & set(paired(sorted(kept.alike(digest))))
    return out


def _compared(
    touched: Collection[Two], same: Collection[Two], parts: dict[str, Units], kept: Kept
) -> dict[Two, list[Match]]:
    """The copied sentences of the documents touched, by all the seeds they share; an empty list where there are none.

    ``same`` holds every pair of one wording, so that a pair of that sort is never taken apart.
    """
    two = sorted(touched)
    apart = [pair for pair in two if pair not in same]
    shared = [np.intersect1d(seeds.seeds(parts[a])[0], seeds.seeds(parts[b])[0]) for a, b in apart]
    hashes = np.unique(np.concatenate(shared)) if shared else np.empty(0, np.uint64)
    order, numbers, linked = _joined(kept.sharing(hashes), parts, hashes)
    place = {name: n for n, name in enumerate(order)}
    wanted = {(place[a], place[b]) for a, b in apart}
    here = {place[name]: part for name, part in parts.items()}
    groups = joining.Groups(joining.between(linked, numbers, wanted), numbers)
    whole = {(place[a], place[b]) for a, b in two if (a, b) in same}
    found = joining.compared(here, groups, whole)
    return {(a, b): found.get((place[a], place[b]), []) for a, b in two}


def _families(change: Change, kept: Kept) -> None:
    """The families of all sentences whose links are new or gone, and of those that they are tied to."""
    old = {((a, i), (b, j)) for (a, b), links in change.before.items() for i, j in links}
    now = {((a, m.a), (b, m.b)) for (a, b), matches in change.found.items() for m in matches}
    change.ends = {end for link in old ^ now for end in link}
    if not change.ends:
        return
    named = _grown(change, now - old, kept) if old <= now else None
    change.families = named if named is not None else _anew(change, old, now, kept)


def _grown(change: Change, come: Collection[Link], kept: Kept) -> dict[Sentence, str] | None:
    """The families where links came and none went, without a look at the sentences that stay in the family they are in.

    A family is named after the least of its wordings, so that its name stands for them all. None where that does not
    tell: two families have one name but for a number.
    """
    held = {end: kept.family(end) for end in sorted(change.ends)}
    change.parts |= kept.units(sorted({document for document, _ in change.ends} - set(change.parts)))
    union: Union[tuple[str, str, int]] = Union()

    def known(at: Sentence) -> tuple[str, str, int]:
        family = held.get(at) or kept.family(at)
        return ("family", family, 0) if family else ("sentence", *at)

    for a, b in sorted(come):
        union.link(known(a), known(b))
    for document in sorted({document for document, _ in change.ends}):
        for same in families.alike(change.parts[document]):
            ends = [(document, unit) for unit in same if (document, unit) in held]
            for unit in same if ends else ():
                union.link(known(ends[0]), known((document, unit)))
    out: dict[Sentence, str] = {}
    seen: set[str] = set()
    for members in union.groups().values():
        bases = [family for kind, family, _ in members if kind == "family"]
        fresh = [(document, unit) for kind, document, unit in members if kind == "sentence"]
        wordings = (change.parts[document].words(unit) for document, unit in fresh)
        name = min([*bases, *([families.name(wordings)] if fresh else [])])
        if name in seen or any("-" in family for family in bases) or not set(kept.namesakes(name)) <= set(bases):
            return None
        seen.add(name)
        out |= dict.fromkeys(fresh, name)
        for family in bases:
            if family != name:
                out |= dict.fromkeys(kept.members(family)[0], name)
        out |= {end: name for end, family in held.items() if family in bases}
    change.parts |= kept.units(sorted({document for document, _ in out} - set(change.parts)))
    return out


def _anew(change: Change, old: set[Link], now: set[Link], kept: Kept) -> dict[Sentence, str]:
    """The families formed of all that they are tied to."""
    touched = sorted({family for end in sorted(change.ends) if (family := kept.family(end))})
    members: set[Sentence] = set()
    links: set[Link] = now - old
    for family in touched:
        held, tied = kept.members(family)
        members.update(held)
        links.update(link for link in tied if link in now or link not in old)
    involved = {document for link in links for document, _ in link} | {document for document, _ in members}
    change.parts |= kept.units(sorted(involved - set(change.parts)))
    union: Union[Sentence] = Union()
    for a, b in sorted(links):
        union.link(a, b)
    for document in sorted({document for link in links for document, _ in link}):
        families.repeats(document, change.parts[document], union)
    named = families.named(union, lambda at: change.parts[at[0]].words(at[1]))
    bases = {family.partition("-")[0] for family in (*touched, *named.values())}
    known = set(touched)
    if any(other not in known for base in sorted(bases) for other in kept.namesakes(base)):
        raise Wide("families of one wording")
    return {at: named.get(at, "") for at in sorted(members | set(named))}
