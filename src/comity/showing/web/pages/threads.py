"""Threads: issues that run through a relation, with every passage that bears on them."""

from __future__ import annotations

from comity import tables
from comity.showing.answers import pair_name, why_nothing
from comity.showing.web.ask import Ask, Page
from comity.showing.web.pages.pair import dyad


def page(ask: Ask) -> Page:
    """Each thread with its passages in the order of the documents; rows are the threads."""
    pair = dyad(ask)
    found = pair.threads()
    empty = (
        ""
        if found
        else "No issue was found that runs through this relation. " + why_nothing(ask.record, pair, "", "", False)
    )
    values = {"pair": pair, "threads": found, "empty": empty}
    return Page("threads.html", f"{pair_name(ask.record, pair)}: threads", [tables.row(t) for t in found], values)
