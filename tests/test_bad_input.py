"""Bad input gets one clear line (what, where, what to do) and exit code 2; in a folder the rest is built."""

from __future__ import annotations

import os
import resource
import sqlite3
import stat
import time
from pathlib import Path

import pytest

import comity
from comity.keeping import schema
from comity.keeping.replacing import replaced
from comity.showing import cli

GOOD = "Norway and Sweden signed an agreement in 1905.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path


def _run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = cli.run([str(a) for a in arguments])
    told = capfd.readouterr()
    assert "Traceback" not in told.err
    return code, told.out, told.err


BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\n ", ""),
    "binary": (bytes(range(256)) * 20, "binary"),
    "broken UTF-8": ("Norvège et Suède ".encode("latin-1") * 3 + b"\xff\xfe\xc3(", ""),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_document_alone(folder: Path, capfd: pytest.CaptureFixture[str], kind: str) -> None:
    data, said = BAD[kind]
    (folder / "bad.txt").write_bytes(data)
    code, out, err = _run(capfd, "build", folder / "bad.txt", "-o", folder / "x.comity")
    assert (code, out) == (2, "")
    assert err.startswith("comity: ") and "bad.txt" in err and said in err and len(err.splitlines()) == 1
    assert sorted(os.listdir(folder)) == ["bad.txt", "in"]


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_document_in_a_folder(folder: Path, capfd: pytest.CaptureFixture[str], kind: str) -> None:
    (folder / "in" / "bad.txt").write_bytes(BAD[kind][0])
    code, out, err = _run(capfd, "build", folder / "in", "-o", folder / "x.comity")
    assert code == 0 and out.startswith("1 document, ")
    assert "bad.txt" in err and len(err.splitlines()) == 1
    with comity.open_record(folder / "x.comity") as record:
        assert [d.text for d in record.documents()] == [GOOD]


def test_a_line_of_megabytes(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "long.txt").write_text("x" * 1_000_000 + " Norway met Sweden " + "y" * 1_000_000, encoding="utf-8")
    began = time.perf_counter()
    code, out, err = _run(capfd, "build", folder / "in", "-o", folder / "x.comity")
    assert code == 0 and time.perf_counter() - began < 60
    assert out.startswith("2 documents, ") or "long.txt" in err


def test_two_documents_of_one_name(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "other").mkdir()
    (folder / "other" / "good.txt").write_text("Sweden thanked Norway in 1906.", encoding="utf-8")
    code, out, err = _run(
        capfd, "build", folder / "in" / "good.txt", folder / "other" / "good.txt", "-o", folder / "x.comity"
    )
    assert code == 0 and out.startswith("1 document, ")
    assert "good.txt" in err and "Rename" in err and len(err.splitlines()) == 1


@pytest.mark.parametrize("given", ["none.txt", "none*.txt", "none/"])
def test_no_documents_at_all(folder: Path, capfd: pytest.CaptureFixture[str], given: str) -> None:
    code, _, err = _run(capfd, "build", folder / given, "-o", folder / "x.comity")
    assert code == 2 and "none" in err and len(err.splitlines()) == 1
    code, _, err = _run(capfd, "build", folder / "in", folder / given, "-o", folder / "x.comity")
    assert code == 2 and "none" in err


def test_a_folder_without_documents(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "void").mkdir()
    code, _, err = _run(capfd, "build", folder / "void", "-o", folder / "x.comity")
    assert code == 2 and "void" in err and len(err.splitlines()) == 1


