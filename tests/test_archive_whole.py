"""An archive over its life: folders that grow, names met twice, damaged manifests, queries that leave nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")
pytest.importorskip("distributed")

from comity.errors import SameName
from comity.scaling import asking, running, shards, tasks
from comity.showing.cli import run
from tests.conftest import files_of


def _page(place: Path, name: str, said: str = "Kenya accused Peru of piracy in 1990.") -> None:
    place.mkdir(exist_ok=True)
    (place / name).write_text(said, encoding="utf-8")


def _documents(archive: Path) -> list[str]:
    return [name for (name,) in asking.query(str(archive), "SELECT document FROM documents ORDER BY 1")[1]]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    for name in ("b.txt", "c.txt"):
        _page(tmp_path / "in", name)
    running.read([str(tmp_path / "in")], str(tmp_path / "out"))
    return tmp_path / "out"


def test_a_folder_that_grows_holds_every_document_once(archive: Path, tmp_path: Path) -> None:
    _page(tmp_path / "in", "a.txt", "Peru denied in 1991 that it had attacked Kenya.")
    done = running.read([str(tmp_path / "in")], str(archive))
    assert [d.gone for d in done] == [False, True]
    assert _documents(archive) == ["a.txt", "b.txt", "c.txt"]
    assert asking.pairs(str(archive))[0][3] == 3
    running.read([str(tmp_path / "in")], str(tmp_path / "anew"))
    assert files_of(archive) == files_of(tmp_path / "anew")
    assert all(d.skipped for d in running.read([str(tmp_path / "in")], str(archive)))


def test_what_is_killed_while_it_is_replaced_is_replaced_by_the_next_run(archive: Path, tmp_path: Path) -> None:
    (old,) = shards.names(str(archive))
    _page(tmp_path / "in", "a.txt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "remove", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            running.read([str(tmp_path / "in")], str(archive))
    next((archive / "shards" / old).glob("claims.parquet")).unlink()
    running.read([str(tmp_path / "in")], str(archive))
    assert old not in shards.names(str(archive)) and _documents(archive) == ["a.txt", "b.txt", "c.txt"]


def test_a_shard_with_files_that_are_not_read_again_stays_and_is_named(archive: Path, tmp_path: Path) -> None:
    before = asking.pairs(str(archive))
    done = running.read([str(tmp_path / "in" / "b.txt")], str(archive))
    assert [told for d in done for told in d.failed] == [
        "b.txt: in the archive twice, with 2 files read together before (c.txt). Read the folder that they lie in."
    ]
    assert "c.txt" in _documents(archive)
    assert asking.pairs(str(archive)) == before
    running.read([str(tmp_path / "in")], str(archive))
    assert _documents(archive) == ["b.txt", "c.txt"]


def test_a_file_that_is_gone_from_its_folder_goes_from_the_archive(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asking.pairs(str(archive)) == [("KEN", "PER", 2, 2)]
    (tmp_path / "in" / "c.txt").unlink()
    assert run(["archive", "read", str(tmp_path / "in"), "-o", str(archive), "--workers", "1"]) == 0
    told = capsys.readouterr()
    assert told.err == "comity: c.txt: no longer in the folder; taken out of the archive.\n"
    assert "1 older shards replaced" in told.out
    assert asking.pairs(str(archive)) == [("KEN", "PER", 1, 1)] and _documents(archive) == ["b.txt"]
    assert all(d.skipped for d in running.read([str(tmp_path / "in")], str(archive)))


def test_a_file_of_a_folder_that_is_not_given_again_stays(tmp_path: Path) -> None:
    _page(tmp_path / "in", "b.txt")
    _page(tmp_path / "other", "c.txt")
    running.read([str(tmp_path / "in"), str(tmp_path / "other")], str(tmp_path / "out"))
    _page(tmp_path / "in", "a.txt")
    done = running.read([str(tmp_path / "in")], str(tmp_path / "out"))
    assert [d.dropped for d in done if d.gone] == [()]
    assert _documents(tmp_path / "out") == ["a.txt", "b.txt", "c.txt"]


def test_two_sources_with_one_name_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for month in ("jan", "feb"):
        (tmp_path / month).mkdir()
        (tmp_path / month / "part.jsonl").write_text('{"document": "x", "text": "Kenya met Peru."}\n')
    with pytest.raises(SameName, match=r"part\.jsonl"):
        tasks.slices([str(tmp_path / "jan"), str(tmp_path / "feb")])
    assert run(["archive", "read", str(tmp_path / "jan"), str(tmp_path / "feb"), "-o", str(tmp_path / "out")]) == 2
    assert "the folder above" in capsys.readouterr().err
    assert len(tasks.slices([str(tmp_path)])) == 2
    assert len(tasks.slices([str(tmp_path / "jan"), str(tmp_path / "jan" / "part.jsonl")])) == 1


def test_a_file_more_moves_few_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "TOGETHER", 4000)
    monkeypatch.setattr(tasks, "ENDING", 8)
    for n in range(0, 1000, 2):
        _page(tmp_path / "in", f"{n:04}.txt", "x" * 100)
    before = {part.shard for part in tasks.slices([str(tmp_path / "in")])}
    _page(tmp_path / "in", "0101.txt", "x" * 100)
    after = {part.shard for part in tasks.slices([str(tmp_path / "in")])}
    assert len(before) > 10 and len(after - before) <= 2


@pytest.mark.parametrize(
    "damage",
    [
        {"tables": {}},
        {"tables": {"claims": {"sha256": "x"}}},
        {"tables": None},
        {"source": {}},
        {"source": {"names": [1]}},
        {"failed": None},
        {"input": 5},
        {"failed": [["x"]]},
    ],
)
@pytest.mark.parametrize("how", ["field", "torn", "deep", "list"])
def test_a_damaged_manifest_counts_for_nothing_and_is_made_anew(
    archive: Path, tmp_path: Path, damage: dict[str, object], how: str
) -> None:
    before = files_of(archive)
    (place,) = archive.glob("shards/*/manifest.json")
    held = json.loads(place.read_text())
    torn = place.read_text()[: len(str(damage)) * 5]
    place.write_text({"field": json.dumps(held | damage), "torn": torn, "deep": "[" * 100_000, "list": "[1]"}[how])
    assert asking.whole(str(archive)) == ([], [place.parent.name])
    assert run(["archive", "pairs", str(archive)]) == 2
    done = running.read([str(tmp_path / "in")], str(archive))
    assert not any(d.failed or d.skipped for d in done) and files_of(archive) == before


@pytest.mark.parametrize(
    "verb", [["read", "in", "-o", "out"], ["query", "out", "SELECT 1"], ["record", "out", "KEN", "PER"]]
)
def test_nothing_but_what_was_asked_is_told(verb: list[str], archive: Path, tmp_path: Path) -> None:
    """Libraries say on stderr, as the process ends, what they think of it."""
    more = ["-o", "x.comity"] if verb[0] == "record" else ["--workers", "1"] if verb[0] == "read" else []
    command = [sys.executable, "-m", "comity.showing.cli", "archive", *verb, *more]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ended.stderr == ""


def test_a_shard_on_its_way_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    writer = shards.Writer(str(tmp_path / "out"), "a")
    assert list(tmp_path.iterdir()) == []
    writer.close()


def test_a_query_leaves_nothing_behind(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "here"))
    monkeypatch.setattr("tempfile.tempdir", None)
    sql = "SELECT count(*) FROM (SELECT i FROM range(200000) t(i) ORDER BY hash(i))"
    assert run(["archive", "query", str(archive), sql]) == 0
    _, rows = asking.query(str(archive), "SELECT value FROM duckdb_settings() WHERE name = 'temp_directory'")
    assert rows[0][0].startswith(str(tmp_path / "here" / "comity-query-"))
    assert list((tmp_path / "here").iterdir()) == []


@pytest.mark.parametrize("word", ["1997", "1991 and in 1993"])
def test_a_line_that_ends_in_the_next_slice_is_read_again_when_its_end_changes(
    word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SLICE", 200)
    said = "Kenya accused Peru of piracy in 1990. " + "x" * 60 + " Norway met Peru in 1991."
    lines = [json.dumps({"document": f"d{n}", "text": said}) + "\n" for n in range(4)]
    assert len(lines[0]) < 200 < len((lines[0] + lines[1]).rpartition("1991")[0])
    source = tmp_path / "news.jsonl"
    source.write_text("".join(lines))
    running.read([str(source)], str(tmp_path / "out"))
    lines[1] = lines[1].replace("1991", word)
    source.write_text("".join(lines))
    done = running.read([str(source)], str(tmp_path / "out"))
    assert sum(not d.skipped for d in done) >= 1
    running.read([str(source)], str(tmp_path / "anew"))
    assert files_of(tmp_path / "out") == files_of(tmp_path / "anew")


def test_a_line_that_begins_in_the_next_slice_changes_only_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.dumps({"document": f"d{n}", "text": "Kenya met Peru in 1991."}) + "\n" for n in range(2)]
    monkeypatch.setattr(tasks, "SLICE", len(lines[0]))
    source = tmp_path / "news.jsonl"
    source.write_text("".join(lines))
    running.read([str(source)], str(tmp_path / "out"))
    source.write_text(lines[0] + lines[1].replace("1991", "1997"))
    assert sorted(d.skipped for d in running.read([str(source)], str(tmp_path / "out"))) == [False, True]
