"""The rows of ``training/`` as its tools read them: lines of files, passages laid out, triggers placed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TRAINING = Path(__file__).resolve().parents[1] / "training"
TAG = re.compile(r"<[^>]*>")


def lines(kind: str, folder: Path = TRAINING) -> Iterator[dict[str, Any]]:
    """The lines of all files of one kind ("sentences", "passages"), in the order of the files' names."""
    for file in sorted(folder.glob(f"{kind}_*.jsonl")):
        yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def passage(row: dict[str, Any]) -> dict[str, Any]:
    """The passage as a row like those of sentences; ``at`` of an event is where its sentence begins."""
    text, events = row["title"] + "\n\n", []
    for sentence in row["sentences"]:
        events += [event | {"at": len(text)} for event in sentence["events"]]
        text += sentence["text"] + " "
    return {"id": row["id"], "text": text.rstrip(), "events": events, "hard": ""}


def placed(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The events of a row with ``start`` and ``end`` of their triggers in its text without tags."""
    text, out, start = TAG.sub("", row["text"]), [], 0
    for event in row["events"]:
        least = event.get("at", 0)
        start = text.find(event["trigger"], max(start, least))
        start = start if start >= 0 else text.find(event["trigger"], least)
        out.append(event | {"start": start, "end": start + len(event["trigger"])})
        start += 1
    return out
