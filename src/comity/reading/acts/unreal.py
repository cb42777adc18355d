"""Acts that words beside the verb make unreal, or hearsay: "refrained from bombing", "nearly invaded", "had Chad sent
troops, …", "without recognising", "it is a myth that …", "is said to have armed".

The words are lists of ``acts/words.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping

from comity.reading.acts.clause import Clauses

NO_EVENT = ""
_SHORT = {("short", "of"), ("instead", "of"), ("far", "from"), ("close", "to"), ("rather", "than")}
_INVERTED = {"had", "were", "should"}
_PROOF = {"evidence", "proof", "sign", "indication", "record", "trace"}
_FALSE = {"false", "untrue", "baseless", "unfounded"}

Lists = Mapping[str, frozenset[str]]


def unreal(view: Clauses, i: int, lists: Lists) -> str | None:
    """The modality that the words round verb ``i`` give it ("" for no event); None where they say nothing."""
    return _own(view, i, lists) if (found := _governed(view, _first(view, i), lists)) is None else found


def _first(view: Clauses, i: int) -> int:
    """The first of coordinated verbs without subjects of their own: what governs it governs all."""
    for _ in range(8):
        up = view.head[i]
        if view.dep[i] != "conj" or not view.is_verb(up) or view.kid(i, "nsubj", "nsubjpass"):
            break
        i = up
    return i


def _own(view: Clauses, i: int, lists: Lists) -> str | None:
    for k in view.kid(i, "advmod"):
        if k < i and {view.word[k], *(view.word[w] for w in view.kids[k])} & lists["nearly"]:
            return NO_EVENT
        if view.word[k] in lists["hearsay"]:
            return "alleged"
        if view.word[k] == "longer" and k and view.word[k - 1] == "no":
            return NO_EVENT
    for aux in view.kid(i, "aux", "auxpass"):
        said = {view.word[k] for k in view.kids[aux]} | {view.word[k] for a in view.kids[aux] for k in view.kids[a]}
        if "never" in said or ("not" in said and not said & {"until", "till", "only"}):
            return NO_EVENT  # "never did it recognise", "not once did it help"
    first = min(view.kid(i, "nsubj", "nsubjpass"), default=-1)
    inverted = any(view.word[a] in _INVERTED and a < first for a in view.kid(i, "aux", "auxpass"))
    if inverted and view.dep[i] == "advcl" and not view.kid(i, "mark"):
        return "hypothetical"  # "had it sent troops, ..."
    return None


def _governed(view: Clauses, i: int, lists: Lists) -> str | None:
    if i > 1 and (view.word[i - 2], view.word[i - 1]) in _SHORT:
        return NO_EVENT
    up, dep = view.head[i], view.dep[i]
    if dep == "pcomp":
        return _under_preposition(view, up, lists)
    if dep == "xcomp":
        if view.lemma[up] in lists["unreal_verbs"] or (view.lemma[up] in lists["stopping"] and view.tag[i] == "VBG"):
            return NO_EVENT
        if view.lemma[up] in lists["hearsay_verbs"] and view.kid(up, "auxpass"):
            return "alleged"
    if dep in ("ccomp", "acl", "relcl", "csubj", "advcl") and any(view.word[k] == "that" for k in view.kid(i, "mark")):
        return _that(view, up, lists)
    return None


def _under_preposition(view: Clauses, preposition: int, lists: Lists) -> str | None:
    word, above = view.word[preposition], view.head[preposition]
    if word == "without":
        return NO_EVENT
    if word == "from" and view.lemma[above] in lists["kept_from"]:
        return NO_EVENT
    if word in ("of", "about", "against") and view.lemma[above] in lists["unreal_nouns"] | lists["unreal_verbs"]:
        return NO_EVENT
    return None


def _that(view: Clauses, up: int, lists: Lists) -> str | None:
    """What a clause with "that" is said to be: a myth, false, without evidence."""
    said = [up, *view.kid(up, "attr", "acomp")]
    if any(view.lemma[k] in lists["myths"] or view.word[k] in _FALSE for k in said):
        return NO_EVENT
    denied = any(view.dep[n] == "neg" or view.word[n] == "no" for k in (*said, view.head[up]) for n in view.kids[k])
    if denied and any(view.lemma[k] in _PROOF or view.word[k] == "true" for k in said):
        return NO_EVENT
    return None
