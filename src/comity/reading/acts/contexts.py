"""In which contexts a claim stands: nuclear, legal, economic and so on, by the words it is told with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.knowledge import Knowledge

_WORD = re.compile(r"[^\W_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Contexts:
    """``whole``: words and pairs of words -> contexts; ``stems``: beginnings of words, by their first three letters."""

    whole: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[tuple[str, str], ...]]

    def of(self, words: str) -> tuple[str, ...]:
        """The contexts that these words tell, sorted."""
        tokens = [w.lower() for w in _WORD.findall(words)]
        found: set[str] = set()
        for k, token in enumerate(tokens):
            found.update(self.whole.get(token, ()))
            if k + 1 < len(tokens):
                found.update(self.whole.get(f"{token} {tokens[k + 1]}", ()))
            found.update(name for stem, name in self.stems.get(token[:3], ()) if token.startswith(stem))
        return tuple(sorted(found))


def contexts(knowledge: Knowledge) -> Contexts:
    """The contexts of ``knowledge``, compiled once."""
    return knowledge.compiled("acts.contexts", _compile)


def _compile(knowledge: Knowledge) -> Contexts:
    whole: dict[str, list[str]] = {}
    stems: dict[str, list[tuple[str, str]]] = {}
    for name, words in knowledge.table("contexts.toml")["contexts"].items():
        for word in words:
            if word.endswith("*") and " " not in word:
                stems.setdefault(word[:3], []).append((word[:-1], name))
            else:
                whole.setdefault(word.rstrip("*"), []).append(name)
    return Contexts({w: tuple(n) for w, n in whole.items()}, {s: tuple(p) for s, p in stems.items()})
