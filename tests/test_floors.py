"""No figure falls unseen: every floor of ``floors.toml`` is measured anew on the real input.

A floor names a set and a figure of its scorer (its ``f1``, else ``share``, else ``r``). The digest says which gold the
floors were measured on; where the gold has changed, measure again (``just floors``), then commit both.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

import pytest

import figures

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
OWN = "own"  # tests/gold; the others, and the scorers, are in ../shared


@functools.cache
def measured(name: str) -> dict[str, float]:
    return figures.single(figures.figures(name))


def test_every_set_has_floors() -> None:
    assert set(FLOORS) == {*figures.SETS, OWN}
    assert all(FLOORS[name]["floor"] for name in FLOORS)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_gold_is_the_one_the_floors_were_measured_on(name: str, shared: Path) -> None:
    assert figures.digest(name) == FLOORS[name]["digest"], f"{name}: the gold changed; measure again (just floors)"


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_figure_is_below_its_floor(name: str, shared: Path) -> None:
    found = measured(name)
    floors: dict[str, Any] = FLOORS[name]["floor"]
    below = [f"{figure} {found[figure]} < {floor}" for figure, floor in floors.items() if found[figure] < floor]
    assert not below, f"{name}: " + "; ".join(below)
