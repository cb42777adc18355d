"""One document -> what it says. Pure: a reading knows no other document, so any engine can map it.

    read(document) -> Reading

Each stage is a function ``(Reading, Knowledge) -> Reading`` that fills its own fields; ``STAGES`` is the only place
that knows their order.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from time import perf_counter

from comity.knowledge import Knowledge, load
from comity.models import Document, Reading
from comity.reading import actors, acts, amounts, dates, furniture, segment, syntax, voices

Stage = Callable[[Reading, Knowledge], Reading]

STAGES: tuple[tuple[str, Stage], ...] = (
    ("furniture", furniture.find),
    ("segment", segment.split),
    ("actors", actors.find),
    ("dates", dates.find),
    ("amounts", amounts.find),
    ("syntax", syntax.parse),
    ("acts", acts.find),
    ("voices", voices.attribute),
    ("amount roles", amounts.assign_roles),
    ("derived", acts.derive),
)


def read(document: Document, knowledge: Knowledge | None = None, seconds: dict[str, float] | None = None) -> Reading:
    """Read one document through every stage; ``seconds`` gathers the time each stage took, where given."""
    knowledge = knowledge or load()
    reading = Reading(document)
    for name, stage in STAGES:
        began = perf_counter()
        reading = stage(reading, knowledge)
        if seconds is not None:
            seconds[name] = seconds.get(name, 0.0) + perf_counter() - began
    return dataclasses.replace(reading, trees={})
