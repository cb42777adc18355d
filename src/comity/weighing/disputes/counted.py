"""The numbers that a document gives, with what they count: the dead of a battle, soldiers of an invasion, days, sums.

    tallies_of(scene, words, reading) -> tallies

The kinds are those of ``rivalry.toml`` ("tallies"), told by the words around a number; sums are those that were read.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from comity.knowledge import Knowledge
from comity.models import Amount, Date, Evidence, Mention, Reading, Sentence
from comity.reading.numbers import QUANTITY, SCALES, value
from comity.weighing.disputes.clauses import cite
from comity.weighing.disputes.scene import Scene
from comity.weighing.disputes.substance import Substance, substance
from comity.weighing.gate import Gate, gate
from comity.weighing.when import Interval, interval

NEAR = 44
"""Characters between a number and the name of those whose people it counts."""
SUM = "sum in"
"""How the kinds of money begin."""
BACK = 3
"""Sentences before, in the same paragraph, that may date a number or name its place."""
LONGEST = 1500
"""Characters of a sentence that are looked at."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of one kind: as written, its bounds, whose, where, and what tells of its event."""

    kind: str
    told: str
    low: float
    high: float
    whose: str
    at: Evidence
    family: str
    days: Interval | None
    around: Interval | None
    names: frozenset[str]
    near: frozenset[str]
    stems: frozenset[str]
    stock: bool


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of thing counted, by the words around its number."""

    name: str
    unit: re.Pattern[str] | None
    clause: re.Pattern[str]
    never: re.Pattern[str]
    after: re.Pattern[str]
    stock: bool
    measure: bool
    people: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The kinds, what is no count, and the bounds that words near a number give it."""

    sorts: tuple[Sort, ...]
    any: re.Pattern[str]
    gate: Gate
    units: re.Pattern[str]
    bounds: Mapping[str, tuple[float, float]]
    before: re.Pattern[str]
    tells: re.Pattern[str]
    against: re.Pattern[str]


def tallies_of(scene: Scene, words: Words, reading: Reading) -> Iterator[Tally]:
    sums = defaultdict(list)
    dates: dict[int, list[Date]] = defaultdict(list)
    for date in reading.dates:
        dates[date.sentence].append(date)
    for amount in reading.amounts:
        if amount.value is not None and amount.currency not in ("", "%"):
            sums[amount.sentence].append(amount)
    before: list[Sentence] = []
    title: frozenset[str] | None = None
    names = lru_cache(BACK + 1)(lambda sentence: _names(scene, sentence))
    for sentence in reading.sentences:
        if sentence.furniture:
            continue
        quote = sentence.at.quote[:LONGEST]
        counted = words.gate.may(quote) and words.any.search(quote) is not None
        if counted or sentence.n in sums:
            if title is None:
                title = _title(reading, substance(scene.knowledge))
            near = [s for s in before if s.paragraph == sentence.paragraph]
            told = _Told(scene, dates, sentence, near, title, names)
            if counted:
                yield from _of_sentence(words, told, sums.get(sentence.n, ()))
            yield from (_sum(told, amount) for amount in sums.get(sentence.n, ()))
        before = [*before[1 - BACK :], sentence]


def _title(reading: Reading, about: Substance) -> frozenset[str]:
    """The names in the first sentence, where it is a heading."""
    first = next((s for s in reading.sentences if not s.furniture), None)
    if first is None or len(first.at.quote) > 90 or first.at.quote.rstrip()[-1:] in ".!?":
        return frozenset()
    return frozenset(w.casefold() for w in re.findall(r"[A-Z][\w’-]{3,}", first.at.quote)) - about.no_name


