"""Numbers of one thing in different documents: the dead of a battle, the soldiers of an invasion, the days of a siege.

A number is known by its kind (``rivalry.toml``, "tallies"), by whose people or machines it counts, and by the event
that its sentence tells: the date, the names and the words of substance in it, and in the sentences before.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from comity.models import Dispute, Evidence
from comity.weighing.disputes.counted import SUM, Tally, tallies_of, words_of
from comity.weighing.disputes.pairs import Pair, fact_of, spoken
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.when import agree

LOOKED_AT = 8
"""Numbers of one kind, pair and name, word or year that one is compared with at most, in the order of documents."""
ENOUGH = 1.6
"""How much two sentences must have in common to tell of one event: a date to the month counts 2, a name 1.5."""
ONLY = 0.6
"""What it counts that either document gives one such number alone."""
SAME = 1.0
"""What it counts that both count the people of one state."""
LENGTH = "length"
"""How the kinds of times begin: what lasted so long is told by a word or two."""
UNLIKE = 3
"""Sums of which one is more times the other are of two things."""


def tallies(scene: Scene) -> Iterator[Dispute]:
    """Numbers of one kind that two documents about the same pair give for one event, and that cannot both be right."""
    words = scene.knowledge.compiled("disputes.tallies", words_of)
    held: dict[tuple[str, Pair, str], list[Tally]] = defaultdict(list)
    alone: Counter[tuple[str, str, str]] = Counter()
    for name, reading in scene.readings.items():
        pairs = spoken(scene, name)
        every = list(tallies_of(scene, words, reading)) if pairs else []
        for tally in every:
            alone.update({(name, tally.kind, whose) for whose in ("*", tally.whose)})
        for tally in every:
            only = (
                {f"only of {tally.whose}"}
                if (tally.whose or tally.kind.startswith(LENGTH)) and _alone(alone, tally)
                else set()
            )
            for key in _keys(tally) | only:
                for pair in pairs:
                    held[tally.kind, pair, key].append(tally)
    best: dict[tuple[str, int, int, str, str, str], list[tuple[float, Pair, Tally, Tally]]] = defaultdict(list)
    seen: set[tuple[Evidence, str, Evidence, str, Pair]] = set()
    for (_, pair, _), told in sorted(held.items(), key=lambda e: e[0]):
        for n, a in enumerate(told):
            for b in told[n + 1 : n + 1 + LOOKED_AT]:
                mark = (a.at, a.told, b.at, b.told, pair)
                if mark not in seen and a.at.document != b.at.document:
                    seen.add(mark)
                    score = _one_event(a, b)
                    alike = scene.main_states(a.at.document) == scene.main_states(b.at.document)
                    score += ONLY if score and alike and _alone(alone, a) and _alone(alone, b) else 0.0
                    if score >= ENOUGH:
                        number = (a.at.document, a.at.start, a.at.end, a.kind, a.told, b.at.document)
                        best[number].append((score, pair, a, b))
    given: set[tuple[Evidence, str, Evidence, str]] = set()
    for _, found in sorted(best.items(), key=lambda e: e[0]):
        most = max(score for score, *_ in found)
        here = [(pair, a, b) for score, pair, a, b in found if score >= most - 0.01]
        if not any(_agree(a, b) for _, a, b in here):
            pair, a, b = min(here, key=lambda h: (h[0], h[1].told, h[2].told))
            if (a.at, a.told, b.at, b.told) not in given:
                given.add((a.at, a.told, b.at, b.told))
                why = f"{a.kind}: {a.told} in one document, {b.told} in another, of what seems one event"
                fact = fact_of(scene, a.at, b.at)
                yield dispute("conflict", "amount", [(a.told, [a.at]), (b.told, [b.at])], why, pair, fact)


def _alone(counts: Counter[tuple[str, str, str]], tally: Tally) -> bool:
    """Whether a number is the only one of its kind, of the same people, that its document gives."""
    return counts[tally.at.document, tally.kind, tally.whose or "*"] == 1


def _keys(tally: Tally) -> set[str]:
    days = tally.days or tally.around
    years = {str(days.first // 366), str(days.last // 365)} if days and days.days <= 800 else set()
    return years | set(tally.names | tally.near)


def _one_event(a: Tally, b: Tally) -> float:
    """How much two numbers' sentences have in common; 0 where they cannot be of one thing."""
    if (a.whose and b.whose and a.whose != b.whose) or (a.family and a.family == b.family):
        return 0.0
    if a.kind.startswith(SUM) and max(a.low, b.low) > UNLIKE * min(a.high, b.high):
        return 0.0
    if a.days and b.days and not agree(a.days, b.days) and (a.stock or a.days.gap(b.days) > 7):
        return 0.0
    score = 0.0 if not a.whose and not b.whose else SAME if a.whose == b.whose else -0.2
    one, two = a.days or a.around, b.days or b.around
    if one and two:
        own = a.days is not None and b.days is not None
        if agree(one, two) or one.gap(two) <= 7:
            score += (2.0 if max(one.days, two.days) <= 31 else 1.2) * (1.0 if own else 0.7)
        elif a.stock:
            return 0.0
    elif a.stock:
        return 0.0
    score += 1.5 * min(2, len(a.names & b.names))
    score += 0.75 * min(2, len((a.near & b.near) | (a.names & b.near) | (a.near & b.names)))
    alike = len(a.stems & b.stems) * (2 if a.kind.startswith(LENGTH) else 1)
    return score + 0.4 * min(3, alike) if alike or not a.kind.startswith(SUM) else 0.0


def _agree(a: Tally, b: Tally) -> bool:
    return a.low <= b.high and b.low <= a.high
