"""Parquet: one file a table, for pandas, R (arrow), DuckDB and Spark. Lists are lists, evidence in them structs.

Needs pyarrow (the extra ``archive``). Columns are those of JSON Lines, with their types.
"""

from __future__ import annotations

import dataclasses
import typing
from pathlib import Path
from typing import Any

from comity import tables
from comity.keeping.record import Record
from comity.models import Evidence
from comity.showing.export import datapackage
from comity.showing.export.meaning import TITLES
from comity.showing.export.package import file, write_package
from comity.showing.extras import needed

ROWS = 50_000  # rows of a row group


def write(record: Record, folder: Path) -> None:
    """Write every table to ``folder``; raises MissingExtra where pyarrow is not installed."""
    pa, parquet = needed("pyarrow", "archive", "Parquet"), needed("pyarrow.parquet", "archive", "Parquet")
    for table in tables.TABLES:
        schema = _schema(table, pa)
        with parquet.ParquetWriter(folder / f"{table}.parquet", schema, compression="zstd") as writer:
            rows: list[dict[str, Any]] = []
            for value in record.values(table):
                rows.append(tables.row(value))
                if len(rows) == ROWS:
                    writer.write_table(pa.Table.from_pylist(_floats(rows, schema, pa), schema=schema))
                    rows = []
            writer.write_table(pa.Table.from_pylist(_floats(rows, schema, pa), schema=schema))
    described = [file(f"{t}.parquet", TITLES[t], {"fields": datapackage.fields(t)}) for t in tables.TABLES]
    write_package(folder, "parquet", "Every table of the record as Parquet.", described)


def _schema(table: str, pa: Any) -> Any:
    """The Arrow schema of a table."""
    fields = []
    for name, hint in _hints(tables.MODELS[table]).items():
        if hint is Evidence:
            fields += [(n, _type(h, pa)) for n, h in _hints(Evidence).items()]
        elif (table, name) != ("documents", "text"):
            fields.append((name, _type(hint, pa)))
    if table == "documents":
        fields.append(("characters", pa.int64()))
    return pa.schema([pa.field(name, kind) for name, kind in fields])


def _type(hint: Any, pa: Any) -> Any:
    if hint is str:
        return pa.string()
    if hint is bool:
        return pa.bool_()
    if hint is int:
        return pa.int64()
    if hint is float or hint == float | None:
        return pa.float64()
    if typing.get_origin(hint) is tuple:
        return pa.list_(_type(typing.get_args(hint)[0], pa))
    return pa.struct([pa.field(n, _type(h, pa)) for n, h in _hints(hint).items()])


def _hints(cls: type) -> dict[str, Any]:
    hints = typing.get_type_hints(cls)
    return {f.name.rstrip("_"): hints[f.name] for f in dataclasses.fields(cls)}


def _floats(rows: list[dict[str, Any]], schema: Any, pa: Any) -> list[dict[str, Any]]:
    """Whole numbers as floats where the column is one of floats."""
    names = [f.name for f in schema if f.type == pa.float64()]
    return [row | {n: float(row[n]) for n in names if row[n] is not None} for row in rows]
