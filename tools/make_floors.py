"""Measure every gold set and write tests/floors.toml: each figure, rounded down to two places, may not fall again.

python tools/make_floors.py

``tools/make_figures_docs.py --floors`` does the same from the run that writes the documentation.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from figures import SETS, digest, figures, single

FLOORS = Path(__file__).resolve().parents[1] / "tests" / "floors.toml"
FLOORED = (*SETS, "own")
HEAD = """\
# Floors: figures that may not fall (tests/test_floors.py). Measured by tools/make_floors.py and rounded down to two
# places; `digest` names the gold and the scorer they were measured with. `own` is tests/gold, the others are
# in ../shared/gold.
"""


def write(found: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the floors of what the scorers found, by set."""
    out = [HEAD]
    for name in FLOORED:
        out.append(f'[{name}]\ndigest = "{digest(name)}"\n\n[{name}.floor]')
        for figure, value in single(dict(found[name])).items():
            floor = math.floor(value * 100 + 1e-9) / 100
            if floor > 0:
                out.append(f'"{figure}" = {floor:.2f}')
        out.append("")
    FLOORS.write_text("\n".join(out), encoding="utf-8")


if __name__ == "__main__":
    write({name: figures(name) for name in FLOORED})
