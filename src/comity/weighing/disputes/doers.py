"""Who played a part: who began it, fired first, proposed it, mediated, ordered it, where documents name others.

The parts are those of ``rivalry.toml`` ("parts"): words by which each is told, the one who played it standing before
("Egypt opened fire first") or after them ("begun by Egypt"). A part that a document says somebody did not play stands
against one that says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Dispute, Evidence, Mention, Sentence
from comity.weighing.disputes.moments import LONGEST, Moment, Moments, bounds, together
from comity.weighing.disputes.pairs import Pair, fact_of, spoken
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.gate import Gate, gate
from comity.weighing.kinds import states

LOOKED_AT = 8
"""Tellings of one part, pair and year or name that one is compared with at most, in the order of documents."""
ENOUGH = 1.0
"""How alike the moments of two tellings must be."""
ONLY = 0.6
"""What it counts that each document tells the part once only."""
REACH = 44
"""Characters between the words for a part and the one who played it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that somebody played, or (``negative``) did not: the codes of the states they are of, their own name."""

    kind: str
    who: frozenset[str]
    name: str
    negative: bool
    moment: Moment


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of part: its words with the one who played it before them, and after them."""

    name: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    gate: Gate


def doers(scene: Scene) -> Iterator[Dispute]:
    """Parts that two documents about one pair give to others, or one gives and another takes away."""
    if len(scene.readings) < 2:
        return
    sorts = scene.knowledge.compiled("disputes.parts", _sorts)
    any_part = scene.knowledge.compiled(
        "disputes.parts.gate", lambda k: gate(*(p for s in _sorts(k) for p in (s.before, s.after)))
    )
    moments = Moments(scene)
    held: dict[tuple[str, Pair, str], list[Part]] = defaultdict(list)
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for name, reading in scene.readings.items():
        parts = [
            p
            for s in reading.sentences
            if not s.furniture and any_part.may(s.at.quote)
            for p in _parts(scene, moments, sorts, s)
        ]
        for part in parts:
            counted[part.kind, name] += 1
        for part in parts:
            only = ["only"] if counted[part.kind, name] == 1 else []
            for key in (*part.moment.keys, *sorted(part.moment.stems), *only):
                for pair in spoken(scene, name):
                    held[part.kind, pair, key].append(part)
    yield from _rivals(scene, held, counted)


def _rivals(
    scene: Scene, held: dict[tuple[str, Pair, str], list[Part]], counted: dict[tuple[str, str], int]
) -> Iterator[Dispute]:
    given: set[tuple[Evidence, Evidence]] = set()
    for (kind, pair, _), told in sorted(held.items(), key=lambda e: e[0]):
        for n, a in enumerate(told):
            for b in told[n + 1 : n + 1 + LOOKED_AT]:
                mark = (a.moment.at, b.moment.at)
                if mark in given or a.moment.document == b.moment.document or not _differ(a, b):
                    continue
                if _kept_apart(a.moment, b.moment):
                    continue
                one_pair = scene.main_states(a.moment.document) == scene.main_states(b.moment.document)
                once = one_pair and counted[kind, a.moment.document] == 1 == counted[kind, b.moment.document]
                if together(a.moment, b.moment) + (ONLY if once else 0) >= ENOUGH + (0 if once else ONLY):
                    given.add(mark)
                    one, two = _told(a), _told(b)
                    why = f"{kind}: {one} in one document, {two} in another"
                    sides = [(one, [a.moment.at]), (two if two != one else f"{two} (otherwise)", [b.moment.at])]
                    yield dispute("conflict", "actors", sides, why, pair, fact_of(scene, a.moment.at, b.moment.at))


def _kept_apart(a: Moment, b: Moment) -> bool:
    """Whether two dates of their own keep two moments apart."""
    return bool(a.days and b.days) and not together(a, b) >= 1.0


