"""Sources cut into slices: the same sources give the same slices, whoever reads them and in whatever order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from comity.errors import InputError, NoSuchInput

SLICE = 16_000_000
"""Bytes of JSON Lines in a slice; a line belongs to the slice in which it begins."""
TOGETHER = 4_000_000
"""Bytes of small files (text, HTML, PDF) read into one shard."""
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
    JSON Lines or row groups of Parquet, -1 for the end.
    """

    kind: str
    paths: tuple[str, ...]
    names: tuple[str, ...]
    first: int = 0
    last: int = -1

    @property
    def shard(self) -> str:
        """The shard's name: from what the slice is called, not from where it lies."""
        raw = "\0".join((self.kind, *self.names, str(self.first)))
        return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def slices(sources: Sequence[str]) -> list[Slice]:
    """The slices of all sources, sorted by shard. Raises InputError where a source names nothing that can be read."""
    found: dict[str, Slice] = {}
    for source in sources:
        for part in _of(source):
            found.setdefault(part.shard, part)
    if not found:
        raise InputError(", ".join(sources), "no documents", "", "Give WARC, JSON Lines, Parquet, text or HTML.")
    return [found[shard] for shard in sorted(found)]


def filesystem(address: str) -> tuple[Any, str]:
    """(fsspec file system, path in it) of an address such as ``pages/``, ``s3://bucket/pages``."""
    import fsspec

    system, path = fsspec.core.url_to_fs(address)
    return system, path


def _of(source: str) -> Iterator[Slice]:
    system, path = filesystem(source)
    if not system.exists(path):
        raise NoSuchInput(source, "no such file or folder", "", "Check the path.")
    if system.isfile(path):
        files = [(path, PurePosixPath(path).name, int(system.info(path)["size"] or 0))]
    else:
        listed = system.find(path, detail=True)
        files = [
            (p, str(PurePosixPath(p).relative_to(PurePosixPath(path))), int(listed[p]["size"] or 0))
            for p in sorted(listed)
        ]
    small: list[tuple[str, str]] = []
    size = 0
    for place, name, length in files:
        if any(part.startswith(".") for part in PurePosixPath(name).parts):
            continue
        address, kind = system.unstrip_protocol(place), _kind(name)
        if kind == "lines":
            for first in range(0, max(length, 1), SLICE):
                yield Slice(kind, (address,), (name,), first, min(first + SLICE, length))
        elif kind == "table":
            for first, last in _row_groups(system, place):
                yield Slice(kind, (address,), (name,), first, last)
        elif kind == "pages":
            small.append((address, name))
            size += length
            if size >= TOGETHER:
                yield _together(small)
                small, size = [], 0
        elif kind:
            yield Slice(kind, (address,), (name,))
    if small:
        yield _together(small)


def _together(small: list[tuple[str, str]]) -> Slice:
    return Slice("pages", tuple(a for a, _ in small), tuple(n for _, n in small))


def _kind(name: str) -> str:
    low = name.casefold()
    if low.endswith(PACKED):
        return "packed lines" if ".jsonl" in low or ".ndjson" in low else "warc"
    for kind, endings in (("lines", LINES), ("table", TABLES), ("pages", PAGES)):
        if low.endswith(endings):
            return kind
    return ""


def _row_groups(system: Any, path: str) -> Iterator[tuple[int, int]]:
    import pyarrow.parquet as pq

    try:
        with system.open(path, "rb") as stream:
            groups = pq.ParquetFile(stream).num_row_groups
    except (OSError, ValueError):
        groups = 1  # the slice's reader tells what is wrong with it
    for first in range(0, max(groups, 1), ROWS):
        yield first, min(first + ROWS, groups)
