"""Judgements that cannot both be right of one thing: lawful and unlawful, meant and mistaken, success and failure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.weighing.gate import Gate, gate, lowered

TURNED = 18
"""Characters before a word in which a negation turns it over."""


@dataclass(frozen=True, slots=True)
class Poles:
    """Two lists of words that judge the same thing in opposite ways; ``tone``: they praise and blame."""

    name: str
    field: str
    tone: bool
    one: re.Pattern[str]
    other: re.Pattern[str]
    gate: Gate


def poles(knowledge: Knowledge) -> tuple[Poles, ...]:
    """The poles of ``rivalry.toml``."""
    out = []
    for row in knowledge.table("rivalry.toml")["poles"]:
        one, other = (re.compile(rf"\b(?:{'|'.join(row[k])})\b", re.IGNORECASE) for k in ("one", "other"))
        out.append(Poles(row["name"], row["field"], row.get("tone", False), one, other, gate(one, other)))
    return tuple(out)


def judged(known: tuple[Poles, ...], negation: re.Pattern[str], words: str) -> dict[int, frozenset[bool]]:
    """Which poles some words take: number of the poles -> the sides (True is ``one``)."""
    out = {}
    low = lowered(words)
    for n, pair in enumerate(known):
        if not pair.gate.opens(low):
            continue
        sides = set()
        for side, pattern in ((True, pair.one), (False, pair.other)):
            for m in pattern.finditer(words):
                turned = negation.search(words[max(0, m.start() - TURNED) : m.start()]) is not None
                sides.add(side != turned)
        if sides:
            out[n] = frozenset(sides)
    return out


def opposite(a: dict[int, frozenset[bool]], b: dict[int, frozenset[bool]]) -> int | None:
    """The poles on which two judgements stand on opposite sides, each on one only; None for none."""
    for n in sorted(a.keys() & b.keys()):
        if len(a[n]) == len(b[n]) == 1 and a[n] != b[n]:
            return n
    return None
