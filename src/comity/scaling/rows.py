"""Readings as rows of a shard's tables: made where the readings were made, so that only columns are handed on."""

from __future__ import annotations

import json
import typing
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

from comity import tables
from comity.keeping.workers import Outcome
from comity.knowledge import load
from comity.models import Claim, Reading

READ = ("documents", *tables.READ, "claims", "amounts")
ALL = (*READ, "pairs", "seeds")


class Rows(NamedTuple):
    """What a chunk of documents gives: Arrow record batches without their schema by table, and what failed."""

    tables: dict[str, bytes]
    characters: int
    failed: list[str]


def of(outcomes: Sequence[Outcome]) -> Rows:
    """The rows of what was read."""
    import pyarrow as pa

    readings = [o.reading for o in outcomes if o.reading is not None]
    made = {}
    for table in ALL:
        if held := [row for reading in readings for row in _rows(table, reading)]:
            batch = pa.RecordBatch.from_pylist(held, schema=schema(table))
            made[table] = batch.serialize().to_pybytes()
    read = sum(len(o.document.text) for o in outcomes)
    return Rows(made, read, [o.error for o in outcomes if o.reading is None])


def batch(table: str, held: bytes) -> Any:
    """The Arrow record batch in :attr:`Rows.tables`."""
    import pyarrow as pa

    return pa.ipc.read_record_batch(pa.py_buffer(held), schema(table))


@cache
def schema(table: str) -> Any:
    """The Arrow schema of a table: texts, numbers, lists of texts; what is nested further as JSON text."""
    import pyarrow as pa

    if table == "pairs":
        return pa.schema([("a", pa.string()), ("b", pa.string()), ("document", pa.string()), ("claims", pa.int64())])
    if table == "seeds":
        return pa.schema([("hash", pa.uint64()), ("document", pa.string()), ("unit", pa.uint32())])
    kinds = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    texts = _lists(table)
    return pa.schema(
        [
            (c.name, pa.list_(pa.string()) if c.name in texts else kinds.get(c.kind, pa.string()))
            for c in tables.columns(table)
        ]
    )


@cache
def _lists(table: str) -> frozenset[str]:
    """The columns of a table that hold lists of texts."""
    hints = typing.get_type_hints(tables.MODELS[table])
    return frozenset(
        name.rstrip("_")
        for name, hint in hints.items()
        if typing.get_origin(hint) is tuple and set(typing.get_args(hint)) <= {str, ...}
    )


@cache
def _nested(table: str) -> tuple[str, ...]:
    """The columns of a table that are nested further."""
    return tuple(c.name for c in tables.columns(table) if c.kind in ("list", "object") and c.name not in _lists(table))


def _rows(table: str, reading: Reading) -> Iterable[dict[str, Any]]:
    if table == "pairs":
        return pairs(reading.document.document, reading.claims)
    if table == "seeds":
        return _seeds(reading)
    if table == "documents":
        return [_row(table, reading.document) | {"text": reading.document.text}]
    return [_row(table, value) for value in getattr(reading, table)]


def _row(table: str, value: Any) -> dict[str, Any]:
    row = tables.row(value)
    for name in _nested(table):
        row[name] = json.dumps(row[name], ensure_ascii=False)
    return row


def pairs(document: str, claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """How many claims of a document are about each pair (a < b) of states or organisations."""
    found: Counter[tuple[str, str]] = Counter()
    for c in claims:
        codes = {code.partition("/")[0] for code in (*c.actors, *c.recipients, *(o.code for o in c.others)) if code}
        found.update(combinations(sorted(codes), 2))
    return [{"a": a, "b": b, "document": document, "claims": n} for (a, b), n in sorted(found.items())]


def _seeds(reading: Reading) -> Iterator[dict[str, Any]]:
    """The hashed runs of words by which copied passages are found."""
    from comity.weighing.lineage import seeds
    from comity.weighing.lineage.words import units

    hashes, positions = seeds.seeds(units(reading, load()))
    name = reading.document.document
    for h, unit in zip(hashes.tolist(), positions.tolist(), strict=True):
        yield {"hash": h, "document": name, "unit": unit}
