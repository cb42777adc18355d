"""Archives: shards whole or not there, runs that go on, the same bytes on a cluster that loses a worker."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")
pytest.importorskip("distributed")
pytest.importorskip("fastwarc")

import newslike
from comity.errors import ComityError
from comity.keeping.record import Record
from comity.models import Document
from comity.reading import read_many
from comity.scaling import asking, copying, inputs, rows, running, tasks, work
from comity.showing.cli import run
from tests.conftest import files_of

PAGE = (
    "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>Norway and Peru signed an agreement on "
    "fisheries in Lima on 4 May 1971, the ministry said. Peru later accused Norway of breaking it.</p></article>"
    "</body></html>"
)


def _lines(path: Path, documents: list[Document]) -> None:
    held = ({"document": d.document, "text": d.text, "published": d.published} for d in documents)
    path.write_text("".join(json.dumps(r) + "\n" for r in held), encoding="utf-8")


def _warc(pages: dict[str, str]) -> bytes:
    """A web archive of these pages, a gzip member a record."""
    out = b""
    for uri, html in pages.items():
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{hash(uri) & 0xFFFFFFFF:08x}-0000-4000-8000-000000000000>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        out += gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0)
    return out


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path_factory.mktemp("source")
    made = list(newslike.documents(9, seed=6))
    _lines(folder / "news.jsonl", made[:5])
    table = pa.Table.from_pylist([{"document": d.document, "text": d.text} for d in made[5:7]])
    pq.write_table(table, folder / "more.parquet")
    for d in made[7:]:
        (folder / d.document).write_text(d.text, encoding="utf-8")
    (folder / "crawl.warc.gz").write_bytes(
        _warc({f"http://example.org/{n}": PAGE.format(f"Page {n}") for n in range(3)})
    )
    return folder


@pytest.fixture(scope="module")
def small_slices() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "SLICE", 3000)
        patch.setattr(tasks, "TOGETHER", 3000)
        yield


@pytest.fixture(scope="module")
def archive(source: Path, small_slices: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    done = running.read([str(source)], str(folder))
    assert sum(d.documents for d in done) == 12 and not any(d.failed for d in done)
    return folder


def test_every_format_and_every_line_is_read_once(archive: Path) -> None:
    names, found = asking.query(str(archive), "SELECT document, length(text) AS n FROM documents ORDER BY 1")
    assert names == ["document", "n"]
    assert [r[0] for r in found if r[0].startswith("news")] == [f"news-6-{n:06}.txt" for n in range(9)]
    assert sum(r[0].startswith("http://example.org/") for r in found) == 3


def test_the_shards_hold_what_reading_gives(archive: Path) -> None:
    made = list(newslike.documents(9, seed=6))[:5]
    (pair,) = asking.pairs(str(archive))[:1]
    a, b, claims, documents = pair
    read = asking.readings(str(archive), a, b)
    assert len(read) == documents
    given = {r.document.document: r for r in read_many(made)}
    for reading in read:
        told = rows.pairs(reading.document.document, reading.claims)
        assert {"a": a, "b": b} in [{"a": t["a"], "b": t["b"]} for t in told]
        if reading.document.document in given:
            assert reading.claims == given[reading.document.document].claims
            assert reading.mentions == given[reading.document.document].mentions
    assert claims == sum(t["claims"] for r in read for t in rows.pairs("", r.claims) if (t["a"], t["b"]) == (a, b))


@pytest.mark.parametrize("cluster", [False, True])
def test_several_processes_write_the_same_bytes(
    cluster: bool, source: Path, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PLENTY", 1 if cluster else 1000)
    read_here: list[str] = []
    alone = running.read_slice
    monkeypatch.setattr(running, "_safely", lambda part, *rest: read_here.append(part.shard) or alone(part, *rest))
    done = running.read([str(source)], str(tmp_path / "out"), workers=2)
    assert bool(read_here) is not cluster
    assert not any(d.failed for d in done) and sum(d.documents for d in done) == 12
    assert files_of(tmp_path / "out") == files_of(archive)


def test_no_process_is_started_for_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _lines(tmp_path / "news.jsonl", list(newslike.varied(1, seed=9)))
    counts: list[int] = []
    reading = work.readings
    monkeypatch.setattr(work, "readings", lambda d, k, workers, of: counts.append(workers) or reading(d, k, 1, of))
    for fewest in (1, 20_000):
        monkeypatch.setattr(work, "FEWEST", fewest)
        running.read([str(tmp_path / "news.jsonl")], str(tmp_path / str(fewest)), workers=2)
    assert counts == [2, 1]


def test_a_group_of_rows_is_cut_alike_by_any_number_of_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lines(tmp_path / "news.jsonl", list(newslike.varied(14, seed=9)))
    monkeypatch.setattr(tasks, "SLICE", 1_000_000)
    monkeypatch.setattr(work, "GROUP", 12_000)
    for count in (1, 2, 3):
        (done,) = running.read([str(tmp_path / "news.jsonl")], str(tmp_path / str(count)), workers=count)
        assert done.documents == 14 and not done.failed
    assert files_of(tmp_path / "1") == files_of(tmp_path / "2") == files_of(tmp_path / "3")


def test_a_second_run_skips_what_is_there(source: Path, archive: Path) -> None:
    before = files_of(archive)
    done = running.read([str(source)], str(archive))
    assert all(d.skipped for d in done) and sum(d.documents for d in done) == 12
    assert files_of(archive) == before


def test_a_damaged_shard_is_left_out_and_read_again(source: Path, archive: Path) -> None:
    before = files_of(archive)
    victim = min(archive.glob("shards/*/claims.parquet"))
    victim.write_bytes(victim.read_bytes()[:-40])
    good, bad = asking.whole(str(archive))
    assert bad == [victim.parent.name] and victim.parent.name not in good
    done = running.read([str(source)], str(archive))
    assert [d.shard for d in done if not d.skipped] == bad
    assert files_of(archive) == before


def test_a_record_of_one_pair(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "pair.comity"
    assert run(["archive", "record", str(archive), "NOR", "PER", "-o", str(out)]) == 0
    with Record(out) as record:
        assert {f.act for f in record.dyad("Norway", "Peru").facts()} >= {"accuse"}
    assert run(["archive", "record", str(archive), "TUV", "NRU", "-o", str(tmp_path / "none")]) == 1


def test_copies_over_the_whole_archive(archive: Path) -> None:
    found = {(a, b) for a, b, _ in copying.copies(str(archive))}
    assert ("http://example.org/0", "http://example.org/1") in found


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/comity-out.csv'",
        "CREATE TABLE x AS SELECT 1",
        "ATTACH '/tmp/x.db'",
        "SET enable_external_access = true",
        "SELECT 1; SELECT 2",
        "INSTALL httpfs",
        "SELECT nothing FROM claims",
    ],
)
def test_a_query_only_reads_the_shards(sql: str, archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["archive", "query", str(archive), sql]) == 2
    assert capsys.readouterr().err.startswith("comity: ")


def test_a_query_on_the_command_line(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["archive", "query", str(archive), "SELECT count(*) AS n FROM documents"]) == 0
    assert capsys.readouterr().out == "n\n12\n"


def test_a_truncated_warc_keeps_what_is_before(tmp_path: Path) -> None:
    whole = _warc({f"http://example.org/{n}": PAGE.format(f"Page {n} {os.urandom(900).hex()}") for n in range(4)})
    (tmp_path / "cut.warc.gz").write_bytes(whole[: int(len(whole) * 0.8)])
    (done,) = running.read([str(tmp_path / "cut.warc.gz")], str(tmp_path / "out"))
    assert 1 <= done.documents <= 3


def test_no_archive_and_no_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["archive", "pairs", str(tmp_path / "none")]) == 2
    assert run(["archive", "read", str(tmp_path / "none"), "-o", str(tmp_path / "out")]) == 2
    assert "no such file" in capsys.readouterr().err


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and two workers, each a process of its own."""
    file = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    dask = [sys.executable, "-m", "distributed.cli"]
    begin = [
        *dask[:-1],
        "distributed.cli.dask_scheduler",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(file),
    ]
    started = [subprocess.Popen(begin, **quiet)]  # type: ignore[call-overload]
    worker = [*dask[:-1], "distributed.cli.dask_worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-nanny"]
    workers = [subprocess.Popen([*worker, "--no-dashboard"], **quiet) for _ in range(2)]  # type: ignore[call-overload]
    try:
        for _ in range(600):
            if file.exists() and file.stat().st_size:
                break
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"], workers
    finally:
        for process in (*workers, *started):
            process.kill()
            process.wait()


