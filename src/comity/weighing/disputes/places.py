"""Where it was: agreements signed, meetings held, posts opened at one place in one document, at another in another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Dispute, Reading, Sentence
from comity.weighing.disputes.moments import LONGEST, Moment, Moments, bounds, likeness
from comity.weighing.disputes.pairs import Pair, spoken
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.gate import Gate, gate

LOOKED_AT = 8
"""Occasions of one kind, pair and year or name that one is compared with at most, in the order of documents."""
LONE = 1.1
"""What it counts that each document tells one such occasion in all, and one of them gives no date."""
ONLY = 0.6
"""What it counts that each document tells one such occasion alone in the year."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that took place somewhere: its kind, the words for its place, the state that lies in."""

    kind: str
    place: str
    state: str
    country: bool
    moment: Moment


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of occasion: how it is told with its place, and how like two moments must be."""

    name: str
    told: re.Pattern[str]
    gate: Gate
    need: float


def places(scene: Scene) -> Iterator[Dispute]:
    """Occasions that two documents about one pair put at different places."""
    if len(scene.readings) < 2:
        return
    kinds = scene.knowledge.compiled("disputes.places", _kinds)
    any_kind = scene.knowledge.compiled("disputes.places.gate", lambda k: gate(*(x.told for x in _kinds(k))))
    moments = Moments(scene)
    held: dict[tuple[str, Pair, str], list[Occasion]] = defaultdict(list)
    alone: dict[tuple[str, str, int], int] = defaultdict(int)
    in_all: dict[tuple[str, str], int] = defaultdict(int)
    for name, reading in scene.readings.items():
        found = [
            o
            for s in reading.sentences
            if not s.furniture and any_kind.may(s.at.quote)
            for o in _told(scene, moments, kinds, reading, s)
        ]
        for occasion in found:
            in_all[occasion.kind, name] += 1
            for year in occasion.moment.years:
                alone[occasion.kind, name, year] += 1
            for key in (*occasion.moment.keys, *sorted(occasion.moment.stems)):
                for pair in spoken(scene, name):
                    held[occasion.kind, pair, key].append(occasion)
    need = {k.name: k.need for k in kinds}
    yield from _apart(held, alone, in_all, need)


def _apart(
    held: dict[tuple[str, Pair, str], list[Occasion]],
    alone: dict[tuple[str, str, int], int],
    in_all: dict[tuple[str, str], int],
    need: dict[str, float],
) -> Iterator[Dispute]:
    given = set()
    for (kind, pair, _), told in sorted(held.items(), key=lambda e: e[0]):
        for n, a in enumerate(told):
            for b in told[n + 1 : n + 1 + LOOKED_AT]:
                mark = (a.moment.at, b.moment.at)
                if a.moment.document == b.moment.document or mark in given or not _elsewhere(a, b):
                    continue
                score = likeness(a.moment, b.moment)
                years = set(a.moment.years) & set(b.moment.years)
                if score and years and all(alone[kind, o.moment.document, y] < 2 for o in (a, b) for y in years):
                    score += ONLY
                undated = not (a.moment.days and b.moment.days)
                if undated and all(in_all[kind, o.moment.document] == 1 for o in (a, b)):
                    score += LONE
                if score >= need[kind]:
                    given.add(mark)
                    why = f"one {kind}, at {a.place} in one document, at {b.place} in another"
                    yield dispute("conflict", "place", [(a.place, [a.moment.at]), (b.place, [b.moment.at])], why, pair)


def _elsewhere(a: Occasion, b: Occasion) -> bool:
    """Whether two places are two: neither a part of the other's name, nor a place and the state it lies in."""
    one, two = (set(re.findall(r"\w{3,}", p.casefold())) for p in (a.place, b.place))
    if one & two:
        return False
    if a.country and b.country:
        return a.state != b.state
    if a.country or b.country:  # a place in that state, or nobody knows where, is no other place
        return bool(a.state and b.state) and a.state != b.state
    return True


def _told(
    scene: Scene, moments: Moments, kinds: tuple[Kind, ...], reading: Reading, sentence: Sentence
) -> Iterator[Occasion]:
    quote, at = sentence.at.quote[:LONGEST], sentence.at
    dates = [(d.at.start - at.start, d.at.end - at.start) for d in moments.dates(at.document, sentence.n)]
    for kind in kinds:
        if not kind.gate.may(quote):
            continue
        for m in kind.told.finditer(quote):
            first, last = m.span("place")
            if any(a < last and first < b for a, b in dates):
                continue
            named = [
                x
                for x in scene.mentions(at.document, at.start + first, at.start + last)
                if x.kind in ("state", "place", "organ", "organisation", "person", "group")
            ]
            if any(x.kind in ("organ", "organisation", "person", "group") for x in named):
                continue
            begin, end = bounds(_CUT, quote, m.start(), m.end())
            state = next((x.actor.split("/")[0] for x in named if x.actor), "")
            country = any(x.kind == "state" for x in named)
            moment = moments.at(sentence, at.start + begin, at.start + end)
            mine = frozenset(w.casefold() for w in re.findall(r"[\w’'-]{3,}", m["place"]))
            moment = Moment(
                moment.document, moment.at, moment.family, moment.days, moment.own, moment.names - mine, moment.stems
            )
            yield Occasion(kind.name, " ".join(m["place"].split()), state, country, moment)
            break


_CUT = re.compile(r";\s*|:\s+|\s[—–]\s|,\s+(?=(?:but|while|whereas|and)\s)")


def _kinds(knowledge: Knowledge) -> tuple[Kind, ...]:
    table = knowledge.table("rivalry.toml")
    where = table["places"]["where"]
    out = []
    for row in table["occasions"]:
        words = "|".join(row["words"])
        told = re.compile(rf"(?i:\b(?:{words})\b)[^.;:]{{0,{row.get('within', 60)}}}?{where}")
        out.append(Kind(row["name"], told, gate(re.compile(rf"\b(?:{words})\b", re.IGNORECASE)), float(row["need"])))
    return tuple(out)
