"""Measure every gold set and write tests/floors.toml: each figure, rounded down to two places, may not fall again.

python tools/make_floors.py
"""

from __future__ import annotations

import math
from pathlib import Path

from figures import SETS, digest, figures, single

FLOORS = Path(__file__).resolve().parents[1] / "tests" / "floors.toml"
HEAD = """\
# Floors: figures that may not fall (tests/test_floors.py). Measured by tools/make_floors.py and rounded down to two
# places; `digest` names the gold and the scorer they were measured with. `own` is tests/gold, the others are
# in ../shared/gold.
"""


def main() -> None:
    out = [HEAD]
    for name in (*SETS, "own"):
        out.append(f'[{name}]\ndigest = "{digest(name)}"\n\n[{name}.floor]')
        for figure, value in single(figures(name)).items():
            floor = math.floor(value * 100 + 1e-9) / 100
            if floor > 0:
                out.append(f'"{figure}" = {floor:.2f}')
        out.append("")
    FLOORS.write_text("\n".join(out), encoding="utf-8")


if __name__ == "__main__":
    main()
