"""Facts: the claims of one happening put together, and how many independent sources assert it.

find(readings, lineage, knowledge) -> (claims, facts)
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from comity.knowledge import Knowledge
from comity.models import Claim, Fact, Reading
from comity.weighing.facts.group import Group
from comity.weighing.facts.groups import grouped
from comity.weighing.facts.item import Item, same_sum
from comity.weighing.sharing import Share, alone
from comity.weighing.union import Union
from comity.weighing.when import Agreeing, Interval, agree

if TYPE_CHECKING:
    from comity.weighing.lineage import Lineage

_TOLD = attrgetter(*(f.name for f in dataclasses.fields(Claim) if f.name not in ("fact", "family")))
"""What reading tells of a claim; the two fields that weighing sets are the last."""
_MADE: Callable[..., Claim] = Claim
_MOODS = ("done", "ongoing", "alleged", "planned", "hypothetical", "proposed", "denied")


def find(
    readings: Sequence[Reading], lineage: Lineage, knowledge: Knowledge, share: Share = alone
) -> tuple[tuple[Claim, ...], tuple[Fact, ...]]:
    """All claims with their ``fact`` and ``family`` set, and the facts, sorted by states, date and id.

    The order of ``readings`` changes nothing, nor does a further copy of a document change any fact's id or sources.
    """
    from comity.weighing.facts.items import items

    every = [i for r in readings for i in items(r, lineage, knowledge)]
    groups = grouped(every, share)
    leads = [preferred(group.items) for group in groups]
    facts, claims = [], []
    for group, lead, id_ in zip(groups, leads, _named(groups, leads), strict=True):
        facts.append(as_fact(group, id_, lead))
        claims += [_MADE(*_TOLD(i.claim), id_, i.family) for i in group.items]
    claims.sort(key=lambda c: (c.at.document, c.at.start, c.at.end, c.id))
    facts.sort(key=lambda f: (f.pair, f.when == "", f.when, f.id))
    return tuple(claims), tuple(facts)


def sources(group: Sequence[Item]) -> int:
    """How many independent sources assert it: the claims of one document are one voice, and so are copied passages."""
    if len(group) == 1:
        return 1
    union: Union[tuple[str, str]] = Union()
    for item in group:
        union.find(("document", item.claim.at.document))
        if item.family:
            union.link(("document", item.claim.at.document), ("family", item.family))
    return len(union.groups())


def preferred(group: Sequence[Item]) -> Item:
    """The claim that dates the fact best: of the dates that agree, those most sources give; then the most precise."""
    if len(group) == 1:
        return group[0]
    told: dict[Interval, list[Item]] = defaultdict(list)
    for item in group:
        if item.days:
            told[item.days].append(item)
    if not told:
        return min(group, key=_plainness)
    every = Agreeing(told)
    backing = {days: sources([i for other in every.with_(days) for i in told[other]]) for days in told}
    return min((i for i in group if i.days), key=lambda i: (not i.claim.when, _least_backed(i, backing), _plainness(i)))


def _least_backed(item: Item, backing: Mapping[Interval, int]) -> tuple[int, int]:
    return (-backing[item.days], item.days.days) if item.days else (0, 0)


def _plainness(item: Item) -> tuple[bool, int, int, int, str, str, int]:
    """A deed comes before its means; then claims whose sentence says most itself; documents' names decide last."""
    claim = item.claim
    parties = len(claim.actors) + len(claim.recipients)
    mood = _MOODS.index(claim.modality) if claim.modality in _MOODS else len(_MOODS)
    return bool(item.deed), mood, -parties, len(claim.inferred), item.digest, claim.at.document, claim.at.start


def _named(groups: Sequence[Group], leads: Sequence[Item]) -> list[str]:
    """An id for each group, from what it tells; where several tell the like, from the words of their claims too."""
    keys: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, (group, lead) in enumerate(zip(groups, leads, strict=True)):
        first = min((d for i in group.items if (d := i.days)), key=lambda d: (d.first, d.days), default=None)
        when = min((i.claim.when for i in group.items if first and i.days == first), default="")
        amount = lead.amount
        told = f"{amount.value} {amount.currency}" if amount else ""
        keys[lead.kind.name, lead.mood, " ".join(lead.states), when, told].append(n)
    out = [""] * len(groups)
    for key, members in keys.items():
        members.sort(key=lambda n: min((i.digest, i.claim.at.document, i.claim.at.start) for i in groups[n].items))
        seen: dict[str, int] = {}
        for k, n in enumerate(members):
            digest = min(i.digest for i in groups[n].items) if k else ""
            seen[digest] = seen.get(digest, 0) + 1
            raw = "\x1f".join((*key, digest, str(seen[digest])))
            out[n] = "f" + hashlib.blake2b(raw.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return out


def as_fact(group: Group, id_: str, lead: Item | None = None) -> Fact:
    """The fact that a group of claims tells, under this id; ``lead`` is its preferred claim, where it is known."""
    lead = lead or preferred(group.items)
    agreeing = [i for i in group.items if not i.days or not lead.days or agree(i.days, lead.days)]
    fullest = min(agreeing, key=lambda i: (bool(i.deed), -len(i.states), _plainness(i)))
    amount = _amount(agreeing)
    moods = [i.claim.modality for i in group.items]
    modality = min(moods, key=lambda m: _MOODS.index(m) if m in _MOODS else len(_MOODS))
    claims = sorted(group.items, key=lambda i: (i.claim.at.document, i.claim.at.start, i.claim.at.end, i.claim.id))
    return Fact(
        id=id_,
        act=lead.claim.act,
        plover=lead.claim.plover,
        pair=fullest.states,
        actors=fullest.claim.actors,
        recipients=fullest.claim.recipients,
        when=lead.claim.when,
        amount=amount,
        claims=tuple(i.claim.id for i in claims),
        sources=sources(group.items),
        modality=modality,
        why=_why(group),
    )


def _amount(group: Sequence[Item]) -> str:
    """The id of the sum that most sources give, the first of them in the order of documents."""
    given = sorted(
        (i for i in group if i.amount), key=lambda i: (i.claim.at.document, i.claim.at.start, i.claim.amount)
    )
    if not given:
        return ""
    return max(given, key=lambda i: sources([j for j in given if same_sum(i.amount, j.amount)])).claim.amount


def _why(group: Group) -> str:
    documents = len({i.claim.at.document for i in group.items})
    if len(group.items) == 1:
        return "one claim"
    told = f"{len(group.items)} claims in {documents} document{'s' if documents > 1 else ''}"
    return "; ".join([told, *(why for why, _ in sorted(group.whys.items(), key=lambda w: (-w[1], w[0])))])
