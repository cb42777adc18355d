"""What a page says about itself: title, publisher, author, kind of text, language. Each names its reason.

What the input already gave stays. Nothing is guessed for want of a cue: a page may have no publisher and no kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from comity.knowledge import Knowledge
from comity.models import Document, Furniture

SAMPLE = 20_000
"""Characters that the kind of text and its language are judged by."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Kind:
    """One stanza of cues for a kind of text."""

    kind: str
    cues: tuple[tuple[str, re.Pattern[str]], ...]
    words: re.Pattern[str] | None
    least: float


@dataclass(frozen=True, slots=True)
class Cues:
    """``pages.toml``, compiled."""

    publisher: tuple[tuple[str, re.Pattern[str]], ...]
    author: tuple[tuple[str, re.Pattern[str]], ...]
    kinds: tuple[Kind, ...]
    languages: dict[str, frozenset[str]]

    @staticmethod
    def make(knowledge: Knowledge) -> Cues:
        """The cues of ``knowledge``."""
        table = knowledge.table("pages.toml")

        def named(rows: list[dict[str, str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
            return tuple((row["why"], re.compile(row["pattern"], re.I)) for row in rows)

        def kind(row: dict[str, Any]) -> Kind:
            places = ("title", "furniture", "publisher", "head", "top")
            cues = tuple((p, re.compile(row[p], 0 if p == "head" else re.I)) for p in places if p in row)
            return Kind(row["kind"], cues, re.compile(row["words"]) if "words" in row else None, row.get("least", 0.0))

        languages = {code: frozenset(words.split()) for code, words in table["languages"].items()}
        return Cues(named(table["publisher"]), named(table["author"]), tuple(map(kind, table["kind"])), languages)


def describe(document: Document, furniture: tuple[Furniture, ...], title: str, knowledge: Knowledge) -> Document:
    """The document with what its own furniture and words tell of it."""
    cues = knowledge.compiled("pages", Cues.make)
    words = _WORD.findall(document.text[:SAMPLE])
    lines = [" ".join(f.at.quote.split()) for f in furniture if len(f.at.quote) <= 400]
    if not document.title and title:
        document = replace(document, title=" ".join(title.split()), title_why="title line")
    if not document.publisher:
        name, why = _named(lines, cues.publisher)
        document = replace(document, publisher=name, publisher_why=why)
    if not document.author:
        name, why = _named(lines, cues.author)
        document = replace(document, author=name, author_why=why)
    if not document.language:
        code, why = language(words, cues)
        document = replace(document, language=code, language_why=why)
    if not document.kind:
        found, why = _kind(document, furniture, lines, len(words), cues)
        document = replace(document, kind=found, kind_why=why)
    return document


def _named(lines: list[str], rules: tuple[tuple[str, re.Pattern[str]], ...]) -> tuple[str, str]:
    for why, pattern in rules:
        for line in lines:
            if m := pattern.fullmatch(line):
                return m.group("name").strip(" .,-"), f"{why}: {line[:80]}"
    return "", ""


def _kind(
    document: Document, furniture: tuple[Furniture, ...], lines: list[str], words: int, cues: Cues
) -> tuple[str, str]:
    sample = document.text[:SAMPLE]
    prose = _first_prose(document.text, furniture)
    top = [" ".join(f.at.quote.split()) for f in furniture if f.at.start < document.text.find(prose[:80])]
    places = {
        "title": [document.title],
        "furniture": lines,
        "publisher": [document.publisher],
        "head": [prose],
        "top": top,
    }
    for kind in cues.kinds:
        for place, pattern in kind.cues:
            for text in places[place]:
                if m := pattern.search(text):
                    return kind.kind, f"{place}: {m.group()[:60].strip()}"
        if kind.words and words >= 60:
            rate = 1000 * len(kind.words.findall(sample)) / words
            if rate >= kind.least:
                return kind.kind, f"{rate:.0f} in 1,000 words are of those a {kind.kind} uses"
    return "", ""


def _first_prose(text: str, furniture: tuple[Furniture, ...]) -> str:
    at = 0
    for f in furniture:
        if text[at : f.at.start].strip():
            break
        at = f.at.end
    return text[at : at + 600].strip()


def language(words: Sequence[str], cues: Cues) -> tuple[str, str]:
    """(ISO 639-1 code, why) of the language of these words: the one whose commonest words make up most of them.

    "und" where no language known here makes up a twelfth of the words, and "" where fewer than six words can tell.
    """
    if len(words) < 6:
        return "", ""
    words = [w.casefold() for w in words]
    counts = Counter(words)
    shares = sorted(
        (sum(counts[w] for w in common if w in counts) / len(words), code) for code, common in cues.languages.items()
    )
    share, code = shares[-1]
    if share < 1 / 12:
        latin = sum(w.isascii() for w in words) / len(words)
        if latin > 0.9 and len(words) < 40:
            return "", ""
        return "und", "no language known to comity has its common words here"
    return code, f"{share:.0%} of its words are common words of {code}"
