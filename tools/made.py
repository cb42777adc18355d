"""A page that a script makes: written, or with ``--check`` compared with what is there."""

from __future__ import annotations

import sys
from pathlib import Path


def write_or_check(place: Path, made: str, script: str) -> int:
    """Write ``made`` to ``place``; with ``--check`` only say whether that is what stands there, 1 where it is not."""
    if "--check" in sys.argv:
        same = place.exists() and place.read_text(encoding="utf-8") == made
        print(f"{place}: {'up to date' if same else f'stale: run python tools/{script}'}")
        return 0 if same else 1
    place.parent.mkdir(exist_ok=True)
    place.write_text(made, encoding="utf-8")
    return 0
