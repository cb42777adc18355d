"""Starting: what a question to a record, and the reading of one short page, must not load or make."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import comity

PAGE = "Kenya and Peru signed a trade agreement on 3 May 1971. Norway closed its embassy in Lima in 1974.\n"


def _told(code: str, *arguments: str) -> Any:
    """What a fresh interpreter that runs this code writes last, as JSON."""
    ran = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return json.loads(ran.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starting")
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    comity.build([folder / "page.txt"], folder / "x.comity").close()
    return folder / "x.comity"


ASK = """
import contextlib, io, json, sys
from comity.showing.cli import run
file, *verbs = sys.argv[1:]
told = []
for verb in verbs:
    with contextlib.redirect_stdout(io.StringIO()):
        code = run([word.replace("FILE", file) for word in verb.split()])
    heavy = [m for m in ("numpy", "scipy", "spacy", "thinc", "comity.reading.syntax") if m in sys.modules]
    told.append([verb, code, heavy])
print(json.dumps(told))
"""
QUESTIONS = (
    *("show FILE Kenya Peru", "show FILE Kenja Peru", "status FILE NOR PER", "index FILE KEN PER"),
    *("threads FILE KEN PER", "thirds FILE KEN PER", "money FILE KEN PER", "disputes FILE", "people FILE PER"),
    *("find FILE embassy", "unread FILE", "judge FILE", "diff FILE FILE", "codebook embargo", "why FILE nothing"),
)


def test_a_question_to_a_record_loads_no_parser_and_no_arrays(record: Path) -> None:
    told = _told(ASK, str(record), *QUESTIONS)
    assert [(verb, heavy) for verb, _, heavy in told if heavy] == []
    assert [code for _, code, _ in told][:2] == [0, 2]


READ = """
import gc, json, re, sys
from comity.knowledge import own
compile, made = re._compiler.compile, []
re._compiler.compile = lambda *given: made.append(given[0]) or compile(*given)
from comity.models import Document
from comity.reading import read
if sys.argv[2] == "own":
    own()
reading = read(Document("page.txt", sys.argv[1]))
modules = [m for m in sys.argv[3:] if m in sys.modules]
held = len(gc.get_objects()), gc.get_freeze_count()
print(json.dumps([len(reading.claims), len(made), sum(map(len, map(str, made))), modules, *held]))
"""
NOT_READ_WITH = ("scipy", "trafilatura", "lxml", "pandas", "requests", "httpx", "jinja2", "rich", "spacy.cli", "typer")


def test_a_short_page_is_read_with_few_patterns_and_no_more_than_it_needs() -> None:
    claims, patterns, characters, modules, looked_through, _ = _told(READ, PAGE, "own", *NOT_READ_WITH)
    assert claims >= 2 and modules == []
    assert patterns < PATTERNS and characters < CHARACTERS
    assert looked_through < 50_000  # the tables stay: the garbage collector has done with them


def test_what_a_host_holds_is_left_to_its_collector() -> None:
    claims, *_, frozen = _told(READ, PAGE, "a host's")
    assert claims >= 2 and frozen < 1000


PATTERNS, CHARACTERS = 450, 155_000
"""What is compiled for such a page, spaCy's own included, and a tenth more."""
