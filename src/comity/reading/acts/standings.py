"""States meant by their part in what is told ("the aggressor", "the metropole", "its northern neighbour") or by their
form ("the emirate", "the island").

A noun phrase may name its referent by the part it plays in the discourse so far (a bridging description: Clark 1975,
"Bridging"); which state plays it, the acts already told, the rulers of ``dominions.tsv`` and the page's pair say. Only
cover is changed, never the reading's mentions.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from comity.knowledge import Knowledge
from comity.models import Evidence, Mention
from comity.reading.acts.cast import Cast, base, named
from comity.reading.acts.clause import Clauses
from comity.reading.acts.dominions import Dominions
from comity.reading.acts.wording import modifiers

MEANT = "meant: "
"""How the rules of such mentions begin: parties taken from them are inferred."""
GUESSES = (
    "the state named before",
    "the kingdom of",
    "the page's other",
    "organ of the state",
    "later mention of",
    "the other of the passage",
)
_OWNERS = frozenset(("its", "his", "her", "their"))
_ONE = frozenset(("other", "giver", "taker"))
_REACH = 60
"""How many mentions back a form of state may look."""
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Standings:
    """Noun -> (adjective or "", part) pairs; noun -> (adjective or "", states of the form) pairs; nouns for armed
    forces, and nouns that take up an act just told; ``ranks``: who rather gives aid (0 the likeliest); ``bodies``: noun
    for an organisation -> codes that it means; ``after``: act -> acts that it takes up; ``own``, ``folk``,
    ``rulers``: nouns for opponents at home, for people at large and for who governs."""

    parts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    forms: dict[str, list[tuple[str, frozenset[str]]]] = field(default_factory=dict)
    forces: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    ranks: dict[str, int] = field(default_factory=dict)
    bodies: dict[str, frozenset[str]] = field(default_factory=dict)
    after: dict[str, frozenset[str]] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    folk: frozenset[str] = frozenset()
    rulers: frozenset[str] = frozenset()


def standings(knowledge: Knowledge) -> Standings:
    """The words of ``standings.toml``, made once."""

    def make(k: Knowledge) -> Standings:
        table = k.table("standings.toml")
        parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
        forms: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for row in table["standing"]:
            for words in row["nouns"]:
                adjective, _, noun = words.rpartition(" ")
                parts[noun].append((adjective, row["part"]))
        for row in table["form"]:
            for words in row["nouns"]:
                adjective, _, noun = words.rpartition(" ")
                forms[noun].append((adjective, frozenset(row["states"])))
        for said in parts.values():
            said.sort(key=lambda f: not f[0])  # "colonial power" before "power"
        for fitting in forms.values():
            fitting.sort(key=lambda f: not f[0])
        forces, events = (frozenset(table[name]["nouns"]) for name in ("forces", "events"))
        ranks = {s: n for n, rank in enumerate(k.table("givers.toml")["rank"]) for s in rank["states"]}
        bodies = {noun: frozenset(table["bodies"].get(noun, ())) for noun in table["bodies"]["nouns"]}
        after = {act: frozenset(row["after"]) for row in table["sequel"] for act in row["acts"]}
        own, folk, rulers = (frozenset(table["own"][name]) for name in ("people", "folk", "rulers"))
        return Standings(dict(parts), dict(forms), forces, events, ranks, bodies, after, own, folk, rulers)

    return knowledge.compiled("acts.standings", make)


def stand(
    view: Clauses, cover: dict[int, list[Mention]], cast: Cast, known: Standings, rule: Dominions, n: int
) -> None:
    """Let the nouns of sentence ``n`` that mean a state by its part or its form stand for it."""
    if (
        known.parts.keys().isdisjoint(view.lemma)
        and known.forms.keys().isdisjoint(view.word)
        and known.bodies.keys().isdisjoint(view.lemma)
    ):
        return
    for k in range(view.n):
        noun, form = view.lemma[k], view.word[k]
        if noun not in known.parts and form not in known.forms and noun not in known.bodies:
            continue
        if not view.is_noun(k) or not _free(view, cover, k):
            continue
        if noun in known.bodies:
            body = _body(view, cast, k, known.bodies[noun])
            if body is not None:
                at = Evidence(cast.document, view.start[k], view.end[k], "")
                cover[k] = [Mention(at, body.actor, body.name, body.kind, MEANT + noun, n, True)]
            continue
        mods = modifiers(view, k)
        code = ""
        for adjective, part in known.parts.get(noun, ()):
            if adjective and adjective not in mods:
                continue
            if view.tag[k] == "NN" or part not in _ONE:
                code = _of_part(view, cover, cast, rule, n, k, part)
            break
        for adjective, states in known.forms.get(form, ()) if not code else ():
            if not adjective or set(adjective.split()) <= mods:
                code = _of_form(view, cast, k, states)
                break
        if code:
            at = Evidence(cast.document, view.start[k], view.end[k], "")
            cover[k] = [Mention(at, code, "", "state", MEANT + " ".join((*sorted(mods & {"colonial"}), noun)), n, True)]


def _free(view: Clauses, cover: dict[int, list[Mention]], k: int) -> bool:
    """True for a noun that nothing names outright, with an article or a possessive before it."""
    over = cover.get(k, ())
    if any(" " in m.at.quote[4:] or not m.rule.startswith(GUESSES) for m in over):
        return False
    if any(m.kind != "place" for c in view.kid(k, "amod", "compound", "nmod") for m in cover.get(c, ())):
        return False
    before = view.kid(k, "det", "poss")
    if any(view.word[p] == "of" for p in view.kid(k, "prep")):
        return False
    return view.tag[k] == "NNS" or any(
        view.word[d] in _OWNERS or view.word[d] in ("the", "this", "that") for d in before
    )


def _body(view: Clauses, cast: Cast, k: int, meant: frozenset[str]) -> Mention | None:
    """The organisation named last whose name has the noun: "the same Court", "the Fund"."""
    noun = view.lemma[k]
    if view.tag[k] in ("NNS", "NNPS") or view.kid(k, "amod", "compound", "poss") not in ([], view.kid(k, "amod")):
        return None
    if any(view.word[a] != "same" for a in view.kid(k, "amod")):
        return None
    for m in cast.back(view.start[k], _REACH):
        if m.kind == "organisation" and (noun in m.name.casefold().split() or m.actor in meant):
            return m
    return None


def _of_part(
    view: Clauses, cover: dict[int, list[Mention]], cast: Cast, rule: Dominions, n: int, k: int, part: str
) -> str:
    if part in ("attacker", "attacked"):
        struck = cast.struck_last(n)
        if struck or cast.pair is None:
            return struck[part == "attacked"] if struck else ""
        ruled = next((s for s in cast.pair if rule.ruler(s, cast.year(n), cast.pair)), "")
        attacker = cast.striker(n) or cast.partner(ruled)
        return attacker if part == "attacker" else cast.partner(attacker)
    if not cast.pair:
        return ""
    if part in ("ruler", "ruled"):
        x, y = cast.pair
        year = cast.year(n)
        for state, other in ((x, y), (y, x)):
            if rule.ruler(state, year, cast.pair) == other or (rule.ever(state, other) and not rule.ever(other, state)):
                return other if part == "ruler" else state
        return ""
    if part in ("giver", "taker"):
        giver = cast.doer("AID") if cast.told("AID") else ""
        return giver if part == "giver" else cast.partner(giver)
    return _other(view, cover, cast, k)


def _other(view: Clauses, cover: dict[int, list[Mention]], cast: Cast, k: int) -> str:
    """The partner of its owner, else of who stands on the clause's other side."""
    for p in view.kid(k, "poss"):
        owner = [m for m in cover.get(p, ()) if m.actor]
        if owner:
            return cast.partner(owner[0].actor)
    verb = view.clause_head(k)
    mine = k in view.deep_subject(verb)
    beside = view.deep_object(verb) if mine else view.deep_subject(verb)
    codes = {base(m.actor) for t in beside if t != k for m in named(view, t, cover) if cast.partner(m.actor)}
    return cast.partner(min(codes)) if len(codes) == 1 else ""


def _of_form(view: Clauses, cast: Cast, k: int, states: frozenset[str]) -> str:
    """The one of the pair that the form fits, else the last state named that it does."""
    fit = [c for c in cast.pair or () if c in states]
    if len(fit) == 1:
        return fit[0]
    for d in reversed(cast.deeds[-3:]):  # of several that it fits the one on whom something was done last
        told = [c for c in d.recipients if c in states]
        if len(told) == 1 and not fit:
            return told[0]
    for m in cast.back(view.start[k], _REACH):
        if base(m.actor) in states and (not fit or base(m.actor) in fit):
            return base(m.actor)
    return ""
