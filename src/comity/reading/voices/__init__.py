"""Who says so: the voice of each claim, statements, polls and the passages that bear on lasting issues.

attribute   claims -> claims with speakers and reported modality; statements, polls, passages
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict

from comity.knowledge import Knowledge
from comity.models import Claim, Date, Reading, Statement
from comity.reading.acts.anaphora import Talk
from comity.reading.acts.cast import Cast
from comity.reading.acts.clause import Clauses
from comity.reading.acts.standing_for import cover
from comity.reading.dates.quotations import spans
from comity.reading.voices.attribution import voiced
from comity.reading.voices.direct import quoted
from comity.reading.voices.hearing import Spoken, spoken
from comity.reading.voices.lexicon import lexicon
from comity.reading.voices.passages import passages
from comity.reading.voices.polls import polls
from comity.reading.voices.quotations import quotations, within
from comity.reading.voices.speakers import Floor
from comity.reading.voices.statements import rows

__all__ = ["attribute"]


def attribute(reading: Reading, knowledge: Knowledge) -> Reading:
    """Speakers of claims, statements, polls and passages."""
    words, cast = lexicon(knowledge), Cast(reading)
    marks = spans(reading.document.text)
    dates: dict[int, list[Date]] = defaultdict(list)
    claims: dict[int, list[Claim]] = defaultdict(list)
    for d in reading.dates:
        dates[d.sentence].append(d)
    for c in reading.claims:
        claims[c.sentence].append(c)
    floors: dict[int, int] = {}
    heard: dict[int, Spoken] = {}
    talk = Talk()
    for s in reading.sentences:
        floors.setdefault(s.paragraph, s.at.start)
        tree = reading.trees.get(s.n)
        if tree is not None and not s.furniture:
            cast.enter(s.paragraph)
            view = Clauses(tree)
            meant = cover(view, cast, talk, s)
            floor = Floor(view, meant, s, cast, words, reading.document.text, floors[s.paragraph])
            heard[s.n] = spoken(floor, s, claims[s.n], words)
    quotes = quotations(reading.document.text, marks, list(heard.values()), reading.sentences)
    for h in heard.values():
        for saying in h.sayings:
            quote = within(quotes, h.floor.view.start[saying.at]) if saying.first_person else None
            if quote:
                saying.speaker = quote.speaker
    told: list[Statement] = []
    for n, h in heard.items():
        told += rows(reading, h, claims[n], dates[n], words, marks, quotes)
    told = quoted(reading, quotes, heard, told, dates)
    voices = [c for n in sorted(claims) for c in voiced(claims[n], heard.get(n), quotes, words)]
    return dataclasses.replace(
        reading,
        claims=tuple(voices),
        statements=tuple(told),
        polls=polls(reading, knowledge),
        passages=passages(reading, heard, knowledge),
    )
