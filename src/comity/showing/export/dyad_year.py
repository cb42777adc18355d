"""Dyad-years for R and Stata: one line a pair of states and year, with Correlates of War and Gleditsch–Ward numbers.

A year in which no document gives a date has empty counts, not zeros: nothing was read about it. Facts that belong to
no single year stand in ``apart.csv`` with the reason. ``codebook.txt`` tells what each column means.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import comity
from comity.keeping.days import bounds
from comity.keeping.dyad import Dyad
from comity.keeping.record import Record
from comity.models import IndexPoint, Period
from comity.showing.export.happenings import APART, APART_FIELDS, Apart, Happening, happenings, write_apart
from comity.showing.export.numbers import number
from comity.showing.export.package import file, table, write_package
from comity.showing.tabulate import cell

TRACKS = ("recognition", "relations", "mission", "embargo", "aid")
LINES = ("political", "military", "economic", "people")
_COUNTS = {1: "verbal_coop", 2: "material_coop", 3: "verbal_conflict", 4: "material_conflict"}
COLUMNS = {
    "dyad": "The pair: two codes in alphabetical order",
    "year": "Year",
    "state_a": "First state, ISO 3166-1 alpha-3 (COW abbreviation where a state is gone)",
    "state_b": "Second state",
    "name_a": "Name of the first state",
    "name_b": "Name of the second state",
    "cow_a": "Correlates of War number of the first state",
    "cow_b": "Correlates of War number of the second state",
    "cow_dyad": "The smaller COW number times 1000 plus the larger",
    "in_system_a": "1 where the first state was in the COW system in the year, else 0",
    "in_system_b": "1 where the second state was in the COW system in the year, else 0",
    "gw_a": "Gleditsch-Ward number of the first state",
    "gw_b": "Gleditsch-Ward number of the second state",
    "documents": "How many documents give a date in the year; where 0, all counts are empty",
    "events": "Facts dated within the year that are said to have happened",
    "verbal_coop": "Events of quad class 1, verbal cooperation",
    "material_coop": "Events of quad class 2, material cooperation",
    "verbal_conflict": "Events of quad class 3, verbal conflict",
    "material_conflict": "Events of quad class 4, material conflict",
    "events_by_a": "Events in which the first state is an actor",
    "events_by_b": "Events in which the second state is an actor",
    "intensity": "Mean intensity of the events, -10 to 10",
    "disputed": "Events over which the sources quarrel",
    **{f"{t}_end": f"State of the track '{t}' on 31 December, as the record has it" for t in TRACKS},
    **{
        f"{line}{part}": f"Index, {line} line" + (f", {end} bound" if part else "")
        for line in LINES
        for part, end in (("", ""), ("_low", "lower"), ("_high", "upper"))
    },
}
_NUMBERS = {n: "integer" for n in COLUMNS if n in ("year", "documents", "events", "disputed", "cow_dyad")}
_NUMBERS |= dict.fromkeys(("in_system_a", "in_system_b", "events_by_a", "events_by_b", *_COUNTS.values()), "integer")
_NUMBERS |= dict.fromkeys(("cow_a", "cow_b", "gw_a", "gw_b"), "integer")
_NUMBERS |= {"intensity": "number"} | {f"{x}{p}": "number" for x in LINES for p in ("", "_low", "_high")}


def write(record: Record, folder: Path) -> None:
    """Write ``dyad_year.csv``, ``apart.csv`` and ``codebook.txt``."""
    found, apart = happenings(record, typed=False)
    by_year: dict[str, int] = {}
    for h in found:
        if h.first[:4] == h.last[:4]:
            by_year[h.fact.id] = int(h.first[:4])
        else:
            apart.append(Apart(h.fact, "its time is not within one year"))
    held = {h.fact.id: h for h in found if h.fact.id in by_year}
    with (folder / "dyad_year.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        documents: dict[int, int] = {}
        for pair in record.pairs():
            dyad = Dyad(record, pair.a, pair.b)
            outside = [code for code in (pair.a, pair.b) if not (number(code, "cow") or number(code, "gw"))]
            if outside:
                why = f"{' and '.join(outside)} stands in neither list of states"
                apart += [Apart(f, why) for f in dyad.facts() if f.id in by_year and len(f.pair) == 2]
                continue
            for line in _years(dyad, held, by_year, documents):
                writer.writerow([cell(line.get(name)) for name in COLUMNS])
    write_apart(record, apart, folder)
    (folder / "codebook.txt").write_text(_codebook(), encoding="utf-8", newline="\n")
    resources = [
        table("dyad_year.csv", "Pairs of states by year", COLUMNS, _NUMBERS),
        table(APART, "Facts that are in no year's count, with the reason", APART_FIELDS, {}),
        file("codebook.txt", "What each column means"),
    ]
    write_package(folder, "dyad-year", "Pairs of states by year, for R and Stata.", resources)


def _years(
    dyad: Dyad, held: Mapping[str, Happening], by_year: Mapping[str, int], documents: dict[int, int]
) -> Iterator[dict[str, object]]:
    """The lines of one pair, from the first year with a fact or a state to the last with a fact."""
    record = dyad.record
    events: dict[int, list[Happening]] = {}
    for fact in dyad.facts():
        if fact.id in by_year:
            events.setdefault(by_year[fact.id], []).append(held[fact.id])
    if not events:
        return
    disputed = {d.fact for d in dyad.disputes() if d.kind not in ("series", "part")}
    points: dict[int, list[IndexPoint]] = {}
    for p in dyad.index():
        points.setdefault(p.year, []).append(p)
    periods = dyad.periods()
    fixed = _states(dyad)
    for year in range(min(events), max(events) + 1):
        if year not in documents:
            documents[year] = record.speaks_of(f"{year:04}", f"{year:04}")
        line = fixed | {"year": year, "documents": documents[year]}
        line |= {f"in_system_{s}": int(bool(number(c, "cow", year))) for s, c in (("a", dyad.a), ("b", dyad.b))}
        if documents[year]:
            line |= _counts(dyad, events.get(year, []), disputed)
        line |= {f"{t}_end": _state_at([p for p in periods if p.track == t], year) for t in TRACKS}
        for p in points.get(year, []):
            line |= {p.line: p.value, f"{p.line}_low": p.low, f"{p.line}_high": p.high}
        yield line


def _states(dyad: Dyad) -> dict[str, object]:
    a, b = dyad.a, dyad.b
    cow = sorted(int(n) for n in (number(a, "cow"), number(b, "cow")) if n)
    return {
        "dyad": f"{a}-{b}",
        "state_a": a,
        "state_b": b,
        "name_a": dyad.record.name(a),
        "name_b": dyad.record.name(b),
        "cow_a": number(a, "cow"),
        "cow_b": number(b, "cow"),
        "cow_dyad": cow[0] * 1000 + cow[1] if len(cow) == 2 else "",
        "gw_a": number(a, "gw"),
        "gw_b": number(b, "gw"),
    }


def _counts(dyad: Dyad, events: Sequence[Happening], disputed: set[str]) -> dict[str, object]:
    counts: dict[str, object] = {"events": len(events), "disputed": sum(h.fact.id in disputed for h in events)}
    counts |= {name: sum(h.claim.quad == quad for h in events) for quad, name in _COUNTS.items()}
    for side, code in (("a", dyad.a), ("b", dyad.b)):
        counts[f"events_by_{side}"] = sum(any(x.partition("/")[0] == code for x in h.fact.actors) for h in events)
    if events:
        counts["intensity"] = round(sum(h.claim.intensity for h in events) / len(events), 3)
    return counts


def _state_at(track: Sequence[Period], year: int) -> str:
    """The state on 31 December: of the latest period that surely began by then and did not surely end before."""
    day = f"{year:04}-12-31"
    on = []
    for n, p in enumerate(track):
        begun, ended = bounds(p.start)[1], bounds(p.end)[1]
        if begun and begun <= day and not (ended and ended <= day):
            on.append((begun, n, p.state))
    return max(on)[2] if on else ""


def _codebook() -> str:
    width = max(map(len, COLUMNS))
    lines = [
        f"Dyad-years, written by comity {comity.__version__}",
        "",
        "One line a pair of states and year, from the first year with a dated fact to the last.",
        "A year in which no document gives a date (documents = 0) has empty counts: nothing was read",
        "about it, so a zero would be untrue. Years with documents but no fact have zeros.",
        "Facts that are undated, span several years, are denied, alleged, hypothetical or proposed,",
        "or were set aside are counted in no year; apart.csv lists each with the reason.",
        "",
        *(f"{name:<{width}}  {meaning}" for name, meaning in COLUMNS.items()),
        "",
        'R:     read.csv("dyad_year.csv", na.strings = "")',
        'Stata: import delimited "dyad_year.csv", varnames(1) bindquote(strict)',
        "",
    ]
    return "\n".join(lines)
