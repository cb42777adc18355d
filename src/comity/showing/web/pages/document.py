"""A document as it came, with what was read in it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from comity import tables
from comity.keeping import store
from comity.keeping.record import Record
from comity.models import Claim, Copy, Document, Span
from comity.showing.web.ask import Ask, NoSuchPage, Page
from comity.showing.web.wording import date_in_words

LONGEST = 40_000  # code points on one page


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text on which nothing changes: ``marks`` are what it is, ``fact`` and ``tip`` belong to its claim.

    ``twins`` are where the copied passages that end with it stand in other documents.
    """

    text: str
    marks: str = ""
    fact: str = ""
    tip: str = ""
    id: str = ""
    twins: tuple[Span, ...] = ()


@dataclass(slots=True)
class Line:
    """One line of the document; ``copied`` where a part of it stands in another document too."""

    stretches: list[Stretch] = field(default_factory=list)
    copied: bool = False


def page(ask: Ask) -> Page:
    """The text with its marks, a part at a time where it is long; rows are the claims of the document."""
    name = ask.at["name"]
    document = _document(ask.record, name)
    if document is None:
        raise NoSuchPage(f"The record has no document {name!r}.")
    at = ask.number("at", -1, -1, document.characters)
    low, high = part(document.text, max(at, ask.number("from", 0, 0, document.characters)))
    claims: list[Claim] = list(_within(ask.record, "claims", document.document, low, high))
    rows = [tables.row(c) for c in _within(ask.record, "claims", document.document, 0, document.characters)]
    values: dict[str, Any] = {
        "document": document,
        "lines": list(lines(ask.record, document, claims, low, high, at)),
        "before": ask.link(**{"from": str(max(0, low - LONGEST)), "at": None}) if low else "",
        "after": ask.link(**{"from": str(high), "at": None}) if high < document.characters else "",
        "span": (low, high),
        "claims": len(rows),
        "unread": ask.record.connection.execute(
            "SELECT count(*) FROM unread WHERE document = ?", (document.document,)
        ).fetchone()[0],
        "kinds": sorted({c.plover or "OTHER" for c in claims}),
        "told": told(document),
    }
    return Page("document.html", document.title or document.document, rows, values)


def _document(record: Record, name: str) -> Document | None:
    try:
        return record.document(name)
    except KeyError:
        return None


def told(document: Document) -> list[tuple[str, str, str]]:
    """(label, value, why) of what is known about the document itself."""
    date = date_in_words(document.published) or "the text does not say"
    found = [
        ("published", date, document.published_why),
        ("title", document.title, document.title_why),
        ("publisher", document.publisher, document.publisher_why),
        ("author", document.author, document.author_why),
        ("kind", document.kind, document.kind_why),
        ("language", document.language, document.language_why),
        ("address", document.url, ""),
    ]
    return [t for t in found if t[1]]


def part(text: str, start: int) -> tuple[int, int]:
    """The part of a long text that holds ``start``: whole lines, where they are not too long."""
    if len(text) <= LONGEST:
        return 0, len(text)
    low = start // LONGEST * LONGEST
    high = min(len(text), low + LONGEST)
    return low, high


def _within(record: Record, table: str, document: str, low: int, high: int) -> Iterator[Any]:
    where = 'WHERE t.document = ? AND t.start < ? AND t."end" > ? ORDER BY t.start, t."end", t.seq'
    return store.values(record.connection, table, where, (document, high, low))


def lines(record: Record, document: Document, claims: Iterable[Claim], low: int, high: int, at: int) -> Iterator[Line]:
    """The lines of ``text[low:high]``, each cut where a mark begins or ends."""
    name, text = document.document, document.text
    spans: list[tuple[int, int, str, Claim | None]] = []
    spans += [(f.at.start, f.at.end, "furniture", None) for f in _within(record, "furniture", name, low, high)]
    spans += [(u.at.start, u.at.end, "unread", None) for u in _within(record, "unread", name, low, high)]
    copies = [(h, t, c) for h, t, c in here_and_there(record.copies_of(name), name) if h.start < high and h.end > low]
    spans += [(h.start, h.end, "copied", None) for h, _, _ in copies]
    spans += [(c.at.start, c.at.end, f"claim p-{(c.plover or 'OTHER').lower()}", c) for c in claims]
    cuts = sorted({low, high, at, *(p for s, e, _, _ in spans for p in (s, e))})
    cuts = [c for c in cuts if low <= c <= high]
    starts = sorted(spans, key=lambda s: s[0])
    active: list[tuple[int, int, str, Claim | None]] = []
    line, nth = Line(), 0
    for start, end in itertools.pairwise(cuts):
        active = [s for s in active if s[1] > start]
        while nth < len(starts) and starts[nth][0] <= start:
            if starts[nth][1] > start:
                active.append(starts[nth])
            nth += 1
        claim = min((s for s in active if s[3]), key=lambda s: s[1] - s[0], default=None)
        marks = sorted({s[2] for s in active if not s[3]}) + ([claim[2]] if claim else [])
        held = claim[3] if claim else None
        fact = (held.fact or held.id) if held else ""
        pieces = text[start:end].split("\n")
        for n, piece in enumerate(pieces):
            if n:
                yield line
                line = Line()
            line.copied = line.copied or ("copied" in marks and bool(piece.strip()))
            first = "at" if start == at and n == 0 else ""
            twins = tuple(t for h, t, _ in copies if h.end == end) if n == len(pieces) - 1 else ()
            if piece or first or twins:
                line.stretches.append(Stretch(piece, " ".join(marks), fact, _tip(held), first, twins))
    yield line


def _tip(claim: Claim | None) -> str:
    """What a claim says, when it is pointed at."""
    return ", ".join(filter(None, (claim.act.replace("_", " "), date_in_words(claim.when)))) if claim else ""


def here_and_there(copies: Iterable[Copy], name: str) -> Iterator[tuple[Span, Span, Copy]]:
    """(the span in this document, its twin, the copy), both ways where a document copies itself."""
    for copy in copies:
        if copy.a.document == name:
            yield copy.a, copy.b, copy
        if copy.b.document == name:
            yield copy.b, copy.a, copy
