"""Parts of speech and lemmas by the model's own rules, each worked out once.

The English model's attribute ruler and rule lemmatiser go by a token's form, its tag, its label and, in a few idioms
("let's", "gonna"), its neighbours. What they give is therefore kept by form, tag and label, and a sentence of which all
is known needs neither; one with such an idiom always goes through both.
"""

from __future__ import annotations

from typing import Any

_IDIOMS = ("gon", "got", "let", "c'm", "y", "y'", "ai", "na", "ta")
_MOST = 400_000


class Morphology:
    """``morphology(doc)`` gives a parsed spaCy Doc the parts of speech and lemmas that the model's components would."""

    def __init__(self, nlp: Any) -> None:
        from spacy import attrs

        self._rules = [nlp.get_pipe(name) for name in ("attribute_ruler", "lemmatizer")]
        self._asked = [attrs.ORTH, attrs.TAG, attrs.DEP, attrs.LOWER]
        self._given = [attrs.TAG, attrs.DEP, attrs.POS, attrs.LEMMA]
        strings = nlp.vocab.strings
        self._idioms = {strings.add(word) for word in _IDIOMS}
        self._expletive = strings.add("expl")
        self._known: dict[tuple[int, int, int, bool], tuple[int, int, int, int]] = {}

    def __call__(self, doc: Any) -> Any:
        import numpy as np

        rows = doc.to_array(self._asked).tolist()
        keys, after = [], False
        for orth, tag, dep, lower in rows:
            if lower in self._idioms:
                return self._ruled(doc)
            keys.append((orth, tag, dep, after))
            after = dep == self._expletive
        known = self._known
        try:
            found = [known[key] for key in keys]
        except KeyError:
            self._ruled(doc)
            if len(known) > _MOST:
                known.clear()
            known.update(zip(keys, map(tuple, doc.to_array(self._given).tolist()), strict=True))
            return doc
        return doc.from_array(self._given, np.array(found, dtype="uint64")) if found else doc

    def _ruled(self, doc: Any) -> Any:
        for rule in self._rules:
            doc = rule(doc)
        return doc


def irregular_forms() -> list[tuple[str, str]]:
    """(form, lemma) of every irregular form that the lemmatiser knows: ("sent", "send")."""
    from comity.reading.syntax import parser

    tables = parser().get_pipe("lemmatizer").lookups.get_table("lemma_exc")
    return [(form, lemma) for kind in ("verb", "noun", "adj") for form, held in tables[kind].items() for lemma in held]
