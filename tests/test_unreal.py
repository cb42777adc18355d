"""Acts that did not come about, or are hearsay, by the words round their verbs."""

from __future__ import annotations

from typing import Any

import pytest

from comity.knowledge import load
from comity.models import Document
from comity.reading import read
from tests.conftest import cases


@pytest.mark.parametrize("case", cases("unreal"))
def test_case(case: dict[str, Any]) -> None:
    for text in (case["text"], *case["texts"]):
        claims = read(Document("x.txt", text), load()).claims
        assert not {c.act for c in claims if c.modality == "done"} & set(case.get("never", ())), text
        if "act" in case:
            assert [c.modality for c in claims if c.act == case["act"]] == [case["told"]], text
