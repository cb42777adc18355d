"""Which of a few states a person is likely of, from the shape of the name alone.

The lists of office holders say how people of each state are named; a name is weighed against those of two or more
states by the letters of its words, three at a time (Cavnar and Trenkle 1994, "N-Gram-Based Text Categorization", with
the odds of a naive Bayes classifier). States whose names are alike (Chile and Bolivia) are not told apart: the lists
themselves are asked first, one half judged by the other.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from comity.knowledge import Knowledge

_MOST = 400
"""How many names of a state are learned from, evenly from its list."""
_FEWEST = 30
"""A state with fewer names is not judged."""
_CLEAR = 4.0
"""Natural logarithm of the odds from which a name is taken for one state's."""
_APART = 0.85
"""Share of two states' own names that must be told apart before others are."""
_UNSEEN, _KINDS = 0.3, 3000
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


@lru_cache(maxsize=65536)
def _shapes(name: str) -> tuple[str, ...]:
    """The words of a name and their letters three at a time, without marks over them."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name[:80]) if not unicodedata.combining(c)).lower()
    out: list[str] = []
    for word in _WORD.findall(bare):
        closed = f"^{word}$"
        out += [closed[k : k + 3] for k in range(len(closed) - 2)]
        out.append(closed)
    return tuple(out)


class _Model:
    """How often each shape stands in some names."""

    def __init__(self, names: Iterable[str]) -> None:
        counts = Counter(s for name in names for s in _shapes(name))
        total = sum(counts.values()) + _UNSEEN * _KINDS
        self.logs = {s: math.log((n + _UNSEEN) / total) for s, n in counts.items()}
        self.unseen = math.log(_UNSEEN / total)

    def log(self, shapes: Iterable[str]) -> float:
        """Logarithm of the likelihood of a name's shapes."""
        logs, unseen = self.logs, self.unseen
        return sum([logs.get(s, unseen) for s in shapes])


class Origins:
    """Names of office holders by state, and whose a further name is like."""

    def __init__(self, knowledge: Knowledge) -> None:
        names: dict[str, list[str]] = {}
        for row in knowledge.table("officeholders.tsv"):
            if " " in row["name"]:
                names.setdefault(row["state"], []).append(row["name"])
        for table, state in (("leaders.tsv", ""), ("us_missions.tsv", "USA"), ("us_officers.tsv", "USA")):
            for row in knowledge.table(table):
                names.setdefault(state or row["state"], []).append(row["name"])
        self._names = {s: listed[:: max(1, len(listed) // _MOST)] for s, listed in names.items()}
        self._model = cache(lambda state: _Model(self._names[state]))
        self._apart = cache(self._told_apart)

    def likely(self, name: str, states: Iterable[str]) -> str:
        """The one of ``states`` whose people are named like this; "" where the name does not say."""
        known = sorted({s for s in states if len(self._names.get(s, ())) >= _FEWEST})
        if len(known) < 2:
            return ""
        shapes = _shapes(name)
        ranked = sorted(((self._model(s).log(shapes), s) for s in known), reverse=True)
        (best, state), (second, other) = ranked[:2]
        return state if best - second >= _CLEAR and self._apart(*sorted((state, other))) else ""

    def _told_apart(self, a: str, b: str) -> bool:
        """Whether every second name of each of two states is known for its own by the others."""
        mine, theirs = _Model(self._names[a][::2]), _Model(self._names[b][::2])
        right = total = 0
        for state in (a, b):
            for name in self._names[state][1::2]:
                shapes = _shapes(name)
                right += (mine.log(shapes) > theirs.log(shapes)) == (state == a)
                total += 1
        return right >= _APART * total


def origins(knowledge: Knowledge) -> Origins:
    """The names of ``knowledge`` by state, made once."""
    return knowledge.compiled("actors.origins", Origins)
