"""Weighing shared out among processes, tried in a process of its own: beside threads of other tests nothing is forked.

A library that another test used (Dask) may keep a thread for as long as the process lives.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from comity.keeping import forked

ALONE = Path(__file__).with_name("sharing_by_itself.py")


@pytest.mark.skipif(not forked.FORKS, reason="NOT TESTED: this system does not fork safely")
def test_sharing_by_itself() -> None:
    wanted = len(re.findall(r"(?m)^def test_", ALONE.read_text(encoding="utf-8")))
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(ALONE)]
    told = subprocess.run(
        command, cwd=ALONE.parents[1], env=dict(os.environ), capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert re.search(rf"(?m)^{wanted} passed", told.stdout), told.stdout
