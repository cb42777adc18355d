"""Turns of phrase that report speech without a verb of saying: "at the request of", "gave notice that", "warned
against"."""

from __future__ import annotations

from typing import NamedTuple

from comity.reading.actors.listed import listed
from comity.reading.acts.clause import Clauses
from comity.reading.voices.report import Saying, content_of, extent
from comity.reading.voices.speakers import UNKNOWN, Floor

_AT_WHOSE = frozenset(("request", "demand", "insistence", "urging", "behest", "instigation"))
_FINDING = listed(
    """court tribunal commission panel inquiry committee investigator report study council rapporteur mission judge
    monitor inspector ombudsman auditor arbitrator"""
)
_PROOF = frozenset(("evidence", "proof", "sign", "indication"))
_TO = frozenset(("to",))
_REFUSING = frozenset(("would", "will", "could", "wo", "ca"))
_BESIDE = ("ccomp", "prt", "prep", "advmod", "acomp", "oprd", "agent", "dative")
_VIEWED = frozenset(("consider", "regard", "recognize", "see", "view", "deem", "believe"))
TURNS = _VIEWED | {"give", "serve", "warn", "find", "rule", "pay"}
"""Verbs of which :func:`turned` knows a turn."""


def asked(floor: Floor, i: int) -> Saying | None:
    """ "was put off at the request of Peru", "at Peru's insistence": Peru asked for it."""
    view = floor.view
    up = view.head[i]
    if view.lemma[i] not in _AT_WHOSE or view.word[up] not in ("at", "on", "upon") or view.dep[i] != "pobj":
        return None
    owner = view.kid(i, "poss", "amod", "compound") + view.under(i, frozenset(("of", "from")))
    speaker = floor.of([k for k in owner if floor.cover.get(k)]) or floor.of(view.under(i, frozenset(("of",))))
    if speaker is None or speaker.code == UNKNOWN:
        return None
    first, last = extent(view, up)
    clause = view.clause_head(i)
    about = view.kid(clause, "nsubjpass") or view.kid(clause, "dobj")
    return Saying(i, "demand", speaker, first, last, -1, about[0] if about else -1, -1, "at the request of")


class Turn(NamedTuple):
    """The act, the tokens it is about, the pattern's name; ``told``: what is given notice of (-1: nothing)."""

    act: str
    about: list[int]
    way: str
    told: int = -1


def turned(floor: Floor, i: int) -> Turn | None:
    """The turn of a verb of ``TURNS`` that reports speech with what stands beside it; None where it does not."""
    phrase = _phrased(floor, i)
    if phrase:
        return phrase
    view, lists = floor.view, floor.words.lists
    lemma, objects, content = view.lemma[i], view.deep_object(i), content_of(view, i)
    subject = view.kid(content, "nsubj", "nsubjpass") if content >= 0 else []
    if view.negated(i):
        seen = lemma in _VIEWED and (content >= 0 or _as(floor, i))
        return Turn("deny", objects or subject, "not seen as") if seen else None
    if lemma in ("give", "serve"):
        for o in objects:
            told = content if content >= 0 else next(iter(view.kid(o, "acl", "ccomp", "relcl")), -1)
            if view.lemma[o] == "notice" and told >= 0 and view.dep[told] != "xcomp":
                return Turn("claim", view.kid(told, "nsubj", "nsubjpass"), "gave notice", told)
    if lemma == "warn" and content < 0:
        against = view.under(i, frozenset(("against",))) + [
            k for p in view.kid(i, "prep") if view.word[p] == "against" for k in view.kid(p, "pcomp")
        ]
        if against:
            return Turn("criticise", against, "warned against")
    if lemma == "rule" and objects and any(view.word[k] == "out" for k in view.kid(i, "prt")):
        return Turn("deny", objects, "ruled out")
    if lemma == "pay" and any(view.lemma[o] in ("tribute", "homage") for o in objects):
        return Turn("praise", view.under(i, _TO) or [k for o in objects for k in view.under(o, _TO)], "paid tribute")
    if lemma == "find" and _finding(floor, i):
        if content >= 0 and view.dep[content] == "ccomp" and view.kid(content, "nsubj", "nsubjpass", "expl"):
            return Turn("claim", subject, "found")
        for o in objects:
            below = view.under(o, frozenset(("of", "that", "for")))
            wrong = any(view.lemma[k] in lists["nouns.wrongs"] for b in below for k in view.subtree(b))
            if view.lemma[o] in _PROOF and wrong:
                return Turn("accuse", below, "found evidence")
    return None


def unsaid(view: Clauses, i: int, objects: list[int]) -> bool:
    """True for "did not lodge", "no ministry has ever confirmed", "lodged no complaint"."""
    return view.negated(i) or any(view.negated(k) or view.word[k] == "neither" for k in (*view.subject(i), *objects))


def unheard(floor: Floor, i: int) -> bool:
    """True for "would not hear of it": what a negated turn of phrase tells took place."""
    view = floor.view
    aux = {view.word[k] for k in view.kid(i, "aux")}
    if any(view.word[k] == "neither" for k in view.kids[i]):  # "would neither confirm nor deny it"
        return False
    return bool(aux & _REFUSING) and view.negated(i) and any(p.turned for p in floor.words.turns.get(view.lemma[i], ()))


def _phrased(floor: Floor, i: int) -> Turn | None:
    """The first turn of phrase of the knowledge's table that verb ``i`` makes with what stands beside it."""
    view = floor.view
    for p in floor.words.turns.get(view.lemma[i], ()):
        objects = view.deep_object(i)
        if p.turned != unsaid(view, i, objects):
            continue
        if p.objects and not any(view.lemma[c] in p.objects for o in objects for c in view.conjuncts(o)):
            continue
        beside = view.kid(i, *_BESIDE) + [k for o in objects for k in view.kid(o, "prep")]
        near = [k for k in beside if not p.beside or view.word[k] in p.beside]
        if p.beside and not near:
            continue
        held = [o for o in objects if not p.objects or view.lemma[o] in p.objects]
        below = [o for k in near for o in view.kid(k, "pobj", "pcomp")]
        below += [o for h in held for k in view.kid(h, "prep") for o in view.kid(k, "pobj", "pcomp")]
        if p.under and not any(view.lemma[o] in p.under for o in below):
            continue
        return Turn(p.act, (below if p.about == "under" else objects) or objects, "turn of phrase")
    return None


def _as(floor: Floor, i: int) -> bool:
    view = floor.view
    return any(view.word[p] == "as" for p in view.kid(i, "prep")) or bool(view.kid(i, "oprd", "xcomp"))


def _finding(floor: Floor, i: int) -> bool:
    """True where a body whose business it is does the finding: a court, a commission, an organisation."""
    view = floor.view
    for s in view.deep_subject(i):
        if view.lemma[s] in _FINDING:
            return True
        if any(m.kind == "organisation" or m.actor.endswith("/JUD") for m in floor.cover.get(s, ())):
            return True
    return False
