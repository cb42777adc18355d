"""The index: values from the year's facts, bounds for what is doubtful, nothing where nothing speaks; change points."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import IndexPoint, Judgement, Reading
from comity.showing.cli import run
from comity.weighing import weigh
from comity.weighing.changes import changes, turning_points
from comity.weighing.index import Weight, scales, valued
from tests.hand import reading, renamed, told


def points(*readings: Reading) -> dict[tuple[int, str], IndexPoint]:
    return {(p.year, p.line): p for p in weigh(readings, load()).index}


def test_every_act_counts_on_one_line_and_the_lines_name_real_acts() -> None:
    scale = scales(load())
    assert scale.lines == ("political", "military", "economic", "people")
    assert set(scale.by_act) <= set(scale.acts) and set(scale.by_file) == {f for _, _, f in scale.acts.values()}
    assert {scale.line(a, "") for a in scale.acts} == set(scale.lines)


def test_the_value_is_the_mean_weighted_by_kind_and_sources() -> None:
    a = reading(
        "a",
        told("In 1970 France sent envoys to Chad.", "appoint_envoy", "FRA", "TCD", "1970"),  # 3.5, verbal: 0.5
        told("Chad broke off relations in 1970.", "sever_relations", "TCD", "FRA", "1970",
             status="relations_severed"),  # -4, material: 1
    )  # fmt: skip
    point = points(a)[1970, "political"]
    assert point.value == pytest.approx((3.5 * 0.5 - 4) / 1.5, abs=0.001) and len(point.facts) == 2
    second = reading("b", told("That year, 1970, Chad cut its ties with France.", "sever_relations", "TCD", "FRA",
                               "1970", status="relations_severed"))  # fmt: skip
    heavier = points(a, second)[1970, "political"]
    assert heavier.value == pytest.approx((3.5 * 0.5 - 4 * 1.585) / (0.5 + 1.585), abs=0.001)
    assert (point.coverage, heavier.coverage) == (1, 2)


def test_lines_are_told_by_act_and_by_the_kind_of_the_money() -> None:
    rows = [
        told("In 1970 France gave Chad $4 million.", "give_aid", "FRA", "TCD", "1970", amount=4e6, kind="military aid"),
        told("In 1971 France gave Chad $5 million.", "give_aid", "FRA", "TCD", "1971", amount=5e6, kind="grant"),
        told("In 1972 France flew its citizens out of Chad.", "evacuate_citizens", "FRA", "TCD", "1972"),
    ]
    found = {key for key, p in points(reading("a", *rows)).items() if p.value is not None}
    assert found == {(1970, "military"), (1971, "economic"), (1972, "people")}


def test_nothing_speaks_nothing_is_said() -> None:
    given = reading("a", told("In 1970 France praised Chad.", "praise", "FRA", "TCD", "1970"),
                    {**told("It rained in 1971."), "dates": "1971"})  # fmt: skip
    found = points(given)
    assert (found[1971, "political"].value, found[1971, "political"].coverage) == (None, 1)
    assert (1972, "political") not in found


def test_what_lasted_counts_in_each_year_and_what_is_vague_is_shared_out() -> None:
    lasted = told("From 1961 to 1964 France gave Chad aid.", "give_aid", "FRA", "TCD", "1961/1964")
    vague = told("In the 1980s Chad thanked France.", "praise", "TCD", "FRA", "198X")
    found = points(reading("a", lasted, vague))
    assert [y for (y, line), p in sorted(found.items()) if line == "economic" and p.value] == [1961, 1962, 1963, 1964]
    assert [y for (y, line), p in found.items() if line == "political" and p.value] == list(range(1980, 1990))


def test_what_goes_on_counts_until_the_document_was_published() -> None:
    rows = told("Since 1990 France has paid the teachers of Chad.", "give_aid", "FRA", "TCD", "1990/..")
    given = reading("a", rows, published="1993-05")
    assert [y for (y, line), p in points(given).items() if p.value and line == "economic"] == [1990, 1991, 1992, 1993]
    assert [y for (y, line), p in points(reading("a", rows)).items() if p.value and line == "economic"] == [1990]


RIVALS = [
    reading("a", told("Spain and Cuba restored relations in 1963.", "resume_relations", "CUB ESP", "", "1963",
                      status="relations_resumed"),
            told("In 1963 Spain recalled its envoy from Cuba.", "recall_envoy", "ESP", "CUB", "1963")),
    reading("b", told("Cuba and Spain took up relations again in 1964.", "resume_relations", "CUB ESP", "", "1964",
                      status="relations_resumed")),
]  # fmt: skip


def test_rival_dates_share_a_fact_out_and_widen_the_band() -> None:
    found = points(*RIVALS)
    point = found[1963, "political"]
    assert point.low == -4.0 and point.value is not None and point.high is not None
    assert point.low < point.value == point.high
    assert found[1964, "political"].facts and set(found[1964, "political"].facts) < set(point.facts)


def test_a_ruling_on_the_date_ends_the_doubt() -> None:
    fact = next(f for f in weigh(RIVALS, load()).facts if f.act == "resume_relations")
    ruling = Judgement(fact.id, "when", "1964", "seen", "A. Reader", "2020")
    found = {(p.year, p.line): p for p in weigh(RIVALS, load(), [ruling]).index}
    assert found[1963, "political"].value == found[1963, "political"].low == found[1963, "political"].high == -4.0


def test_plans_denials_and_facts_set_aside_do_not_count() -> None:
    rows = [
        told("France plans to send aid in 1975.", "give_aid", "FRA", "TCD", "1975", modality="planned"),
        told("Chad denied an attack on France in 1976.", "attack", "TCD", "FRA", "1976", modality="denied"),
    ]
    assert not points(reading("a", *rows))


WEIGHTS = st.lists(
    st.builds(Weight, st.sampled_from("abcdef"), st.floats(-10, 10), st.floats(0.1, 5), st.booleans()), max_size=6
)


@given(WEIGHTS)
def test_the_bounds_are_the_least_and_greatest_that_leaving_out_doubtful_facts_can_give(held: list[Weight]) -> None:
    value, low, high = valued(held)
    if not held:
        assert value is low is high is None
        return
    sure, doubtful = [w for w in held if not w.doubtful], [w for w in held if w.doubtful]
    means = []
    for mask in range(1 << len(doubtful)):
        taken = sure + [w for k, w in enumerate(doubtful) if mask >> k & 1]
        if taken:
            means.append(sum(w.intensity * w.weight for w in taken) / sum(w.weight for w in taken))
    assert low == pytest.approx(min(means), abs=0.001) and high == pytest.approx(max(means), abs=0.001)
    assert value is not None and low is not None and high is not None and low <= value <= high


ACTS = st.sampled_from(["praise", "accuse", "give_aid", "attack", "visit", "sever_relations"])
WHEN = st.sampled_from(["", "1964", "1964-05", "1960/1968", "198X", "1990/.."])


@st.composite
def documents(draw: st.DrawFn, name: str) -> Reading:
    rows = []
    for n in range(draw(st.integers(1, 4))):
        act, when = draw(ACTS), draw(WHEN)
        rows.append(told(f"{name}{n} France did {act} to Chad {when}.", act, "FRA", "TCD", when))
    return reading(name, *rows, published=draw(st.sampled_from(["", "1992"])))


@settings(max_examples=40, deadline=None)
@given(documents("a"), documents("b"))
def test_copies_and_strangers_change_no_value_and_order_changes_nothing(a: Reading, b: Reading) -> None:
    before = weigh([a, b], load()).index
    assert weigh([b, a], load()).index == before
    words = "Japan and Korea set up ties in 1965 at last."
    other = reading("o", told(words, "establish_relations", "JPN KOR", "", "1965", status="relations_established"))
    assert tuple(p for p in weigh([a, b, other], load()).index if p.pair != ("JPN", "KOR")) == before
    for p in before:
        assert (p.value is None) == (not p.facts) and (p.coverage > 0)
        assert p.value is None or -10 <= (p.low or 0) <= p.value <= (p.high or 0) <= 10 or p.low == 0 or p.high == 0


def test_a_copied_document_moves_no_value() -> None:
    words = "In 1970 France gave the towns of Chad money for wells, roads and schools after long talks in Paris."
    a = reading("a", told(words, "give_aid", "FRA", "TCD", "1970"),
                told("Chad accused France of meddling in 1970.", "accuse", "TCD", "FRA", "1970"))  # fmt: skip
    before, after = points(a), points(a, renamed(a, "b"))
    assert {k: (p.value, p.low, p.high) for k, p in before.items()} == {
        k: (p.value, p.low, p.high) for k, p in after.items()
    }


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([3, 3, 3, 3, -4, -4, -4, -4], [4]),
        ([3, 3.2, 2.9, 3.1, 3.0, 3.1], []),
        ([7, 7, 7, -8, 7, 7, 7], [3, 4]),
        ([3, -4], []),
        ([], []),
    ],
)
def test_changes_of_level(values: list[float], expected: list[int]) -> None:
    assert changes(values) == expected


def test_turning_points_are_told_with_their_facts() -> None:
    rows = [told(f"In {y} France praised Chad.", "praise", "FRA", "TCD", str(y)) for y in range(1960, 1965)]
    rows += [told("Chad broke with France in 1965.", "sever_relations", "TCD", "FRA", "1965",
                  status="relations_severed")]  # fmt: skip
    rows += [told(f"In {y} Chad accused France.", "accuse", "TCD", "FRA", str(y)) for y in range(1966, 1970)]
    weighing = weigh([reading("a", *rows)], load())
    (turn,) = turning_points(weighing.index, {f.id: f for f in weighing.facts}, lambda f: f.act)
    assert (turn.year, turn.line, turn.before) == (1965, "political", 3.4) and turn.after < -2
    assert turn.told.startswith("1965: sever_relations (political +3.4") and len(turn.facts) == 1


def test_where_nothing_begins_a_turn_tells_what_ended() -> None:
    rows = [
        told("From 1961 to 1966 France bombed Chad.", "bomb", "FRA", "TCD", "1961/1966"),
        told("From 1961 to 1973 France trained the army of Chad.", "train", "FRA", "TCD", "1961/1973"),
    ]
    weighing = weigh([reading("a", *rows)], load())
    (turn,) = turning_points(weighing.index, {f.id: f for f in weighing.facts}, lambda f: f.act)
    assert turn.told.startswith("1967: no more: bomb (military")


def test_turning_points_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    praised = " ".join(f"In {y} Norway gave Kenya $5 million in aid." for y in range(1960, 1966))
    attacked = " ".join(f"In {y} Norway imposed an embargo on Kenya." for y in range(1970, 1974))
    (tmp_path / "a.txt").write_text(f"{praised} {attacked}", encoding="utf-8")
    record = str(tmp_path / "r.comity")
    assert run(["build", str(tmp_path / "a.txt"), "-o", record]) == 0
    capsys.readouterr()
    assert run(["index", record, "Kenya", "Norway", "--turns", "--json"]) == 0
    (turn,) = json.loads(capsys.readouterr().out)
    assert (turn["year"], turn["line"]) == (1970, "economic") and turn["before"] > 0 > turn["after"]
    assert run(["index", record, "Kenya", "Norway"]) == 0
    assert "Turning points\n  1970: imposed an embargo (economic" in capsys.readouterr().out
    assert run(["index", record, "Kenya", "Norway", "--turns", "--since", "1970"]) == 0
    assert run(["index", record, "Kenya", "Norway", "--turns", "--since", "1972"]) == 1
