"""Judgements: a person's rulings change what the record says, are shown where they act, and can be undone."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity import tables
from comity.keeping import build as building
from comity.keeping import rulings
from comity.keeping.faults import BuildError
from comity.keeping.record import Record
from comity.knowledge import load
from comity.models import Judgement, Weighing
from comity.showing.cli import run
from comity.weighing import weigh
from comity.weighing.judgements import VERDICTS, made_on, ruling_id, split_id, standing
from tests.hand import reading, told

A = reading(
    "a",
    told("Norway opened its legation in Nairobi on 3 May 1964.", "open_mission", "NOR", "KEN", "1964-05-03",
         status="mission_opened"),
    told("In 1970 Norway lent Kenya $4 million.", "lend", "NOR", "KEN", "1970", plover="AID", amount=4e6, kind="loan"),
    told("Kenya accused Norway of meddling in 1980.", "accuse", "KEN", "NOR", "1980", plover="ACCUSE"),
)  # fmt: skip
B = reading(
    "b",
    told("A mission of Norway was opened in Kenya in 1966.", "open_mission", "NOR", "KEN", "1966",
         status="mission_opened"),
)  # fmt: skip


def rule(target: str, verdict: str, value: str = "", n: int = 1) -> Judgement:
    return Judgement(target, verdict, value, "seen in the archive", "A. Reader", f"2020-01-{n:02d}")


def weighed(*given: Judgement) -> Weighing:
    return weigh([A, B], load(), given)


def exported(weighing: Weighing) -> str:
    return "\n".join(json.dumps(r) for _, rows in tables.rows([A, B], weighing) for r in rows) + repr(weighing.notes)


def fact_of(weighing: Weighing, act: str) -> Any:
    (found,) = [f for f in weighing.facts if f.act == act]
    return found


BARE = weighed()
OPENED, LENT, ACCUSED = (fact_of(BARE, a) for a in ("open_mission", "lend", "accuse"))
QUARREL = next(d for d in BARE.disputes if d.fact == OPENED.id)


def test_rival_dates_make_one_disputed_fact_to_rule_on() -> None:
    assert len(OPENED.claims) == 2 and QUARREL.field == "when"
    (period,) = [p for p in BARE.periods if p.track == "mission"]
    assert (period.start, period.disputed) == ("[1964-05-03,1966]", True)


def test_a_ruling_on_a_date_settles_it_and_is_shown_wherever_it_acts() -> None:
    ruled = weighed(rule(OPENED.id, "when", "1965"))
    fact = fact_of(ruled, "open_mission")
    (period,) = [p for p in ruled.periods if p.track == "mission"]
    assert (fact.id, fact.when) == (OPENED.id, "1965")
    assert (period.start, period.disputed) == ("1965", False)
    assert "seen in the archive" in fact.why and "as ruled" in period.why
    assert all("ruled: when = 1965" in d.why for d in ruled.disputes if d.fact == OPENED.id)
    assert ruled.judgements and not ruled.notes


def test_a_claim_can_be_corrected_and_its_fact_follows() -> None:
    claim = next(c for c in BARE.claims if c.when == "1966")
    ruled = weighed(rule(claim.id, "when", "1964"))
    assert next(c for c in ruled.claims if c.id == claim.id).when == "1964"
    assert not [d for d in ruled.disputes if d.fact == OPENED.id]
    assert any("ruled" in i for i in next(c for c in ruled.claims if c.id == claim.id).inferred)


def test_a_preferred_claim_gives_its_fact_its_values() -> None:
    claim = next(c for c in BARE.claims if c.when == "1966")
    assert fact_of(weighed(rule(claim.id, "prefer")), "open_mission").when == "1966"


@pytest.mark.parametrize("side", [s.value for s in QUARREL.sides])
def test_a_preferred_side_gives_the_fact_its_date(side: str) -> None:
    ruled = weighed(rule(QUARREL.id, "prefer", side))
    assert fact_of(ruled, "open_mission").when == side
    assert "ruled: prefer" in next(d for d in ruled.disputes if d.id == QUARREL.id).why


def test_a_rejected_dispute_is_gone_and_the_fact_stays() -> None:
    ruled = weighed(rule(QUARREL.id, "reject"))
    assert QUARREL.id not in {d.id for d in ruled.disputes} and len(ruled.facts) == len(BARE.facts)


def test_a_rejected_claim_is_no_evidence_any_more() -> None:
    claim = next(c for c in BARE.claims if c.when == "1966")
    ruled = weighed(rule(claim.id, "reject"))
    fact = fact_of(ruled, "open_mission")
    assert claim.id not in fact.claims and fact.sources == 1
    assert next(c for c in ruled.claims if c.id == claim.id).fact == ""


def test_a_fact_all_of_whose_claims_are_rejected_is_gone_and_its_sum_counts_no_more() -> None:
    ruled = weighed(rule(LENT.id, "reject"))
    assert LENT.id not in {f.id for f in ruled.facts}
    assert [a.adds for a in BARE.amounts] == [True] and [a.adds for a in ruled.amounts] == [False]


def test_a_fact_set_aside_stays_but_no_period_and_no_sum_holds_it() -> None:
    ruled = weighed(rule(LENT.id, "set aside"))
    assert fact_of(ruled, "lend").rank == "set aside"
    assert not any(LENT.id in p.facts for p in ruled.periods) and any(LENT.id in p.facts for p in BARE.periods)
    assert [a.adds for a in ruled.amounts] == [False] and "set aside" in ruled.amounts[0].adds_why


def test_a_preferred_fact_has_that_rank() -> None:
    assert fact_of(weighed(rule(ACCUSED.id, "prefer")), "accuse").rank == "preferred"


def test_facts_are_merged_and_split() -> None:
    merged = weighed(rule(LENT.id, "merge", ACCUSED.id))
    assert {f.id for f in merged.facts} == {OPENED.id, LENT.id}
    assert set(next(f for f in merged.facts if f.id == LENT.id).claims) == {*LENT.claims, *ACCUSED.claims}
    assert all(c.fact in {OPENED.id, LENT.id} for c in merged.claims)
    out = OPENED.claims[1]
    split = weighed(rule(OPENED.id, "split", out))
    assert {f.id: f.claims for f in split.facts if f.act == "open_mission"} == {
        OPENED.id: (OPENED.claims[0],), split_id(OPENED.id, [out]): (out,)
    }  # fmt: skip
    assert not [d for d in split.disputes if d.fact == OPENED.id]


EARLIER = reading("c", told("Norway had a mission opened in Kenya on 2 February 1963.", "open_mission", "NOR", "KEN",
                            "1963-02-02", status="mission_opened"))  # fmt: skip


@pytest.mark.parametrize(("verdict", "value"), [("when", "1965"), ("set aside", ""), ("reject", "")])
def test_a_ruling_follows_its_claims_to_a_fact_whose_id_has_changed(verdict: str, value: str) -> None:
    made = dataclasses.replace(rule(OPENED.id, verdict, value), claims=made_on(OPENED, {}))
    grown = weigh([A, B, EARLIER], load(), [made])
    bare = fact_of(weigh([A, B, EARLIER], load()), "open_mission")
    assert bare.id != OPENED.id and bare.id in " ".join(grown.notes) and grown.judgements == (made,)
    held = [f for f in grown.facts if f.id == bare.id]
    if verdict == "reject":
        assert not held
    else:
        assert held[0].when == (value or bare.when) and f"ruled: {verdict}" in held[0].why
        assert (held[0].rank == "set aside") == (verdict == "set aside")


def test_a_ruling_on_a_quarrel_follows_the_claims_of_its_fact() -> None:
    grown = weigh([A, B, EARLIER], load())
    (new,) = [d for d in grown.disputes if d.field == "when"]
    assert new.id != QUARREL.id
    made = dataclasses.replace(rule(QUARREL.id, "prefer", "1966"), claims=made_on(QUARREL, {OPENED.id: OPENED}))
    ruled = weigh([A, B, EARLIER], load(), [made])
    assert fact_of(ruled, "open_mission").when == "1966" and new.id in " ".join(ruled.notes)


def test_a_ruling_without_its_claims_or_with_few_of_them_left_follows_nothing() -> None:
    for claims in ("", f"{OPENED.claims[0]} gone-1 gone-2"):
        made = dataclasses.replace(rule("f000000000000", "when", "1965"), claims=claims)
        ruled = weighed(made)
        assert fact_of(ruled, "open_mission").when == OPENED.when and "finds no such thing" in " ".join(ruled.notes)


def test_a_ruling_on_a_part_split_off_stays_with_it() -> None:
    out = OPENED.claims[1]
    part = split_id(OPENED.id, [out])
    later = dataclasses.replace(rule(part, "when", "1967", 2), claims=out)
    ruled = weighed(rule(OPENED.id, "split", out), later)
    assert {f.id: f.when for f in ruled.facts if f.act == "open_mission"} == {OPENED.id: "1964-05-03", part: "1967"}
    assert not ruled.notes


def test_a_merge_with_a_fact_that_is_gone_joins_the_others_and_says_so() -> None:
    ruled = weighed(rule(LENT.id, "merge", f"f000000000000 {ACCUSED.id}"))
    assert {f.id for f in ruled.facts} == {OPENED.id, LENT.id}
    assert len(ruled.notes) == 1 and "names f000000000000" in ruled.notes[0]
    nothing = weighed(rule(LENT.id, "merge", "f000000000000"))
    assert nothing.facts == BARE.facts and len(nothing.notes) == 2


def test_parties_can_be_ruled_on_and_the_pair_follows() -> None:
    fact = fact_of(weighed(rule(ACCUSED.id, "actors", "PER/GOV")), "accuse")
    assert (fact.actors, fact.pair) == (("PER/GOV",), ("NOR", "PER"))


def test_a_ruling_whose_target_is_gone_is_kept_and_reported() -> None:
    lost = rule("f000000000000", "when", "1965")
    ruled = weighed(lost)
    assert ruled.judgements == (lost,) and "f000000000000" in ruled.notes[0]
    assert ruled.facts == BARE.facts


def test_an_undoing_can_be_undone() -> None:
    first = rule(OPENED.id, "when", "1965")
    second = rule(ruling_id(first), "undo", n=2)
    third = rule(ruling_id(second), "undo", n=3)
    assert standing([first])[0] == [True]
    assert standing([first, second])[0] == [False, False]
    assert standing([first, second, third])[0] == [True, False, False]
    assert standing([second])[1] == [second]
    assert exported(weighed(first, second, third)) == exported(weighed(first))


IDS = st.sampled_from(
    [OPENED.id, LENT.id, ACCUSED.id, QUARREL.id, "f0", *(c.id for c in BARE.claims), OPENED.claims[1]]
)
VALUES = {
    "when": ["1965", "1960/1969"], "actors": ["KEN", "PER NOR"], "recipients": ["", "PER"], "modality": ["alleged"],
    "merge": [LENT.id, f"{LENT.id} {ACCUSED.id}"], "split": [OPENED.claims[0], "c0"],
    "prefer": ["", QUARREL.sides[0].value, "never"],
}  # fmt: skip


@st.composite
def judged(draw: st.DrawFn) -> Judgement:
    verdict = draw(st.sampled_from([v for v in VERDICTS if v != "undo"]))
    return rule(draw(IDS), verdict, draw(st.sampled_from(VALUES.get(verdict, [""]))), draw(st.integers(1, 9)))


@settings(max_examples=80, deadline=None)
@given(st.lists(judged(), max_size=4), st.randoms(use_true_random=False))
def test_rulings_and_their_reversal_restore_the_same_bytes(given: list[Judgement], random: Any) -> None:
    ruled = weighed(*given)
    assert weigh([B, A], load(), given) == ruled
    ids = {f.id for f in ruled.facts}
    assert {c.fact for c in ruled.claims} - {""} == ids == {f.id for f in ruled.facts if f.claims}
    assert all(c.fact == f.id for f in ruled.facts for c in ruled.claims if c.id in f.claims)
    undoings = [rule(ruling_id(r), "undo", n=20) for r in given]
    random.shuffle(undoings)
    assert exported(weighed(*given, *undoings)) == exported(BARE)


# --- on disk and on the command line ----------------------------------------------------------------------------------

TEXTS = {
    "a.txt": "Norway opened its embassy in Nairobi on 3 May 1964. Kenya broke off diplomatic relations with Norway on "
    "22 October 1990.",
    "b.txt": "Kenya and Norway restored diplomatic relations in March 1994.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("judged")
    for name, text in TEXTS.items():
        (made / name).write_text(text, encoding="utf-8")
    assert run(["build", str(made), "-o", str(made / "r.comity")]) == 0
    return made


def export(record: Path, out: Path) -> dict[str, bytes]:
    assert run(["export", str(record), str(out)]) == 0
    return {p.name: p.read_bytes() for p in sorted(out.iterdir()) if p.suffix == ".jsonl"}


def shown(record: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run(["show", str(record), "Kenya", "Norway", "--json"]) == 0
    return list(json.loads(capsys.readouterr().out))


def test_judge_acts_at_once_survives_a_build_and_undo_restores_the_bytes(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = folder / "r.comity"
    before = export(record, tmp_path / "before")
    fact = next(f for f in shown(record, capsys) if f["when"] == "1990-10-22")["id"]
    assert run(["judge", str(record), fact, "when=1990-10-23", "--because", "the note is dated so", "--by", "X"]) == 0
    assert next(f for f in shown(record, capsys) if f["id"] == fact)["when"] == "1990-10-23"
    assert run(["build", str(folder / "a.txt"), str(folder / "b.txt"), "-o", str(record)]) == 0
    assert next(f for f in shown(record, capsys) if f["id"] == fact)["when"] == "1990-10-23"
    assert run(["why", str(record), fact]) == 0 and "the note is dated so" in capsys.readouterr().out
    assert run(["judge", str(record), "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["n"], listed["stands"], listed["verdict"], listed["value"]) == (1, True, "when", "1990-10-23")
    assert run(["judge", str(record), "--undo", "1"]) == 0
    assert export(record, tmp_path / "after") == before
    assert len(rulings.read(record)) == 2
    assert run(["judge", str(record), "--undo", "1"]) == 2 and "undone already" in capsys.readouterr().err
    rulings.beside(record).unlink()


def test_a_bad_ruling_is_refused_and_leaves_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = folder / "r.comity"
    fact = shown(record, capsys)[0]
    because = ["--because", "so it is"]
    for words, told_ in (
        ([fact["id"], "when=hello", *because], "no date"),
        ([fact["id"], "when=", *because], "no date"),
        ([fact["id"], "when=1991"], "needs a reason"),
        ([fact["id"], "fiddle", *because], "no ruling"),
        ([fact["id"], "modality=maybe", *because], "no modality"),
        ([fact["id"], "actors=Ruritania", *because], "Ruritania"),
        ([fact["id"], "merge", fact["id"], *because], "itself"),
        ([fact["id"], "split", *fact["claims"], *because], "all claims"),
        ([fact["id"], "reject", "1991", *because], "takes nothing"),
        ([fact["claims"][0], "set", "aside", *because], "this is a claim"),
        (["f0000", "reject", *because], "f0000"),
        ([fact["id"]], "What is the ruling"),
        (["--undo", "7"], "no ruling 7"),
        ([fact["id"], "reject", "--undo", "1"], "alone"),
    ):
        assert run(["judge", str(record), *words]) == 2, words
        assert told_ in capsys.readouterr().err, words
    assert not rulings.beside(record).exists()
    assert run(["judge", str(record)]) == 1


def test_a_broken_line_of_rulings_is_named(tmp_path: Path) -> None:
    path = rulings.beside(tmp_path / "r.comity")
    path.write_text('{"target": "f1"}\n', encoding="utf-8")
    with pytest.raises(BuildError, match="line 1"):
        rulings.read(tmp_path / "r.comity")
    line = {"target": "f1", "verdict": "guess", "value": "", "reason": "", "by": "", "at": ""}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(BuildError, match="guess"):
        rulings.read(tmp_path / "r.comity")


def test_a_ruling_written_down_for_later_waits_for_the_build(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "later.comity"
    assert run(["build", str(folder / "b.txt"), "-o", str(record)]) == 0
    fact = shown(record, capsys)[0]
    assert run(["judge", str(record), fact["id"], "set", "aside", "--because", "a slip", "--later"]) == 0
    assert shown(record, capsys)[0]["rank"] == "normal"
    assert run(["build", str(folder / "b.txt"), "-o", str(record)]) == 0
    assert shown(record, capsys)[0]["rank"] == "set aside"


@pytest.mark.parametrize("said", ["seen \u2028 here", "seen \udcff here", "seen \x85 \x0b \x1c here", "seen\r\nhere"])
def test_a_reason_of_any_characters_is_kept_and_built_with(said: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kenya accused Peru of piracy in 1990.", encoding="utf-8")
    out = tmp_path / "x.comity"
    building.build([tmp_path / "a.txt"], out)
    with Record(out) as record:
        ruling = rulings.make(
            record, next(iter(record.facts())).id, "prefer", [], reason=said, by="me", at="2020-01-01"
        )
    rulings.add(out, ruling)
    assert rulings.read(out) == (ruling,)
    building.build([tmp_path / "a.txt"], out)
    with Record(out) as record:
        assert [j.reason for j in record.judgements()] == [said.replace("\udcff", "\ufffd")]


@pytest.mark.parametrize("line", ["null", "5", "[]", '["a"]', "[" * 100_000, '"x"'])
def test_a_line_that_is_no_ruling_is_named(line: str, tmp_path: Path) -> None:
    rulings.beside(tmp_path / "x.comity").write_text(line)
    with pytest.raises(BuildError, match="line 1"):
        rulings.read(tmp_path / "x.comity")
