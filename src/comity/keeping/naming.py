"""What the actors of a record are called, so that they can be shown and asked for without any other table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from comity.keeping.asking import folded
from comity.keeping.store import state_of
from comity.knowledge import Knowledge
from comity.models import Claim, Fact, Reading

_NAMING = ("state", "organisation", "group")
_NAMED = ("state", "organisation")
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


Called = Mapping[str, Counter[tuple[str, str]]]
"""Actor -> how often the texts give it which (name, kind)."""
Worded = Mapping[str, set[str]]
"""Word of the texts, folded -> the actors that it may mean."""


def counted(readings: Iterable[Reading]) -> tuple[dict[str, Counter[tuple[str, str]]], dict[str, set[str]]]:
    """What the texts call their actors, and which words of theirs may mean whom."""
    called: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    worded: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        count(reading, called, worded)
    return called, worded


def count(reading: Reading, called: dict[str, Counter[tuple[str, str]]], worded: dict[str, set[str]]) -> None:
    """Add what one text calls its actors to what is counted already; both are ``defaultdict``."""
    for mention in reading.mentions:
        if mention.actor and mention.kind in _NAMING:
            called[mention.actor][mention.name, mention.kind] += 1
        if mention.actor and mention.kind in _NAMED and mention.at.quote[:1].isupper():
            worded[folded(mention.at.quote)].add(mention.actor)


def parties(claims: Iterable[Claim], facts: Iterable[Fact]) -> set[str]:
    """The codes of all that act or are acted on."""
    return set(_parties(claims, facts)) - {""}


def actors(called: Called, taking_part: Iterable[str], knowledge: Knowledge) -> list[tuple[str, str, str]]:
    """(code, name, kind) of every actor that is named or takes part, sorted by code.

    The name is the canonical name of most of its mentions; an organ, of which several bodies may be meant, is called by
    its state and its sort: "Chile (armed forces)".
    """
    codes = set(called) | set(taking_part)
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
        name, kind = _called(code, called.get(code), knowledge)
        called_so[code] = name or known or code
        found.append((code, called_so[code], kind or ("state" if known else "organisation")))
    return found


def names(worded: Worded, actors: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """(folded name, code) for states and organisations: canonical names, and words of the texts that mean one alone."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, name, kind in actors:
        if kind in _NAMED:
            found[folded(name)].add(code)
    fixed = set(found)
    for word, codes in worded.items():
        found[word] |= codes
    return sorted((name, code) for name, codes in found.items() if name in fixed or len(codes) == 1 for code in codes)


def _called(code: str, counted: Counter[tuple[str, str]] | None, knowledge: Knowledge) -> tuple[str, str]:
    """What a state or organisation is called most, and as what; by its seat ("Washington") only where by nothing else
    that is known.
    """
    from comity.knowledge import states

    if not counted:
        return "", ""
    own = Counter({(n, kind): k for (n, kind), k in counted.items() if states.is_called(code, n, knowledge)})
    name, kind = _commonest(own or counted)
    return ("", kind) if kind == "state" and not own else (name, kind)


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
    from comity.knowledge import states

    name = states.name_of(code, knowledge)
    return "" if name == code or "/" in code else name
