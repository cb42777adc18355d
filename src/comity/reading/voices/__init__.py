"""Who says so: the voice of each claim, statements, polls and the passages that bear on lasting issues.

attribute   claims -> claims with speakers and reported modality; statements, polls, passages
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict

from comity.knowledge import Knowledge
from comity.models import Claim, Date, Reading, Statement
from comity.reading.acts.cast import Cast
from comity.reading.acts.clause import Clauses
from comity.reading.dates.quotations import spans
from comity.reading.voices.lexicon import lexicon
from comity.reading.voices.polls import polls
from comity.reading.voices.speakers import Floor
from comity.reading.voices.statements import rows, spoken

__all__ = ["attribute"]


def attribute(reading: Reading, knowledge: Knowledge) -> Reading:
    """Speakers of claims, statements, polls and passages."""
    words, cast = lexicon(knowledge), Cast(reading)
    quotes = spans(reading.document.text)
    dates: dict[int, list[Date]] = defaultdict(list)
    claims: dict[int, list[Claim]] = defaultdict(list)
    for d in reading.dates:
        dates[d.sentence].append(d)
    for c in reading.claims:
        claims[c.sentence].append(c)
    floors: dict[int, int] = {}
    statements: list[Statement] = []
    for s in reading.sentences:
        floors.setdefault(s.paragraph, s.at.start)
        tree = reading.trees.get(s.n)
        if tree is None or s.furniture:
            continue
        floor = Floor(Clauses(tree), s, cast, words, reading.document.text, floors[s.paragraph])
        heard = spoken(floor, s, claims[s.n], words)
        statements += rows(reading, heard, claims[s.n], dates[s.n], words, quotes)
    return dataclasses.replace(reading, statements=tuple(statements), polls=polls(reading, knowledge))
