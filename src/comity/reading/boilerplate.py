"""The patterns of ``furniture.toml`` against a line or sentence, only those tried that may open as it does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from comity.reading.beginnings import LONGEST, lowered, openings


@dataclass(frozen=True, slots=True)
class Rule:
    """One stanza of ``furniture.toml``."""

    name: str
    where: str
    opens: bool
    whole_line: bool


class Boilerplate:
    """The rules in the order of the table. Patterns are compiled as texts that may match them come up."""

    def __init__(self, stanzas: Iterable[dict[str, Any]]) -> None:
        self._known: list[tuple[Rule, str]] = []
        self._compiled: dict[int, re.Pattern[str]] = {}
        self._opened: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for r in stanzas:
            rule = Rule(r["name"], r["where"], r.get("opens", False), r.get("whole_line", False))
            anyhow = []
            for pattern in r["patterns"]:
                begun = openings(pattern)
                if begun is None:
                    anyhow.append(f"(?:{pattern})")
                else:
                    self._enter(rule, pattern, begun)
            if anyhow:
                self._enter(rule, "|".join(anyhow), [""])

    def rule(self, text: str, where: str) -> Rule | None:
        """The first rule for this place that knows the whole text."""
        return next(self._rules(text, where), None)

    def opens(self, text: str, name: str) -> bool:
        """Whether the rule of this name knows the text and takes what follows it too."""
        places = {r.where for r, _ in self._known if r.opens and r.name == name}
        return any(r.opens and r.name == name for where in places for r in self._rules(text, where))

    def _enter(self, rule: Rule, pattern: str, begun: Iterable[str]) -> None:
        for opening in begun:
            self._opened[rule.where][opening].append(len(self._known))
        self._known.append((rule, pattern))

    def _rules(self, text: str, where: str) -> Iterator[Rule]:
        """The rules for this place that know the whole text, some perhaps more than once."""
        opened, first = self._opened[where], lowered(text[:LONGEST])
        for k in sorted({k for end in range(len(first) + 1) for k in opened.get(first[:end], ())}):
            rule, pattern = self._known[k]
            if k not in self._compiled:
                self._compiled[k] = re.compile(pattern, re.IGNORECASE)
            if self._compiled[k].fullmatch(text):
                yield rule
