"""Clauses that a verb or a noun of speech tells, and what stands in them: the positions of a frame that reach there."""

from __future__ import annotations

from comity.reading.acts.clause import Clauses

_FUTURE = {"will", "would", "shall", "'ll", "wo", "could", "might"}
_NOTHING = {"nothing", "nobody", "none"}
_MERELY = {"merely", "only", "simply", "just"}
_OUGHT = {"must", "should", "ought"}


def told(view: Clauses, i: int, position: str, verb: bool) -> list[int]:
    """Tokens in a position of ``CLAUSES``; ``verb`` says that token ``i`` is one. [] for any other position."""
    if position == "comp":
        out = [*view.kid(i, "xcomp", "acl"), *_governed(view, i)]
        for p in view.kid(i, "prep"):
            out += view.kid(p, "pcomp")
        return out + [k for k in view.kid(i, "advcl") if _infinitive(view, i, k)]
    if position == "ought":  # who ought to do it: "said that Sudan must return the aircraft"
        asked = [c for c in _governed(view, i) if any(view.word[a] in _OUGHT for a in view.kid(c, "aux"))]
        return [s for c in asked for s in view.kid(c, "nsubj", "nsubjpass")]
    if position == "compsubj":
        inner = [*view.kid(i, "xcomp", "advcl"), *_governed(view, i)] if verb else view.kid(i, "acl")
        return [s for c in inner for s in view.kid(c, "nsubj", "nsubjpass")]
    if position in ("compneg", "compobj"):
        inner = [*view.kid(i, "xcomp"), *_governed(view, i)]
        if position == "compobj":
            return [o for c in inner for o in view.kid(c, "dobj", "attr")]
        return [c for c in inner if _denied(view, c)]
    if position == "objcomp":
        return [c for o in view.deep_object(i) for c in _clauses_under(view, o)]
    if position == "factual":
        return [c for c in view.kid(i, "ccomp") if _factual(view, c)]
    if position == "shall":
        told_of = view.kid(i, "ccomp")
        return [c for c in told_of if any(view.word[k] in _FUTURE for k in view.kid(c, "aux"))]
    if position == "subjunctive":
        return [c for c in _governed(view, i) if view.kid(c, "nsubj", "nsubjpass") and _subjunctive(view, c)]
    return []


def _governed(view: Clauses, i: int) -> list[int]:
    """Clauses that word ``i`` governs as its object, without one that only stands before it and a semicolon: the parser
    hangs "Chad recalled its envoy" from "asked" in "Chad recalled its envoy; Niger asked for talks"."""
    return [c for c in view.kid(i, "ccomp") if c > i or ";" not in view.word[c:i]]


def _infinitive(view: Clauses, i: int, k: int) -> bool:
    """True for the infinitive that an asking verb tells, though the parser takes it for a purpose: "exhorted Ecuador to
    end the spraying", "pleaded for Egypt to come"."""
    if any(view.word[c] == "for" for c in view.kid(k, "mark")):
        return True
    if k < i or view.tag[k] != "VB" or not any(view.tag[c] == "TO" for c in view.kid(k, "aux")):
        return False
    first = min([k, *view.kids[k]])
    return view.word[first - 1] != "order" and view.word[first] in ("to", "not")


def _denied(view: Clauses, c: int) -> bool:
    """True where clause ``c`` says that something is not so: "had no mandate", "was not a coup", "never existed"."""
    parts = (c, *view.kid(c, "dobj", "attr", "acomp", "nsubj"))
    if any(view.word[k] in _MERELY for k in view.kid(c, "advmod")):
        return True
    return any(view.negated(k) or view.word[k] in _NOTHING for k in parts)


def _factual(view: Clauses, c: int) -> bool:
    """True for a clause that tells what has come about or is under way: "had killed forty", "was running out"; not for
    one that hangs on a condition."""
    aux = view.kid(c, "aux")
    if any(view.tag[k] == "MD" or view.tag[k] == "TO" for k in aux) or view.kid(c, "advcl"):
        return False
    if any(view.lemma[k] == "have" for k in aux):
        return True
    return view.tag[c] == "VBG" and any(view.lemma[k] == "be" for k in aux)


def _clauses_under(view: Clauses, o: int) -> list[int]:
    """Clauses that a noun governs: "no intention of returning", "a plan to return"."""
    relative = [c for c in view.kid(o, "relcl") if any(view.tag[k] == "TO" for k in view.kid(c, "aux"))]
    return view.kid(o, "acl") + relative + [c for p in view.kid(o, "prep") for c in view.kid(p, "pcomp")]


def _subjunctive(view: Clauses, c: int) -> bool:
    """True for a clause in the subjunctive: "insisted that it pay", "that the claims be left"."""
    aux = view.kid(c, "aux", "auxpass")
    if any(view.tag[k] == "MD" or view.word[k] == "to" for k in aux):
        return False
    return any(view.word[k] == "be" for k in aux) or (view.tag[c] == "VB" and not aux)
