"""Building: what is read again, what is kept, the account, and that the same input gives the same record."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import comity
from comity import tables
from comity.keeping import build as building
from comity.keeping import reader
from comity.knowledge import Knowledge
from comity.models import Evidence
from comity.showing import cli
from comity.showing.export import export_record

TEXTS = {
    "one.txt": "Norway and Sweden established diplomatic relations in 1905. Sweden lent Norway $3 million in 1921.\n",
    "two.txt": "On 4 March 1950 Norway accused Sweden of breaking the treaty. Sweden denied it.\n",
}


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_building_again_reads_only_what_is_new(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.comity"
    heard: list[tuple[int, int, str]] = []
    first = building.build([pages], out, progress=lambda *a: heard.append(a))
    assert (first.documents, first.read, first.reused) == (2, 2, 0)
    assert heard == [(0, 2, "one.txt"), (1, 2, "two.txt"), (2, 2, "")]
    assert first.failed == () and first.sentences == 4

    (pages / "three.txt").write_text("In 1960 Sweden praised Norway.", encoding="utf-8")
    heard.clear()
    second = building.build([pages], out, progress=lambda *a: heard.append(a))
    assert (second.documents, second.read, second.reused) == (3, 1, 2)
    assert [name for _, _, name in heard] == ["three.txt", ""]

    (pages / "two.txt").write_text("In 1951 Norway apologised to Sweden.", encoding="utf-8")
    assert building.build([pages], out).read == 1
    assert building.build([pages], out).read == 0
    assert building.build([pages], out, force=True).read == 3


def test_a_reading_that_is_taken_again_gives_the_same_record(pages: Path, tmp_path: Path) -> None:
    building.build([pages], tmp_path / "at-once.comity")
    building.build([pages / "two.txt"], tmp_path / "by-steps.comity")
    building.build([pages], tmp_path / "by-steps.comity")
    assert _export(tmp_path / "at-once.comity") == _export(tmp_path / "by-steps.comity")


def test_the_order_of_paths_changes_nothing(pages: Path, tmp_path: Path) -> None:
    building.build([pages / "one.txt", pages / "two.txt"], tmp_path / "a.comity")
    building.build([pages / "two.txt", pages / "one.txt"], tmp_path / "b.comity")
    assert _export(tmp_path / "a.comity") == _export(tmp_path / "b.comity")


def test_other_knowledge_reads_again(pages: Path, tmp_path: Path) -> None:
    import shutil

    from comity.knowledge import load

    copied = tmp_path / "knowledge"
    shutil.copytree(str(load().root), copied, ignore=shutil.ignore_patterns("__pycache__"))
    assert reader.digest(Knowledge(copied)) == reader.digest(Knowledge(load().root))
    (copied / "more.toml").write_text("x = 1")
    assert reader.digest(Knowledge(copied)) != reader.digest(Knowledge(load().root))


@pytest.mark.parametrize("changed", ["knowledge/states.py", "knowledge/__init__.py", "reading/acts.py", "models.py"])
def test_other_code_reads_again_with_knowledge_of_ones_own(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, own = tmp_path / "package", tmp_path / "own"
    for name in (
        *("models.py", "reading/acts.py", "weighing/sums.py", "keeping/naming.py"),
        *("knowledge/states.py", "knowledge/__init__.py", "knowledge/acts.toml"),
    ):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("old = 1")
    own.mkdir()
    (own / "acts.toml").write_text("own = 1")
    monkeypatch.setattr(reader, "files", lambda _: package)
    before = reader.digest(Knowledge(own)), reader.weigher(Knowledge(own))
    (package / "knowledge" / "acts.toml").write_text("new = 1")
    assert (reader.digest(Knowledge(own)), reader.weigher(Knowledge(own))) == before
    (package / changed).write_text("new = 1")
    assert reader.digest(Knowledge(own)) != before[0] and reader.weigher(Knowledge(own)) != before[1]


def test_what_is_no_longer_given_is_left_out_unless_added(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.comity"
    building.build([pages / "one.txt"], out)
    added = building.build([pages / "two.txt"], out, add=True)
    assert (added.documents, added.read, added.dropped) == (2, 1, 0)
    dropped = building.build([pages / "two.txt"], out)
    assert (dropped.documents, dropped.read, dropped.dropped) == (1, 0, 1)


def test_judgements_beside_the_record_are_replayed(pages: Path, tmp_path: Path) -> None:
    ruling = {"target": "none", "verdict": "prefer", "value": "", "reason": "r", "by": "b", "at": "2020-01-01"}
    beside = tmp_path / "x.comity.judgements.jsonl"
    beside.write_text(json.dumps(ruling) + "\n")
    with comity.build(pages, tmp_path / "x.comity") as record:
        assert [dataclasses.asdict(j) for j in record.judgements()] == [ruling | {"claims": ""}]
    beside.write_text("{}\n")
    with pytest.raises(comity.ComityError, match="line 1: no judgement"):
        building.build([pages], tmp_path / "x.comity")


def test_a_stage_that_fails_costs_one_document(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from comity import reading

    whole = reading.read_many

    def read_many(documents, *rest):  # type: ignore[no-untyped-def]
        for document in documents:
            if document.document == "one.txt":
                raise ZeroDivisionError("by zero")
            yield from whole([document], *rest)

    monkeypatch.setattr(reading, "read_many", read_many)
    account = building.build([pages], tmp_path / "x.comity")
    assert account.documents == 1
    assert [f.document for f in account.failed] == ["one.txt"] and "by zero" in str(account.failed[0])


def test_the_account_on_the_command_line(pages: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (pages / "bad.txt").write_bytes(b"\x00\x01\x02" * 500)
    (pages / "photo.jpeg").write_bytes(b"\xff\xd8")
    out = tmp_path / "x.comity"
    assert cli.run(["build", str(pages), "-o", str(out), "--stats"]) == 0
    told = capfd.readouterr()
    assert "bad.txt" in told.err and len(told.err.splitlines()) == 1
    assert told.out.splitlines()[0].startswith("2 documents, ")
    assert "1 document could not be read" in told.out and "1 file skipped" in told.out
    assert f"Next: comity show {out} NOR SWE" in told.out or f"Next: comity unread {out}" in told.out
    assert "characters/s" in told.out and "syntax" in told.out and "peak memory" in told.out
    assert "\r" not in told.out + told.err and "\x1b" not in told.out + told.err


def test_a_page_in_another_language_is_told_and_listed(
    pages: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    french = (
        "Le ministre des affaires étrangères de la Norvège est arrivé à Stockholm pour parler avec le roi de Suède. "
    )
    (pages / "fr.txt").write_text(french * 3, encoding="utf-8")
    out = tmp_path / "x.comity"
    assert cli.run(["build", str(pages), "-o", str(out)]) == 0
    assert "1 document not in English (fr: 1)" in capfd.readouterr().out
    with comity.open_record(out) as record:
        (row,) = [u for u in record.unread() if u.at.document == "fr.txt"]
        assert "not in English (fr" in row.reason and row.at.start == 0
    again = building.build([pages], out)
    assert (again.languages, again.read) == ((("fr", 1),), 0)


def test_the_next_command_works(pages: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cli.run(["build", str(pages), "-o", str(tmp_path / "x.comity")])
    following = capfd.readouterr().out.splitlines()[-1].removeprefix("Next: comity ").split()
    assert cli.run(following) in (0, 1)


def _export(path: Path) -> dict[str, bytes]:
    with comity.open_record(path) as record, tempfile.TemporaryDirectory() as folder:
        export_record(record, Path(folder) / "out", "jsonl")
        return {p.name: p.read_bytes() for p in sorted((Path(folder) / "out").iterdir())}


def _evidence(row: object) -> list[dict[str, object]]:
    """Every piece of evidence in an exported row, at any depth."""
    if isinstance(row, list):
        return [e for item in row for e in _evidence(item)]
    if not isinstance(row, dict):
        return []
    found = [row] if {"document", "start", "end", "quote"} <= set(row) else []
    return found + [e for item in row.values() for e in _evidence(item)]


def _check_offsets(export: dict[str, bytes], texts: dict[str, str]) -> int:
    checked = 0
    for name, data in export.items():
        for line in data.decode().splitlines() if name.endswith(".jsonl") else []:
            for evidence in _evidence(json.loads(line)):
                text = texts[str(evidence["document"])]
                assert text[evidence["start"] : evidence["end"]] == evidence["quote"], (name, evidence)  # type: ignore[misc]
                checked += 1
    return checked


def test_every_row_of_evidence_quotes_its_document(shared: Path, tmp_path: Path) -> None:
    with comity.build(shared / "seeds", tmp_path / "seeds.comity") as record:
        texts = {d.document: d.text for d in record.documents()}
    for name, text in texts.items():
        assert (shared / "seeds" / name).read_bytes().decode() == text
    assert _check_offsets(_export(tmp_path / "seeds.comity"), texts) > 1000


WORDS = "Norway|Sweden| signed |a treaty|$5 million|in 1950|\n\n|\r\n|“|”|. |\x00|\x1b[0m|\u202e|\u200b"
WORDS += "|𝔘|é|=1+1|\ufeff|<b>|\u2028|Mr. |%|("
PIECES = st.sampled_from([*TEXTS.values(), *WORDS.split("|")])
TEXT = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXT, min_size=1, max_size=3))
@example(["a\u2028b. Norway\x85met Sweden."])
def test_any_text_goes_in_and_comes_out_whole(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        lines = [json.dumps({"document": f"d{n}", "text": text}) for n, text in enumerate(texts)]
        (place / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
        try:
            account = building.build([place / "in.jsonl"], place / "one.comity")
        except comity.ComityError as error:
            assert not any(t.strip() for t in texts) or "d0" in str(error) or "in.jsonl" in str(error)
            return
        assert not [f for f in account.failed if "comity failed" in str(f)]
        building.build([place / "in.jsonl"], place / "two.comity")
        export = _export(place / "one.comity")
        assert export == _export(place / "two.comity")
        with comity.open_record(place / "one.comity") as record:
            kept = {d.document: d.text for d in record.documents()}
            assert record.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        _check_offsets(export, kept)


@given(st.text(), st.text(max_size=20), st.integers(-1, 10**9), st.one_of(st.none(), st.floats(allow_nan=False)))
def test_any_value_comes_back_from_its_row(quote: str, word: str, number: int, value: float | None) -> None:
    from comity.models import Amount, Thread

    at = Evidence(word, number, number + len(quote), quote)
    amount = Amount(word, at, value, value, None, word, purpose=quote, adds=bool(number % 2))
    assert tables.value("amounts", tables.row(amount)) == amount
    thread = Thread(word, quote, word, (word, quote), (at, at))
    assert tables.value("threads", json.loads(json.dumps(tables.row(thread)))) == thread


def test_a_state_is_called_by_its_name_not_by_its_seat(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Washington warned Peru. Washington praised Chile. The United States left.\n")
    comity.build([page], tmp_path / "x.comity")
    with comity.open_record(tmp_path / "x.comity") as record:
        assert record.name("USA") == "United States"
