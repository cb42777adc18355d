"""Where the sources quarrel: rival values in columns, with the words that give them."""

from __future__ import annotations

from collections.abc import Sequence

from comity import tables
from comity.keeping.dyad import Dyad
from comity.models import Dispute
from comity.showing.answers import pair_name, why_nothing
from comity.showing.web.ask import Ask, Page
from comity.showing.web.facets import Facet, narrow
from comity.showing.web.pages.pair import dyad
from comity.showing.web.wording import opened

SHOWN = 50
KINDS = {
    "conflict": "Independent passages that cannot both hold",
    "variant": "One witness, two wordings: an edit in a copied passage changes a fact",
    "denial": "A claim, and somebody's denial of it",
    "open": "These may or may not be the same matter",
    "series": "No quarrel: the same stock or state at two dates",
    "part": "No quarrel: one amount is inside another",
}
ORDER = {kind: n for n, kind in enumerate(KINDS)}


def page(ask: Ask) -> Page:
    """All disputes, or those of one pair, by kind; rows are the disputes."""
    pair = dyad(ask) if "pair" in ask.at else None
    found: Sequence[Dispute] = pair.disputes() if pair else ask.record.disputes()
    found = sorted(found, key=lambda d: ORDER.get(d.kind, len(ORDER)))
    rows = [tables.row(d) | {"value": d} for d in found]
    left, choices = narrow(
        ask, rows, [Facet("kind", "Kind", lambda r: [r["kind"]]), Facet("field", "Over", _field, opened)]
    )
    at = ask.number("page", 1, 1, max(1, (len(left) - 1) // SHOWN + 1))
    shown = left[(at - 1) * SHOWN : at * SHOWN]
    titles = {
        f.id: (ask.record.title(f), f.when)
        for f in ask.record.by_ids("facts", sorted({r["fact"] for r in shown if r["fact"]}))
    }
    values = {
        "pair": pair,
        "kinds": KINDS,
        "shown": shown,
        "titles": titles,
        "choices": choices,
        "number": len(left),
        "all": len(rows),
        "pages": (at, max(1, (len(left) - 1) // SHOWN + 1)),
        "empty": _empty(ask, pair, bool(rows)) if not left else "",
    }
    title = (f"{pair_name(ask.record, pair)}: " if pair else "") + "where the sources quarrel"
    return Page("disputes.html", title, [{k: v for k, v in r.items() if k != "value"} for r in left], values)


def _field(row: object) -> list[str]:
    return [row["field"]]  # type: ignore[index]


def _empty(ask: Ask, pair: Dyad | None, some: bool) -> str:
    if some:
        return "No dispute of what was asked for."
    if pair is not None and not pair.facts():
        return why_nothing(ask.record, pair, "", "", False)
    return "No two sources disagree here."
