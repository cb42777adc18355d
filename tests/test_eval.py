"""``comity eval``: its figures by hand, and against the scorer beside the repository where that is there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import comity
from comity.keeping.writing import write_record
from comity.knowledge import load
from comity.models import Document, Reading
from comity.reading import read
from comity.showing import cli
from comity.showing.evaluation import Figure, evaluate
from comity.showing.evaluation.gold import GoldError
from comity.showing.evaluation.same import Same, overlap, plain_time, same_person, same_time
from comity.showing.export import export_record
from comity.weighing import weigh

from .handmade import AWAY, HOME, at, record_file


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_file(tmp_path_factory.mktemp("eval"))


def _gold(folder: Path, **tables: list[dict[str, Any]]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder


def _at(document: Document, quote: str, **more: Any) -> dict[str, Any]:
    place = at(document, quote)
    return {"document": place.document, "start": place.start, "end": place.end, "quote": quote, **more}


def _figures(made: Path, gold: Path) -> dict[str, Figure]:
    with comity.open_record(made) as record:
        return {f.name: f for f in evaluate(record, gold).figures}


# --- by hand


def test_dates_amounts_status_and_people(made: Path, tmp_path: Path) -> None:
    gold = _gold(
        tmp_path / "gold",
        dates=[
            _at(HOME, "17 April 1962", edtf="1962-04-17"),
            _at(HOME, "In 1975", edtf="1975"),
            _at(AWAY, "18 April 1962", edtf="1962-04-19"),
        ],
        amounts=[
            _at(HOME, "$2 million", value=2_000_000, currency="USD", payer="CHL", recipient="BOL", when="1975"),
        ],
        status=[_at(HOME, "broke relations", pair=["CHL", "BOL"], status="severed", when="1962-04-17")],
        offices=[_at(HOME, "Ana Rojas", person="A. Rojas", role="Ambassador", state="BOL")],
        polls=[_at(HOME, "neighbours", measure="approve", value=50, when="2001")],
        statements=[_at(HOME, "asked Chile", speaker="BOL", act="propose", alt=["demand"])],
        furniture=[_at(HOME, "Menu | ")],
        actors=[
            {"names": ["Peru"], "state": "PER"},
            {"names": ["Spain"], "state": "ESP"},
        ],
    )
    found = _figures(made, gold)
    # two dates given, three in the gold; both stand at gold words, one has the gold's value
    assert found["dates.extent"] == Figure("dates.extent", 1.0, 0.667, 0.8, 2, 2, 3)
    assert found["dates.value"] == Figure("dates.value", 0.5, 0.333, 0.4, 1, 2, 3)
    assert found["amounts.roles"] == Figure("amounts.roles", 1.0, 1.0, 1.0, 1, 1, 1)
    assert found["status.when"].f1 == 1.0 and found["offices"].f1 == 1.0
    assert found["polls"].f1 == 0.0 and found["statements"].f1 == 1.0
    assert found["furniture"] == Figure("furniture", 0.583, 1.0, 0.737, 7, 12, 7)
    assert found["actors"] == Figure("actors", None, 0.5, None, 1, None, 2)


def test_optional_rows_neither_help_nor_hurt(made: Path, tmp_path: Path) -> None:
    row = _at(HOME, "17 April 1962", edtf="1962-04-17", optional=True)
    assert _figures(made, _gold(tmp_path / "gold", dates=[row]))["dates.value"].gold == 0
    other = _at(AWAY, "18 April 1962", edtf="1962-04-18")
    found = _figures(made, _gold(tmp_path / "gold", dates=[row, other]))["dates.value"]
    assert (found.hit, found.predicted, found.gold) == (1, 1, 1)


def test_copies_and_disputes(made: Path, tmp_path: Path) -> None:
    a, b = {"document": "away.txt", "start": 0, "end": 51}, {"document": "home.txt", "start": 14, "end": 65}
    day = {"a": _at(HOME, "17 April"), "b": _at(AWAY, "18 April")}
    swapped = {"a": day["b"], "b": day["a"]}
    elsewhere = {"a": _at(HOME, "$2 million"), "b": _at(AWAY, "talked")}
    gold = _gold(tmp_path / "gold", copies=[{"a": a, "b": b}], disputes=[day, swapped, elsewhere])
    found = _figures(made, gold)
    assert found["copies"].f1 == 1.0 and found["copies"].hit == 102
    assert found["disputes"] == Figure("disputes", 1.0, 0.667, 0.8, 2, 1, 3)


EVENT = {"recipients": [], "alt_when": [], "status": "asserted"}
TEXT = "Norway recognised Estonia on 5 February 1921. Sweden opened an embassy in Peru in 1938."


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Document]:
    """A record read from two plain sentences, as comity reads them."""
    document = Document("n.txt", TEXT)
    reading: Reading = read(document, load())
    path = tmp_path_factory.mktemp("small") / "n.comity"
    write_record(path, [reading], weigh([reading], load()), load())
    return path, document


def test_events(small: tuple[Path, Document], tmp_path: Path) -> None:
    path, document = small
    first = _at(document, "Norway recognised Estonia on 5 February 1921", plover="SUPPORT", **EVENT) | {
        "actors": ["NOR"], "recipients": ["EST"], "when": "1921-02-05", "tier": 1,
    }  # fmt: skip
    second = _at(document, "Sweden opened an embassy in Peru in 1938", plover="SUPPORT", **EVENT) | {
        "actors": ["SWE"], "recipients": ["PER"], "when": "1937", "tier": 2,
    }  # fmt: skip
    found = _figures(path, _gold(tmp_path / "gold", events=[first, second]))
    assert found["events.found"].f1 == 1.0 and found["events.who"].f1 == 1.0
    assert found["events.when"].recall == 0.5 and found["modality"].precision == 1.0
    assert found["events.clear"] == Figure("events.clear", None, 1.0, None, 1, None, 1)
    assert "facts" not in found
    marginal = _figures(path, _gold(tmp_path / "gold", events=[first, second | {"tier": 3}]))["events.found"]
    assert (marginal.hit, marginal.predicted, marginal.gold) == (1, 1, 1)
    wrong = _figures(path, _gold(tmp_path / "gold", events=[first | {"plover": "ASSAULT"}, second]))["events.found"]
    assert (wrong.hit, wrong.predicted, wrong.gold) == (1, 2, 2)


# --- what is the same


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        ("1962", {"when": "1962"}, True),
        ("1962~", {"when": "1962"}, True),
        ("1993/..", {"when": "1993/"}, True),
        ("1965/1965", {"when": "1965"}, True),
        ("196X", {"when": "1960/1969"}, True),
        ("1962", {"when": "1963"}, False),
        ("1962", {"when": "1963", "alt_when": ["1962"]}, True),
        ("", {"when": ""}, True),
        ("1962", {"when": ""}, False),
        ("1939-10-03", {"when": "1939-10", "within": True}, True),
        ("1939-10-03", {"when": "1939-10"}, False),
        ("1960/1963", {"when": "1960/1964", "fuzzy": True}, True),
        ("1960", {"when": "1960/1964", "fuzzy": True}, False),
    ],
)
def test_the_same_time(found: str, gold: dict[str, Any], expected: bool) -> None:
    assert same_time(found, gold) is expected


def test_the_same_parties() -> None:
    same = Same(load())

    def row(actors: str, recipients: str = "", **more: Any) -> dict[str, Any]:
        return {"actors": actors.split(), "recipients": recipients.split(), **more}

    assert same.parties(row("USA/GOV", "KHM"), row("USA", "KHM"))
    assert not same.parties(row("KHM", "USA"), row("USA", "KHM"))
    assert same.parties(row("KHM", "USA"), row("USA", "KHM", reciprocal=True))
    assert same.parties(row("KHM", "USA"), row("USA KHM"))
    assert same.parties(row("UNO", "KHM"), row("IGO", "KHM"))
    assert same.parties(row("UNO", "KHM"), row("UN", "KHM"))


def test_places_and_people() -> None:
    assert overlap({"start": 0, "end": 10}, {"start": 5, "end": 20}) == 5
    assert overlap({"start": 0, "end": 5000}, {"start": 5, "end": 20}) == 0
    assert same_person("Charles H. Twining, Jr.", "Charles Twining")
    assert same_person("Norodom Sihanouk Varman", "Norodom Sihanouk")
    assert not same_person("Lon Nol", "Lon Non") and not same_person("", "")
    assert plain_time("1969-07-02T10:00Z") == "1969-07-02"


# --- gold that is of no use


def test_bad_gold_is_named(made: Path, tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no such folder"):
        _figures(made, tmp_path / "none")
    empty = _gold(tmp_path / "empty")
    with pytest.raises(GoldError, match="no gold table"):
        _figures(made, empty)
    (empty / "dates.jsonl").write_text('{"document": "home.txt", "start": 0}\n', encoding="utf-8")
    with pytest.raises(GoldError, match=r"dates.jsonl, line 1: the row has no end, edtf"):
        _figures(made, empty)
    (empty / "dates.jsonl").write_text("{\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"dates.jsonl, line 1: no JSON"):
        _figures(made, empty)


def test_gold_of_another_text_is_noticed(made: Path, tmp_path: Path) -> None:
    astray = _at(HOME, "17 April 1962", edtf="1962") | {"quote": "18 April 1962"}
    gold = _gold(tmp_path / "gold", dates=[astray, {"document": "z", "start": 0, "end": 1, "edtf": "1990"}])
    with comity.open_record(made) as record:
        notes = evaluate(record, gold).notes
    assert "has not 1 of the gold's documents: z" in notes[0] and "1 rows quote words" in notes[1]


def test_the_command(made: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    gold = _gold(tmp_path / "gold", dates=[_at(HOME, "17 April 1962", edtf="1962"), _at(HOME, "In 1975", edtf="1975")])
    assert cli.run(["eval", str(made), str(gold), "--json"]) == 0
    rows = json.loads(capfd.readouterr().out)
    assert [r["name"] for r in rows] == ["dates.extent", "dates.value"] and rows[0]["recall"] == 0.5
    assert cli.run(["eval", str(made), str(gold)]) == 0
    assert "dates.value" in capfd.readouterr().out
    assert cli.run(["eval", str(made), str(gold), "--misses", "dates"]) == 0
    assert "missed" in capfd.readouterr().out
    assert cli.run(["eval", str(made), str(tmp_path / "none")]) == 2


# --- against the scorer


def test_it_agrees_with_the_scorer(shared: Path, tmp_path: Path) -> None:
    comity.build(shared / "seeds", tmp_path / "seeds.comity")
    with comity.open_record(tmp_path / "seeds.comity") as record:
        export_record(record, tmp_path / "out", "jsonl")
        ours = {f.name: (f.precision, f.recall, f.f1) for f in evaluate(record, shared / "gold" / "seeds").figures}
    command = [shared / "score" / "score.py", tmp_path / "out", shared / "gold" / "seeds", "--json"]
    ran = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=True)
    theirs = {n: (f.get("p", f.get("share")), f.get("r"), f.get("f1")) for n, f in json.loads(ran.stdout).items()}
    assert ours == theirs
