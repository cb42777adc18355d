"""Whether an act is told as done, ongoing, planned, alleged, denied, hypothetical or merely proposed."""

from __future__ import annotations

from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import Codebook
from comity.reading.acts.unreal import unreal

_ADVICE = {"should", "must", "ought", "shall", "need"}
_MAYBE = {"could", "might", "may", "can", "would"}
_NO_EVENT = "no event"
_GRANTED = {"after", "following", "before", "since", "until", "despite", "amid", "during", "when", "because", "upon"}
_IF = {"if", "unless", "whether", "provided", "lest"}
_AMONG = frozenset(("among", "amongst", "of"))
_RANKED = {"first", "last", "only", "second", "third", "earliest", "latest", "next"}
_UNTIL = {"until", "till", "before"}


def modality(view: Clauses, i: int, book: Codebook, verb: bool = True, negative: bool = False) -> str:
    """Modality of the act whose trigger is token ``i``, from its own clause and those that govern it; "" if it is no
    event.

    Denied means that somebody is told to say it did not happen; refused that somebody will not do it. A purpose ("in
    order to …") is no event. ``verb``: the
    trigger is
    a verb; ``negative``: the act itself is that something was not done ("did not recognise").
    """
    raw = book.raw
    if verb:
        own = _own(view, i, book)
        if own == "denied" and not negative:
            refused = {"will", "would", "wo", "'ll"} & {view.word[k] for k in view.kid(i, "aux")}
            if refused and "have" not in {view.lemma[k] for k in view.kid(i, "aux")}:
                return "refused"
            return ""  # what the text itself says did not happen is no event
        if own and own != "denied":
            return own
        if negative and _later(view, i):
            return ""  # "did not recognise it until 1975": it did then
        if view.dep[i] in ("advcl", "acl") and view.tag[i] == "VB" and _to(view, i) and view.lemma[i] != "protest":
            up = view.head[i]
            first = any(view.lemma[k] in ("first", "last", "only", "second", "next") for k in view.kid(up, "amod"))
            ordered = view.lemma[up] in raw["carried_nouns"] and not _in_order(view, up)
            if (view.dep[i] == "advcl" and not _first(view, up)) or not (first or ordered or view.dep[i] == "advcl"):
                return ""
        if not negative and _nobody(view, i):
            return ""
        if not negative and (told := unreal(view, i, raw)) is not None:
            return told
    elif view.negated(i) or view.word[max(0, i - 2) : i] == ["non", "-"]:
        return ""
    status, below = "", i
    for up in view.above(i):
        dep, lemma = view.dep[below], view.lemma[up]
        if ";" in view.word[below:up]:
            break  # a clause of its own
        if dep in (
            "ccomp",
            "xcomp",
            "pcomp",
            "acl",
            "dobj",
            "nsubjpass",
            "pobj",
            "prep",
            "advcl",
            "conj",
            "relcl",
            "nsubj",
            "parataxis",
        ):
            status = _governed(view, below, up, dep, lemma, book)
            if verb and dep in ("dobj", "xcomp") and lemma in raw["resisting"]:
                return ""
            if verb and dep == "xcomp" and lemma in raw["striving"] and _to(view, below):
                return ""  # "fighting to topple the government"
            if dep == "xcomp" and lemma in ("have", "be", "remain") and _to(view, below) and _yet(view, up):
                return ""  # "has yet to recognise"
            if dep == "acl" and _to(view, below) and _in_order(view, up):
                return ""
            if verb and dep in ("xcomp", "ccomp", "conj") and _purpose(view, up) and view.is_verb(below):
                return ""  # "sent troops to help him seize power"
            if status:
                return "" if status == _NO_EVENT else status
        if dep in ("csubj", "csubjpass") or (dep == "nsubj" and verb and view.tag[below] == "VBG"):
            return ""  # "strengthening ties is …"
        participle = (
            dep in ("acl", "amod") and verb and view.tag[below] in ("VBN", "VBD")
        )  # "families of sailors killed"
        if dep in ("relcl", "parataxis") or participle or (dep in ("prep", "advcl") and _temporal(view, below)):
            break
        below = up
    return "done"


