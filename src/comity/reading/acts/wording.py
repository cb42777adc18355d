"""Whether a token is one of the words that a part of a frame asks for, by itself or by what it stands for."""

from __future__ import annotations

import re

from comity.reading.acts.clause import Clauses
from comity.reading.acts.frames import Words

_STRANGE = frozenset(("gunman", "assailant", "kidnapper", "abductor"))
_RISEN = frozenset(("rebel", "insurgent", "mutineer"))
_UNKNOWN = frozenset(("unknown", "unidentified", "unnamed", "masked", "nameless"))

_BEFORE = ("poss", "amod", "compound", "nmod", "nummod")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_QUANTITY = {
    "number",
    "series",
    "round",
    "group",
    "set",
    "lot",
    "couple",
    "variety",
    "range",
    "million",
    "billion",
    "dozen",
    "hundred",
    "thousand",
    "part",
    "kind",
    "form",
    "act",
    "package",
    "worth",
    "amount",
    "some",
    "$",
    "dollar",
    "sum",
    "ton",
    "tonne",
    "kg",
    "kilogram",
    "barrel",
    "average",
    "total",
    "state",
    "additional",
    "bag",
    "hour",
    "minute",
    "day",
    "week",
    "month",
}


def wanted(view: Clauses, token: int, words: Words) -> list[int]:
    """The first of what ``token`` stands for that is one of the words, in a list; [] where none is."""
    if words.anything or not _copula(view, token):
        for tokens in _coordinated(view, token):
            for k in tokens:
                if holds(view, k, words):
                    return [k]
        return []
    return [token] if any(holds(view, k, words) for k in view.kid(token, "acomp", "attr")) else []


def meant(view: Clauses, token: int) -> tuple[list[int], ...]:
    """The tokens that a token may stand for: what is coordinated with it, what these are a number or sum of; for "is"
    what somebody or something is said to be."""
    return (view.kid(token, "acomp", "attr"),) if _copula(view, token) else _coordinated(view, token)


def _copula(view: Clauses, token: int) -> bool:
    return view.lemma[token] == "be" and view.is_verb(token)


def _coordinated(view: Clauses, token: int) -> tuple[list[int], list[int]]:
    kept = view.kept.get(("coordinated", token))
    if kept is None:
        first = view.conjuncts(token)
        second = [k for c in first if _transparent(view, c) for k in inside(view, c)]
        kept = view.kept["coordinated", token] = (first, second)
    found: tuple[list[int], list[int]] = kept
    return found


def _transparent(view: Clauses, k: int) -> bool:
    return view.tag[k] == "CD" or view.lemma[k] in _QUANTITY


def inside(view: Clauses, k: int) -> list[int]:
    """What a sum or quantity is of: "$5 million in aid", "a series of talks"."""
    out: list[int] = []
    beside = [p for p in view.kids[view.head[k]] if p == k + 1 and view.dep[p] == "prep"]  # "froze $9 million in aid"
    for p in view.kid(k, "prep") + beside:
        if view.word[p] in ("of", "in", "for"):
            for o in view.kid(p, "pobj"):
                out += view.conjuncts(o)
                out += inside(view, o) if _transparent(view, o) else []
    return out


def people(view: Clauses, tokens: list[int]) -> list[int]:
    """Tokens with what they are a number of: "thousands of protesters" are protesters too."""
    return tokens + [k for t in tokens if _transparent(view, t) for k in inside(view, t)]


def strangers(view: Clauses, tokens: list[int]) -> bool:
    """True for people whom the text itself does not know: "gunmen", "unknown attackers", "masked men"."""
    return any(
        view.lemma[k] in _STRANGE or any(view.word[a] in _UNKNOWN for a in view.kid(k, "amod"))
        for k in people(view, tokens)
    )


def rebels(view: Clauses, tokens: list[int]) -> bool:
    """True for men in arms against a state of whom nothing says where they come from: "armed insurgents", "rebels
    backed by Algiers"; not "rebels from Sudan"."""
    return bool(tokens) and all(
        view.lemma[k] in _RISEN and not any(view.word[p] == "from" for p in view.kid(k, "prep")) for k in tokens
    )


def holds(view: Clauses, k: int, words: Words) -> bool:
    """True where token ``k`` is one of the words, with the modifiers that its entry asks for."""
    if words.anything:
        return True
    lemma = view.lemma[k]
    if "name" in words.plain and view.tag[k].startswith("NNP"):
        return True
    if "money" in words.plain and (view.tag[k] in ("CD", "$") or "$" in lemma):
        near = (*view.kids[k], view.head[k])
        if "$" in lemma or any(view.tag[c] == "$" or "$" in view.word[c] for c in near):
            return True
    if "year" in words.plain and view.tag[k] == "CD" and _YEAR.fullmatch(view.word[k]):
        return True
    mods = modifiers(view, k) if words.never or words.after or words.before else frozenset()
    if view.word[k] in ("it", "they", "them"):
        lemma, mods = _antecedent(view, k)
        if view.met[0] and view.dep[k] == "nsubjpass" and view.word[k] == "it" and _is(*view.met, words):
            return True  # "imposed an embargo. It was lifted"
    return _is(lemma, mods, words)


def _is(lemma: str, mods: frozenset[str], words: Words) -> bool:
    """True where a noun with these modifiers is one of the words."""
    if mods & words.never:
        return False
    if lemma in words.plain:
        return True
    if any(lemma == b and a in mods for a, b in words.after):
        return True
    return bool(words.before & mods)


def _antecedent(view: Clauses, k: int) -> tuple[str, frozenset[str]]:
    """What a pronoun stands for: "them" the last plural object or subject before it in the sentence ("broke off
    relations and later restored them"), else what was talked of last."""
    if view.word[k] == "them":
        for j in range(k - 1, -1, -1):
            if view.dep[j] in ("dobj", "nsubj", "nsubjpass") and view.tag[j] == "NNS":
                return view.lemma[j], modifiers(view, j)
    meant = view.it if view.word[k] == "it" or not view.they[0] else view.they
    return meant if meant[0] else (view.lemma[k], frozenset())


def modifiers(view: Clauses, k: int) -> frozenset[str]:
    """Words, with their lemmas, that stand before noun ``k`` and modify it, near or far."""
    kept = view.kept.get(("modifiers", k))
    if kept is None:
        kept = view.kept["modifiers", k] = _modifiers(view, k)
    found: frozenset[str] = kept
    return found


def _modifiers(view: Clauses, k: int) -> frozenset[str]:
    out = set(view.word[k].split()) if " " in view.word[k] else set()
    stack = view.kid(k, *_BEFORE)
    while stack:
        j = stack.pop()
        out.add(view.lemma[j])
        out.add(view.word[j])
        if " " in view.word[j]:
            out |= set(view.word[j].split())
        stack += view.kid(j, *_BEFORE, "conj", "punct", "advmod", "npadvmod")
    return frozenset(out)
