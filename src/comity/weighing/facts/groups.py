"""Claims of one happening put together, block by block, without comparing all with all.

A block holds the claims of one kind between the same states. Copies of one passage come together first; then each
claim, the most precisely dated first, joins the group it agrees with or begins its own. Within a block only groups of
the same years, or with the same rare words, are looked at.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from comity.models import Claim
from comity.weighing.facts.items import Item, alike, same_direction, same_sum
from comity.weighing.kinds import Kind
from comity.weighing.lineage.families import Union
from comity.weighing.when import Interval, agree

LOOKED_AT = 16
"""Groups that one claim is compared with at most, those that share its rarest words first."""


ONCE_LOOKED_AT = 32
"""The same for acts that happen once at a time, by their dates alone."""
COMPARED = 3
"""Claims of a group whose words are compared, the first it was given: a group is known by how it was first told."""


class Group:
    """Claims of one happening, and why each joined; ``days`` are the dates they give, the most precise first."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self.whys: Counter[str] = Counter()
        self.days: tuple[Interval, ...] = _days(items)
        self.told = _told(items)
        self.places = {i.place for i in items}
        self.documents = {i.claim.at.document for i in items}

    @property
    def key(self) -> tuple[int, int, str, str, int]:
        """What groups are taken in order of: dated first, precise first; no document's name but last."""
        first = min(self.items, key=lambda i: (i.digest, i.claim.at.document, i.claim.at.start))
        precise = (self.days[0].days, self.days[0].first) if self.days else (1 << 40, 0)
        return (*precise, first.digest, first.claim.at.document, first.claim.at.start)

    def take(self, other: Group, why: str) -> None:
        """Take in another group's claims."""
        self.items += other.items
        self.whys += other.whys
        self.whys[why] += 1
        if len(self.told) < COMPARED:
            self.told = _told(self.told + other.told)
        self.places |= other.places
        self.documents |= other.documents
        if not set(other.days) <= set(self.days):
            self.days = _days(self.items)


def _told(items: Iterable[Item]) -> list[Item]:
    """The claims a group is compared by: the first few of different wording."""
    first: dict[str, Item] = {}
    for item in items:
        first.setdefault(item.digest, item)
    return list(first.values())[:COMPARED]


def _days(items: Iterable[Item]) -> tuple[Interval, ...]:
    return tuple(sorted({i.days for i in items if i.days}, key=lambda d: (d.days, d.first)))


def grouped(items: Iterable[Item]) -> list[Group]:
    """All claims, each in exactly one group; the order of ``items`` changes nothing."""
    ordered = sorted(items, key=lambda i: (i.claim.at.document, i.claim.at.start, i.claim.at.end, i.claim.id))
    blocks: dict[tuple[str, str, tuple[str, ...]], list[Group]] = defaultdict(list)
    for group in _copied(ordered):
        lead = max(group.items, key=lambda i: (len(i.states), i.digest))
        blocks[lead.kind.name, lead.mood, lead.states].append(group)
    turns = _turning_points(ordered)
    out = []
    for _, block in sorted(blocks.items(), key=lambda entry: entry[0]):
        out += _block(block, turns)
    return out


