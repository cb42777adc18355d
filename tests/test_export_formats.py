"""Formats of other communities, each read back by a program that people use for it."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

import comity
from comity import tables
from comity.keeping.writing import write_record
from comity.knowledge import load
from comity.models import Document, Fact, Reading, Weighing
from comity.showing.export import FORMATS, export_record
from comity.showing.export.annotation import source
from comity.showing.export.csl import item
from comity.showing.export.dyad_year import COLUMNS as DYAD_YEAR
from comity.showing.export.numbers import number
from comity.showing.export.polecat import COLUMNS as POLECAT
from comity.showing.export.timeline import placing
from comity.showing.extras import MissingExtra, needed

from .handmade import AWAY, CLAIMS, HOME, READINGS, WEIGHING, record_file

OTHERS = sorted(set(FORMATS) - {"csv", "jsonl"})


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> comity.Record:
    return comity.open_record(record_file(tmp_path_factory.mktemp("formats")))


@pytest.fixture(scope="module")
def out(record: comity.Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder with every format in a folder of its own."""
    folder = tmp_path_factory.mktemp("out")
    for form in OTHERS:
        export_record(record, folder / form, form)
    return folder


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


# --- every format


@pytest.mark.parametrize("form", OTHERS)
@pytest.mark.filterwarnings("ignore")
def test_frictionless_knows_every_file(out: Path, form: str) -> None:
    import frictionless

    report = frictionless.validate(str(out / form / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note", "rowNumber", "fieldName"])
    package = _json(out / form / "datapackage.json")
    described = {r["path"] for r in package["resources"]}
    assert described == {p.name for p in (out / form).iterdir()} - {"datapackage.json"}


@pytest.mark.parametrize("form", OTHERS)
def test_a_record_without_facts(tmp_path: Path, form: str) -> None:
    write_record(tmp_path / "x.comity", [Reading(Document("x", "Nothing."))], Weighing(), load())
    export_record(comity.open_record(tmp_path / "x.comity"), tmp_path / "out", form)
    assert (tmp_path / "out" / "datapackage.json").is_file()


@pytest.mark.parametrize("form", ["plover", "polecat", "timeline", "annotation", "ftm", "prov", "csl"])
def test_text_that_a_terminal_or_line_reader_would_trip_over(out: Path, form: str) -> None:
    for path in (out / form).iterdir():
        text = path.read_text(encoding="utf-8")
        assert not [c for c in text if c in "\x1b\x85\u2028\u2029\u202e\x9b"], path


# --- Parquet


def test_pandas_and_duckdb_read_parquet(out: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pandas = pytest.importorskip("pandas")
    claims = pandas.read_parquet(out / "parquet" / "claims.parquet")
    assert list(claims["id"]) == [c.id for c in CLAIMS]
    assert [list(a) for a in claims["actors"]] == [list(c.actors) for c in CLAIMS]
    assert str(claims["start"].dtype) == "int64" and str(claims["intensity"].dtype) == "float64"
    found = duckdb.sql(f"SELECT value, currency FROM '{out}/parquet/amounts.parquet'").fetchall()
    assert found == [(2e6, "USD")]
    places = duckdb.sql(f"SELECT a.document, edits[1].changes FROM '{out}/parquet/copies.parquet'").fetchall()
    assert places == [("away.txt", "date")]


def test_parquet_holds_what_json_lines_hold(out: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for table, rows in tables.rows(READINGS, WEIGHING):
        assert parquet.read_table(out / "parquet" / f"{table}.parquet").to_pylist() == rows, table


def test_a_missing_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"Parquet needs pyarrow .*pip install 'comity\[archive\]'"):
        needed("pyarrow", "archive", "Parquet")


# --- event data


def test_plover(out: Path) -> None:
    records = {r["id"]: r for r in _json(out / "plover" / "events.json")}
    assert list(records) == ["f-broke", "f-loan"]
    broke = records["f-broke"]
    assert (broke["date"], broke["enddate"], broke["event"]) == ("1962-04-17", "1962-04-17", ["SANCTION"])
    assert [a["code"] for a in broke["source"]] == ["BOL", "CHL"] and "recipient" not in broke
    assert broke["event_text"] == ["broke relations", "broke relations"]
    for info, cite, text in zip(broke["text_info"], broke["cite_info"], broke["event_text"], strict=True):
        document = {"home.txt": HOME, "away.txt": AWAY}[cite["citation"]]
        assert document.text[info["start"] : info["end"]] == text
    loan = records["f-loan"]
    assert loan["source"] == [{"code": "CHL", "sector": "GOV", "identifier_text": "Chile (government)"}]
    assert (loan["date"], loan["enddate"], loan["edtf"]) == ("1975-01-01", "1975-12-31", "1975")
    for r in records.values():
        assert {"id", "date", "source", "event"} <= set(r)  # what PLOVER requires


def test_what_is_no_event_is_kept_with_the_reason(out: Path) -> None:
    apart = {r["fact"]: r["why"] for r in _rows(out / "plover" / "apart.csv")}
    assert apart == {"f-port": "undated", "f-talk": "alleged, not said to have happened"}


def test_polecat(out: Path) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(out / "polecat" / "events.tsv", sep="\t")
    assert list(frame.columns) == list(POLECAT) and len(POLECAT) == 40
    assert list(frame["Event ID"]) == ["f-broke.1", "f-broke.2", "f-loan"]
    assert list(frame["Actor Country"]) == ["BOL", "CHL", "CHL"]
    assert list(frame["Recipient COW"]) == [155, 145, 145]
    assert list(frame["Primary Actor Sector"].fillna("")) == ["", "", "GOV"]
    assert frame["Latitude"].isna().all()
    assert pandas.to_datetime(frame["Event Date"]).dt.year.tolist() == [1962, 1962, 1975]


def test_dyad_year(out: Path) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(out / "dyad-year" / "dyad_year.csv").set_index("year")
    assert [frame.index.name, *frame.columns] == ["year", *(c for c in DYAD_YEAR if c != "year")]
    assert list(frame.index) == list(range(1962, 1976)) and set(frame["dyad"]) == {"BOL-CHL"}
    assert set(frame["cow_dyad"]) == {145155}
    assert frame.loc[1962, "documents"] == 2 and frame.loc[1962, "events"] == 1
    assert frame.loc[1962, "disputed"] == 1 and frame.loc[1962, "political"] == -2.0
    assert frame.loc[1965, "documents"] == 0 and pandas.isna(frame.loc[1965, "events"])
    assert (frame["relations_end"] == "severed").all()
    apart = {r["fact"]: r["why"] for r in _rows(out / "dyad-year" / "apart.csv")}
    assert apart["f-port"] == "undated"
    codebook = (out / "dyad-year" / "codebook.txt").read_text(encoding="utf-8")
    assert all(f"\n{name} " in codebook for name in DYAD_YEAR)
    assert all(len(name) <= 32 for name in DYAD_YEAR)  # Stata takes no longer names


@pytest.mark.parametrize(
    ("code", "of", "year", "expected"),
    [
        ("USA", "cow", None, "2"),
        ("USA/MIL", "gw", None, "2"),
        ("DEU", "gw", None, "260"),
        ("KHM", "cow", 1950, ""),
        ("KHM", "cow", 1954, "811"),
        ("DDR", "cow", 1991, ""),
        ("DDR", "cow", None, "265"),
        ("UNO", "cow", None, ""),
    ],
)
def test_numbers_of_states(code: str, of: str, year: int | None, expected: str) -> None:
    assert number(code, of, year) == expected


# --- timeline


def test_timeline(out: Path) -> None:
    timeline = _json(out / "timeline" / "BOL-CHL.json")
    assert timeline["title"]["text"]["text"] == "<p>2 dated facts; 1 more without a date cannot be shown here.</p>"
    broke, loan = timeline["events"]
    assert broke["start_date"] == {"year": 1962, "month": 4, "day": 17} and "end_date" not in broke
    assert broke["display_date"] == "17 April 1962" and "disputed: a copied passage, edited" in broke["text"]["text"]
    assert loan["start_date"] == {"year": 1975}
    assert len({e["unique_id"] for e in timeline["events"]}) == len(timeline["events"])
    assert _json(out / "timeline" / "BOL-PER.json")["events"][0]["display_date"] == "1990s"


@pytest.mark.parametrize(
    ("edtf", "start", "end", "shown"),
    [
        ("1962-04-17", (1962, 4, 17), None, "17 April 1962"),
        ("1962-04", (1962, 4), None, "April 1962"),
        ("1962~", (1962,), None, "about 1962"),
        ("197X", (1970,), (1979,), "1970s"),
        ("1965-21", (1965, 3), (1965, 5), "spring 1965"),
        ("1955/1963", (1955,), (1963,), "1955 – 1963"),
        ("1970-10-09/1975-04", (1970, 10, 9), (1975, 4), "9 October 1970 – April 1975"),
        ("1993/..", (1993,), None, "since 1993"),
        ("../1975", (1975,), None, "until 1975"),
        ("[1992,1994]", (1992,), (1994,), "1992 or 1994"),
    ],
)
def test_uncertain_dates_on_a_timeline(edtf: str, start: tuple[int], end: tuple[int] | None, shown: str) -> None:
    placed = placing(edtf)
    assert placed is not None
    assert tuple(placed["start_date"].values()) == start
    assert (tuple(placed["end_date"].values()) if "end_date" in placed else None) == end
    assert placed["display_date"] == shown


def test_what_no_date_places() -> None:
    assert placing("") is None and placing("soon") is None


def test_a_timeline_escapes_text(tmp_path: Path) -> None:
    from comity.models import Claim, Evidence, Sentence

    text = "<script>alert(1)</script> Chile met Peru."
    at = Evidence("x", 0, len(text), text)
    claim = Claim("c", at, "meet", "CONSULT", "", "", 1, 1.0, ("CHL", "PER"), (), when="1990", fact="f")
    fact = Fact("f", "meet", "CONSULT", ("CHL", "PER"), ("CHL", "PER"), (), "1990", "", ("c",), 1)
    reading = Reading(Document("x", text), sentences=(Sentence(at, 0, 0),), claims=(claim,))
    write_record(tmp_path / "x.comity", [reading], Weighing(claims=(claim,), facts=(fact,)), load())
    export_record(comity.open_record(tmp_path / "x.comity"), tmp_path / "out", "timeline")
    held = (tmp_path / "out" / "CHL-PER.json").read_text(encoding="utf-8")
    assert "<script" not in held and "&lt;script&gt;" in held


# --- annotation


def test_annotations_find_their_words(out: Path) -> None:
    page = _json(out / "annotation" / "annotations.jsonld")
    texts = {source(d): d.text for d in (HOME, AWAY)}
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and len(page["items"]) == len(CLAIMS)
    for annotation in page["items"]:
        position, quote = annotation["target"]["selector"]
        text = texts[annotation["target"]["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert (
            text.index(quote["prefix"] + quote["exact"] + quote["suffix"]) + len(quote["prefix"]) == position["start"]
        )
        assert annotation["body"] and annotation["type"] == "Annotation"


# --- FollowTheMoney


def test_followthemoney_takes_every_entity(out: Path) -> None:
    pytest.importorskip("followthemoney", reason="NOT TESTED WITH followthemoney: it is not installed (it needs ICU)")
    from followthemoney import model
    from followthemoney.proxy import EntityProxy

    rows = [json.loads(line) for line in (out / "ftm" / "entities.ftm.json").read_text(encoding="utf-8").splitlines()]
    ids = {row["id"] for row in rows}
    assert len(ids) == len(rows)
    seen = set()
    for row in rows:
        proxy = EntityProxy.from_dict(row, cleaned=False)
        kept = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert kept == {name: sorted(values) for name, values in row["properties"].items()}
        assert not proxy.schema.validate({"properties": row["properties"]})
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert value in ids, f"{row['id']} {prop.name}: {value}"
                assert model[next(r["schema"] for r in rows if r["id"] == value)].is_a(prop.range)
        seen.add(row["schema"])
    assert seen == {"PublicBody", "Organization", "Document", "Event", "Payment", "Person", "Position", "Occupancy"}


def test_followthemoney_reads_the_statements(out: Path) -> None:
    pytest.importorskip("followthemoney", reason="NOT TESTED WITH followthemoney: it is not installed (it needs ICU)")
    from followthemoney.statement import read_path_statements

    rows = {
        row["id"]: row["properties"]
        for row in map(json.loads, (out / "ftm" / "entities.ftm.json").read_text(encoding="utf-8").splitlines())
    }
    found: dict[str, dict[str, list[str]]] = {}
    for statement in read_path_statements(out / "ftm" / "statements.csv", "csv"):
        assert statement.id == statement.generate_key()
        if statement.prop == "id":
            continue
        found.setdefault(statement.entity_id, {}).setdefault(statement.prop, []).append(statement.value)
    assert found == rows


def test_types_of_statements_are_those_of_followthemoney(out: Path) -> None:
    pytest.importorskip("followthemoney", reason="NOT TESTED WITH followthemoney: it is not installed (it needs ICU)")
    from followthemoney import model

    for row in _rows(out / "ftm" / "statements.csv"):
        if row["prop"] != "id":
            assert model[row["schema"]].properties[row["prop"]].type.name == row["prop_type"], row


# --- PROV


def test_prov_reads_it(out: Path) -> None:
    prov = pytest.importorskip("prov.model")
    document = prov.ProvDocument.deserialize(
        source=io.BytesIO((out / "prov" / "prov.json").read_bytes()), format="json"
    )
    entities = {str(r.identifier) for r in document.get_records(prov.ProvEntity)}
    assert {"c:document-home.txt", "c:claim-c-b1", "c:fact-f-broke", "c:record"} <= entities
    for derived in document.get_records(prov.ProvDerivation):
        assert {str(v) for _, v in derived.formal_attributes[:2]} <= entities
    assert len(list(document.get_records(prov.ProvUsage))) == 2
    assert [str(dict(a.attributes)[prov.PROV["label"]]) for a in document.get_records(prov.ProvAgent)]
    assert document.get_provn().count("wasInformedBy") == len(WEIGHING.judgements)


# --- CSL


def test_citeproc_renders_the_items(out: Path) -> None:
    citeproc = pytest.importorskip("citeproc")
    from citeproc.source.json import CiteProcJSON

    items = _json(out / "csl" / "items.json")
    source = CiteProcJSON(items)
    style = citeproc.CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
    for one in items:
        bibliography.register(citeproc.Citation([citeproc.CitationItem(one["id"])]))
    rendered = " ".join(str(entry) for entry in bibliography.bibliography())
    assert "Two neighbours" in rendered and "2001" in rendered and "away.txt" in rendered


def test_every_citation_has_its_item(out: Path) -> None:
    ids = {i["id"] for i in _json(out / "csl" / "items.json")}
    citations = _json(out / "csl" / "citations.json")
    assert [c["id"] for c in citations] == [f.id for f in WEIGHING.facts]
    assert {i["id"] for c in citations for i in c["citationItems"]} <= ids


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2001-05-03", {"date-parts": [[2001, 5, 3]]}),
        ("2001", {"date-parts": [[2001]]}),
        ("200X", {"literal": "2000s"}),
        ("", None),
    ],
)
def test_when_a_document_was_issued(published: str, issued: object) -> None:
    assert item(Document("x", "", published=published)).get("issued") == issued
