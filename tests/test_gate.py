"""Gates: no text that a pattern matches is kept from it."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newslike
from comity.knowledge import load
from comity.weighing import reach
from comity.weighing.gate import gate


def _patterns() -> list[re.Pattern[str]]:
    """The patterns that weighing looks for behind a gate."""
    of = {n: import_module(f"comity.weighing.disputes.{n}") for n in FINDERS}
    knowledge = load()
    words = of["denials"].patterns(knowledge)
    found = [form for _, form, _ in (*words.pointing, *words.plain)]
    found += [form for form, _ in of["nevers"]._forms(knowledge)[0]]
    found += [of["reasons"]._phrases(knowledge)[0], of["counts"]._put(knowledge)]
    found += [of["order"]._absence(knowledge), *reach._patterns(knowledge)[:2]]
    return found + [camp.words for _, camps in of["naming"]._camps(knowledge) for camp in camps]


FINDERS = ("counts", "denials", "naming", "nevers", "order", "reasons")
HELD = _patterns()


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_whatever_a_pattern_matches_passes_its_gate(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(HELD))
    text = data.draw(st.from_regex(pattern))
    assert pattern.search(text) and gate(pattern).may(text)


@settings(deadline=None)
@given(st.from_regex(re.compile(r"(?:kisses|skies (?:lit|it)+|a[xy]b|ten \d+)\b", re.IGNORECASE)))
def test_letters_that_are_alike_but_for_case_pass(text: str) -> None:
    pattern = re.compile(r"(?:kisses|skies (?:lit|it)+|a[xy]b|ten \d+)\b", re.IGNORECASE)
    assert pattern.search(text) and gate(pattern).may(text)


@pytest.mark.parametrize("text", ["dıplomatıc relations", "DİPLOMATİC", "ſiſter", "\u212aing"])
def test_odd_letters_that_ignoring_case_takes_for_plain_ones(text: str) -> None:
    for word in ("diplomatic", "sister", "king"):
        pattern = re.compile(word, re.IGNORECASE)
        assert gate(pattern).may(text) or not pattern.search(text)
    assert any(re.search(word, text, re.IGNORECASE) for word in ("diplomatic", "sister", "king"))


def test_a_gate_keeps_out_what_cannot_match() -> None:
    held = gate(re.compile(r"\b(?:no|not any) relations\b|\bnever\s+(?:broke|cut)", re.IGNORECASE))
    assert held.words == (" relations", "ever")
    assert not held.may("The two states trade.") and held.may("They NEVER met.")
    assert gate(re.compile(r"\d+|[ab]c")).words is None and gate(re.compile(r"\d+")).may("nothing")


def test_few_sentences_pass_the_gates() -> None:
    """Each gate keeps most ordinary sentences out, else it is of no use."""
    told = [s for d in newslike.documents(20, seed=3) for s in d.text.split(". ")]
    for pattern in HELD:
        held = gate(pattern)
        assert held.words is not None
        assert sum(map(held.may, told)) < 0.5 * len(told), pattern.pattern[:80]
