"""Readings on their way into a record: what holds words waits on disk, what is weighed stays in memory.

A document's text, sentences, mentions, dates and furniture are most of a reading and are looked at seldom: they lie in
a file beside the record and are fetched again, document by document, where weighing asks for them. Claims, amounts and
the like stay. The file has no name once it is open, so that nothing is left of it however the build ends; it is only
ever added to, so that processes that share it read it without a word to each other.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from comity import tables
from comity.keeping import naming, store
from comity.keeping.faults import RecordError
from comity.keeping.workers import Outcome
from comity.models import Document, Reading

BULKY = ("furniture", "sentences", "mentions", "dates", "polls", "unread")
"""The parts of a reading that wait on disk, beside the text of its document."""
_HELD = tuple(t for t in (*tables.READ, "claims", "amounts") if t not in BULKY)
_NEAR = 8_000_000
"""Bytes, as they lie on disk, of the parts fetched last that are kept at hand."""
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Laid(NamedTuple):
    """A reading in the pieces that a spill keeps, made wherever it was read.

    ``bulky`` are its bulky parts as they lie on disk, ``rest`` is the reading without them and without its text;
    ``called`` and ``worded`` are what :func:`comity.keeping.naming.count` counts.
    """

    packed: store.Packed
    bulky: dict[str, bytes]
    rest: Reading
    called: dict[str, Counter[tuple[str, str]]]
    worded: dict[str, set[str]]
    characters: int
    sentences: int


def laid(reading: Reading, packed: store.Packed) -> Laid:
    """A reading in pieces."""
    called, worded = naming.counted([reading])
    there = [part for part in BULKY if getattr(reading, part)]
    bulky = {part: _coded(_JSON.encode([_cells(part)(v) for v in getattr(reading, part)])) for part in there}
    rest = Reading(_bare(reading.document), **{name: getattr(reading, name) for name in _HELD})
    return Laid(packed, bulky, rest, called, worded, reading.document.characters, len(reading.sentences))


def lay(outcomes: Sequence[Outcome]) -> list[tuple[Outcome, Laid | None]]:
    """What was read, in pieces in place of its readings; None for what could not be read."""
    return [
        (
            replace(outcome, document=_bare(outcome.document), reading=None),
            laid(outcome.reading, store.pack("", outcome.document, outcome.reading)) if outcome.reading else None,
        )
        for outcome in outcomes
    ]


@cache
def _cells(table: str) -> Callable[[Any], list[Any]]:
    return store.inserting(table, lambda fact: "")[1]


class Spill:
    """The documents of a build, as given and as read; ``beside`` is the record's path, None for a temporary file.

    ``called`` and ``worded`` are what :func:`comity.keeping.naming.counted` counts of all that was added. Raises
    RecordError where the disk is full or fails.
    """

    def __init__(self, beside: Path | None = None) -> None:
        self.called: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self.worded: dict[str, set[str]] = defaultdict(set)
        self._read: dict[str, Reading] = {}
        self._packed: dict[str, tuple[str, str]] = {}
        self._near: OrderedDict[tuple[str, str], Any] = OrderedDict()
        self._places: dict[tuple[str, str], tuple[int, int]] = {}
        self._end = self._held_near = 0
        with _told():
            self._held = _nameless(beside)

    def close(self) -> None:
        """Let the file go."""
        with suppress(OSError):
            self._held.close()

    def _keep(self, name: str, part: str, held: bytes) -> None:
        with _told():
            self._held.write(held)
        self._places[name, part] = (self._end, len(held))
        self._end += len(held)

    def _kept(self, name: str, part: str) -> bytes:
        """What was kept; nothing where nothing was. The place to read from is told, not kept by the file."""
        start, size = self._places.get((name, part), (0, 0))
        with _told():
            self._held.flush()
            return os.pread(self._held.fileno(), size, start) if size else b""

    # --- documents as given

    def give(self, document: Document) -> None:
        """Keep a document that is to be read."""
        self._give(document.document, _JSON.encode(tables.plain(_bare(document))), document.text)

    def _give(self, name: str, given: str, text: str) -> None:
        self._keep(name, "given", _coded(given))
        self._keep(name, "text", _coded(text))

    def document(self, name: str) -> Document:
        """A document as it was given."""
        held = json.loads(_decoded(self._kept(name, "given")))
        document: Document = tables.restore(Document, held | {"text": self.fetched(name, "text")})
        return document

    # --- documents as read

    def add(self, reading: Reading, packed: store.Packed) -> None:
        """Keep what a document says; it need not have been given before."""
        self.put(laid(reading, packed), reading.document.text)

    def put(self, held: Laid, text: str = "") -> None:
        """Keep what a document says; it has this text, where it was not given before."""
        name = held.rest.document.document
        if (name, "text") not in self._places:
            self._give(name, held.packed.given, text)
        for actor, names in held.called.items():
            self.called[actor].update(names)
        for word, actors in held.worded.items():
            self.worded[word] |= actors
        for part in sorted(held.bulky):
            self._keep(name, part, held.bulky[part])
        self._keep(name, "packed", held.packed.reading)
        self._packed[name] = held.packed.key, held.packed.given
        self._read[name] = _Spilled(self, held.rest, frozenset(held.bulky))

    def readings(self) -> list[Reading]:
        """What was added, by document; bulky parts are fetched when they are asked for.

        They can be asked by processes that come of this one, as long as nothing more is added.
        """
        with _told():
            self._held.flush()
        return [self._read[name] for name in sorted(self._read)]

    def rows(self, table: str) -> Iterator[tuple[str, list[list[Any]]]]:
        """(document, cells of its rows of this table, as :func:`store.inserting` makes them), by document."""
        for name in sorted(self._read):
            if table == "documents":
                yield name, [_cells(table)(self._read[name].document)]
            elif table in BULKY:
                yield name, json.loads(self._part(name, table))
            else:
                yield name, [_cells(table)(value) for value in getattr(self._read[name], table)]

    def packed(self) -> Iterator[tuple[str, str, str, bytes]]:
        """(document, key, given, reading) of all that was added, by document."""
        for name in sorted(self._read):
            yield name, *self._packed[name], self._kept(name, "packed")

    def fetched(self, name: str, part: str) -> Any:
        """A bulky part of a reading, or ``text``."""
        at = (name, part)
        if at not in self._near:
            self._near[at] = self._fetched(name, part)
            self._held_near += self._places.get(at, (0, 0))[1]
            while self._held_near > _NEAR and len(self._near) > 1:
                gone, _ = self._near.popitem(last=False)
                self._held_near -= self._places.get(gone, (0, 0))[1]
        return self._near[at]

    def _fetched(self, name: str, part: str) -> Any:
        if part == "text":
            return _decoded(self._kept(name, part))
        restore = tables.restorer(part)
        return tuple(restore(name, cells) for cells in json.loads(self._part(name, part)))

    def _part(self, name: str, part: str) -> str:
        return _decoded(self._kept(name, part)) or "[]"


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


def _bare(document: Document) -> Document:
    return Document(document.document, "", *(getattr(document, n) for n in Document.__slots__[2:]))


def _coded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decoded(held: bytes) -> str:
    return held.decode("utf-8", "surrogatepass")


def _nameless(beside: Path | None) -> BinaryIO:
    """A new file without a name, on the disk that holds the record or, with none, where temporary files are."""
    return tempfile.TemporaryFile(dir=beside.absolute().parent if beside is not None else None)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RecordError(f"The record cannot be written ({error.strerror or error}). Free some space.") from error
