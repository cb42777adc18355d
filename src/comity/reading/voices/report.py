"""A report of speech: its shape, how far it reaches, and whether it is told as having been uttered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.reading.actors.listed import listed
from comity.reading.acts.clause import Clauses
from comity.reading.voices.speakers import Speaker

_UNREAL = {
    "should",
    "must",
    "ought",
    "could",
    "might",
    "may",
    "can",
    "would",
    "will",
    "'ll",
    "’ll",
    "shall",
    "ca",
    "wo",
}
_INSTEAD = {"instead", "rather"}
_LONGEST = 700
_ABOUT = (
    "about",
    "over",
    "of",
    "for",
    "on",
    "regarding",
    "concerning",
    "at",
    "with",
    "toward",
    "towards",
    "against",
    "in",
    "to",
)
MARKS = {'"', "“", "”", "``", "''"}
_UTTERING = listed(
    """continue begin go come telephone phone cable telegraph wire write ring radio ready hasten prompt lead cause move
    drive impel induce provoke proceed rush choose take"""
)
"""Verbs under which an infinitive of speech is told as uttered: "telephoned to congratulate him"."""
BLAMED = {"accuse", "allege", "blame", "criticize", "condemn", "denounce", "censure", "hold", "fault", "rebuke"}
FIRST_PERSON = {"i", "we", "my", "our"}


@dataclass(slots=True)
class Saying:
    """One report of speech. Tokens ``first`` to ``last`` tell it; ``content`` is the head of what is said (-1: none);

    ``about`` and ``to`` are tokens; ``way`` names the pattern that found it.
    """

    at: int
    act: str
    speaker: Speaker | None
    first: int
    last: int
    content: int
    about: int
    to: int
    way: str
    first_person: bool = False


def uttered(view: Clauses, i: int) -> bool:
    """True where the speech is told as having taken place: no purpose, no advice, no mere possibility."""
    up, below = i, i
    aux = {view.word[k] for k in view.kid(i, "aux")}
    if view.tag[i] == "VBN" and view.dep[i] == "amod":
        return False
    if aux & _UNREAL and not (view.lemma[i] in ("like", "say") and aux & {"would", "'d", "’d"}):
        return False
    if view.tag[i] == "VB" and "to" in aux and view.lemma[view.head[i]] not in _UTTERING:
        return False
    if view.tag[i] == "VB" and not aux and view.dep[i] in ("ROOT",):
        return view.lemma[i] == "say"
    for up in view.above(i):
        if view.dep[below] in ("ccomp", "relcl", "parataxis"):
            break
        if view.word[up] in _INSTEAD or (view.word[up] == "of" and view.word[max(0, up - 1)] in _INSTEAD):
            break
        if view.is_verb(up) and (
            (view.dep[below] in ("xcomp", "prep", "advcl", "pcomp", "conj") and below != i)
            or view.dep[i] in ("xcomp", "advcl")
        ):
            words = {view.word[k] for k in view.kid(up, "aux")}
            if words & {"should", "must", "ought", "could"} and view.dep[below] != "conj":
                return False
            if view.dep[below] == "xcomp" and (
                view.negated(up) or view.lemma[up] in ("refuse", "decline", "fail", "stop", "avoid")
            ):
                return False
        below = up
    return not any(view.word[k] in ("if", "unless", "whether") for k in view.kid(i, "mark"))


def content_of(view: Clauses, i: int) -> int:
    """Head of the clause that the verb reports; -1 where there is none."""
    for k in view.kid(i, "ccomp"):
        if view.parted(k) != ";":
            return k
    for k in view.kid(i, "xcomp"):
        return k
    if view.lemma[i] in BLAMED:  # "accused of arming the rebels"
        for p in view.kid(i, "prep"):
            for k in view.kid(p, "pcomp") if view.word[p] in ("of", "for", "with") else ():
                return k
    return -1


def under(view: Clauses, i: int) -> list[int]:
    for p in view.kid(i, "prep"):
        if view.word[p] in _ABOUT:
            found = view.kid(p, "pobj", "pcomp")
            if found:
                return found
    return []


def _unbroken(view: Clauses, first: int, i: int, last: int) -> tuple[int, int]:
    """A stretch cut at the semicolons outside quotation marks that stand nearest before and behind token ``i``."""
    inside = 0
    breaks = []
    for k in range(first, last + 1):
        inside ^= view.word[k] in MARKS
        if view.word[k] == ";" and not inside:
            breaks.append(k)
    before = max((k for k in breaks if k < i), default=first - 1)
    return before + 1, min((k for k in breaks if k > i), default=last + 1) - 1


def extent(view: Clauses, i: int) -> tuple[int, int]:
    """First and last token of what a saying and its content cover, without what is merely coordinated with it."""
    keep, stack = {i}, [i]
    while stack:
        k = stack.pop()
        for c in view.kids[k]:
            if k == i and view.dep[c] in ("conj", "cc", "parataxis", "punct"):
                continue
            if (
                k == i
                and view.dep[c] == "advcl"
                and c > i
                and view.word[min(view.subtree(c))] in ("while", "although", "whereas")
            ):
                continue
            if view.dep[c] == "relcl" and k == i and c > i:
                continue
            keep.add(c)
            stack.append(c)
    first, last = _unbroken(view, min(keep), i, max(keep))
    while last > i and view.end[last] - view.start[first] > _LONGEST:
        last -= 1
    while first < i and view.end[last] - view.start[first] > _LONGEST:
        first += 1
    while last > i and (
        re.fullmatch(r"[\s.,;:]+", view.word[last]) or (view.dep[last] == "cc" and view.head[last] == i)
    ):
        last -= 1
    return first, last
