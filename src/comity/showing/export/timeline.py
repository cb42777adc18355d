"""TimelineJS: one JSON file a pair of states, with the dated facts as slides and broken or open relations as eras.

TimelineJS places a slide by year, month and day. A time that is not one of these (a decade, a season, "1992 or 1994",
"since 1993") is placed from its first to its last possible moment and shown in words (``display_date``). Facts without
a date cannot be placed: the title slide tells how many there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from comity.keeping.days import bounds
from comity.keeping.dyad import Dyad
from comity.keeping.record import Record
from comity.models import Dispute, Fact, Period
from comity.showing.answers import count
from comity.showing.export.package import file, write_json, write_package
from comity.showing.plain import clean
from comity.showing.web.wording import date_in_words

QUOTES = 4  # at most so many sentences on a slide
_EXACT = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")


def write(record: Record, folder: Path) -> None:
    """Write ``A-B.json`` for every pair with a dated fact."""
    files = []
    for pair in record.pairs():
        dyad = Dyad(record, pair.a, pair.b)
        timeline = _timeline(dyad)
        if timeline["events"]:
            path = f"{pair.a}-{pair.b}.json"
            write_json(folder / path, timeline)
            files.append(file(path, f"Timeline of {record.name(pair.a)} and {record.name(pair.b)}"))
    write_package(folder, "timeline", "Timelines for TimelineJS, one a pair of states.", files)


def _timeline(dyad: Dyad) -> dict[str, Any]:
    record = dyad.record
    facts = dyad.facts()
    disputes: dict[str, list[Dispute]] = {}
    for d in dyad.disputes():
        if d.kind not in ("series", "part"):
            disputes.setdefault(d.fact, []).append(d)
    slides = [s for f in facts if (s := _slide(record, f, disputes.get(f.id, ()))) is not None]
    undated = len(facts) - len(slides)
    said = count(len(slides), "dated fact")
    said += f"; {undated} more without a date cannot be shown here" if undated else ""
    headline = f"{_html(record.name(dyad.a))} and {_html(record.name(dyad.b))}"
    return {
        "title": {"text": {"headline": headline, "text": f"<p>{said}.</p>"}},
        "events": slides,
        "eras": [era for p in dyad.periods() if p.track == "relations" and (era := _era(p)) is not None],
    }


def _slide(record: Record, fact: Fact, disputes: Iterable[Dispute]) -> dict[str, Any] | None:
    placed = placing(fact.when)
    if placed is None:
        return None
    notes = [] if fact.modality == "done" else [fact.modality]
    notes += [fact.rank] if fact.rank == "set aside" else []
    notes.append(count(fact.sources, "independent source"))
    notes += [f"disputed: {d.why}" for d in disputes]
    claims = record.by_ids("claims", fact.claims)
    quotes = [f"<blockquote>{_html(c.at.quote)}<br><cite>{_html(c.at.document)}</cite></blockquote>" for c in claims]
    more = f"<p>and {len(quotes) - QUOTES} more</p>" if len(quotes) > QUOTES else ""
    text = f"<p>{_html('; '.join(notes))}</p>" + "".join(quotes[:QUOTES]) + more
    return {
        "unique_id": fact.id,
        **placed,
        "text": {"headline": _html(record.title(fact)), "text": text},
        "group": "alleged, denied, advised" if fact.modality not in ("done", "ongoing", "planned") else fact.plover,
    }


def placing(edtf: str) -> dict[str, Any] | None:
    """``start_date``, ``end_date`` (where it is another) and ``display_date`` of a time; None where nothing places it.

    >>> placing("1962-04")
    {'start_date': {'year': 1962, 'month': 4}, 'display_date': 'April 1962'}
    >>> placing("197X")
    {'start_date': {'year': 1970}, 'end_date': {'year': 1979}, 'display_date': '1970s'}
    >>> placing("[1992,1994]")
    {'start_date': {'year': 1992}, 'end_date': {'year': 1994}, 'display_date': '1992 or 1994'}
    >>> placing("../1975")
    {'start_date': {'year': 1975}, 'display_date': 'until 1975'}
    """
    earliest, latest = bounds(edtf)
    if not earliest and not latest:
        return None
    first, slash, last = edtf.strip().partition("/")
    start = _date(first, earliest, False) if earliest else None
    end = _date(last if slash else first, latest, True) if latest else None
    start, end = (start, end) if start else (end, None)
    out: dict[str, Any] = {"start_date": start}
    if end is not None and end != start:
        out["end_date"] = end
    return out | {"display_date": date_in_words(edtf)}


def _date(part: str, day: str, last: bool) -> dict[str, int]:
    """A year, with month and day as far as ``part`` says them, else as far as the bound ``day`` needs them."""
    exact = _EXACT.fullmatch(part.strip(" ~?%"))
    if exact:
        numbers = [int(n) for n in exact.groups() if n]
    else:
        year, month, _ = (int(n) for n in day.split("-"))
        whole = month == (12 if last else 1)
        numbers = [year] if whole else [year, month]
    return dict(zip(("year", "month", "day"), numbers, strict=False))


def _era(period: Period) -> dict[str, Any] | None:
    start, end = placing(period.start), placing(period.end)
    if start is None or end is None:
        return None
    last = end.get("end_date", end["start_date"])
    doubt = " (disputed)" if period.disputed else ""
    return {
        "start_date": start["start_date"],
        "end_date": last,
        "text": {"headline": _html(f"relations {period.state}{doubt}")},
    }


def _html(text: str) -> str:
    """Text of a document where TimelineJS expects HTML."""
    return escape(clean(" ".join(text.split())))
