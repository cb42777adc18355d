"""Dates: the written cases, the document's own date, floors on the gold, and limits on odd text."""

from __future__ import annotations

import itertools
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Document, Furniture, Reading
from comity.models import Evidence as Ev
from comity.reading import dates, furniture, segment
from comity.reading.dates import values
from comity.tables import row
from tests.conftest import cases


def read(text: str, published: str = "", kind: str = "") -> Reading:
    knowledge = load()
    reading = segment.split(Reading(Document("t.txt", text, published=published, kind=kind)), knowledge)
    return dates.find(reading, knowledge)


def valid(edtf: str) -> bool:
    """Whether the EDTF library reads a value; a season approximated in an interval is beyond it, and not made."""
    parse_edtf(edtf)
    return True


@pytest.mark.parametrize("case", cases("dates"))
def test_dates(case: dict[str, Any]) -> None:
    reading = read(case["text"], case.get("published", ""), case.get("kind", ""))
    assert [[d.at.quote, d.edtf] for d in reading.dates] == case["expected"]
    for d in reading.dates:
        assert valid(d.edtf)
        assert d.rule
        assert case["text"][d.at.start : d.at.end] == d.at.quote
        assert not d.earliest or not d.latest or values.parse(d.earliest).first <= values.parse(d.latest).last  # type: ignore[union-attr,operator]


def test_sentence_and_anchor_are_named() -> None:
    reading = read("The king fled on 10 August 1792. The next day the guards fell.")
    assert [d.sentence for d in reading.dates] == [0, 1]
    assert reading.dates[1].anchor == "1792-08-10 (told before)"
    reading = read("The minister resigned last week.", "2012-05-16")
    assert reading.dates[0].anchor == "document 2012-05-16"
    assert (reading.dates[0].earliest, reading.dates[0].latest) == ("2012-05-07", "2012-05-13")


def test_open_range_has_no_latest_day() -> None:
    d = read("The border has been shut since March 1994.").dates[0]
    assert (d.earliest, d.latest) == ("1994-03-01", "")


@pytest.mark.parametrize(
    ("text", "published", "reason"),
    [
        ("Two Shores\n\nPublished: 4 May 2009\n\nTrade fell last year.", "2009-05-04", "Published"),
        ("Two Shores\n\nTrade fell.\n\nLast updated on March 3, 2015", "2015-03-03", "Last updated on"),
        ("LA PAZ, May 4, 2009 (Reuters) - Trade fell last year.", "2009-05-04", "dateline"),
        ("Two Shores\nBy Ana Ruiz | May 4, 2009\n\nTrade fell last year.", "2009-05-04", "byline"),
        ("Two Shores\n\n4 May 2009\n\nTrade fell last year.", "2009-05-04", "line of its own"),
        ("Two Shores\n\nMay 4, 2009 | 6 min read\n\nTrade fell last year.", "2009-05-04", "line of its own"),
        ("Two Shores\n\nCommentary | May 4, 2009\n\nTrade fell last year.", "2009-05-04", "line of its own"),
        ("Two Shores\n\nMay 4, 1855 | Ruiz lands at Arica\n\nTrade fell.", "", ""),
        ("This year, 1998, the two states will sign.", "1998", "its own"),
        ("The two states signed on 4 May 2009 and again in 2011.", "", ""),
        ("The record was updated in 1950 by both, and trade grew.", "", ""),
        ("Gabon\n\nLast update: 20 March 2019\n\nThe embassy was shut in 1984.", "2019-03-20", "Last update"),
        ("Gabon\n\nMarch 9, 2018 11:25 AM GMT+1 Updated 5 hours ago\n\nIt was shut.", "2018-03-09", "near the head"),
        ("Gabon\n\nSat 15 Apr 2023 16.10 BST\n\nThe embassy was shut.", "2023-04-15", "near the head"),
        ("Gabon\n\nPublished 16:10 BST 15 April 2023\n\nThe embassy was shut.", "2023-04-15", "Published"),
        ("Gabon\n\nInformation current as of 20 March 2019\n\nThe embassy was shut.", "2019-03-20", "current as of"),
        (
            "LIBREVILLE, Nov. 24 (Star Press) -- Gabon shut its embassy.\n\nCopyright 1997 Star Press.",
            "1997-11-24",
            'in the year of "Copyright 1997"',
        ),
        ("LIBREVILLE, Nov. 24 (Star Press) -- Gabon shut its embassy.\n\n© 1997-2024 Star Press.", "", ""),
    ],
)
def test_own_date(text: str, published: str, reason: str) -> None:
    document = read(text).document
    assert document.published == published
    assert reason in document.published_why
    assert bool(document.published_why) == bool(published)


def test_given_date_is_kept() -> None:
    document = read("Published: 4 May 2009\n\nTrade fell.", "2010-01-01").document
    assert (document.published, document.published_why) == ("2010-01-01", "given with the input")


def test_furniture_dates_only_the_page() -> None:
    text = "Trade fell in 1998.\n\nCopyright 2003 Two Shores. Events: 5 June 2004.\n\nLast modified: 7 June 2004"
    cut = text.index("Copyright")
    masked = (Furniture(Ev("t.txt", cut, len(text), text[cut:]), "menu"),)
    found = dates.find(Reading(Document("t.txt", text), furniture=masked), load())
    assert [d.at.quote for d in found.dates] == ["1998", "7 June 2004"]
    assert found.document.published == "2004-06-07"


def test_ends_of_ranges_can_be_rows_of_their_own() -> None:
    knowledge = load()
    reading = dates.find_ends(Reading(Document("t.txt", "They met on 7-9 June 1995.")), knowledge)
    assert [(d.at.quote, d.edtf) for d in reading.dates] == [("7", "1995-06-07"), ("9 June 1995", "1995-06-09")]


