"""One file written whole or not at all: beside the old one, then put in its place in one step."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from comity.keeping.faults import RecordError

_locks: set[int] = set()


def _let_go() -> None:
    """In a child that is forked: the lock is the parent's alone, so that it ends with it."""
    for descriptor in _locks:
        os.close(descriptor)
    _locks.clear()


os.register_at_fork(after_in_child=_let_go)


@contextmanager
def replaced(path: Path) -> Iterator[Path]:
    """A new, empty file beside ``path`` to write to, which becomes ``path`` when the block ends well.

    Killed at any moment, ``path`` is the old file or the new one, never a part of one; what a killed run leaves behind
    (``path`` with ``.building`` added) the next run takes over. The new file is locked as long as the block lasts.

    Raises RecordError where another process is writing to ``path``, or where its folder cannot be written to.
    """
    beside = path.with_name(path.name + ".building")
    descriptor = _locked(path, beside)
    _locks.add(descriptor)
    try:
        os.ftruncate(descriptor, 0)
        yield beside
        os.fsync(descriptor)
        os.replace(beside, path)
        _sync_folder(path.absolute().parent)
    except BaseException as error:
        beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise RecordError(f"{path}: the record cannot be written ({error.strerror or error}).") from error
        raise
    finally:
        _locks.discard(descriptor)
        os.close(descriptor)


def _locked(path: Path, beside: Path) -> int:
    """A descriptor of the file ``beside``, locked for this process alone."""
    while True:
        try:
            descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except FileNotFoundError:
            raise RecordError(f"{path}: there is no folder {path.parent}. Make it, or name another file.") from None
        except OSError as error:
            why = error.strerror or str(error)
            raise RecordError(f"{path}: the record cannot be written here ({why}). Name another file.") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            raise RecordError(
                f"{path}: another build is writing this record. Wait until it has ended, or name another file."
            ) from None
        try:
            if os.stat(beside).st_ino == os.fstat(descriptor).st_ino:
                return descriptor
        except FileNotFoundError:
            pass
        os.close(descriptor)  # the other build ended between open and lock: its file is the record now


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
