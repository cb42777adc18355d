"""Who is named: states by date, organs, organisations, groups, people in office; and who holds which office.

    find(reading, knowledge) -> Reading        fills ``mentions`` and ``offices``

Names come from one automaton (:mod:`.names`); around them regular grammar over the units of a sentence (:mod:`.units`)
reads "the Cambodian government" (:mod:`.organs`), seats that act or only place (:mod:`.seats`), people and offices
(:mod:`.people`, :mod:`.offices`), and later mentions such as "the embassy", "she" and "the two countries"
(:mod:`.references`).
"""

from __future__ import annotations

import dataclasses

from comity.knowledge import Knowledge
from comity.models import Mention, Reading
from comity.reading.actors import bearing, declared, listings, naming, references, short_names, surnames
from comity.reading.actors.page import Page
from comity.reading.topic import of_mentions

__all__ = ["find"]


def find(reading: Reading, knowledge: Knowledge) -> Reading:
    """``reading`` with ``mentions`` and ``offices``, in text order."""
    page = Page(reading, knowledge)
    for row in page.rows:
        naming.names_in(page, row)
    page.topic = of_mentions(page.found, reading.document.title, reading.document.text)
    page.add_names(short_names.short_names(page, page.found) + declared.declared(page, page.found))
    page.found.clear()
    _read(page)
    listings.infobox(page)
    listings.lists(page)
    unique = {(m.at.start, m.at.end, m.actor): m for m in page.found}
    mentions = sorted(unique.values(), key=lambda m: (m.at.start, m.at.end, m.actor))
    offices = sorted(page.held, key=lambda o: (o.at.start, o.at.end, o.role))
    return dataclasses.replace(reading, mentions=tuple(mentions), offices=tuple(offices))


def _read(page: Page) -> None:
    """Row by row: people, then other names, then later mentions, which look back as far as their paragraph goes."""
    paragraph = -1
    past: list[Mention] = []
    for row in page.rows:
        for unit in row.units:
            unit.taken = False
        began = len(page.found)
        bearing.people_in(page, row)
        surnames.surnames_in(page, row)
        naming.names_in(page, row)
        here = sorted(page.found[began:], key=lambda m: (m.at.start, m.at.end))
        if row.sentence.paragraph != paragraph:
            paragraph = row.sentence.paragraph
            past, page.subject = [], []
        more = references.later(page, row, past, here)
        del page.found[began:]
        here = sorted(here + more, key=lambda m: (m.at.start, m.at.end))
        page.found += here
        past = (past + here)[-references.REACH :]
        page.subject = references.subject(row, page, here) or page.subject
