"""comity reads documents about states and builds the record of the relations between each pair of them.

    record = comity.build(["pages/"], "relations.comity")
    for fact in record.dyad("Cambodia", "United States").facts():
        print(fact.when, fact.title(), fact.sources)

The verbs are :func:`build` and :func:`open_record`; both give a :class:`Record`. Values are the frozen dataclasses of
:mod:`comity.models`. Everything that comity raises for bad input is a :class:`ComityError`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.errors import ComityError
    from comity.keeping.dyad import Dyad
    from comity.keeping.record import Record

__version__ = "0.1.0"
__all__ = ["ComityError", "Dyad", "Record", "__version__", "build", "open_record"]

_LAZY = {
    "Record": "comity.keeping.record",
    "Dyad": "comity.keeping.dyad",
    "ComityError": "comity.errors",
}


def build(
    paths: str | Path | Iterable[str | Path],
    out: str | Path | None = None,
    *,
    add: bool = False,
    force: bool = False,
    workers: int = 1,
    progress: Callable[[int, int, str], None] | None = None,
) -> Record:
    """Read documents (files, folders, globs) and give their record, written to ``out`` or, without it, in memory.

    Documents that are unchanged since ``out`` was built are not read again; ``add`` keeps those it already holds;
    ``force`` reads all again. Large input is read by so many ``workers`` (processes; a script that starts more than one
    needs its ``if __name__ == "__main__"``), to the same record. ``progress(done, of, document)`` is called before
    each reading.

    Raises ComityError: BuildError where no document can be read, RecordError where ``out`` cannot be written.
    """
    from comity.keeping import build as building
    from comity.keeping.record import Record

    listed = [paths] if isinstance(paths, str | Path) else list(paths)
    if out is None:
        connection, _ = building.build_in_memory(listed, workers=workers, progress=progress)
        return Record(None, connection)
    building.build(listed, out, add=add, force=force, workers=workers, progress=progress)
    return Record(out)


def open_record(path: str | Path) -> Record:
    """Open a record for reading.

    Raises ComityError (RecordError) where the file is missing, is no record, is damaged, or is of another schema.
    """
    from comity.keeping.record import Record

    return Record(path)


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        import importlib

        return getattr(importlib.import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'comity' has no attribute {name!r}")
