"""What `why` shows: the sentence in its place, every step with its rule, copies with their edits, rivals, rulings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import comity
from comity import tables
from comity.keeping.why import Explanation
from comity.showing.explain import lines

from .handmade import record_file


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> comity.Record:
    return comity.open_record(record_file(tmp_path_factory.mktemp("explain")))


def test_the_sentence_stands_in_its_document(record: comity.Record) -> None:
    for id in ("f-broke", "f-loan", "c-talk", "a-loan", "d-day", "t-sea"):
        for testimony in record.why(id).testimonies:
            place = testimony.place
            text = record.document(place.at.document).text
            assert text[place.at.start : place.at.end] == place.at.quote
            whole = place.before + place.sentence.quote + place.after
            assert whole == text[place.sentence.start - len(place.before) : place.sentence.end + len(place.after)]
            assert place.sentence.start <= place.at.start < place.at.end <= place.sentence.end


def test_every_step_of_a_claim_names_its_rule(record: comity.Record) -> None:
    steps = {s.what: s for s in record.why("c-loan").testimonies[0].steps}
    assert steps["act"].rule == "frame:loan_given"
    assert steps["amount"].rule == "amount:sign" and steps["amount"].words == "$2 million"
    assert steps["money"].value == "CHL → BOL"
    assert steps["when"].value == "1975"
    date = next(s for s in record.why("c-b1").testimonies[0].steps if s.what == "date")
    assert (date.value, date.words, date.rule) == ("1962-04-17", "17 April 1962", "day")


def test_copies_stand_beside_with_their_edits_seen_from_here(record: comity.Record) -> None:
    home = record.why("c-b1").testimonies[0].copies
    away = record.why("c-b2").testimonies[0].copies
    assert [(c.at.document, c.edits[0].a, c.edits[0].b) for c in home] == [("away.txt", "17", "18")]
    assert [(c.at.document, c.edits[0].a, c.edits[0].b) for c in away] == [("home.txt", "18", "17")]
    assert home[0].quote == "Chile and Bolivia broke relations on 18 April 1962."


def test_rival_values_and_rulings(record: comity.Record) -> None:
    assert [d.id for d in record.why("f-broke").disputes] == ["d-day"]
    assert [d.id for d in record.why("d-day").disputes] == ["d-day"]
    assert [j.reason for j in record.why("f-loan").judgements] == ["seen in the archive"]
    assert record.why("f-port").disputes == () == record.why("f-port").judgements


def _told(record: comity.Record, id: str) -> str:
    return "\n".join(lines(record.why(id)))


def test_what_a_person_reads(record: comity.Record) -> None:
    told = _told(record, "f-broke")
    assert "home.txt, 32–47  c-b1" in told
    assert "Chile and Bolivia [broke relations] on 17 April 1962." in told
    assert "here '17', there '18'  (changes date)" in told
    assert "disputed: variant over when (d-day): a copied passage, edited" in told
    assert "judged by A. Reader, 2020-01-01: prefer, because seen in the archive" in _told(record, "f-loan")


def test_nothing_that_a_terminal_obeys_is_sent(record: comity.Record) -> None:
    told = _told(record, "c-talk")
    assert "\x1b" not in told and "\\x1b[31m" in told
    coloured = "\n".join(lines(record.why("c-talk"), colours=True))
    assert "\x1b[31m" not in coloured and "\x1b[1m" in coloured


def test_an_explanation_is_data(record: comity.Record) -> None:
    explanation = record.why("f-broke")
    assert tables.restore(Explanation, json.loads(json.dumps(tables.plain(explanation)))) == explanation


def test_it_goes_on_where_links_are_missing(tmp_path: Path) -> None:
    import dataclasses

    from comity.keeping.writing import write_record
    from comity.knowledge import load

    from .handmade import READINGS, WEIGHING

    bare = dataclasses.replace(WEIGHING, claims=(), amounts=(), disputes=())
    write_record(tmp_path / "x.comity", READINGS, bare, load())
    with comity.open_record(tmp_path / "x.comity") as record:
        assert record.why("f-broke").testimonies == ()
