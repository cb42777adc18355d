"""Whether the knowledge at hand is what comity shipped: each file against its SHA-256 in ``shipped.json``.

A historian may edit the tables; a record then says which were not as shipped. A file that was damaged on its way shows
in the same list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources.abc import Traversable

from comity.knowledge import Knowledge

MANIFEST = "shipped.json"
_LEFT_OUT = ("__pycache__", MANIFEST)


def digests(root: Traversable) -> dict[str, str]:
    """SHA-256 (hex) of every file below ``root`` by its path, but the manifest and code, sorted by path."""
    return dict(sorted((name, sha256(entry.read_bytes()).hexdigest()) for name, entry in _below(root, "")))


def _below(where: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in where.iterdir():
        if entry.name in _LEFT_OUT or entry.name.endswith(".py"):
            continue
        if entry.is_dir():
            yield from _below(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry


def edited(knowledge: Knowledge) -> tuple[str, ...]:
    """Files of ``knowledge`` that differ from those comity shipped, are new, or are gone; sorted.

    Knowledge without a manifest (a folder of one's own) is measured against the one inside comity.
    """
    return knowledge.compiled("shipped.edited", _edited)


def _edited(knowledge: Knowledge) -> tuple[str, ...]:
    manifest = Knowledge().root.joinpath(MANIFEST)
    shipped: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))
    here = digests(knowledge.root)
    return tuple(sorted(name for name in shipped.keys() | here.keys() if shipped.get(name) != here.get(name)))
