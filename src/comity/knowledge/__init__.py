"""The tables comity knows things from: data files that a historian can edit, described in ``README.md`` beside them.

Stages ask for a table by its path below this folder (``knowledge.table("periods.toml")``); what a stage makes of its
tables (a compiled grammar, an automaton) it keeps with :meth:`Knowledge.compiled`, so that each is made once.
"""

from __future__ import annotations

import contextlib
import csv
import gc
import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import tomli as tomllib  # the standard library's own, compiled

T = TypeVar("T")

_own = False


class Knowledge:
    """All tables of one folder, read at first use. ``root`` is any folder laid out like this one."""

    def __init__(self, root: Traversable | None = None) -> None:
        self.root = root or files(__name__)
        self._tables: dict[str, Any] = {}
        self._compiled: dict[str, Any] = {}

    def table(self, name: str) -> Any:
        """The table ``name``: a dict for ``.toml`` and ``.json``, a list of dicts for ``.csv``, ``.tsv``, ``.jsonl``.

        Raises FileNotFoundError when there is no such table.
        """
        if name not in self._tables:
            with lasting():
                self._tables[name] = _parse(name, self.root.joinpath(name).read_text(encoding="utf-8"))
        return self._tables[name]

    def names(self, folder: str = "") -> list[str]:
        """Names of the tables in ``folder``, sorted."""
        where = self.root.joinpath(folder) if folder else self.root
        prefix = f"{folder}/" if folder else ""
        return sorted(prefix + entry.name for entry in where.iterdir() if entry.is_file())

    def compiled(self, name: str, make: Callable[[Knowledge], T]) -> T:
        """What ``make(self)`` gives, made once for this knowledge and kept under ``name``."""
        if name not in self._compiled:
            with lasting():
                self._compiled[name] = make(self)
        made: T = self._compiled[name]
        return made


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """While much is made, let the garbage collector not look through all of it again and again."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


@contextlib.contextmanager
def lasting() -> Iterator[None]:
    """While something is made that stays as long as the process: in one of comity's own the collector leaves it be."""
    with undisturbed():
        yield
        if _own:
            gc.freeze()


def own() -> None:
    """This process is comity's own, begun and ended by it, with nothing of a host's that should ever be collected."""
    global _own
    _own = True


def owned() -> bool:
    """Whether this process is comity's own (:func:`own`), not that of a program which uses comity."""
    return _own


def _parse(name: str, text: str) -> Any:
    if name.endswith(".toml"):
        return tomllib.loads(text)
    if name.endswith(".json"):
        return json.loads(text)
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    if name.endswith((".tsv", ".csv")):
        lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
        return _rows(lines, "\t" if name.endswith(".tsv") else ",")
    raise ValueError(f"{name}: comity reads knowledge from .toml, .json, .jsonl, .csv and .tsv")


def _rows(lines: list[str], delimiter: str) -> list[dict[str, str]]:
    """A dict a line, by the names in the first line."""
    names, *rows = csv.reader(lines, delimiter=delimiter)
    if set(map(len, rows)) - {len(names)}:  # what is then missing or over
        return list(csv.DictReader(lines, delimiter=delimiter))
    return [dict(zip(names, row, strict=False)) for row in rows]


_default: Knowledge | None = None


def load() -> Knowledge:
    """The knowledge shipped with comity, one per process."""
    global _default
    if _default is None:
        _default = Knowledge()
    return _default