def test_a_cluster_that_loses_a_worker_writes_the_same_bytes(
    source: Path, archive: Path, scheduler: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = scheduler
    out = tmp_path / "out"

    def kill_one() -> None:
        while not list(out.glob("shards/*/manifest.json")):
            time.sleep(0.02)
        workers[0].send_signal(signal.SIGKILL)

    killer = threading.Thread(target=kill_one, daemon=True)
    killer.start()
    done = running.read([str(source)], str(out), scheduler=address)
    killer.join(5)
    assert workers[0].poll() == -signal.SIGKILL or workers[0].wait(5) == -signal.SIGKILL
    assert not any(d.failed for d in done) and sum(d.documents for d in done) == 12
    assert files_of(out) == files_of(archive)


@pytest.fixture(scope="module")
def store(source: Path, small_slices: None) -> Iterator[str]:
    """The same source and archive in an object store (fsspec's, which lives in this process)."""
    import fsspec

    system = fsspec.filesystem("memory")
    for path in source.iterdir():
        system.pipe_file(f"/pages/{path.name}", path.read_bytes())
    running.read(["memory://pages"], "memory://held/archive")
    yield "memory://held/archive"
    system.rm("/pages", recursive=True)
    system.rm("/held", recursive=True)


def _stored() -> dict[str, bytes]:
    import fsspec

    system = fsspec.filesystem("memory")
    return {path.removeprefix("/held/archive/"): system.cat_file(path) for path in system.find("/held/archive")}


def test_an_object_store_holds_the_same_bytes(archive: Path, store: str) -> None:
    assert _stored() == files_of(archive)


def test_an_object_store_answers_as_a_folder_does(archive: Path, store: str, tmp_path: Path) -> None:
    folder = str(archive)
    assert asking.pairs(store) == asking.pairs(folder)
    assert copying.copies(store) == copying.copies(folder)
    for sql in ("SELECT act, count(*) FROM claims GROUP BY 1 ORDER BY 1", "SELECT hash, unit FROM seeds ORDER BY 1, 2"):
        assert asking.query(store, sql) == asking.query(folder, sql)
    assert asking.readings(store, "NOR", "PER") == asking.readings(folder, "NOR", "PER")
    assert run(["archive", "record", store, "NOR", "PER", "-o", str(tmp_path / "pair.comity")]) == 0


def test_a_run_into_an_object_store_goes_on_where_it_was(store: str) -> None:
    import fsspec

    system, before = fsspec.filesystem("memory"), _stored()
    assert all(d.skipped for d in running.read(["memory://pages"], store))
    damaged = min(path for path in system.find("/held/archive") if path.endswith("claims.parquet"))
    system.pipe_file(damaged, system.cat_file(damaged)[:-40])
    assert asking.whole(store)[1] == [damaged.split("/")[-2]]
    assert [d.shard for d in running.read(["memory://pages"], store) if not d.skipped] == [damaged.split("/")[-2]]
    assert _stored() == before


def test_a_query_of_an_object_store_reaches_nothing_else(store: str, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a\n1\n")
    for sql in (
        f"SELECT * FROM read_csv('{tmp_path}/secret.csv')",
        f"SELECT * FROM '{tmp_path}/secret.csv'",
        "SELECT * FROM read_parquet('memory://held/archive/shards/*/claims.parquet')",
        "SELECT * FROM tmp_path",
    ):
        with pytest.raises(ComityError):
            asking.query(store, sql)


def test_a_file_of_an_object_store_is_read_by_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of S3 and its like give no line up to a size, as local files do."""
    from fsspec.implementations.memory import MemoryFileSystem
    from fsspec.spec import AbstractBufferedFile

    _lines(tmp_path / "news.jsonl", list(newslike.documents(3, seed=7)))
    held = (tmp_path / "news.jsonl").read_bytes()

    class Remote(AbstractBufferedFile):  # type: ignore[misc]
        def _fetch_range(self, start: int, end: int) -> bytes:
            return held[start:end]

    class Store(MemoryFileSystem):  # type: ignore[misc]
        def open(self, path: str, mode: str = "rb", **_: object) -> Remote:
            return Remote(self, path, mode, block_size=100, size=len(held))

    monkeypatch.setattr(inputs, "filesystem", lambda address: (Store(), address))
    for size in (len(held), 2000):
        cuts = range(0, len(held), size)
        parts = [tasks.Slice("lines", ("a",), ("a",), n, min(n + size, len(held))) for n in cuts]
        found = [d for part in parts for d in inputs.documents(part, pytest.fail)]
        assert [d.document for d in found] == [f"news-7-{n:06}.txt" for n in range(3)]
