"""An archive read on two hosts: scheduler and worker in network namespaces of their own, joined by one cable.

Namespaces need root and ``ip``: where the machine does not allow them the test says so and is skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed")
pytest.importorskip("pyarrow")

import newslike
from comity.scaling import running
from tests.conftest import files_of

HEAD, HAND = f"comity-head-{os.getpid()}", f"comity-hand-{os.getpid()}"
DASK = [sys.executable, "-m"]
READ = (
    "import sys\n"
    "from comity.scaling import running\n"
    "done = running.read([sys.argv[1]], sys.argv[2], scheduler=sys.argv[3])\n"
    "sys.exit(any(d.failed for d in done))\n"
)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


def _in(host: str, command: list[str], folder: Path) -> subprocess.Popen[bytes]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    whole = ["ip", "netns", "exec", host, *command]
    return subprocess.Popen(whole, cwd=folder, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"}, **quiet)  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def hosts() -> Iterator[tuple[str, str]]:
    """Two hosts that reach each other at 10.77.0.1 and 10.77.0.2, and nothing else."""
    if shutil.which("ip") is None:
        pytest.skip("no `ip` here: two hosts were NOT tried")
    try:
        for host in (HEAD, HAND):
            _ip("netns", "add", host)
        _ip("link", "add", "head0", "netns", HEAD, "type", "veth", "peer", "name", "hand0", "netns", HAND)
        for host, card, address in ((HEAD, "head0", "10.77.0.1/24"), (HAND, "hand0", "10.77.0.2/24")):
            _ip("-n", host, "addr", "add", address, "dev", card)
            _ip("-n", host, "link", "set", card, "up")
            _ip("-n", host, "link", "set", "lo", "up")
    except subprocess.CalledProcessError as error:
        _gone()
        pytest.skip(f"this machine allows no network namespaces: two hosts were NOT tried ({error.stderr!r})")
    yield HEAD, HAND
    _gone()


def _gone() -> None:
    for host in (HEAD, HAND):
        subprocess.run(["ip", "netns", "del", host], check=False, capture_output=True)


def test_two_hosts_write_the_bytes_of_one_process(hosts: tuple[str, str], tmp_path: Path) -> None:
    source = tmp_path / "pages.jsonl"
    pages = newslike.documents(6)
    source.write_text(
        "".join(json.dumps({"document": d.document, "text": d.text}) + "\n" for d in pages), encoding="utf-8"
    )
    alone, together = tmp_path / "alone", tmp_path / "together"
    running.read([str(source)], str(alone))
    address = "tcp://10.77.0.1:8786"
    begun = [
        _in(hosts[0], [*DASK, "distributed.cli.dask_scheduler", "--host", "10.77.0.1", "--no-dashboard"], tmp_path),
        _in(
            hosts[1],
            [*DASK, "distributed.cli.dask_worker", address, "--host", "10.77.0.2", "--nthreads", "1", "--no-dashboard"],
            tmp_path,
        ),
    ]
    try:
        time.sleep(0.5)
        reading = _in(hosts[0], [sys.executable, "-c", READ, str(source), str(together), address], tmp_path)
        assert reading.wait(180) == 0
    finally:
        for process in begun:
            process.terminate()
            process.wait(20)
    assert files_of(together) == files_of(alone) and files_of(alone)
