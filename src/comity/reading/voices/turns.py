"""Turns of phrase that report speech without a verb of saying: "at the request of", "gave notice that", "warned
against"."""

from __future__ import annotations

from comity.reading.actors.listed import listed
from comity.reading.voices.report import Saying, content_of, extent
from comity.reading.voices.speakers import UNKNOWN, Floor

_AT_WHOSE = frozenset(("request", "demand", "insistence", "urging", "behest", "instigation"))
_FINDING = listed(
    """court tribunal commission panel inquiry committee investigator report study council rapporteur mission judge
    monitor inspector ombudsman auditor arbitrator"""
)
_PROOF = frozenset(("evidence", "proof", "sign", "indication"))
_TO = frozenset(("to",))
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


def turned(floor: Floor, i: int) -> tuple[str, list[int], str, int] | None:
    """(act, what it is about, way, content) of a verb that reports speech with what stands beside it; None else."""
    view, lists = floor.view, floor.words.lists
    lemma, objects, content = view.lemma[i], view.deep_object(i), content_of(view, i)
    if lemma in ("give", "serve") and not view.negated(i):
        for o in objects:
            told = content if content >= 0 else next(iter(view.kid(o, "acl", "ccomp", "relcl")), -1)
            if view.lemma[o] == "notice" and told >= 0 and view.dep[told] != "xcomp":
                return "claim", view.kid(told, "nsubj", "nsubjpass"), "gave notice", told
    if lemma == "warn" and content < 0 and not view.negated(i):
        against = view.under(i, frozenset(("against",))) + [
            k for p in view.kid(i, "prep") if view.word[p] == "against" for k in view.kid(p, "pcomp")
        ]
        if against:
            return "criticise", against, "warned against", -1
    if lemma == "rule" and objects and not view.negated(i) and any(view.word[k] == "out" for k in view.kid(i, "prt")):
        return "deny", objects, "ruled out", -1
    if lemma == "pay" and not view.negated(i) and any(view.lemma[o] in ("tribute", "homage") for o in objects):
        return "praise", view.under(i, _TO) or [k for o in objects for k in view.under(o, _TO)], "paid tribute", -1
    if lemma in _VIEWED and view.negated(i) and (content >= 0 or _as(floor, i)):
        return (
            "deny",
            objects or view.kid(content, "nsubj", "nsubjpass") if content >= 0 else objects,
            "not seen as",
            -1,
        )
    if lemma == "find" and not view.negated(i) and _finding(floor, i):
        if content >= 0 and view.dep[content] == "ccomp" and view.kid(content, "nsubj", "nsubjpass", "expl"):
            return "claim", view.kid(content, "nsubj", "nsubjpass"), "found", content
        wrongs = lists["nouns.wrongs"]
        for o in objects:
            below = view.under(o, frozenset(("of", "that", "for")))
            if view.lemma[o] in _PROOF and any(view.lemma[k] in wrongs for b in below for k in view.subtree(b)):
                return "accuse", below, "found evidence", -1
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
