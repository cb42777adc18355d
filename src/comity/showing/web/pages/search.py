"""Words found in facts and sentences, narrowed by facets."""

from __future__ import annotations

import re
from typing import Any

from comity.keeping.asking import match
from comity.keeping.store import pairs_of
from comity.showing.web import links
from comity.showing.web.ask import Ask, Page
from comity.showing.web.facets import Facet, narrow
from comity.showing.web.pages.pair import fact_rows
from comity.showing.web.passages import Piece, pieces
from comity.showing.web.wording import date_in_words

FOUND = 400  # of each sort at most
SHOWN = 50
_ASKED = re.compile(r'"([^"]+)"|(\S+)')


def page(ask: Ask) -> Page:
    """Facts, then sentences, in which all the words occur, the best first; rows are both."""
    words = ask.one("q")[:300]
    found = ask.record.find(words, FOUND)
    rows: list[dict[str, Any]] = []
    for r in fact_rows(ask.record, None, found.facts):
        pair = next(iter(pairs_of(r["pair"])), ("", ""))
        rows.append(
            {"what": "fact", "id": r["id"], "when": r["when"], "text": r["title"], "said": r["said"]}
            | {"documents": r["documents"], "start": None, "end": None, "decade": r["decade"], "pair": "–".join(pair)}
            | {"link": links.fact(r["id"])}
        )
    for s in found.sentences:
        rows.append(
            {"what": "sentence", "id": "", "when": "", "text": s.at.quote, "said": ""}
            | {"documents": [s.at.document], "start": s.at.start, "end": s.at.end, "decade": "", "pair": ""}
            | {"link": links.document(s.at.document, s.at.start)}
        )
    facets = [
        Facet("what", "What", lambda r: [r["what"]]),
        Facet("pair", "Pair", lambda r: [r["pair"]] if r["pair"] else [], lambda v: named(ask, v), by_count=True),
        Facet("period", "Period", lambda r: [r["decade"]] if r["decade"] else [], date_in_words),
        Facet("source", "Document", lambda r: r["documents"], by_count=True),
    ]
    left, choices = narrow(ask, rows, facets)
    at = ask.number("page", 1, 1, max(1, (len(left) - 1) // SHOWN + 1))
    values = {
        "words": words,
        "shown": [(r, marked(r["text"], words), marked(r["said"], words)) for r in left[(at - 1) * SHOWN : at * SHOWN]],
        "choices": [(f, c) for f, c in choices if c],
        "number": len(left),
        "full": len(found.facts) == FOUND or len(found.sentences) == FOUND,
        "most": FOUND,
        "pages": (at, max(1, (len(left) - 1) // SHOWN + 1)),
        "empty": _empty(words, bool(rows)) if not left else "",
    }
    return Page("search.html", f"Search: {words}" if words else "Search", left, values)


def named(ask: Ask, codes: str) -> str:
    """ "Bolivia, Chile" for ``BOL–CHL``."""
    return ", ".join(ask.record.name(code) for code in codes.split("–"))


def _empty(words: str, some: bool) -> str:
    if not match(words):
        return 'Give words to find; "words in quotes" must stand together, embass* finds all that begins so.'
    if some:
        return "Nothing of what was asked for."
    return f"No fact and no sentence of this record holds all of: {words}"


def marked(text: str, words: str) -> tuple[Piece, ...]:
    """``text`` with the words that were asked for marked."""
    asked = [phrase or word for phrase, word in _ASKED.findall(words)]
    parts = [re.escape(a.strip('*"')) + ("" if a.endswith("*") else r"\b") for a in asked if a.strip('*"')]
    if not parts:
        return (Piece(text),)
    found = re.finditer(r"\b(?:" + "|".join(parts) + ")", text, re.IGNORECASE)
    return pieces(text, 0, len(text), [(m.start(), m.end(), "hit") for m in found])
