"""Acts: claims and changes of status read from sentences; offsets, ids and determinism on any text."""

from __future__ import annotations

import dataclasses
from collections import Counter
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Claim, Document, Reading
from comity.reading import read

from .conftest import cases


@cache
def reading(text: str) -> Reading:
    return read(Document("case.txt", text), load())


def states(codes: tuple[str, ...]) -> str:
    return ",".join(sorted({c.split("/")[0] for c in codes})) or "-"


def line(c: Claim) -> list[str]:
    return [c.act, states(c.actors), ">", states(c.recipients), c.when or "-", c.modality]


def agrees(told: list[str], wanted: str) -> bool:
    want = wanted.split()
    want[1] = ",".join(sorted(want[1].split(",")))
    want[3] = ",".join(sorted(want[3].split(",")))
    return all(w in ("*", t) for t, w in zip(told, want, strict=True))


@pytest.mark.parametrize(
    "case",
    [
        c
        for name in (
            "acts",
            "acts_asking_breadth",
            "acts_force_breadth",
            "acts_coercion_breadth",
            "acts_cooperation_breadth",
            "acts_in_passing",
        )
        for c in cases(name)
    ],
)
def test_acts(case: dict[str, Any]) -> None:
    claims = reading(case["text"]).claims
    lines = [line(c) for c in claims]
    for wanted, count in Counter(case["expected"]).items():
        found = sum(agrees(told, wanted) for told in lines)
        assert found >= count, f"{wanted!r} not read: {[' '.join(told) for told in lines]}"
    for act in case.get("never", ()):
        assert act not in [c.act for c in claims if c.modality != "proposed"]


@pytest.mark.parametrize("case", cases("status"))
def test_status(case: dict[str, Any]) -> None:
    rows = [f"{s.status} {','.join(s.pair)} {s.when or '-'}" for s in reading(case["text"]).status]
    for wanted in case["expected"]:
        assert wanted in rows, f"{wanted!r} not read: {rows}"
    for status in case.get("never", ()):
        assert not any(r.startswith(status + " ") for r in rows)
    if "count" in case:
        assert len(rows) == case["count"]


def test_rules_and_inference_are_named() -> None:
    text = "Relations between Norway and Peru\n\nThe legation was closed in 1932. Norway sent 3 million dollars in aid."
    for c in reading(text).claims:
        assert c.rule.startswith("acts/")
        assert c.inferred, "the partner stands in the heading only"
    for s in reading(text).status:
        assert s.rule


def test_two_sums_end_apart() -> None:
    claims = reading("Sweden gave Laos 12 million dollars in food aid and 3 million dollars in loans.").claims
    given_aid = [c for c in claims if c.act == "give_aid"]
    assert len({c.at.end for c in given_aid}) == 2
    assert len({c.amount for c in given_aid} - {""}) == 2


WORDS = """
the of to in by and not until when after Norway Peru Lima embassy relations severed opened was were will should that
which aid gave million $5 war signed treaty it they its “ ” ( ) , . ; — visit visited accused of 1932 agreed
""".split()  # noqa: SIM905


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_any_words_are_read_soundly(text: str) -> None:
    told = read(Document("any.txt", text), load())
    again = read(Document("any.txt", text), load())
    assert dataclasses.replace(told, trees={}) == dataclasses.replace(again, trees={})
    assert len({c.id for c in told.claims}) == len(told.claims)
    for row in (*told.claims, *told.status, *told.measures, *told.unread):
        assert text[row.at.start : row.at.end] == row.at.quote
        assert row.at.quote.strip()
    for c in told.claims:
        assert 0 < c.confidence <= 1


def test_measures_carry_their_own_names() -> None:
    text = "Norway and Peru signed the Treaty of Trade and Friendship in 1920. Norway lifted its arms embargo on Peru."
    assert {m.name for m in reading(text).measures} == {"Treaty of Trade and Friendship", "arms embargo"}


def test_contexts_are_told_by_the_words_of_the_claim() -> None:
    claims = reading("Norway lent Peru 5 million dollars. Peru bombed Norwegian oil tankers near the frontier.").claims
    told = {c.plover: c.contexts for c in claims}
    assert told["ASSAULT"] == ("military", "resource", "territory")
    assert "military" not in told["AID"]
