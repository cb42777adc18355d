"""JSON Lines: one file a table, one row a line, as the record contract has it, described by ``datapackage.json``.

What some programs take for the end of a line (U+0085, U+2028 and their like) stands as an escape.
"""

from __future__ import annotations

import json
from pathlib import Path

from comity import tables
from comity.keeping.record import Record
from comity.showing.export import datapackage
from comity.showing.plain import json_safe


def write(record: Record, folder: Path) -> None:
    """Write every table to ``folder``; an empty table is an empty file."""
    for table in tables.TABLES:
        with (folder / f"{table}.jsonl").open("w", encoding="utf-8", newline="\n") as file:
            for value in record.values(table):
                file.write(json_safe(json.dumps(tables.row(value), ensure_ascii=False)) + "\n")
    datapackage.write(record, folder, "jsonl")
