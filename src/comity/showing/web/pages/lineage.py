"""Lineage: documents as columns, copied passages as ribbons between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comity import tables
from comity.models import Copy
from comity.showing.plain import one_line
from comity.showing.web import links
from comity.showing.web.ask import Ask, Page
from comity.showing.web.facets import Facet, narrow

COLUMNS = 24  # documents drawn at most
RIBBONS = 1500  # passages drawn at most
HEIGHT, WIDE, TOP = 420, 14, 28
ACROSS = 800  # width of the drawing where it has few columns


@dataclass(frozen=True, slots=True)
class Column:
    """A document in the drawing."""

    document: str
    title: str
    x: float
    height: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A copied passage in the drawing: its outline, what it says when pointed at, where it leads."""

    path: str
    kind: str
    said: str
    link: str


def page(ask: Ask) -> Page:
    """The drawing, then the passages with the words that differ; rows are the copies."""
    copies = ask.record.copies()
    rows = [tables.row(c) | {"value": c} for c in copies]
    facets = [
        Facet("kind", "Kind", lambda r: [r["kind"]]),
        Facet("source", "Document", lambda r: sorted({r["a"]["document"], r["b"]["document"]}), by_count=True),
    ]
    left, choices = narrow(ask, rows, facets)
    shown = [r["value"] for r in left]
    columns, ribbons = drawing(ask, shown)
    values: dict[str, Any] = {
        "copies": [(c, _words(ask, c)) for c in shown[:100]],
        "number": len(left),
        "all": len(rows),
        "families": len({c.family for c in shown}),
        "choices": choices,
        "columns": columns,
        "ribbons": ribbons,
        "width": max((c.x for c in columns), default=0) + step(len(columns)),
        "room": step(len(columns)) // 7,
        "height": HEIGHT + TOP,
        "wide": WIDE,
        "top": TOP,
        "empty": "" if left else "No passage stands in two documents: every document speaks for itself.",
    }
    return Page("lineage.html", "Lineage", [{k: v for k, v in r.items() if k != "value"} for r in left], values)


def drawing(ask: Ask, copies: list[Copy]) -> tuple[list[Column], list[Ribbon]]:
    """Columns as tall as their documents are long, by date, and the ribbons between them."""
    named = sorted({s.document for c in copies for s in (c.a, c.b)})
    documents = {d: ask.record.document(d) for d in named}
    named.sort(key=lambda d: (documents[d].published or "9999", d))
    named = named[:COLUMNS]
    longest = max((documents[d].characters for d in named), default=1) or 1
    apart = step(len(named))
    columns = {
        d: Column(d, documents[d].title or d, 1 + n * apart, max(12.0, HEIGHT * documents[d].characters / longest))
        for n, d in enumerate(named)
    }
    ribbons = []
    for copy in copies[:RIBBONS]:
        if copy.a.document not in columns or copy.b.document not in columns:
            continue
        one, two = copy.a, copy.b
        if columns[one.document].x > columns[two.document].x:
            one, two = two, one
        a, b = columns[one.document], columns[two.document]
        y = [
            round(TOP + c.height * p / max(1, documents[c.document].characters), 1)
            for c, p in ((a, one.start), (a, one.end), (b, two.start), (b, two.end))
        ]
        y[1], y[3] = max(y[1], y[0] + 2.5), max(y[3], y[2] + 2.5)
        left, right = a.x + WIDE, b.x
        middle = (left + right) / 2
        path = (
            f"M{left} {y[0]}C{middle} {y[0]} {middle} {y[2]} {right} {y[2]}V{y[3]}"
            f"C{middle} {y[3]} {middle} {y[1]} {left} {y[1]}Z"
        )
        ribbons.append(Ribbon(path, copy.kind, _said(ask, copy), links.document(one.document, one.start)))
    return list(columns.values()), ribbons


def step(columns: int) -> int:
    """How far apart the columns stand."""
    return max(130, min(330, ACROSS // max(1, columns)))


def _said(ask: Ask, copy: Copy) -> str:
    words = _words(ask, copy)
    told = [f"{copy.a.document} and {copy.b.document}: {words[:120]}{'…' if len(words) > 120 else ''}"]
    told += [f"“{one_line(e.a) or '–'}” / “{one_line(e.b) or '–'}”" for e in copy.edits]
    return "\n".join(told)


def _words(ask: Ask, copy: Copy) -> str:
    return one_line(ask.record.document(copy.a.document).text[copy.a.start : copy.a.end])
