"""Names and the states that they are likely of: told apart where they differ, left open where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.reading.actors.origins import origins

ORIGINS = origins(load())


@pytest.mark.parametrize(
    ("name", "states", "expected"),
    [
        ("Takeshi Yamamoto", ("JPN", "HUN"), "JPN"),
        ("Zoltán Szabó", ("JPN", "HUN"), "HUN"),
        ("Nguyen Van Thanh", ("VNM", "FRA"), "VNM"),
        ("Marie-Claire Dubois", ("VNM", "FRA"), "FRA"),
        ("Piotr Kowalczyk", ("POL", "ITA"), "POL"),
        ("José García", ("CHL", "BOL"), ""),
        ("Takeshi Yamamoto", ("JPN",), ""),
        ("Takeshi Yamamoto", ("JPN", "no such state"), ""),
    ],
)
def test_whose_name(name: str, states: tuple[str, ...], expected: str) -> None:
    assert ORIGINS.likely(name, states) == expected


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.lists(st.sampled_from(["USA", "EGY", "JPN", "FRA", "XXX", ""]), max_size=4))
def test_any_words_give_one_of_the_states_or_none_in_any_order(name: str, states: list[str]) -> None:
    found = ORIGINS.likely(name, states)
    assert found in {*states, ""}
    assert found == ORIGINS.likely(name, reversed(states))
