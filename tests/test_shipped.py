"""Knowledge against its manifest: every shipped file by its digest, edits named."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from comity.keeping.build import Account
from comity.knowledge import Knowledge, load
from comity.knowledge.shipped import edited
from comity.showing.commands import build


def test_the_manifest_is_of_the_files_shipped() -> None:
    assert edited(load()) == (), "run python tools/make_manifest.py"


def test_an_edited_a_new_and_a_lost_file_are_named(tmp_path: Path) -> None:
    root = tmp_path / "knowledge"
    shutil.copytree(str(files("comity.knowledge")), root)
    assert edited(Knowledge(root)) == edited(load())
    (root / "polls.toml").write_text("# mine\n", encoding="utf-8")
    (root / "mine.tsv").write_text("a\tb\n", encoding="utf-8")
    (root / "acts" / "force.toml").unlink()
    assert {"polls.toml", "mine.tsv", "acts/force.toml"} <= set(edited(Knowledge(root)))


def test_a_build_says_which_knowledge_was_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    account = Account(1, 0, 0, 0, (), 0, 0, 0, (), 1, 0, 0, 0, (), (), 0, 0, (), 0)
    assert not any("as comity shipped" in line for line in build._told(account, Path("x.comity")))
    monkeypatch.setattr(build, "edited", lambda knowledge: ("polls.toml",))
    assert any("as comity shipped it: polls.toml" in line for line in build._told(account, Path("x.comity")))
