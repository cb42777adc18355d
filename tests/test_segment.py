"""Sentences: whole, in order, with offsets that hold."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Document, Reading, Sentence
from comity.reading import furniture
from comity.reading.segment import LONGEST, split
from tests.conftest import cases


def sentences(text: str) -> tuple[Sentence, ...]:
    return split(furniture.find(Reading(Document("page", text)), load()), load()).sentences


@pytest.mark.parametrize("case", cases("segment"))
def test_sentences(case: dict[str, Any]) -> None:
    got = [("~" if s.furniture else "") + s.at.quote for s in sentences(case["text"])]
    assert got == case["expected"]


def test_paragraphs_are_counted() -> None:
    text = "Peru and Chile were at war. Then came peace.\n\nThe peace was kept for many years by both of them."
    assert [(s.n, s.paragraph) for s in sentences(text)] == [(0, 0), (1, 0), (2, 1)]


def test_a_sentence_without_end_is_bounded() -> None:
    found = sentences("and on and on it went without a stop " * 30_000)
    assert max(len(s.at.quote) for s in found) <= LONGEST
    assert len(found) > 200


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='abcAB .!?\n\r\t"”(“)[1]…•:U.S.Mr', max_size=300))
def test_no_letter_is_lost_and_offsets_hold(text: str) -> None:
    found = sentences(text)
    at = 0
    left = []
    for n, s in enumerate(found):
        assert s.n == n
        assert at <= s.at.start < s.at.end <= len(text)
        assert text[s.at.start : s.at.end] == s.at.quote
        assert s.at.quote == s.at.quote.strip()
        left.append(text[at : s.at.start])
        at = s.at.end
    assert not "".join([*left, text[at:]]).strip()


def test_the_seeds_are_whole(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = path.read_bytes().decode()
        found = sentences(text)
        assert "".join("".join(s.at.quote for s in found).split()) == "".join(text.split())
        assert not [s for s in found if not s.furniture and len(s.at.quote) < 12]


def test_speed() -> None:
    text = "The embassy in Lima was closed on 3 May 1911, and Mr. Paz left for the U.S. by ship. " * 20_000
    reading = Reading(Document("page", text))
    began = time.process_time()
    split(reading, load())
    assert len(text) / (time.process_time() - began) > 400_000  # about 2 million a second on a quiet core
