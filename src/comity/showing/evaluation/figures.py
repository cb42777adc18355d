"""What a measurement gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: shares between 0 and 1 (None where the gold does not allow it), and what they were counted from.

    ``hit`` of ``predicted`` are right; ``hit`` of ``gold`` were found.
    """

    name: str
    precision: float | None
    recall: float | None
    f1: float | None
    hit: int
    predicted: int | None
    gold: int | None


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one gold table, with what was missed and what was given too much."""

    figures: tuple[Figure, ...]
    missed: tuple[Row, ...] = ()
    extra: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures in the order of the tables, ``missed`` and ``extra`` rows by gold table, notes for the reader."""

    figures: tuple[Figure, ...]
    missed: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    extra: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def figure(name: str, hit: int, predicted: int, gold: int) -> Figure:
    """Precision, recall and their harmonic mean; 0 where there is nothing to divide by."""
    return shares(name, hit / predicted if predicted else 0.0, hit / gold if gold else 0.0, hit, predicted, gold)


def shares(name: str, precision: float, recall: float, hit: int, predicted: int, gold: int) -> Figure:
    """As :func:`figure`, from the two shares; all to three decimals."""
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return Figure(name, round(precision, 3), round(recall, 3), round(f1, 3), hit, predicted, gold)


def recall(name: str, hit: int, gold: int) -> Figure:
    """A figure of recall alone."""
    return Figure(name, None, round(hit / max(1, gold), 3), None, hit, None, gold)


def share(name: str, hit: int, of: int) -> Figure:
    """A share of what was found, told as precision."""
    return Figure(name, round(hit / max(1, of), 3), None, None, hit, of, None)


def without(items: Sequence[Row], indexes: Iterable[int]) -> tuple[Row, ...]:
    """The items whose index is not among ``indexes``."""
    gone = set(indexes)
    return tuple(item for i, item in enumerate(items) if i not in gone)
