"""Claims of one happening put together, block by block, without comparing all with all.

A block holds the claims of one kind between the same states. Copies of one passage come together first; then each
claim, the most precisely dated first, joins the group it agrees with or begins its own. Within a block only groups of
the same years, or with the same rare words, are looked at.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from comity.weighing.facts.group import Group, apart_in_rank, likeness, sums_agree
from comity.weighing.facts.item import Item, alike, other_organs, other_subjects, same_direction, same_sum
from comity.weighing.facts.kin import kin
from comity.weighing.facts.lone import lone
from comity.weighing.facts.undated import settle
from comity.weighing.kinds import Kind
from comity.weighing.sharing import Share, alone
from comity.weighing.things import other_things
from comity.weighing.union import Union
from comity.weighing.when import Interval, agree

LOOKED_AT = 16
"""Groups that one claim is compared with at most, those that share its rarest words first."""


ONCE_LOOKED_AT = 32
"""The same for acts that happen once at a time, by their dates alone."""

Key = tuple[str, str, tuple[str, ...]]
"""Kind of act, mood, states: what the claims of a block have in common."""

_CALLED = re.compile(r"\b[Oo]f (?:[A-Z][a-z]+ )?[12]\d{3}$")


MANY = 20_000
"""Claims from which on blocks are shared out: fewer are put together sooner than others can be asked to."""


def grouped(items: Iterable[Item], share: Share = alone) -> list[Group]:
    """All claims, each in exactly one group; neither the order of ``items`` nor who does a block changes anything."""
    ordered = sorted(items, key=lambda i: (i.claim.at.document, i.claim.at.start, i.claim.at.end, i.claim.id))
    blocks: dict[Key, list[Group]] = defaultdict(list)
    for group in _copied(ordered):
        lead = max(group.items, key=lambda i: (len(i.states), i.digest))
        blocks[lead.kind.name, lead.mood, lead.states].append(group)
    turns = _turning_points(ordered)
    if share.workers > 1 and len(ordered) >= MANY:
        return kin(_shared(blocks, turns, ordered, share))
    return kin([group for key in sorted(blocks) for group in _block(blocks[key], turns)])


def _shared(blocks: Mapping[Key, list[Group]], turns: Turns, items: Sequence[Item], share: Share) -> list[Group]:
    """The groups of all blocks, put together by others, who tell which claims each has: the largest blocks first."""
    numbers = {id(item): n for n, item in enumerate(items)}

    def told(key: Key) -> list[tuple[list[int], Counter[str]]]:
        return [([numbers[id(i)] for i in g.items], g.whys) for g in _block(blocks[key], turns)]

    begun = sorted(blocks, key=lambda key: (-len(blocks[key]), key))
    found = dict(zip(begun, share(told, begun), strict=True))
    return [Group([items[n] for n in members], whys) for key in sorted(blocks) for members, whys in found[key]]


def _copied(items: Sequence[Item]) -> list[Group]:
    """Groups of claims that copies of one sentence make, and deeds with their means; every other claim alone."""
    union: Union[int] = Union()
    families: dict[tuple[str, str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    places = {i.claim.id: n for n, i in enumerate(items)}
    for n, item in enumerate(items):
        union.find(n)
        if item.deed in places:
            union.link(n, places[item.deed])
        if item.family:
            families[item.family, item.claim.plover or item.kind.name, item.mood][item.claim.at.document].append(n)
    for documents in families.values():
        runs = list(documents.values())
        for earlier, later in [*pairwise(runs), *((runs[0], later) for later in runs[2:])]:
            for a, b in _paired(items, earlier, later):
                union.link(a, b)
    groups = [Group([items[n] for n in members]) for members in union.groups().values()]
    for group in groups:
        means = sum(bool(i.deed) for i in group.items)
        if means:
            group.whys["the act by which it was done"] = means
        if len(group.items) > 1 + means:
            group.whys["copies of one passage"] = len(group.items) - 1 - means
    return groups


def _paired(items: Sequence[Item], first: list[int], second: list[int]) -> list[tuple[int, int]]:
    """Which claim that one document draws from a passage is which claim that another draws from it."""
    scored = []
    for x, a in enumerate(first):
        for y, b in enumerate(second):
            one, two = items[a], items[b]
            inside = set(one.states) <= set(two.states) or set(two.states) <= set(one.states)
            sum_ = same_sum(one.amount, two.amount)
            if inside and (one.kind.name == two.kind.name or sum_) and same_direction(one.claim, two.claim):
                score = 4.0 * (sum_ or 0) + 2.0 * (one.kind.name == two.kind.name) + 2.0 * (one.days == two.days)
                score += (
                    3.0 * (one.digest == two.digest)
                    + alike(one.words, two.words)
                    + (x == y)
                    + (len(first) - x == len(second) - y)
                )
                scored.append((-score, a, b))
    used: set[int] = set()
    out = []
    for _, a, b in sorted(scored):
        if a not in used and b not in used:
            used |= {a, b}
            out.append((a, b))
    return out


Turns = dict[tuple[str, tuple[str, ...]], list[Interval]]


def _turning_points(items: Iterable[Item]) -> Turns:
    """When acts that happen once at a time happened: (kind, states) -> dates."""
    turns: dict[tuple[str, tuple[str, ...]], set[Interval]] = defaultdict(set)
    for item in items:
        if item.kind.once and item.days and item.mood == "told":
            turns[item.kind.name, item.states].add(item.days)
    return {key: sorted(days, key=lambda d: (d.first, d.last)) for key, days in turns.items()}


def _block(block: list[Group], turns: Turns) -> list[Group]:
    kind = block[0].items[0].kind
    block.sort(key=lambda g: g.key)
    dated, undated = [g for g in block if g.days], [g for g in block if not g.days]
    groups = lone(_joined(dated, kind), kind)
    if kind.once:
        states = max((i.states for g in block for i in g.items), key=len)
        groups = _rivals(groups, kind, states, turns)
    return settle(groups, undated, kind)


class _Index:
    """Groups by year and by word, to find the few that a claim may belong to."""

    def __init__(self) -> None:
        self.by_year: dict[int, list[int]] = defaultdict(list)
        self.by_word: dict[tuple[int, str], list[int]] = defaultdict(list)

    def add(self, number: int, group: Group) -> None:
        """Note where a group may be found."""
        words = _words(group)
        for year in {y for d in group.days for y in _years(d)}:
            if not self.by_year[year] or self.by_year[year][-1] != number:
                self.by_year[year].append(number)
            for word in words:
                found = self.by_word[year, word]
                if not found or found[-1] != number:
                    found.append(number)

    def near(self, group: Group, once: bool) -> list[int]:
        """Numbers of the groups to compare with, in order.

        All of the same years where they are few or the act happens once; else those that share the rarest words.
        """
        years = sorted({y for d in group.days for y in _years(d)})
        few = ONCE_LOOKED_AT if once else LOOKED_AT
        if sum(len(self.by_year.get(y, ())) for y in years) <= few or once:
            return sorted({n for y in years for n in self.by_year.get(y, ())[-few:]})
        words = sorted(_words(group))
        lists = [found for y in years for w in words if (found := self.by_word.get((y, w)))]
        lists.sort(key=_rarity)
        out: set[int] = set()
        for found in lists:
            if len(out) >= LOOKED_AT:
                break
            out.update(found[: LOOKED_AT - len(out)])
        return sorted(out)


def _rarity(found: Sequence[int]) -> tuple[int, int]:
    return len(found), found[0]


def _words(group: Group) -> frozenset[str]:
    """The words of the claims that a group is compared by."""
    return group.told[0].words if len(group.told) == 1 else frozenset().union(*(i.words for i in group.told))


@lru_cache(10_000)
def _years(days: Interval) -> list[int]:
    """The years a date is filed under: those of its first and last day, and between them where they are few."""
    first, last = days.first // 366, days.last // 365
    if last - first > 12:
        return [first, last]
    return list(range(first, last + 1))


def _joined(block: list[Group], kind: Kind) -> list[Group]:
    out: list[Group] = []
    index = _Index()
    for group in block:
        best, why, most = -1, "", 0.0
        rivals = 0
        near = index.near(group, kind.once)
        for n in near:
            score, reason = _belongs(group, out[n], kind)
            if score > 0:
                rivals += 1
            if score > most:
                best, why, most = n, reason, score
        vague = group.days[0].days > 31
        if best < 0 and vague and all(map(_named_by_its_date, group.items)):
            best, why = _only(group, out, near), "it is named by its date, and of that date only one such act is told"
        if best >= 0 and not (kind.once and vague and rivals > 1 and most < 2):
            out[best].take(group, why)
            index.add(best, group)
        else:
            out.append(group)
            index.add(len(out) - 1, group)
    return out


def _named_by_its_date(item: Item) -> bool:
    """True for an act that nothing but its year or month dates, or that is called by it: "the treaty of 1984"."""
    return not item.claim.when or bool(_CALLED.search(item.claim.at.quote))


def _only(group: Group, out: list[Group], near: list[int]) -> int:
    """The one group that an act named by its year ("the treaty of 1984") can mean, or the one told to the month; -1
    where there are none or more."""
    item = group.items[0]
    found = [
        n
        for n in near
        if _one_time(group, out[n])
        and out[n].items[0].states == item.states
        and same_direction(item.claim, out[n].items[0].claim)
    ]
    found = [n for n in found if out[n].days[0].days <= 31] or found
    return found[0] if len(found) == 1 else -1


def _belongs(group: Group, other: Group, kind: Kind) -> tuple[float, str]:
    """How well a group of claims fits another (0: not at all), and why."""
    a, b = group.items[0], other.items[0]
    if not _one_time(group, other):
        return 0.0, ""
    if kind.directed and not same_direction(a.claim, b.claim):
        return 0.0, ""
    if not kind.once and other_organs(a.claim, b.claim):
        return 0.0, ""
    if apart_in_rank(group, other) or (not kind.once and other_things(a.claim, b.claim)):
        return 0.0, ""
    sums = sums_agree(group, other)
    if sums and not any(sums):
        return 0.0, ""
    like = likeness(group, other)
    if kind.once:
        return 1.0 + like, "the same act, which happens once at a time, at dates that agree"
    if group.places & other.places:
        return 0.0, ""  # two acts told in one sentence are two
    if any(sums):
        return 2.0 + like, "the same sum at dates that agree"
    vague = max(d.days for d in group.days + other.days)
    if kind.seldom and vague <= 31 and a.states == b.states and a.claim.act == b.claim.act:
        return 1.0 + like, "the same act between the same parties at one time, which they seldom do twice"
    if vague <= 1 and a.states == b.states and not group.documents & other.documents:
        return 0.5 + like, "the same act between the same parties on one day, told by two pages"
    if vague > 1 and other_subjects(a, b):
        return 0.0, ""
    needed = _needed(min(group.days + other.days, key=lambda d: d.days), vague)
    if like >= needed:
        return like, "the same act between the same parties at dates that agree, in like words"
    return 0.0, ""


def _one_time(group: Group, other: Group) -> bool:
    """Whether any of their most precise dates agree."""
    for x in group.days[:4]:
        for y in other.days[:8]:
            if x.first <= y.last and y.first <= x.last and agree(x, y):
                return True
    return False


def _needed(precise: Interval, vague: int) -> float:
    """How alike the words of two claims must be: the vaguer the dates, the more."""
    if vague <= 1:
        return 0.25
    if vague <= 31:
        return 0.34
    if precise.lasting or vague <= 366:
        return 0.5
    return 0.6


def _rivals(groups: list[Group], kind: Kind, states: tuple[str, ...], turns: Turns) -> list[Group]:
    """Groups of an act that happens once, dated apart by no more than its window: one happening, rival dates.

    Not so where the opposite act stands between them, nor where one document gives both dates to the month or day (it
    knows of two happenings), nor, for an act each state does on its own, where the words differ.
    """
    opposite = [d for name in kind.opposite for d in turns.get((name, states), ())]
    out: list[Group] = []
    for group in sorted(groups, key=lambda g: (min(d.first for d in g.days), g.key)):
        for other in reversed(out[-6:]):
            if _rival(group, other, kind, opposite):
                other.take(group, "rival dates of an act that happens once")
                break
        else:
            out.append(group)
    return out


def _rival(group: Group, other: Group, kind: Kind, opposite: list[Interval]) -> bool:
    low = min(d.first for d in other.days)
    high = max(d.last for d in group.days)
    gap = min(x.gap(y) for x in group.days for y in other.days)
    if len(group.items[0].states) < 2 or gap > 366 * kind.window or any(d.lasting for d in group.days + other.days):
        return False
    if apart_in_rank(group, other) or any(low < d.first and d.last < high for d in opposite):
        return False
    precise = [{i.claim.at.document for i in g.items if i.days and i.days.days <= 31} for g in (group, other)]
    if precise[0] & precise[1]:
        return False
    if kind.directed:
        return likeness(group, other) >= 0.5 and same_direction(group.items[0].claim, other.items[0].claim)
    return True
