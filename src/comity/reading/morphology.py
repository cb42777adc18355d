"""Parts of speech and lemmas by the model's own rules, each worked out once.

The English model's attribute ruler and rule lemmatiser go by a token's form, its tag, its label and, in a few idioms
("let's", "gonna"), its neighbours. What they give is therefore kept by form, tag and label as a :class:`Form`, and a
sentence of which all is known needs neither; one with such an idiom always goes through both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_IDIOMS = ("gon", "got", "let", "c'm", "y", "y'", "ai", "na", "ta")
_MOST = 400_000
_APART = "—"


class Form:
    """A word as it stands in a parse: the vocabulary's numbers for it, its tag, label, part of speech and lemma.

    ``plain`` is what the grammar of acts makes of it, once for all sentences that have it.
    """

    __slots__ = ("dep", "lemma", "orth", "plain", "pos", "tag")

    def __init__(self, orth: int, tag: int, dep: int, pos: int, lemma: int) -> None:
        self.orth, self.tag, self.dep, self.pos, self.lemma = orth, tag, dep, pos, lemma
        self.plain: Any = None


_IDIOM = Form(0, 0, 0, 0, 0)
"""Stands for a word whose neighbours matter."""


class Morphology:
    """``morphology(doc)`` gives a parsed spaCy Doc the parts of speech and lemmas that the model's components would;
    ``forms`` gives them apart, and leaves most docs without."""

    def __init__(self, nlp: Any) -> None:
        from spacy import attrs

        self._rules = [nlp.get_pipe(name) for name in ("attribute_ruler", "lemmatizer")]
        self._asked = [attrs.ORTH, attrs.TAG, attrs.DEP]
        self._given = [attrs.TAG, attrs.DEP, attrs.POS, attrs.LEMMA]
        self._whole = [attrs.ORTH, *self._given]
        strings = nlp.vocab.strings
        self._idioms = frozenset(_IDIOMS)
        self._expletive, self._noun = strings.add("expl"), strings.add("NN")
        self._known: dict[tuple[int, ...], Form] = {}

    def __call__(self, doc: Any) -> Any:
        return self.finished(doc, self.forms([doc])[0])

    def forms(self, docs: Sequence[Any]) -> list[list[Form]]:
        """The forms of each doc's words: what is new in any of the docs is worked out together."""
        held = [self._keys(doc) for doc in docs]
        new = {key: None for keys in held for key in keys if key not in self._known}
        if new:
            if len(self._known) > _MOST:
                self._known.clear()
                new = {key: None for keys in held for key in keys}
            self._learn([*new], docs[0].vocab)
        known, out = self._known, []
        for doc, keys in zip(docs, held, strict=True):
            found = [known[key] for key in keys]
            out.append(self.of(self._ruled(doc)) if _IDIOM in found else found)
        return out

    def of(self, doc: Any) -> list[Form]:
        """The forms of a doc that has its lemmas."""
        return [Form(orth, tag, dep, pos, lemma) for orth, tag, dep, pos, lemma in doc.to_array(self._whole).tolist()]

    def finished(self, doc: Any, forms: Sequence[Form]) -> Any:
        """The doc with the parts of speech and lemmas of these forms."""
        import numpy as np

        if not forms:
            return doc
        given: Any = np.array([(f.tag, f.dep, f.pos, f.lemma) for f in forms], dtype="uint64")
        return doc.from_array(self._given, given)

    def _keys(self, doc: Any) -> list[tuple[int, ...]]:
        """What the form of each word goes by: its number, tag and label; whether it stands behind an expletive."""
        keys: list[tuple[int, ...]] = [*map(tuple, doc.to_array(self._asked).tolist())]
        for i in range(1, len(keys)):
            if keys[i - 1][2] == self._expletive:
                keys[i] += (1,)
        return keys

    def _learn(self, keys: list[tuple[int, ...]], vocab: Any) -> None:
        """Work out forms not met before, each apart from the others."""
        import numpy as np
        from spacy.tokens import Doc

        strings = vocab.strings
        words, labels = [], []
        for orth, tag, dep, *after in keys:
            words += [_APART, strings[orth]]
            labels += [(self._noun, self._expletive if after else 0), (tag, dep)]
        given: Any = np.array(labels, dtype="uint64")
        doc = Doc(vocab, words=words).from_array(self._asked[1:], given)
        found = self.of(self._ruled(doc))[1::2]
        for key, word, form in zip(keys, words[1::2], found, strict=True):
            self._known[key] = _IDIOM if word.lower() in self._idioms else form

    def _ruled(self, doc: Any) -> Any:
        for rule in self._rules:
            doc = rule(doc)
        return doc


def irregular_forms() -> list[tuple[str, str]]:
    """(form, lemma) of every irregular form that the lemmatiser knows: ("sent", "send")."""
    from comity.reading.syntax import parser

    tables = parser().get_pipe("lemmatizer").lookups.get_table("lemma_exc")
    return [(form, lemma) for kind in ("verb", "noun", "adj") for form, held in tables[kind].items() for lemma in held]
