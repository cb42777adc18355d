"""Offices: who held which, for which state, accredited to whom, as the text gives it."""

from __future__ import annotations

import pytest

from comity.knowledge import load
from comity.models import Document, Reading
from comity.reading import actors, segment
from tests.conftest import cases

KNOWLEDGE = load()


@pytest.mark.parametrize("case", cases("offices"))
def test_case(case: dict[str, object]) -> None:
    text = str(case["text"])
    reading = actors.find(segment.split(Reading(Document("case.txt", text)), KNOWLEDGE), KNOWLEDGE)
    got = [
        (o.person, o.role.lower().replace("’", "'"), o.state, o.accredited_to, o.from_, o.to) for o in reading.offices
    ]
    want = [(p, r.lower(), *rest) for p, r, *rest in case["expected"]]  # type: ignore[attr-defined]
    assert sorted(got) == sorted(want)
    assert all(text[o.at.start : o.at.end] == o.at.quote for o in reading.offices)
    assert all(o.rule for o in reading.offices)
