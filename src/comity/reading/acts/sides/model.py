"""The learned choice of sides: a conditional logit over the ways of filling them, in plain tables of weights.

The score of a way is the sum of the weights of its parts: of each party as actor, as recipient or, of a reciprocal act,
as one of those who take part (the mean over the parties of a side), and of the two sides together. The probabilities of
all ways of one act are the softmax of their scores (McFadden 1974, "Conditional logit analysis of qualitative choice
behavior"). ``docs/sides.md`` says how it was trained and how well it does.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from comity.knowledge import Knowledge
from comity.reading.acts.likeness.model import arrays, lines
from comity.reading.acts.sides.options import Question, Side

PARTS = ("actor", "recipient", "party", "together")
"""The tables of weights, in the order in which they are packed."""


@dataclass(frozen=True, slots=True)
class Chooser:
    """``weights``: feature -> weight, one table for each of :data:`PARTS`."""

    weights: dict[str, dict[str, float]]
    version: str
    training: str

    def probabilities(self, asked: Question) -> list[tuple[float, Side, Side]]:
        """(probability, who acts, on whom) of every way, what the rules chose first."""
        reciprocal = asked.act.reciprocal
        first = self._sides(asked, asked.actors, "party" if reciprocal else "actor")
        second = self._sides(asked, asked.recipients, "recipient")
        beside = self.weights["together"]
        kept: dict[tuple[str, str, str], float] = {}
        ways = []
        for a, x in zip(asked.actors, first, strict=True):
            for r, y in zip(asked.recipients, second, strict=True):
                kind = asked.kind(a, r)
                both = kept.get(kind)
                if both is None:
                    both = kept[kind] = _sum(asked.together(a, r), beside)
                ways.append((x + y + both, a, r))
        top = max(score for score, _, _ in ways)
        raised = [math.exp(score - top) for score, _, _ in ways]
        whole = sum(raised)
        return [(e / whole, a, r) for e, (_, a, r) in zip(raised, ways, strict=True)]

    def _sides(self, asked: Question, sides: list[Side], part: str) -> list[float]:
        """The score of each side by its parties; nothing is to be weighed where there is but one."""
        if len(sides) < 2:
            return [0.0]
        table = self.weights[part]
        single = {c: _sum(features, table) for c, features in asked.who.items()}
        return [sum(single.get(c, 0.0) for c in s) / len(s) if s else 0.0 for s in sides]


def _sum(features: Iterable[str], table: dict[str, float]) -> float:
    return sum(table[f] for f in features if f in table)


def chooser(knowledge: Knowledge) -> Chooser:
    """The chooser of this knowledge. Raises ModelError where its file is not the one that ``models.toml`` names."""
    return knowledge.compiled("acts.sides", _load)


def _load(knowledge: Knowledge) -> Chooser:
    data = arrays(knowledge, "sides")
    return Chooser(
        unpacked(data), knowledge.table("models/models.toml")["sides"]["version"], "".join(lines(data["training"]))
    )


def unpacked(data: Any) -> dict[str, dict[str, float]]:
    """The tables of weights of the packed arrays."""
    return {
        part: dict(zip(lines(data[f"{part}_features"]), data[f"{part}_weights"].astype(float).tolist(), strict=True))
        for part in PARTS
    }
