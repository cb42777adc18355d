"""Rival counts: "by one count 300 left, although others put the figure at 900"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.knowledge import Knowledge
from comity.models import Dispute, Evidence, Reading, Sentence
from comity.reading.dates.lexicon import MONTHS
from comity.reading.numbers import UNITS, value
from comity.weighing.disputes.clauses import before, cite, clause, earlier
from comity.weighing.disputes.counted import Words, kind_of, words_of
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.gate import gate

_UNIT = r"\s?%|[\s-](?:per\s?cent|thousand|million|billion|trillion)\b"
NUMBER = re.compile(rf"(?:[$€£¥]\s?)?\b\d[\d,]*(?:\.\d+)?\b(?:{_UNIT})?", re.IGNORECASE)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_TENS = "|".join(word for word, n in UNITS.items() if n >= 10)
_ONES = "|".join(word for word, n in UNITS.items() if 1 <= n < 10 and word not in ("a", "an"))
_FROM_THREE = "|".join(word for word, n in UNITS.items() if 3 <= n < 10)
_SCALED = r"hundred|thousand|million|billion"
SPELT = re.compile(
    rf"\b(?:(?:{_ONES}) and a half (?:million|billion|thousand)|(?:{_TENS})(?:-(?:{_ONES}))?(?:\s(?:{_SCALED}))?"
    rf"|(?:{_ONES}|half an?|an?)\s(?:{_SCALED})"
    rf"|(?:{_FROM_THREE}))\b",
    re.IGNORECASE,
)
"""Numbers in words, from three on."""
_YEARS = re.compile(rf"\b{YEAR.pattern}\b")
UNIT = re.compile(r"(?:thousand|million|billion|trillion)$", re.IGNORECASE)
MONEY = re.compile(
    r"^\W*(?:US\s)?(?:dollars|euros|pounds|francs|marks|rupees|yen|yuan|roubles|rubles|guilders|pesos|lire|crowns)\b"
)
AHEAD = 60
"""Characters after the words that give a count in which its number stands."""


def counts(scene: Scene) -> Iterator[Dispute]:
    """A number, and another that the next clause or sentence, or another document of the same fact, has against it."""
    yield from _of_facts(scene)
    put = scene.knowledge.compiled("disputes.counts", _put)
    any_put = scene.knowledge.compiled("disputes.counts.gate", lambda _: gate(put))
    for reading in scene.readings.values():
        for sentence in reading.sentences:
            quote = sentence.at.quote
            told = put.finditer(quote) if not sentence.furniture and any_put.may(quote) else ()
            found = next((d for match in told if (d := _rival(scene, reading, sentence, match))), None)
            if found:
                yield found


DEADLY = frozenset({"kill", "attack", "bomb", "abuse_people"})
"""Acts whose numbers of people are of the dead, whatever they are called."""


def _of_facts(scene: Scene) -> Iterator[Dispute]:
    """Numbers of the same people that documents, not copies of each other, give for one fact."""
    people = scene.knowledge.compiled("disputes.people", _people)
    for fact in scene.facts:
        told: dict[str, dict[str, tuple[str, Evidence]]] = {}
        for claim in (scene.by_id[c] for c in fact.claims):
            family = claim.family or claim.at.document
            for m in people.finditer(claim.at.quote):
                who = "dead" if fact.act in DEADLY else m["who"].casefold()
                if not YEAR.fullmatch(m["number"]):
                    told.setdefault(who, {}).setdefault(family, (m["number"], claim.at))
        for _, given in sorted(told.items()):
            sides = list(given.values())
            if len({_value(number) for number, _ in sides}) > 1 and len({at.document for _, at in sides}) > 1:
                why = f"one happening, counted {' and '.join(sorted({n for n, _ in sides}))}"
                yield dispute("conflict", "amount", [(n, [at]) for n, at in sides], why, fact.pair, fact.id)


def _rival(scene: Scene, reading: Reading, sentence: Sentence, match: re.Match[str]) -> Dispute | None:
    quote, words = sentence.at.quote, scene.knowledge.compiled("disputes.tallies", words_of)
    second = _number(quote[match.end() : match.end() + AHEAD], last=False)
    begin, end = clause(quote, match.start())
    span = before(quote, begin)
    said: list[Evidence] = [cite(scene, sentence, *span)] if span else []
    said += [s.at for s in earlier(reading.sentences, sentence.n)[:1] if _of_one_time(s.at.quote, quote[:begin])]
    for at in said:
        first = _number(at.quote, last=True)
        if first and second and _value(first) != _value(second) and not _unlike(words, first, at.quote, second, quote):
            sides = [(first, [at]), (second, [cite(scene, sentence, begin, end)])]
            named = scene.named_states(at.document, min(at.start, sentence.at.start), sentence.at.end)
            main = scene.main_states(at.document)
            pair = tuple(sorted(main if len(named) < 2 and named <= main else named))
            fact = next((c.fact for c in scene.facts_at(at.document, at.start, at.end) if c.fact), "")
            return dispute("conflict", "amount", sides, f"two counts of one thing: {first} and {second}", pair, fact)
    return None


def _of_one_time(said: str, words: str) -> bool:
    """Whether words name no year but those that ``said`` names: "In 2016 it took the base; Accra put the figure at
    200" counts nothing of a raid of 2013."""
    return set(_YEARS.findall(words)) <= set(_YEARS.findall(said))


