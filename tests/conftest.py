"""What tests share: stage cases as data, and the real input beside the repository (loud words where it is not)."""

from __future__ import annotations

import tomllib
import warnings
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"


def cases(name: str) -> list[Any]:
    """The cases of ``tests/cases/NAME.toml`` as pytest parameters.

    A case is ``[[case]]`` with ``text``, ``expected``, ``why`` and, where comity is known to fail, ``known_failure``
    (the reason): such a case must fail, so that the day it passes it is noticed.
    """
    found = tomllib.loads((HERE / "cases" / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    params = []
    for case in found:
        marks = []
        if case.get("known_failure"):
            marks.append(pytest.mark.xfail(reason=case["known_failure"], strict=True))
        params.append(pytest.param(case, id=case.get("why", case["text"])[:70], marks=marks))
    return params


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real input and gold; a test that needs it is skipped, loudly, where it is not there."""
    if not SHARED.is_dir():
        warnings.warn(f"NOT TESTED ON REAL INPUT: no folder {SHARED}", stacklevel=2)
        pytest.skip(f"no folder {SHARED}: the real input was not tested")
    return SHARED


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path there."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
