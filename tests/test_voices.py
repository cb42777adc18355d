"""The voice of a claim: the document's own or a speaker whose words it reports, and what that makes of the claim."""

from __future__ import annotations

from typing import Any

import pytest

from comity.knowledge import load
from comity.models import Claim, Document, Reading
from comity.reading import read
from comity.reading.dates.quotations import spans
from tests.conftest import cases


def read_text(text: str) -> Reading:
    return read(Document("page.txt", text), load())


def written(c: Claim) -> str:
    parties = f"{','.join(c.actors) or '-'}>{','.join(c.recipients) or '-'}"
    return f"{c.act} {parties} {c.modality} | {c.speaker} | {c.speaker_name}"


@pytest.mark.parametrize("case", cases("voices"))
def test_voice(case: dict[str, Any]) -> None:
    claims = [c for c in read_text(case["text"]).claims if c.act not in case.get("leave", ())]
    assert [written(c) for c in claims] == case["expected"]


def test_a_quotation_over_sentences_is_one_voice() -> None:
    text = "The Omani foreign minister said: “We have signed. Yemen has withdrawn its troops from Salalah. So be it.”"
    reading = read_text(text)
    (start, end), *_ = spans(text)
    inside = [c for c in reading.claims if start <= c.at.start < end]
    assert inside
    assert {c.speaker for c in inside} == {"OMN/GOV"}


def test_an_author_who_quotes_nobody_keeps_the_word() -> None:
    reading = read_text(
        'Peru and Chile signed the so-called "treaty of the two seas" in 1929. Chile later broke relations with Peru.'
    )
    assert {c.speaker for c in reading.claims} == {""}
    assert not reading.statements


def test_voices_change_no_claim_but_voice_and_modality() -> None:
    text = "Kenya said that Somalia had attacked Mandera. Somalia denied the charge. Kenya closed the border in 1989."
    reading = read_text(text)
    assert [c.id for c in reading.claims] == [c.id for c in sorted(reading.claims, key=lambda c: c.sentence)]
    for c in reading.claims:
        assert text[c.at.start : c.at.end] == c.at.quote
