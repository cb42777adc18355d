"""CSV: one file a table, with a header, described by ``datapackage.json``.

Lists and objects stand as JSON. Text that a spreadsheet would take for a formula (it begins with ``= + - @``, tab or
carriage return) has an apostrophe before it.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from comity import tables
from comity.keeping.record import Record
from comity.showing.export import datapackage
from comity.showing.tabulate import cell


def write(record: Record, folder: Path) -> None:
    """Write every table to ``folder``; an empty table is a file with a header alone."""
    for table in tables.TABLES:
        fields = [f["name"] for f in datapackage.fields(table)]
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(fields)
            for value in record.values(table):
                row = tables.row(value)
                writer.writerow([_cell(row[name]) for name in fields])
    datapackage.write(record, folder, "csv")


def _cell(value: Any) -> str | int | float:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else cell(value)
