"""Claims without a date: the group that each can mean, told by its document or in nearly the same words."""

from __future__ import annotations

import re
from collections import defaultdict

from comity.weighing.facts.group import Group, apart_in_sum, likeness
from comity.weighing.facts.item import Item, same_direction
from comity.weighing.kinds import Kind

LOOKED_AT = 16
"""Groups that one claim is compared with at most, those that share its rarest words first."""

NEAR = 3
"""Sentences within which an act without a date is the like act told beside it."""


def settle(groups: list[Group], undated: list[Group], kind: Kind) -> list[Group]:
    """Claims without a date join the one group of their document they can mean, or one in nearly the same words."""
    by_document: dict[str, list[int]] = defaultdict(list)
    by_word: dict[str, list[int]] = defaultdict(list)
    out = list(groups)

    def add(n: int, group: Group) -> None:
        for document in sorted(group.documents):
            by_document[document].append(n)
        for word in {w for i in group.told for w in i.words}:
            by_word[word].append(n)

    for n, group in enumerate(out):
        add(n, group)
    for group in undated:
        best = _undated_home(group, out, by_document, by_word, kind)
        if best >= 0:
            why = "no date of its own: the only such act its document tells, or the same words"
            out[best].take(group, why)
            add(best, group)
        else:
            out.append(group)
            add(len(out) - 1, group)
    return out


_REFERENCE = re.compile(r"(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts|[Tt]heir|[Ss]uch)\s+[a-z]")
"""How a claim begins that points back at what is known: "the break", "this closure", "the final withdrawal"."""


def _start(group: Group, item: Item) -> int:
    """Where a group is last told before (else first told after) a claim, in that claim's document."""
    document, start = item.claim.at.document, item.claim.at.start
    here = [i.claim.at.start for i in group.items if i.claim.at.document == document]
    return max((s for s in here if s < start), default=min(here, default=0))


def _the_only(item: Item, out: list[Group], by_document: dict[str, list[int]]) -> int:
    """The one dated group of the very act that the claim's document tells, else that any document tells; else -1."""
    if item.claim.modality == "denied" or item.lasting:
        return -1
    here = [n for n in sorted(set(by_document.get(item.claim.at.document, ()))) if out[n].days]
    every = [n for n, group in enumerate(out) if group.days]
    if item.first:
        return min(every, key=lambda n: (min(d.first for d in out[n].days), n), default=-1)
    for known in (here, every):
        if known:
            same = [n for n in known if _like_act(item, out[n])]
            return same[0] if len(same) == 1 and len(here) <= 1 else -1
    return -1


def _beside(item: Item, out: list[Group], here: list[int]) -> int:
    """The group told a few sentences off that a seldom act, or an agreement pointed back at, is; else -1."""
    found: list[tuple[int, int]] = []
    for n in here:
        for other in out[n].items:
            gap = abs(other.claim.sentence - item.claim.sentence)
            if other.place[0] != item.place[0] or other.claim.act != item.claim.act or not 0 < gap <= NEAR:
                continue
            later = max(item, other, key=lambda i: i.claim.at.start)
            seldom = item.kind.seldom and other.states == item.states
            if seldom or (later.back and item.states == other.states):
                found.append((gap, n))
    return min(found, default=(0, -1))[1]


def _like_act(item: Item, group: Group) -> bool:
    return any(i.claim.act == item.claim.act and same_direction(i.claim, item.claim) for i in group.told)


def _undated_home(
    group: Group,
    out: list[Group],
    by_document: dict[str, list[int]],
    by_word: dict[str, list[int]],
    kind: Kind,
) -> int:
    item = group.items[0]
    if kind.sole and (only := _the_only(item, out, by_document)) >= 0:
        return only
    here = sorted({n for d in group.documents for n in by_document.get(d, ())})
    here = [n for n in here if not kind.directed or same_direction(item.claim, out[n].items[0].claim)]
    if kind.once and _REFERENCE.match(item.claim.at.quote):
        told = [n for n in here if out[n].days]
        earlier = [n for n in told if _start(out[n], item) < item.claim.at.start]
        if earlier:
            return max(earlier, key=lambda n: (_start(out[n], item), n))
        if len(told) == 1:
            return told[0]
    if item.claim.modality == "denied":  # "others dispute this": what was said a moment before
        document, sentence = item.place
        for n in reversed(here):
            before = [i for i in out[n].items if i.place[0] == document and 0 < sentence - i.place[1] <= 2]
            if any(i.claim.modality == "alleged" for i in before):
                return n
    if (beside := _beside(item, out, here)) >= 0:
        return beside
    words = sorted(item.words, key=lambda w: (len(by_word.get(w, ())), w))
    near = list(dict.fromkeys(n for w in words for n in by_word.get(w, ())[:LOOKED_AT]))[:LOOKED_AT]
    best, most = -1, 0.0
    for n in sorted(set(near)):
        other = out[n]
        if other.places & group.places or (kind.directed and not same_direction(item.claim, other.items[0].claim)):
            continue
        if apart_in_sum(group, other):
            continue
        like = likeness(group, other)
        shared = max(len(x.words & y.words) for x in group.told for y in other.told)
        enough = (like >= 0.6 and shared >= 4) if n in here else (like >= 0.75 and shared >= 5)
        if enough and like > most:
            best, most = n, like
    return best