def test_unwritable_places(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, _, err = _run(capfd, "build", folder / "in", "-o", folder / "none" / "x.comity")
    assert code == 2 and "there is no folder" in err and len(err.splitlines()) == 1
    code, _, err = _run(capfd, "build", folder / "in", "-o", folder / "in")
    assert code == 2 and "this is a folder" in err
    if os.geteuid():
        closed = folder / "closed"
        closed.mkdir()
        closed.chmod(stat.S_IRUSR | stat.S_IXUSR)
        code, _, err = _run(capfd, "build", folder / "in", "-o", closed / "x.comity")
        assert code == 2 and "cannot be written" in err and len(err.splitlines()) == 1


def test_a_file_that_is_no_record_is_never_written_over(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    thesis = folder / "thesis.txt"
    thesis.write_text("mine")
    other = folder / "other.sqlite"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    for place in (thesis, other):
        before = place.read_bytes()
        for extra in ((), ("--force",)):
            code, _, err = _run(capfd, "build", folder / "in", "-o", place, *extra)
            assert code == 2 and "no comity record" in err and len(err.splitlines()) == 1
        code, _, err = _run(capfd, "show", place, "NOR", "SWE")
        assert code == 2 and "no comity record" in err
        assert place.read_bytes() == before


@pytest.mark.parametrize(("version", "said"), [(0, "older comity"), (schema.VERSION + 1, "newer comity")])
def test_a_record_of_another_schema(folder: Path, capfd: pytest.CaptureFixture[str], version: int, said: str) -> None:
    out = folder / "x.comity"
    assert _run(capfd, "build", folder / "in", "-o", out)[0] == 0
    connection = sqlite3.connect(out)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    for arguments in (
        ("show", out, "NOR", "SWE"),
        ("build", folder / "in", "-o", out),
        ("export", out, folder / "out"),
    ):
        code, _, err = _run(capfd, *arguments)
        assert code == 2 and said in err and len(err.splitlines()) == 1
    assert _run(capfd, "build", folder / "in", "-o", out, "--force")[0] == 0
    assert _run(capfd, "unread", out)[0] in (0, 1)


@pytest.mark.parametrize("left", [0, 50, 120, 5000])
def test_a_cut_off_record(folder: Path, capfd: pytest.CaptureFixture[str], left: int) -> None:
    out = folder / "x.comity"
    assert _run(capfd, "build", folder / "in", "-o", out)[0] == 0
    out.write_bytes(out.read_bytes()[:left])
    for verb in (("show", out, "NOR", "SWE"), ("unread", out), ("find", out, "Norway")):
        code, _, err = _run(capfd, *verb)
        assert code == 2 and err.startswith("comity: ") and len(err.splitlines()) == 1


def test_a_record_with_spoilt_pages(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = folder / "x.comity"
    assert _run(capfd, "build", folder / "in", "-o", out)[0] == 0
    data = bytearray(out.read_bytes())
    data[8192:] = b"\xa5" * (len(data) - 8192)
    out.write_bytes(data)
    for verb in (("show", out, "NOR", "SWE"), ("export", out, folder / "out"), ("why", out, "f")):
        code, _, err = _run(capfd, *verb)
        assert code == 2 and "damaged" in err and len(err.splitlines()) == 1
    assert not (folder / "out").exists()


def test_two_builds_to_one_file(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = folder / "x.comity"
    with replaced(out) as beside:
        code, _, err = _run(capfd, "build", folder / "in", "-o", out)
        assert code == 2 and "another build is writing this record" in err and len(err.splitlines()) == 1
        beside.write_bytes(b"")
    out.unlink()
    assert _run(capfd, "build", folder / "in", "-o", out)[0] == 0


def test_a_full_disk(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = folder / "x.comity"
    assert _run(capfd, "build", folder / "in", "-o", out)[0] == 0
    before = out.read_bytes()
    (folder / "in" / "more.txt").write_text("Sweden thanked Norway in 1906. " * 5000, encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        code, _, err = _run(capfd, "build", folder / "in", "-o", out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert code == 2 and "cannot be written" in err and len(err.splitlines()) == 1
    assert out.read_bytes() == before
    assert sorted(os.listdir(folder)) == ["in", "x.comity"]


def test_a_name_that_a_terminal_would_obey(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "a\x1b[2Jb.txt").write_bytes(b"")
    code, out, err = _run(capfd, "build", folder / "in", "-o", folder / "x.comity")
    assert code == 0 and "\x1b" not in out + err and "\\x1b[2J" in err
