"""The patterns of ``furniture.toml`` against a line or sentence, only those tried that may open as it does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from comity.reading.beginnings import lowered, openings

_LETTERS = 2
"""Letters of a text by which the patterns are chosen that may match it."""
_MOST = 10_000


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
        self._open = {p: tuple(openings(p) or ("",)) for r in self._rules for p in r.patterns}
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
        first = lowered(text[:_LETTERS])
        held = self._tried.get((first, where))
        if held is None:
            if len(self._tried) > _MOST:
                self._tried.clear()
            held = self._tried[first, where] = []
            for rule in self._rules:
                begun = [p for p in rule.patterns if self._opens(first, p)] if rule.where == where else []
                anyhow = tuple(p for p in begun if "" in self._open[p])
                so = tuple(p for p in begun if p not in anyhow)
                held += [(rule, self._either(some)) for some in (anyhow, so) if some]
        return held

    def _opens(self, first: str, pattern: str) -> bool:
        """Whether a match of a pattern may open with these letters; of a shorter text they are all."""
        return any(opening.startswith(first) or first.startswith(opening) for opening in self._open[pattern])

    def _either(self, patterns: tuple[str, ...]) -> re.Pattern[str]:
        if patterns not in self._compiled:
            self._compiled[patterns] = re.compile("|".join(f"(?:{p})" for p in patterns), re.I)
        return self._compiled[patterns]
