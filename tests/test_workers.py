"""Several processes: the same bytes for any number, a lost process made good, a killed build taken up again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import forkserver
from pathlib import Path

import pytest

import comity
import newslike
from comity import reading
from comity.keeping import build as building
from comity.keeping import workers
from comity.keeping.begun import Begun
from comity.knowledge import load
from comity.models import Document
from comity.reading import syntax
from comity.showing.cli import run
from tests import alive


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for document in newslike.varied(14, seed=4):
        (folder / document.document).write_text(document.text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("alone") / "x.comity"
    building.build([pages], out)
    return out.read_bytes()


@pytest.mark.parametrize("count", [2, 3])
def test_several_processes_write_the_same_bytes(
    count: int, pages: Path, alone: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "RENEWED", 24_000)
    monkeypatch.setattr(building, "FEWEST", 0)
    assert run(["build", str(pages), "-o", str(tmp_path / "x.comity"), "--workers", str(count)]) == 0
    assert (tmp_path / "x.comity").read_bytes() == alone
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.comity"]


def test_one_process_hands_large_input_on(
    pages: Path, alone: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "RENEWED", 15_000)
    started: list[int] = []
    pool = workers._pool
    monkeypatch.setattr(workers, "_pool", lambda n, root: started.append(n) or pool(n, root))
    building.build([pages], tmp_path / "x.comity")
    assert started and set(started) == {1}
    assert (tmp_path / "x.comity").read_bytes() == alone


def test_the_verb_takes_workers(pages: Path, alone: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[int] = []
    pool = workers._pool
    monkeypatch.setattr(workers, "_pool", lambda n, root: started.append(n) or pool(n, root))
    comity.build(pages, tmp_path / "x.comity", workers=2).close()
    assert started == [2]
    assert (tmp_path / "x.comity").read_bytes() == alone


@pytest.mark.parametrize("size", [1, 7, 10, 1000])
def test_chunks_hold_every_document_once_and_no_more_than_needed(size: int) -> None:
    docs = [Document(f"{n}.txt", "x" * (n % 5)) for n in range(23)]
    made = list(reading.groups(docs, size))
    assert [d for chunk in made for d in chunk] == docs
    for chunk in made:
        assert chunk and sum(len(d.text) for d in chunk[:-1]) < size
    assert all(sum(len(d.text) for d in chunk) >= size for chunk in made[:-1])


def _heard(docs: Iterable[Document], count: int) -> list[workers.Outcome]:
    return list(chain.from_iterable(workers.readings(docs, load(), count, list)))


def _at_hand(chunk: list[Document], make: object) -> list[workers.Outcome]:
    """Whether the process that is given the chunk has had the parser from its beginning, and which process it is."""
    return [workers.Outcome(d, None, f"{syntax.parser.cache_info().currsize} {os.getppid()}") for d in chunk]


@pytest.mark.skipif(not workers.FORKS, reason="this system does not fork safely")
def test_what_reading_needs_is_loaded_once_for_all_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_read_here", _at_hand)
    monkeypatch.setattr(workers, "RENEWED", 100)
    docs = [Document(f"{n}.txt", "x" * 61) for n in range(4)]
    held, fathers = zip(*(o.error.split() for o in _heard(docs, 2)), strict=True)
    assert set(held) == {"1"}
    assert len(set(fathers)) == 1 and str(os.getpid()) not in fathers


def test_where_no_process_can_be_had_reading_goes_on_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise BlockingIOError("no room for another process")

    monkeypatch.setattr(ProcessPoolExecutor, "submit", full)
    heard = [o.document.document for o in _heard(newslike.varied(3, seed=8), 2) if o.reading]
    assert heard == [d.document for d in newslike.varied(3, seed=8)]


@pytest.mark.parametrize("lacking", [OSError(38, "Function not implemented"), ImportError(), NotImplementedError()])
def test_where_the_system_lacks_what_processes_need_reading_goes_on_here(
    lacking: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacks(*_: object, **__: object) -> None:
        raise lacking

    monkeypatch.setattr(workers, "ProcessPoolExecutor", lacks)
    monkeypatch.setattr(forkserver, "ensure_running", lacks)
    heard = [o.document.document for o in _heard(newslike.varied(2, seed=8), 2) if o.reading]
    assert heard == [d.document for d in newslike.varied(2, seed=8)]


@pytest.mark.skipif(not workers.FORKS, reason="this system does not fork safely")
def test_nothing_of_a_build_stays_for_the_next_whose_tables_may_be_others(pages: Path, tmp_path: Path) -> None:
    server, started = forkserver._forkserver, []
    preloaded = list(server._preload_modules)
    told = lambda *_: started.append(server._forkserver_pid)  # noqa: E731
    building.build([pages], tmp_path / "x.comity", workers=2, progress=told)
    assert started[0] is not None and alive.ends(started[0])
    assert server._forkserver_pid is None and server._preload_modules == preloaded


def test_ctrl_c_while_a_pool_starts_is_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = threading.Thread.start

    def start(thread: threading.Thread) -> None:
        if "ExecutorManager" in type(thread).__name__:
            raise KeyboardInterrupt
        begin(thread)

    monkeypatch.setattr(threading.Thread, "start", start)
    with pytest.raises(KeyboardInterrupt):
        _heard([Document("a.txt", "x" * 5000)], 2)


_LEFT = """
import os, sys
from multiprocessing import forkserver
from comity.keeping import workers
workers.begin()
print(forkserver._forkserver._forkserver_pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not workers.FORKS, reason="this system does not fork safely")
def test_what_is_still_loading_ends_with_a_killed_build() -> None:
    begun = subprocess.Popen([sys.executable, "-c", _LEFT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert begun.stdout is not None
    server = int(begun.stdout.readline())
    os.kill(server, signal.SIGINT)
    assert begun.poll() is None and not alive.ends(server, 0.5)  # Ctrl-C is for the build alone
    begun.kill()
    begun.wait()
    assert alive.ends(server)


def _die_once(chunk: list[Document], make: object) -> list[workers.Outcome]:
    """Kill the process at the document that says so: for good, or only where the mark is not yet there."""
    for document in chunk:
        mark = document.title
        if mark == "always" or (mark and not os.path.exists(mark)):
            if mark != "always":
                Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return [workers.Outcome(d, None, "seen") for d in chunk]


@pytest.mark.parametrize("forks", [True, False])
def test_a_killed_process_is_made_good(forks: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FORKS", forks and workers.FORKS)
    monkeypatch.setattr(workers, "_read_here", _die_once)
    docs = [Document(f"{n}.txt", "x" * 61_000, title=str(tmp_path / "mark") if n == 1 else "") for n in range(4)]
    heard = [(o.document.document, o.error) for o in _heard(docs, 2)]
    assert heard == [(f"{n}.txt", "seen") for n in range(4)]


def test_a_document_that_kills_is_named_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_read_here", _die_once)
    docs = [Document(f"{n}.txt", "x", title="always" if n == 1 else "") for n in range(3)]
    heard = {o.document.document: o.error for o in _heard(docs, 2)}
    assert heard["0.txt"] == heard["2.txt"] == "seen"
    assert "1.txt: the process that read it was killed" in heard["1.txt"]


def test_one_more_pool_reads_what_was_under_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_read_here", _die_once)
    started: list[int] = []
    pool = workers._pool
    monkeypatch.setattr(workers, "_pool", lambda n, root: started.append(n) or pool(n, root))
    docs = [Document(f"{n}.txt", "x" * 5_000, title=str(tmp_path / "mark") if n == 9 else "") for n in range(24)]
    assert [(o.document.document, o.error) for o in _heard(docs, 2)] == [(f"{n}.txt", "seen") for n in range(24)]
    assert started[0] == 2 and started[1:] in ([1], [1, 1])  # the second asks whether any process can start at all


def test_what_was_under_way_is_read_here_where_no_further_process_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    submit, given = ProcessPoolExecutor.submit, []

    def full(pool: ProcessPoolExecutor, work: Callable[..., object], *parts: object) -> object:
        given.append(work)
        if len(given) > 1:
            raise BlockingIOError("no room for another process")
        return submit(pool, work, *parts)

    monkeypatch.setattr(workers, "_read_here", _die_once)
    monkeypatch.setattr(ProcessPoolExecutor, "submit", full)
    (heard,) = _heard([Document("a.txt", "Peru left the pact.", title="always")], 2)
    assert heard.reading is not None and len(given) == 3


_NO_GUARD = """
import sys
from comity.keeping.build import build
build([sys.argv[1]], sys.argv[2], workers=2)
"""


def test_a_script_without_its_guard_is_told_of_it(pages: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(_NO_GUARD, encoding="utf-8")
    command = [sys.executable, str(script), str(pages), str(tmp_path / "x.comity")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1 and 'if __name__ == "__main__":' in ended.stderr.splitlines()[-1]
    assert not (tmp_path / "x.comity").exists()


_KILLED = """
import os, signal, sys
from comity.keeping.build import build
build([sys.argv[1]], sys.argv[2], progress=lambda done, of, name: done < 9 or os.kill(os.getpid(), signal.SIGKILL))
"""


def test_a_killed_build_goes_on_where_it_was(pages: Path, alone: bytes, tmp_path: Path) -> None:
    out = tmp_path / "x.comity"
    building.build([min(pages.iterdir())], out)
    before = out.read_bytes()
    ended = subprocess.run([sys.executable, "-c", _KILLED, str(pages), str(out)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert out.read_bytes() == before
    account = building.build([pages], out)
    assert account.reused == 9  # the one it held, and eight that the killed build had read
    assert out.read_bytes() == alone
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.comity"]


def test_a_damaged_side_file_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "x.comity.readings").write_bytes(b"no database at all" * 900)
    begun = Begun(tmp_path / "x.comity")
    assert begun.take("key") is None
    begun.done()
    assert not list(tmp_path.iterdir())
