"""Staying whole: killed at any moment, fed what is broken, huge or hostile: nothing is lost, and the rest goes on."""

from __future__ import annotations

import functools
import gzip
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import newslike
from comity.errors import InputError
from comity.keeping import build as building
from comity.keeping.faults import RecordError
from comity.keeping.record import Record
from comity.models import Document
from comity.reading import formats, ingest, read
from tests.conftest import files_of
from tests.contents import held


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for document in newslike.documents(3, seed=8):
        (folder / document.document).write_text(document.text, encoding="utf-8")
    return folder


def _killed(command: list[str], after: float) -> None:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()


def _kill_builds(pages: Path, place: Path, moments: list[float]) -> None:
    building.build([pages], place / "right.comity")
    right = (place / "right.comity").read_bytes()
    out = place / "x.comity"
    building.build([min(pages.iterdir())], out)
    known = {out.read_bytes(), right}
    for after in moments:
        _killed([sys.executable, "-m", "comity.showing.cli", "build", str(pages), "-o", str(out)], after)
        assert out.read_bytes() in known
        with Record(out) as record:
            assert record.documents()
    building.build([pages], out)
    assert out.read_bytes() == right
    assert sorted(p.name for p in place.iterdir()) == ["right.comity", "x.comity"]


def test_a_build_killed_at_random_moments_loses_nothing(pages: Path, tmp_path: Path) -> None:
    draw = random.Random(3)
    _kill_builds(pages, tmp_path, [draw.uniform(0.2, 5) for _ in range(2)])


@pytest.mark.slow
def test_a_build_killed_at_fifty_moments_loses_nothing(pages: Path, tmp_path: Path) -> None:
    draw = random.Random(4)
    _kill_builds(pages, tmp_path, [draw.uniform(0.2, 8) for _ in range(50)])


def _kill_judgements(pages: Path, place: Path, moments: list[float]) -> None:
    out = place / "x.comity"
    building.build([pages], out)
    with Record(out) as record:
        ruled = next(iter(record.facts())).id
    before = held(out)
    command = [
        sys.executable,
        "-m",
        "comity.showing.cli",
        "judge",
        str(out),
        ruled,
        "prefer",
        "--because",
        "seen",
        "--by",
        "me",
    ]
    beside = place / "x.comity.judgements.jsonl"
    for after in moments:
        _killed(command, after)
        with Record(out) as record:
            assert list(record.facts())
        written = beside.read_text(encoding="utf-8") if beside.exists() else ""
        assert [json.loads(line)["verdict"] for line in written.splitlines()] in ([], ["prefer"])
        building.build([pages], out)
        with Record(out) as record:
            assert len(record.judgements()) == len(written.splitlines())
        beside.unlink(missing_ok=True)
        building.build([pages], out)
        assert held(out) == before  # a ruling is weighed in place: the rows are the same, not the order of the pages


def test_a_judgement_killed_at_random_moments_is_there_or_is_not(pages: Path, tmp_path: Path) -> None:
    draw = random.Random(7)
    _kill_judgements(pages, tmp_path, [draw.uniform(0.2, 2) for _ in range(3)])


@pytest.mark.slow
def test_a_judgement_killed_at_fifty_moments_is_there_or_is_not(pages: Path, tmp_path: Path) -> None:
    draw = random.Random(8)
    _kill_judgements(pages, tmp_path, [draw.uniform(0.2, 3) for _ in range(50)])


def _kill_runs(pages: Path, place: Path, moments: list[float]) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("distributed")
    from comity.scaling import running

    running.read([str(pages)], str(place / "right"))
    out = place / "out"
    for after in moments:
        command = [sys.executable, "-m", "comity.showing.cli", "archive", "read", str(pages), "-o", str(out)]
        _killed([*command, "--workers", "1"], after)
    running.read([str(pages)], str(out))
    assert {n: b for n, b in files_of(out).items() if not n.endswith(".part")} == files_of(place / "right")


def test_an_archive_run_killed_at_random_moments_ends_with_the_right_bytes(pages: Path, tmp_path: Path) -> None:
    draw = random.Random(5)
    _kill_runs(pages, tmp_path, [draw.uniform(1, 5) for _ in range(2)])


@pytest.mark.slow
def test_an_archive_run_killed_at_fifty_moments_ends_with_the_right_bytes(pages: Path, tmp_path: Path) -> None:
    draw = random.Random(6)
    _kill_runs(pages, tmp_path, [draw.uniform(0.5, 8) for _ in range(50)])


