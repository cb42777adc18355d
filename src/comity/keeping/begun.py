"""The readings of a build that is under way, kept beside its record so that a killed build goes on where it was.

A small SQLite file, ``RECORD.readings``, removed when the record is written. Whatever is wrong with it, it is left out
of account: all it saves is time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from comity.keeping import store

_KEPT = 8


class Begun:
    """Packed readings of a build on its way, by key; ``path`` is the record's."""

    def __init__(self, path: Path | None) -> None:
        self.path = path.with_name(path.name + ".readings") if path else None
        self._new: list[store.Packed] = []
        self._held: sqlite3.Connection | None = None
        for _ in range(2):
            try:
                self._open()
                return
            except sqlite3.Error:  # damaged by a power cut, or something else under this name
                self._close()
                if self.path is not None:
                    with suppress(OSError):
                        self.path.unlink(missing_ok=True)

    def _open(self) -> None:
        if self.path is not None:
            self._held = sqlite3.connect(self.path, isolation_level=None)
            self._held.execute("CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, given TEXT, reading BLOB)")
            self._held.execute("SELECT count(*) FROM readings").fetchone()

    def take(self, key: str) -> store.Packed | None:
        """The reading under this key, None where there is none."""
        row = None
        if self._held is not None:
            with suppress(sqlite3.Error):
                row = self._held.execute("SELECT key, given, reading FROM readings WHERE key = ?", (key,)).fetchone()
        return store.Packed(*row) if row else None

    def keep(self, packed: store.Packed) -> None:
        """Keep one more, on disk a few at a time."""
        self._new.append(packed)
        if len(self._new) >= _KEPT:
            self.save()

    def save(self) -> None:
        """Write what was kept since the last time; a full disk only means that nothing is saved."""
        if self._held is not None:
            with suppress(sqlite3.Error):
                self._insert(self._new)
        self._new = []

    def _insert(self, rows: Iterable[store.Packed]) -> None:
        assert self._held is not None
        self._held.execute("BEGIN")
        try:
            self._held.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", rows)
            self._held.execute("COMMIT")
        except sqlite3.Error:
            self._held.execute("ROLLBACK")
            raise

    def _close(self) -> None:
        if self._held is not None:
            with suppress(sqlite3.Error):
                self._held.close()
        self._held = None

    def done(self) -> None:
        """The record is written: nothing here is needed any more."""
        self._close()
        if self.path is not None:
            for end in ("", "-journal"):
                with suppress(OSError):
                    self.path.with_name(self.path.name + end).unlink(missing_ok=True)

    def stopped(self) -> None:
        """The build ended early: keep what there is for the next."""
        self.save()
        self._close()
        if self.path is not None and self.path.exists() and not self._any():
            self.done()

    def _any(self) -> bool:
        with suppress(sqlite3.Error):
            held = sqlite3.connect(self.path or "")
            try:
                return bool(held.execute("SELECT EXISTS (SELECT 1 FROM readings)").fetchone()[0])
            finally:
                held.close()
        return False
