"""Reading on several processes: the same readings in the same order, whatever the number of processes.

The processes are forked from one that has loaded all that reading needs (:mod:`comity.keeping.forerunner`, kept by
multiprocessing's fork server), so that another costs next to nothing. Documents go to them in chunks that hang on the
documents alone. A process that dies (killed, out of memory) takes down its pool; what was under way is then read again
chunk by chunk, and a document that kills its process a second time, alone, is named and left out. Processes end with
the one that started them, however it ends.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from itertools import chain
from multiprocessing import connection, get_all_start_methods, get_context, parent_process

from comity.keeping import foreign, store
from comity.knowledge import Knowledge, load
from comity.models import Document, Reading

FEWEST = 20_000
"""Characters of text below which starting processes takes longer than reading in this one."""
PIECE = 4_000
"""Characters of the documents that go to a process together: few, so that all processes end at about the same time."""
RENEWED = 24_000_000
"""Characters after which the processes are started anew, so that what the parser keeps of words met does not grow for
ever; one process reads so many itself before it starts another to go on."""
_AHEAD = 180_000
"""Characters for each process that are handed out before the first of them are back."""
FORKS = "forkserver" in get_all_start_methods() and sys.platform != "darwin"
"""Whether this system forks safely: the libraries of one do not outlive it."""

_knowledge: Knowledge | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document: its reading, or why there is none; ``seconds`` of each stage with a chunk's first.

    ``packed`` is the reading as it is stored, but for its key, where another process has made it.
    """

    document: Document
    reading: Reading | None
    error: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    packed: store.Packed | None = None


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def begin() -> None:
    """Let the process start that others are forked from; it loads what they need while this one goes on."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if FORKS:
        from multiprocessing import forkserver

        forkserver.set_forkserver_preload(["comity.keeping.forerunner"])
        forkserver.ensure_running()


def readings(
    documents: Iterable[Document],
    knowledge: Knowledge,
    workers: int,
    meanwhile: Callable[[], object] | None = None,
) -> Iterator[Outcome]:
    """The outcome of every document, in order; with one worker in this process, as long as the input is small.

    ``meanwhile`` is done here while other processes get ready.
    """
    from comity.reading import GROUP, groups

    documents = iter(documents)
    if workers <= 1:
        done = 0
        for chunk in groups(documents, GROUP):
            yield from read_chunk(chunk, knowledge)
            done += _size(chunk)
            if done >= RENEWED:
                break
    waiting = groups(documents, PIECE)
    more = True
    while more:
        first = next(waiting, None)
        if first is None:  # nothing is started where nothing is left
            return
        begin()
        if meanwhile is not None:
            meanwhile()
            meanwhile = None
        more = yield from _pooled(chain([first], waiting), max(1, workers), knowledge)


def _size(chunk: list[Document]) -> int:
    return sum(len(document.text) for document in chunk)


def read_chunk(chunk: list[Document], knowledge: Knowledge) -> list[Outcome]:
    """Read documents together; where that fails, one by one, so that only the one at fault is lost."""
    from comity.reading import read_many

    seconds: dict[str, float] = {}
    try:
        read = [foreign.marked(r) for r in read_many(chunk, knowledge, seconds)]
    except Exception as error:
        if len(chunk) > 1:
            return [outcome for document in chunk for outcome in read_chunk([document], knowledge)]
        name = chunk[0].document
        told = f"{name}: comity failed on it ({type(error).__name__}: {error}). Please report this document."
        return [Outcome(chunk[0], None, told)]
    return [Outcome(d, r, "", {} if k else seconds) for k, (d, r) in enumerate(zip(chunk, read, strict=True))]


def _pooled(chunks: Iterator[list[Document]], workers: int, knowledge: Knowledge) -> Generator[Outcome, None, bool]:
    """Outcomes of chunks from one pool, up to RENEWED characters; True where there may be more."""
    waiting: deque[tuple[list[Document], Future[list[Outcome]] | None]] = deque()
    given = ahead = 0
    more = True
    with _pool(workers, knowledge.root) as pool:
        while True:
            try:
                while more and given < RENEWED and (not waiting or ahead < workers * _AHEAD):
                    chunk = next(chunks, None)
                    if chunk is None:
                        more = False
                        break
                    waiting.append((chunk, None))
                    given += _size(chunk)
                    ahead += _size(chunk)
                    waiting[-1] = chunk, _submitted(pool, chunk)
                if not waiting:
                    return more
                chunk, future = waiting[0]
                yield from read_chunk(chunk, knowledge) if future is None else future.result()
                waiting.popleft()
                ahead -= _size(chunk)
            except BrokenProcessPool:
                break
    for chunk, _ in waiting:
        yield from _carefully(chunk, knowledge.root)
    return True


def _submitted(pool: ProcessPoolExecutor, chunk: list[Document]) -> Future[list[Outcome]] | None:
    """The chunk on its way; None where the system has no room for another process."""
    try:
        return pool.submit(_read_here, chunk)
    except (OSError, EOFError):
        return None


def _carefully(chunk: list[Document], root: Traversable) -> Iterator[Outcome]:
    """A chunk alone in a process of its own; where that dies, its documents one by one."""
    try:
        with _pool(1, root) as pool:
            yield from pool.submit(_read_here, chunk).result()
    except BrokenProcessPool:
        if len(chunk) > 1:
            for document in chunk:
                yield from _carefully([document], root)
            return
        name = chunk[0].document
        yield Outcome(chunk[0], None, f"{name}: the process that read it was killed twice, perhaps for want of memory.")


@contextlib.contextmanager
def _pool(workers: int, root: Traversable) -> Iterator[ProcessPoolExecutor]:
    context = get_context("forkserver" if FORKS else "spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(root,))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _start(root: Traversable) -> None:
    """In a new process: what every child does first, and load what reading needs."""
    global _knowledge
    begin_child()
    _knowledge = load() if root == load().root else Knowledge(root)


def begin_child() -> None:
    """In a new process: leave Ctrl-C to the parent, end when it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _read_here(chunk: list[Document]) -> list[Outcome]:
    return [_packed(outcome) for outcome in read_chunk(chunk, _knowledge or load())]


def _packed(outcome: Outcome) -> Outcome:
    if outcome.reading is None:
        return outcome
    return replace(outcome, packed=store.pack("", outcome.document, outcome.reading))
