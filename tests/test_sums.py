"""Sums: money is counted once, currencies apart, and what is left out is listed with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Amount, Reading
from comity.weighing import weigh
from comity.weighing.sums import read_deflator, sums
from tests.hand import reading, renamed, told


def gift(value: float, when: str, words: str = "gave Chad", **more: object) -> dict[str, object]:
    text = f"France {words} ${value / 1e6:g} million {when}."
    return told(text, "give_aid", "FRA", "TCD", when, plover=more.pop("plover", "AID"), amount=value, **more)


def amounts(*readings: Reading) -> dict[str, Amount]:
    return {a.id: a for a in weigh(readings, load()).amounts}


def test_a_copy_is_counted_once_and_named() -> None:
    words = "gave Chad, after years of letters between the two ministries of finance,"
    found = amounts(reading("a", gift(4e6, "1964", words)), reading("b", gift(4e6, "1964", words)))
    assert found["a-a-0"].adds and not found["a-b-0"].adds
    assert "copy" in found["a-b-0"].adds_why and "a-a-0" in found["a-b-0"].adds_why


def test_an_independent_second_telling_is_counted_once() -> None:
    found = amounts(
        reading("a", gift(4e6, "1964")), reading("b", gift(4e6, "1964", "handed the treasury in Fort-Lamy"))
    )
    assert [a.adds for a in found.values()] == [True, False]
    assert "the same payment" in found["a-b-0"].adds_why


def test_parts_and_overlapping_totals_are_left_out() -> None:
    rows = [gift(90e6, "1960/1970"), gift(11e6, "1964", "alone gave"), gift(70e6, "1968/1974", "sent to Chad")]
    found = amounts(reading("a", *rows))
    assert [a.adds for a in found.values()] == [True, False, False]
    assert found["a-a-1"].adds_why.startswith("a part of") and "overlaps" in found["a-a-2"].adds_why


def test_a_promise_is_no_payment() -> None:
    found = amounts(
        reading("a", gift(5e6, "1964", "promised Chad", plover="AGREE"), gift(6e6, "1971", modality="planned"))
    )
    assert [a.adds for a in found.values()] == [False, False]


def test_totals_name_what_they_hold_and_what_they_leave_out() -> None:
    a = reading("a", gift(4e6, "1964"), gift(6e6, "1967", "lent the port of Chad"), gift(90e6, "1974/1987"))
    b = reading("b", gift(4e6, "1964", "handed to Chad"))
    rows = sums(amounts(a, b).values(), by="decade")
    assert [(r.period, r.value, len(r.amounts), len(r.left_out)) for r in rows] == [
        ("196X", 10e6, 2, 1),
        ("1974/1987", 90e6, 1, 0),
    ]
    assert "the same payment" in rows[0].left_out[0].why


def test_constant_prices(tmp_path: Path) -> None:
    table = tmp_path / "index.csv"
    table.write_text("year,index\n1964,50\n1967,80\n2000,100\n")
    found = amounts(reading("a", gift(4e6, "1964"), gift(8e6, "1967", "lent the port of Chad")))
    (row,) = sums(found.values(), "all", read_deflator(table), 2000)
    assert (row.value, row.constant) == (12e6, 18e6)
    (row,) = sums(found.values(), "all", {1964: 50.0, 2000: 100.0}, 2000)
    assert row.constant is None  # no index for 1967: no figure is made up
    with pytest.raises(ValueError, match="base year"):
        sums(found.values(), "all", {1964: 50.0}, 2000)


@pytest.mark.parametrize("text", ["year,price\n1990,3\n", "year,index\nsoon,3\n", "year,index\n1990,0\n"])
def test_a_bad_deflator_is_named(tmp_path: Path, text: str) -> None:
    table = tmp_path / "index.csv"
    table.write_text(text)
    with pytest.raises(ValueError, match=r"index\.csv"):
        read_deflator(table)


@st.composite
def documents(draw: st.DrawFn, name: str) -> Reading:
    when = st.sampled_from(["", "1964", "1964-05", "1960/1968", "1965/1973", "1970/.."])
    words = st.sampled_from(["gave Chad", "sent to Chad in three parts", "paid the treasury of Chad for its railway"])
    rows = draw(st.lists(st.tuples(st.sampled_from([4e6, 5e6, 9e6]), when, words), min_size=1, max_size=4))
    return reading(name, *(gift(*row) for row in rows))


@settings(max_examples=80, deadline=None)
@given(documents("a"), documents("b"))
def test_a_copied_document_changes_no_sum(a: Reading, b: Reading) -> None:
    before = sums(amounts(a, b).values(), "all")
    after = sums(amounts(a, b, renamed(a, "z-copy")).values(), "all")
    assert [(r.period, r.value) for r in before] == [(r.period, r.value) for r in after]


@settings(max_examples=30, deadline=None)
@given(documents("a"), documents("b"))
def test_the_order_of_documents_changes_no_sum(a: Reading, b: Reading) -> None:
    assert weigh([a, b], load()).amounts == weigh([b, a], load()).amounts
