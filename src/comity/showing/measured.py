"""Measured error rates as they ship: ``knowledge/measured.toml``, made by ``tools/make_figures_docs.py``."""

from __future__ import annotations

from typing import Any

from comity.knowledge import load

NAME = "measured.toml"
SHARES = ("precision", "recall", "f1")


def sets() -> list[dict[str, Any]]:
    """What was measured on: ``name``, ``what``, ``documents``, ``digest`` of each set; [] where nothing is shipped."""
    return [dict(s) for s in _table().get("set", ())]


def figures() -> list[dict[str, Any]]:
    """One row for each figure of each set: ``what``, ``means``, ``on``, the shares and ``rows``, "" where none."""
    names = ("what", "means", "on", *SHARES, "rows")
    return [{n: m.get(n, "") for n in names} for m in _table().get("measure", ())]


def _table() -> dict[str, Any]:
    knowledge = load()
    held: dict[str, Any] = knowledge.table(NAME) if NAME in knowledge.names() else {}
    return held
