"""Windows of time on verbs that give passages: by the dates that a sentence gives."""

from __future__ import annotations

from pathlib import Path

import pytest

import comity
from comity.showing import cli
from comity.showing.dated import dated_within

from .handmade import AWAY, HOME, at, record_file


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_file(tmp_path_factory.mktemp("dated"))


@pytest.mark.parametrize(
    ("quote", "since", "until", "expected"),
    [
        ("broke relations", "1962", "1962", True),
        ("broke relations", "1963", "", False),
        ("broke relations", "", "1961-12", False),
        ("broke relations", "", "", True),
        ("a port", "1900", "", False),
        ("a port", "", "", True),
    ],
)
def test_a_passage_in_a_window(made: Path, quote: str, since: str, until: str, expected: bool) -> None:
    with comity.open_record(made) as record:
        assert dated_within(record, at(HOME, quote), since, until) is expected


def test_find(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["find", str(made), "Bolivia", "--since", "1962", "--until", "1962"]) == 0
    out = capfd.readouterr().out
    assert "f-broke" in out and "f-loan" not in out and AWAY.document in out and "a port" not in out
    assert cli.run(["find", str(made), "Bolivia", "--since", "2050"]) == 1
    assert "without a date there" in capfd.readouterr().err


def test_unread_and_threads(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["unread", str(made), "--since", "1962"]) == 1
    assert "None of the 1 unread sentences gives a date" in capfd.readouterr().err
    assert cli.run(["threads", str(made), "CHL", "BOL"]) == 0
    capfd.readouterr()
    assert cli.run(["threads", str(made), "CHL", "BOL", "--since", "1990"]) == 1
