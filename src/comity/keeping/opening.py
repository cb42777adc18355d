"""Opening a record for reading: what is checked before a question is asked of it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from comity.keeping import schema, store
from comity.keeping.faults import RecordError

_MAGIC = b"SQLite format 3\x00"


def connect(path: str | Path) -> sqlite3.Connection:
    """A read-only connection to a record of this comity's schema.

    Raises RecordError where the file is missing, no record, damaged, or of an older or newer schema.
    """
    path = Path(path)
    connection = probe(path)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != schema.VERSION:
        connection.close()
        raise RecordError(_other_version(path, version))
    try:
        held = dict(connection.execute("SELECT key, value FROM meta"))
    except sqlite3.DatabaseError as error:
        connection.close()
        raise RecordError(f"{path}: the record is damaged ({error}). Build it again, or restore a copy.") from error
    if held.get("columns") != schema.digest():
        connection.close()
        raise RecordError(
            f"{path}: the record was written by comity {held.get('comity', '?')} with other columns than this comity "
            f"reads. Build it again: comity build PATH... -o {path} --force"
        )
    return connection


def probe(path: Path) -> sqlite3.Connection:
    """A read-only connection to any comity record, whatever its version; RecordError where the file is none."""
    if path.is_dir():
        raise RecordError(f"{path}: this is a folder, not a record. Name the file that comity build wrote.")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise RecordError(f"{path}: no such record. Build one: comity build PATH... -o {path}") from None
    except OSError as error:
        raise RecordError(f"{path}: the record cannot be read ({error.strerror or error}).") from error
    if not head.startswith(_MAGIC) or int.from_bytes(head[68:72], "big") != schema.APPLICATION:
        raise RecordError(f"{path}: this is no comity record. Name a file that comity build wrote.")
    try:
        connection = store.connect(path)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        raise RecordError(f"{path}: the record is damaged ({error}). Build it again, or restore a copy.") from error
    return connection


def _other_version(path: Path, version: int) -> str:
    if version < schema.VERSION:
        return (
            f"{path}: the record was written by an older comity (schema {version}, this one reads {schema.VERSION}). "
            f"Build it again: comity build PATH... -o {path} --force"
        )
    return (
        f"{path}: the record was written by a newer comity (schema {version}, this comity reads {schema.VERSION}). "
        "Update comity: pip install --upgrade comity"
    )
