"""The record on disk: what goes in comes out, the schema holds, nothing but a whole record is ever seen."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

import comity
from comity import tables
from comity.keeping import asking, opening, reader, schema, store
from comity.keeping.days import bounds, window
from comity.keeping.faults import RecordError
from comity.keeping.replacing import replaced
from comity.keeping.writing import write_record
from comity.knowledge import load
from comity.models import Document, Evidence, Reading, Sentence, Weighing

from .handmade import HOME, READINGS, WEIGHING, record_file


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_file(tmp_path_factory.mktemp("store"))


@pytest.mark.parametrize("table", tables.TABLES)
def test_every_value_comes_back_as_it_was(made: Path, table: str) -> None:
    expected = dict(tables.values(READINGS, WEIGHING))
    with comity.open_record(made) as record:
        kept = list(record.values(table))
    assert kept == list(expected[table])
    assert kept, f"the hand-made record has no {table}"
    assert set(expected) == set(tables.TABLES)


def test_a_packed_reading_comes_back_whole() -> None:
    for reading in READINGS:
        packed = store.pack("key", reading.document, reading)
        assert store.unpack(packed.reading, reading.document.text) == reading


def test_documents_are_kept_as_they_were_given(made: Path) -> None:
    with comity.open_record(made) as record:
        assert list(store.given(record.connection)) == [
            r.document for r in sorted(READINGS, key=lambda r: r.document.document)
        ]


def test_the_schema_is_sound(made: Path) -> None:
    with comity.open_record(made) as record:
        ask = record.connection.execute
        assert ask("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert ask("PRAGMA foreign_key_check").fetchall() == []
        assert ask("PRAGMA foreign_keys").fetchone() == (1,)
        assert ask("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert ask("SELECT value FROM meta WHERE key = 'schema'").fetchone() == (str(schema.VERSION),)


def test_foreign_keys_refuse_what_has_no_document(made: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.comity"
    copy.write_bytes(made.read_bytes())
    connection = sqlite3.connect(copy)
    connection.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(
            "INSERT INTO unread (document, start, \"end\", quote, reason) VALUES ('none', 0, 1, 'x', 'y')"
        )
    connection.close()


def test_links_join_facts_claims_and_pairs(made: Path) -> None:
    with comity.open_record(made) as record:
        ask = record.connection.execute
        assert ask("SELECT a, b FROM fact_pair WHERE fact = 'f-talk'").fetchall() == [("BOL", "PER")]
        assert ask("SELECT claim FROM fact_claim WHERE fact = 'f-broke' ORDER BY claim").fetchall() == [
            ("c-b1",),
            ("c-b2",),
        ]
        assert ask("SELECT state, role FROM claim_actor WHERE claim = 'c-loan' ORDER BY role").fetchall() == [
            ("CHL", "actor"),
            ("BOL", "recipient"),
        ]
        assert ("IGO", "forum") in ask("SELECT code, role FROM claim_actor WHERE claim = 'c-port'").fetchall()


QUESTIONS = {
    "the facts of a pair": "SELECT fact FROM fact_pair WHERE a = 'BOL' AND b = 'CHL' AND earliest > '1960'",
    "the claims of a state": "SELECT claim FROM claim_actor WHERE state = 'BOL'",
    "the claims of an act": "SELECT id FROM claims WHERE act = 'request' AND \"when\" > '1970'",
    "the facts of a time": "SELECT id FROM facts WHERE earliest BETWEEN '1960' AND '1970'",
    "the claims of a document": "SELECT id FROM claims WHERE document = 'home.txt'",
    "the sentences of a document": "SELECT quote FROM sentences WHERE document = 'home.txt' AND start <= 20",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_index_serves(question: str) -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema.ddl() + schema.INDEXES)
        plan = " ".join(row[3] for row in connection.execute("EXPLAIN QUERY PLAN " + QUESTIONS[question]))
        assert "SEARCH" in plan and "SCAN" not in plan, plan


def test_full_text_leaves_furniture_out(made: Path) -> None:
    with comity.open_record(made) as record:
        assert record.find("menu").sentences == ()
        assert [s.at.quote for s in record.find('RAIL* "lent Bolivia"').sentences] == [
            "In 1975 Chile lent Bolivia $2 million for a railway."
        ]
        assert [f.id for f in record.find("broke").facts] == ["f-broke"]


def test_what_is_found_is_ranked_by_how_much_of_the_text_the_words_are(tmp_path: Path) -> None:
    texts = ["The river, and much else that has nothing to do with it.", "River by river.", "Éléphants in the RÍVER."]
    document = Document("x", " ".join(texts))
    at = [document.text.index(t) for t in texts]
    sentences = tuple(
        Sentence(Evidence("x", start, start + len(t), t), n, 0)
        for n, (start, t) in enumerate(zip(at, texts, strict=True))
    )
    write_record(tmp_path / "x.comity", [Reading(document, sentences=sentences)], Weighing(), load())
    with comity.open_record(tmp_path / "x.comity") as record:
        assert [s.n for s in record.find("river").sentences] == [1, 2, 0]
        assert [s.n for s in record.find("riv* elephants").sentences] == [2]
        assert [s.n for s in record.find("river", limit=1).sentences] == [1]
        assert [s.n for s in record.find('"by river"').sentences] == [1]


@pytest.mark.parametrize("words", ['"', "AND", "NEAR(", "a*b -c ^d", "quote:x", "(", "*", "'", "\x00", "🚂", "\udcff"])
def test_no_words_are_operators(made: Path, words: str) -> None:
    with comity.open_record(made) as record:
        record.find(words.encode("utf-8", "replace").decode())


def test_the_file_is_opened_for_reading_only(made: Path) -> None:
    with comity.open_record(made) as record, pytest.raises(sqlite3.OperationalError, match="readonly"):
        record.connection.execute("DELETE FROM facts")


def test_two_of_one_id_are_told(tmp_path: Path) -> None:
    twice = dataclasses.replace(WEIGHING, facts=WEIGHING.facts[:1] * 2)
    write_record(tmp_path / "x.comity", READINGS, twice, load())
    with comity.open_record(tmp_path / "x.comity") as record:
        assert record.count("facts") == 1
        assert "1 of 2 facts had the id of another and were left out" in record.notes()


# --- versions


@pytest.mark.parametrize(("version", "said"), [(0, "older"), (schema.VERSION + 1, "newer")])
def test_another_schema_is_told(made: Path, tmp_path: Path, version: int, said: str) -> None:
    other = tmp_path / "other.comity"
    other.write_bytes(made.read_bytes())
    connection = sqlite3.connect(other)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    with pytest.raises(RecordError, match=said):
        comity.open_record(other)


def test_other_columns_are_told(made: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.comity"
    other.write_bytes(made.read_bytes())
    connection = sqlite3.connect(other)
    connection.execute("UPDATE meta SET value = 'x' WHERE key = 'columns'")
    connection.commit()
    connection.close()
    with pytest.raises(RecordError, match="other columns"):
        opening.connect(other)


def test_a_reading_depends_on_its_text_and_its_reader() -> None:
    key = reader.key(HOME, "one")
    assert key == reader.key(dataclasses.replace(HOME), "one")
    assert key != reader.key(HOME, "two")
    for field in ("document", "text", "title", "published", "url", "kind"):
        assert key != reader.key(dataclasses.replace(HOME, **{field: "other"}), "one"), field


# --- one step


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), replaced(path) as beside:
        beside.write_text("half")
        raise ZeroDivisionError
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["x"]


def test_two_writers_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with replaced(path) as beside:
        beside.write_text("first")
        with pytest.raises(RecordError, match="another build"), replaced(path):
            pass
    assert path.read_text() == "first"
    with replaced(path) as beside:
        beside.write_text("second")
    assert path.read_text() == "second"


WRITER = """
import sys, pathlib
sys.path.insert(0, sys.argv[2])
from tests.handmade import record_file
print("go", flush=True)
while True:
    record_file(pathlib.Path(sys.argv[1]))
