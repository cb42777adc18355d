"""One shard: a Parquet file for every table and, written last, the manifest that makes them count.

    ARCHIVE/shards/SHARD/claims.parquet ... manifest.json

A shard without its manifest, or with a file that is not as the manifest says, is no shard: it is left out of every
answer and read again by the next run.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Any

from comity.scaling import rows
from comity.scaling.tasks import filesystem

MANIFEST = "manifest.json"


class Writer:
    """A shard on its way: rows are written group by group to files without a name, then put in place.

    Nothing is left of those files, however the run ends.
    """

    def __init__(self, archive: str, shard: str) -> None:
        import pyarrow.parquet as pq

        self.system, root = filesystem(archive)
        self.folder = f"{root.rstrip('/')}/shards/{shard}"
        self._files: dict[str, IO[bytes]] = {table: _nameless() for table in rows.ALL}
        self._writers = {
            table: pq.ParquetWriter(file, rows.schema(table), compression="zstd") for table, file in self._files.items()
        }
        self.rows: Counter[str] = Counter(dict.fromkeys(rows.ALL, 0))

    def add(self, chunks: Iterable[rows.Rows]) -> None:
        """Write a group of rows."""
        import pyarrow as pa

        chunks = list(chunks)
        for table, writer in self._writers.items():
            held = [rows.batch(table, chunk.tables[table]) for chunk in chunks if table in chunk.tables]
            if held:  # in one piece, so that pages are cut alike however many chunks there were
                writer.write_table(pa.Table.from_batches(held).combine_chunks())
                self.rows[table] += sum(batch.num_rows for batch in held)

    def finish(self, manifest: dict[str, Any]) -> dict[str, Any]:
        """Put the files in place and, last, the manifest; what an older shard of this name held is gone before."""
        for writer in self._writers.values():
            writer.close()
        if self.system.exists(f"{self.folder}/{MANIFEST}"):
            self.system.rm(f"{self.folder}/{MANIFEST}")
        self.system.makedirs(self.folder, exist_ok=True)
        files = {}
        for table, file in self._files.items():
            file.seek(0)
            data = file.read()
            place(self.system, f"{self.folder}/{table}.parquet", data)
            files[table] = {"rows": self.rows[table], "sha256": hashlib.sha256(data).hexdigest()}
        manifest = manifest | {"tables": files}
        place(self.system, f"{self.folder}/{MANIFEST}", _json(manifest))
        return manifest

    def close(self) -> None:
        """Let the files go."""
        for table, file in self._files.items():
            with suppress(OSError):  # a full disk, which was told when it was met
                if self._writers[table].is_open:
                    self._writers[table].close()
            with suppress(OSError):
                file.close()


def _nameless() -> IO[bytes]:
    return tempfile.TemporaryFile()


def is_local(system: Any) -> bool:
    """Whether an fsspec file system is this machine's disk."""
    return getattr(system, "protocol", "") in ("file", ("file", "local"))


def place(system: Any, path: str, data: bytes) -> None:
    """Write a file whole or not at all: on a local disk beside its place and then renamed, elsewhere by one upload."""
    if is_local(system):
        import os

        beside = f"{path}.part"
        with open(beside, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, path)
    else:
        system.pipe_file(path, data)


def manifest(archive: str, shard: str) -> dict[str, Any] | None:
    """The manifest of a shard that is whole, None where there is none."""
    held = written(archive, shard)
    if held is None:
        return None
    system, root = filesystem(archive)
    folder = f"{root.rstrip('/')}/shards/{shard}"
    try:
        whole = all(_digest(system, f"{folder}/{t}.parquet") == file["sha256"] for t, file in held["tables"].items())
    except OSError:
        return None
    return held if whole else None


def written(archive: str, shard: str) -> dict[str, Any] | None:
    """The manifest of a shard, whole or not; None where there is none or it is damaged."""
    system, root = filesystem(archive)
    try:
        held: dict[str, Any] = json.loads(system.cat_file(f"{root.rstrip('/')}/shards/{shard}/{MANIFEST}"))
        source, files = held["source"], held["tables"]
        told = [
            held["input"],
            held["reader"],
            *source["names"],
            *held["failed"],
            *(f["sha256"] for f in files.values()),
        ]
        sound = (
            files.keys() == set(rows.ALL)
            and bool(source["names"])
            and all(isinstance(text, str) for text in told)
            and all(isinstance(file["rows"], int) for file in files.values())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return held if sound else None


def names(archive: str) -> list[str]:
    """The names of all shards of an archive, whole or not, sorted; none where there is no archive."""
    system, root = filesystem(archive)
    folder = f"{root.rstrip('/')}/shards"
    if not system.exists(folder):
        return []
    return sorted(str(p).rstrip("/").rpartition("/")[2] for p in system.ls(folder, detail=False))


def remove(archive: str, shard: str) -> None:
    """Take a shard away, its manifest last: killed on the way, it counts for nothing and can be found again."""
    system, root = filesystem(archive)
    folder = f"{root.rstrip('/')}/shards/{shard}"
    for path in sorted(system.find(folder), key=lambda p: str(p).endswith(MANIFEST)):
        system.rm(path)
    if system.exists(folder):
        system.rm(folder, recursive=True)


def _digest(system: Any, path: str) -> str:
    made = hashlib.sha256()
    with system.open(path, "rb") as stream:
        while data := stream.read(1 << 20):
            made.update(data)
    return made.hexdigest()


def _json(held: Any) -> bytes:
    return (json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
