"""The command line: answers, exit codes, forms, safety on a terminal, and its reference page."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import resource
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import click
import pytest

from comity.keeping.writing import write_record
from comity.knowledge import load
from comity.showing import cli, tabulate
from comity.showing.commands import build as building
from comity.showing.plain import clean, json_safe, sum_of_money

from .handmade import LOAN, READINGS, WEIGHING, record_file

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(record_file(tmp_path_factory.mktemp("cli")))


class Ran:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def comity(capfd: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def run(*arguments: str) -> Ran:
        code = cli.run(list(arguments))
        return Ran(code, *capfd.readouterr())

    return run


# --- answers


def test_show(comity, made: str) -> None:
    ran = comity("show", made, "Chile", "Bolivia")
    assert ran.code == 0 and ran.err == ""
    lines = ran.out.splitlines()
    assert lines[0] == "Bolivia and Chile: 3 facts, 1962–1975, 1 disputed"
    assert [line.split()[0] for line in lines[2:] if line] == ["id", "f-broke", "f-loan", "Undated", "f-port"]
    broke = next(line for line in lines if line.startswith("f-broke"))
    assert "1962-04-17" in broke and broke.endswith("disputed  broke relations"), "the words that say it come last"
    loan = next(line for line in lines if line.startswith("f-loan"))
    assert "2,000,000 USD" in loan and "Chile (government) → Bolivia" in loan


def test_a_modality_that_is_not_done_is_marked(comity, made: str) -> None:
    assert "  alleged  " in comity("show", made, "PER", "BOL").out.splitlines()[-1]
    assert comity("show", made, "PER", "BOL", "--modality", "done").code == 1
    assert comity("show", made, "PER", "BOL", "--modality", "alleged", "--act", "talks").code == 0


def test_forms(comity, made: str) -> None:
    rows = json.loads(comity("show", made, "CHL", "BOL", "--json").out)
    assert [r["id"] for r in rows] == ["f-broke", "f-loan", "f-port"]
    assert rows[0]["disputes"] == ["d-day"] and rows[1]["amount_text"] == "2,000,000 USD"
    table = list(csv.DictReader(io.StringIO(comity("show", made, "CHL", "BOL", "--csv").out)))
    assert [r["id"] for r in table] == ["f-broke", "f-loan", "f-port"]
    assert table[0]["actors"] == "BOL;CHL"
    assert comity("show", made, "CHL", "BOL", "--table").out == comity("show", made, "CHL", "BOL").out


READING = {
    "show": ["CHL", "BOL"],
    "status": ["CHL", "BOL"],
    "index": ["CHL", "BOL"],
    "threads": ["CHL", "BOL"],
    "thirds": ["CHL", "BOL"],
    "money": ["CHL", "BOL"],
    "disputes": [],
    "people": [],
    "find": ["Chile"],
    "why": ["f-broke"],
    "unread": [],
}


@pytest.mark.parametrize("verb", READING)
def test_every_reading_verb_has_every_form(comity, made: str, verb: str) -> None:
    table = comity(verb, made, *READING[verb])
    assert table.code == 0 and table.out
    assert json.loads(comity(verb, made, *READING[verb], "--json").out)
    rows = list(csv.reader(io.StringIO(comity(verb, made, *READING[verb], "--csv").out)))
    assert len(rows) > 1 and len({len(r) for r in rows}) == 1
    assert comity(verb, made, *READING[verb]).out == table.out


TIMELESS = {
    "build": "it writes the record of whole documents",
    "judge": "rulings are made at another time than what they rule on",
    "export": "it writes the whole record",
    "serve": "each page is narrowed by its address",
    "eval": "gold is of whole documents",
    "completion": "it reads no record",
    "archive": "it is asked with SQL",
    "codebook": "acts and error rates belong to no time",
}
FORMLESS = {"build", "export", "serve", "report", "completion", "archive"}  # they write files, pages or text


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_takes_a_window_and_every_form_or_cannot(comity, made: str, verb: str) -> None:
    command = _commands()[verb]
    options = {o for p in command.params for o in p.opts}
    assert ({"--since", "--until"} <= options) == (verb not in TIMELESS)
    assert ({"--json", "--csv", "--table"} <= options) == (verb not in FORMLESS)
    if verb in ("judge", "eval", "codebook"):
        assert "--since and no --until" in " ".join(str(command.help).split()), f"{verb} does not say why"
    if verb in READING:
        inside = comity(verb, made, *READING[verb], "--since", "1700")
        outside = comity(verb, made, *READING[verb], "--until", "1700")
        assert inside.code in (0, 1) and outside.code == 1 and outside.err and not outside.out, verb
        assert comity(verb, made, *READING[verb], "--since", "soon").code == 2
        assert json.loads(comity(verb, made, *READING[verb], "--until", "1700", "--json").out) == []


def test_windows_on_why_thirds_and_diff(comity, made: str) -> None:
    whole, one = comity("why", made, "f-broke"), comity("why", made, "f-broke", "--since", "1962-04-18")
    assert whole.out.count(".txt, ") > one.out.count(".txt, ") > 0 and "away.txt" in one.out
    ran = comity("why", made, "f-broke", "--until", "1900")
    assert ran.code == 1 and "none of its 2 sentences gives a date within …–1900" in ran.err
    assert comity("thirds", made, "CHL", "BOL", "--until", "1900").code == 1
    assert comity("diff", made, made, "--since", "1900").code == 1


def test_the_window_of_changes(comity, made: str, tmp_path: Path) -> None:
    earlier = replace(WEIGHING, facts=tuple(f for f in WEIGHING.facts if f.when[:3] != "197"), periods=(), disputes=())
    old = tmp_path / "old.comity"
    write_record(old, READINGS, earlier, load())

    def came(*window: str) -> list[tuple[str, str]]:
        ran = comity("diff", str(old), made, "--json", *window)
        return [(r["what"], r["id"]) for r in json.loads(ran.out)]

    assert sorted(came()) == [("dispute", "d-day"), ("fact", "f-loan"), ("period", "")]
    assert sorted(came("--until", "1962")) == [("dispute", "d-day"), ("period", "")]
    assert sorted(came("--since", "1970", "--until", "1980")) == [("fact", "f-loan"), ("period", "")]


def test_status_and_money_and_people(comity, made: str) -> None:
    assert "severed" in comity("status", made, "CHL", "BOL").out
    assert "disputed" in comity("status", made, "CHL", "BOL").out
    assert "a railway" in comity("money", made, "CHL", "BOL").out
    assert "Ana Rojas" in comity("people", made, "CHL", "BOL").out
    assert "Ana Rojas" in comity("people", made, "Bolivia").out
    assert comity("people", made, "Peru").code == 1


def test_totals(comity, made: str, tmp_path: Path) -> None:
    rows = json.loads(comity("money", made, "CHL", "BOL", "--by", "decade", "--json").out)
    assert [(r["payer"], r["recipient"], r["kind"], r["period"], r["value"]) for r in rows] == [
        ("CHL", "BOL", "loan", "197X", 2_000_000)
    ]
    assert "2,000,000 USD" in comity("money", made, "CHL", "BOL", "--by", "year").out
    index = tmp_path / "index.csv"
    index.write_text("year,index\n1975,50\n2000,100\n")
    given = ("money", made, "CHL", "BOL", "--deflator", str(index), "--base-year", "2000")
    assert "4,000,000" in comity(*given, "--by", "all").out
    assert comity(*given).code == 2
    index.write_text("jahr,index\n")
    ran = comity(*given, "--by", "all")
    assert ran.code == 2 and "columns year and index" in ran.err


def test_windows_on_other_verbs(comity, made: str) -> None:
    for verb in ("disputes", "status", "index"):
        assert comity(verb, made, "CHL", "BOL", "--since", "1962", "--until", "1962").code == 0, verb
        assert comity(verb, made, "CHL", "BOL", "--until", "1950").code == 1, verb
        assert comity(verb, made, "CHL", "BOL", "--until", "soon").code == 2, verb
    assert comity("people", made, "--since", "1950").code == 1
    assert comity("disputes", made, "--kind", "variant").code == 0
    assert comity("disputes", made, "--kind", "denial").code == 1


def test_find_and_unread(comity, made: str) -> None:
    ran = comity("find", made, '"broke relations"')
    assert "Facts" in ran.out and "Sentences" in ran.out
    assert comity("find", made, "zeppelin").code == 1
    assert "Chile and Bolivia are neighbours." in comity("unread", made).out


def test_codebook(comity) -> None:
    ran = comity("codebook", "--json")
    acts = [a["code"] for a in json.loads(ran.out)]
    assert ran.code == 0 and acts and acts == sorted(acts)
    one = comity("codebook", acts[0])
    assert acts[0] in one.out
    near = comity("codebook", acts[0] + "x")
    assert near.code == 1 and f"Did you mean {acts[0]}" in near.err


def test_measured_error_rates(comity) -> None:
    ran = comity("codebook", "--measured")
    assert ran.code == 0 and "held: Five pages" in ran.out and "events.found" in ran.out
    rows = json.loads(comity("codebook", "--measured", "--json").out)
    assert {"seeds", "own", "second", "held", "plover-gsr"} <= {r["on"] for r in rows}
    assert all(0 <= r[n] <= 1 for r in rows for n in ("precision", "recall", "f1") if r[n] != "")


def test_export(comity, made: str, tmp_path: Path) -> None:
    ran = comity("export", made, str(tmp_path / "out"), "--as", "csv")
    assert ran.code == 0 and (tmp_path / "out" / "facts.csv").exists()
    assert comity("export", made, str(tmp_path / "out"), "--as", "parchment").code == 2


# --- empty answers say why, errors say what to do


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("CHL", "BOL", "--since", "1976", "--until", "1990"),
            "dated ones run from 1962 to 1975; no document speaks of",
        ),
        (("CHL", "PER"), "No document names both Chile and Peru"),
        (("CHL", "Norway"), "No document of this record speaks of Norway"),
        (("CHL", "BOL", "--modality", "planned"), "3 facts, none of what was asked for"),
    ],
)
def test_an_empty_answer_says_why(comity, made: str, arguments: tuple[str, ...], said: str) -> None:
    ran = comity("show", made, *arguments)
    assert ran.code == 1 and ran.out == "" and said in ran.err
    ran = comity("show", made, *arguments, "--json")
    assert ran.code == 1 and json.loads(ran.out) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "FILE", "CHL", "Bolvia"), "Did you mean BOL (Bolivia)"),
        (("show", "FILE", "CHL", "chile"), "both CHL"),
        (("show", "FILE", "CHL"), "Missing argument"),
        (("show", "FILE", "CHL", "BOL", "--since", "soon"), "'soon' is no date"),
        (("show", "none.comity", "CHL", "BOL"), "no such record. Build one"),
        (("disputes", "FILE", "CHL"), "Name two states"),
        (("why", "FILE", "zzz"), "Nothing in the record has the id 'zzz'"),
        (("shwo", "FILE"), "There is no command"),
        (("show", "FILE", "CHL", "BOL", "--colour"), "No such option"),
    ],
)
def test_an_error_says_what_to_do(comity, made: str, arguments: tuple[str, ...], said: str) -> None:
    ran = comity(*[made if a == "FILE" else a for a in arguments])
    assert ran.code == 2 and ran.out == "" and said in ran.err
    assert "Traceback" not in ran.err


# --- the terminal


def test_a_misspelt_command_is_suggested(comity) -> None:
    ran = comity("shwo", "r.comity")
    assert ran.code == 2 and "There is no command 'shwo'. Did you mean show?" in ran.err
    assert "Did you mean" not in comity("zzzz").err


def test_tables_in_a_pipe(comity, made: str) -> None:
    """A long label breaks no column, and what no line says has none."""
    long = tabulate.Shown("", ("a", "", "b"), [tabulate.Section("", [["x" * 90, "", "1"], ["y", "", "2"]])], [], 0)
    lines = tabulate.plain_table(long).splitlines()
    assert [line.index(last) for line, last in zip(lines, "b12", strict=True)] == [92, 92, 92]
    disputes = comity("disputes", made).out.splitlines()
    assert disputes[4].startswith("variant over when, d-day: ") and "17 April 1962" in disputes[5]


def test_controls_of_a_document_never_reach_the_terminal(comity, made: str) -> None:
    for arguments in (("find", made, "talked"), ("why", made, "c-talk"), ("show", made, "PER", "BOL")):
        for form in ((), ("--json",), ("--csv",)):
            ran = comity(*arguments, *form)
            assert ran.code == 0
            assert not [c for c in ran.out if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160], (arguments, form)


def test_what_is_cleaned() -> None:
    assert clean("a\x1b[2Jb\x9bc\u202ed\te\n") == "a\\x1b[2Jb\\x9bc\\u202ed\te\n"
    assert json.loads(json_safe(json.dumps("\x9b\u202e\x1b", ensure_ascii=False))) == "\x9b\u202e\x1b"
    assert json_safe('"\x9b"') == '"\\u009b"'


def _on_a_terminal(*arguments: str, **environment: str) -> str:
    """What the command line writes to a terminal."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "comity.showing.cli", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
    )
    os.close(theirs)
    held = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:
            break
        if not piece:
            break
        held += piece
    child.wait()
    os.close(ours)
    return held.decode()


