"""Whether another process still runs; one that has ended and whose end nobody has asked for yet does not."""

from __future__ import annotations

import os
import time
from pathlib import Path

PATIENCE = 30.0
"""Seconds: a busy machine takes its time to end a process."""


def runs(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    if not Path("/proc/self/stat").exists():
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:  # it was never there, or went while it was looked at
        return False
    return told.rpartition(")")[2].split()[0] not in "ZX"


def ends(pid: int, within: float = PATIENCE) -> bool:
    """Whether a process ends within so many seconds."""
    until = time.monotonic() + within
    while runs(pid):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
