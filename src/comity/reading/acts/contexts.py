"""In which contexts a claim stands: nuclear, legal, economic and so on, by the words it is told with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.knowledge import Knowledge

_WORD = re.compile(r"[^\W_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Contexts:
    """``whole``: words -> contexts; ``pairs``: the same for two words, by the first; ``stems``: beginnings of words, by
    their first three letters."""

    whole: dict[str, tuple[str, ...]]
    pairs: dict[str, dict[str, tuple[str, ...]]]
    stems: dict[str, tuple[tuple[str, str], ...]]

    def of(self, words: str) -> tuple[str, ...]:
        """The contexts that these words tell, sorted."""
        tokens = [w.lower() for w in _WORD.findall(words)]
        found: set[str] = set()
        for k, token in enumerate(tokens):
            if token in self.whole:
                found.update(self.whole[token])
            if token in self.pairs and k + 1 < len(tokens):
                found.update(self.pairs[token].get(tokens[k + 1], ()))
            for stem, name in self.stems.get(token[:3], ()):
                if token.startswith(stem):
                    found.add(name)
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
    pairs: dict[str, dict[str, tuple[str, ...]]] = {}
    for words, names in whole.items():
        first, blank, second = words.partition(" ")
        if blank:
            pairs.setdefault(first, {})[second] = tuple(names)
    single = {w: tuple(names) for w, names in whole.items() if " " not in w}
    return Contexts(single, pairs, {s: tuple(p) for s, p in stems.items()})
