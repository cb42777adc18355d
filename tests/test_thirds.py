"""Third powers: roles in the record of a pair, and the balance of each triangle through time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.knowledge import load
from comity.models import Other, Reading
from comity.showing.cli import run
from comity.weighing import weigh
from comity.weighing.thirds import ALL, Third, balance_counts, find
from tests.hand import reading, told


def thirds(*readings: Reading, pair: tuple[str, str] = ("CHL", "PER"), step: int = 10) -> dict[str, Third]:
    weighing = weigh(readings, load())
    facts = [f for f in weighing.facts if set(f.pair) & set(pair)]
    return {t.code: t for t in find(pair, facts, weighing.claims, load(), step)}


TALK = told("Chile and Peru met in Kenya with Spain and talked.", "talk", "CHL ESP PER", "", "1960", plover="CONSULT")


def test_who_acts_with_both_is_a_party_and_who_mediates_a_mediator() -> None:
    mediated = told("Norway mediated between Chile and Peru in 1962.", "mediate", "NOR", "CHL PER", "1962")
    found = thirds(reading("a", TALK, mediated))
    assert dict(found["ESP"].roles)["party"] == 1
    assert dict(found["NOR"].roles)["mediator"] == 1 and "party" not in dict(found["NOR"].roles)


def test_roles_that_a_claim_gives_are_kept() -> None:
    import dataclasses

    given = reading("a", told("Chile and Peru talked in 1960.", "talk", "CHL PER", "", "1960", plover="CONSULT"))
    claim = dataclasses.replace(given.claims[0], others=(Other("KEN", "host"), Other("BOL/GOV", "object")))
    found = thirds(dataclasses.replace(given, claims=(claim,)))
    assert found["KEN"].roles == (("host", 1),) and found["BOL"].roles == (("object", 1),)
    assert (found["KEN"].first, found["KEN"].last, found["KEN"].documents) == ("1960", "1960", 1)


def triangle(ab: str, at: str, bt: str, when: str = "1961") -> Reading:
    """Chile and Peru, and each with Bolivia: "+" gives aid, "-" attacks."""
    acts = {"+": ("gave aid to", "give_aid"), "-": ("attacked", "attack")}
    sides = [("Chile", "Peru", "CHL", "PER", ab), ("Bolivia", "Chile", "BOL", "CHL", at),
             ("Bolivia", "Peru", "BOL", "PER", bt)]  # fmt: skip
    rows = [told(f"In {when} {x} {acts[s][0]} {y}.", acts[s][1], a, b, when) for x, y, a, b, s in sides]
    return reading("a", *rows)


@pytest.mark.parametrize(
    ("signs", "balance", "stance"),
    [
        ("+++", "balanced", "partner"),
        ("+--", "balanced", "adversary"),
        ("-+-", "balanced", "rival"),
        ("--+", "balanced", "rival"),
        ("++-", "unbalanced", "rival"),
        ("-++", "unbalanced", "partner"),
        ("---", "unbalanced", "adversary"),
    ],
)
def test_a_triangle_is_balanced_where_the_product_of_its_signs_is_positive(
    signs: str, balance: str, stance: str
) -> None:
    third = thirds(triangle(*signs))["BOL"]
    assert {t.when: t.balance for t in third.triads} == {"1960/1969": balance, ALL: balance}
    assert dict(third.roles) == {stance: 2}
    assert balance_counts([third])[balance] == 1


def test_balance_is_told_span_by_span() -> None:
    early = triangle("+", "+", "+", "1961")
    rows = [
        told("In 1975 Bolivia attacked Chile.", "attack", "BOL", "CHL", "1975"),
        told("In 1975 Bolivia gave aid to Peru.", "give_aid", "BOL", "PER", "1975"),
        told("In 1976 Chile gave aid to Peru.", "give_aid", "CHL", "PER", "1976"),
    ]
    third = thirds(early, reading("b", *rows))["BOL"]
    assert [(t.when, t.balance) for t in third.triads][:2] == [("1960/1969", "balanced"), ("1970/1979", "unbalanced")]
    assert third.triads[1].told == "CHL–PER +, BOL–CHL -, BOL–PER +: unbalanced"
    yearly = thirds(early, reading("b", *rows), step=1)["BOL"]
    assert [t.when for t in yearly.triads] == ["1961", "1975", ALL] and yearly.triads[1].balance == ""


def test_a_missing_side_has_no_balance_and_undated_facts_count_over_all() -> None:
    rows = [
        told("Bolivia gave aid to Chile.", "give_aid", "BOL", "CHL"),
        told("Bolivia attacked Peru.", "attack", "BOL", "PER"),
    ]
    third = thirds(reading("a", *rows))["BOL"]
    assert [(t.when, t.balance, t.between) for t in third.triads] == [(ALL, "", None)]
    assert dict(third.roles) == {"rival": 2} and (third.first, third.last) == ("", "")


def test_who_has_to_do_with_one_alone_is_no_third_power() -> None:
    rows = [
        told("Chile and Peru talked in 1960.", "talk", "CHL PER", "", "1960", plover="CONSULT"),
        told("In 1961 Kenya thanked Chile.", "praise", "KEN", "CHL", "1961"),
    ]
    assert not thirds(reading("a", *rows))


CODES = st.sampled_from(["CHL", "PER", "BOL", "NOR", "KEN", "JPN"])
ROWS = st.lists(
    st.tuples(st.sampled_from(["give_aid", "attack", "mediate", "talk"]), CODES, CODES, CODES,
              st.sampled_from(["", "1961", "1975-03", "1960/1979", "1990/.."])),
    max_size=6,
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(ROWS, ROWS)
def test_order_and_copies_change_nothing(a: Any, b: Any) -> None:
    def document(name: str, rows: Any) -> Reading:
        return reading(name, *(told(f"{n}. {name} {x} {y} {z} {act} {w}.", act, f"{x} {y}", z, w)
                               for n, (act, x, y, z, w) in enumerate(rows)))  # fmt: skip

    one, two = document("a", a), document("b", b)
    found = thirds(one, two)
    assert found == thirds(two, one)
    for third in found.values():
        assert third.code not in ("CHL", "PER") and third.roles
        for t in third.triads:
            assert t.balance in ("", "balanced", "unbalanced") and (t.with_a or t.with_b)


def test_thirds_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "In 1961 Norway attacked Kenya. In 1962 Spain gave Kenya $5 million in aid. In 1963 Spain condemned Norway. "
        "In 1964 Kenya broke off diplomatic relations with Norway."
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    record = str(tmp_path / "r.comity")
    assert run(["build", str(tmp_path / "a.txt"), "-o", record]) == 0
    capsys.readouterr()
    assert run(["thirds", record, "Kenya", "Norway", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["code"], row["roles"]) == ("ESP", {"rival": 2})
    assert row["triads"][0]["balance"] == "balanced"
    assert run(["thirds", record, "Kenya", "Norway"]) == 0
    assert "Spain: rival 2 (2 facts)" in capsys.readouterr().out
    assert run(["thirds", record, "Kenya", "Spain", "--third", "Kenya"]) == 1
