"""Periods: what begins and ends each state of a relation, gaps left open, rival dates shown."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Amount, Evidence, Office, Period, Reading
from comity.reading import ingest, read
from comity.weighing import weigh
from comity.weighing.periods.tracks import tracks
from comity.weighing.when import interval
from tests.conftest import cases
from tests.hand import reading, told


def periods(*readings: Reading) -> tuple[Period, ...]:
    return weigh(readings, load()).periods


def line(p: Period) -> str:
    side = f"{p.by}: " if p.by else ""
    return f"{side}{p.state} | {p.start} | {p.end}" + (" | disputed" if p.disputed else "")


@pytest.mark.parametrize("case", cases("periods"))
def test_periods(case: Any) -> None:
    documents = [reading(f"d{n}", *(told(**row) for row in rows)) for n, rows in enumerate(case["documents"])]
    found = [p for p in periods(*documents) if p.track == case["track"]]
    assert [line(p) for p in found] == case["expected"]
    for p in found:
        assert p.facts and p.why and p.pair == tuple(sorted(p.pair))


def test_every_status_of_the_contract_begins_a_state() -> None:
    named = {s for t in tracks(load()).tracks for state in t.states for s in state.status}
    assert named == {
        "recognised", "relations_established", "relations_severed", "relations_suspended", "relations_resumed",
        "mission_opened", "mission_closed", "mission_reopened", "mission_raised", "mission_lowered",
        "embargo_imposed", "embargo_lifted",
    }  # fmt: skip


def test_every_act_of_a_track_is_in_the_codebook() -> None:
    known = {a["id"] for f in load().names("acts") if f.endswith(".toml") for a in load().table(f).get("act", ())}
    assert {a for t in tracks(load()).tracks for s in t.states for a in s.acts} <= known


@pytest.mark.parametrize(
    ("words", "which", "level"),
    [
        ("raised the consulate in Bergen to a consulate general", "last", "consulate general"),
        ("raised the consulate in Bergen to a consulate general", "first", "consulate"),
        ("was raised to an embassy, with A. Berg as chargé d'affaires", "last", "embassy"),
        ("A. Berg became ambassador", "last", "embassy"),
        ("the mission opened", "first", ""),
    ],
)
def test_the_rank_of_a_mission_is_that_of_the_post_before_that_of_the_envoy(words: str, which: str, level: str) -> None:
    assert tracks(load()).level(words, which) == level


def test_a_head_of_mission_takes_his_dates_from_the_claim_that_names_him() -> None:
    text = "In May 1951 Ana Berg became ambassador of Norway to Kenya."
    given = reading("d", told(text, "appoint_envoy", "NOR/GOV", "KEN", "1951-05"))
    office = Office(Evidence("d", 12, 20, "Ana Berg"), "Ana Berg", "Ambassador", "NOR", "KEN")
    (found,) = periods(dataclasses.replace(given, offices=(office,)))
    assert (found.track, found.by, found.state) == ("envoy", "NOR", "Ana Berg, ambassador")
    assert (found.start, found.end) == ("1951-05", "") and len(found.facts) == 1


def test_an_embassy_inferred_from_its_ambassador_ends_no_mission() -> None:
    rows = [
        told("Norway opened a legation in Nairobi in 1964.", "open_mission", "NOR/GOV", "KEN", "1964",
             status="mission_opened"),
        told("In 1970 Norway named an ambassador to Kenya.", "appoint_envoy", "NOR/GOV", "KEN", "1970",
             status="mission_opened"),
    ]  # fmt: skip
    given = reading("d", *rows)
    inferred = dataclasses.replace(given.status[1], claim="", rule="status:an ambassador was appointed")
    found = periods(dataclasses.replace(given, status=(given.status[0], inferred)))
    assert [line(p) for p in found if p.track == "mission"] == [
        "NOR: open (legation) | 1964 | 1970", "NOR: open (embassy) | 1970 | "
    ]  # fmt: skip


STATES = st.sampled_from(
    [("establish_relations", "relations_established"), ("sever_relations", "relations_severed"),
     ("resume_relations", "relations_resumed"), ("suspend_relations", "relations_suspended"),
     ("open_mission", "mission_opened"), ("close_mission", "mission_closed"), ("suspend_aid", ""), ("resume_aid", ""),
     ("give_aid", ""), ("lift_embargo", "embargo_lifted")]
)  # fmt: skip
WHEN = st.sampled_from(["", "1964", "1964-05", "1965-05-02", "1965", "1960/1968", "1970", "198X", "1990/..", "1991"])


@st.composite
def documents(draw: st.DrawFn, name: str) -> Reading:
    rows = []
    for n in range(draw(st.integers(1, 5))):
        (act, status), when = draw(STATES), draw(WHEN)
        a, b = draw(st.sampled_from([("FRA", "TCD"), ("TCD", "FRA")]))
        rows.append(told(f"{name} {n}: {a} {act} {b} {when}.", act, a, b, when, status=status))
    return reading(name, *rows)


@settings(max_examples=60, deadline=None)
@given(documents("a"), documents("b"))
def test_periods_of_any_facts_are_in_order_and_end_after_they_begin(a: Reading, b: Reading) -> None:
    weighing = weigh([b, a], load())
    assert weighing == weigh([a, b], load())
    ids = {f.id for f in weighing.facts}
    lasting = {(p.track, p.by): -1 for p in weighing.periods}
    for p in weighing.periods:
        assert set(p.facts) <= ids
        start, end = interval(p.start), interval(p.end)
        assert bool(start) == bool(p.start) and bool(end) == bool(p.end)
        if start and end:
            assert start.first <= end.last
        if start:
            assert start.last >= lasting[p.track, p.by]
            lasting[p.track, p.by] = max(start.first, lasting[p.track, p.by])


@settings(max_examples=30, deadline=None)
@given(documents("a"))
def test_an_unrelated_pair_changes_no_period_here(a: Reading) -> None:
    row = told("Japan and Korea set up ties in 1965.", "establish_relations", "JPN KOR", "", "1965",
               status="relations_established")  # fmt: skip
    both = periods(a, reading("o", row))
    assert tuple(p for p in both if p.pair != ("JPN", "KOR")) == periods(a)


def test_amounts_of_a_kind_unknown_to_tracks_are_aid_all_the_same() -> None:
    row = told("In 1961 France gave Chad $4 million.", "give_aid", "FRA", "TCD", "1961", amount=4e6, kind="subsidy")
    given = reading("d", row)
    assert isinstance(given.amounts[0], Amount)
    assert [line(p) for p in periods(given)] == ["FRA: given | 1961 | 1961"]


# --- real input -------------------------------------------------------------------------------------------------------

EXPECTED = [
    ("relations", "", "established", "1950", "1965-05", False),
    ("relations", "", "broken", "1965-05", "1969-07-02", False),
    ("relations", "", "restored", "1969-07-02", "1975", False),
    ("relations", "", "absent", "1974", "1993", True),
    ("relations", "", "broken", "1975", "[1992,1993-09-24,1994]", True),
    ("relations", "", "established", "[1992,1993-09-24,1994]", "", True),
    ("mission", "USA", "open", "", "1975-04-12", False),
    ("mission", "USA", "evacuated", "1975-04-12", "[1991-11-11,1994-05-13]", True),
    ("mission", "USA", "open", "[1991-11-11,1994-05-13]", "1994-05", True),
    ("mission", "USA", "open (embassy)", "1994-05", "", False),
    ("embargo", "USA", "in force", "", "1992-01-03", False),
    ("embargo", "USA", "lifted", "1992-01-03", "", False),
    ("aid", "USA", "suspended", "1997", "1997-07", False),
    ("aid", "USA", "barred", "1997-07", "2002-10-01/2003-09-30", False),
    ("aid", "USA", "resumed in part", "2002-10-01/2003-09-30", "2007", False),
    ("aid", "USA", "resumed", "2007", "", False),
    ("military aid", "USA", "suspended", "1997", "2005", False),
    ("military aid", "USA", "resumed", "2005", "", False),
    ("exercises", "", "cancelled", "2017", "2017", False),
]


@pytest.fixture(scope="module")
def course(shared: Path) -> set[tuple[str, str, str, str, str, bool]]:
    knowledge = load()
    readings = [read(d, knowledge) for d in ingest.documents([str(shared / "seeds")])]
    found = weigh(readings, knowledge).periods
    return {(p.track, p.by, p.state, p.start, p.end, p.disputed) for p in found if p.pair == ("KHM", "USA")}


@pytest.mark.parametrize("row", EXPECTED, ids=lambda r: f"{r[0]} {r[2]} {r[3]}")
def test_cambodia_and_the_united_states(course: set[Any], row: tuple[Any, ...]) -> None:
    assert row in course
