"""The moment that a passage tells of: its date, the names and the words of substance by which it is known again.

Two passages tell of one moment so far as their dates agree and they share names and words; ``likeness`` puts a number
to it. A date counts 1 to the year, 1.6 to the month and 2.2 to the day; a name 1; a word of substance 0.4.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from comity.models import Date, Evidence, Sentence
from comity.weighing.disputes.scene import Scene
from comity.weighing.disputes.substance import substance
from comity.weighing.when import Interval, agree, interval

LONGEST = 1500
"""Characters of a sentence that are looked at."""
DAY, MONTH, YEAR = 2.2, 1.6, 1.0
NAME, WORD = 1.0, 0.4
BEFORE = 0.6
"""Share of its weight that a date counts which stands in a sentence before, of the same paragraph."""
BACK = 2
"""Sentences before that may date a passage that has no date."""
APART = 7
"""Days by which two dates of one moment may lie apart."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What tells of the moment of a passage; ``own``: the date stands in its own sentence."""

    document: str
    at: Evidence
    family: str
    days: Interval | None
    own: bool
    names: frozenset[str]
    stems: frozenset[str]

    @property
    def years(self) -> tuple[int, ...]:
        """The years that its date may mean, where they are few."""
        if self.days is None or self.days.days > 800:
            return ()
        return tuple(range(self.days.first // 366, self.days.last // 365 + 1))

    @property
    def keys(self) -> tuple[str, ...]:
        """What it is looked up by: its years and names."""
        return (*map(str, self.years), *sorted(self.names))


def bounds(cut: re.Pattern[str], quote: str, first: int, last: int) -> tuple[int, int]:
    """Where the clause begins and ends in which ``first`` to ``last`` stand, as ``cut`` parts the words of a sentence
    (all offsets in ``quote``)."""
    breaks = [c.span() for c in cut.finditer(quote)]
    begin = max((end for _, end in breaks if end <= first), default=0)
    return begin, min((start for start, _ in breaks if start >= last), default=len(quote))


class Moments:
    """Moments of the passages of one scene, the words of a sentence looked at once."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.about = substance(scene.knowledge)
        self._dates: dict[str, dict[int, list[Date]]] = {}

    def dates(self, document: str, sentence: int) -> Sequence[Date]:
        """The dates that a sentence gives."""
        if document not in self._dates:
            held: dict[int, list[Date]] = defaultdict(list)
            for date in self.scene.readings[document].dates:
                held[date.sentence].append(date)
            self._dates[document] = held
        return self._dates[document].get(sentence, ())

    def at(self, sentence: Sentence, start: int, end: int, when: str = "") -> Moment:
        """The moment of a passage (code points in the document) of a sentence; ``when``: its date where it is known."""
        document = sentence.at.document
        days, own = interval(when), True
        if days is None:
            days = self._best(document, sentence.n, start, end) or self._best(document, sentence.n)
        if days is None:
            days, own = self._earlier(document, sentence), False
        at = self.scene.cite(document, start, end)
        family = self.scene.lineage.family(document, start, end)
        names, stems = self.words(at)
        return Moment(document, at, family, days, own, names, stems)

    def _best(self, document: str, sentence: int, start: int = 0, end: int = 1 << 60) -> Interval | None:
        found = [
            d
            for x in self.dates(document, sentence)
            if start <= x.at.start < end and (d := interval(x.edtf)) and not d.lasting
        ]
        return min(found, key=lambda d: (d.days, d.first), default=None)

    def _earlier(self, document: str, sentence: Sentence) -> Interval | None:
        sentences = self.scene.readings[document].sentences
        for other in reversed(sentences[max(0, sentence.n - BACK) : sentence.n]):
            if other.paragraph != sentence.paragraph:
                return None
            if found := self._best(document, other.n):
                return found
        return None

    def words(self, at: Evidence) -> tuple[frozenset[str], frozenset[str]]:
        """The names in a passage that are no actors', and its other words of substance."""
        quote = at.quote[:LONGEST]
        mentions = self.scene.mentions(at.document, at.start, at.end)
        actors = {s for m in mentions if m.kind in ("state", "organ", "group") for s in self.about.stems(m.at.quote)}
        names = {_bare(m.group()) for m in _NAME.finditer(quote)}
        names -= self.about.no_name
        names = {n for n in names if not self.about.stems(n) <= actors}
        stems = self.about.stems(quote) - actors - self.about.counting
        return frozenset(names), frozenset(s for s in stems if not any(n.startswith(s) for n in names))


_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-Z][\w’'-]{2,}")


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.casefold())


def likeness(a: Moment, b: Moment) -> float:
    """How much two passages have in common; 0 where their dates keep them apart or one is a copy of the other."""
    if a.document == b.document or (a.family and a.family == b.family):
        return 0.0
    return together(a, b)


def together(a: Moment, b: Moment) -> float:
    """The same of two passages of whatever documents."""
    score = 0.0
    if a.days and b.days:
        if not agree(a.days, b.days) and (a.days.gap(b.days) > APART or max(a.days.days, b.days.days) > 31):
            return 0.0
        vague = max(a.days.days, b.days.days)
        score = DAY if vague == 1 and a.days == b.days else MONTH if vague <= 31 else YEAR if vague <= 366 else 0.4
        score *= (1.0 if a.own else BEFORE) * (1.0 if b.own else BEFORE)
    return score + NAME * min(3, len(a.names & b.names)) + WORD * min(4, len(a.stems & b.stems))
