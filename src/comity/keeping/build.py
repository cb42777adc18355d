"""Building a record: read what is new, weigh everything, put the new record in the old one's place in one step.

A record holds what its last build was given (and, with ``add``, what it held before). A document is read again only
where its text, what is told of it, or what reads it (comity's reading code and knowledge) has changed; any other
reading is taken from the old record. A few new documents are put into a copy of the old record, which ends with the
rows that a build of all at once would give.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from comity.errors import InputError, NoSuchInput
from comity.keeping import counting, opening, reader, rulings, store, writing
from comity.keeping.begun import Begun
from comity.keeping.faults import BuildError, RecordError
from comity.keeping.replacing import replaced
from comity.knowledge import Knowledge, load
from comity.models import Document, Judgement, Reading, Weighing

if TYPE_CHECKING:
    from comity.weighing.lineage import Lineage

Progress = Callable[[int, int, str], None]


@dataclasses.dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be read; ``told`` is one line that names it, says what is wrong and what to do."""

    document: str
    told: str

    def __str__(self) -> str:
        return self.told


@dataclasses.dataclass(frozen=True, slots=True)
class Account(counting.Counts):
    """What a build did: what the record holds now, and how that came about.

    ``dropped`` counts documents of the old record that were not given again, ``skipped`` files of folders that are
    hidden or of other formats; ``furniture`` is characters; ``pairs`` are (a, b, facts); ``characters``,
    ``sentences`` and ``seconds`` are of what was read anew; ``languages`` are (ISO 639-1 code, documents) of those that
    are not in English; ``memory`` is the peak in bytes.
    """

    read: int
    reused: int
    dropped: int
    skipped: int
    failed: tuple[Failed, ...]
    notes: tuple[str, ...]
    characters: int
    sentences: int
    seconds: tuple[tuple[str, float], ...]
    memory: int


def build(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    add: bool = False,
    force: bool = False,
    workers: int = 1,
    knowledge: Knowledge | None = None,
    progress: Progress | None = None,
) -> Account:
    """Read documents and write their record to ``out``, in one step at the end.

    ``paths`` are files, folders or globs; ``add`` keeps the documents that ``out`` already holds; ``force`` reads every
    document again and replaces a record of another schema. With several ``workers`` large input is read by so many
    processes, to the same bytes. ``progress(done, of, document)`` is called before each reading. A build that is killed
    leaves what it has read beside ``out``, where the next one takes it up. A judgement file beside the record (``out``
    with ``.judgements.jsonl`` added) is replayed.

    Raises BuildError where there is no document or none can be read, RecordError where ``out`` cannot be written, is no
    record, or is of another schema, and what :func:`comity.reading.ingest.documents` raises.
    """
    out = Path(out)
    _check_place(out, force)
    with replaced(out) as beside:
        old = opening.connect(out) if _holds_record(out) and not (force and not add) else None
        made = _Build(knowledge or load(), progress)
        begun = Begun(out)
        try:
            ruled = rulings.read(out)
            made.gather(paths, old is None or not add)
            grown = old is not None and not force and made.grow(old, add, out, beside, begun, workers, ruled)
            if old is not None and not grown:
                made.gather_old(old if add else None)
            if not grown:
                made.read_all(None if force else old, None if force else begun, workers)
                if old is not None:
                    made.count_dropped(old)
                made.weigh(ruled)
                made.write(sqlite3.connect(beside), keep_open=False)
        finally:
            begun.stopped()
            if old is not None:
                old.close()
    begun.done()
    return made.account()


def build_in_memory(
    paths: Iterable[str | Path],
    *,
    workers: int = 1,
    knowledge: Knowledge | None = None,
    progress: Progress | None = None,
) -> tuple[sqlite3.Connection, Account]:
    """As :func:`build`, into a database that lives as long as the connection."""
    made = _Build(knowledge or load(), progress)
    made.gather(paths, True)
    made.read_all(None, workers=workers)
    made.weigh(())
    connection = sqlite3.connect(":memory:")
    made.write(connection, keep_open=True)
    return connection, made.account()


