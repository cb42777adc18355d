"""From the parser's arrays to columns of plain words, labels and numbers, mended."""

from __future__ import annotations

from typing import Any

from comity.reading.acts.columns import Columns
from comity.reading.acts.mending import mend
from comity.reading.acts.spelling import american_lemma
from comity.reading.morphology import Form
from comity.reading.syntax import Tree

_PLACES = ["HEAD", "IDX"]
_LABELS: dict[int, str] = {}
_NO_WORDS: tuple[list[Any], ...] = ([], [], [], [], [], [])
Word = tuple[str, str, str, str, int, bool]
"""A form in lower case, its lemma, tag and label, its length, and whether it has a capital."""


def columns(tree: Tree) -> tuple[list[Any], ...]:
    """The parse mended, as lists of one length: word, lemma, tag, dep, head, start, end, kids.

    ``start`` and ``end`` are offsets into the document, in code points.
    """
    doc: Any = tree.parsed
    strings = doc.vocab.strings
    words = [form.plain or _word(strings, form) for form in tree.forms]
    word, lemmas, tags, deps, lengths, capitals = map(list, zip(*words, strict=True)) if words else _NO_WORDS
    above, at = doc.to_array(_PLACES).T.astype("int64").tolist()
    heads: list[int] = [i + up for i, up in enumerate(above)]
    start: list[int] = [tree.start + idx for idx in at]
    end: list[int] = [first + length for first, length in zip(start, lengths, strict=True)]
    kids: list[list[int]] = [[] for _ in words]
    for i, head in enumerate(heads):
        if head != i:
            kids[head].append(i)
    mend(Columns(word, lemmas, tags, deps, heads, kids, capitals))
    return word, lemmas, tags, deps, heads, start, end, kids


def _label(strings: Any, code: int) -> str:
    """The name of a tag or dependency label; there are few, so they are kept."""
    name = _LABELS.get(code)
    if name is None:
        name = _LABELS[code] = strings[code] if code else ""
    return name


def lemma(given: str, text: str, tag: str) -> str:
    """The lemma in lower case, in American spelling and without the hyphen of "re-"; proper nouns lose a plural s."""
    out = given.lower()
    if out.startswith("re-"):
        out = "re" + out[3:]
        if out.endswith(("pene", "she", "rme", "rte", "ewe")):  # the lemmatiser's guess for a word it does not know
            out = out[:-1]
    if (
        tag in ("NNPS", "NNP")
        and len(out) > 4
        and out != "corps"
        and out.endswith("s")
        and not out.endswith(("ss", "us", "is"))
    ):
        out = out[:-3] + "y" if out.endswith("ies") else out[:-1]
    return american_lemma(out, tag.startswith("VB"))


def _word(strings: Any, form: Form) -> Word:
    """What the grammar sees of a form, worked out once for all its uses."""
    text, tag = strings[form.orth], _label(strings, form.tag)
    basic = lemma(strings[form.lemma], text, tag)
    form.plain = found = (text.lower(), basic, tag, _label(strings, form.dep), len(text), text[:1].isupper())
    return found
