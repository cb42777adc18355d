"""What the actors of a record are called, so that they can be shown and asked for without any other table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from comity.keeping.asking import folded
from comity.keeping.store import state_of
from comity.knowledge import Knowledge
from comity.models import Claim, Fact, Reading, Weighing

_NAMING = ("state", "organisation", "group")
_ORGANS = {
    "BUS": "business",
    "COP": "police",
    "CRM": "criminals",
    "CVL": "civilians",
    "EDU": "schools",
    "GOV": "government",
    "JRN": "press",
    "JUD": "courts",
    "LEG": "legislature",
    "MED": "press",
    "MIL": "armed forces",
    "OPP": "opposition",
    "PTY": "party",
    "REB": "rebels",
    "SOC": "society",
    "SPY": "intelligence service",
}


def actors(readings: Sequence[Reading], weighing: Weighing, knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """(code, name, kind) of every actor, sorted by code.

    The name is the canonical name of most of its mentions; an organ, of which several bodies may be meant, is called by
    its state and its sort: "Chile (armed forces)".
    """
    called: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for reading in readings:
        for mention in reading.mentions:
            if mention.actor and mention.kind in _NAMING:
                called[mention.actor][mention.name, mention.kind] += 1
    codes = set(called) | set(_parties(weighing.claims, weighing.facts))
    codes |= {state_of(code) for code in codes}
    found: list[tuple[str, str, str]] = []
    called_so: dict[str, str] = {}
    for code in sorted(codes - {""}):
        state, _, organ = code.partition("/")
        if organ:
            whole = called_so.get(state, state)
            found.append((code, f"{whole} ({_ORGANS[organ]})" if organ in _ORGANS else code, "organ"))
            continue
        known = _known_name(code, knowledge)
        name, kind = _commonest(called[code]) if code in called else ("", "")
        called_so[code] = name or known or code
        found.append((code, called_so[code], kind or ("state" if known else "organisation")))
    return found


def names(readings: Sequence[Reading], actors: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """(folded name, code) for states and organisations: canonical names, and words of the texts that mean one alone."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, name, kind in actors:
        if kind in ("state", "organisation"):
            found[folded(name)].add(code)
    fixed = set(found)
    for reading in readings:
        for mention in reading.mentions:
            word = mention.at.quote
            if mention.kind in ("state", "organisation") and mention.actor and word[:1].isupper():
                found[folded(word)].add(mention.actor)
    return sorted((name, code) for name, codes in found.items() if name in fixed or len(codes) == 1 for code in codes)


def _commonest(counted: Counter[tuple[str, str]]) -> tuple[str, str]:
    return min(counted, key=lambda named: (-counted[named], named))


def _parties(claims: Iterable[Claim], facts: Iterable[Fact]) -> Iterable[str]:
    for claim in claims:
        yield from claim.actors
        yield from claim.recipients
        yield from (other.code for other in claim.others)
    for fact in facts:
        yield from fact.pair


def _known_name(code: str, knowledge: Knowledge) -> str:
    """The name that the knowledge of states gives a code, ``""`` where it has none."""
    from comity.reading import states

    name = states.name_of(code, knowledge)
    return "" if name == code or "/" in code else name
