"""The learned choice of sides: whom it takes for those left unsaid, what it leaves alone, and that it is the model it
says it is."""

from __future__ import annotations

import importlib
import shutil
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import pytest

from comity.knowledge import Knowledge, load
from comity.models import Claim, Document
from comity.reading import read
from comity.reading.acts.cast import base
from comity.reading.acts.codebook import codebook
from comity.reading.acts.likeness.model import ModelError
from comity.reading.acts.sides import Weighing, weighing
from comity.reading.acts.sides.leave import leave
from comity.reading.acts.sides.model import PARTS, chooser
from tests.conftest import cases

WEIGHED = "weighed among "


def claims(title: str, text: str) -> list[Claim]:
    """The claims of a page with this title."""
    return list(read(Document("case.txt", f"{title}\n\n{text}\n", title=title), load()).claims)


@pytest.mark.parametrize("case", cases("sides"))
def test_case(case: dict[str, Any]) -> None:
    found = claims(case["title"], case["text"])
    claim = next(c for c in found if case["words"] in c.at.quote)
    assert [sorted(map(base, claim.actors)), sorted(map(base, claim.recipients))] == case["expected"]
    weighed = [reason.partition(": ")[0] for reason in claim.inferred if WEIGHED in reason]
    assert weighed == case["weighed"]


def test_a_side_weighed_says_so_and_among_whom() -> None:
    (claim,) = claims("Armenia–Azerbaijan relations", "Two Armenian shepherds were detained on the border in May 2014.")
    (reason,) = [i for i in claim.inferred if i.startswith("actors")]
    assert claim.actors == ("AZE",)
    assert reason == f"actors: weighed among ARM, AZE (sides:{chooser(load()).version})"
    assert claim.confidence < 0.9


def test_nothing_changes_without_the_choice() -> None:
    """What no case of the table names stays as the rules have it: with an empty table nothing is weighed."""
    knowledge = load()
    shipped = weighing(knowledge)
    knowledge._compiled["acts.weighing"] = Weighing(shipped.chooser, type(shipped.leave)({}))
    try:
        (claim,) = claims(
            "Armenia–Azerbaijan relations", "Two Armenian shepherds were detained on the border in May 2014."
        )
    finally:
        knowledge._compiled["acts.weighing"] = shipped
    assert not any(WEIGHED in i for i in claim.inferred)


def test_the_cases_name_acts_and_types_of_the_codebook() -> None:
    acts = codebook(load()).acts
    types = {act.plover for act in acts.values()}
    for (side, why), held in leave(load()).cases.items():
        assert side in ("actors", "recipients", "both") and why
        for case in held:
            assert case.types <= types and case.acts | case.but <= set(acts)
            assert case.gain > 0 and 0 < case.least < 1


def test_the_model_knows_no_state() -> None:
    """Nothing is learnt about any one state: no feature holds a code."""
    codes = {row["code"] for row in load().table("polities.tsv")}
    for part in PARTS:
        features = chooser(load()).weights[part]
        assert features
        assert not {piece for f in features for piece in f.split(":") if piece in codes}


def test_the_model_names_its_training_data() -> None:
    train = importlib.import_module("train")  # tools/train.py
    assert chooser(load()).training == train.digest(), "training/ has changed: run python tools/train_sides.py"


def test_a_changed_model_is_refused(tmp_path: Path) -> None:
    with as_file(load().root) as root:
        shutil.copytree(root / "models", tmp_path / "models")
    file = tmp_path / "models" / "sides.npz"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match=r"sides\.npz.*install comity anew"):
        chooser(Knowledge(tmp_path))
