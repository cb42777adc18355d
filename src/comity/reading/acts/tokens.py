"""From the parser's arrays to columns of plain words, labels and numbers, mended."""

from __future__ import annotations

from typing import Any

from comity.reading.acts.columns import Columns
from comity.reading.acts.mending import mend
from comity.reading.acts.spelling import american_lemma
from comity.reading.syntax import Tree

_ATTRIBUTES = ["ORTH", "LEMMA", "TAG", "DEP", "HEAD", "IDX"]
_HALF = 1 << 63
_MOST = 200_000
_LABELS: dict[int, str] = {}
_WORDS: dict[tuple[int, int, int], tuple[str, str, str, int, bool]] = {}


def columns(tree: Tree) -> tuple[list[Any], ...]:
    """The parse mended, as lists of one length: word, lemma, tag, dep, head, start, end, kids.

    ``start`` and ``end`` are offsets into the document, in code points.
    """
    doc: Any = tree.doc
    strings = doc.vocab.strings
    rows = doc.to_array(_ATTRIBUTES).tolist()
    word: list[str] = []
    capitals: list[bool] = []
    lemmas: list[str] = []
    tags: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    start: list[int] = []
    end: list[int] = []
    kids: list[list[int]] = [[] for _ in rows]
    for i, (orth, base, tag, dep, up, at) in enumerate(rows):
        plain, basic, named, length, capital = _WORDS.get((orth, base, tag)) or _word(strings, orth, base, tag)
        word.append(plain)
        capitals.append(capital)
        tags.append(named)
        lemmas.append(basic)
        deps.append(_label(strings, dep))
        head = i + (up if up < _HALF else up - 2 * _HALF)
        heads.append(head)
        start.append(tree.start + at)
        end.append(tree.start + at + length)
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


def _word(strings: Any, orth: int, base: int, tag: int) -> tuple[str, str, str, int, bool]:
    """Lower case, lemma, tag and length of a word and whether it has a capital, worked out once for all its uses."""
    text, named = strings[orth], _label(strings, tag)
    if len(_WORDS) >= _MOST:
        _WORDS.clear()
    basic, capital = lemma(strings[base], text, named), text[:1].isupper()
    found = _WORDS[orth, base, tag] = (text.lower(), basic, named, len(text), capital)
    return found
