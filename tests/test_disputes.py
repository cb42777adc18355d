"""Disputes: each kind of rivalry is found with its two sides, and what only looks like one is left alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Dispute, Document, Reading
from comity.reading import read
from comity.weighing import weigh
from tests.conftest import cases
from tests.hand import reading, told


def disputes(*readings: Reading) -> tuple[Dispute, ...]:
    return weigh(readings, load()).disputes


def document(name: str, rows: list[dict[str, Any]]) -> Reading:
    published = next((r.pop("published") for r in rows if "published" in r), "")
    return reading(name, *(told(**row) for row in rows), published=published)


@pytest.mark.parametrize("case", cases("disputes"))
def test_disputes(case: Any) -> None:
    found = disputes(*(document(f"d{n}", rows) for n, rows in enumerate(case["documents"])))
    assert sorted([d.kind, d.field] for d in found) == sorted(case["expected"])
    for quotes in case.get("sides", ()):  # words that must stand on different sides of one dispute
        assert any(_apart(d, quotes) for d in found), quotes
    for d in found:
        assert d.why and len(d.sides) > 1 and sum(len(s.evidence) for s in d.sides) <= 16


def _apart(dispute: Dispute, quotes: list[str]) -> bool:
    sides = [{n for n, s in enumerate(dispute.sides) for e in s.evidence if q in e.quote} for q in quotes]
    return all(sides) and not set.intersection(*sides)


def test_one_more_copy_of_a_side_keeps_the_dispute_and_its_id() -> None:
    a = "The legation of Peru in Madrid was opened on 4 May 1911 by the envoy whom the senate had confirmed."
    b = a.replace("4 May 1911", "9 June 1913")
    two, three = disputes(reading("a", a), reading("b", b)), disputes(reading("a", a), reading("b", b), reading("c", b))
    assert [d.id for d in two] == [d.id for d in three]
    assert sorted(len(s.evidence) for s in three[0].sides) == [1, 2]


@pytest.mark.parametrize(
    ("one", "two", "rivals"),
    [
        ("nationalised Ugandan banks", "nationalised Ugandan tea estates", 0),
        ("nationalised Ugandan banks", "nationalised the Ugandan banks", 1),
        ("closed its border with Uganda at Busia", "closed its border with Uganda at Malaba", 0),
        ("closed its border with Uganda", "closed the border with Uganda", 1),
    ],
)
def test_of_different_things_and_places_no_dates_are_rivals(one: str, two: str, rivals: int) -> None:
    texts = (f"Kenya–Uganda relations\n\nKenya {said} on {day} May 1972." for said, day in ((one, 3), (two, 9)))
    found = disputes(*(read(Document(f"d{n}", text), load()) for n, text in enumerate(texts)))
    assert len([d for d in found if d.kind == "conflict"]) == rivals


def test_a_passage_in_forty_documents_cites_no_more_than_sixteen() -> None:
    a = "The legation of Peru in Madrid was opened on 4 May 1911 by the envoy whom the senate had confirmed."
    readings = [reading(f"d{k:02d}", a if k % 2 else a.replace("1911", "1913")) for k in range(40)]
    (found,) = disputes(*readings)
    assert sum(len(s.evidence) for s in found.sides) <= 16 and len(found.sides) == 2


TEXT = st.text(alphabet="abc denied not because 19470-. \n“”", max_size=60)


@settings(max_examples=40, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=5), st.lists(TEXT, min_size=1, max_size=5))
def test_every_evidence_is_the_words_at_its_place(a: list[str], b: list[str]) -> None:
    readings = {r.document.document: r for r in (reading("a", *a), reading("b", *b))}
    for d in disputes(*readings.values()):
        for side in d.sides:
            for e in side.evidence:
                assert readings[e.document].document.text[e.start : e.end] == e.quote


# --- pages read whole -------------------------------------------------------------------------------------------------

RIVAL = ("variant", "conflict", "denial", "open")


@pytest.fixture(scope="module")
def quarrels() -> list[tuple[dict[str, Any], tuple[Dispute, ...]]]:
    """Each case of ``quarrels.toml`` and the disputes of its pages."""
    out = []
    for parameter in cases("quarrels"):
        case: Any = parameter.values[0]
        pages = [Document(f"d{n}", text) for n, text in enumerate(case["texts"])]
        out.append((case, disputes(*(read(page, load()) for page in pages))))
    return out


def test_pages_that_contradict_each_other_are_seen_to_and_others_left_alone(quarrels: list[Any]) -> None:
    wanted = found = told = right = 0
    for case, every in quarrels:
        rivals = [d for d in every if d.kind in RIVAL]
        named = set()
        for _, *quotes in case["apart"]:
            hits = [d.id for d in rivals if _apart(d, quotes)]
            named.update(hits)
            wanted, found = wanted + 1, found + bool(hits)
        told, right = told + len(rivals), right + len(named)
        quoted = [e.quote for d in rivals for s in d.sides for e in s.evidence]
        assert not [words for words in case["calm"] for quote in quoted if words in quote]
    assert found >= 0.9 * wanted and right >= 0.85 * told


# --- breadth: many pairs, centuries and ways to disagree -------------------------------------------------------------


def _places(texts: list[str], words: str) -> list[tuple[str, int, int]]:
    return [(f"d{n}", t.find(words), t.find(words) + len(words)) for n, t in enumerate(texts) if words in t]


def _sides_meet(dispute: Dispute, texts: list[str], row: list[str]) -> bool:
    """Whether two sides of a dispute cite the places of the row's two wordings."""
    hits = []
    for words in row[-2:]:
        held = set()
        for n, side in enumerate(dispute.sides):
            for e in side.evidence:
                if any(e.document == d and e.start < end and start < e.end for d, start, end in _places(texts, words)):
                    held.add(n)
        hits.append(held)
    return any(x != y for x in hits[0] for y in hits[1])


@pytest.mark.parametrize(
    "name, recall, precision",
    [
        ("breadth", 0.57, 0.93),
        ("kinds", 0.65, 0.93),
        ("counted", 0.5, 0.93),
        ("pages", 0.35, 0.9),
        ("voices", 0.5, 0.9),
    ],
)
def test_ways_to_disagree_are_seen_across_pairs_and_centuries(name: str, recall: float, precision: float) -> None:
    wanted = found = told = right = 0
    for parameter in cases(f"disputes_{name}"):
        case: Any = parameter.values[0]
        texts = case["texts"]
        pages = (read(Document(f"d{n}", text), load()) for n, text in enumerate(texts))
        rivals = [d for d in disputes(*pages) if d.kind in RIVAL]
        named = {d.id for d in rivals for row in (*case["apart"], *case["may"]) if _sides_meet(d, texts, row)}
        for row in case["apart"]:
            assert all(_places(texts, words) for words in row[-2:]), row
            wanted, found = wanted + 1, found + any(_sides_meet(d, texts, row) for d in rivals)
        for row in case["calm"]:
            assert not any(_sides_meet(d, texts, row) for d in rivals), row
        told, right = told + len(rivals), right + len(named)
    assert found >= recall * wanted and right >= precision * told, (found, wanted, right, told)
