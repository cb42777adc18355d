"""Posts and the people in them: one document opens an embassy, another a consulate; the first envoy under two names."""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterator

from comity.models import Dispute, Evidence, Office
from comity.weighing.disputes.moments import Moments, together
from comity.weighing.disputes.pairs import Pair, spoken
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.kinds import kinds
from comity.weighing.when import Interval, agree, interval

LOOKED_AT = 8
"""Openings, or holders of one office, that one is compared with at most, in the order of time or of documents."""
BEFORE = 40
"""Characters before the name of one in an office in which the word stands by which he was the first."""
FIRST = re.compile(r"\b(?:first|inaugural)\b(?![^,;]*\b(?:since|woman|female|resident|time)\b)", re.IGNORECASE)
ALIKE = 1.0
"""How much passages share that name one in an office, to be of one moment."""


def levels(scene: Scene) -> Iterator[Dispute]:
    """Openings of a mission by one state in the other, dated alike, at different ranks in two documents."""
    known = kinds(scene.knowledge)
    held: dict[tuple[tuple[str, str], str], list[tuple[Interval, frozenset[str], Evidence]]] = defaultdict(list)
    for reading in scene.readings.values():
        for row in reading.status:
            days = interval(row.when) if row.status in ("mission_opened", "mission_reopened") else None
            ranks = known.ranks_in(row.at.quote) if days and not days.lasting else frozenset()
            if days and len(ranks) == 1 and row.by:
                held[row.pair, row.by.split("/")[0]].append((days, ranks, row.at))
    for (pair, _), told in sorted(held.items(), key=lambda e: e[0]):
        told.sort(key=lambda t: (t[0].first, t[0].last, t[2].document, t[2].start))
        every: dict[str, set[str]] = defaultdict(set)
        for _, ranks, at in told:
            every[at.document] |= ranks
        for n, (x, one, a) in enumerate(told):
            for y, two, b in told[n + 1 : n + 1 + LOOKED_AT]:
                if a.document == b.document or one & two or not agree(x, y):
                    continue
                if one & every[b.document] or two & every[a.document]:
                    continue  # a document that tells both knows of two posts
                values = [next(iter(one)), next(iter(two))]
                why = f"one post opened, {values[0]} in one document and {values[1]} in another"
                yield dispute("conflict", "status", [(values[0], [a]), (values[1], [b])], why, pair)


def holders(scene: Scene) -> Iterator[Dispute]:
    """The first in an office, or one with the same family name at one moment, under two names in two documents."""
    if len(scene.readings) < 2:
        return
    moments = Moments(scene)
    held: dict[tuple[Pair, str, str], list[tuple[Office, bool]]] = defaultdict(list)
    for name, reading in scene.readings.items():
        pairs = spoken(scene, name)
        for office in reading.offices:
            family = office.person.split()[-1].casefold() if office.person.split() else ""
            if not family or not pairs:
                continue
            text = reading.document.text
            first = FIRST.search(text[max(0, office.at.start - BEFORE) : office.at.start + 12]) is not None
            role = office.role.casefold().split()[-1] if office.role else ""
            for pair in pairs:
                if first and office.state in pair:
                    held[pair, f"first {role} of {office.state}", ""].append((office, True))
                held[pair, role, family].append((office, False))
    given: set[tuple[Evidence, Evidence]] = set()
    for (pair, role, _), told in sorted(held.items(), key=lambda e: e[0]):
        for n, (a, first) in enumerate(told):
            for b, _ in told[n + 1 : n + 1 + LOOKED_AT]:
                if (
                    a.at.document != b.at.document
                    and (a.at, b.at) not in given
                    and _others(a, b, first)
                    and (first or _one_moment(scene, moments, a, b))
                ):
                    given.add((a.at, b.at))
                    why = f"{role}: {a.person} in one document, {b.person} in another"
                    sides = [(a.person, [_sentence(scene, a)]), (b.person, [_sentence(scene, b)])]
                    yield dispute("conflict", "actors", sides, why, pair)
                    break


def _others(a: Office, b: Office, first: bool) -> bool:
    """Whether two names are of two: the family names differ, or the first of the given names does."""
    one, two = a.person.casefold().split(), b.person.casefold().split()
    if a.state and b.state and a.state != b.state:
        return False
    if first:
        return one[-1] != two[-1] and not set(one) & set(two)
    if len(one) < 2 or len(two) < 2 or one[0][:1] == two[0][:1]:
        return False
    return one[-1] == two[-1] and not set(one[:-1]) & set(two[:-1])


def _one_moment(scene: Scene, moments: Moments, a: Office, b: Office) -> bool:
    own = {word for office in (a, b) for word in office.person.casefold().split()}
    found = []
    for office in (a, b):
        sentence = scene.sentence(office.at.document, office.at.start)
        if sentence is None:
            return False
        moment = moments.at(sentence, sentence.at.start, sentence.at.end)
        found.append(dataclasses.replace(moment, names=moment.names - own))
    return together(*found) >= ALIKE


def _sentence(scene: Scene, office: Office) -> Evidence:
    sentence = scene.sentence(office.at.document, office.at.start)
    return sentence.at if sentence else office.at
