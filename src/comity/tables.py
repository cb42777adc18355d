"""The tables of a record as flat rows: the names and fields that exports and the store share.

``rows(readings, weighing)`` gives, table by table, the rows of the record contract: evidence is spread into
``document``, ``start``, ``end`` and ``quote``; ``from_`` is called ``from``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from comity.models import Evidence, Reading, Weighing

READ = (
    "furniture",
    "sentences",
    "mentions",
    "dates",
    "status",
    "offices",
    "polls",
    "statements",
    "measures",
    "passages",
    "unread",
)
WEIGHED = (
    "claims",
    "amounts",
    "copies",
    "facts",
    "disputes",
    "periods",
    "index",
    "threads",
    "judgements",
)
TABLES = ("documents", *READ, *WEIGHED)


def row(value: Any) -> dict[str, Any]:
    """One flat row of a record value."""
    out: dict[str, Any] = {}
    for f in dataclasses.fields(value):
        item = getattr(value, f.name)
        if isinstance(item, Evidence):
            out |= {"document": item.document, "start": item.start, "end": item.end, "quote": item.quote}
        else:
            out[f.name.rstrip("_")] = _plain(item)
    return out


def _plain(item: Any) -> Any:
    if dataclasses.is_dataclass(item) and not isinstance(item, type):
        return {f.name.rstrip("_"): _plain(getattr(item, f.name)) for f in dataclasses.fields(item)}
    if isinstance(item, tuple):
        return [_plain(i) for i in item]
    if isinstance(item, float) and item.is_integer():
        return int(item)
    return item


def rows(readings: Sequence[Reading], weighing: Weighing) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """(table, rows) for every table, in a fixed order."""
    readings = sorted(readings, key=lambda r: r.document.document)
    documents = []
    for reading in readings:
        d = row(reading.document)
        del d["text"]
        documents.append(d | {"characters": reading.document.characters})
    yield "documents", documents
    for name in READ:
        yield name, [row(v) for r in readings for v in getattr(r, name)]
    for name in WEIGHED:
        yield name, [row(v) for v in getattr(weighing, name)]
