"""The index of a relation: four lines by year, each value with the facts that make it and bounds for what is disputed.

find(readings, claims, facts, disputes, knowledge) -> tuple[IndexPoint, ...]

The value of a year on a line is the weighted mean of the intensities of its facts (the conflict-cooperation scale of
J. S. Goldstein, "A Conflict-Cooperation Scale for WEIS Events Data", Journal of Conflict Resolution 36, 1992, -10 to
+10; a mean and not a sum, so that a year of which more is written is no friendlier for it). ``knowledge/index.toml``
gives the lines and the weights. Facts are weighed by their independent sources, so that a copy adds nothing. ``low``
and ``high`` are the least and the greatest value that the year has when any of its doubtful facts (disputed, alleged,
or dated only vaguely) are left out. Where no fact speaks of a year on a line, there is no value.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import Any

from comity.knowledge import Knowledge
from comity.models import Claim, Dispute, Fact, IndexPoint, Reading
from comity.weighing.kinds import states
from comity.weighing.periods.tracks import Tracks, tracks
from comity.weighing.when import Agreeing, Interval, agree, interval

MANY = 12
"""States: a gathering of more is no act between each two of them."""
LONG = 150
"""Years that one fact may last at most."""
SPOKEN = 12
"""Years: a document that names a longer span does not speak of each of its years."""
NEAR = 64
"""Documents whose years are kept at hand."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Weight:
    """A fact in one year: its intensity, weight, and whether it is doubtful that it belongs there."""

    fact: str
    intensity: float
    weight: float
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """The lines and weights of ``index.toml`` and the intensities of the codebook."""

    by_act: Mapping[str, str]
    by_track: Mapping[str, str]
    by_file: Mapping[str, str]
    lines: tuple[str, ...]
    quad: Mapping[int, float]
    modality: Mapping[str, float]
    acts: Mapping[str, tuple[float, int, str]]

    def line(self, act: str, track: str) -> str:
        """The line that an act, or a fact of a track, counts on; "" where it counts on none."""
        named = self.by_act.get(act) or self.by_track.get(track)
        return named or self.by_file.get(self.acts.get(act, (0.0, 0, ""))[2], "")


