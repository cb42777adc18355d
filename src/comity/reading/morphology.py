"""Parts of speech and lemmas by the model's own rules, each worked out once.

The English model's attribute ruler and rule lemmatiser go by a token's form, its tag, its label and, in a few idioms
("let's", "gonna"), its neighbours. What they give is therefore kept by form, tag and label, and a sentence of which all
is known needs neither; one with such an idiom always goes through both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_IDIOMS = ("gon", "got", "let", "c'm", "y", "y'", "ai", "na", "ta")
_MOST = 400_000
_APART = "—"


class Morphology:
    """``morphology(doc)`` gives a parsed spaCy Doc the parts of speech and lemmas that the model's components would."""

    def __init__(self, nlp: Any) -> None:
        from spacy import attrs

        self._rules = [nlp.get_pipe(name) for name in ("attribute_ruler", "lemmatizer")]
        self._asked = [attrs.ORTH, attrs.TAG, attrs.DEP, attrs.LOWER]
        self._given = [attrs.TAG, attrs.DEP, attrs.POS, attrs.LEMMA]
        strings = nlp.vocab.strings
        self._idioms = {strings.add(word) for word in _IDIOMS}
        self._expletive, self._noun = strings.add("expl"), strings.add("NN")
        self._known: dict[tuple[int, int, int, bool], tuple[int, int, int, int]] = {}

    def __call__(self, doc: Any) -> Any:
        return self.all([doc])[0]

    def all(self, docs: Sequence[Any]) -> list[Any]:
        """The same for many docs: what is new in any of them is worked out together."""
        import numpy as np

        held = [self._keys(doc) for doc in docs]
        met = dict.fromkeys(key for keys in held for key in keys or ())
        if new := [key for key in met if key not in self._known]:
            if len(self._known) > _MOST:
                self._known.clear()
                new = list(met)
            self._learn(new, docs[0].vocab)
        known, out = self._known, []
        for doc, keys in zip(docs, held, strict=True):
            if keys is None:
                out.append(self._ruled(doc))
            elif keys:
                out.append(doc.from_array(self._given, np.array([known[key] for key in keys], dtype="uint64")))
            else:
                out.append(doc)
        return out

    def _keys(self, doc: Any) -> list[tuple[int, int, int, bool]] | None:
        """What the part of speech and lemma of each word go by; None where its neighbours matter too."""
        keys, after = [], False
        for orth, tag, dep, lower in doc.to_array(self._asked).tolist():
            if lower in self._idioms:
                return None
            keys.append((orth, tag, dep, after))
            after = dep == self._expletive
        return keys

    def _learn(self, keys: list[tuple[int, int, int, bool]], vocab: Any) -> None:
        """Work out forms not met before, each apart from the others."""
        import numpy as np
        from spacy.tokens import Doc

        strings = vocab.strings
        words, labels = [], []
        for orth, tag, dep, after in keys:
            words += [_APART, strings[orth]]
            labels += [(self._noun, self._expletive if after else 0), (tag, dep)]
        given: Any = np.array(labels, dtype="uint64")
        doc = Doc(vocab, words=words).from_array(self._asked[1:3], given)
        found = self._ruled(doc).to_array(self._given).tolist()
        self._known.update(zip(keys, map(tuple, found[1::2]), strict=True))

    def _ruled(self, doc: Any) -> Any:
        for rule in self._rules:
            doc = rule(doc)
        return doc


def irregular_forms() -> list[tuple[str, str]]:
    """(form, lemma) of every irregular form that the lemmatiser knows: ("sent", "send")."""
    from comity.reading.syntax import parser

    tables = parser().get_pipe("lemmatizer").lookups.get_table("lemma_exc")
    return [(form, lemma) for kind in ("verb", "noun", "adj") for form, held in tables[kind].items() for lemma in held]
