"""The codebook: every act is whole, its frames compile, and its examples are read as the act they stand for."""

from __future__ import annotations

import pytest

from comity.knowledge import load
from comity.models import Document
from comity.reading import read
from comity.reading.acts.codebook import codebook
from comity.reading.acts.frames import FrameError, compile_frame, words

BOOK = codebook(load())
PLOVER = set(
    """AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE
    COERCE ASSAULT""".split()  # noqa: SIM905
)
STATUS = {
    "recognised",
    "relations_established",
    "relations_severed",
    "relations_suspended",
    "relations_resumed",
    "mission_opened",
    "mission_closed",
    "mission_reopened",
    "mission_raised",
    "mission_lowered",
    "embargo_imposed",
    "embargo_lifted",
}


def test_there_are_acts_of_every_type() -> None:
    assert len(BOOK.acts) >= 90
    assert {a.plover for a in BOOK.acts.values()} - {""} == PLOVER
    assert {a.status for a in BOOK.acts.values()} - {""} == STATUS


@pytest.mark.parametrize("act", sorted(BOOK.acts))
def test_act_is_whole(act: str) -> None:
    a = BOOK.acts[act]
    assert a.name and a.definition.endswith(".") and a.examples
    if a.plover:
        assert a.cameo.isdigit() and a.quad in (1, 2, 3, 4) and -10 <= a.intensity <= 10
        assert (a.intensity > 0) == (a.quad < 3)
    assert any(f.act == act for frames in BOOK.frames.values() for f, _ in frames)


@pytest.fixture(scope="module")
def examples() -> dict[str, list[str]]:
    """Example -> the acts read from it."""
    found = {}
    for act in BOOK.acts.values():
        for text in act.examples:
            told = read(Document("example.txt", text if text[0].isupper() else f"Observers noted {text}."), load())
            found[text] = [c.act for c in told.claims]
    return found


@pytest.mark.parametrize("act", sorted(BOOK.acts))
def test_examples_are_read_as_their_act(act: str, examples: dict[str, list[str]]) -> None:
    for text in BOOK.acts[act].examples:
        assert act in examples[text], text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("sever subj:A obj", "says not what fills it"),
        ("sever subj:A obj:@nothing", "no word list @nothing"),
        ("sever subj:A obj:war=Q", "no role 'Q'"),
        ("sever subj:A 9:B", "cannot read the slot"),
        ("", "an empty frame"),
    ],
)
def test_a_broken_frame_says_what_is_wrong(line: str, says: str) -> None:
    with pytest.raises(FrameError, match=says):
        compile_frame("an_act", 1, line, {})


def test_word_marks() -> None:
    lists = {"aid": words("aid,loan,-student", {})}
    w = words("@aid,military+help,legation+*", lists)
    assert w.plain == {"aid", "loan"} and w.never == {"student"}
    assert w.after == {("military", "help")} and w.before == {"legation"}
