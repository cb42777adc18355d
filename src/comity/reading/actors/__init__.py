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
from comity.models import Reading
from comity.reading.actors.page import Page, open_page

__all__ = ["find"]


def find(reading: Reading, knowledge: Knowledge) -> Reading:
    """``reading`` with ``mentions`` and ``offices``, in text order."""
    page: Page = open_page(reading, knowledge)
    mentions = page.mentions()
    return dataclasses.replace(reading, mentions=tuple(mentions), offices=tuple(page.offices()))
