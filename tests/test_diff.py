"""The difference of two records: what came, went and changed, and the reason for each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Judgement, Reading
from comity.showing.cli import run
from comity.weighing import weigh
from comity.weighing.diff import Change, State, compare
from tests.hand import reading, told


def state(*readings: Reading, judgements: tuple[Judgement, ...] = ()) -> State:
    w = weigh(readings, load(), judgements)
    return State(
        documents={r.document.document: r.document.text for r in readings},
        claims={c.id: c for c in w.claims},
        facts=w.facts,
        disputes=w.disputes,
        periods=w.periods,
        judgements=w.judgements,
    )


A = reading(
    "a",
    told("Spain and Cuba restored relations in 1963.", "resume_relations", "CUB ESP", "", "1963",
         status="relations_resumed"),
    told("In 1970 Spain lent Cuba $4 million.", "lend", "ESP", "CUB", "1970", plover="AID", amount=4e6),
)  # fmt: skip
B = reading(
    "b",
    told("Cuba and Spain took up relations again in 1964.", "resume_relations", "CUB ESP", "", "1964",
         status="relations_resumed"),
)  # fmt: skip


def of(changes: tuple[Change, ...], what: str, how: str = "") -> list[Change]:
    return [c for c in changes if c.what == what and how in ("", c.how)]


def test_the_same_record_has_no_changes() -> None:
    assert compare(state(A, B), state(B, A)) == ()


def test_a_new_document_brings_a_witness_a_dispute_and_a_doubt() -> None:
    found = compare(state(A), state(A, B))
    (fact,) = of(found, "fact")
    assert fact.how == "changed" and ("sources", "1", "2") in fact.fields and fact.why == "new document: b"
    (dispute,) = of(found, "dispute")
    assert (dispute.how, dispute.why) == ("came", "new document: b")
    period = next(c for c in of(found, "period", "changed") if ": restored" in c.title)
    assert ("start", "1963", "[1963,1964]") in period.fields and ("disputed", "False", "True") in period.fields
    assert period.why == "new document: b"


def test_a_document_that_is_gone_takes_its_facts_along() -> None:
    found = compare(state(A, B), state(B))
    (lent,) = of(found, "fact", "went")
    assert lent.title.startswith("1970 lend ESP → CUB") and lent.why == "document gone: a" and lent.id == ""
    assert [c.why for c in of(found, "dispute", "went")] == ["document gone: a"]


def test_a_judgement_is_named_as_the_reason_and_so_is_its_undoing() -> None:
    fact = next(f for f in weigh([A, B], load()).facts if f.act == "resume_relations")
    ruling = Judgement(fact.id, "when", "1965", "seen in the archive", "A. Reader", "2020")
    ruled = state(A, B, judgements=(ruling,))
    (change,) = of(compare(state(A, B), ruled), "fact")
    assert change.fields == (("when", fact.when, "1965"),)
    assert change.why == "judgement: when = 1965: seen in the archive, A. Reader"
    (back,) = of(compare(ruled, state(A, B)), "fact")
    assert back.why.startswith("judgement taken back: when = 1965")
    assert all("judgement" in c.why for c in compare(state(A, B), ruled))


def test_the_same_words_read_otherwise() -> None:
    again = reading(
        "a",
        told("Spain and Cuba restored relations in 1963.", "resume_relations", "CUB ESP", "", "1963",
             status="relations_resumed"),
        told("In 1970 Spain lent Cuba $4 million.", "give_aid", "ESP", "CUB", "1970", plover="AID", amount=4e6),
    )  # fmt: skip
    found = compare(state(A), state(again))
    (fact,) = of(found, "fact")
    assert ("act", "lend", "give_aid") in fact.fields and fact.why == "the same words, read or weighed otherwise"
    assert {c.how for c in of(found, "period")} == {"came", "went"}


def test_a_document_of_other_words_is_named() -> None:
    edited = reading("a", told("Spain and Cuba restored relations in 1961.", "resume_relations", "CUB ESP", "", "1961",
                               status="relations_resumed"))  # fmt: skip
    assert {c.why for c in compare(state(A), state(edited))} == {"document of other words: a"}


ACTS = st.sampled_from([("praise", ""), ("sever_relations", "relations_severed"), ("give_aid", ""), ("lend", "")])
ROWS = st.lists(st.tuples(ACTS, st.sampled_from(["", "1964", "1965-05", "1960/1968"])), min_size=1, max_size=4)


@settings(max_examples=50, deadline=None)
@given(ROWS, ROWS)
def test_turned_round_what_came_has_gone(
    a: list[tuple[tuple[str, str], str]], b: list[tuple[tuple[str, str], str]]
) -> None:
    def document(name: str, rows: list[tuple[tuple[str, str], str]]) -> State:
        given = (told(f"{n} Spain {act} Cuba {w}.", act, "ESP", "CUB", w, status=status)
                 for n, ((act, status), w) in enumerate(rows))  # fmt: skip
        return state(reading(name, *given))

    one, two = document("a", a), document("b", b)
    there, back = compare(one, two), compare(two, one)
    turned = {"came": "went", "went": "came", "changed": "changed"}
    assert sorted((c.what, turned[c.how], c.id, c.old_id) for c in there) == sorted(
        (c.what, c.how, c.old_id, c.id) for c in back
    )
    assert all(c.why for c in there)
    assert bool(there) == (one.facts != two.facts or one.periods != two.periods or one.disputes != two.disputes)


def test_diff_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Norway opened its embassy in Nairobi on 3 May 1964.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Kenya broke off diplomatic relations with Norway in 1990.", encoding="utf-8")
    old, new = str(tmp_path / "old.comity"), str(tmp_path / "new.comity")
    assert run(["build", str(tmp_path / "a.txt"), "-o", old]) == 0
    assert run(["build", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", new]) == 0
    capsys.readouterr()
    assert run(["diff", old, old]) == 1
    assert "No fact, dispute or period differs" in capsys.readouterr().err
    assert run(["diff", old, new, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    came = [r for r in rows if r["what"] == "fact"]
    assert [(r["how"], r["pair"], r["why"]) for r in came] == [("came", ["KEN", "NOR"], "new document: b.txt")]
    assert run(["diff", old, new]) == 0
    assert "Facts: 1 came" in capsys.readouterr().out
    assert run(["diff", old, str(tmp_path / "none.comity")]) == 2
