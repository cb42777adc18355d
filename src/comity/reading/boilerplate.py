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
        self._tried: dict[tuple[str, str], list[tuple[Rule, re.Pattern[str]]]] = {}

    def rule(self, text: str, where: str) -> Rule | None:
        """The first rule for this place that knows the whole text."""
        for rule, pattern in self._may_match(text, where):
            if pattern.fullmatch(text):
                return rule
        return None

    def opens(self, text: str, name: str) -> bool:
        """Whether the rule of this name knows the text and takes what follows it too."""
        places = {r.where for r in self._rules if r.opens and r.name == name}
        return any(
            r.opens and r.name == name and p.fullmatch(text)
            for where in places
            for r, p in self._may_match(text, where)
        )

    def _may_match(self, text: str, where: str) -> list[tuple[Rule, re.Pattern[str]]]:
        first = text[:1] if text[:1] in self._letters else ""
        held = self._tried.get((first, where))
        if held is None:
            held = self._tried[first, where] = []
            for rule in self._rules:
                begin = [(p, self._begin[p]) for p in rule.patterns if rule.where == where]
                anyhow = tuple(p for p, letters in begin if letters is None)
                so = tuple(p for p, letters in begin if letters is not None and first in letters)
                held += [(rule, self._either(some)) for some in (anyhow, so) if some]
        return held

    def _either(self, patterns: tuple[str, ...]) -> re.Pattern[str]:
        if patterns not in self._compiled:
            self._compiled[patterns] = re.compile("|".join(f"(?:{p})" for p in patterns), re.I)
        return self._compiled[patterns]
