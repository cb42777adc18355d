"""Words of substance: what a clause is about, told by its words without their endings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from comity.knowledge import Knowledge

_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"(?<=\w{4})(?:ings?|ed|es|s|ers?|ions?|ments?|ly)$")


@dataclass(frozen=True, slots=True)
class Substance:
    """The word lists of ``rivalry.toml`` ("substance"); ``common`` and ``counting`` as stems, ``kin``: stem -> stem."""

    light: frozenset[str]
    common: frozenset[str]
    counting: frozenset[str]
    no_name: frozenset[str]
    loose: frozenset[str]
    kin: Mapping[str, str]

    def stems(self, words: str) -> frozenset[str]:
        """The words of substance without their endings, five letters of each at most."""
        return frozenset([stem(w) for w in _WORD.findall(words.casefold()) if w not in self.light])

    def matter(self, stems: Iterable[str]) -> frozenset[str]:
        """Stems with one for all that two authors may choose between: "shut" is "close", "accord" is "treaty"."""
        return frozenset([self.kin.get(s, s) for s in stems])


@lru_cache(100_000)
def stem(word: str) -> str:
    """A word in small letters without its ending, five letters at most."""
    return _ENDING.sub("", word)[:5]


def substance(knowledge: Knowledge) -> Substance:
    """The words of substance of this knowledge, made once."""
    return knowledge.compiled("disputes.substance", _substance)


def _substance(knowledge: Knowledge) -> Substance:
    table = knowledge.table("rivalry.toml")["substance"]
    light, no_name, loose = (frozenset(table[k]) for k in ("light", "no_name", "loose"))
    common, counting = (frozenset(map(stem, table[k])) for k in ("common", "counting"))
    rows = [[stem(w) for w in row.split()] for row in knowledge.table("rivalry.toml")["kin"]["rows"]]
    kin = {word: row[0] for row in rows for word in row}
    return Substance(light, common, counting, no_name, loose, kin)