"""


def test_killed_at_any_moment_the_record_is_whole(tmp_path: Path) -> None:
    path = record_file(tmp_path)
    root = Path(__file__).parents[1]
    for moment in (0.002, 0.011, 0.023, 0.037, 0.051):
        child = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), str(root)], stdout=subprocess.PIPE)
        assert child.stdout is not None and child.stdout.readline() == b"go\n"
        time.sleep(moment)
        child.send_signal(signal.SIGKILL)
        child.wait()
        with comity.open_record(path) as record:
            assert record.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert record.count("facts") == len(WEIGHING.facts)
    record_file(tmp_path)
    assert os.listdir(tmp_path) == ["made.comity"]


def test_an_empty_reading_is_kept(tmp_path: Path) -> None:
    write_record(tmp_path / "x.comity", [Reading(Document("x", ""))], Weighing(), load())
    with comity.open_record(tmp_path / "x.comity") as record:
        assert [d.document for d in record.documents()] == ["x"]


# --- days


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("1969-07-02", ("1969-07-02", "1969-07-02")),
        ("1969-02", ("1969-02-01", "1969-02-28")),
        ("196X", ("1960-01-01", "1969-12-31")),
        ("1998-24", ("1998-12-01", "1999-02-28")),
        ("2005-34", ("2005-04-01", "2005-06-30")),
        ("1970~/1975?", ("1970-01-01", "1975-12-31")),
        ("../1980", ("", "1980-12-31")),
        ("1970/..", ("1970-01-01", "")),
        ("[1992, 1994]", ("1992-01-01", "1994-12-31")),
        ("", ("", "")),
        ("soon", ("", "")),
        ("1984-13", ("", "")),
    ],
)
def test_bounds(edtf: str, days: tuple[str, str]) -> None:
    assert bounds(edtf) == days


def test_a_window_must_be_dates() -> None:
    assert window("1970", "1975-06") == ("1970-01-01", "1975-06-30")
    with pytest.raises(ValueError, match="'yesterday' is no date"):
        window("yesterday", "")


def test_words_become_a_query() -> None:
    assert asking.match('embass* "United States" -') == '"embass"* "United States"'
    assert asking.match('"') == ""


# --- the reference page


def test_the_reference_page_is_what_the_schema_says() -> None:
    command = [sys.executable, str(Path(__file__).parents[1] / "tools" / "make_record_docs.py"), "--check"]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


def test_the_questions_of_the_reference_page_are_answered(made: Path) -> None:
    page = (Path(__file__).parents[1] / "docs" / "record.md").read_text(encoding="utf-8")
    queries = [part.partition("\n```")[0] for part in page.split("```sql\n")[1:]]
    assert len(queries) >= 5
    with comity.open_record(made) as record:
        for query in queries:
            asked = query.replace("KHM", "BOL").replace("'USA'", "'CHL'").replace("embassy AND reopened", "relations")
            assert record.connection.execute(asked).fetchall(), query