def _unlike(known: Words, first: str, said: str, second: str, words: str) -> bool:
    """Whether the second of two numbers is of money and the first is not, or they count things of two kinds."""
    if _money(second, words) and not _money(first, said):
        return True
    if kind_of(known, words, words.rfind(second) + len(second)) and _TIME.match(said[said.rfind(first) + len(first) :]):
        return True  # "three days" is no count of the dead
    one, two = (kind_of(known, w, w.rfind(n) + len(n)) for w, n in ((said, first), (words, second)))
    if two and _money(first, said) and not _money(second, words):
        return True
    if two and not one:  # "200,000 fled" is no count of the dead
        rest = said[said.rfind(first) + len(first) :][:AHEAD]
        return any(s.name != two and s.clause.search(rest) for s in known.sorts if s.people)
    return bool(one and two) and one != two


_TIME = re.compile(r"[\s-]*(?:years?|months?|weeks?|days?|hours?|minutes?)\b", re.IGNORECASE)


def _money(number: str, words: str) -> bool:
    """Whether a number is of money."""
    after = words[words.rfind(number) + len(number) :][:24]
    return number[:1] in "$€£¥" or MONEY.search(after) is not None


def _number(words: str, last: bool) -> str:
    """The first or last number of some words that is no year; "" where there is none."""
    days = {m.start() for m in _DAY.finditer(words)}
    found = [(m.start(), m.group().strip()) for m in NUMBER.finditer(words) if not YEAR.fullmatch(m.group().strip())]
    found = [(at, number) for at, number in found if at not in days]
    found += [(m.start(), m.group().strip()) for m in SPELT.finditer(words)]
    found.sort()
    return (found[-1][1] if last else found[0][1]) if found else ""


_DAY = re.compile(rf"\b\d{{1,2}}\b(?=\s+(?:{'|'.join(MONTHS)})\b)|(?<=\s)\d{{1,2}}\b(?=,\s+\d{{4}})", re.IGNORECASE)


def _value(number: str) -> str:
    spelt = value(number)[0] if SPELT.fullmatch(number) or UNIT.search(number) else None
    if spelt is not None:
        return f"{spelt:.0f}"
    return re.sub(r"[^\d.a-z%]", "", number.casefold())


def _people(knowledge: Knowledge) -> re.Pattern[str]:
    who = "|".join(knowledge.table("rivalry.toml")["counts"]["people"])
    return re.compile(rf"(?P<number>\b\d[\d,]*)\s+(?:\w+\s+)?(?P<who>{who})\b", re.IGNORECASE)


def _put(knowledge: Knowledge) -> re.Pattern[str]:
    table = knowledge.table("rivalry.toml")["counts"]
    words = "|".join(table["put"]).replace("<count>", "|".join(table["count"])).replace(" ", r"\s+")
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
