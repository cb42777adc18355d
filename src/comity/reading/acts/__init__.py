"""What was done: claims read off the parses by the codebook's frames, and what follows from claims.

find     sentence parses -> claims
derive   claims -> changes of status, measures, and the sentences that name two states and gave nothing
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict

from comity.knowledge import Knowledge
from comity.models import Amount, Claim, Date, Reading
from comity.reading.acts.claims import Scene, in_order
from comity.reading.acts.codebook import codebook
from comity.reading.acts.contexts import contexts
from comity.reading.acts.derive import unread
from comity.reading.acts.dominions import dominions
from comity.reading.acts.likeness import proposals
from comity.reading.acts.measures import measures
from comity.reading.acts.page import Page
from comity.reading.acts.sides import weighing
from comity.reading.acts.standings import standings
from comity.reading.acts.status import statuses

__all__ = ["derive", "find"]


def find(reading: Reading, knowledge: Knowledge) -> Reading:
    """Claims from act frames over the parses, in text order."""
    page = Page(reading, codebook(knowledge), standings(knowledge), dominions(knowledge), weighing(knowledge))
    around = contexts(knowledge)
    dates: dict[int, list[Date]] = defaultdict(list)
    amounts: dict[int, list[Amount]] = defaultdict(list)
    for d in reading.dates:
        dates[d.sentence].append(d)
    for a in reading.amounts:
        amounts[a.sentence].append(a)
    claims: list[Claim] = []
    for sentence in reading.sentences:
        tree = reading.trees.get(sentence.n)
        if tree is None or sentence.furniture:
            continue
        scene = Scene(page, sentence, tree)
        told = scene.claims(dates[sentence.n], amounts[sentence.n])
        more = proposals(scene, told, dates[sentence.n], knowledge) if tree.telling else []
        if more:
            told = in_order([*told, *more])
        for claim in told:
            if not page.is_old(claim):
                page.keep(claim)
                claims.append(dataclasses.replace(claim, contexts=around.of(claim.at.quote)))
    return dataclasses.replace(reading, claims=tuple(claims))


def derive(reading: Reading, knowledge: Knowledge) -> Reading:
    """Status, measures and unread sentences, from the claims."""
    book = codebook(knowledge)
    return dataclasses.replace(
        reading,
        status=tuple(statuses(reading, book, knowledge)),
        measures=tuple(measures(reading, book)),
        unread=tuple(unread(reading, knowledge)),
    )
