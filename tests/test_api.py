"""comity from Python: the verbs, the record, the pair, typed values that say why."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import comity
from comity import models
from comity.keeping.faults import BadWindow, UnknownActor, UnknownId
from comity.keeping.record import Pair

from .handmade import HOME, WEIGHING, record_file


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> comity.Record:
    return comity.open_record(record_file(tmp_path_factory.mktemp("api")))


def test_every_name_that_is_promised_is_there() -> None:
    assert all(getattr(comity, name) is not None for name in comity.__all__)
    with pytest.raises(AttributeError, match="no_such_verb"):
        comity.no_such_verb  # noqa: B018


def test_facts_are_in_the_order_of_time_undated_last(record: comity.Record) -> None:
    facts = record.dyad("CHL", "BOL").facts()
    assert [f.id for f in facts] == ["f-broke", "f-loan", "f-port"]
    assert all(isinstance(f, models.Fact) for f in facts)


def test_a_kept_fact_is_the_fact(record: comity.Record) -> None:
    kept = record.fact("f-broke")
    fact = next(f for f in WEIGHING.facts if f.id == "f-broke")
    assert dataclasses.asdict(kept) == dataclasses.asdict(fact)
    assert kept.why == "same act, days apart"
    assert kept.why().why == "same act, days apart"
    assert [t.id for t in kept.why().testimonies] == ["c-b1", "c-b2"]
    assert kept.title().endswith("Bolivia, Chile")
    assert record.claim("c-loan").why().kind == "claim"
    assert record.amount("a-loan").why().kind == "amount"
    assert record.dispute("d-day").why().kind == "dispute"


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("", "", ["f-broke", "f-loan", "f-port"]),
        ("1962", "", ["f-broke", "f-loan"]),
        ("1962-04-18", "", ["f-loan"]),
        ("", "1970", ["f-broke"]),
        ("1975-06", "1975-07", ["f-loan"]),
        ("1976", "1990", []),
    ],
)
def test_a_window(record: comity.Record, since: str, until: str, found: list[str]) -> None:
    assert [f.id for f in record.dyad("BOL", "CHL").facts(since=since, until=until)] == found


def test_a_window_that_is_none(record: comity.Record) -> None:
    with pytest.raises(BadWindow, match="'soon'"):
        record.dyad("BOL", "CHL").facts(since="soon")
    with pytest.raises(BadWindow):
        record.dyad("BOL", "CHL").periods(until="soon")


def test_filters(record: comity.Record) -> None:
    assert [f.id for f in record.dyad("PER", "BOL").facts(modality=["alleged"])] == ["f-talk"]
    assert record.dyad("PER", "BOL").facts(modality=["done"]) == []
    assert [f.id for f in record.dyad("CHL", "BOL").facts(act=["request", "loan_given"])] == ["f-loan", "f-port"]


def test_all_that_a_pair_has(record: comity.Record) -> None:
    pair = record.dyad("Chile", "Bolivia")
    assert [d.id for d in pair.disputes()] == ["d-day"] == [d.id for d in pair.disputes(fact="f-broke")]
    assert pair.disputes(fact="f-loan") == []
    assert [a.id for a in pair.amounts()] == ["a-loan"] and pair.amounts(until="1974") == []
    assert [p.state for p in pair.periods()] == ["severed"] and pair.periods(until="1950") == []
    assert [p.year for p in pair.index()] == [1962]
    assert [s.status for s in pair.status()] == ["relations_severed"]
    assert [t.id for t in pair.threads()] == ["t-sea"]
    assert [o.person for o in pair.offices()] == ["Ana Rojas"]
    assert [s.act for s in pair.statements()] == ["demand"]
    assert pair.coverage() == ("1962", "1975")
    assert record.dyad("PER", "CHL").facts() == [] and record.dyad("PER", "CHL").coverage() == ("", "")


@pytest.mark.parametrize("name", ["BOL", "bol", "Bolivia", "the Bolivia", "BOL/GOV", " bolivia "])
def test_who_is_meant(record: comity.Record, name: str) -> None:
    assert record.resolve(name) == "BOL"


def test_who_is_not_known(record: comity.Record) -> None:
    with pytest.raises(UnknownActor, match=r"Did you mean BOL \(Bolivia\)") as found:
        record.resolve("Bolvia")
    assert found.value.suggestions[0] == "BOL"
    with pytest.raises(UnknownActor, match="Give a name"):
        record.resolve("Qwxyzzk")
    with pytest.raises(ValueError, match="both BOL"):
        record.dyad("Bolivia", "BOL")


def test_documents_and_sentences(record: comity.Record) -> None:
    assert [d.document for d in record.documents()] == ["away.txt", "home.txt"]
    assert record.document("home.txt") == HOME
    with pytest.raises(KeyError):
        record.document("none.txt")
    assert len(list(record.sentences("home.txt"))) == 5
    assert len(list(record.sentences("home.txt", furniture=True))) == 6
    assert [u.reason for u in record.unread()] == ["no act"]
    assert record.notes() == ["one judgement was replayed"]


def test_pairs(record: comity.Record) -> None:
    assert record.pairs() == [
        Pair("BOL", "CHL", 3, 1, "1962", "1975"),
        Pair("BOL", "PER", 1, 0, "1990", "1990"),
    ]


def test_ids_may_be_shortened(record: comity.Record) -> None:
    assert record.why("f-br").id == "f-broke"
    assert record.why("f-broke").id == "f-broke"
    with pytest.raises(UnknownId, match=r"More than one.*f-"):
        record.why("f-")
    with pytest.raises(UnknownId, match="'x-1'"):
        record.why("x-1")
    with pytest.raises(UnknownId, match="empty"):
        record.why(" ")


def test_one_in_memory_needs_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Peru and Chile signed an agreement in 1999.", encoding="utf-8")
    with comity.build(tmp_path) as built:
        assert [d.document for d in built.documents()] == ["a.txt"]
        assert "in memory" in repr(built)
