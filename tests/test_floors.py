"""No figure falls unseen: every floor of ``floors.toml`` is measured anew on the real input.

A floor names a set, a figure of its scorer and one of its numbers (``f1``, ``r``, ``share``). The digest says which gold
the floors were measured on; where the gold has changed, measure again (``just figures``) and write both anew.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

import figures
import pytest

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@functools.cache
def measured(name: str) -> dict[str, Any]:
    return figures.figures(name)


@pytest.mark.xdist_group("floors")
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_gold_is_the_one_the_floors_were_measured_on(name: str, shared: Path) -> None:
    assert figures.digest(name) == FLOORS[name]["digest"], f"{name}: the gold changed; measure again, then update floors.toml"


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_figure_is_below_its_floor(name: str, shared: Path) -> None:
    found = measured(name)
    below = []
    for figure, floor in FLOORS[name]["floor"].items():
        value = found[figure]
        if isinstance(value, dict):
            value = value.get("f1", value.get("share", value.get("r")))
        if value < floor:
            below.append(f"{figure} {value} < {floor}")
    assert not below, f"{name}: " + "; ".join(below)
