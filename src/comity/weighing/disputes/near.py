"""Near misses: two facts that may be one happening, kept apart and listed as open; a named treaty dated two ways."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from comity.knowledge import Knowledge
from comity.models import Claim, Dispute, Fact
from comity.reading.dates.lexicon import MONTH_WORDS
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.kinds import Kind, kinds
from comity.weighing.things import other_things
from comity.weighing.when import Interval, agree, interval

APART = 400
"""Days between two dates that may be rival dates of one happening, where the act is not of those that happen once."""
SHARED, LIKE = 4, 0.6
"""Words that two claims of such an act share at least, and their share of the shorter claim's words."""
NAMED = frozenset({"sign_agreement", "sign_unilaterally", "ratify", "accede", "denounce_agreement"})
"""Acts on what bears a name of its own and is done once to it."""
ONCE = {
    "withdraw_forces": 45,
    "expel_diplomats": 400,
    "occupy": 800,
    "invade": 800,
    "annex": 800,
    "capture_place": 60,
    "grant_independence": 800,
    "nationalize": 800,
}
"""Acts of which a document that tells one alone tells the one that mattered, and the days between its rival dates."""
RIVAL = 4 * 366
"""Days between rival dates of what is done once to a thing that both name."""
RULED_APART = "ruled: split"
"""What the reason of a fact says that a person has parted from another."""
LOOKED_AT = 6
"""Facts of one act, pair and direction that one is compared with, the next in time."""

Told = tuple[Interval, Fact, list[Claim], frozenset[str]]
"""A fact's date, the fact, its claims and the documents they stand in."""


def near_misses(scene: Scene) -> Iterator[Dispute]:
    """Facts of the same act and parties, each told by other documents, whose dates nearly agree."""
    known, names = kinds(scene.knowledge), scene.knowledge.compiled("disputes.named", _names)
    status = {s.claim: s.status for r in scene.readings.values() for s in r.status if s.claim}
    blocks: dict[tuple[str, str, tuple[str, ...], tuple[str, ...]], list[Told]] = defaultdict(list)
    for fact in scene.facts:
        days = interval(fact.when)
        if days and not days.lasting and days.days <= 366 and _stands(fact):
            claims = [scene.by_id[c] for c in fact.claims]
            kind = known.of(claims[0], status.get(claims[0].id, ""))
            direction = (_states(fact.actors), _states(fact.recipients)) if kind.directed else (fact.pair, ())
            documents = frozenset([c.at.document for c in claims])
            blocks[fact.act, kind.name, *direction].append((days, fact, claims, documents))
    for _, block in sorted(blocks.items()):
        block.sort(key=lambda t: (t[0].first, t[0].last, t[1].id))
        told = Counter(name for *_, documents in block for name in documents)
        for n, a in enumerate(block):
            kind = known.of(a[2][0], status.get(a[2][0].id, ""))
            for b in block[n + 1 : n + 1 + LOOKED_AT]:
                lone = a[1].act in ONCE and all(told[name] == 1 for name in a[3] | b[3])
                if found := _near(kind, names, a, b, lone):
                    yield found


def _stands(fact: Fact) -> bool:
    """Whether a fact between states is said to have happened, and no person has parted it from another."""
    return fact.modality in ("done", "ongoing") and len(fact.pair) > 1 and RULED_APART not in fact.why


def _near(kind: Kind, names: tuple[re.Pattern[str], frozenset[str]], a: Told, b: Told, lone: bool) -> Dispute | None:
    (x, first, one, here), (y, second, two, there) = a, b
    if agree(x, y) or not here.isdisjoint(there):
        return None
    if any(other_things(c, d) for c in one[:2] for d in two[:2]):
        return None
    name = _same_name(names, one, two) if first.act in NAMED and x.gap(y) <= RIVAL else ""
    if not name and lone and kind.directed and x.gap(y) <= ONCE[first.act] and max(x.days, y.days) <= 366:
        why = f"{first.act.replace('_', ' ')}, dated {first.when} and {second.when}: each document tells it once"
        sides = [(first.when, [c.at for c in one]), (second.when, [c.at for c in two])]
        return dispute("conflict", "when", sides, why, first.pair, first.id)
    if not name and (min(x.days, y.days) > 31 or x.gap(y) > (366 * kind.window if kind.once else APART)):
        return None
    if not name and not kind.once and not any(_alike(c.at.quote, d.at.quote) for c in one[:2] for d in two[:2]):
        return None
    sides = [(first.when, [c.at for c in one]), (second.when, [c.at for c in two])]
    if name:
        why = f"{name}, dated {first.when} and {second.when}"
        return dispute("conflict", "when", sides, why, first.pair, first.id)
    why = f"two facts, {first.when} and {second.when}, or one with its date told two ways: no document tells both"
    return dispute("open", "when", sides, why, first.pair, first.id)


@lru_cache(10_000)
def _states(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({c.split("/")[0] for c in codes}))


def _same_name(names: tuple[re.Pattern[str], frozenset[str]], one: list[Claim], two: list[Claim]) -> str:
    """The name of its own that both give what they tell of ("the Locarno Treaty", "Treaty of Ghent"), "" for none."""
    pattern, common = names
    both = []
    for claims in (one, two):
        found = {m["before"] or m["after"] for c in claims for m in pattern.finditer(c.at.quote)}
        both.append({n.removeprefix("The ") for n in found if not {w.casefold() for w in n.split()} & common})
    return min(both[0] & both[1], default="")


def _names(knowledge: Knowledge) -> tuple[re.Pattern[str], frozenset[str]]:
    table = knowledge.table("rivalry.toml")["named"]
    nouns, word = "|".join(table["nouns"]), r"[A-Z][\w’'-]+"
    pattern = rf"\b(?:(?P<before>{word}(?:[ -]{word})?) (?:{nouns})|(?:{nouns}) of (?P<after>{word}))\b"
    return re.compile(pattern), frozenset(table["common"])


_WORD = re.compile(r"[^\W\d_]{4,}")


def _alike(a: str, b: str) -> bool:
    x, y = _words(a), _words(b)
    shared = len(x & y)
    return shared >= SHARED and shared >= LIKE * min(len(x), len(y))


@lru_cache(4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - MONTH_WORDS