def test_a_full_disk_is_told_and_the_old_record_stays(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.comity"
    building.build([min(pages.iterdir())], out)
    before = out.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(RecordError):
            building.build([pages], out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)
    assert out.read_bytes() == before


def _refused(path: Path, what: str) -> None:
    heard: list[InputError] = []
    assert list(ingest.documents([str(path)], heard.append)) == []
    assert len(heard) == 1 and what in str(heard[0])


def test_a_document_of_a_hundred_megabytes_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(100_000_000)
    _refused(tmp_path / "huge.txt", "more than 10,000,000 bytes")


def test_a_zip_bomb_is_refused_line_by_line(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.jsonl.gz", "wb") as file:
        for _ in range(80):
            file.write(b"x" * 1_000_000)
    _refused(tmp_path / "bomb.jsonl.gz", "more than 10,000,000 bytes")


def test_a_bomb_of_nested_html_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.html").write_text("<html><body>" + "<div>" * 200_000 + "Kenya", encoding="utf-8")
    _refused(tmp_path / "bomb.html", "nested")


@pytest.mark.parametrize("unit", [b"<", b"<a", b"<a ", b"</a", b"<!--", b"<p a=", b"<a/"])
def test_a_tag_that_never_ends_costs_no_time(unit: bytes, tmp_path: Path) -> None:
    """One long name of an element, and many elements that are not closed."""
    for name, tail in (("long", unit + b"a" * 200_000), ("many", unit * 60_000)):
        page = tmp_path / f"{name}.html"
        page.write_bytes(b"<html><body><p>Kenya met Peru in 1990.</p>" + tail)
        assert _seconds(functools.partial(lambda p: list(ingest.documents([p], lambda _: None)), str(page))) < 5


def test_a_page_of_very_many_elements_is_refused(tmp_path: Path) -> None:
    (tmp_path / "wide.html").write_bytes(b"<html><body>" + b"<p>Kenya met Peru.</p>" * 120_000)
    _refused(tmp_path / "wide.html", "more than 100,000 elements")


def test_a_pdf_that_draws_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pypdf = pytest.importorskip("pypdf")
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    made = pypdf.PdfWriter()
    for _ in range(3):
        page, drawn = made.add_blank_page(9, 9), DecodedStreamObject()
        drawn.set_data(b"q " * 400)
        page[NameObject("/Contents")] = made._add_object(drawn)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject()})
    made.write(tmp_path / "long.pdf")
    _refused(tmp_path / "long.pdf", "without any text")
    with monkeypatch.context() as patch:
        patch.setattr(formats, "STEPS", 1000)
        _refused(tmp_path / "long.pdf", "steps")
    monkeypatch.setattr(formats, "PAGES", 2)
    _refused(tmp_path / "long.pdf", "more than 2 pages")


def test_ten_thousand_tiny_files_are_found_quickly(tmp_path: Path) -> None:
    for n in range(10_000):
        (tmp_path / f"{n}.txt").write_text(f"Note {n}.", encoding="utf-8")
    began = time.process_time()
    assert sum(1 for _ in ingest.documents([str(tmp_path)])) == 10_000
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "text",
    [
        "\u202eKenya\u202c attacked \u200bPeru\u200d in 1990.",
        "اتهمت مصر إسرائيل. Egypt accused Israel in 1967. \u05d9\u05e9\u05e8\u05d0\u05dc",
        "\ufeffKenya\u00ad recalled its ambas\u00adsador from Peru.\u2028Peru denied it.\u2029",
        "\ud800Kenya attacked Peru.\x00\x1b[31m",
    ],
)
def test_odd_characters_keep_their_offsets(text: str) -> None:
    reading = read(Document("odd.txt", text))
    assert len(reading.document.text) == len(text)
    for values in (reading.sentences, reading.mentions, reading.dates, reading.claims):
        for value in values:
            assert reading.document.text[value.at.start : value.at.end] == value.at.quote


TRAPS = {
    "ranges": "from 1990 to ",
    "offices": "Minister ",
    "states": "Kenya, ",
    "sums": "$1 million ",
    "shares": "5 percent of Kenyans approve, ",
    "marks": "“a ",
    "brackets": "(",
    "capitals": "A",
    "digits": "1",
    "days": "May 1, ",
    "saying": "said that ",
    "ends": ". ",
    "lines": "\n",
    "blanks": " \t",
    "acts": "Kenya attacked Peru and ",
}


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.parametrize("trap", TRAPS, ids=list(TRAPS))
def test_every_rule_is_linear_in_the_length_of_a_line(trap: str) -> None:
    """Four times the length may take about four times as long; a rule of the second order would take sixteen times."""
    unit = TRAPS[trap]
    short, long = (Document("trap.txt", (unit * (n // len(unit) + 1))[:n]) for n in (8_000, 32_000))
    read(short)
    read(long)
    fast = min(_seconds(lambda: read(short)) for _ in range(3))
    slow = min(_seconds(lambda: read(long)) for _ in range(3))
    assert slow < max(0.5, 9 * fast), f"{slow / fast:.1f} times as long"


@pytest.mark.parametrize(
    "opening", ["a quarter of a", "half an", "from 1990 to", "It was not", "Updated", "$5", "the same"]
)
@pytest.mark.parametrize("blank", [" ", "\t", "\n "])
def test_blanks_after_what_opens_a_rule_cost_no_time(opening: str, blank: str) -> None:
    text = f"Kenya accused Peru in May 1990, {opening}{blank * (40_000 // len(blank))}year ago."
    assert _seconds(lambda: read(Document("trap.txt", text))) < 5


@pytest.mark.slow
@pytest.mark.parametrize("trap", TRAPS, ids=list(TRAPS))
def test_a_line_of_half_a_million_characters_is_read_in_bounded_time(trap: str) -> None:
    unit = TRAPS[trap]
    assert _seconds(lambda: read(Document("trap.txt", (unit * (500_000 // len(unit) + 1))[:500_000]))) < 120


@pytest.mark.slow
def test_a_sentence_of_a_million_words_is_read_in_bounded_memory() -> None:
    code = (
        "import resource; from comity.models import Document; from comity.reading import read\n"
        "read(Document('x.txt', 'word ' * 1_000_000))\n"
        "assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_200_000, 'memory'"
    )
    ended = subprocess.run([sys.executable, "-c", code], env=os.environ | {"OPENBLAS_NUM_THREADS": "1"}, check=False)
    assert ended.returncode == 0