def find(
    readings: Sequence[Reading],
    claims: Sequence[Claim],
    facts: Sequence[Fact],
    disputes: Sequence[Dispute],
    knowledge: Knowledge,
    settled: frozenset[str] = frozenset(),
) -> tuple[IndexPoint, ...]:
    """The points of every pair, by pair, year and line; all four lines for each year that a document speaks of.

    ``settled`` are ids of facts whose date a person has ruled on.
    """
    scale, known = scales(knowledge), tracks(knowledge)
    by_id = {c.id: c for c in claims}
    money = {a.id: a.kind for r in readings for a in r.amounts}
    published = {r.document.document: _year(r.document.published) for r in readings}
    quarrelled = {d.fact for d in disputes if d.kind in ("conflict", "variant", "denial")} - settled
    held: dict[Pair, dict[tuple[int, str], list[Weight]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        base = scale.modality.get(fact.modality, 0.0) if fact.rank != "set aside" else 0.0
        between = pairs(fact) if base else []
        if not between:
            continue
        told = [by_id[c] for c in fact.claims if c in by_id]
        line = scale.line(fact.act, _track(fact, told, money, known))
        if not line:
            continue
        shares, vague = _shares(fact, told, published, settled)
        intensity, quad = _intensity(fact, told, scale)
        weight = base * scale.quad.get(quad, 0.0) * math.log2(1 + fact.sources)
        if not weight:  # a state of affairs is no act
            continue
        doubtful = vague or fact.id in quarrelled or fact.modality == "alleged"
        for year, share in shares.items():
            for pair in between:
                held[pair][year, line].append(Weight(fact.id, intensity, weight * share, doubtful))
    coverage = _coverage(readings, claims, by_id, held, {f.id: f.claims for f in facts})
    return tuple(_points(held, coverage, scale))


def _points(
    held: Mapping[Pair, Mapping[tuple[int, str], list[Weight]]],
    coverage: Mapping[Pair, Mapping[int, int]],
    scale: Scale,
) -> Iterator[IndexPoint]:
    for pair in sorted(held):
        for year in sorted({y for y, _ in held[pair]} | set(coverage[pair])):
            for line in scale.lines:
                weights = held[pair].get((year, line), [])
                value, low, high = valued(weights)
                facts = tuple(sorted({w.fact for w in weights}))
                yield IndexPoint(pair, year, line, value, low, high, facts, coverage[pair].get(year, 0))


def valued(weights: Sequence[Weight]) -> tuple[float | None, float | None, float | None]:
    """(value, low, high) of one year on one line; nothing where nothing speaks.

    >>> valued([Weight("f1", 4.0, 1.0, False), Weight("f2", -2.0, 1.0, True)])
    (1.0, 1.0, 4.0)
    """
    if not weights:
        return None, None, None
    sure = [w for w in weights if not w.doubtful]
    doubtful = sorted((w for w in weights if w.doubtful), key=lambda w: (w.intensity, w.weight, w.fact))
    low, high = _least(sure, doubtful), -_least(_turned(sure), _turned(doubtful)[::-1])
    return round(_mean(weights), 3) + 0.0, round(low, 3) + 0.0, round(high, 3) + 0.0


def _least(sure: Sequence[Weight], doubtful: Sequence[Weight]) -> float:
    """The least mean that leaving out doubtful facts can give; ``doubtful`` in order of intensity."""
    if not sure:
        return doubtful[0].intensity
    up, down = (sum(map(_exact, terms)) for terms in ((w.intensity * w.weight for w in sure), (w.weight for w in sure)))
    for w in doubtful:
        if w.intensity >= (up / _ONE) / (down / _ONE):  # a fact below the mean pulls it down; those after are no lower
            break
        up, down = up + _exact(w.intensity * w.weight), down + _exact(w.weight)
    return (up / _ONE) / (down / _ONE)


_BITS = 1074
_ONE = 1 << _BITS
"""What every float is a whole number of one part of: sums of such numbers are exact, as those of ``math.fsum`` are."""


def _exact(value: float) -> int:
    over, under = value.as_integer_ratio()
    return over << (_BITS + 1 - under.bit_length())


def _turned(weights: Iterable[Weight]) -> list[Weight]:
    return [Weight(w.fact, -w.intensity, w.weight, w.doubtful) for w in weights]


def _mean(weights: Iterable[Weight]) -> float:
    listed = list(weights)
    return math.fsum(w.intensity * w.weight for w in listed) / math.fsum(w.weight for w in listed)


def pairs(fact: Fact) -> list[Pair]:
    """The pairs of states that a fact is between: each actor and each recipient, or the actors among themselves."""
    actors, recipients = states(fact.actors), states(fact.recipients)
    if actors and recipients:
        found = {(min(a, b), max(a, b)) for a in actors for b in recipients if a != b}
    else:
        parties = actors or recipients
        found = set(combinations(parties, 2)) if len(parties) <= MANY else set()
    return sorted(found)


def _track(fact: Fact, told: Sequence[Claim], money: Mapping[str, str], known: Tracks) -> str:
    words = " ".join(c.at.quote for c in told)
    organs = frozenset(c.partition("/")[2] for c in fact.recipients)
    found = known.find(fact.act, frozenset(), words, money.get(fact.amount, ""), organs)
    return found[0].id if found else ""


def _intensity(fact: Fact, told: Sequence[Claim], scale: Scale) -> tuple[float, int]:
    """(intensity, quad) of a fact: the codebook's for its act, else the mean of its claims."""
    if fact.act in scale.acts:
        intensity, quad, _ = scale.acts[fact.act]
        return intensity, quad
    return (math.fsum(c.intensity for c in told) / len(told), told[0].quad) if told else (0.0, 0)


# --- which years ------------------------------------------------------------------------------------------------------


def _shares(
    fact: Fact, told: Sequence[Claim], published: Mapping[str, int], settled: frozenset[str]
) -> tuple[dict[int, float], bool]:
    """How much of a fact falls in which year, and whether that is doubtful.

    Rival dates share the fact out by how many sources give them, a vague date ("the 1980s") over its years. A state
    that lasted counts whole in each of its years, one without an end until the document was published.
    """
    classes: dict[Interval, set[str]] = {}
    known = Agreeing()
    every: dict[str, set[str]] = defaultdict(set)
    for claim in told:
        every[claim.when].add(claim.family or claim.at.document)
    dated = sorted({(d.days, d.first, c.when) for c in told if (d := interval(c.when))})
    if fact.id in settled or not dated:
        dated = [(0, 0, fact.when)] if interval(fact.when) else []
    for _, _, when in dated:
        days = interval(when)
        if days is None:
            continue
        voices = every.get(when) or {""}
        homes = {d for d in known.meeting(days) if agree(d, days) or days.holds(d)}
        if homes:
            next(held for d, held in classes.items() if d in homes).update(voices)
        else:
            classes[days] = set(voices)
            known.add(days)
    out: dict[int, float] = defaultdict(float)
    whole = sum(map(len, classes.values()))
    until = max((published.get(c.at.document, 0) for c in told), default=0)
    vague = len(classes) > 1
    for days, voices in classes.items():
        years = _years(days, until)
        each = len(voices) / whole / (1 if days.lasting else len(years))
        vague = vague or (not days.lasting and len(years) > 1 and days.days > 366)
        for year in years:
            out[year] += each
    return dict(out), vague


def _years(days: Interval, until: int) -> list[int]:
    first, last = _of(days.first), _of(days.last)
    if days.open:
        if days.first <= 1:
            return [last]
        last = max(first, until)
    return list(range(first, min(last, first + LONG) + 1))


def _of(day: int) -> int:
    return date.fromordinal(day).year


def _year(edtf: str) -> int:
    days = interval(edtf)
    return _of(days.last) if days else 0


def _coverage(
    readings: Sequence[Reading],
    claims: Sequence[Claim],
    by_id: Mapping[str, Claim],
    held: Mapping[Pair, Mapping[tuple[int, str], list[Weight]]],
    claims_of: Mapping[str, Sequence[str]],
) -> dict[Pair, dict[int, int]]:
    """How many documents speak of each year of a pair: tell a fact of it, or name the year and speak of the pair."""
    out: dict[Pair, dict[int, set[str]]] = {pair: defaultdict(set) for pair in held}
    for pair, points in held.items():
        for (year, _), weights in points.items():
            told = (by_id[c] for w in weights for c in claims_of[w.fact] if c in by_id)
            out[pair][year].update(c.at.document for c in told)
    by_name = {r.document.document: r for r in readings}
    years = lru_cache(NEAR)(lambda name: _spoken(by_name[name]) if name in by_name else set())
    done: set[tuple[Pair, str]] = set()
    for claim in claims:
        parties = states((*claim.actors, *claim.recipients)) if claim.fact else ()
        for pair in combinations(parties, 2) if len(parties) <= MANY else ():
            if pair in out and (pair, claim.at.document) not in done:
                done.add((pair, claim.at.document))
                for year in years(claim.at.document):
                    out[pair][year].add(claim.at.document)
    return {pair: {year: len(documents) for year, documents in found.items()} for pair, found in out.items()}


def _spoken(reading: Reading) -> set[int]:
    out: set[int] = set()
    for found in reading.dates:
        days = interval(found.edtf)
        if days and not days.open and _of(days.last) - _of(days.first) < SPOKEN:
            out.update(range(_of(days.first), _of(days.last) + 1))
    return out


# --- knowledge --------------------------------------------------------------------------------------------------------


def scales(knowledge: Knowledge) -> Scale:
    """The lines and weights this knowledge knows, made once."""
    return knowledge.compiled("weighing.index", _scales)


def _scales(knowledge: Knowledge) -> Scale:
    table: dict[str, Any] = knowledge.table("index.toml")
    acts = {
        a["id"]: (float(a["intensity"]), int(a["quad"]), file.rpartition("/")[2].removesuffix(".toml"))
        for file in knowledge.names("acts")
        if file.endswith(".toml")
        for a in knowledge.table(file).get("act", ())
    }
    lines = table["line"]
    return Scale(
        {a: line["name"] for line in lines for a in line.get("acts", ())},
        {t: line["name"] for line in lines for t in line.get("tracks", ())},
        {f: line["name"] for line in lines for f in line.get("files", ())},
        tuple(line["name"] for line in lines),
        {int(k): float(v) for k, v in table["quad"].items()},
        {k: float(v) for k, v in table["modality"].items()},
        acts,
    )
