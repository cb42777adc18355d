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
from contextlib import closing, suppress
from itertools import accumulate, chain
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from comity.errors import InputError, NoSuchInput
from comity.keeping import counting, opening, reader, rulings, store, writing
from comity.keeping.begun import Begun
from comity.keeping.faults import BuildError, RecordError
from comity.keeping.replacing import replaced
from comity.keeping.spill import Laid, Spill, lay
from comity.knowledge import Knowledge, load
from comity.models import Document, Judgement, Reading, Weighing

if TYPE_CHECKING:
    from comity.weighing.lineage import Lineage

FEWEST = 200_000
"""Characters of text below which weighing is not shared out."""

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
    from comity.keeping.workers import ending

    with ending(), replaced(out) as beside, closing(Spill(out)) as spill:
        old = opening.connect(out) if _holds_record(out) and not (force and not add) else None
        asked = [str(p) for p in paths]
        if old is None:
            _begin(asked, workers)
        made = _Build(knowledge or load(), progress, spill)
        begun = Begun(out)
        try:
            ruled = rulings.read(out)
            made.gather(asked, old is None or not add)
            grown = old is not None and not force and made.grow(old, add, out, beside, begun, workers, ruled)
            if old is not None and not grown:
                made.gather_old(old if add else None)
            if not grown:
                made.read_all(None if force else old, None if force else begun, workers)
                if old is not None:
                    made.count_dropped(old)
                made.weigh(ruled, workers)
                with closing(sqlite3.connect(beside)) as connection:
                    made.write(connection)
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
    from comity.keeping.workers import ending

    with ending(), closing(Spill()) as spill:
        asked = [str(p) for p in paths]
        _begin(asked, workers)
        made = _Build(knowledge or load(), progress, spill)
        made.gather(asked, True)
        made.read_all(None, workers=workers)
        made.weigh((), workers)
        connection = sqlite3.connect(":memory:")
        made.write(connection)
        return connection, made.account()


