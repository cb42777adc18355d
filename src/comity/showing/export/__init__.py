"""The record for other programs: each format is one small module of this package with a line in :data:`FORMATS`.

A format module has one function, ``write(record, folder)``, which writes its files into an empty folder, the same bytes
for the same record. :func:`export_record` sees to it that the folder appears whole or not at all.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from comity.keeping.faults import RecordError

if TYPE_CHECKING:
    from comity.keeping.record import Record

FORMATS = {
    "jsonl": "comity.showing.export.jsonl",
    "csv": "comity.showing.export.csv",
    "parquet": "comity.showing.export.parquet",
    "plover": "comity.showing.export.plover",
    "polecat": "comity.showing.export.polecat",
    "dyad-year": "comity.showing.export.dyad_year",
    "timeline": "comity.showing.export.timeline",
    "annotation": "comity.showing.export.annotation",
    "ftm": "comity.showing.export.ftm",
    "prov": "comity.showing.export.prov",
    "csl": "comity.showing.export.csl",
}
MARK = "datapackage.json"


def export_record(record: Record, out: str | Path, form: str = "jsonl") -> int:
    """Write ``record`` to the folder ``out`` in one of :data:`FORMATS`; gives the number of files.

    ``out`` is made; an earlier export there is replaced as a whole. Raises RecordError where ``out`` holds anything
    else or cannot be written, KeyError for an unknown format.
    """
    out = Path(out)
    module = import_module(FORMATS[form])
    try:
        earlier = _earlier(out)
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.absolute().parent))
    except FileNotFoundError:
        raise RecordError(f"{out}: there is no folder {out.parent}. Make it, or name another place.") from None
    except OSError as error:
        raise RecordError(f"{out}: cannot be written ({error.strerror or error}). Name another place.") from error
    try:
        made = beside / "new"
        made.mkdir()
        module.write(record, made)
        written = [p for p in made.rglob("*") if p.is_file()]
        for path in written:
            _sync(path)
        _sync(made)
        if earlier:
            os.rename(out, beside / "old")
        os.rename(made, out)
    except OSError as error:
        raise RecordError(f"{out}: cannot be written ({error.strerror or error}). Name another place.") from error
    finally:
        if not out.exists() and (beside / "old").exists():
            os.rename(beside / "old", out)
        shutil.rmtree(beside, ignore_errors=True)
    return len(written)


def _earlier(out: Path) -> bool:
    """Whether ``out`` is there already, empty or an earlier export; RecordError where it is anything else."""
    if not out.exists() and not out.is_symlink():
        return False
    if not out.is_dir():
        raise RecordError(f"{out}: there is a file of this name. Name a folder to write the export to.")
    if any(out.iterdir()) and not (out / MARK).is_file():
        raise RecordError(f"{out}: this folder holds other files. Name a new folder, or an earlier export.")
    return True


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
