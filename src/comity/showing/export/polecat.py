"""POLECAT: ``events.tsv`` with the forty columns of its releases, one line a dated fact said to have happened.

As there, several values are parted by "; " and what is not known is ``None``. comity gives no coordinates and no
Wikipedia identifiers. Both sides of a reciprocal act (relations established, talks) stand as actors in the record;
POLECAT wants an actor and a recipient, so such a fact is one line for each side as the actor. Facts that are no events
stand in ``apart.csv`` with the reason.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import comity
from comity.keeping.record import Record
from comity.keeping.store import state_of
from comity.models import Document
from comity.showing.export.happenings import APART, APART_FIELDS, QUADS, Happening, happenings, write_apart
from comity.showing.export.numbers import number
from comity.showing.export.package import table, write_package
from comity.showing.plain import one_line
from comity.showing.tabulate import cell

_PARTY = ("{0} Name", "{0} Country", "{0} COW", "Primary {0} Sector", "{0} Sectors", "{0} Title", "{0} Name Raw")
COLUMNS = {
    "Event ID": "The fact's identifier; of a reciprocal act, with .1, .2 for each side as the actor",
    "Event Date": "First day that the time may mean, YYYY-MM-DD",
    "Event Type": "PLOVER event type",
    "Event Mode": "PLOVER mode",
    "Intensity": "Intensity of the act in the codebook, -10 to 10",
    "Quad Code": "Verbal or material, cooperation or conflict",
    "Contexts": "PLOVER contexts",
    "Actor Name": "Who acts",
    "Actor Country": "Their states, ISO 3166-1 alpha-3",
    "Actor COW": "Their states' Correlates of War numbers",
    "Primary Actor Sector": "The first actor's sector (GOV, MIL, ...)",
    "Actor Sectors": "All sectors of the actors",
    "Actor Title": "Not given",
    "Actor Name Raw": "The codes of the actors",
    "Wikipedia Actor ID": "Not given",
    "Recipient Name": "Who is acted upon",
    "Recipient Country": "Their states, ISO 3166-1 alpha-3",
    "Recipient COW": "Their states' Correlates of War numbers",
    "Primary Recipient Sector": "The first recipient's sector",
    "Recipient Sectors": "All sectors of the recipients",
    "Recipient Title": "Not given",
    "Recipient Name Raw": "The codes of the recipients",
    "Wikipedia Recipient ID": "Not given",
    "Placename": "Where it happened, as the text names it",
    "City": "Not given",
    "District": "Not given",
    "Province": "Not given",
    "Country": "Not given",
    "Latitude": "Not given",
    "Longitude": "Not given",
    "GeoNames ID": "Not given",
    "Raw Placename": "Where it happened, as the text names it",
    "Feature Type": "Not given",
    "Source": "Publishers of the documents, else their names",
    "Publication Date": "When the first of the documents was published, as far as it is a day",
    "Story People": "Not given",
    "Story Organizations": "Not given",
    "Story Locations": "Not given",
    "Language": "Languages of the documents",
    "Version": "The program that coded it",
}


def write(record: Record, folder: Path) -> None:
    """Write ``events.tsv`` and ``apart.csv``."""
    found, apart = happenings(record)
    documents = {d.document: d for d in record.documents()}
    with (folder / "events.tsv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        for h in found:
            writer.writerows(_lines(record, h, documents))
    write_apart(record, apart, folder)
    resources = [
        table("events.tsv", "Events in POLECAT's columns", COLUMNS, {"Intensity": "number", "Event Date": "date"}),
        table(APART, "Facts that are no events, with the reason", APART_FIELDS, {}, "fact"),
    ]
    write_package(folder, "polecat", "Events in the columns of POLECAT.", resources)


def _lines(record: Record, h: Happening, all: Mapping[str, Document]) -> Iterator[list[str | int | float]]:
    fact = h.fact
    common = _common(h, [all[name] for name in sorted({c.at.document for c in h.claims})])
    if fact.recipients or len(fact.actors) < 2:
        sides: list[tuple[str, Sequence[str], Sequence[str]]] = [(fact.id, fact.actors, fact.recipients)]
    else:
        sides = [
            (f"{fact.id}.{n}", (actor,), [a for a in fact.actors if a != actor])
            for n, actor in enumerate(fact.actors, 1)
        ]
    for id, actors, recipients in sides:
        held = common | {"Event ID": id} | _party(record, "Actor", actors)
        held |= _party(record, "Recipient", recipients)
        yield [_cell(held.get(name, "")) for name in COLUMNS]


def _common(h: Happening, documents: Sequence[Document]) -> dict[str, str | float]:
    published = sorted(d.published for d in documents if len(d.published) == 10)
    places = _several(dict.fromkeys(c.place for c in h.claims))
    return {
        "Event Date": h.first,
        "Event Type": h.fact.plover,
        "Event Mode": h.claim.mode,
        "Intensity": h.claim.intensity,
        "Quad Code": QUADS.get(h.claim.quad, ""),
        "Contexts": _several(sorted({context for c in h.claims for context in c.contexts})),
        "Placename": places,
        "Raw Placename": places,
        "Source": _several(dict.fromkeys(d.publisher or d.document for d in documents)),
        "Publication Date": published[0] if published else "",
        "Language": _several(dict.fromkeys(d.language for d in documents)),
        "Version": f"comity {comity.__version__}",
    }


def _party(record: Record, role: str, codes: Sequence[str]) -> dict[str, str]:
    sectors = [code.partition("/")[2] for code in codes]
    states = list(dict.fromkeys(state_of(c) for c in codes))
    cow = {state: number(state, "cow") for state in states}
    gw = {state: number(state, "gw") for state in states}
    values = (
        _several(dict.fromkeys(record.name(c) for c in codes)),
        _several(s for s in states if cow[s] or gw[s]),
        _several(cow.values()),
        next((s for s in sectors if s), ""),
        _several(dict.fromkeys(sectors)),
        "",
        _several(codes),
    )
    return dict(zip((name.format(role) for name in _PARTY), values, strict=True))


def _several(values: Iterable[str]) -> str:
    return "; ".join(v for v in values if v)


def _cell(value: str | float) -> str | int | float:
    """A cell without tab or line end, safe in a spreadsheet; ``None`` where nothing is known."""
    return cell(one_line(value) or "None") if isinstance(value, str) else cell(value)
