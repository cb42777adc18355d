"""Imports run one way: showing -> keeping -> weighing -> reading -> models; nothing heavy is loaded without need."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src" / "comity"
# each may import those before it
ROOMS = ("models", "knowledge", "reading", "weighing", "keeping", "scaling", "showing")
FLOOR = ("errors", "models", "knowledge", "tables")  # what every room may import


def _room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _imported(path: Path) -> set[str]:
    """Rooms of comity that a file imports anywhere, in a function or for type checking as well."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("comity.")}
    return found & {*ROOMS, *FLOOR}


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    room = _room(path)
    if room not in ROOMS:
        pytest.skip("no room of the house")
    allowed = {*FLOOR, *ROOMS[: ROOMS.index(room) + 1]}
    if room in FLOOR:
        allowed = {*FLOOR}
    assert _imported(path) <= allowed, f"{path} imports {sorted(_imported(path) - allowed)}"


def test_the_test_sees_imports(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text(
        "def f():\n    from comity.weighing import weigh\nfrom comity import keeping\nimport comity.showing.cli\n"
    )
    assert _imported(file) == {"weighing", "keeping", "showing"}


HEAVY = (
    "spacy",
    "numpy",
    "thinc",
    "trafilatura",
    "sklearn",
    "onnxruntime",
    "comity.reading",
    "comity.weighing",
    "rich",
)


@pytest.mark.parametrize(
    "module", ["comity", "comity.showing.cli", "comity.keeping.record", "comity.showing.commands.pair"]
)
def test_reading_a_record_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
