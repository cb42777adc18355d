"""One thing told in like words with another date: "flown home on 25 April 2005" and "on 25 August 2005".

Clauses of two documents about one pair that give a date each are compared by their names and words of substance. What
may happen often (``rivalry.toml``, "dated": visits, talks, attacks) is one happening only where a part of the date
alone differs; a document that tells the words with both dates tells of two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from comity.knowledge import Knowledge
from comity.models import Dispute, Evidence
from comity.reading.dates.lexicon import MONTHS
from comity.weighing.disputes.moments import Moment, Moments, bounds
from comity.weighing.disputes.pairs import Pair, fact_of, spoken
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.when import Interval, agree, interval

LOOKED_AT = 8
"""Clauses with one rare word, of one pair and time, that one is compared with at most, in the order of documents."""
SHARED, SHARE = 3, 0.5
"""Names and words of substance that two clauses share at least, and their share of the shorter clause's."""
LONG = 370
"""Days between two dates of one thing at most."""
MOST = 14
"""Words of a clause that it is looked up by."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A clause with a date of its own; ``words``: its names and words of substance, ``often``: it may happen often."""

    moment: Moment
    when: str
    days: Interval
    words: frozenset[str]
    often: bool


def dated(scene: Scene) -> Iterator[Dispute]:
    """Clauses of two documents that tell one thing and date it otherwise."""
    if len(scene.readings) < 2:
        return
    often = scene.knowledge.compiled("disputes.dated", _often)
    moments = Moments(scene)
    by_word: dict[tuple[Pair, int, str], list[Dated]] = defaultdict(list)
    told: dict[str, list[Dated]] = {}
    for name in scene.readings:
        told[name] = list(_clauses(scene, moments, often, name))
        pairs = spoken(scene, name) if told[name] else []
        for clause in told[name]:
            words = sorted(clause.words)[:MOST]
            for pair in pairs:
                for year in _years(clause.days):
                    for word in words:
                        by_word[pair, year, word].append(clause)
    given: set[tuple[Evidence, Evidence]] = set()
    for name in scene.readings:
        pairs = spoken(scene, name) if told[name] else []
        for a in told[name]:
            words, looked_at = sorted(a.words)[:MOST], set[int]()
            for pair in pairs:
                lists = [by_word[pair, y, w] for y in _years(a.days) for w in words]
                near = {id(b): b for found in sorted(lists, key=len) for b in found[:LOOKED_AT]}
                near = {n: b for n, b in near.items() if n not in looked_at}
                looked_at |= near.keys()
                for b in near.values():
                    if (
                        a.moment.document < b.moment.document
                        and (a.moment.at, b.moment.at) not in given
                        and _rival(told, a, b)
                    ):
                        given.add((a.moment.at, b.moment.at))
                        why = f"one thing, dated {a.when} in one document and {b.when} in another"
                        sides = [(a.when, [a.moment.at]), (b.when, [b.moment.at])]
                        fact = fact_of(scene, a.moment.at, b.moment.at)
                        yield dispute("conflict", "when", sides, why, pair, fact)


def _rival(told: dict[str, list[Dated]], a: Dated, b: Dated) -> bool:
    if agree(a.days, b.days) or a.days.gap(b.days) > LONG or (a.moment.family and a.moment.family == b.moment.family):
        return False
    if max(a.days.days, b.days.days) > 31:
        return False
    if (a.often or b.often) and not _slip(a.days, b.days):
        return False
    if not _alike(a, b):
        return False
    # a document that gives the other's date to the like words as well tells of two happenings
    for one, two in ((a, b), (b, a)):
        for other in told[one.moment.document]:
            if other is not one and agree(other.days, two.days) and len(other.words & two.words) >= 2:
                return False
    return True


def _alike(a: Dated, b: Dated) -> bool:
    shared = len(a.words & b.words)
    if shared == 2 and a.moment.names & b.moment.names and _slip(a.days, b.days):
        return True
    return shared >= SHARED and shared >= SHARE * min(len(a.words), len(b.words))


def _slip(a: Interval, b: Interval) -> bool:
    """Whether two days differ in the day, the month or the year alone."""
    if a.days > 1 or b.days > 1:
        return False
    x, y = date.fromordinal(a.first), date.fromordinal(b.first)
    return (x.year == y.year) + (x.month == y.month) + (x.day == y.day) == 2


def _years(days: Interval) -> range:
    return range(days.first // 366, days.last // 365 + 1)


def _clauses(scene: Scene, moments: Moments, often: re.Pattern[str], document: str) -> Iterator[Dated]:
    reading = scene.readings[document]
    for sentence in reading.sentences:
        if sentence.furniture:
            continue
        found = [
            (x, d)
            for x in moments.dates(document, sentence.n)
            if (d := interval(x.edtf)) and not d.open and d.days <= 31
        ]
        quote, at = sentence.at.quote, sentence.at
        for x, days in found:
            first, last = x.at.start - at.start, x.at.end - at.start
            begin, end = bounds(_CUT, quote, first, last)
            if any(y is not x and begin <= y.at.start - at.start < end for y, _ in found):
                continue
            moment = moments.at(sentence, at.start + begin, at.start + end, x.edtf)
            words = (moment.stems | {n[:5] for n in moment.names}) - _MONTHS - moments.about.common
            if len(words) < SHARED and begin:  # "… came into force and were lifted on": the subject stands before
                first_words = quote[: begin if begin < 160 else 160]
                words = words | (moments.about.stems(first_words) - _MONTHS - moments.about.common)
            if len(words) >= SHARED - 1:
                yield Dated(moment, x.edtf, days, frozenset(words), often.search(moment.at.quote) is not None)


_CUT = re.compile(r";\s*|:\s+|\s[—–]\s|,\s+(?=(?:but|while|whereas|and|which|who|the)\s)|\s(?=and\s+(?:the|on|in)\s)")
_MONTHS = frozenset(month[:5].lower() for month in MONTHS)


def _often(knowledge: Knowledge) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(knowledge.table('rivalry.toml')['dated']['often'])})\b", re.IGNORECASE)
