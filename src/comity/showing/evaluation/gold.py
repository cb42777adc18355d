"""Reading gold: JSON Lines tables in a folder, each row checked for the fields that it needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from comity.errors import ComityError
from comity.showing.evaluation.figures import Row

PLACE = ("document", "start", "end")
NEEDED: dict[str, tuple[str, ...]] = {
    "events": (*PLACE, "plover", "actors", "recipients", "when"),
    "dates": (*PLACE, "edtf"),
    "amounts": (*PLACE, "value", "currency"),
    "status": (*PLACE, "pair", "status"),
    "offices": (*PLACE, "person", "state"),
    "polls": (*PLACE, "measure", "value", "when"),
    "statements": (*PLACE, "speaker", "act"),
    "copies": ("a", "b"),
    "disputes": ("a", "b"),
    "furniture": PLACE,
    "actors": ("names", "state"),
}
_SIDES = ("copies", "disputes")


class GoldError(ComityError):
    """Gold that cannot be read, or that measures nothing."""


@dataclass(frozen=True, slots=True)
class Gold:
    """The tables that a folder has, and the documents (their names without folders) that they speak of."""

    documents: frozenset[str]
    tables: dict[str, list[Row]]


def base(name: object) -> str:
    """A document's name without its folders."""
    return str(name).rpartition("/")[2]


def read_gold(folder: Path) -> Gold:
    """The gold in ``folder``; raises GoldError, naming file and line."""
    if not folder.is_dir():
        raise GoldError(f"{folder}: there is no such folder. Name one that holds gold tables (events.jsonl, ...).")
    held = {name: _table(folder / f"{name}.jsonl", fields) for name, fields in NEEDED.items()}
    found = {name: rows for name, rows in held.items() if rows is not None}
    if not found:
        listed = ", ".join(f"{name}.jsonl" for name in NEEDED)
        raise GoldError(f"{folder}: no gold table here. It may hold {listed}.")
    named = _table(folder / "documents.jsonl", ("document",))
    documents = {r["document"] for r in named} if named is not None else set()
    if named is None:
        documents = {d for rows in found.values() for row in rows for d in _documents(row)}
    if not documents:
        raise GoldError(f"{folder}: the gold names no document.")
    return Gold(frozenset(documents), found)


def _table(path: Path, fields: tuple[str, ...]) -> list[Row] | None:
    if not path.exists():
        return None
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read ({error}).") from error
    return [_row(path, n, line, fields) for n, line in enumerate(lines, 1) if line.strip()]


def _row(path: Path, n: int, line: str, fields: tuple[str, ...]) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}, line {n}: no JSON ({error}).") from error
    if not isinstance(row, dict):
        raise GoldError(f"{path}, line {n}: a row must be a JSON object.")
    lacking = [f for f in fields if f not in row]
    for side in ("a", "b"):
        if path.stem in _SIDES and isinstance(row.get(side), dict):
            lacking += [f"{side}.{f}" for f in PLACE if f not in row[side]]
            row[side] = row[side] | {"document": base(row[side].get("document"))}
    if lacking:
        raise GoldError(f"{path}, line {n}: the row has no {', '.join(lacking)}.")
    if "document" in row:
        row["document"] = base(row["document"])
    return row


def _documents(row: Row) -> set[str]:
    if "document" in row:
        return {row["document"]}
    return {row[s]["document"] for s in ("a", "b") if isinstance(row.get(s), dict)}
