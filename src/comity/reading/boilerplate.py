"""The patterns of ``furniture.toml`` against a line or sentence, only those tried that may begin as it does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from comity.reading.beginnings import beginnings


@dataclass(frozen=True, slots=True)
class Rule:
    """One stanza of ``furniture.toml``."""

    name: str
    where: str
    patterns: tuple[str, ...]
    opens: bool
    whole_line: bool


class Boilerplate:
    """The rules in the order of the table. Patterns are compiled as texts that may match them come up."""

    def __init__(self, stanzas: Iterable[dict[str, Any]]) -> None:
        self._rules = [
            Rule(r["name"], r["where"], tuple(r["patterns"]), r.get("opens", False), r.get("whole_line", False))
            for r in stanzas
        ]
        self._begin = {p: beginnings(p) for r in self._rules for p in r.patterns}
        self._letters = frozenset(c for letters in self._begin.values() for c in letters or ())
        self._compiled: dict[tuple[str, ...], re.Pattern[str]] = {}
        self._tried: dict[str, list[tuple[Rule, re.Pattern[str]]]] = {}

    def rule(self, text: str, where: str) -> Rule | None:
        """The first rule for this place that knows the whole text."""
        return next((r for r, p in self._may_match(text) if r.where == where and p.fullmatch(text)), None)

    def opens(self, text: str, name: str) -> bool:
        """Whether the rule of this name knows the text and takes what follows it too."""
        return any(r.opens and r.name == name and p.fullmatch(text) for r, p in self._may_match(text))

    def _may_match(self, text: str) -> list[tuple[Rule, re.Pattern[str]]]:
        first = text[:1] if text[:1] in self._letters else ""
        if first not in self._tried:
            held = [(r, tuple(p for p in r.patterns if self._begins(first, p))) for r in self._rules]
            self._tried[first] = [(r, self._either(some)) for r, some in held if some]
        return self._tried[first]

    def _begins(self, first: str, pattern: str) -> bool:
        letters = self._begin[pattern]
        return letters is None or first in letters

    def _either(self, patterns: tuple[str, ...]) -> re.Pattern[str]:
        if patterns not in self._compiled:
            self._compiled[patterns] = re.compile("|".join(f"(?:{p})" for p in patterns), re.I)
        return self._compiled[patterns]
