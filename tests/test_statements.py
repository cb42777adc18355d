"""Statements: who said what kind of thing, to whom, in direct speech or not; and what is no statement."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Document, Reading, Statement
from comity.reading import read
from comity.reading.voices.lexicon import lexicon
from tests.conftest import cases

ACTS = {"accuse", "criticise", "deny", "demand", "promise", "praise", "propose", "claim", "concede", "question"}


def read_text(text: str) -> Reading:
    return read(Document("page.txt", text), load())


def written(s: Statement) -> str:
    return f"{s.speaker} {s.act} > {s.to or '-'}{' *' if s.direct_quote else ''}"


@pytest.mark.parametrize("case", cases("statements"))
def test_statements(case: dict[str, Any]) -> None:
    assert [written(s) for s in read_text(case["text"]).statements] == case["expected"]


def test_the_cases_cover_every_act() -> None:
    told = {e.split()[1] for c in cases("statements") for e in c.values[0]["expected"]}
    assert told == ACTS


def test_the_lexicon_names_only_acts_of_the_vocabulary() -> None:
    words = lexicon(load())
    named = {act for held in words.verbs.values() for act, _ in held}
    named |= set(words.nouns.values()) | set(words.adjectives.values()) | set(words.from_claims.values())
    assert named <= ACTS


def test_a_statement_names_its_claim_its_date_and_its_object() -> None:
    reading = read_text("In May 1987 Tunisia accused Libya of sheltering the plotters.")
    (said,) = reading.statements
    assert said.when == "1987-05"
    assert said.claim in {c.id for c in reading.claims if c.act == "accuse"}
    assert said.about == "Libya"


def test_a_speaker_keeps_the_office_that_the_text_gives() -> None:
    (said,) = read_text("Danish Foreign Minister Ole Espersen praised Iceland for its courage.").statements
    assert (said.speaker, said.speaker_name) == ("DNK/GOV", "Danish Foreign Minister Ole Espersen")


@given(
    st.lists(
        st.sampled_from(
            [
                "“",
                "”",
                '"',
                "said",
                "that",
                "Peru",
                "accused",
                "Chile",
                ",",
                ".",
                "he",
                "according to",
                "concern",
                "\n",
                "reports of",
                "has",
                "been",
            ]
        ),
        max_size=30,
    )
)
@settings(max_examples=40, deadline=None)
def test_odd_text_raises_nothing_and_evidence_holds(words: list[str]) -> None:
    text = " ".join(words)
    reading = read_text(text)
    for s in reading.statements:
        assert text[s.at.start : s.at.end] == s.at.quote
        assert s.act in ACTS
        assert s.speaker
