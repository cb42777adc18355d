"""A whole record into a file: readings and what they say together, with names and plain words from the knowledge."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import comity
from comity.keeping import naming, reader, schema, store
from comity.keeping.codebook import plain_words
from comity.keeping.faults import RecordError
from comity.keeping.places import Numbers
from comity.keeping.replacing import replaced
from comity.knowledge import Knowledge
from comity.models import Fact, Reading, Weighing

if TYPE_CHECKING:
    from comity.weighing.lineage import Lineage


def write_record(path: str | Path, readings: Sequence[Reading], weighing: Weighing, knowledge: Knowledge) -> None:
    """Write a record to ``path``, whole or not at all. Raises RecordError where it cannot be written."""
    with replaced(Path(path)) as beside:
        fill(sqlite3.connect(beside), readings, weighing, knowledge, close=True)


def fill(
    connection: sqlite3.Connection,
    readings: Sequence[Reading],
    weighing: Weighing,
    knowledge: Knowledge,
    *,
    packed: Mapping[str, store.Packed] | None = None,
    lineage: Lineage | None = None,
    close: bool,
) -> None:
    """All tables into an empty database; ``packed`` holds readings that are packed already, by document.

    A record without its ``lineage`` can be read, but a document that is added has everything weighed anew. Raises
    RecordError where the disk is full or fails. With ``close`` the connection is closed, whatever happens.
    """
    held = packed or {}
    made_by = reader.digest(knowledge)
    called, worded = naming.counted(readings)
    actors = naming.actors(called, naming.parties(weighing.claims, weighing.facts), knowledge)
    numbers = Numbers(readings, weighing)
    grows = lineage is not None and numbers.grows and not weighing.notes
    try:
        connection.executescript("PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        store.write(
            connection,
            readings,
            weighing,
            packed={name: held.get(name) or _packed(r, made_by) for r in readings for name in [r.document.document]},
            actors=actors,
            names=naming.names(worded, actors),
            title=titles({code: name for code, name, _ in actors}, knowledge),
            meta={
                "schema": str(schema.VERSION),
                "columns": schema.digest(),
                "comity": comity.__version__,
                "reader": made_by,
                "weigher": reader.weigher(knowledge),
                "grows": str(int(grows)),
            },
            numbers=numbers,
            more=lambda: _kin(connection, readings, weighing, knowledge, lineage, numbers, called, worded),
        )
    except sqlite3.OperationalError as error:
        raise RecordError(f"The record cannot be written ({error}). Free some space.") from error
    finally:
        if close:
            connection.close()


def _kin(
    connection: sqlite3.Connection,
    readings: Sequence[Reading],
    weighing: Weighing,
    knowledge: Knowledge,
    lineage: Lineage | None,
    numbers: Numbers,
    called: naming.Called,
    worded: naming.Worded,
) -> None:
    """What is kept so that documents can be added."""
    if lineage is None or not numbers.grows:
        return
    from comity.keeping import kin

    kin.write(connection, readings, lineage, numbers.of("copies", weighing.copies), knowledge)
    connection.executemany(
        "INSERT INTO called VALUES (?, ?, ?, ?)",
        ((code, name, kind, n) for code in sorted(called) for (name, kind), n in sorted(called[code].items())),
    )
    connection.executemany(
        "INSERT INTO worded VALUES (?, ?)", ((word, code) for word in sorted(worded) for code in sorted(worded[word]))
    )


def _packed(reading: Reading, made_by: str) -> store.Packed:
    return store.pack(reader.key(reading.document, made_by), reading.document, reading)


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
