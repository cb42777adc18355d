"""Readings on their way into a record: what holds words waits on disk, what is weighed stays in memory.

A document's text, sentences, mentions, dates and furniture are most of a reading and are looked at seldom: they lie in
a file beside the record and are fetched again, document by document, where weighing asks for them. Claims, amounts and
the like stay. The file has no name once it is open, so that nothing is left of it however the build ends.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from comity import tables
from comity.keeping import naming, store
from comity.keeping.faults import RecordError
from comity.models import Document, Reading

BULKY = ("furniture", "sentences", "mentions", "dates", "polls", "unread")
"""The parts of a reading that wait on disk, beside the text of its document."""
_HELD = tuple(t for t in (*tables.READ, "claims", "amounts") if t not in BULKY)
_NEAR = 64
"""Parts fetched last that are kept at hand."""
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

_TABLES = """
CREATE TABLE given (document TEXT PRIMARY KEY, given TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE parts (document TEXT NOT NULL, part TEXT NOT NULL, rows TEXT NOT NULL, PRIMARY KEY (document, part));
CREATE TABLE packed (document TEXT PRIMARY KEY, key TEXT NOT NULL, given TEXT NOT NULL, reading BLOB NOT NULL);
"""


class Spill:
    """The documents of a build, as given and as read; ``beside`` is the record's path, None for a temporary file.

    ``called`` and ``worded`` are what :func:`comity.keeping.naming.counted` counts of all that was added. Raises
    RecordError where the disk is full or fails.
    """

    def __init__(self, beside: Path | None = None) -> None:
        self.called: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self.worded: dict[str, set[str]] = defaultdict(set)
        self._read: dict[str, Reading] = {}
        self._near: OrderedDict[tuple[str, str], Any] = OrderedDict()
        self._cells = {t: store.inserting(t, lambda fact: "")[1] for t in ("documents", *tables.READ)}
        self._names = {t: [c.name for c in tables.columns(t)] for t in BULKY}
        try:
            with _told():
                self._held = sqlite3.connect(_nameless(beside), isolation_level=None)
                self._held.executescript(
                    "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
                    f"PRAGMA locking_mode = EXCLUSIVE; {_TABLES} BEGIN;"
                )
        finally:
            if beside is not None:
                _nameless(beside).unlink(missing_ok=True)

    def close(self) -> None:
        """Let the file go."""
        with suppress(sqlite3.Error):
            self._held.close()

    # --- documents as given

    def give(self, document: Document) -> None:
        """Keep a document that is to be read."""
        held = _JSON.encode(tables.plain(_bare(document)))
        with _told():
            self._held.execute("INSERT INTO given VALUES (?, ?, ?)", (document.document, held, document.text))

    def document(self, name: str) -> Document:
        """A document as it was given."""
        with _told():
            held, text = self._held.execute("SELECT given, text FROM given WHERE document = ?", (name,)).fetchone()
        document: Document = tables.restore(Document, json.loads(held) | {"text": text})
        return document

    # --- documents as read

    def add(self, reading: Reading, packed: store.Packed) -> None:
        """Keep what a document says; it need not have been given before."""
        name = reading.document.document
        naming.count(reading, self.called, self.worded)
        parts = [(name, part, self._rows(reading, part)) for part in BULKY if getattr(reading, part)]
        with _told():
            self._held.executemany("INSERT INTO parts VALUES (?, ?, ?)", parts)
            self._held.execute("INSERT INTO packed VALUES (?, ?, ?, ?)", (name, *packed))
            self._held.execute(
                "INSERT OR IGNORE INTO given VALUES (?, ?, ?)", (name, packed.given, reading.document.text)
            )
        self._read[name] = _Spilled(self, reading, frozenset(part for _, part, _ in parts))

    def _rows(self, reading: Reading, part: str) -> str:
        cells = self._cells[part]
        return _JSON.encode([cells(value) for value in getattr(reading, part)])

    def readings(self) -> list[Reading]:
        """What was added, by document; bulky parts are fetched when they are asked for."""
        return [self._read[name] for name in sorted(self._read)]

    def rows(self, table: str) -> Iterator[tuple[str, list[list[Any]]]]:
        """(document, cells of its rows of this table, as :func:`store.inserting` makes them), by document."""
        for name in sorted(self._read):
            if table == "documents":
                yield name, [self._cells[table](self._read[name].document)]
            elif table in BULKY:
                yield name, json.loads(self._part(name, table))
            else:
                yield name, [self._cells[table](value) for value in getattr(self._read[name], table)]

    def packed(self) -> Iterator[tuple[str, str, str, bytes]]:
        """(document, key, given, reading) of all that was added, by document."""
        for name in sorted(self._read):
            with _told():
                yield self._held.execute("SELECT * FROM packed WHERE document = ?", (name,)).fetchone()

    def fetched(self, name: str, part: str) -> Any:
        """A bulky part of a reading, or ``text``."""
        at = (name, part)
        if at not in self._near:
            self._near[at] = self._fetched(name, part)
            if len(self._near) > _NEAR:
                self._near.popitem(last=False)
        return self._near[at]

    def _fetched(self, name: str, part: str) -> Any:
        if part == "text":
            with _told():
                return self._held.execute("SELECT text FROM given WHERE document = ?", (name,)).fetchone()[0]
        names = self._names[part]
        rows = json.loads(self._part(name, part))
        return tuple(tables.value(part, dict(zip(names, cells, strict=True))) for cells in rows)

    def _part(self, name: str, part: str) -> str:
        with _told():
            ask = self._held.execute("SELECT rows FROM parts WHERE document = ? AND part = ?", (name, part))
            row = ask.fetchone()
        return str(row[0]) if row else "[]"


class _SpilledDocument(Document):
    """A document whose text is fetched when it is asked for."""

    __slots__ = ("_spill",)
    _spill: Spill

    def __getattr__(self, name: str) -> Any:
        if name != "text":
            raise AttributeError(name)
        return self._spill.fetched(self.document, name)


class _Spilled(Reading):
    """A reading whose bulky parts are fetched when they are asked for."""

    __slots__ = ("_spill",)
    _spill: Spill

    def __init__(self, spill: Spill, reading: Reading, there: frozenset[str]) -> None:
        document = object.__new__(_SpilledDocument)
        for name in Document.__slots__:
            if name != "text":
                object.__setattr__(document, name, getattr(reading.document, name))
        object.__setattr__(document, "_spill", spill)
        object.__setattr__(self, "_spill", spill)
        object.__setattr__(self, "document", document)
        object.__setattr__(self, "trees", {})
        for name in _HELD:
            object.__setattr__(self, name, getattr(reading, name))
        for name in BULKY:
            if name not in there:
                object.__setattr__(self, name, ())

    def __getattr__(self, name: str) -> Any:
        if name not in BULKY:
            raise AttributeError(name)
        return self._spill.fetched(self.document.document, name)


def spilled(readings: Iterable[Reading], packed: Iterable[store.Packed], beside: Path | None = None) -> Spill:
    """A spill of readings that are at hand."""
    spill = Spill(beside)
    for reading, held in zip(readings, packed, strict=True):
        spill.add(reading, held)
    return spill


def _bare(document: Document) -> Document:
    return Document(document.document, "", *(getattr(document, n) for n in Document.__slots__[2:]))


def _nameless(beside: Path | None) -> Any:
    """Where the file is made; "" is SQLite's own temporary file."""
    return beside.with_name(beside.name + ".spilled") if beside is not None else ""


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise RecordError(f"The record cannot be written ({error}). Free some space.") from error
