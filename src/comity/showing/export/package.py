"""``datapackage.json`` for formats that are not the record's own tables (Frictionless Data Package 1.0)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import comity

_MEDIA = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".jsonl": "application/jsonl",
    ".parquet": "application/vnd.apache.parquet",
    ".txt": "text/plain",
}


def write_package(folder: Path, name: str, description: str, resources: Sequence[Mapping[str, Any]]) -> None:
    """Write ``datapackage.json`` for the files of a format; ``resources`` come from :func:`file` and :func:`table`."""
    package = {
        "profile": "data-package",
        "name": f"comity-record-{name}",
        "title": "A record of the relations between states",
        "description": description,
        "created_by": f"comity {comity.__version__}",
        "resources": list(resources),
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")


def file(path: str, title: str, schema: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A file that is no plain table; ``schema`` tells the columns where it has some."""
    found = {
        "type": "file",
        "name": _name(path),
        "path": path,
        "title": title,
        "format": path.rpartition(".")[2],
        "mediatype": _MEDIA[path[path.rindex(".") :]],
    }
    if not path.endswith(".parquet"):
        found["encoding"] = "utf-8"
    return found | ({"schema": schema} if schema else {})


def table(path: str, title: str, fields: Mapping[str, str], types: Mapping[str, str], key: str = "") -> dict[str, Any]:
    """A table with a header: ``fields`` gives each column's meaning, ``types`` its type where that is not string."""
    schema: dict[str, Any] = {
        "fields": [{"name": n, "type": types.get(n, "string"), "description": d} for n, d in fields.items()],
        "missingValues": ["", "None"] if path.endswith(".tsv") else [""],
    }
    if key:
        schema["primaryKey"] = key
    dialect = {"dialect": {"delimiter": "\t"}} if path.endswith(".tsv") else {}
    return {
        "profile": "tabular-data-resource",
        "name": _name(path),
        "path": path,
        "title": title,
        "format": path.rpartition(".")[2],
        "mediatype": _MEDIA[path[path.rindex(".") :]],
        "encoding": "utf-8",
        **dialect,
        "schema": schema,
    }


def write_json(path: Path, value: Any) -> None:
    """Write JSON, two blanks a level, UTF-8, safe for programs that break lines at U+2028."""
    from comity.showing.plain import json_safe

    text = json_safe(json.dumps(value, ensure_ascii=False, indent=2))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _name(path: str) -> str:
    return path.rpartition(".")[0].lower().replace("/", "-").replace("_", "-")