class _Build:
    """One build on its way: each method is a step, in the order in which they stand."""

    def __init__(self, knowledge: Knowledge, progress: Progress | None, spill: Spill) -> None:
        self.knowledge = knowledge
        self.progress = progress
        self.reader = reader.digest(knowledge)
        self.seconds: dict[str, float] = {}
        self.failed: list[Failed] = []
        self.spill = spill
        self.keys: dict[str, str] = {}
        self.sizes: dict[str, int] = {}
        self.read = self.characters = self.sentences = 0
        self.dropped = 0
        self.skipped = 0
        self.weighing = Weighing()
        self.tried: dict[str, Laid | None] = {}
        self.counts: counting.Counts | None = None
        self.lineage: Lineage | None = None

    def gather(self, paths: Sequence[str], needed: bool) -> None:
        """The documents given, set aside; of two that have one name the first. ``needed``: there must be one."""
        from comity.reading import ingest
        from comity.reading.wellformed import wellformed

        began = perf_counter()
        asked = paths or needed  # nothing is given where a record is only weighed again
        given = ingest.documents(paths, self._unreadable, on_skip=self._skipped) if asked else ()
        for document in map(wellformed, given):
            self._give(document)
        if not self.keys and (needed or self.failed):
            if self.failed:
                raise BuildError("\n".join(str(f) for f in self.failed))
            raise BuildError("No document to read. Name text, HTML, PDF, WARC or JSON Lines files, or folders of them.")
        self.seconds["ingest"] = perf_counter() - began

    def _give(self, document: Document) -> None:
        name = document.document
        if name not in self.keys:
            self.keys[name], self.sizes[name] = reader.key(document, self.reader), len(document.text)
            self.spill.give(document)

    def gather_old(self, old: sqlite3.Connection | None) -> None:
        """The documents of the old record as well, where they are to be kept."""
        for document in store.given(old) if old is not None else ():
            self._give(document)

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
        """Put the few documents or rulings that are new into a copy of the old record.

        False where all must be weighed anew.
        """
        kept = dict(old.execute("SELECT document, key FROM readings"))
        new = sorted(self.keys.keys() - kept.keys())
        was, now = tuple(store.values(old, "judgements")), rulings.standing(ruled)
        if (
            now is None
            or (not new and was == now)
            or any(kept.get(name, key) != key for name, key in self.keys.items())
            or not (add or kept.keys() <= self.keys.keys())
            or not self._grows(old, len(new), len(kept))
        ):
            return False
        from comity.keeping import adding
        from comity.keeping.forked import Forked

        self.tried = dict.fromkeys(new)
        self.tried |= self._read(new, begun, workers)
        packed = {name: held.packed for name, held in self.tried.items() if held is not None}
        if new and not packed:
            return False
        shutil.copyfile(out, beside)
        began = perf_counter()
        connection = sqlite3.connect(beside)
        try:
            found = [self._unpacked(name, held) for name, held in packed.items()]
            adding.add(connection, found, packed, self.knowledge, was, now, Forked(workers))
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
        """Whether documents can be put into the old record: as few, and weighed by this comity, without notes."""
        from comity.keeping.adding import SHARE

        meta = dict(old.execute("SELECT key, value FROM meta"))
        same = (meta.get("reader"), meta.get("weigher")) == (self.reader, reader.weigher(self.knowledge))
        plain = not old.execute("SELECT EXISTS (SELECT 1 FROM notes)").fetchone()[0]
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
        waiting: list[str] = []
        for name in sorted(self.keys):
            packed = None
            if name in self.tried:
                held = self.tried.pop(name)
                if held is not None:
                    self.spill.put(held)
                continue
            if old is not None and kept.get(name) == self.keys[name]:
                row = old.execute("SELECT key, given, reading FROM readings WHERE document = ?", (name,)).fetchone()
                packed = store.Packed(*row)
            elif begun is not None:
                packed = begun.take(self.keys[name])
            if packed is None:
                waiting.append(name)
            else:
                self.spill.add(self._unpacked(name, packed), packed)
        for _, held in self._read(waiting, begun, workers):
            self.spill.put(held)
        if begun is not None:
            begun.save()
        if not self.spill.readings():
            raise BuildError("\n".join(str(f) for f in self.failed))

    def _unpacked(self, name: str, packed: store.Packed) -> Reading:
        return store.unpack(packed.reading, self.spill.document(name).text)

    def _read(self, waiting: list[str], begun: Begun | None, count: int) -> Iterator[tuple[str, Laid]]:
        """The name and the new reading of every document that can be read."""
        from comity.keeping import workers
        from comity.weighing.ready import ready

        if sum(self.sizes[name] for name in waiting) < workers.FEWEST:
            count = 1
        self._tell(0, waiting)
        documents = map(self.spill.document, waiting)
        every = workers.readings(documents, self.knowledge, count, lay, lambda: ready(self.knowledge))
        for done, (outcome, held) in enumerate(chain.from_iterable(every), 1):
            name = outcome.document.document
            self._tell(done, waiting)
            for stage, took in outcome.seconds.items():
                self.seconds[stage] = self.seconds.get(stage, 0.0) + took
            if held is None:
                self.failed.append(Failed(name, outcome.error))
                continue
            held = held._replace(packed=held.packed._replace(key=self.keys[name]))
            if begun is not None:
                begun.keep(held.packed)
            self.read += 1
            self.characters += held.characters
            self.sentences += held.sentences
            yield name, held

    def _tell(self, done: int, waiting: list[str]) -> None:
        """Tell who watches how many documents are read and which is next."""
        if self.progress is not None:
            self.progress(done, len(waiting), waiting[done] if done < len(waiting) else "")

    def count_dropped(self, old: sqlite3.Connection) -> None:
        """How many documents the old record has that this one has not."""
        names = {name for (name,) in old.execute("SELECT document FROM documents")}
        self.dropped = len(names - {r.document.document for r in self.spill.readings()})

    def weigh(self, judgements: Sequence[Judgement], workers: int = 1) -> None:
        """What the readings say together."""
        from comity.keeping.forked import Forked
        from comity.weighing import lineage, weigh

        began = perf_counter()
        readings = self.spill.readings()
        share = Forked(workers if sum(self.sizes.values()) >= FEWEST else 1)
        self.lineage = lineage.find(readings, self.knowledge, share=share)
        self.seconds["lineage"] = perf_counter() - began
        began = perf_counter()
        self.weighing = weigh(readings, self.knowledge, judgements, self.lineage, share)
        self.seconds["weighing"] = perf_counter() - began

    def write(self, connection: sqlite3.Connection) -> None:
        """All tables into an empty database."""
        began = perf_counter()
        writing.fill_from(connection, self.spill, self.weighing, self.knowledge, lineage=self.lineage)
        self.counts = counting.counts(connection)
        self.seconds["writing"] = perf_counter() - began

    def account(self) -> Account:
        """What was done, in figures."""
        assert self.counts is not None
        return Account(
            **{f.name: getattr(self.counts, f.name) for f in dataclasses.fields(self.counts)},
            read=self.read,
            reused=self.counts.documents - self.read,
            dropped=self.dropped,
            skipped=self.skipped,
            failed=tuple(self.failed),
            notes=self.weighing.notes,
            characters=self.characters,
            sentences=self.sentences,
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


def _begin(paths: Sequence[str], workers: int) -> None:
    """Where all that is given is to be read by several processes, let them get ready at once."""
    from comity.keeping import workers as reading

    if workers < 2:
        return
    files = (file for path in map(Path, paths) for file in (path.rglob("*") if path.is_dir() else (path,)))
    sizes = accumulate(file.stat().st_size for file in files if file.is_file())
    with suppress(OSError):  # whoever reads the files tells what is wrong
        if any(size >= reading.FEWEST for size in sizes):
            reading.begin()


def _peak_memory() -> int:
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