def test_colours_on_a_terminal_only(comity, made: str) -> None:
    assert "\x1b[" in _on_a_terminal("show", made, "CHL", "BOL")
    assert "\x1b[1m" in _on_a_terminal("why", made, "f-broke")
    told = _on_a_terminal("find", made, "talked")
    assert "\x1b[31m" not in told and "\\x1b[31m" in told
    for verb in ("show", "why"):
        assert "\x1b" not in comity(verb, made, *READING[verb]).out


def test_a_bar_on_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "a [b].txt").write_text("Norway and Sweden signed a treaty in 1905.", encoding="utf-8")
    told = _on_a_terminal("build", str(tmp_path), "-o", str(tmp_path / "x.comity"))
    assert "reading" in told and "a [b].txt" in told and "1 document, " in told


def test_a_reader_that_goes_away(made: str) -> None:
    command = f"{sys.executable} -m comity.showing.cli find {made} Chile Bolivia --csv | head -c 1"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert ran.stderr == ""


def test_it_starts_fast(made: str) -> None:
    command = [sys.executable, "-m", "comity.showing.cli", "show", made, "CHL", "BOL"]
    taken = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(taken) < 0.45, f"{min(taken):.2f} CPU-seconds; the aim on an idle machine is 0.3"


def test_sums() -> None:
    assert sum_of_money(LOAN) == "2,000,000 USD"


