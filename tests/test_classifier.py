"""The classifier of acts: what it proposes, what it leaves alone, and that it is the model it says it is."""

from __future__ import annotations

import importlib
import shutil
from dataclasses import replace
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import Knowledge, load
from comity.models import Claim, Document
from comity.reading import read
from comity.reading.acts.likeness import likely
from comity.reading.acts.likeness.features import SLOTS, Features
from comity.reading.acts.likeness.model import NONE, ModelError, model
from tests.conftest import cases


def proposed(text: str, least: float) -> list[Claim]:
    """The claims that the classifier makes of ``text`` at this least confidence."""
    knowledge = load()
    shipped = likely(knowledge)
    knowledge._compiled["acts.likely"] = replace(shipped, least=dict.fromkeys(shipped.acts, least))
    try:
        return [c for c in read(Document("case.txt", text), knowledge).claims if c.rule.startswith("classifier:")]
    finally:
        knowledge._compiled["acts.likely"] = shipped


@pytest.mark.parametrize("case", cases("classifier"))
def test_case(case: dict[str, Any]) -> None:
    found = proposed(case["text"], case.get("least", 0.5))
    told = [[c.plover, ",".join(c.actors), ",".join(c.recipients)] for c in found]
    assert told == case["expected"]
    for c in found:
        assert case["text"][c.at.start : c.at.end] == c.at.quote
        assert c.rule == f"classifier:{model(load()).version}"
        assert c.act == likely(load()).acts[c.plover].id and 0.1 <= c.confidence <= 1


def test_an_unread_sentence_says_what_it_reads_like() -> None:
    (row,) = read(Document("x.txt", "Togo has yet to truck blankets to Benin."), load()).unread
    assert "“truck” reads like AID (0." in row.reason
    (row,) = read(Document("x.txt", "Togo lies between Ghana and Benin."), load()).unread
    assert "tells no act" in row.reason and "reads like" not in row.reason


def test_a_changed_model_is_refused(tmp_path: Path) -> None:
    with as_file(load().root) as root:
        shutil.copytree(root / "models", tmp_path / "models")
    file = tmp_path / "models" / "acts.npz"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match=r"acts\.npz.*install comity anew"):
        model(Knowledge(tmp_path))


def test_the_model_names_its_training_data() -> None:
    train = importlib.import_module("train")  # tools/train.py
    assert model(load()).training == train.digest(), "training/ has changed: run python tools/train.py"


def test_the_model_is_small_and_holds_no_pickle() -> None:
    folder = load().root.joinpath("models")
    sizes = [len(f.read_bytes()) for f in folder.iterdir() if f.name.endswith(".npz")]
    assert len(sizes) == 3 and sum(sizes) < 25_000_000


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(max_size=12), max_size=20),
    st.lists(st.lists(st.sampled_from(["invade", "talk", "xqzzt", "é"]), max_size=4), min_size=4, max_size=4),
)
def test_scores_are_probabilities(marks: list[str], words: list[list[str]]) -> None:
    shipped = model(load())
    scores = shipped.scores(Features(tuple(marks), tuple(tuple(w) for w in words)))
    assert scores.shape == (17,) and np.all(scores >= 0) and abs(float(scores.sum()) - 1) < 1e-4
    assert len(words) == len(SLOTS) and shipped.classes.count(NONE) == 1
