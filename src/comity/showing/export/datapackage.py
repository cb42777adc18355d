"""``datapackage.json``: what the files of an export are and what every field means (Frictionless Data Package 1.0)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import comity
from comity import tables
from comity.keeping.record import Record
from comity.showing.export.meaning import FIELDS, TITLES

_TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "list": "array",
    "object": "object",
}
_FILES = {
    "jsonl": {"format": "jsonl", "mediatype": "application/jsonl"},
    "csv": {"format": "csv", "mediatype": "text/csv"},
}


def fields(table: str) -> list[dict[str, str]]:
    """Name, type and description of each field of an export table."""
    columns = [c for c in tables.columns(table) if (table, c.name) != ("documents", "text")]
    found = [{"name": c.name, "type": _TYPES[c.kind], "description": meaning(table, c.name)} for c in columns]
    if table == "documents":
        found.append({"name": "characters", "type": "integer", "description": meaning(table, "characters")})
    return found


def meaning(table: str, field: str) -> str:
    """What a field means."""
    return FIELDS.get(f"{table}.{field}") or FIELDS.get(field, "")


def write(record: Record, folder: Path, form: str) -> None:
    """Write the description of the files ``TABLE.FORM`` in ``folder``."""
    package = {
        "profile": "data-package",
        "name": "comity-record",
        "title": "A record of the relations between states",
        "description": "What documents say that states did to each other, every line traced to the words that say it.",
        "created_by": f"comity {comity.__version__}",
        "resources": [_resource(table, form, record.count(table)) for table in tables.TABLES],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")


def _resource(table: str, form: str, rows: int) -> dict[str, Any]:
    listed = fields(table)
    names = [f["name"] for f in listed]
    schema: dict[str, Any] = {"fields": listed, "missingValues": [""]}
    if table == "documents":
        schema["primaryKey"] = "document"
    elif "id" in names:
        schema["primaryKey"] = "id"
    if table != "documents" and "document" in names:
        reference = {"resource": "documents", "fields": "document"}
        schema["foreignKeys"] = [{"fields": "document", "reference": reference}]
    # A JSON Lines file without a line is no table to Frictionless: it is described as a file.
    kind = {"profile": "tabular-data-resource"} if rows or form == "csv" else {"type": "file"}
    return {
        **kind,
        "name": table,
        "path": f"{table}.{form}",
        "title": TITLES[table],
        "encoding": "utf-8",
        **_FILES[form],
        "schema": schema,
    }
