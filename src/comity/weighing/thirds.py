"""Third powers: who else stands in the record of a pair, in which role, and how the triangle with each is balanced.

A third power stands there as ``mediator``, ``host``, ``object`` and so on where a claim of the pair says so; as
``party`` where it acts together with both or is acted upon with them; and, through what it does with each of the two
alone, as ``partner``, ``adversary`` or, where it is a partner of one and an adversary of the other, ``rival``.

Balance is that of structural balance theory (D. Cartwright, F. Harary, "Structural balance: a generalization of
Heider's theory", Psychological Review 63, 1956): a triangle is balanced where the product of the signs of its edges is
positive. The sign of an edge is that of the weighted mean of the intensities of its facts (weights as in the index),
where that mean is beyond :data:`NEUTRAL`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from comity.knowledge import Knowledge
from comity.models import Claim, Fact
from comity.weighing.index import MANY, Scale, pairs, scales
from comity.weighing.kinds import states
from comity.weighing.when import interval

NEUTRAL = 0.5
"""Means no further than this from nought have no sign."""
MEDIATING = frozenset({"mediate"})
ALL = "all"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """What stands between two powers in a span of time: mean intensity (-10..10) and the facts that make it."""

    mean: float
    facts: tuple[str, ...]

    @property
    def sign(self) -> int:
        """1, -1, or 0 where the mean is near nought."""
        return 0 if abs(self.mean) <= NEUTRAL else (1 if self.mean > 0 else -1)


@dataclass(frozen=True, slots=True)
class Triad:
    """A pair and a third power in a span of time (``1960/1969``, or ``all``).

    ``balance``: balanced, unbalanced, "" where an edge is missing or has no sign.
    """

    third: str
    when: str
    between: Edge | None
    with_a: Edge | None
    with_b: Edge | None
    balance: str
    told: str


@dataclass(frozen=True, slots=True)
class Third:
    """A third power in the record of a pair: how often in which role, in which facts, in how many documents, when."""

    code: str
    roles: tuple[tuple[str, int], ...]
    facts: tuple[str, ...]
    documents: int
    first: str
    last: str
    triads: tuple[Triad, ...]


def find(
    pair: Pair, facts: Iterable[Fact], claims: Iterable[Claim], knowledge: Knowledge, step: int = 10
) -> tuple[Third, ...]:
    """The third powers of ``pair``, those of most facts first.

    ``facts`` are those about either of the two and ``claims`` theirs; ``step`` is the length in years of the spans in
    which the triangles are looked at.
    """
    held = [f for f in facts if f.rank != "set aside"]
    by_id = {c.id: c for c in claims}
    scale = scales(knowledge)
    edges = _edges(held, by_id, scale, step)
    roles = _roles(pair, held, by_id)
    for third in _neighbours(edges[ALL], pair):
        stance = _stance(edges[ALL], pair, third)
        if stance:
            roles[third].setdefault(stance, set()).update(_between(edges[ALL], pair, third))
    known = {f.id: f for f in held}
    out = []
    for code, told in roles.items():
        ids = sorted({i for found in told.values() for i in found})
        documents = {by_id[c].at.document for i in ids for c in known[i].claims if c in by_id}
        years = sorted(y for i in ids for y in _span(known[i].when))
        counted = sorted(((role, len(found)) for role, found in told.items()), key=lambda r: (-r[1], r[0]))
        first, last = (f"{years[0]:04}", f"{years[-1]:04}") if years else ("", "")
        triads = tuple(_triads(edges, pair, code))
        out.append(Third(code, tuple(counted), tuple(ids), len(documents), first, last, triads))
    return tuple(sorted(out, key=lambda t: (-len(t.facts), t.code)))


# --- roles ------------------------------------------------------------------------------------------------------------


def _roles(pair: Pair, facts: Sequence[Fact], by_id: Mapping[str, Claim]) -> dict[str, dict[str, set[str]]]:
    """Third power -> role -> facts, as the claims of the pair say it."""
    out: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for fact in facts:
        for claim in (by_id[c] for c in fact.claims if c in by_id):
            parties = set(states((*claim.actors, *claim.recipients)))
            others = {(state, o.role) for o in claim.others for state in states((o.code,))}
            touched = parties | {state for state, _ in others}
            if not set(pair) <= touched or len(touched) > MANY:
                continue
            for state, role in others:
                if state not in pair:
                    out[state].setdefault(role, set()).add(fact.id)
            mediates = claim.act in MEDIATING
            for state in parties - set(pair):
                actor = state in states(claim.actors)
                out[state].setdefault("mediator" if mediates and actor else "party", set()).add(fact.id)
    return out


def _neighbours(edges: Mapping[Pair, Edge], pair: Pair) -> list[str]:
    """Powers that have something with both of the pair."""
    of_a, of_b = ({a if b == side else b for a, b in edges if side in (a, b)} for side in pair)
    return sorted((of_a & of_b).difference(pair))


def _stance(edges: Mapping[Pair, Edge], pair: Pair, third: str) -> str:
    """How a third power stands to the two: "rival" where it is a partner of one and an adversary of the other."""
    a, b = (edges[_key(side, third)].sign for side in pair)
    if a * b < 0:
        return "rival"
    if a + b == 0:
        return ""
    return "partner" if a + b > 0 else "adversary"


def _between(edges: Mapping[Pair, Edge], pair: Pair, third: str) -> set[str]:
    return {f for side in pair if (edge := edges.get(_key(side, third))) for f in edge.facts}


# --- triangles --------------------------------------------------------------------------------------------------------


def _edges(facts: Sequence[Fact], by_id: Mapping[str, Claim], scale: Scale, step: int) -> dict[str, dict[Pair, Edge]]:
    """Span of years (and ``all``) -> pair -> edge."""
    held: dict[str, dict[Pair, list[tuple[float, float, str]]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        base = scale.modality.get(fact.modality, 0.0)
        if not base:
            continue
        intensity, quad, _ = scale.acts.get(fact.act, (0.0, 0, ""))
        if fact.act not in scale.acts:
            told = [by_id[c] for c in fact.claims if c in by_id]
            intensity = math.fsum(c.intensity for c in told) / len(told) if told else 0.0
            quad = told[0].quad if told else 0
        weight = base * scale.quad.get(quad, 0.0) * math.log2(1 + fact.sources)
        if not weight:  # a state of affairs is no act
            continue
        spans = dict.fromkeys(_window(y, step) for y in _span(fact.when))
        for when in (ALL, *spans):
            for pair in pairs(fact):
                held[when][pair].append((intensity, weight, fact.id))
    held[ALL] = held[ALL]
    return {when: {pair: _edge(rows) for pair, rows in found.items()} for when, found in held.items()}


def _edge(rows: Sequence[tuple[float, float, str]]) -> Edge:
    mean = math.fsum(x * w for x, w, _ in rows) / math.fsum(w for _, w, _ in rows)
    return Edge(round(mean, 3) + 0.0, tuple(sorted({f for _, _, f in rows})))


def _span(when: str) -> range:
    """The years of a date; of an open one, the year of its one end."""
    days = interval(when)
    if days is None:
        return range(0)
    first, last = date.fromordinal(days.first).year, date.fromordinal(days.last).year
    if days.open:
        return range(last, last + 1) if days.first <= 1 else range(first, first + 1)
    return range(first, last + 1)


def _window(year: int, step: int) -> str:
    begin = year - year % step
    return f"{begin:04}/{begin + step - 1:04}" if step > 1 else f"{begin:04}"


def _triads(edges: Mapping[str, Mapping[Pair, Edge]], pair: Pair, third: str) -> list[Triad]:
    """The triangle in each span in which the third power has something with either of the two, and over all."""
    out = []
    for when in sorted(edges):
        found = edges[when]
        between, with_a, with_b = found.get(pair), found.get(_key(pair[0], third)), found.get(_key(pair[1], third))
        if with_a or with_b:
            signs = [e.sign if e else 0 for e in (between, with_a, with_b)]
            product = math.prod(signs)
            balance = "" if not product else "balanced" if product > 0 else "unbalanced"
            out.append(Triad(third, when, between, with_a, with_b, balance, _told(pair, third, signs, balance)))
    return out


def _told(pair: Pair, third: str, signs: Sequence[int], balance: str) -> str:
    """ "KHM–USA -, CHN–KHM +, CHN–USA -: balanced"."""
    names = (pair, _key(pair[0], third), _key(pair[1], third))
    marks = {1: "+", -1: "-", 0: "?"}
    edges = ", ".join(f"{a}–{b} {marks[s]}" for (a, b), s in zip(names, signs, strict=True))
    return f"{edges}: {balance}" if balance else edges


def _key(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def balance_counts(thirds: Iterable[Third], when: str = ALL) -> Counter[str]:
    """How many triangles of a span are balanced, unbalanced, or neither ("")."""
    return Counter(t.balance for third in thirds for t in third.triads if t.when == when)
