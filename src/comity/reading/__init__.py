"""One document -> what it says. Pure: a reading knows no other document, so any engine can map it.

    read(document) -> Reading
    read_many(documents) -> one Reading after the other, sharing the parser's batches

Each stage is a function ``(Reading, Knowledge) -> Reading`` that fills its own fields; :func:`stages` is the only place
that knows their order. They are loaded when a document is read: who asks for one part of reading loads no other.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Iterator
from time import process_time

from comity.knowledge import Knowledge, load, undisturbed
from comity.models import Document, Reading
from comity.reading.wellformed import wellformed

GROUP = 60_000
"""Characters of the documents that :func:`read_many` reads together."""

Stage = Callable[[Reading, Knowledge], Reading]


@functools.cache
def stages() -> tuple[tuple[str, Stage], ...]:
    """The stages by name, in their order."""
    from comity.reading import actors, acts, amounts, dates, furniture, segment, syntax, voices

    return (
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
    """Read one document through every stage; ``seconds`` gathers the CPU time each stage took, where given."""
    return _together([document], knowledge or load(), seconds)[0]


def read_many(
    documents: Iterable[Document], knowledge: Knowledge | None = None, seconds: dict[str, float] | None = None
) -> Iterator[Reading]:
    """The reading of every document, in order: what :func:`read` gives for each, sooner where they are small.

    Their sentences share the parser's batches, as many documents at a time as have ``GROUP`` characters together.
    """
    knowledge = knowledge or load()
    for group in groups(documents, GROUP):
        with undisturbed():
            readings = _together(group, knowledge, seconds)
        yield from readings


def groups(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    """The documents in order, as many at a time as have ``size`` characters of text together."""
    group: list[Document] = []
    held = 0
    for document in documents:
        group.append(document)
        held += len(document.text)
        if held >= size:
            yield group
            group, held = [], 0
    if group:
        yield group


def _together(documents: list[Document], knowledge: Knowledge, seconds: dict[str, float] | None) -> list[Reading]:
    readings = [Reading(wellformed(document)) for document in documents]
    for name, stage in stages():
        began = process_time()
        if name == "syntax":
            from comity.reading.syntax import parse_all

            readings = parse_all(readings, knowledge)
        else:
            readings = [stage(reading, knowledge) for reading in readings]
        if seconds is not None:
            seconds[name] = seconds.get(name, 0.0) + process_time() - began
    return [dataclasses.replace(reading, trees={}) for reading in readings]