def _reported(view: Clauses, i: int, book: Codebook) -> bool:
    """True for "would" as the future of the past: "said it would reopen the border"."""
    up = view.head[i]
    if view.dep[i] == "conj" and view.is_verb(up):
        return _reported(view, up, book)
    return view.dep[i] == "ccomp" and view.lemma[up] in book.raw["saying"] and view.tag[up] != "VB"


def conditional(view: Clauses, i: int) -> bool:
    """True where "unless" or "if" conditions the clause of verb ``i``."""
    return any(view.word[k] == "unless" for a in view.kid(i, "advcl") for k in view.kid(a, "mark"))


def _to(view: Clauses, i: int) -> bool:
    return any(view.tag[k] == "TO" for k in view.kid(i, "aux"))


def _first(view: Clauses, verb: int) -> bool:
    """True for the verb of "was among the first to recognise it", "became the first state to do so"."""
    if view.lemma[verb] not in ("be", "become"):
        return False
    said = view.kid(verb, "attr", "acomp", "oprd")
    said += [o for k in (verb, *said) for o in view.under(k, _AMONG)]
    return any(view.lemma[w] in _RANKED for k in said for w in (k, *view.kid(k, "amod", "nummod")))


def _in_order(view: Clauses, noun: int) -> bool:
    """True for the noun of "in order to …"."""
    return view.lemma[noun] == "order" and view.dep[noun] == "pobj" and view.word[view.head[noun]] == "in"


def _yet(view: Clauses, i: int) -> bool:
    """True for "has yet to …", "is still to …": what has not come about."""
    return any(view.word[k] in ("yet", "still") for k in view.kid(i, "advmod"))


def _nobody(view: Clauses, i: int) -> bool:
    """True where it was done to nothing or by nobody: "no treaty was signed", "neither side recognised it"."""
    parts = [k for k in view.kid(i, "nsubj", "nsubjpass", "dobj") if view.is_noun(k) or view.word[k] == "neither"]
    return any(view.word[k] == "neither" or view.negated(k) for k in parts) and not any(
        view.word[k + 1] in ("fewer", "less", "longer", "other") for t in parts for k in view.kid(t, "det") if k + 1 < i
    )


def _purpose(view: Clauses, i: int) -> bool:
    """True for "to help …" that says what something else is done for."""
    return view.dep[i] == "advcl" and view.tag[i] == "VB" and _to(view, i)


def _temporal(view: Clauses, k: int) -> bool:
    """True for a phrase or clause that only tells when or why: what it holds is taken for granted."""
    return bool({view.word[k], *(view.word[m] for m in view.kid(k, "mark", "advmod"))} & _GRANTED)


def _later(view: Clauses, i: int) -> bool:
    """True for what was not done until a time, and then was."""
    return any(view.word[k] in _UNTIL for k in view.kids[i]) or any(
        view.word[k] in _UNTIL for a in view.kid(i, "advcl") for k in view.kids[a]
    )