class _Told:
    """What a sentence and those before it tell of its event: dates and names."""

    def __init__(
        self,
        scene: Scene,
        dates: Mapping[int, list[Date]],
        sentence: Sentence,
        before: Sequence[Sentence],
        title: frozenset[str],
        names: Callable[[Sentence], frozenset[str]],
    ) -> None:
        self.scene, self.sentence = scene, sentence
        self.dates = dates.get(sentence.n, [])
        self.about = substance(scene.knowledge)
        self._every, self._before, self._title, self._names = dates, before, title, names

    @cached_property
    def days(self) -> Interval | None:
        """The most precise date that the sentence gives."""
        return _time(self.dates)

    @cached_property
    def around(self) -> Interval | None:
        """The date that the nearest sentence before gives."""
        return next((d for s in reversed(self._before) if (d := _time(self._every.get(s.n, [])))), None)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in the sentence that are of no state."""
        return self._names(self.sentence)

    @cached_property
    def near(self) -> frozenset[str]:
        """Those in the title and the sentences before."""
        return frozenset().union(self._title, *map(self._names, self._before)) - self.names

    @cached_property
    def family(self) -> str:
        """The family of the sentence."""
        at = self.sentence.at
        return self.scene.lineage.family(at.document, at.start, at.end)

    @cached_property
    def _mentions(self) -> list[Mention]:
        at = self.sentence.at
        return self.scene.mentions(at.document, at.start, at.end)

    @cached_property
    def people(self) -> list[Mention]:
        """The states, organs and groups that the sentence names."""
        return [m for m in self._mentions if m.kind in ("state", "organ", "group") and m.actor]

    @cached_property
    def actors(self) -> set[str]:
        """The words of substance in the names of actors."""
        return {x for m in self._mentions for x in self.about.stems(m.at.quote)}

    def tally(self, kind: str, told: str, low: float, high: float, whose: str, at: Evidence, stock: bool) -> Tally:
        """A number of this sentence."""
        words = self.about.stems(at.quote) - self.names - self.actors - self.about.counting
        return Tally(
            kind, told, low, high, whose, at, self.family, self.days, self.around, self.names, self.near, words, stock
        )


_STOCKS = frozenset(
    {
        "debt",
        "trade",
        "export",
        "import",
        "exports",
        "imports",
        "share",
        "investment",
        "budget",
        "tourism",
        "remittances",
    }
)


def _sum(told: _Told, amount: Amount) -> Tally:
    at = told.sentence.at
    cut = max((m.end() for m in _CLAUSE.finditer(at.quote) if at.start + m.end() <= amount.at.start), default=0)
    end = min(
        (m.start() for m in _CLAUSE.finditer(at.quote) if at.start + m.start() >= amount.at.end), default=len(at.quote)
    )
    cut += len(at.quote[cut:end]) - len(at.quote[cut:end].lstrip(" ,;:—–"))
    assert amount.value is not None
    slack = 0.12 if amount.qualifier else 0.03
    low = (amount.low if amount.low is not None else amount.value) * (1 - slack)
    high = (amount.high if amount.high is not None else amount.value * (3 if amount.low is not None else 1)) * (
        1 + slack
    )
    kind = f"{SUM} {amount.currency}"
    evidence = cite(told.scene, told.sentence, cut, end)
    tally = told.tally(kind, amount.at.quote, low, high, amount.payer.split("/")[0], evidence, amount.kind in _STOCKS)
    days = interval(amount.when)
    return dataclasses.replace(tally, days=days) if days and not days.open and len(told.dates) > 1 else tally


_CLAUSE = re.compile(r";|:(?!\s*\d)|\s[—–]\s|,\s+(?=(?:but|while|whereas|and|which|with|though|although)\s)")
_LABEL = re.compile(
    r"\b(?:flight|no\.?|resolution|article|number|section|chapter|page|paragraph|unit)\s+$", re.IGNORECASE
)
"""Words before a number that names something and counts nothing."""
_NUMBER = re.compile(
    rf"(?<![\w.,$€£¥/-])(?:between\s+|from\s+)?(?P<a>{QUANTITY})(?:\s*(?:-|–|to|and)\s*(?P<b>{QUANTITY}))?(?![\w%°]|:\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")


def _of_sentence(words: Words, told: _Told, sums: Sequence[Amount]) -> Iterator[Tally]:
    quote, at = told.sentence.at.quote[:LONGEST], told.sentence.at
    cuts = [0, *(m.start() for m in _CLAUSE.finditer(quote)), len(quote)]
    taken = [*(d.at for d in told.dates), *(a.at for a in sums)]
    for m, low, high in _numbers(words, quote, [(t.start - at.start, t.end - at.start) for t in taken]):
        begin = max(c for c in cuts if c <= m.start())
        end = min(c for c in cuts if c >= m.end())
        clause, rest = quote[begin:end], quote[m.end() : min(end, m.end() + 40)]
        begun = any(0 <= x.at.start - at.start - m.end() <= 2 for x in told.people)
        sort = next((s for s in words.sorts if _is(s, clause, rest, begun)), None)
        if sort is None or (not sort.measure and words.units.match(rest)) or (low < 3 and sort.unit is None):
            continue
        evidence = cite(told.scene, told.sentence, begin + len(clause) - len(clause.lstrip(" ,;:—–")), end)
        own = sort.name == "troops"
        whose = "" if sort.measure else _whose(words, told, m.start(), m.end(), (begin, end), own)
        unit = sort.unit.match(rest) if sort.unit is not None and sort.measure else None
        kind = f"{sort.name} in {_unit(unit.group())}" if unit else sort.name
        ahead = words.before.search(quote[max(begin, m.start() - 20) : m.start()])
        value_ = f"{ahead['bound'] if ahead else ''} {m.group()}".strip()
        yield told.tally(kind, value_, low, high, whose, evidence, sort.stock)


def _unit(written: str) -> str:
    """A unit in one spelling: kilometres for km, months for month."""
    word = re.split(r"[\s-]+", written.strip().casefold())[-1].rstrip("s")
    if word in ("cent", "percent"):
        return "per cent"
    return {"km": "kilometre", "kilometer": "kilometre", "tonne": "ton"}.get(word, word) + "s"


def kind_of(words: Words, clause: str, end: int) -> str:
    """The kind of thing that a number of a clause counts, which ends at a place; "" where its words do not tell."""
    rest = clause[end : end + 40]
    return next((s.name for s in words.sorts if _is(s, clause, rest, False)), "")


def _is(sort: Sort, clause: str, rest: str, people: bool) -> bool:
    if sort.unit is not None and not sort.unit.match(rest) and not (people and sort.people):
        return False
    return not sort.after.match(rest) and sort.clause.search(clause) is not None and not sort.never.search(clause)


def _numbers(
    words: Words, quote: str, dates: Sequence[tuple[int, int]]
) -> Iterator[tuple[re.Match[str], float, float]]:
    """The numbers of a sentence that are no dates, with their bounds."""
    for m in _NUMBER.finditer(quote):
        if any(start < m.end() and m.start() < end for start, end in dates) or _YEAR.fullmatch(m["a"]):
            continue
        if _LABEL.search(quote, max(0, m.start() - 12), m.start()):
            continue
        if m["a"].split()[0].casefold().rstrip("s") in SCALES:
            continue
        first, second = value(m["a"])[0], value(m["b"])[0] if m["b"] else None
        if first is None or (first < 2 and second is None):
            continue
        low, high = (first, second) if second is not None and second > first else (first, first)
        ahead = words.before.search(quote[max(0, m.start() - 20) : m.start()])
        share = (
            words.bounds[" ".join(ahead["bound"].casefold().split())]
            if ahead
            else (1 - _slack(high), 1 + _slack(high))
            if high >= 100 and not _exact(m["a"])
            else (0.99, 1.01)
            if high >= 100
            else (1.0, 1.0)
        )
        yield m, low * share[0], high * share[1]


def _slack(number: float) -> float:
    """The share by which a round number may be off: half of its last figure that is no nought, at most 3 per cent."""
    figures = f"{number:.0f}"
    noughts = len(figures) - len(figures.rstrip("0"))
    return min(0.03, max(0.01, 0.5 * 10.0**noughts / number))


def _exact(written: str) -> bool:
    """Whether a number is written out to the last figure and is no round one: 3,825."""
    figures = re.sub(r"\D", "", written)
    return len(figures) > 2 and not figures.endswith("00") and re.fullmatch(r"[\d,. ]+", written) is not None


def _time(dates: Iterable[Date]) -> Interval | None:
    """The most precise of the dates of a sentence."""
    found = [d for x in dates if (d := interval(x.edtf)) and not d.open]
    return min(found, key=lambda d: (d.days, d.first), default=None)


_OWNED = re.compile(r"['’]s?$")
_NAME = re.compile(r"(?<=[a-z,’'\d] )[A-Z][\w’-]{2,}")


def _names(scene: Scene, sentence: Sentence) -> frozenset[str]:
    """Words written as names that are neither states nor months: places, battles, treaties."""
    at = sentence.at
    taken = [
        (m.at.start - at.start, m.at.end - at.start)
        for m in scene.mentions(at.document, at.start, at.end)
        if m.kind in ("state", "organ", "organisation")
    ]
    out, no_name = set(), substance(scene.knowledge).no_name
    for m in _NAME.finditer(at.quote[:LONGEST]):
        word = _OWNED.sub("", m.group().casefold())
        if word not in no_name and not any(a <= m.start() < b for a, b in taken):
            out.add(word)
    return frozenset(out)


def _whose(words: Words, told: _Told, start: int, end: int, clause: tuple[int, int], own: bool) -> str:
    """Whose people a number counts: the state named right after it, else right before; of troops whoever sends them."""
    at = told.sentence.at
    named = [
        (m.at.start - at.start, m.at.end - at.start, m.actor.split("/")[0])
        for m in told.scene.mentions(at.document, at.start + clause[0], at.start + clause[1])
        if m.kind in ("state", "organ", "group") and m.actor
    ]
    after = [code for first, _, code in named if 0 <= first - end <= 6]
    before = [
        code
        for _, last, code in named
        if start - last >= 0
        and (own or start - last <= NEAR)
        and not words.tells.search(at.quote[last:start])
        and not (own and words.against.search(at.quote[last:start]))
    ]
    return after[0] if after else before[0 if own else -1] if before else ""


def words_of(knowledge: Knowledge) -> Words:
    table = knowledge.table("rivalry.toml")
    flags = re.IGNORECASE

    def within(words: Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"[\s-]+(?:[\w’'-]+\s+){{0,2}}?(?:{'|'.join(words)})\b", flags)

    def found(words: Sequence[str]) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(words)})\b" if words else r"(?!)", flags)

    sorts = tuple(
        Sort(
            row["name"],
            within(row["unit"]) if "unit" in row else None,
            found(row["clause"]),
            found(row["never"]),
            within(row["after"]) if row.get("after") else re.compile(r"(?!)"),
            row.get("stock", False),
            row.get("measure", False),
            row.get("people", False),
        )
        for row in table["tallies"]
    )
    bounds = {k: (float(v[0]), float(v[1])) for k, v in table["tally_bounds"].items()}
    ahead = "|".join(sorted((re.escape(b).replace(r"\ ", r"\s+") for b in bounds), key=len, reverse=True))
    every = found([w for row in table["tallies"] for w in row["clause"]])
    units = re.compile(rf"[\s-]*(?:{'|'.join(table['tally_units']['words'])})\b", flags)
    before = re.compile(rf"\b(?P<bound>{ahead})\s+$", flags)
    tells, against = (found(table["tally_voices"][k]) for k in ("tells", "against"))
    return Words(sorts, every, gate(every), units, bounds, before, tells, against)
