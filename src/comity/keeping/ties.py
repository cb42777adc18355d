"""What new ties between sentences change: the documents that were there and that they make one look at again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product

from comity.keeping.kin import Kin
from comity.keeping.touched import Touched
from comity.models import Copy, Reading
from comity.weighing.disputes.variants import FIELDS, MANY
from comity.weighing.lineage import MOST, families
from comity.weighing.lineage.adding import Change, Sentence

Link = tuple[str, int, str, int]
"""A sentence of one document and the sentence of another that is its copy."""


def tied(touched: Touched, new: Sequence[Reading], change: Change, come: Mapping[Link, Copy], kept: Kin) -> None:
    """Look at what a change of lineage touches; ``come`` are the copies that were not there before.

    Claims of one passage are one claim told by several documents, so that all of them are looked at where one comes or
    goes; where a passage is edited, all its wordings are.
    """
    fresh = {r.document.document: r for r in new}
    gone = sum(len(links) for links in change.before.values())
    spans: dict[Sentence, list[tuple[int, int]]] = {}
    for (a, i, b, j), copy in come.items():
        spans.setdefault((a, i), []).append((copy.a.start, copy.a.end))
        spans.setdefault((b, j), []).append((copy.b.start, copy.b.end))
    edited = {
        change.families[a, i] for (a, i, *_), copy in come.items() if any(e.changes in FIELDS for e in copy.edits)
    }
    repeated = {
        (document, unit)
        for document in sorted({document for document, _ in change.families})
        for same in families.alike(change.parts[document])
        for unit in same
    }
    by_family: dict[str, list[Sentence]] = {}
    for at, family in sorted(change.families.items()):
        by_family.setdefault(family, []).append(at)
    for family, members in by_family.items():
        old = [at for at in members if at[0] not in fresh]
        was = {at: kept.family(at) for at in old}
        bases = sorted(set(was.values()) - {""})
        told: set[str] = set()
        for at in members:
            if at[0] in fresh:
                told |= _told(fresh[at[0]], _place(change, at), spans.get(at, []))
        for at in old:
            if was[at] != family:
                touched.documents.add(at[0])
            sure = not gone and at not in repeated and was[at] == family
            family_then = was[at] if sure else None
            told |= touched.moved(_place(change, at), _staying(family_then, spans.get(at, [])))
        for base, plover in product(bases, sorted(told)):
            touched.tellings(base, plover)
        counts = {base: kept.copies(base) - gone for base in bases}
        worded = {base for base in bases if kept.edited(base)}
        every = (family in edited or worded) and sum(counts.values()) <= MANY
        for base in bases:
            if every or (base in worded and counts[base] <= MANY):
                held = kept.members(base)[0]
                change.parts |= kept.units(sorted({document for document, _ in held}))
                for at in held:
                    touched.documents.add(at[0])
                    touched.moved(_place(change, at), lambda *_: False)


def _staying(family: str | None, spans: Sequence[tuple[int, int]]) -> Callable[[int, int, str], bool]:
    """Whether what stands in a sentence of this family stays in its own when these stretches are shared as well."""

    def stays(start: int, end: int, own: str) -> bool:
        return family is not None and (own == family or not _shares(spans, start, end))

    return stays


def _place(change: Change, at: Sentence) -> tuple[str, int, int]:
    return (at[0], *change.parts[at[0]].spans[at[1]])


def _shares(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(min(end, b) - max(start, a) >= MOST * (end - start) for a, b in spans)


def _told(reading: Reading, place: tuple[str, int, int], spans: Sequence[tuple[int, int]]) -> set[str]:
    """The types of what a new document claims in what it shares of a sentence."""
    claims = [c for c in reading.claims if c.at.start < place[2] and place[1] < c.at.end]
    return {c.plover for c in claims if not spans or _shares(spans, c.at.start, c.at.end)}
