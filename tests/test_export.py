"""Exports: every table of the contract, the same bytes every time, whole or not at all, safe in a spreadsheet."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

import comity
from comity import tables
from comity.keeping.faults import RecordError
from comity.keeping.writing import write_record
from comity.knowledge import load
from comity.models import Document, Evidence, Reading, Unread, Weighing
from comity.showing.export import FORMATS, datapackage, export_record
from comity.showing.export.meaning import FIELDS, TITLES
from comity.showing.tabulate import cell

from .handmade import READINGS, WEIGHING, record_file

TABLE_FORMS = ("csv", "jsonl")  # formats that hold the record's own tables, checked by Frictionless row by row

# The tables and fields that other programs read: more are welcome, fewer are not.
EVIDENCE = "document start end quote"
CONTRACT = {
    "documents": "document title publisher published published_why kind language sha256 characters",
    "furniture": f"{EVIDENCE} rule",
    "sentences": f"{EVIDENCE} n furniture",
    "mentions": f"{EVIDENCE} actor name kind rule",
    "dates": f"{EVIDENCE} edtf earliest latest anchor rule",
    "amounts": f"{EVIDENCE} value low high currency qualifier kind payer recipient when purpose adds adds_why claim",
    "claims": f"id {EVIDENCE} act plover mode cameo quad actors recipients others when when_from place modality "
    "speaker contexts amount rule fact family",
    "status": f"{EVIDENCE} pair status when by claim",
    "offices": f"{EVIDENCE} person role state accredited_to from to claim",
    "polls": f"{EVIDENCE} population about measure value when pollster claim",
    "statements": f"{EVIDENCE} speaker speaker_name act to about when direct_quote claim",
    "measures": f"{EVIDENCE} name kind by on from to state claim",
    "threads": "id name kind pair evidence",
    "copies": "a b kind edits family",
    "facts": "id act plover pair actors recipients when amount claims sources rank",
    "disputes": "id fact field kind sides why",
    "periods": "pair track state start end facts disputed",
    "index": "pair year line value low high facts coverage",
    "unread": f"{EVIDENCE} reason",
    "judgements": "target verdict value reason by at",
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> comity.Record:
    return comity.open_record(record_file(tmp_path_factory.mktemp("export")))


def _bytes(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def test_jsonl_has_every_table_and_field_of_the_contract(record: comity.Record, tmp_path: Path) -> None:
    export_record(record, tmp_path / "out", "jsonl")
    for table, fields in CONTRACT.items():
        rows = [json.loads(line) for line in (tmp_path / "out" / f"{table}.jsonl").read_text("utf-8").splitlines()]
        assert rows, table
        for row in rows:
            assert set(fields.split()) <= set(row), table


def test_jsonl_is_what_was_kept(record: comity.Record, tmp_path: Path) -> None:
    export_record(record, tmp_path / "out", "jsonl")
    for table, rows in tables.rows(READINGS, WEIGHING):
        lines = (tmp_path / "out" / f"{table}.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line) for line in lines] == rows


def test_a_row_is_a_line_to_every_program(tmp_path: Path) -> None:
    text = "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\r\nh\x9bi\u202ej"
    write_record(
        tmp_path / "x.comity",
        [Reading(Document("x", text), unread=(Unread(Evidence("x", 0, len(text), text), "r"),))],
        Weighing(),
        load(),
    )
    export_record(comity.open_record(tmp_path / "x.comity"), tmp_path / "out", "jsonl")
    (line,) = (tmp_path / "out" / "unread.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["quote"] == text


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_same_bytes_every_time(record: comity.Record, tmp_path: Path, form: str) -> None:
    export_record(record, tmp_path / "one", form)
    again = comity.open_record(record_file(tmp_path))
    export_record(again, tmp_path / "two", form)
    export_record(again, tmp_path / "two", form)
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


@pytest.mark.parametrize("form", TABLE_FORMS)
@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_it_sound(record: comity.Record, tmp_path: Path, form: str) -> None:
    import frictionless

    export_record(record, tmp_path / "out", form)
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note", "rowNumber", "fieldName"])
    assert len(report.tasks) == len(tables.TABLES)
    assert sum(t.stats.get("rows", 0) for t in report.tasks) >= sum(
        len(rows) for _, rows in tables.rows(READINGS, WEIGHING)
    )


@pytest.mark.parametrize("form", TABLE_FORMS)
@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_empty_tables_sound(tmp_path: Path, form: str) -> None:
    import frictionless

    write_record(tmp_path / "x.comity", [Reading(Document("x", "Nothing."))], Weighing(), load())
    export_record(comity.open_record(tmp_path / "x.comity"), tmp_path / "out", form)
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note", "rowNumber", "fieldName"])
    assert len(report.tasks) == len(tables.TABLES)


@pytest.mark.filterwarnings("ignore")
def test_frictionless_would_see_a_wrong_row(record: comity.Record, tmp_path: Path) -> None:
    import frictionless

    export_record(record, tmp_path / "out", "csv")
    with (tmp_path / "out" / "index.csv").open("a") as file:
        file.write('"[]",not a year,political,,,,[],1\r\n')
    assert not frictionless.validate(str(tmp_path / "out" / "datapackage.json")).valid


def test_every_field_is_described() -> None:
    assert set(TITLES) == set(tables.TABLES)
    nameless = [f"{t}.{f['name']}" for t in tables.TABLES for f in datapackage.fields(t) if not f["description"]]
    assert not nameless
    known = {f"{t}.{f['name']}" for t in tables.TABLES for f in datapackage.fields(t)}
    assert not [f for f in FIELDS if "." in f and f not in known]


def test_csv_reads_back(record: comity.Record, tmp_path: Path) -> None:
    export_record(record, tmp_path / "out", "csv")
    with (tmp_path / "out" / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r["id"] for r in rows] == [c.id for c in WEIGHING.claims]
    assert json.loads(rows[2]["actors"]) == ["CHL/GOV"]
    assert rows[0]["quote"] == "broke relations"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_cells_that_a_spreadsheet_would_run(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("a=1", "a=1"), (-5, -5), (None, ""), (True, "true"), (["KHM", "USA"], "KHM;USA"), (["a;b"], '["a;b"]'), ([], "")],
)
def test_cells(value: object, shown: object) -> None:
    assert cell(value) == shown


# --- whole or not at all


def test_an_earlier_export_is_replaced_whole(record: comity.Record, tmp_path: Path) -> None:
    export_record(record, tmp_path / "out", "csv")
    assert (
        export_record(record, tmp_path / "out", "jsonl") == len(os.listdir(tmp_path / "out")) == len(tables.TABLES) + 1
    )
    assert os.listdir(tmp_path) == ["out"]


def test_a_failed_export_leaves_the_earlier_one(
    record: comity.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_record(record, tmp_path / "out", "jsonl")
    before = _bytes(tmp_path / "out")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(datapackage, "write", fail)
    with pytest.raises(RecordError, match="No space left"):
        export_record(record, tmp_path / "out", "jsonl")
    assert _bytes(tmp_path / "out") == before
    assert os.listdir(tmp_path) == ["out"]


def test_other_files_are_never_touched(record: comity.Record, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    for place, said in (("mine", "other files"), ("file", "a file of this name"), ("none/out", "no folder")):
        with pytest.raises(RecordError, match=said):
            export_record(record, tmp_path / place, "jsonl")
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "x"
    assert sorted(os.listdir(tmp_path)) == ["file", "mine"]
