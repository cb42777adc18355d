"""Who did it to whom: parties of acts told in short passages of many pairs of states and centuries.

A case lists "TYPES ACTORS>RECIPIENTS @ words": where a claim of one of these PLOVER types is read at these words, its
parties must be these. What no frame reads is not judged case by case, but the share read and right has a floor.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

import pytest

from comity.knowledge import load
from comity.models import Claim, Document
from comity.reading import read

from .conftest import HERE, cases

FILES = ("who_history", "who_present", "who_nominal", "who_turns")
FLOOR = 0.65
"""Share of all expected acts that are read with the right parties."""


@cache
def claims(text: str) -> tuple[Claim, ...]:
    return read(Document("case.txt", text), load()).claims


def side(codes: str) -> set[str]:
    return set() if codes == "-" else set(codes.split(","))


def states(codes: tuple[str, ...]) -> set[str]:
    return {c.partition("/")[0] for c in codes} - {"UNK"}


def judged(text: str, wanted: str) -> tuple[bool, list[str]]:
    """Whether a claim agrees, and what was read instead."""
    head, _, words = wanted.partition(" @ ")
    types, _, parties = head.partition(" ")
    actors, recipients = (side(p) for p in parties.split(">"))
    at = text.index(words)
    here = [c for c in claims(text) if c.at.start < at + len(words) and at < c.at.end and c.plover in types.split("|")]
    for c in here:
        a, r = states(c.actors), states(c.recipients)
        if (a == actors and (recipients == r or ("*" in recipients and recipients - {"*"} <= r))) or (
            not recipients and a | r == actors
        ):
            return True, []
    return False, [f"{c.act} {c.actors} > {c.recipients} {c.inferred}" for c in here]


@pytest.mark.parametrize("case", [c for name in FILES for c in cases(name)])
def test_who(case: dict[str, Any]) -> None:
    text = case["text"].strip()
    for wanted in case["expected"]:
        right, read_as = judged(text, wanted)
        assert right or not read_as, f"{wanted!r} read as {read_as}"


def test_most_are_read_with_the_right_parties() -> None:
    right = every = 0
    for name in FILES:
        for case in tomllib.loads((HERE / "cases" / f"{name}.toml").read_text(encoding="utf-8"))["case"]:
            for wanted in case["expected"]:
                right += judged(case["text"].strip(), wanted)[0]
                every += 1
    assert right >= FLOOR * every, f"{right} of {every}"


def test_parties_by_standing_or_rule_are_said_to_be_inferred() -> None:
    text = (
        "France–Vietnam relations\n\nHo Chi Minh proclaimed independence in 1945. The metropole rejected his demands."
    )
    (claim,) = [c for c in claims(text) if c.plover == "REJECT"]
    assert states(claim.actors) == {"FRA"}
    assert any(i.startswith("actors") for i in claim.inferred)
