"""What read a document: the digest by which a rebuild knows that a reading still holds."""

from __future__ import annotations

import dataclasses
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol

from comity.knowledge import Knowledge
from comity.models import Document


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...


def digest(knowledge: Knowledge) -> str:
    """Digest of the code and the knowledge that turn a document into a reading."""
    return knowledge.compiled("keeping.reader", _digest)


def _digest(knowledge: Knowledge) -> str:
    made = sha256()
    root = files("comity")
    for entry in (root / "models.py", root / "reading"):
        _add(made, entry, entry.name)
    for entry in sorted((root / "knowledge").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".py"):  # the code beside the tables, which a folder of one's own does without
            _add(made, entry, f"knowledge/{entry.name}")
    _add(made, knowledge.root, "knowledge")
    return made.hexdigest()[:16]


def weigher(knowledge: Knowledge) -> str:
    """Digest of the code and the knowledge that weigh readings together."""
    return knowledge.compiled("keeping.weigher", _weigher)


def _weigher(knowledge: Knowledge) -> str:
    made = sha256(digest(knowledge).encode())
    root = files("comity")
    for entry in (root / "weighing", root / "keeping" / "naming.py"):
        _add(made, entry, entry.name)
    return made.hexdigest()[:16]


def _add(made: _Hash, entry: Traversable, name: str) -> None:
    if entry.is_dir():
        for inner in sorted(entry.iterdir(), key=lambda e: e.name):
            if inner.name != "__pycache__":
                _add(made, inner, f"{name}/{inner.name}")
    else:
        data = entry.read_bytes()
        made.update(f"{name}\0{len(data)}\0".encode())
        made.update(data)


def key(document: Document, reader: str) -> str:
    """What a reading of this document depends on: its text, all that is told of it, and the reader's digest."""
    made = sha256(reader.encode())
    for field in dataclasses.fields(document):
        data = str(getattr(document, field.name)).encode("utf-8", "surrogatepass")
        made.update(f"{field.name}\0{len(data)}\0".encode())
        made.update(data)
    return made.hexdigest()
