"""One verb told with several things, each with a date of its own: "signed a pact in 1990 and a tax treaty in 1994".

So also with a row of dates alone: "visited Quito in 1990, 1994 and 2001". Each is an act of its own.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from comity.models import Date, Mention
from comity.reading.acts.cast import base, named
from comity.reading.acts.clause import Clauses
from comity.reading.acts.match import Match
from comity.reading.acts.parties import Parties
from comity.reading.acts.when import Dated
from comity.reading.acts.wording import holds

ROW = "of the verb told before, with a date of its own"
_JOINING = frozenset((",", ";", "and", "then", "later", "again", "in", "on", "once", "more", "finally", "also", "&"))
_OPENING = frozenset((",", "and", ";", "then", "&"))
_BEFORE_DATES = frozenset(("in", "on", "during", "for"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD", "VBG"))
_CLAUSES = frozenset(("nsubj", "nsubjpass", "mark", "relcl", "acl"))
_WITH = frozenset(("with", "to", "from", "against", "between"))
_THINGS = frozenset(("conj", "appos", "dobj", "dative", "npadvmod"))
_OF_TIME = frozenset(("before", "after", "since", "until", "following", "ahead", "prior", "under", "despite", "amid"))
_OTHERS = frozenset(("another", "one", "other", "others", "second", "third", "two", "three", "more"))


class Seen(Protocol):
    """A sentence's parse, and whom its tokens stand for."""

    view: Clauses
    cover: dict[int, list[Mention]]


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A stretch of tokens, ``first`` to ``last``, that tells of one of several acts, and its date (EDTF)."""

    when: str
    first: int
    last: int


def parts(dated: Dated, m: Match, scene: Seen) -> list[Part]:
    """The parts in text order, two or more; none where the verb's dates are of one act."""
    view = dated.view
    held = sorted((d for d in dated.on.get(m.at, ()) if d.at.start >= view.end[m.at]), key=lambda d: d.at.start)
    if len(held) < 2 or m.frame.kind != "v" or view.agent(m.at):
        return []
    out: list[Part] = []
    for one, two in pairwise(held):
        first, last = bisect_left(view.start, one.at.end), bisect_left(view.start, two.at.start)
        if not _plain(one) or not _plain(two) or not _next(scene, m, first, last):
            break
        end = max(last, bisect_left(view.start, two.at.end) - 1)
        if _begins(view, end):
            break
        out = out or [Part(one.edtf, m.at, first - 1)]
        out.append(Part(two.edtf, first, end))
    return out


def parties_of(row: Sequence[Part], scene: Seen, whole: Parties) -> list[Parties]:
    """The parties of each part of a row: whom all have, and whom it names itself, else whom the first does."""
    told = [_named(scene, part) for part in row]
    pool = {base(c) for codes in told for c in codes}
    both = not whole.recipients
    sides = whole.actors if both else whole.recipients
    fixed = [c for c in sides if base(c) not in pool]
    out: list[Parties] = []
    for n, here in enumerate(told):
        own = whole
        taken_by = {base(c) for c in fixed} | (set() if both else {base(c) for c in whole.actors})
        mine = [c for c in here or told[0] if base(c) not in taken_by]
        if mine and (fixed or not both):
            taken = [next((c for c in sides if base(c) == base(x)), x) for x in mine]
            own = (
                dataclasses.replace(whole, actors=[*fixed, *taken])
                if both
                else dataclasses.replace(whole, recipients=taken)
            )
        out.append(own if n == 0 else dataclasses.replace(own, inferred=[*own.inferred, f"act: {ROW}"]))
    return out


def _named(scene: Seen, part: Part) -> list[str]:
    """Codes of the states that a part names."""
    tokens = range(part.first, part.last + 1)
    return list(dict.fromkeys(m.actor for k in tokens for m in named(scene.view, k, scene.cover) if m.actor))


def _plain(date: Date) -> bool:
    """Whether a date is a day, month or year of its own, no span of time and no person's tenure."""
    return "/" not in date.edtf and date.edtf[:4].isdigit() and not date.rule.startswith(("named", "tenure"))


def _begins(view: Clauses, end: int) -> bool:
    """Whether a clause of its own begins behind a date: "and in 1972 both signed a treaty"."""
    subject = next((k for k in range(end + 1, view.n) if view.dep[k] in ("nsubj", "nsubjpass")), -1)
    between = view.word[end + 2 : subject] if subject >= 0 else []
    return subject >= 0 and _OPENING.isdisjoint(between) and not {"but", "which", "that", "who"} & set(between)


def _next(scene: Seen, m: Match, first: int, last: int) -> bool:
    """Whether the tokens between two dates begin the next thing in a row: a comma or "and", then dates alone, or a
    thing that the act may be done to."""
    view, between = scene.view, range(first, last)
    words = view.word[first:last]
    if not between or words[0] not in _OPENING:
        return False
    if _JOINING.issuperset(words):
        return True
    if words[-1] not in _BEFORE_DATES or not _OF_TIME.isdisjoint(words):
        return False
    if any(view.tag[k] in _FINITE or view.dep[k] in _CLAUSES for k in between):
        return False
    with_whom = words[1] in _WITH
    things = [k for k in between if view.tag[k][:2] in ("NN", "CD", "JJ", "DT") and view.dep[k] in _THINGS]
    partners = [k for k in between if with_whom and view.dep[k] == "pobj"]
    return any(_fits(scene, m, k) for k in things) or any(_state(scene, k) for k in partners)


def _fits(scene: Seen, m: Match, k: int) -> bool:
    """Whether a thing may be what the frame's act is done to."""
    view = scene.view
    if view.tag[k] == "CD" or view.lemma[k] in _OTHERS:
        return True
    if view.tag[k][:2] != "NN":
        return False
    for slot in m.frame.slots:
        if slot.forbidden or "obj" not in slot.positions:
            continue
        if slot.words is not None and not slot.words.anything:
            if holds(view, k, slot.words):
                return True
        elif not slot.role or _state(scene, k):
            return True
    return False


def _state(scene: Seen, k: int) -> bool:
    """Whether a token names a state, its government or a place in it."""
    return any(x.kind in ("state", "organ", "place", "organisation") for x in named(scene.view, k, scene.cover))
