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
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from itertools import chain
from multiprocessing import connection, current_process, get_all_start_methods, get_context, parent_process
from typing import TypeVar

from comity.keeping import foreign
from comity.keeping.faults import BuildError
from comity.knowledge import Knowledge, load, own, owned
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

MISSING = (OSError, ImportError, NotImplementedError)
"""What is raised where the system lacks something that processes need: sockets, semaphores, room."""

_knowledge: Knowledge | None = None
_server: int | None = None
_users = 0
_counting = threading.Lock()


R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document: its reading, or why there is none; ``seconds`` of each stage with a chunk's first."""

    document: Document
    reading: Reading | None
    error: str = ""
    seconds: dict[str, float] = field(default_factory=dict)


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def begin() -> None:
    """Let the process start that others are forked from; it loads what they need while this one goes on.

    It leaves Ctrl-C to this one. Where the system gives none (no sockets, no room), reading goes on here.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if FORKS:
        with contextlib.suppress(*MISSING):
            _begin_server()


def _begin_server() -> None:
    """Start multiprocessing's fork server with what reading needs, unless one runs; a host's own list is put back."""
    global _server
    from multiprocessing import forkserver, resource_tracker

    server = forkserver._forkserver
    before, preloaded = _server_pid(), getattr(server, "_preload_modules", None)
    resource_tracker.ensure_running()  # which lets signals through again once it has started
    forkserver.set_forkserver_preload(["comity.keeping.forerunner"])
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # a new process has the mask of its maker
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        if preloaded is not None:
            forkserver.set_forkserver_preload(preloaded)
    if _server_pid() != before:
        _server = _server_pid()


def _server_pid() -> int | None:
    from multiprocessing import forkserver

    pid: int | None = getattr(forkserver._forkserver, "_forkserver_pid", None)
    return pid


@contextlib.contextmanager
def ending() -> Iterator[None]:
    """What :func:`begin` starts within ends with the outermost of these: later tables may be others, memory is free.

    A process of comity's own, which ends soon, does not wait for that.
    """
    global _users, _server
    with _counting:
        _users += 1
    try:
        yield
    finally:
        with _counting:
            _users -= 1
            if _users == 0 and not owned():
                server, _server = _server, None
                if server is not None and server == _server_pid():
                    from multiprocessing import forkserver

                    with contextlib.suppress(OSError, AttributeError):
                        forkserver._forkserver._stop()  # type: ignore[attr-defined]


def readings(
    documents: Iterable[Document],
    knowledge: Knowledge,
    workers: int,
    make: Callable[[list[Outcome]], R],
    meanwhile: Callable[[], object] | None = None,
) -> Iterator[R]:
    """What ``make`` makes of the outcomes of one chunk of documents after the other, in order, where they were read.

    With one worker that is this process, as long as the input is small. ``make`` is a function of a module and what it
    gives can be pickled; ``meanwhile`` is done here while other processes get ready.
    """
    from comity.reading import groups

    chunks = groups(documents, PIECE)
    if workers <= 1:
        read = 0
        for chunk in chunks:
            yield make(read_chunk(chunk, knowledge))
            read += _size(chunk)
            if read >= RENEWED and not current_process().daemon:  # such a one may not have processes of its own
                break
    more = True
    while more:
        first = next(chunks, None)
        if first is None:  # nothing is started where nothing is left
            return
        begin()
        if meanwhile is not None:
            meanwhile()
            meanwhile = None
        more = yield from _pooled(chain([first], chunks), max(1, workers), knowledge, make)


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


def _pooled(
    chunks: Iterator[list[Document]], workers: int, knowledge: Knowledge, make: Callable[[list[Outcome]], R]
) -> Generator[R, None, bool]:
    """What is made of chunks by one pool, up to RENEWED characters; True where there may be more."""
    waiting: deque[tuple[list[Document], Future[R] | None]] = deque()
    given = ahead = 0
    more, heard = True, False
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
                    waiting[-1] = chunk, _submitted(pool, chunk, make)
                if not waiting:
                    return more
                chunk, future = waiting[0]
                yield make(read_chunk(chunk, knowledge)) if future is None else future.result()
                heard = True
                waiting.popleft()
                ahead -= _size(chunk)
            except BrokenProcessPool:
                break
    if not heard:
        _check_starting(knowledge.root)
    yield from _carefully(waiting, knowledge, make)
    return True


def _submitted(
    pool: ProcessPoolExecutor | None, chunk: list[Document], make: Callable[[list[Outcome]], R]
) -> Future[R] | None:
    """The chunk on its way; None where the system has no room for another process."""
    if pool is None:
        return None
    try:
        return pool.submit(_read_here, chunk, make)
    except (*MISSING, EOFError):
        return None


def _check_starting(root: Traversable) -> None:
    """Raise BuildError where no process can start at all, whatever it is given to do."""
    try:
        with _pool(1, root) as pool:
            if pool is not None:
                with contextlib.suppress(*MISSING, EOFError):
                    pool.submit(os.getpid).result()
    except BrokenProcessPool:
        raise BuildError(
            "Every process that comity started to read with ended at once. A script that builds with several workers "
            'must do so below `if __name__ == "__main__":`; with workers=1 it need not.'
        ) from None


def _carefully(
    broken: Iterable[tuple[list[Document], Future[R] | None]],
    knowledge: Knowledge,
    make: Callable[[list[Outcome]], R],
) -> Iterator[R]:
    """What was under way when a pool broke: what is done as it is, the rest chunk by chunk in another process.

    A chunk in which a process dies that has done nothing else is read document by document.
    """
    todo = deque(broken)
    while todo:
        killed = False
        with _pool(1, knowledge.root) as pool:
            fresh = True
            while todo:
                chunk, future = todo[0]
                try:
                    if not _is_done(future):
                        was, fresh = fresh, False
                        future = _submitted(pool, chunk, make)
                    result = make(read_chunk(chunk, knowledge)) if future is None else future.result()
                except BrokenProcessPool:
                    killed = was
                    break
                todo.popleft()
                yield result
        if killed:
            chunk, _ = todo.popleft()
            if len(chunk) > 1:
                todo.extendleft(([document], None) for document in reversed(chunk))
            else:
                name = chunk[0].document
                told = f"{name}: the process that read it was killed twice, perhaps for want of memory."
                yield make([Outcome(chunk[0], None, told)])


def _is_done(future: Future[R] | None) -> bool:
    return future is not None and future.done() and not future.cancelled() and future.exception() is None


@contextlib.contextmanager
def _pool(workers: int, root: Traversable) -> Iterator[ProcessPoolExecutor | None]:
    """A pool of processes; None where the system lacks what one needs."""
    context = get_context("forkserver" if FORKS else "spawn")
    try:
        pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(root,))
    except MISSING:
        yield None
        return
    try:
        yield pool
    finally:
        closed(pool)


def closed(pool: ProcessPoolExecutor) -> None:
    """End a pool, even one that Ctrl-C stopped before its own thread had started, which cannot be joined."""
    with contextlib.suppress(RuntimeError):
        pool.shutdown(cancel_futures=True)


def _start(root: Traversable) -> None:
    """In a new process: what every child does first, and load what reading needs."""
    global _knowledge
    begin_child()
    _knowledge = load() if root == load().root else Knowledge(root)


def begin_child() -> None:
    """In a new process: leave Ctrl-C to the parent, end when it ends."""
    own()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _read_here(chunk: list[Document], make: Callable[[list[Outcome]], R]) -> R:
    return make(read_chunk(chunk, _knowledge or load()))
