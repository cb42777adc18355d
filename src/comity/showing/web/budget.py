"""What the questions of one page may cost."""

from __future__ import annotations

import sqlite3
from time import monotonic

STEPS = 20_000  # SQLite instructions between two looks at the clock


def limit(connection: sqlite3.Connection, seconds: float) -> None:
    """Nothing can be written, and whatever takes longer than ``seconds`` from now is interrupted."""
    connection.execute("PRAGMA query_only = ON")
    until = monotonic() + seconds
    connection.set_progress_handler(lambda: int(monotonic() > until), STEPS)
