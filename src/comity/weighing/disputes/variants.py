"""Variants: a copied passage whose edit changes a fact. One witness, two wordings; copies cannot say which is right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache

from comity.models import Copy, Dispute, Edit, Evidence, Span
from comity.weighing.disputes.clauses import clause
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.kinds import states
from comity.weighing.union import Union

FIELDS = {"date": "when", "number": "number", "name": "actors", "negation": "status", "cause": "cause"}
"""What an edit changes -> the field in dispute."""
NAMED = 4096
"""Passages of which the states they name are kept at hand."""
MANY = 500
"""Copies of a passage, and more: what so many wordings give is the values of a form, and no rivals."""
LONG = 500
"""Characters: a longer clause is cited only around the edit."""

Place = tuple[str, int, int]


def variants(scene: Scene) -> Iterator[Dispute]:
    """One dispute for each copied sentence and field that its wordings give differently.

    Wordings that agree on the field stand on one side. A sentence that was made over to speak of another state
    ("relations with X" / "relations with Y") is a template and no variant.
    """
    families: dict[str, list[Copy]] = defaultdict(list)
    named = lru_cache(NAMED)(lambda span: scene.named_states(span.document, span.start, span.end))
    for copy in scene.lineage.copies:
        families[copy.family].append(copy)
    partial = {copy.family for copy in scene.lineage.beyond}
    for family, copies in sorted(families.items()):
        if len(copies) > MANY or family in partial:
            continue
        edited = {FIELDS.get(e.changes) for c in copies for e in c.edits}
        for field in ("when", "number", "actors", "status", "cause"):
            found = _variant(scene, named, copies, field) if field in edited else None
            if found:
                yield found


Named = Callable[[Span], frozenset[str]]
"""The states named in a passage."""


def _made_over(scene: Scene, named: Named, copy: Copy) -> bool:
    """Whether the two wordings may speak of different states: a template, filled in anew.

    They do not where both name the same two states, or where both documents are mostly about the same.
    """
    x, y = scene.main_states(copy.a.document), scene.main_states(copy.b.document)
    if x <= y or y <= x:
        return False
    a, b = named(copy.a), named(copy.b)
    return not (a == b and len(a) > 1)


def _variant(scene: Scene, named: Named, copies: list[Copy], field: str) -> Dispute | None:
    same: Union[Place] = Union()
    rivals: list[tuple[Place, Place, Edit, Copy]] = []
    for copy in copies:
        a, b = _place(copy.a), _place(copy.b)
        edit = next((e for e in copy.edits if _rival(scene, copy, e, field)), None)
        same.find(a), same.find(b)
        if edit is None:
            same.link(a, b)
        elif not _made_over(scene, named, copy):
            rivals.append((a, b, edit, copy))
    if not rivals:
        return None
    _overlapping(same)
    sides: dict[Place, tuple[str, Edit, int]] = {}
    for a, b, edit, _ in rivals:
        sides.setdefault(same.find(a), (_value(edit.a), edit, 0))
        sides.setdefault(same.find(b), (_value(edit.b), edit, 1))
    if len({value for value, *_ in sides.values()}) < 2:
        return None
    members = same.groups()
    told: list[tuple[str, list[Evidence]]] = []
    for root, (value, edit, side) in sorted(sides.items()):
        words = edit.b if side else edit.a
        told.append((value, [_cite(scene, place, words) for place in members.get(root, [root])]))
    claims = [c for place in sorted(sides) for c in scene.facts_at(*place)]
    fact = next((c.fact for c in claims if c.fact), "")
    pairs = [s for c in claims if len(s := states(c.actors + c.recipients)) > 1]
    main = tuple(sorted(scene.main_states(rivals[0][3].a.document)))
    pair = main if main in pairs or not pairs else pairs[0]
    first, second = sorted({value for value, *_ in sides.values()})[:2]
    if field == "number" and any(s.amount for s in claims):
        field = "amount"
    why = f"a copied sentence was edited: “{_short(first)}” in one wording, “{_short(second)}” in the other"
    return dispute("variant", field, told, why, pair, fact)


def _overlapping(same: Union[Place]) -> None:
    """Stretches of one document that share most of their characters are one telling."""
    widest: Place | None = None
    for place in sorted(place for members in same.groups().values() for place in members):
        if widest is None or place[0] != widest[0]:
            widest = place
            continue
        if 2 * (min(place[2], widest[2]) - place[1]) > min(place[2] - place[1], widest[2] - widest[1]):
            same.link(widest, place)
        if place[2] > widest[2]:
            widest = place


def _place(span: Span) -> Place:
    return span.document, span.start, span.end


def _rival(scene: Scene, copy: Copy, edit: Edit, field: str) -> bool:
    """Whether an edit gives the field two values: both sides say something, or one denies what the other says."""
    if FIELDS.get(edit.changes) != field or (edit.changes != "negation" and not (edit.a and edit.b)):
        return False
    if edit.changes == "name":
        a, b = _named(scene, copy.a, edit.a), _named(scene, copy.b, edit.b)
        return not (a & b)
    return True


def _named(scene: Scene, span: Span, words: str) -> set[tuple[str, str]]:
    """Who is named by some words of a passage."""
    text = scene.readings[span.document].document.text
    at = text.find(words, span.start, span.end)
    return {(m.actor, m.name) for m in scene.mentions(span.document, at, at + len(words))} if at >= 0 else set()


def _cite(scene: Scene, place: Place, words: str) -> Evidence:
    """The clause that the edit stands in; without one, the beginning of the passage."""
    document, start, end = place
    text = scene.readings[document].document.text
    at = text.find(words, start, end) if words else -1
    if at >= 0:
        begin, stop = clause(text[start:end], at - start)
        if stop - begin >= len(words):
            start, end = start + begin, max(start + stop, at + len(words))
        start, end = max(start, at - LONG // 2), min(end, at + len(words) + LONG // 2)
    return scene.cite(document, start, min(end, start + LONG + len(words)))


def _value(words: str) -> str:
    return " ".join(words.split()) or "(not said)"


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "…"
