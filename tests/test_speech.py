"""What is said, as acts and as statements: accusing, asking, refusing, praising and giving way in many wordings."""

from __future__ import annotations

from typing import Any

import pytest

from comity.knowledge import load
from comity.models import Document
from comity.reading import read
from comity.reading.acts.spelling import american, british
from tests.conftest import cases


@pytest.mark.parametrize("case", [*cases("speech"), *cases("speech_turns")])
def test_speech(case: dict[str, Any]) -> None:
    """``acts``: "PLOVER ACTORS > RECIPIENTS" that are read; ``said``: all statements; ``never``: types not read."""
    reading = read(Document("page.txt", case["text"]), load())
    acts = [f"{c.plover} {','.join(c.actors) or '-'} > {','.join(c.recipients) or '-'}" for c in reading.claims]
    for wanted in case.get("acts", ()):
        assert wanted in acts, f"{wanted!r} not read: {acts}"
    for plover in case.get("never", ()):
        assert plover not in {a.split()[0] for a in acts}
    if "said" in case:
        assert [f"{s.speaker} {s.act}" for s in reading.statements] == case["said"]


@pytest.mark.parametrize(("uk", "us"), [("favour", "favor"), ("harbouring", "harboring"), ("dishonour", "dishonor")])
def test_spellings_meet(uk: str, us: str) -> None:
    assert american(uk) == us
    assert uk in british([us])
    assert american("an hour of our tour") == "an hour of our tour"
