"""The documents of a slice, streamed; what cannot be read is reported and the rest goes on."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any

from comity.errors import InputError, NotText, TooLarge
from comity.models import Document
from comity.reading.crawls import warc_pages
from comity.reading.formats import LARGEST, READERS, Source, json_lines, reader_for
from comity.reading.wellformed import wellformed
from comity.scaling.tasks import Slice, filesystem

Report = Callable[[InputError], None]
_FIELDS = ("document", "text", "title", "publisher", "author", "url", "published", "kind", "language")


def documents(part: Slice, report: Report) -> Iterator[Document]:
    """The documents of a slice in order, each name once."""
    seen: set[str] = set()
    for document in map(wellformed, _all(part, report)):
        if document.document in seen:
            report(InputError(part.names[0], f"two documents are named {document.document!r}", "", "One was left out."))
            continue
        seen.add(document.document)
        yield document


def digest(part: Slice) -> str:
    """SHA-256 of the bytes that are read of a slice, with the names of its files."""
    made = hashlib.sha256(f"{part.kind}\0{part.first}\0{part.last}\0".encode())
    for address, name in zip(part.paths, part.names, strict=True):
        system, path = filesystem(address)
        made.update(f"{name}\0".encode("utf-8", "surrogatepass"))
        with system.open(path, "rb") as stream:
            piece = _begun(part, _by_lines(stream)).readline if part.kind == "lines" else stream.read
            while data := piece(1 << 20):
                made.update(data)
    return made.hexdigest()


def size(part: Slice) -> int:
    """Bytes of a slice as they lie in its files; of a part of a table those of all of it."""
    if part.kind == "lines":
        return part.last - part.first
    found = 0
    for address in part.paths:
        system, path = filesystem(address)
        found += int(system.size(path) or 0)
    return found


def _all(part: Slice, report: Report) -> Iterator[Document]:
    for address, name in zip(part.paths, part.names, strict=True):
        system, path = filesystem(address)
        try:
            with system.open(path, "rb") as stream:
                yield from _READERS[part.kind](part, name, _by_lines(stream), report)
        except InputError as error:
            report(error)
        except (OSError, zlib.error, EOFError) as error:
            report(InputError(name, f"cannot be read ({error})", "", "Fetch it again."))


def _by_lines(stream: Any) -> IO[bytes]:
    """A stream that gives lines up to a size, which those of object stores do not."""
    from fsspec.spec import AbstractBufferedFile

    return io.BufferedReader(stream) if isinstance(stream, AbstractBufferedFile) else stream


def _pages(part: Slice, name: str, stream: IO[bytes], report: Report) -> Iterator[Document]:
    reader = reader_for(name) or READERS[".txt"]
    yield from reader(Source(name, name), stream, report, LARGEST)


def _packed_lines(part: Slice, name: str, stream: IO[bytes], report: Report) -> Iterator[Document]:
    yield from json_lines(Source(name, name), stream, report, LARGEST)


def _lines(part: Slice, name: str, stream: IO[bytes], report: Report) -> Iterator[Document]:
    begun = _begun(part, stream)
    if stream.tell() < part.last:
        yield from json_lines(Source(name, name), begun, report, LARGEST)  # type: ignore[arg-type]


def _begun(part: Slice, stream: IO[bytes]) -> _Until:
    """The lines that begin in the slice; the last may end in a later one."""
    if part.first:
        stream.seek(part.first - 1)
        while (rest := stream.readline(LARGEST)) and not rest.endswith(b"\n"):
            pass
    return _Until(stream, part.last)


class _Until:
    """The lines of a stream that begin before an offset."""

    def __init__(self, stream: IO[bytes], last: int) -> None:
        self._stream, self._last, self._inside = stream, last, False

    def readline(self, size: int = -1) -> bytes:
        if not self._inside and self._stream.tell() >= self._last:
            return b""
        line = self._stream.readline(size)
        self._inside = bool(line) and not line.endswith(b"\n")
        return line


def _table(part: Slice, name: str, stream: IO[bytes], report: Report) -> Iterator[Document]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(stream)
        columns = [c for c in _FIELDS if c in file.schema_arrow.names]
        if not {"document", "text"} <= set(columns):
            raise InputError(name, "no columns 'document' and 'text'", "", "Rename the columns.")
        groups = list(range(part.first, min(part.last, file.num_row_groups)))
        number = 0
        for batch in file.iter_batches(batch_size=500, row_groups=groups, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield from _row(name, row, f"row {number}", report)
    except (pa.ArrowException, OSError) as error:
        raise NotText(name, f"not a Parquet file that can be read ({error})", "", "Fetch it again.") from None


def _row(name: str, row: dict[str, Any], where: str, report: Report) -> Iterator[Document]:
    """A row read as a line of JSON Lines is, so that both are checked alike."""
    held = {k: v if v is None or isinstance(v, str) else str(v) for k, v in row.items()}
    if len(held.get("text") or "") > LARGEST:
        report(TooLarge(name, f"a document of more than {LARGEST:,} characters", where, "Split it."))
        return
    line = json.dumps(held).encode() + b"\n"
    yield from json_lines(Source(name, name), io.BytesIO(line), report, LARGEST)


def _warc(part: Slice, name: str, stream: IO[bytes], report: Report) -> Iterator[Document]:
    yield from warc_pages(Source(name, name), stream, report, LARGEST)


_READERS: dict[str, Callable[[Slice, str, IO[bytes], Report], Iterator[Document]]] = {
    "pages": _pages,
    "packed lines": _packed_lines,
    "lines": _lines,
    "table": _table,
    "warc": _warc,
}
