"""What was done: claims read off the parses by the codebook's frames, and what follows from claims.

find     sentence parses -> claims
derive   claims -> changes of status, measures, and the sentences that name two states and gave nothing
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict

from comity.knowledge import Knowledge
from comity.models import Amount, Claim, Date, Reading
from comity.reading.acts.cast import Cast
from comity.reading.acts.claims import Scene
from comity.reading.acts.codebook import codebook
from comity.reading.acts.derive import measures, unread
from comity.reading.acts.prefilter import may_matter
from comity.reading.acts.status import statuses

__all__ = ["derive", "find", "may_matter"]


def find(reading: Reading, knowledge: Knowledge) -> Reading:
    """Claims from act frames over the parses, in text order."""
    book, cast = codebook(knowledge), Cast(reading)
    dates: dict[int, list[Date]] = defaultdict(list)
    amounts: dict[int, list[Amount]] = defaultdict(list)
    for d in reading.dates:
        dates[d.sentence].append(d)
    for a in reading.amounts:
        amounts[a.sentence].append(a)
    floors = _floors(reading)
    claims: list[Claim] = []
    told: set[tuple[str, frozenset[str]]] = set()
    for sentence in reading.sentences:
        tree = reading.trees.get(sentence.n)
        if tree is None or sentence.furniture:
            continue
        scene = Scene(reading, sentence, tree, cast, book, floors[sentence.n])
        found = [c for c in scene.claims(dates[sentence.n], amounts[sentence.n]) if not _told_before(c, told, book)]
        told |= {_key(c) for c in found}
        for c in found:
            if c.actors and c.recipients and not c.inferred:
                cast.note(c.plover, c.actors[0])
        claims += found
    return dataclasses.replace(reading, claims=tuple(claims))


def _key(c: Claim) -> tuple[str, frozenset[str]]:
    return c.act, frozenset(x.split("/")[0] for x in (*c.actors, *c.recipients))


def _told_before(c: Claim, told: set[tuple[str, frozenset[str]]], book: Codebook) -> bool:
    """True for a noun that only refers back, undated, to an act already told of the same parties: "the visit was …"."""
    return not c.when and book.nominal(c.rule) and _key(c) in told


def _floors(reading: Reading) -> dict[int, int]:
    """Sentence -> where its paragraph starts; a paragraph's first sentence may look back into the one before."""
    starts: dict[int, int] = {}
    for s in reading.sentences:
        starts.setdefault(s.paragraph, s.at.start)
    return {s.n: starts[s.paragraph] for s in reading.sentences}


def derive(reading: Reading, knowledge: Knowledge) -> Reading:
    """Status, measures and unread sentences, from the claims."""
    book = codebook(knowledge)
    return dataclasses.replace(
        reading,
        status=tuple(statuses(reading, book)),
        measures=tuple(measures(reading, book)),
        unread=tuple(unread(reading)),
    )
