"""Weighing on several processes: children of this one that see all it holds; only what they find is handed over.

They are made for one piece of work and end with it. Where one dies (killed, out of memory) its part is done here.
"""

from __future__ import annotations

import gc
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any, TypeVar

from comity.keeping.workers import FORKS, MISSING, begin_child, closed

T = TypeVar("T")
R = TypeVar("R")

_work: Callable[[Any], Any] = tuple
_parts: Sequence[Any] = ()


@dataclass(frozen=True, slots=True)
class Forked:
    """Shares work out among so many processes (:class:`comity.weighing.sharing.Share`).

    Everything is done here with one worker, on a system that cannot fork safely, and beside other threads, whose locks
    a child would inherit as they stand.
    """

    workers: int = 1

    def __call__(self, work: Callable[[T], R], parts: Sequence[T]) -> Iterator[R]:
        count = min(self.workers, len(parts))
        if count < 2 or not FORKS or threading.active_count() > 1:
            return map(work, parts)
        return _forked(work, parts, count)


def _forked(work: Callable[[T], R], parts: Sequence[T], count: int) -> Iterator[R]:
    try:
        pool = ProcessPoolExecutor(count, mp_context=get_context("fork"), initializer=_begin, initargs=(work, parts))
    except MISSING:
        yield from map(work, parts)
        return
    done = False
    try:
        try:
            waiting = deque(_submitted(pool, n) for n in range(len(parts)))
        except MISSING:  # the system has no room for another process
            yield from map(work, parts)
            return
        for part in parts:
            future = waiting.popleft()
            try:
                yield work(part) if future is None else future.result()
            except BrokenProcessPool:
                yield work(part)
        done = True
    finally:
        if not done:  # Ctrl-C, an error, no room: what is under way is of no use
            for child in list((pool._processes or {}).values()):
                child.kill()
        closed(pool)


def _submitted(pool: ProcessPoolExecutor, n: int) -> Future[Any] | None:
    try:
        return pool.submit(_one, n)
    except BrokenProcessPool:  # a child died before all was handed out
        return None


def _begin(work: Callable[[Any], Any], parts: Sequence[Any]) -> None:
    """In a new child: know the work, leave what was inherited where it is, end with the parent."""
    global _work, _parts
    _work, _parts = work, parts
    gc.freeze()
    begin_child()


def _one(n: int) -> Any:
    return _work(_parts[n])
