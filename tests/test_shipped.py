"""Knowledge against its manifest: every shipped file by its digest, edits named."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

from comity.knowledge import Knowledge, load
from comity.knowledge.shipped import edited


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
