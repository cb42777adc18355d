"""Numbers of one thing in different documents: the dead of a battle, the soldiers of an invasion, the days of a siege.

A number is known by its kind (``rivalry.toml``, "tallies"), by whose people or machines it counts, and by the event
that its sentence tells: the date, the names and the words of substance in it, and in the sentences before.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from comity.knowledge import Knowledge
from comity.models import Amount, Date, Dispute, Evidence, Reading, Sentence
from comity.reading.numbers import QUANTITY, SCALES, value
from comity.weighing.disputes.clauses import cite
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.disputes.substance import Substance, substance
from comity.weighing.gate import Gate, gate
from comity.weighing.kinds import states
from comity.weighing.when import Interval, agree, interval

LOOKED_AT = 8
"""Numbers of one kind, pair and name, word or year that one is compared with at most, in the order of documents."""
ENOUGH = 1.6
"""How much two sentences must have in common to tell of one event: a date to the month counts 2, a name 1.5."""
ONLY = 0.6
"""What it counts that either document gives one such number alone."""
NEAR = 28
"""Characters between a number and the name of those whose people it counts."""
SUM = "sum in"
"""How the kinds of money begin."""
UNLIKE = 3
"""Sums of which one is more times the other are of two things."""
BACK = 3
"""Sentences before, in the same paragraph, that may date a number or name its place."""
LONGEST = 1500
"""Characters of a sentence that are looked at."""

Pair = tuple[str, str]


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


@dataclass(frozen=True, slots=True)
class Words:
    """The kinds, what is no count, and the bounds that words near a number give it."""

    sorts: tuple[Sort, ...]
    any: re.Pattern[str]
    gate: Gate
    units: re.Pattern[str]
    bounds: Mapping[str, tuple[float, float]]
    before: re.Pattern[str]


def tallies(scene: Scene) -> Iterator[Dispute]:
    """Numbers of one kind that two documents about the same pair give for one event, and that cannot both be right."""
    words = scene.knowledge.compiled("disputes.tallies", _words)
    held: dict[tuple[str, Pair, str], list[Tally]] = defaultdict(list)
    for name, reading in scene.readings.items():
        pairs = spoken(scene, name)
        if pairs:
            for tally in _tallies(scene, words, reading):
                for key in _keys(tally):
                    for pair in pairs:
                        held[tally.kind, pair, key].append(tally)
    alone: Counter[tuple[str, str, str]] = Counter()
    for tally in {id(t): t for told in held.values() for t in told}.values():
        alone.update({(tally.at.document, tally.kind, whose) for whose in ("*", tally.whose)})
    best: dict[tuple[str, int, int, str], list[tuple[float, Pair, Tally, Tally]]] = defaultdict(list)
    seen: set[tuple[Evidence, str, Evidence, str, Pair]] = set()
    for (_, pair, _), told in sorted(held.items(), key=lambda e: e[0]):
        for n, a in enumerate(told):
            for b in told[n + 1 : n + 1 + LOOKED_AT]:
                mark = (a.at, a.told, b.at, b.told, pair)
                if mark not in seen and a.at.document != b.at.document:
                    seen.add(mark)
                    score = _one_event(a, b)
                    score += ONLY if score and _alone(alone, a) and _alone(alone, b) else 0.0
                    if score >= ENOUGH:
                        best[a.at.document, a.at.start, a.at.end, b.at.document].append((score, pair, a, b))
    given: set[tuple[Evidence, Evidence]] = set()
    for _, found in sorted(best.items(), key=lambda e: e[0]):
        most = max(score for score, *_ in found)
        here = [(pair, a, b) for score, pair, a, b in found if score >= most - 0.01]
        if not any(_agree(a, b) for _, a, b in here):
            pair, a, b = min(here, key=lambda h: (h[0], h[1].told, h[2].told))
            if (a.at, b.at) not in given:
                given.add((a.at, b.at))
                why = f"{a.kind}: {a.told} in one document, {b.told} in another, of what seems one event"
                fact = next(
                    (c.fact for e in (a.at, b.at) for c in scene.facts_at(e.document, e.start, e.end) if c.fact), ""
                )
                yield dispute("conflict", "amount", [(a.told, [a.at]), (b.told, [b.at])], why, pair, fact)


def spoken(scene: Scene, document: str) -> list[Pair]:
    """The pairs of states that a document tells of: by its claims and passages, and the two it names most."""
    reading = scene.readings[document]
    found = {p for c in scene.by_document.get(document, ()) for p in combinations(states(c.actors + c.recipients), 2)}
    found |= {r.pair for r in reading.status} | {p.pair for p in reading.passages}
    main = sorted(scene.main_states(document))
    return sorted({(a, b) for a, b in (*found, *([main] if len(main) == 2 else []))})


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
    score = 0.0 if not a.whose and not b.whose else 0.8 if a.whose == b.whose else -0.4
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
    alike = len(a.stems & b.stems)
    return score + 0.4 * min(3, alike) if alike or not a.kind.startswith(SUM) else 0.0


def _agree(a: Tally, b: Tally) -> bool:
    return a.low <= b.high and b.low <= a.high


def _tallies(scene: Scene, words: Words, reading: Reading) -> Iterator[Tally]:
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
                yield from _of_sentence(words, told)
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
        self.days = _time(self.dates)
        self.around = next((d for s in reversed(before) if (d := _time(dates.get(s.n, [])))), None)
        self.names = names(sentence)
        self.near = frozenset().union(title, *map(names, before)) - self.names
        at = sentence.at
        self.family = scene.lineage.family(at.document, at.start, at.end)
        self.actors = {x for m in scene.mentions(at.document, at.start, at.end) for x in self.about.stems(m.at.quote)}

    def tally(self, kind: str, told: str, low: float, high: float, whose: str, at: Evidence, stock: bool) -> Tally:
        """A number of this sentence."""
        words = self.about.stems(at.quote) - self.names - self.actors - self.about.counting
        return Tally(
            kind, told, low, high, whose, at, self.family, self.days, self.around, self.names, self.near, words, stock
        )


_STOCKS = frozenset(
    {"debt", "trade", "export", "import", "exports", "imports", "share", "investment", "budget", "tourism"}
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
    kind = f"{SUM} {amount.currency}" + (f" ({amount.kind.replace('_', ' ')})" if amount.kind else "")
    evidence = cite(told.scene, told.sentence, cut, end)
    return told.tally(kind, amount.at.quote, low, high, amount.payer.split("/")[0], evidence, amount.kind in _STOCKS)


_CLAUSE = re.compile(r"[;:]|\s[—–]\s|,\s+(?=(?:but|while|whereas|and|which|with|though|although)\s)")
_NUMBER = re.compile(
    rf"(?<![\w.,$€£¥/-])(?:between\s+|from\s+)?(?P<a>{QUANTITY})(?:\s*(?:-|–|to|and)\s*(?P<b>{QUANTITY}))?(?![\w%°]|:\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")


def _of_sentence(words: Words, told: _Told) -> Iterator[Tally]:
    quote, at = told.sentence.at.quote[:LONGEST], told.sentence.at
    cuts = [0, *(m.start() for m in _CLAUSE.finditer(quote)), len(quote)]
    dates = [d.at for d in told.dates]
    for m, low, high in _numbers(words, quote, [(d.start - at.start, d.end - at.start) for d in dates]):
        begin = max(c for c in cuts if c <= m.start())
        end = min(c for c in cuts if c >= m.end())
        clause, rest = quote[begin:end], quote[m.end() : min(end, m.end() + 40)]
        sort = next((s for s in words.sorts if _is(s, clause, rest)), None)
        if sort is None or (sort.name != "length" and words.units.match(rest)):
            continue
        evidence = cite(told.scene, told.sentence, begin + len(clause) - len(clause.lstrip(" ,;:—–")), end)
        whose = "" if sort.name == "length" else _whose(told, m.start(), m.end(), (begin, end), sort.name == "troops")
        unit = sort.unit.match(rest) if sort.unit is not None and sort.name == "length" else None
        kind = f"{sort.name} in {unit.group().split()[-1]}" if unit else sort.name
        ahead = words.before.search(quote[max(begin, m.start() - 20) : m.start()])
        value_ = f"{ahead['bound'] if ahead else ''} {m.group()}".strip()
        yield told.tally(kind, value_, low, high, whose, evidence, sort.stock)


def _is(sort: Sort, clause: str, rest: str) -> bool:
    if sort.never.search(clause) or sort.after.match(rest) or not sort.clause.search(clause):
        return False
    return sort.unit is None or sort.unit.match(rest) is not None


def _numbers(
    words: Words, quote: str, dates: Sequence[tuple[int, int]]
) -> Iterator[tuple[re.Match[str], float, float]]:
    """The numbers of a sentence that are no dates, with their bounds."""
    for m in _NUMBER.finditer(quote):
        if any(start < m.end() and m.start() < end for start, end in dates) or _YEAR.fullmatch(m["a"]):
            continue
        if m["a"].split()[0].casefold().rstrip("s") in SCALES:
            continue
        first, second = value(m["a"])[0], value(m["b"])[0] if m["b"] else None
        if first is None or (first < 3 and second is None):
            continue
        low, high = (first, second) if second is not None and second > first else (first, first)
        ahead = words.before.search(quote[max(0, m.start() - 20) : m.start()])
        share = (
            words.bounds[" ".join(ahead["bound"].casefold().split())]
            if ahead
            else (0.97, 1.03)
            if high >= 100
            else (1.0, 1.0)
        )
        yield m, low * share[0], high * share[1]


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


def _whose(told: _Told, start: int, end: int, clause: tuple[int, int], own: bool) -> str:
    """Whose people a number counts: the state named right after it, else right before; of troops whoever sends them."""
    at = told.sentence.at
    named = [
        (m.at.start - at.start, m.at.end - at.start, m.actor.split("/")[0])
        for m in told.scene.mentions(at.document, at.start + clause[0], at.start + clause[1])
        if m.kind in ("state", "organ", "group") and m.actor
    ]
    after = [code for first, _, code in named if 0 <= first - end <= 6]
    before = [code for _, last, code in named if start - last >= 0 and (own or start - last <= NEAR)]
    return after[0] if after else before[0 if own else -1] if before else ""


def _words(knowledge: Knowledge) -> Words:
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
        )
        for row in table["tallies"]
    )
    bounds = {k: (float(v[0]), float(v[1])) for k, v in table["tally_bounds"].items()}
    ahead = "|".join(sorted((re.escape(b).replace(r"\ ", r"\s+") for b in bounds), key=len, reverse=True))
    every = found([w for row in table["tallies"] for w in row["clause"]])
    units = re.compile(rf"[\s-]*(?:{'|'.join(table['tally_units']['words'])})\b", flags)
    return Words(sorts, every, gate(every), units, bounds, re.compile(rf"\b(?P<bound>{ahead})\s+$", flags))
