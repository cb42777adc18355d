"""A whole record into a file: readings and what they say together, with names and plain words from the knowledge."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, nullcontext
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import comity
from comity.keeping import naming, reader, schema, store
from comity.keeping.codebook import plain_words
from comity.keeping.faults import RecordError
from comity.keeping.places import Numbers
from comity.keeping.replacing import replaced
from comity.keeping.spill import Laid, Spill, laid
from comity.knowledge import Knowledge
from comity.models import Fact, Reading, Weighing

if TYPE_CHECKING:
    from comity.weighing.lineage import Lineage
    from comity.weighing.sharing import Share


EACH = 64
"""Documents that are packed together by one of those who share the work."""


def write_record(
    path: str | Path, readings: Sequence[Reading], weighing: Weighing, knowledge: Knowledge, share: Share | None = None
) -> None:
    """Write a record to ``path``, whole or not at all. Raises RecordError where it cannot be written."""
    with replaced(Path(path)) as beside:
        fill(sqlite3.connect(beside), readings, weighing, knowledge, close=True, share=share)


def fill(
    connection: sqlite3.Connection,
    readings: Sequence[Reading],
    weighing: Weighing,
    knowledge: Knowledge,
    *,
    lineage: Lineage | None = None,
    close: bool,
    share: Share | None = None,
) -> None:
    """All tables into an empty database, from readings that are at hand; the rest as in :func:`fill_from`."""
    made_by = reader.digest(knowledge)

    def packed(first: int) -> list[Laid]:
        held = readings[first : first + EACH]
        return [laid(r, store.pack(reader.key(r.document, made_by), r.document, r)) for r in held]

    with closing(connection) if close else nullcontext(), closing(Spill()) as spill:
        pieces = chain.from_iterable((share or map)(packed, range(0, len(readings), EACH)))
        for reading, held in zip(readings, pieces, strict=True):
            spill.put(held, reading.document.text)
        fill_from(connection, spill, weighing, knowledge, lineage=lineage)


def fill_from(
    connection: sqlite3.Connection,
    spill: Spill,
    weighing: Weighing,
    knowledge: Knowledge,
    *,
    lineage: Lineage | None = None,
) -> None:
    """All tables into an empty database.

    A record without its ``lineage`` can be read, but a document that is added has everything weighed anew. Raises
    RecordError where the disk is full or fails.
    """
    readings = spill.readings()
    actors = naming.actors(spill.called, naming.parties(weighing.claims, weighing.facts), knowledge)
    numbers = Numbers([r.document.document for r in readings], weighing)
    grows = lineage is not None and numbers.grows and not weighing.notes
    try:
        connection.executescript("PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        store.write(
            connection,
            spill,
            weighing,
            actors=actors,
            names=naming.names(spill.worded, actors),
            title=titles({code: name for code, name, _ in actors}, knowledge),
            meta={
                "schema": str(schema.VERSION),
                "columns": schema.digest(),
                "comity": comity.__version__,
                "reader": reader.digest(knowledge),
                "weigher": reader.weigher(knowledge),
                "grows": str(int(grows)),
            },
            numbers=numbers,
            more=lambda: _kin(connection, spill, weighing, knowledge, lineage, numbers),
        )
    except sqlite3.OperationalError as error:
        raise RecordError(f"The record cannot be written ({error}). Free some space.") from error


def _kin(
    connection: sqlite3.Connection,
    spill: Spill,
    weighing: Weighing,
    knowledge: Knowledge,
    lineage: Lineage | None,
    numbers: Numbers,
) -> None:
    """What is kept so that documents can be added."""
    if lineage is None or not numbers.grows:
        return
    from comity.keeping import kin

    called, worded = spill.called, spill.worded
    kin.write(connection, spill.readings(), lineage, numbers.of("copies", weighing.copies), knowledge)
    connection.executemany(
        "INSERT INTO called VALUES (?, ?, ?, ?)",
        ((code, name, kind, n) for code in sorted(called) for (name, kind), n in sorted(called[code].items())),
    )
    connection.executemany(
        "INSERT INTO worded VALUES (?, ?)", ((word, code) for word in sorted(worded) for code in sorted(worded[word]))
    )


def titles(names: Mapping[str, str], knowledge: Knowledge) -> Callable[[Fact], str]:
    """A function that tells a fact in plain words, given the names of actors."""

    def title(fact: Fact) -> str:
        return in_words(fact.act, fact.actors, fact.recipients, lambda code: names.get(code, code), knowledge)

    return title


def in_words(
    act: str, actors: Sequence[str], recipients: Sequence[str], name: Callable[[str], str], knowledge: Knowledge | None
) -> str:
    """What was done, by whom and to whom, in plain words: "relations established: Chile, Bolivia"."""
    who = ", ".join(name(code) for code in actors)
    whom = ", ".join(name(code) for code in recipients)
    parties = f"{who} → {whom}" if whom else who
    words = plain_words(act, knowledge)
    return f"{words}: {parties}" if parties else words
