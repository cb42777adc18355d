"""Opinion polls: each figure with its people, its object, its measure, its year and its house."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Document, Poll, Reading
from comity.reading import actors, amounts, dates, segment
from comity.reading.voices.polls import polls
from tests.conftest import cases


def polls_of(text: str) -> tuple[Poll, ...]:
    reading, knowledge = Reading(Document("page.txt", text)), load()
    for stage in (segment.split, actors.find, dates.find, amounts.find):
        reading = stage(reading, knowledge)
    return polls(reading, knowledge)


def written(p: Poll) -> str:
    return f"{p.population or '-'} {p.about or '-'} {p.measure} {p.value:g} {p.when or '-'} | {p.pollster or '-'}"


@pytest.mark.parametrize("case", cases("polls"))
def test_polls(case: dict[str, Any]) -> None:
    assert [written(p) for p in polls_of(case["text"])] == case["expected"]


def test_there_are_many_cases_of_many_houses() -> None:
    expected = [e for c in cases("polls") for e in c.values[0]["expected"]]
    assert len(expected) >= 40
    assert len({e.split("| ")[1] for e in expected}) >= 15
    assert len({e.split()[0] for e in expected}) >= 25


@given(
    st.lists(
        st.sampled_from(
            ["54%", "Pew", "survey", "Kenyans", "approved", "of", "China", "in 2013", "(", ";", "trust", "."]
        ),
        max_size=40,
    )
)
@settings(max_examples=60, deadline=None)
def test_every_poll_quotes_its_text(words: list[str]) -> None:
    text = " ".join(words)
    for p in polls_of(text):
        assert text[p.at.start : p.at.end] == p.at.quote
        assert 0 <= p.value <= 100