# --- knowledge --------------------------------------------------------------------------------------------------------


def test_periods_are_whole() -> None:
    table = load().table("periods.toml")
    assert len(table["period"]) >= 150 and len(table["tenure"]) >= 300
    for entry in [*table["period"], *table["tenure"]]:
        first, last = values.parse(entry["from"]), values.parse(entry.get("to", entry["from"]))
        assert first and last and first.first and last.last and first.first <= last.last, entry
        assert entry["names"], entry


def test_tenures_of_one_state_and_office_follow_each_other() -> None:
    presidents = [t for t in load().table("periods.toml")["tenure"] if (t["state"], t["role"]) == ("USA", "President")]
    ordered = sorted(presidents, key=lambda t: str(t["from"]))
    for a, b in itertools.pairwise(ordered):
        assert a["to"] <= b["from"], (a, b)
    assert len(ordered) >= 45


# --- odd text ---------------------------------------------------------------------------------------------------------


WORDS = re.split(
    " ",
    "from to between and since until the early late end of in May March 5 31 1990 '90 1970–75 BC FY05 last next year"
    " week ago two “ ” , . \n Cold War under President Nixon 12/13/1999 summer Monday anniversary",
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=40,
    )
)
def test_any_words_give_valid_rows(words: list[str]) -> None:
    text = " ".join(words)
    reading = read(text, "2012-05-16")
    spans = [(d.at.start, d.at.end) for d in reading.dates]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    for d in reading.dates:
        assert text[d.at.start : d.at.end] == d.at.quote
        assert valid(d.edtf)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    read(text)


@settings(max_examples=200, deadline=None)
@given(st.integers(-4000, 4000), st.integers(1, 12), st.integers(1, 28), st.integers(-100000, 100000))
def test_days_are_counted(y: int, m: int, d: int, n: int) -> None:
    first = (y, m, d)
    moved = values.from_ordinal(values.ordinal(first) + n)
    assert values.ordinal(moved) - values.ordinal(first) == n
    assert values.from_ordinal(values.ordinal(first)) == first


@pytest.mark.parametrize(
    "text",
    [
        "1" * 200_000,
        " " * 200_000,
        "from 1990 to " * 5_000,
        "end of the " * 5_000,
        "“last week " * 5_000,
        "\n" * 200_000,
    ],
    ids=["figures", "blanks", "from to", "end of the", "open quotations", "lines"],
)
def test_time_is_linear(text: str) -> None:
    knowledge = load()

    def seconds(t: str) -> float:
        began = time.process_time()
        dates.find(Reading(Document("t.txt", t)), knowledge)
        return time.process_time() - began

    seconds(text[:100])
    assert seconds(text) < 8 * seconds(text[: len(text) // 4]) + 0.3


# --- floors on the gold -----------------------------------------------------------------------------------------------


def _figures(shared: Path, name: str, ends: bool) -> dict[str, Any]:
    sys.path.insert(0, str(shared / "score"))
    import score

    gold = shared / "gold" / name
    folder = shared / "seeds" if name == "seeds" else gold / "texts"
    knowledge = load()
    rows: list[dict[str, Any]] = []
    for line in (gold / "documents.jsonl").read_text(encoding="utf-8").splitlines():
        d = json.loads(line)["document"]
        reading = Reading(Document(d, (folder / d).read_bytes().decode("utf-8")))
        reading = segment.split(furniture.find(reading, knowledge), knowledge)
        rows += [row(x) for x in (dates.find_ends if ends else dates.find)(reading, knowledge).dates]
    wanted = [json.loads(line) for line in (gold / "dates.jsonl").read_text(encoding="utf-8").splitlines()]
    pairs = score.match(
        rows, wanted, lambda p, g: score.overlap(p, g) * (2 if score.same_when(p["edtf"], g, "edtf") else 1)
    )
    spare = sum(bool(wanted[j].get("optional")) for _, j in pairs)
    pairs = [(i, j) for i, j in pairs if not wanted[j].get("optional")]
    sizes = len(rows) - spare, sum(not g.get("optional") for g in wanted)
    right = sum(score.same_when(rows[i]["edtf"], wanted[j], "edtf") for i, j in pairs)
    exact = sum((rows[i]["start"], rows[i]["end"]) == (wanted[j]["start"], wanted[j]["end"]) for i, j in pairs)
    return {"value": score.prf(right, *sizes)["f1"], "extent": score.prf(exact, *sizes)["f1"]}


@pytest.mark.parametrize(
    ("name", "ends", "value", "extent"),
    [("seeds", False, 0.92, 0.90), ("guide-events", False, 0.95, 0.95), ("wikiwars", True, 0.93, 0.95)],
)
def test_floors(shared: Path, name: str, ends: bool, value: float, extent: float) -> None:
    """WikiWars marks the two ends of a range apart, and so is compared with ``find_ends``."""
    figures = _figures(shared, name, ends)
    assert figures["value"] >= value
    assert figures["extent"] >= extent


def test_every_edtf_of_the_gold_texts_is_valid(shared: Path) -> None:
    knowledge = load()
    seen: set[str] = set()
    for path in sorted((shared / "gold" / "wikiwars" / "texts").glob("*.txt"))[:2]:
        seen |= {d.edtf for d in dates.find(Reading(Document("t", path.read_bytes().decode())), knowledge).dates}
    assert all(valid(e) for e in seen)
    assert all(re.fullmatch(r"[\d/.~?XT:Z\[\],-]+", e) for e in seen)
