"""Which state ruled another when: whose police arrested somebody in a colony, against whom its people rose."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from comity.knowledge import Knowledge
from comity.models import Reading


@dataclass(frozen=True, slots=True)
class Dominions:
    """Rulers of a state with the first and the last year of each."""

    rulers: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)

    def ruler(self, state: str, year: int, among: tuple[str, str] | None) -> str:
        """Who of the pair ``among`` ruled ``state`` in ``year``; "" where it was nobody of the two."""
        for code, first, last in self.rulers.get(state, ()):
            if among and code in among and first <= year <= last:
                return code
        return ""

    def ever(self, state: str, other: str) -> bool:
        """True where ``other`` ruled ``state`` at some time."""
        return any(code == other for code, _, _ in self.rulers.get(state, ()))


def dominions(knowledge: Knowledge) -> Dominions:
    """The rulers of ``dominions.tsv``, made once."""

    def make(k: Knowledge) -> Dominions:
        rulers: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
        for row in k.table("dominions.tsv"):
            rulers[row["state"]].append((row["ruler"], int(row["from"]), int(row["to"] or 9999)))
        return Dominions(dict(rulers))

    return knowledge.compiled("acts.dominions", make)


def years(reading: Reading) -> dict[int, int]:
    """Sentence -> the year that it speaks of: the first that it names, else the last named before it."""
    named: dict[int, int] = {}
    for d in reading.dates:
        year = d.earliest[:4]
        if year.isdigit() and d.sentence not in named:
            named[d.sentence] = int(year)
    out: dict[int, int] = {}
    last = 0
    for s in reading.sentences:
        last = named.get(s.n, last)
        if last:
            out[s.n] = last
    return out
