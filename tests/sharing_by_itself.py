"""Weighing shared out among processes: the same record, errors handed on, a lost process made good.

Run by ``test_sharing.py`` in a process of its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import large
import newslike
from comity.keeping import build as building
from comity.keeping import forked
from comity.keeping.forked import Forked
from comity.keeping.spill import Spill
from comity.keeping.store import pack
from comity.keeping.writing import write_record
from comity.knowledge import Knowledge, load
from comity.models import Document, Reading
from comity.reading import read_many
from comity.weighing import facts, lineage, weigh
from comity.weighing.facts import groups
from comity.weighing.ready import ready
from tests import alive

RIVALS = (
    "Peru closed its embassy in Norway on May 2, 1911. Norway denied that it had armed the rebels in Peru.",
    "Peru closed its embassy in Norway on June 9, 1911. Norway armed the rebels in Peru in 1910.",
)


@pytest.fixture(autouse=True)
def _by_itself() -> None:
    """Beside another thread nothing is forked, and no test here would see a child: that is a failure, not a pass."""
    until = time.monotonic() + alive.PATIENCE
    while threading.active_count() > 1 and time.monotonic() < until:
        time.sleep(0.01)
    assert threading.enumerate() == [threading.main_thread()]


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many children each sharing out has had."""
    had: list[int] = []
    shared_out = forked._forked
    monkeypatch.setattr(forked, "_forked", lambda *given: had.append(given[2]) or shared_out(*given))
    return had


def test_every_part_is_done_elsewhere_and_in_order() -> None:
    held = {"seen": 7}  # nothing of this is handed over: children have it already
    found = list(Forked(2)(lambda n: (n * held["seen"], os.getpid()), range(20)))
    assert [n for n, _ in found] == [7 * n for n in range(20)]
    assert os.getpid() not in {pid for _, pid in found}
    alone = list(Forked(1)(lambda n: os.getpid(), range(3)))
    assert alone == [os.getpid()] * 3


def test_beside_another_thread_nothing_is_forked() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert list(Forked(2)(lambda n: os.getpid(), range(3))) == [os.getpid()] * 3
    finally:
        done.set()
        other.join()


def test_an_error_is_handed_on() -> None:
    def work(n: int) -> int:
        if n == 3:
            raise ValueError("third")
        return n

    with pytest.raises(ValueError, match="third"):
        list(Forked(2)(work, range(6)))


def test_the_part_of_a_killed_child_is_done_here(tmp_path: Path) -> None:
    parent, mark = os.getpid(), tmp_path / "killed"

    def work(n: int) -> int:
        if n == 5 and os.getpid() != parent:
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return n * n

    assert list(Forked(2)(work, range(12))) == [n * n for n in range(12)]
    assert mark.exists()


def test_the_weighing_of_several_processes_is_that_of_one(children: list[int]) -> None:
    knowledge = load()
    pages = [Document(f"told-{n}.txt", text) for n, text in enumerate(RIVALS)]
    readings = list(read_many([*newslike.varied(8, seed=5), *pages], knowledge))
    one = weigh(readings, knowledge)
    two = weigh(readings, knowledge, share=Forked(2))
    assert one == two and one.copies and one.disputes
    assert children and set(children) == {2}
    assert lineage.find(readings, knowledge).links == lineage.find(readings, knowledge, share=Forked(3)).links


def test_a_spill_is_read_by_several_processes_at_once(tmp_path: Path, children: list[int]) -> None:
    readings = list(read_many(list(newslike.varied(6, seed=6)), load()))
    spill = Spill(tmp_path / "x.comity")
    for reading in readings:
        spill.add(reading, pack("", reading.document, reading))
    held = spill.readings()

    def told(n: int) -> tuple[str, tuple[object, ...]]:
        reading: Reading = held[n]
        return reading.document.text, (*reading.sentences, *reading.mentions, *reading.dates, *reading.unread)

    found = list(Forked(2)(told, range(len(held))))
    assert found == [(r.document.text, (*r.sentences, *r.mentions, *r.dates, *r.unread)) for r in readings]
    assert children == [2]
    spill.close()


def test_the_facts_of_many_claims_are_put_together_by_several(
    children: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = list(large.readings(3000, [("KHM", "USA"), ("USA", "KHM"), ("KHM", "THA")]))
    passages = lineage.find(readings, load())
    one = facts.find(readings, passages, load())
    monkeypatch.setattr(groups, "MANY", 3000)
    assert facts.find(readings, passages, load(), Forked(2)) == one
    assert any(len(f.claims) > 1 for f in one[1]) and children == [2]


def test_a_record_of_readings_at_hand_is_packed_by_several(children: list[int], tmp_path: Path) -> None:
    readings = list(large.readings(1500, [("KHM", "USA")]))
    weighing = weigh(readings, load())
    write_record(tmp_path / "one.comity", readings, weighing, load())
    write_record(tmp_path / "two.comity", readings, weighing, load(), Forked(2))
    assert (tmp_path / "one.comity").read_bytes() == (tmp_path / "two.comity").read_bytes()
    assert children == [2]


def test_weighing_is_ready_before_there_is_anything_to_weigh() -> None:
    knowledge = Knowledge()
    ready(knowledge)
    made = set(knowledge._compiled)
    readings = [*read_many([Document(f"told-{n}.txt", text) for n, text in enumerate(RIVALS)], load())]
    weigh([*readings, *read_many(newslike.varied(8, seed=5), load())], knowledge)
    assert set(knowledge._compiled) <= made


_BUILT = """
import os, signal, sys, time
from comity.keeping import build as building
from comity.weighing import disputes
building.FEWEST = 0
slow = disputes.FINDERS[0]
def told(scene):
    open(sys.argv[3] + ".part", "w").write(str(os.getpid()))
    os.replace(sys.argv[3] + ".part", sys.argv[3])
    time.sleep(60)
    return slow(scene)
disputes.FINDERS = (told, *disputes.FINDERS)
building.build([sys.argv[1]], sys.argv[2], workers=2)
"""


def test_a_build_killed_while_it_weighs_leaves_nobody_behind(tmp_path: Path) -> None:
    folder, out, mark = tmp_path / "pages", tmp_path / "x.comity", tmp_path / "mark"
    folder.mkdir()
    for document in newslike.varied(3, seed=7):
        (folder / document.document).write_text(document.text, encoding="utf-8")
    build = subprocess.Popen([sys.executable, "-c", _BUILT, str(folder), str(out), str(mark)])
    while not mark.exists():
        assert build.poll() is None
        time.sleep(0.05)
    build.kill()
    build.wait()
    child = int(mark.read_text())
    assert child != build.pid and alive.ends(child)
    building.build([folder], out)  # the lock ended with the build
    assert out.exists()