def _own(view: Clauses, i: int, book: Codebook) -> str:
    auxiliaries = [view.word[k] for k in view.kid(i, "aux", "auxpass")]
    if (
        not auxiliaries
        and view.dep[i] == "conj"
        and view.is_verb(view.head[i])
        and not view.kid(i, "nsubj", "nsubjpass")
    ):
        auxiliaries = [view.word[k] for k in view.kid(view.head[i], "aux")]
    if view.negated(i) or _nor(view, i):
        return "" if _later(view, i) else "denied"
    if any(w in _ADVICE for w in auxiliaries):
        return "proposed"
    if any(w in ("will", "'ll", "wo") for w in auxiliaries):
        return "planned"
    if "would" in auxiliaries and "have" not in auxiliaries and _reported(view, i, book):
        return "planned"
    if any(w in _MAYBE for w in auxiliaries):
        return "hypothetical"
    if any(view.word[k] in _IF for k in view.kid(i, "mark")):
        return "hypothetical"
    if any(view.word[k] in _UNTIL for k in view.kid(i, "mark")) and (
        view.tag[i] in ("VBZ", "VBP") or any(view.tag[k] in ("VBZ", "VBP") for k in view.kid(i, "aux", "auxpass"))
    ):
        return "hypothetical"
    if not auxiliaries and view.tag[i] == "VB" and view.dep[i] == "ROOT" and not view.kid(i, "nsubj"):
        return "proposed"
    if auxiliaries == ["to"] and view.dep[i] == "ROOT" and view.kid(i, "nsubj") and not view.kid(i, "mark"):
        return "planned"  # of a headline: "Japan to give Fiji patrol ship"
    if (
        view.tag[i] in ("VBP", "VBZ")
        or "being" in auxiliaries
        or (view.tag[i] == "VBG" and {"is", "are"} & set(auxiliaries))
    ):
        return ""
    return ""


def _nor(view: Clauses, i: int) -> bool:
    """True for the second part of "neither recognised it nor opened an embassy"."""
    up = view.head[i]
    return view.dep[i] == "conj" and any(view.word[k] == "nor" and up < k < i for k in view.kid(up, "cc"))


def _governed(view: Clauses, below: int, up: int, dep: str, lemma: str, book: Codebook) -> str:
    raw = book.raw
    if dep in ("ccomp", "xcomp", "pcomp", "acl") or (dep == "prep" and view.word[below] in ("of", "for", "over")):
        if lemma in raw["alleging"]:
            return "alleged"
        if lemma in raw["denying"] and dep != "prep":
            return "denied" if lemma in raw["disowning"] else _NO_EVENT
        if lemma == "rule" and any(view.word[k] == "out" for k in view.kid(up, "prt")):
            return _NO_EVENT
        if lemma in raw["planning"] and dep != "prep":
            return "planned"
        if lemma in raw["wishing"]:
            return _NO_EVENT
        if lemma in raw["advising"]:
            return "proposed"
    if dep in ("dobj", "nsubjpass") and lemma in ("attribute", "ascribe", "impute", "pin", "blame"):
        return "alleged"
    if dep in ("dobj", "nsubjpass") and lemma in raw["not_doing"]:
        return "denied" if lemma in raw["disowning"] else _NO_EVENT
    if dep in ("dobj", "nsubjpass") and lemma in raw["wishing"] | raw["advising"] | raw["planning"]:
        return _NO_EVENT if lemma in raw["wishing"] else "proposed" if lemma in raw["advising"] else "planned"
    if dep == "conj" or not view.is_verb(up):
        return ""
    if dep == "xcomp" and lemma == "ought":
        return "proposed"
    if dep == "xcomp" and lemma == "be" and view.tag[below] == "VB" and not _first(view, up):
        return "planned"  # "were to attack"
    if dep == "advcl":
        if any(view.word[k] in _IF for k in view.kid(below, "mark")):
            return "hypothetical"
        return _mood(view, up, book) if view.tag[below] == "VBG" and not view.kid(below, "mark", "advmod") else ""
    if dep in ("xcomp", "dobj", "nsubjpass", "pobj", "prep", "pcomp"):
        mood = _mood(view, up, book)
        if mood == _NO_EVENT and dep != "xcomp" and lemma not in book.light | book.perform:
            return ""  # "did not recognise the conquest": the conquest stands
        return mood
    return ""


def _mood(view: Clauses, up: int, book: Codebook) -> str:
    """The modality that a governing verb gives to what hangs on it."""
    own = _own(view, up, book)
    return _NO_EVENT if own == "denied" else own