# --- the reference


def _commands() -> dict[str, click.Command]:
    context = click.Context(cli.comity, info_name="comity")
    return {verb: cli.comity.get_command(context, verb) for verb in cli.VERBS}  # type: ignore[misc]


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_command_and_option_is_explained(verb: str) -> None:
    command = _commands()[verb]
    assert command.name == verb
    assert command.help and command.get_short_help_str()
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{verb} {parameter.opts[0]} has no help"


def test_the_reference_page_holds_every_command_and_option() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for verb, command in _commands().items():
        section = page.partition(f"## comity {verb}\n")[2].partition("\n## ")[0]
        assert section, f"docs/cli.md has no section on comity {verb}: run python tools/make_cli_docs.py"
        for parameter in command.params:
            for option in parameter.opts if isinstance(parameter, click.Option) else []:
                assert option in section, (
                    f"docs/cli.md lacks {option} of comity {verb}: run python tools/make_cli_docs.py"
                )


def test_the_reference_page_is_what_help_says() -> None:
    command = [sys.executable, str(ROOT / "tools" / "make_cli_docs.py"), "--check"]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


def test_the_bar_on_a_terminal_has_no_thread(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    before = threading.active_count()
    with building._progress() as progress:
        assert progress is not None
        for done in range(201):
            progress(done, 200, f"page-{done}")
        assert threading.active_count() == before
    drawn = capsys.readouterr().err.count("page-")
    assert 2 <= drawn < 100  # at once, at the end, and at most ten times a second


@pytest.mark.parametrize(
    ("verb", "told"),
    [("build pages -o x.comity", "What is done is kept"), ("find x.comity oil", "Nothing was changed")],
)
def test_who_stops_comity_is_told_what_became_of_it(
    verb: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.comity, "main", stopped)
    assert cli.run(verb.split()) == 130
    assert told in capsys.readouterr().err