class _Build:
    """One build on its way: each method is a step, in the order in which they stand."""

    def __init__(self, knowledge: Knowledge, progress: Progress | None) -> None:
        self.knowledge = knowledge
        self.progress = progress
        self.reader = reader.digest(knowledge)
        self.seconds: dict[str, float] = {}
        self.failed: list[Failed] = []
        self.documents: list[Document] = []
        self.readings: list[Reading] = []
        self.keys: dict[str, str] = {}
        self.packed: dict[str, store.Packed] = {}
        self.fresh: list[Reading] = []
        self.dropped = 0
        self.skipped = 0
        self.weighing = Weighing()
        self.tried: dict[str, Reading | None] = {}
        self.counts: counting.Counts | None = None
        self.lineage: Lineage | None = None

    def gather(self, paths: Iterable[str | Path], needed: bool) -> None:
        """The documents given, by name; of two that have one name the first. ``needed``: there must be one."""
        from comity.reading import ingest
        from comity.reading.wellformed import wellformed

        began = perf_counter()
        asked = [str(p) for p in paths]  # none where a record is only weighed again
        given = ingest.documents(asked, self._unreadable, on_skip=self._skipped) if asked or needed else ()
        found: dict[str, Document] = {}
        for document in map(wellformed, given):
            found.setdefault(document.document, document)
        self.documents = [found[name] for name in sorted(found)]
        if not found and (needed or self.failed):
            if self.failed:
                raise BuildError("\n".join(str(f) for f in self.failed))
            raise BuildError("No document to read. Name text, HTML, PDF or JSON Lines files, or folders of them.")
        self.seconds["ingest"] = perf_counter() - began

    def gather_old(self, old: sqlite3.Connection | None) -> None:
        """The documents of the old record as well, where they are to be kept."""
        found = {d.document: d for d in store.given(old)} if old is not None else {}
        found |= {d.document: d for d in self.documents}
        self.documents = [found[name] for name in sorted(found)]

    def grow(
        self,
        old: sqlite3.Connection,
        add: bool,
        out: Path,
        beside: Path,
        begun: Begun,
        workers: int,
        ruled: Sequence[Judgement],
    ) -> bool:
        """Put the few documents that are new into a copy of the old record; False where all must be weighed anew."""
        kept = dict(old.execute("SELECT document, key FROM readings"))
        new = [d for d in self.documents if d.document not in kept]
        given = {d.document for d in self.documents}
        changed = any(kept.get(d.document, key) != key for d in self.documents for key in [reader.key(d, self.reader)])
        if (
            not new
            or changed
            or not (add or kept.keys() <= given)
            or ruled
            or not self._grows(old, len(new), len(kept))
        ):
            return False
        from comity.keeping import adding

        self.keys = {d.document: reader.key(d, self.reader) for d in new}
        readings = [reading for _, reading in self._read(new, begun, workers)]
        self.tried = dict.fromkeys(self.keys) | {r.document.document: r for r in readings}
        if not readings:
            return False
        shutil.copyfile(out, beside)
        began = perf_counter()
        connection = sqlite3.connect(beside)
        try:
            adding.add(connection, readings, self.packed, self.knowledge)
            self.counts = counting.counts(connection)
        except (adding.Wide, adding.NoRoom, sqlite3.IntegrityError):  # the last: an id that is there already
            os.truncate(beside, 0)
            return False
        except sqlite3.OperationalError as error:
            raise RecordError(f"The record cannot be written ({error}). Free some space.") from error
        finally:
            connection.close()
        self.seconds["adding"] = perf_counter() - began
        return True

    def _grows(self, old: sqlite3.Connection, new: int, kept: int) -> bool:
        """Whether documents can be put into the old record: as few, and weighed by this comity, without rulings."""
        from comity.keeping.adding import SHARE

        meta = dict(old.execute("SELECT key, value FROM meta"))
        same = (meta.get("reader"), meta.get("weigher")) == (self.reader, reader.weigher(self.knowledge))
        plain = not old.execute("SELECT EXISTS (SELECT 1 FROM judgements) OR EXISTS (SELECT 1 FROM notes)").fetchone()[
            0
        ]
        return same and plain and meta.get("grows") == "1" and new * SHARE <= kept

    def _unreadable(self, error: InputError) -> None:
        """One bad document is named and left out; a path that names nothing is a mistake in what was asked."""
        if isinstance(error, NoSuchInput):
            raise error
        self.failed.append(Failed(error.path, str(error)))

    def _skipped(self, path: str, why: str) -> None:
        self.skipped += 1

    def read_all(self, old: sqlite3.Connection | None, begun: Begun | None = None, workers: int = 1) -> None:
        """A reading of every document: the old record's where it still holds, or a killed build's, else a new one."""
        kept = dict(old.execute("SELECT document, key FROM readings")) if old is not None else {}
        self.keys = {d.document: reader.key(d, self.reader) for d in self.documents}
        waiting: list[Document] = []
        found: dict[str, Reading] = {}
        for document in self.documents:
            name, packed = document.document, None
            if name in self.tried:
                reading = self.tried[name]
                if reading is not None:
                    found[name] = reading
                continue
            if old is not None and kept.get(name) == self.keys[name]:
                row = old.execute("SELECT key, given, reading FROM readings WHERE document = ?", (name,)).fetchone()
                packed = store.Packed(*row)
            elif begun is not None:
                packed = begun.take(self.keys[name])
            if packed is None:
                waiting.append(document)
            else:
                self.packed[name] = packed
                found[name] = store.unpack(packed.reading, document.text)
        for name, reading in self._read(waiting, begun, workers):
            found[name] = reading
        if begun is not None:
            begun.save()
        self.readings = [found[d.document] for d in self.documents if d.document in found]
        if not self.readings:
            raise BuildError("\n".join(str(f) for f in self.failed))

    def _read(self, waiting: list[Document], begun: Begun | None, count: int) -> Iterator[tuple[str, Reading]]:
        """Name and new reading of every document that can be read."""
        from comity.keeping import workers

        if sum(len(d.text) for d in waiting) < workers.FEWEST:
            count = 1
        self._tell(0, waiting)
        for done, outcome in enumerate(workers.readings(waiting, self.knowledge, count), 1):
            name = outcome.document.document
            self._tell(done, waiting)
            for stage, took in outcome.seconds.items():
                self.seconds[stage] = self.seconds.get(stage, 0.0) + took
            if outcome.reading is None:
                self.failed.append(Failed(name, outcome.error))
                continue
            self.packed[name] = store.pack(self.keys[name], outcome.document, outcome.reading)
            if begun is not None:
                begun.keep(self.packed[name])
            self.fresh.append(outcome.reading)
            yield name, outcome.reading

    def _tell(self, done: int, waiting: list[Document]) -> None:
        """Tell who watches how many documents are read and which is next."""
        if self.progress is not None:
            self.progress(done, len(waiting), waiting[done].document if done < len(waiting) else "")

    def count_dropped(self, old: sqlite3.Connection) -> None:
        """How many documents the old record has that this one has not."""
        names = {name for (name,) in old.execute("SELECT document FROM documents")}
        self.dropped = len(names - {r.document.document for r in self.readings})

    def weigh(self, judgements: Sequence[Judgement]) -> None:
        """What the readings say together."""
        from comity.weighing import lineage, weigh

        began = perf_counter()
        self.lineage = lineage.find(self.readings, self.knowledge)
        self.seconds["lineage"] = perf_counter() - began
        began = perf_counter()
        self.weighing = weigh(self.readings, self.knowledge, judgements, self.lineage)
        self.seconds["weighing"] = perf_counter() - began

    def write(self, connection: sqlite3.Connection, *, keep_open: bool) -> None:
        """All tables into an empty database."""
        began = perf_counter()
        writing.fill(
            connection,
            self.readings,
            self.weighing,
            self.knowledge,
            packed=self.packed,
            lineage=self.lineage,
            close=not keep_open,
        )
        self.seconds["writing"] = perf_counter() - began

    def account(self) -> Account:
        """What was done, in figures."""
        held = self.counts or counting.counted(self.readings, self.weighing)
        return Account(
            **{f.name: getattr(held, f.name) for f in dataclasses.fields(held)},
            read=len(self.fresh),
            reused=held.documents - len(self.fresh),
            dropped=self.dropped,
            skipped=self.skipped,
            failed=tuple(self.failed),
            notes=self.weighing.notes,
            characters=sum(r.document.characters for r in self.fresh),
            sentences=sum(len(r.sentences) for r in self.fresh),
            seconds=tuple(self.seconds.items()),
            memory=_peak_memory(),
        )


def _holds_record(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _check_place(out: Path, force: bool) -> None:
    """Nothing but a record is ever written over, and one of another schema only where asked for."""
    if out.is_dir():
        raise RecordError(f"{out}: this is a folder. Name the file to write, such as {out / 'record.comity'}.")
    if _holds_record(out):
        (opening.probe if force else opening.connect)(out).close()


def _peak_memory() -> int:
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
