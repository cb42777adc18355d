"""One verb told with several things, each with a date of its own: "signed a pact in 1990 and a tax treaty in 1994".

So also with a row of dates alone: "visited Quito in 1990, 1994 and 2001". Each is an act of its own.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from itertools import pairwise
from typing import Protocol

from comity.models import Date, Mention
from comity.reading.acts.cast import base, named
from comity.reading.acts.clause import Clauses
from comity.reading.acts.parties import Parties
from comity.reading.acts.when import Dated

_JOINING = frozenset((",", ";", "and", "then", "later", "again", "in", "on", "once", "more", "finally", "also", "&"))
_BEFORE_DATES = frozenset(("in", "on", "during", "for"))
_VERBS = frozenset(("VBD", "VBZ", "VBP", "MD", "VBG"))
_WITH = frozenset(("with", "to", "from", "against", "between"))
_THINGS = frozenset(("conj", "appos", "dobj", "dative", "npadvmod"))


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


def parts(dated: Dated, verb: int) -> list[Part]:
    """The parts in text order, two or more; none where the verb's dates are of one act."""
    view = dated.view
    held = sorted((d for d in dated.on.get(verb, ()) if d.at.start >= view.end[verb]), key=lambda d: d.at.start)
    out: list[Part] = []
    for one, two in pairwise(held):
        first, last = bisect_left(view.start, one.at.end), bisect_left(view.start, two.at.start)
        if not _plain(one) or not _plain(two) or not _next(view, first, last):
            break
        end = max((k for k in range(last, view.n) if view.start[k] < two.at.end), default=last)
        out = out or [Part(one.edtf, verb, first - 1)]
        out.append(Part(two.edtf, first, end))
    return out


def parties_of(part: Part, row: list[Part], scene: Seen, whole: Parties) -> Parties:
    """The parties of one part of ``row``: whom all have, and whom it names itself, else whom the first does."""
    told = {p: _named(scene, p) for p in row}
    pool = {base(c) for codes in told.values() for c in codes}
    here = told[part] or told[row[0]]
    both = not whole.recipients
    sides = whole.actors if both else whole.recipients
    fixed = [c for c in sides if base(c) not in pool]
    mine = [c for c in here if base(c) not in map(base, fixed) and (both or base(c) not in map(base, whole.actors))]
    if not mine or (both and not fixed):
        return whole
    taken = [next((c for c in sides if base(c) == base(m)), m) for m in mine]
    if both:
        return dataclasses.replace(whole, actors=[*fixed, *taken])
    return dataclasses.replace(whole, recipients=taken)


def _named(scene: Seen, part: Part) -> list[str]:
    """Codes of the states that a part names."""
    tokens = range(part.first, part.last + 1)
    return list(dict.fromkeys(m.actor for k in tokens for m in named(scene.view, k, scene.cover) if m.actor))


def _plain(date: Date) -> bool:
    """Whether a date is a day, month or year of its own, no span of time and no person's tenure."""
    return "/" not in date.edtf and date.edtf[:4].isdigit() and not date.rule.startswith(("named", "tenure"))


def _next(view: Clauses, first: int, last: int) -> bool:
    """Whether the tokens between two dates begin the next thing in a row: a comma or "and", and a noun at most."""
    between = range(first, last)
    if not between or view.word[first] not in (",", "and", ";", "then"):
        return False
    if all(view.word[k] in _JOINING for k in between):
        return "and" in view.word[first:last] or "," in view.word[first:last]
    if view.word[last - 1] not in _BEFORE_DATES or any(
        view.tag[k] in ("VBD", "VBZ", "VBP", "MD", "VBG") for k in between
    ):
        return False
    if any(view.dep[k] in ("nsubj", "nsubjpass", "mark", "relcl", "acl") for k in between):
        return False
    with_whom = view.word[first + 1] in _WITH
    things = (k for k in between if view.tag[k][:2] in ("NN", "CD"))
    return any(view.dep[k] in _THINGS or (with_whom and view.dep[k] == "pobj") for k in things)