def _differ(a: Part, b: Part) -> bool:
    same = bool(a.who & b.who) if a.who and b.who else bool(set(a.name.split()) & set(b.name.split()))
    if a.negative != b.negative:
        return same
    return not same and not a.negative and bool(a.who or a.name) and bool(b.who or b.name)


def _told(part: Part) -> str:
    who = part.name or "+".join(sorted(part.who))
    return f"not {who}" if part.negative else who


def _parts(scene: Scene, moments: Moments, sorts: Sequence[Sort], sentence: Sentence) -> Iterator[Part]:
    quote, at = sentence.at.quote[:LONGEST], sentence.at
    mentions: list[Mention] | None = None
    for sort in sorts:
        if not sort.gate.may(quote):
            continue
        for side, pattern in ((0, sort.before), (1, sort.after)):
            for m in pattern.finditer(quote):
                if mentions is None:
                    mentions = [x for x in scene.mentions(at.document, at.start, at.end) if x.kind in _WHO]
                found = _who(mentions, at.start, quote, m, bool(side))
                if found is None:
                    continue
                begin, end = bounds(_CUT, quote, m.start(), m.end())
                negative = _NOT.search(quote, max(begin, m.start() - 14), m.end()) is not None
                moment = moments.at(sentence, at.start + begin, at.start + end)
                yield Part(sort.name, found[0], found[1], negative, moment)
                break


_WHO = ("state", "organ", "group", "person", "organisation", "place")
_NOT = re.compile(r"\b(?:not|never|no|n[’']t)\b", re.IGNORECASE)
_CUT = re.compile(r";\s*|:\s+|\s[—–]\s|,\s+(?=(?:but|while|whereas|and|which)\s)")
_JOIN = re.compile(r"[\s,]*(?:(?:[a-z’'-]+|[A-Z][\w’'-]+|\([^)]*\)),?\s*){0,5}")
_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,3}")


def _who(
    mentions: Sequence[Mention], start: int, quote: str, m: re.Match[str], after: bool
) -> tuple[frozenset[str], str] | None:
    """Who stands nearest before or after the words for a part: codes of states, and a name."""
    if after:
        near = [x for x in mentions if 0 <= x.at.start - start - m.end() <= REACH]
        chosen = min(near, key=lambda x: x.at.start, default=None)
    else:
        near = [x for x in mentions if 0 <= m.start() - (x.at.end - start) <= REACH]
        chosen = max(near, key=lambda x: (x.at.end, -x.at.start), default=None)
    if chosen is None or chosen.actor in ("", "UNK", "PERSON") or chosen.at.quote.casefold() in _PRONOUNS:
        gap = quote[m.end() : m.end() + REACH] if after else quote[max(0, m.start() - REACH) : m.start()]
        found = list(_NAME.finditer(gap))
        if chosen is not None and chosen.kind == "person":
            return frozenset(), chosen.name.casefold() or chosen.at.quote.casefold()
        return (frozenset(), (found[0] if after else found[-1]).group().casefold()) if found else None
    between = quote[m.end() : chosen.at.start - start] if after else quote[chosen.at.end - start : m.start()]
    if len(between.split()) > 6 or ";" in between or not _JOIN.fullmatch(between):
        return None
    name = (chosen.name or chosen.at.quote).casefold() if chosen.kind in ("person",) else ""
    return frozenset(states((chosen.actor,))), name


_PRONOUNS = frozenset({"it", "its", "he", "she", "they", "their", "his", "her", "them"})


def _sorts(knowledge: Knowledge) -> tuple[Sort, ...]:
    out = []
    for row in knowledge.table("rivalry.toml")["parts"]:
        before, after = (
            re.compile(rf"\b(?:{'|'.join(row[k])})\b" if row.get(k) else r"(?!)", re.IGNORECASE)
            for k in ("before", "after")
        )
        out.append(
            Sort(
                row["name"], before, after, gate(*(p for k, p in (("before", before), ("after", after)) if row.get(k)))
            )
        )
    return tuple(out)
