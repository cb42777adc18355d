"""A deed and the act by which it was done, told in one sentence: one happening.

"France recognised the republic on 3 May 1910, when its consul handed over a note": the note is how it did so.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence

from comity.models import Document
from comity.weighing.facts.item import Item, same_direction
from comity.weighing.kinds import Means

BEFORE = 48
"""Characters before the second of two claims in which the word that joins it to the first stands."""
BETWEEN = 160
"""Characters between the two at most."""


def done_by(items: Sequence[Item], document: Document, means: Sequence[Means]) -> list[Item]:
    """The claims of one document, those that tell by what a deed was done made claims of that deed.

    Such a claim takes the deed's kind and names its claim. The means are in ``compatible_acts.toml``.
    """
    sentences: dict[int, list[int]] = defaultdict(list)
    for n, item in enumerate(items):
        sentences[item.claim.sentence].append(n)
    out = list(items)
    for members in sentences.values():
        for n in members:
            deed = next((d for d in members if d != n and _means(out[d], out[n], document, means)), None)
            if deed is not None:
                out[n] = dataclasses.replace(out[n], kind=out[deed].kind, deed=out[deed].claim.id)
    return out


def _means(deed: Item, item: Item, document: Document, means: Sequence[Means]) -> bool:
    if deed.deed or item.deed or deed.mood != item.mood or not _one_time(deed, item):
        return False
    for m in means:
        if item.claim.act in m.by and not m.deed.isdisjoint((deed.kind.name, deed.claim.act)):
            first, second = (item, deed) if m.last else (deed, item)
            gap = second.claim.at.start - min(first.claim.at.end, second.claim.at.start)
            lead = document.text[max(first.claim.at.start, second.claim.at.start - BEFORE) : second.claim.at.start]
            begins = second.claim.at.quote[:BEFORE]
            if first.claim.at.start < second.claim.at.start and gap <= BETWEEN and m.joined.search(f"{lead}|{begins}"):
                return True
    return False


def _one_time(deed: Item, item: Item) -> bool:
    """Whether the two claims are of one time, and the same side acts."""
    if item.claim.when and item.claim.when != deed.claim.when:
        return False
    return set(item.states) <= set(deed.states) and same_direction(deed.claim, item.claim)
