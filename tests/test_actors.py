"""Actors: every kind of name, what is none, and the guarantees of the stage."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.knowledge.states import UnknownState, name_of, resolve
from comity.models import Document, Reading
from comity.reading import actors, segment
from comity.reading.topic import topic, topic_pair
from tests.conftest import cases

KNOWLEDGE = load()


def read(text: str, title: str = "") -> Reading:
    return actors.find(segment.split(Reading(Document("case.txt", text, title=title)), KNOWLEDGE), KNOWLEDGE)


@pytest.mark.parametrize("case", cases("actors"))
def test_case(case: dict[str, object]) -> None:
    mentions = read(str(case["text"])).mentions
    found = {(m.at.quote, m.actor, m.acts) for m in mentions}
    whole = {(re.sub(r"^(?:the|a|an) ", "", quote, flags=re.I), actor, acts) for quote, actor, acts in found} | found
    for expected in case["expected"]:  # type: ignore[attr-defined]
        quote, _, code = expected.rpartition(" = ")
        acts = not quote.startswith("-")
        assert (quote.removeprefix("-"), code, acts) in whole, sorted(found)
    for quote in case.get("absent", ()):  # type: ignore[attr-defined]
        assert not [m for m in mentions if m.acts and m.at.quote.startswith(quote)], sorted(found)


def test_there_are_enough_cases() -> None:
    assert len(cases("actors")) >= 150


WORDS = st.sampled_from(
    [
        *("the", "Cambodian", "government", "of", "Peru", "President", "Hun", "Sen", ",", ".", "'", "’", "U.S.", "US$"),
        *(
            "Ambassador",
            "to",
            "and",
            "Mr.",
            "Jr.",
            "Embassy",
            "it",
            "they",
            "Chad",
            "\n",
            "\u00a0",
            "Minister",
            "“",
            "”",
        ),
        *("Washington", "(", ")", "SNC", "Taliban", "in", "1999", "Khmer", "Rouge", "both", "countries", "was", "東京"),
        *("appointed", "é", "", "its", "the two sides", "Tripoli", "Secretary of State", "was promoted to", "-"),
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_evidence_holds_on_any_text(text: str) -> None:
    reading = read(text)
    for m in (*reading.mentions, *reading.offices):
        assert text[m.at.start : m.at.end] == m.at.quote
        assert m.at.quote.strip()
    assert all(m.rule for m in reading.mentions)
    assert reading.mentions == tuple(sorted(reading.mentions, key=lambda m: (m.at.start, m.at.end, m.actor)))


def test_same_input_same_mentions() -> None:
    text = "Ghana and Togo met. The two countries signed. President Barack Obama praised them."
    assert read(text).mentions == read(text).mentions
    assert read(text).offices == read(text).offices


def test_one_endless_line_is_read_in_bounded_time() -> None:
    text = "Cambodia refused the aid of the United States and its envoy " * 3000
    assert len(read(text).mentions) >= 6000


def test_polities_cover_two_centuries() -> None:
    rows = KNOWLEDGE.table("polities.tsv")
    assert len(rows) >= 350
    known = {row["code"] for row in rows}
    assert all(row["successor"] in known for row in rows if row["successor"])
    assert all(row["from"] <= row["to"] for row in rows if row["from"] and row["to"])
    for table in ("demonyms.tsv", "seats.tsv", "places.tsv"):
        assert not {row["code"] for row in KNOWLEDGE.table(table)} - known, table


def test_organisations_and_leaders_are_enough() -> None:
    assert len(KNOWLEDGE.table("organisations.tsv")) >= 150
    g20 = {
        "ARG",
        "AUS",
        "BRA",
        "CAN",
        "CHN",
        "FRA",
        "DEU",
        "IND",
        "IDN",
        "ITA",
        "JPN",
        "MEX",
        "RUS",
        "SAU",
        "ZAF",
        "KOR",
    }
    g20 |= {"TUR", "GBR", "USA"}
    asean = {"BRN", "KHM", "IDN", "LAO", "MYS", "MMR", "PHL", "SGP", "THA", "VNM"}
    recent = {row["state"] for row in KNOWLEDGE.table("leaders.tsv") if not row["to"] or row["to"] > "2020"}
    assert not (g20 | asean) - recent


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Cambodia", "KHM"),
        ("US", "USA"),
        ("khm", "KHM"),
        ("cambodian", "KHM"),
        ("U.S.", "USA"),
        ("the Netherlands", "NLD"),
        ("Cote d'Ivoire", "CIV"),
        ("Khmer Republic", "KHM"),
        ("EU", "EUR"),
        ("Soviet Union", "RUS"),
    ],
)
def test_resolve(typed: str, code: str) -> None:
    assert resolve(typed, KNOWLEDGE) == code


def test_resolve_offers_near_names() -> None:
    with pytest.raises(UnknownState) as error:
        resolve("Cambodja", KNOWLEDGE)
    assert error.value.near[0] == "Cambodia"
    assert "Did you mean Cambodia" in str(error.value)


def test_name_of() -> None:
    assert name_of("KHM/GOV", KNOWLEDGE) == "Cambodia"
    assert name_of("XYZ", KNOWLEDGE) == "XYZ"


def test_topic_from_heading() -> None:
    reading = read("Ghana-Togo Relations\n\nFrance aided Mali. France aided Mali. France praised Mali.")
    assert topic_pair(reading) == ("GHA", "TGO")
    assert "heading" in topic(reading).reason


def test_topic_from_title() -> None:
    reading = read("Peru and Chile at odds\n\nEcuador and Brazil spoke.", title="Peru and Chile at odds")
    assert topic_pair(reading) == ("CHL", "PER")


def test_topic_from_seats_of_government_in_the_title() -> None:
    text = "Why Kampala and Kigali keep quarrelling\n\nUganda and Kenya met. Kenya, Uganda and Kenya said so."
    assert topic_pair(read(text)) == ("RWA", "UGA")


def test_topic_from_counts() -> None:
    text = "A note on trade.\n\n" + "Kenya sold tea to Oman. Oman paid Kenya. " * 3 + "Peru watched."
    assert topic_pair(read(text)) == ("KEN", "OMN")


def test_no_topic() -> None:
    assert topic_pair(read("Nothing of the kind.")) is None


@pytest.mark.parametrize("folder", ["seeds", "gold/guide-events/texts"])
def test_real_pages(shared, folder: str) -> None:  # type: ignore[no-untyped-def]
    for path in sorted((shared / folder).glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        reading = read(text)
        assert topic_pair(reading) is not None, path.name
        for m in (*reading.mentions, *reading.offices):
            assert text[m.at.start : m.at.end] == m.at.quote
