"""Amounts: sums of money, percentages and shares as written, and who paid whom."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Amount, Document, Reading
from comity.reading import actors, read
from comity.reading.amounts import Anchors, find, spans
from comity.reading.currencies import Page
from comity.reading.numbers import digits, value
from comity.reading.segment import split
from tests.conftest import cases


def number(x: float) -> str:
    return f"{x:.3f}".rstrip("0").rstrip(".")


def written(a: Any) -> str:
    """An amount as the cases write it."""
    if a.value is not None:
        size = number(a.value)
    elif a.high is not None:
        size = f"{number(a.low)}..{number(a.high)}"
    else:
        size = f"none/{number(a.low)}"
    return " ".join(x for x in (size, a.currency, a.qualifier) if x)


def amounts_of(text: str, url: str = "") -> tuple[Amount, ...]:
    reading = Reading(Document("page.txt", text, url=url))
    return find(actors.find(split(reading, load()), load()), load()).amounts


@pytest.mark.parametrize("case", cases("amounts"))
def test_amounts_as_written(case: dict[str, Any]) -> None:
    assert [written(a) for a in amounts_of(case["text"])] == case["expected"]


def test_the_cases_cover_many_currencies() -> None:
    currencies = Counter(e.split()[1] for c in cases("amounts") for e in c.values[0]["expected"])
    assert len(currencies) >= 12
    assert sum(currencies.values()) >= 90


@pytest.mark.parametrize("case", cases("amount_roles"))
def test_roles(case: dict[str, Any]) -> None:
    reading = read(Document("page.txt", case["text"], title=case.get("title", "")))
    got = [{k: getattr(a, k) for k in expected} for a, expected in zip(reading.amounts, case["expected"], strict=True)]
    assert got == case["expected"]


def test_a_bare_dollar_is_its_publishers() -> None:
    (here,) = amounts_of("The grant is worth $5 million.", url="https://news.example.com.au/story")
    assert here.currency == "AUD"
    assert ".au" in here.rule
    (there,) = amounts_of("The grant is worth $5 million.")
    assert (there.currency, there.rule) == ("USD", "money: bare dollar, read as USD")


def test_money_without_an_iso_code_says_so() -> None:
    (tribute,) = amounts_of("The treaty asked for 200,000 taels.")
    assert (tribute.value, tribute.currency) == (200_000, "")
    assert "no ISO 4217 code" in tribute.rule


def test_furniture_has_no_amounts() -> None:
    text = "Donate $5 today!\n\nThe fund paid $7 million to the new government in the spring of that year."
    from comity.reading.furniture import find as furniture

    reading = split(furniture(Reading(Document("p", text)), load()), load())
    assert [a.at.quote for a in find(reading, load()).amounts] == ["$7 million"]


def test_ids_come_from_the_place() -> None:
    one, two = amounts_of("They gave $5 million and then $5 million.")
    assert one.id != two.id and one.id == amounts_of("They gave $5 million and then $5 million.")[0].id
    assert len(one.id) == 11 and one.id[0] == "a"


@given(st.integers(1, 10**12))
def test_figures_are_read_back(n: int) -> None:
    assert digits(f"{n:,}") == n
    assert value(f"{n:,}")[0] == n


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="$€£%0123456789., -–dolarsmiulnperctfhbk\n’", max_size=200))
def test_any_text_is_read_and_offsets_hold(text: str) -> None:
    anchors = load().compiled("amounts", Anchors.make)
    found = spans(text, anchors, Page(text, ""))
    for f in found:
        assert 0 <= f.start < f.end <= len(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_million_characters_on_one_line() -> None:
    from time import process_time

    text = "1,000 million of 5 dollars and % of two hundred thousand $ 7 " * 16_000
    began = process_time()
    assert spans(text, load().compiled("amounts", Anchors.make), Page(text, ""))
    assert process_time() - began < 20
