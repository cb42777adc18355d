"""Words found in a record: what matches, the best first.

SQLite's own ranking asks of every word in how many rows it stands, which takes long for a word that stands in most. All
words asked for must occur, so that this tells little; here a row is the better, the more of its text the words make up
(BM25 with one weight for every word), and only the first CAP rows that match are ranked.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from comity.keeping import asking

CAP = 300
"""Rows that are ranked, unless more are asked for: the first that match, in the order of the export."""
_TEXTS = {
    "sentences": "SELECT seq, quote FROM sentences WHERE seq IN ({})",
    "facts": (
        "SELECT f.seq, f.title || char(10) || coalesce((SELECT group_concat(c.quote, char(10)) FROM fact_claim l "
        "JOIN claims c ON c.id = l.claim WHERE l.fact = f.id), '') FROM facts f WHERE f.seq IN ({})"
    ),
}
_SATURATION, _LENGTH = 1.2, 0.75  # k1 and b of BM25, as SQLite has them


def best(connection: sqlite3.Connection, table: str, words: str, limit: int) -> list[int]:
    """Numbers (``seq``) of the rows of ``sentences`` or ``facts`` in which all the words occur, the best first."""
    query = asking.match(words)
    if not query:
        return []
    rows = connection.execute(
        f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ? ORDER BY rowid LIMIT ?", (query, max(CAP, limit))
    )
    found = [number for (number,) in rows]
    pattern = re.compile("|".join(_patterns(query)) or r"(?!)")
    held: list[tuple[int, Counter[str], int]] = []
    for first in range(0, len(found), 500):
        some = found[first : first + 500]
        for number, text in connection.execute(_TEXTS[table].format(", ".join("?" * len(some))), some):
            told = _folded(text)
            held.append((number, Counter(pattern.findall(told)), len(told)))
    mean = sum(length for *_, length in held) / max(1, len(held)) or 1.0
    scored = sorted((-_score(counts.values(), length / mean), number) for number, counts, length in held)
    return [number for _, number in scored[:limit]]


def _score(counts: Iterable[int], length: float) -> float:
    spread = _SATURATION * (1 - _LENGTH + _LENGTH * length)
    return round(sum(n * (_SATURATION + 1) / (n + spread) for n in counts), 9)


def _patterns(query: str) -> Sequence[str]:
    """A pattern over folded text for each word, phrase or beginning of a query that :func:`asking.match` made."""
    out = []
    for phrase, star in re.findall(r'"([^"]*)"(\*?)', query):
        tokens = re.findall(r"[^\W_]+", _folded(phrase))
        if tokens:
            out.append(r"\b" + r"[\W_]+".join(map(re.escape, tokens)) + ("" if star else r"\b"))
    return out


def _folded(text: str) -> str:
    """Text without capitals and accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
