"""A whole record into a file: readings and what they say together, with names and plain words from the knowledge."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import comity
from comity.keeping import naming, reader, schema, store
from comity.keeping.codebook import plain_words
from comity.keeping.faults import RecordError
from comity.keeping.replacing import replaced
from comity.knowledge import Knowledge
from comity.models import Fact, Reading, Weighing


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
    close: bool,
) -> None:
    """All tables into an empty database; ``packed`` holds readings that are packed already, by document.

    Raises RecordError where the disk is full or fails. With ``close`` the connection is closed, whatever happens.
    """
    held = packed or {}
    made_by = reader.digest(knowledge)
    actors = naming.actors(readings, weighing, knowledge)
    try:
        connection.executescript("PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        store.write(
            connection,
            readings,
            weighing,
            packed={name: held.get(name) or _packed(r, made_by) for r in readings for name in [r.document.document]},
            actors=actors,
            names=naming.names(readings, actors),
            title=_title({code: name for code, name, _ in actors}, knowledge),
            meta={
                "schema": str(schema.VERSION),
                "columns": schema.digest(),
                "comity": comity.__version__,
                "reader": made_by,
            },
        )
    except sqlite3.OperationalError as error:
        raise RecordError(f"The record cannot be written ({error}). Free some space.") from error
    finally:
        if close:
            connection.close()


def _packed(reading: Reading, made_by: str) -> store.Packed:
    return store.pack(reader.key(reading.document, made_by), reading.document, reading)


def _title(names: Mapping[str, str], knowledge: Knowledge) -> Callable[[Fact], str]:
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
