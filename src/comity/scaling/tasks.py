"""Sources cut into slices: the same sources give the same slices, whoever reads them and in whatever order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from comity.errors import InputError, NoSuchInput, SameName

SLICE = 16_000_000
"""Bytes of JSON Lines in a slice; a line belongs to the slice in which it begins."""
TOGETHER = 4_000_000
"""Bytes of small files (text, HTML, PDF) after which no more are read into one shard."""
ENDING = 256
"""After a quarter of them one file in so many, known by its name, is the last of its shard: where files are added to a
folder, the shards of the others stay as they are."""
ROWS = 8
"""Row groups of a Parquet file in a slice."""

LINES = (".jsonl", ".ndjson")
PACKED = (".jsonl.gz", ".ndjson.gz", ".warc", ".warc.gz", ".wet.gz")
TABLES = (".parquet",)
PAGES = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf")


@dataclass(frozen=True, slots=True)
class Slice:
    """What makes one shard: whole files, or the part ``first`` to ``last`` of one.

    ``paths`` are fsspec addresses, ``names`` what they are called in the archive; ``first`` and ``last`` are bytes of
    JSON Lines or row groups of Parquet, -1 for the end. ``folder`` where they were found in a folder that was given.
    """

    kind: str
    paths: tuple[str, ...]
    names: tuple[str, ...]
    first: int = 0
    last: int = -1
    folder: bool = False

    @property
    def shard(self) -> str:
        """The shard's name: from what the slice is called, not from where it lies."""
        raw = "\0".join((self.kind, *self.names, str(self.first)))
        return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def slices(sources: Sequence[str]) -> list[Slice]:
    """The slices of all sources, sorted by shard.

    Raises InputError where a source names nothing that can be read, SameName where two files have one name.
    """
    files: dict[str, _File] = {}
    for source in sources:
        for file in _files(source):
            other = files.setdefault(file.name, file)
            if other.address != file.address:
                what = f"its name in the archive, {file.name!r}, is already that of {other.address}"
                raise SameName(file.address, what, "", "Rename one of the two, or give the folder above both.")
            if file.folder:
                files[file.name] = file
    found = [part for name in sorted(files) for part in _of(files[name])]
    small = sorted((f for f in files.values() if f.kind == "pages"), key=lambda f: (f.above, f.name))
    for _, beside in groupby(small, key=lambda f: f.above):
        found += _together(list(beside))
    if not found:
        raise InputError(", ".join(sources), "no documents", "", "Give WARC, JSON Lines, Parquet, text or HTML.")
    return sorted(found, key=lambda part: part.shard)


def filesystem(address: str) -> tuple[Any, str]:
    """(fsspec file system, path in it) of an address such as ``pages/``, ``s3://bucket/pages``."""
    import fsspec

    system, path = fsspec.core.url_to_fs(address)
    return system, path


@dataclass(frozen=True, slots=True)
class _File:
    """A file that can be read: its address, what it is called in the archive, and its bytes.

    ``above`` is the folder below which it has this name, ``folder`` whether that was given, and not the file.
    """

    address: str
    name: str
    kind: str
    size: int
    above: str
    folder: bool


def _files(source: str) -> Iterator[_File]:
    """The files of a source that can be read; hidden ones are left out."""
    system, path = filesystem(source)
    if not system.exists(path):
        raise NoSuchInput(source, "no such file or folder", "", "Check the path.")
    folder = not system.isfile(path)
    if not folder:
        listed = {path: system.info(path)}
        above = PurePosixPath(path).parent
    else:
        listed = system.find(path, detail=True)
        above = PurePosixPath(path)
    for place, about in listed.items():
        name = PurePosixPath(place).relative_to(above)
        kind = _kind(str(name))
        if kind and not any(part.startswith(".") for part in name.parts):
            size = int(about["size"] or 0)
            yield _File(
                system.unstrip_protocol(place), str(name), kind, size, system.unstrip_protocol(str(above)), folder
            )


def _of(file: _File) -> Iterator[Slice]:
    """The slices of a file that shares none with others."""
    if file.kind == "lines":
        for first in range(0, max(file.size, 1), SLICE):
            yield Slice(file.kind, (file.address,), (file.name,), first, min(first + SLICE, file.size))
    elif file.kind == "table":
        for first, last in _row_groups(file.address):
            yield Slice(file.kind, (file.address,), (file.name,), first, last)
    elif file.kind != "pages":
        yield Slice(file.kind, (file.address,), (file.name,))


def _together(small: Sequence[_File]) -> Iterator[Slice]:
    """Slices of small files of one folder, sorted by name."""
    held: list[_File] = []
    size = 0
    for file in small:
        held.append(file)
        size += file.size
        if size >= TOGETHER or (size >= TOGETHER // 4 and _ends(file.name)) or file is small[-1]:
            folder = all(f.folder for f in held)
            yield Slice("pages", tuple(f.address for f in held), tuple(f.name for f in held), folder=folder)
            held, size = [], 0


def _ends(name: str) -> bool:
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:4]) % ENDING == 0


def _kind(name: str) -> str:
    low = name.casefold()
    if low.endswith(PACKED):
        return "packed lines" if ".jsonl" in low or ".ndjson" in low else "warc"
    for kind, endings in (("lines", LINES), ("table", TABLES), ("pages", PAGES)):
        if low.endswith(endings):
            return kind
    return ""


def _row_groups(address: str) -> Iterator[tuple[int, int]]:
    import pyarrow.parquet as pq

    system, path = filesystem(address)
    try:
        with system.open(path, "rb") as stream:
            groups = pq.ParquetFile(stream).num_row_groups
    except (OSError, ValueError):
        groups = 1  # the slice's reader tells what is wrong with it
    for first in range(0, max(groups, 1), ROWS):
        yield first, min(first + ROWS, groups)