def _copied(items: Sequence[Item]) -> list[Group]:
    """Groups of claims that copies of one sentence make; every other claim alone."""
    union: Union[int] = Union()
    families: dict[tuple[str, str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, item in enumerate(items):
        union.find(n)
        if item.family:
            families[item.family, item.kind.name, item.mood][item.claim.at.document].append(n)
    for documents in families.values():
        runs = list(documents.values())
        for earlier, later in [*pairwise(runs), *((runs[0], later) for later in runs[2:])]:
            for a, b in _paired(items, earlier, later):
                union.link(a, b)
    groups = [Group([items[n] for n in members]) for members in union.groups().values()]
    for group in groups:
        if len(group.items) > 1:
            group.whys["copies of one passage"] = len(group.items) - 1
    return groups


def _paired(items: Sequence[Item], first: list[int], second: list[int]) -> list[tuple[int, int]]:
    """Which claim that one document draws from a passage is which claim that another draws from it."""
    scored = []
    for x, a in enumerate(first):
        for y, b in enumerate(second):
            one, two = items[a], items[b]
            inside = set(one.states) <= set(two.states) or set(two.states) <= set(one.states)
            if inside and same_direction(one.claim, two.claim):
                score = 4.0 * (same_sum(one.amount, two.amount) or 0) + 2.0 * (one.days == two.days)
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
    groups = _joined(dated, kind)
    if kind.once:
        states = max((i.states for g in block for i in g.items), key=len)
        groups = _rivals(groups, kind, states, turns)
    return _undated(groups, undated, kind)


class _Index:
    """Groups by year and by word, to find the few that a claim may belong to."""

    def __init__(self) -> None:
        self.by_year: dict[int, list[int]] = defaultdict(list)
        self.by_word: dict[tuple[int, str], list[int]] = defaultdict(list)

    def add(self, number: int, group: Group) -> None:
        """Note where a group may be found."""
        words = {w for i in group.told for w in i.words}
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
        words = sorted({w for i in group.told for w in i.words})
        lists = [found for y in years for w in words if (found := self.by_word.get((y, w)))]
        lists.sort(key=lambda found: (len(found), found[0]))
        out: set[int] = set()
        for found in lists:
            if len(out) >= LOOKED_AT:
                break
            out.update(found[: LOOKED_AT - len(out)])
        return sorted(out)


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
        for n in index.near(group, kind.once):
            score, reason = _belongs(group, out[n], kind)
            if score > 0:
                rivals += 1
            if score > most:
                best, why, most = n, reason, score
        vague = group.days[0].days > 31
        if best >= 0 and not (kind.once and vague and rivals > 1 and most < 2):
            out[best].take(group, why)
            index.add(best, group)
        else:
            out.append(group)
            index.add(len(out) - 1, group)
    return out


def _belongs(group: Group, other: Group, kind: Kind) -> tuple[float, str]:
    """How well a group of claims fits another (0: not at all), and why."""
    a, b = group.items[0], other.items[0]
    if not any(agree(x, y) for x in group.days[:4] for y in other.days[:8]):
        return 0.0, ""
    if kind.directed and not same_direction(a.claim, b.claim):
        return 0.0, ""
    if not kind.once and _other_organs(a.claim, b.claim):
        return 0.0, ""
    sums = _sums(group, other)
    if sums and not any(sums):
        return 0.0, ""
    likeness = _likeness(group, other)
    if kind.once:
        return 1.0 + likeness, "the same act, which happens once at a time, at dates that agree"
    if group.places & other.places:
        return 0.0, ""  # two acts told in one sentence are two
    if any(sums):
        return 2.0 + likeness, "the same sum at dates that agree"
    vague = max(d.days for d in group.days + other.days)
    needed = _needed(min(group.days + other.days, key=lambda d: d.days), vague)
    if likeness >= needed:
        return likeness, "the same act between the same parties at dates that agree, in like words"
    return 0.0, ""


def _other_organs(a: Claim, b: Claim) -> bool:
    """Whether both claims name organs on one side, and not the same: a meeting with ministers and one with students."""
    for x, y in ((a.actors, b.actors), (a.recipients, b.recipients)):
        one, two = {c for c in x if "/" in c}, {c for c in y if "/" in c}
        if one and two and not one & two:
            return True
    return False


def _likeness(group: Group, other: Group) -> float:
    return max(alike(x.words, y.words) for x in group.told for y in other.told)


def _sums(group: Group, other: Group) -> list[bool]:
    """For each two claims that both give a sum, whether the sums agree."""
    return [s for x in group.told for y in other.told if (s := same_sum(x.amount, y.amount)) is not None]


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
    if any(low < d.first and d.last < high for d in opposite):
        return False
    precise = [{i.claim.at.document for i in g.items if i.days and i.days.days <= 31} for g in (group, other)]
    if precise[0] & precise[1]:
        return False
    if kind.directed:
        return _likeness(group, other) >= 0.5 and same_direction(group.items[0].claim, other.items[0].claim)
    return True


def _undated(groups: list[Group], undated: list[Group], kind: Kind) -> list[Group]:
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


def _undated_home(
    group: Group,
    out: list[Group],
    by_document: dict[str, list[int]],
    by_word: dict[str, list[int]],
    kind: Kind,
) -> int:
    item = group.items[0]
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
    words = sorted(item.words, key=lambda w: (len(by_word.get(w, ())), w))
    near = list(dict.fromkeys(n for w in words for n in by_word.get(w, ())[:LOOKED_AT]))[:LOOKED_AT]
    best, most = -1, 0.0
    for n in sorted(set(near)):
        other = out[n]
        if other.places & group.places or (kind.directed and not same_direction(item.claim, other.items[0].claim)):
            continue
        sums = _sums(group, other)
        if sums and not any(sums):
            continue
        likeness = _likeness(group, other)
        shared = max(len(x.words & y.words) for x in group.told for y in other.told)
        enough = (likeness >= 0.6 and shared >= 4) if n in here else (likeness >= 0.75 and shared >= 5)
        if enough and likeness > most:
            best, most = n, likeness
    return best
