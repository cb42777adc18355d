"""Affairs of one state: opponents freed, critics arrested, a government accused by its own opposition.

What is done to such people or bodies, where nothing says that they are another's, is done at home.
"""

from __future__ import annotations

from comity.models import Mention
from comity.reading.acts.cast import Cast, base, named
from comity.reading.acts.clause import Clauses
from comity.reading.acts.match import Match
from comity.reading.acts.standings import Standings
from comity.reading.acts.wording import modifiers

_AT_HOME = frozenset(("RETREAT", "COERCE", "ASSAULT", "ACCUSE", "REQUEST", "THREATEN", "REJECT", "PROTEST"))
_GIVING_WAY = frozenset(("release", "other_retreat", "resign"))
_CRITICS = frozenset(("OPP", "PTY", "LEG", "CVL", "JUD", "JRN", "SOC", "REB", "EDU", "LAB", "REL"))
_TURNED_TO = frozenset(("to", "on", "at", "against", "of", "from", "with", "for"))
_MOST = 40


def objects(view: Clauses, m: Match) -> list[int]:
    """Tokens of whom or what the act is done to, as far as the frame or the clause has them."""
    held = m.owners.get("R", []) + m.roles.get("R", [])
    return held + [t for t in view.deep_object(m.at) if t not in held] if m.frame.kind == "v" else held


def foreign(view: Clauses, cover: dict[int, list[Mention]], token: int, state: str) -> bool:
    """True where the noun phrase of ``token`` names a party other than ``state``."""
    for n, k in enumerate(view.subtree(token)):
        if n > _MOST:
            return True
        if any(x.actor and base(x.actor) not in (state, "UNK") for x in cover.get(k, ())):
            return True
    return False


def _is_any(view: Clauses, k: int, nouns: frozenset[str]) -> bool:
    if view.lemma[k] in nouns:
        return True
    return any(f"{before} {view.lemma[k]}" in nouns for before in modifiers(view, k))


def at_home(view: Clauses, cover: dict[int, list[Mention]], known: Standings, m: Match, plover: str, doer: str) -> bool:
    """True where ``doer`` acts on people of its own: no other state's stand there, and the noun or a name beside it
    says that they are its."""
    if plover not in _AT_HOME or (plover == "RETREAT" and m.frame.act not in _GIVING_WAY):
        return False
    state = base(doer)
    nouns = known.own if plover in ("ACCUSE", "REQUEST", "THREATEN", "REJECT") else known.own | known.folk
    for t in objects(view, m):
        for k in view.conjuncts(t):
            if foreign(view, cover, k, state):
                return False
            if any(view.tag[c].startswith("NNP") and c not in cover for c in view.kid(k, "compound", "amod", "nmod")):
                return False  # "the Tuareg protesters"
            people = _is_any(view, k, nouns) or any(
                _is_any(view, o, nouns) for o in view.under(k, frozenset(("of",))) if view.tag[k] == "CD"
            )
            if people or (view.tag[k] == "CD" and any(named(view, o, cover) for o in view.kid(k, "prep"))):
                return True
    return False


def own_rulers(view: Clauses, known: Standings, m: Match, plover: str, doer: str) -> bool:
    """True where an opposition, a lawmaker, a court or a newspaper turns on "the government", unless another's is
    named."""
    if plover not in ("ACCUSE", "REQUEST", "THREATEN", "REJECT", "PROTEST") or doer.partition("/")[2] not in _CRITICS:
        return False
    near = objects(view, m) + view.under(m.at, _TURNED_TO)
    return any(
        _is_any(view, k, known.rulers)
        and any(view.word[d] in ("the", "his", "her") for d in view.kid(k, "det", "poss"))
        for k in near
    )


def told_here(cast: Cast, at: int, sentence_start: int) -> str:
    """The one state of the pair that a sentence has named before offset ``at``; "" where it has named none or both."""
    here = {
        base(m.actor)
        for m in cast.back(at, 12)
        if sentence_start <= m.at.start < at and cast.partner(m.actor) and m.kind in ("person", "place", "organ")
    }
    return here.pop() if len(here) == 1 else ""
