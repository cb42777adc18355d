"""Words around an answer: what a pair is called, how many there are, and why there is nothing."""

from __future__ import annotations

from collections.abc import Iterable

from comity.keeping.days import bounds
from comity.keeping.dyad import Dyad
from comity.keeping.record import Record
from comity.showing.options import nothing
from comity.showing.tabulate import put_json


def pair_name(record: Record, pair: Dyad | None) -> str:
    """ "Bolivia and Chile"."""
    return f"{record.name(pair.a)} and {record.name(pair.b)}" if pair else "all states"


def count(number: int, noun: str) -> str:
    """ "3 facts", "1 fact"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def span(values: Iterable[str]) -> str:
    """First and last year of EDTF values, with a comma before: ", 1962–1975"."""
    years = sorted(day[:4] for when in values for day in bounds(when) if day)
    return "" if not years else f", {years[0]}" if years[0] == years[-1] else f", {years[0]}–{years[-1]}"


def no_answer(record: Record, pair: Dyad, noun: str, since: str, until: str, form: str | None) -> int:
    """Say that there is no such thing on a pair, and why; the exit code."""
    return empty(f"No {noun} for {pair_name(record, pair)}. " + why_nothing(record, pair, since, until, False), form)


def empty(message: str, form: str | None) -> int:
    """Say why there is nothing (and give an empty array, where JSON is wanted); the exit code."""
    if form == "json":
        put_json([])
    return nothing(message)


def why_nothing(record: Record, pair: Dyad, since: str, until: str, filtered: bool) -> str:
    """Why there is nothing on a pair: not named, named but not together, not in these years, or only filtered out."""
    for code in (pair.a, pair.b):
        if not record.connection.execute("SELECT 1 FROM actors WHERE code = ?", (code,)).fetchone():
            return f"No document of this record speaks of {record.name(code)}."
    held = pair.facts()
    if held and filtered:
        return f"{pair_name(record, pair)} have {count(len(held), 'fact')}, none of what was asked for."
    if held and (since or until):
        first, last = pair.coverage()
        if not first:
            return f"{pair_name(record, pair)} have {count(len(held), 'fact')}, none of them dated."
        asked = f"{since or '…'}–{until or '…'}"
        silent = "" if record.speaks_of(since, until) else f"; no document speaks of {asked}"
        return f"No fact about {pair_name(record, pair)} in {asked}: dated ones run from {first} to {last}{silent}."
    if held:
        return f"The record holds {count(len(held), 'fact')} about them (comity show)."
    both = record.naming_both(pair.a, pair.b)
    if not both:
        return f"No document names both {record.name(pair.a)} and {record.name(pair.b)}."
    naming = f"{count(both, 'document')} name{'s' if both == 1 else ''} both"
    return f"{naming} {record.name(pair.a)} and {record.name(pair.b)}, but no fact was read. See: comity unread FILE"
