"""Passages that bear on the lasting issues of a pair of states, and the threads that join them across documents."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Document, Evidence, Passage, Reading
from comity.reading import read
from comity.reading.voices.passages import Issues
from comity.weighing import weigh
from comity.weighing.threads import KINDS, threads
from tests.conftest import cases


def read_text(text: str, name: str = "page.txt") -> Reading:
    return read(Document(name, text), load())


@pytest.mark.parametrize("case", cases("passages"))
def test_passages(case: dict[str, Any]) -> None:
    reading = read_text(case["text"])
    assert [f"{p.kind}: {p.name}" for p in reading.passages] == case["expected"]
    for p in reading.passages:
        assert case["text"][p.at.start : p.at.end] == p.at.quote


def test_a_page_about_no_pair_has_no_passages() -> None:
    assert not read_text("Debt remains an obstacle to growth. Leaders should settle it.").passages


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the unpaid loans of the old regime", "debt"),
        ("the fate of the missing in action", "accounting for the missing"),
        ("the rights record of the junta", "human rights"),
        ("a ban on trawlers", "fisheries"),
        ("the extradition of two bankers", "extradition"),
        ("uranium enrichment at the plant", "nuclear programme"),
        ("reparations for the bombing", "compensation and war legacy"),
        ("a trade deficit of old standing", "trade and tariffs"),
        ("the dam on the upper river", "water"),
        ("camps of asylum-seekers", "refugees and migration"),
    ],
)
def test_issues_have_one_name_for_many_wordings(words: str, name: str) -> None:
    assert load().compiled("threads", Issues.make).named(words) == [name]


def test_threads_join_documents_and_keep_their_ids() -> None:
    one = read_text("Peru and Chile met. Debt remains an obstacle in relations between Peru and Chile.", "a.txt")
    two = read_text("Chile and Peru met. Arrears have strained the relations of Chile and Peru.", "b.txt")
    (alone,) = threads([one])
    (joined,) = threads([one, two])
    assert (joined.name, joined.kind, joined.pair) == ("debt", "obstacle", ("CHL", "PER"))
    assert [e.document for e in joined.evidence] == ["a.txt", "b.txt"]
    assert joined.id == alone.id
    assert threads([two, one]) == (joined,)
    assert weigh([two, one], load()).threads == (joined,)


_passage = st.builds(
    lambda d, start, name, kind: Passage(Evidence(d, start, start + 5, "words"), name, kind, ("CHL", "PER")),
    st.sampled_from(["a.txt", "b.txt"]),
    st.integers(0, 50),
    st.sampled_from(["debt", "water"]),
    st.sampled_from(KINDS),
)


@given(st.lists(_passage, max_size=12))
def test_every_passage_stands_in_one_thread(held: list[Passage]) -> None:
    found = threads([dataclasses.replace(Reading(Document("a.txt", "")), passages=tuple(held))])
    told = {(t.name, t.kind, e.document, e.start) for t in found for e in t.evidence}
    assert told == {(p.name, p.kind, p.at.document, p.at.start) for p in held}
    assert len({t.id for t in found}) == len(found)
    assert [(t.name, KINDS.index(t.kind)) for t in found] == sorted((t.name, KINDS.index(t.kind)) for t in found)
