"""Work that falls into parts none of which hangs on another: done here, or by whoever has processes to spare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Share(Protocol):
    """Does every part of some work and gives what comes of each, in the order of the parts.

    ``work`` changes nothing that anybody else looks at, and what it gives can be pickled. ``workers`` is how many parts
    may be under way at once.
    """

    @property
    def workers(self) -> int: ...

    def __call__(self, work: Callable[[T], R], parts: Sequence[T]) -> Iterator[R]: ...


class Alone:
    """Every part done here, one after the other, as it is asked for."""

    workers = 1

    def __call__(self, work: Callable[[T], R], parts: Sequence[T]) -> Iterator[R]:
        return map(work, parts)


alone = Alone()
