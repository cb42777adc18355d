"""People: who held which office between two states, who met whom, what was said, what people thought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity.keeping.days import bounds
from comity.keeping.dyad import Dyad
from comity.keeping.store import state_of
from comity.models import Office, Poll
from comity.showing.answers import pair_name, why_nothing
from comity.showing.web import charts
from comity.showing.web.ask import Ask, Page
from comity.showing.web.pages.pair import dyad, fact_rows


def page(ask: Ask) -> Page:
    """Tenures, meetings, statements, polls; rows are all of them, each with its table."""
    pair = dyad(ask)
    sides = {pair.a, pair.b}
    envoys = pair.offices()
    others = [o for o in ask.record.values("offices") if state_of(o.state) in sides and o not in envoys]
    meetings = [f for f in pair.facts() if f.plover == "CONSULT"]
    statements = pair.statements()
    polls = [p for p in ask.record.values("polls") if _about(p, sides)]
    rows = [
        {"table": table, "person": person, "what": what, "when": when, "document": v.at.document, "quote": v.at.quote}
        for table, person, what, when, v in (
            *(("offices", o.person, f"{o.role} of {o.state}", tenure(o), o) for o in [*envoys, *others]),
            *(("statements", s.speaker_name or s.speaker, s.act, s.when, s) for s in statements),
            *(("polls", p.population, f"{p.measure} {p.about}: {p.value:g} %", p.when, p) for p in polls),
        )
    ]
    met = fact_rows(ask.record, pair, meetings)
    rows += [
        {"table": "meetings", "person": r["title"], "what": r["act"], "when": r["when"]}
        | {"document": ";".join(r["documents"]), "quote": r["said"]}
        for r in met
    ]
    values = {
        "pair": pair,
        "envoys": held(envoys),
        "others": held(others),
        "meetings": met,
        "statements": statements,
        "polls": polls,
        "chart": tenures(pair, [*envoys, *others]),
        "empty": ""
        if rows
        else "Nobody is named in an office, at a meeting or as a speaker. "
        + why_nothing(ask.record, pair, "", "", False),
    }
    return Page("people.html", f"{pair_name(ask.record, pair)}: people", rows, values)


@dataclass(frozen=True, slots=True)
class Held:
    """An office as one or more documents give it, in the same words and dates."""

    office: Office
    by: tuple[Office, ...]


def held(offices: Sequence[Office]) -> list[Held]:
    """Offices with the documents that give them; what differs only in the place stands once."""
    found: dict[tuple[str, ...], list[Office]] = {}
    for o in offices:
        key = (o.person, o.role.casefold(), o.state, o.accredited_to, o.from_, o.to)
        found.setdefault(key, []).append(o)
    return [
        Held(
            same[0], tuple({o.at.document: o for o in reversed(same)}[d] for d in sorted({o.at.document for o in same}))
        )
        for same in found.values()
    ]


def tenure(office: Office) -> str:
    """The time in office as one EDTF value, "" where the document gives none."""
    return f"{office.from_ or '..'}/{office.to or '..'}" if office.from_ or office.to else ""


def _about(poll: Poll, sides: set[str]) -> bool:
    return bool({state_of(poll.about), state_of(poll.population)} & sides)


def tenures(pair: Dyad, offices: list[Office]) -> dict[str, Any] | None:
    """The dated tenures as bars; None where the documents date none."""
    dated = [o for o in offices if any(bounds(o.from_)) or any(bounds(o.to))]
    if not dated:
        return None
    places = [p for o in dated for when in (o.from_, o.to) for d in bounds(when) if (p := charts.place(d)) is not None]
    domain = [min(places), max(places) + 1]
    bars = []
    for office in dated:
        held = charts.stretch(office.from_, office.to, domain[0], domain[1])
        said = f"{office.role} of {pair.record.name(office.state)}"
        bars.append(
            held
            | {"key": office.person, "state": said, "tone": "good" if state_of(office.state) == pair.a else "part"}
            | {"disputed": False, "fact": "", "said": f"{said}, {charts.ends(office.from_, office.to)}"}
        )
    keys = list(dict.fromkeys(o.person for o in dated))
    return {"bars": bars, "domain": domain, "tracks": [{"key": k, "track": k, "by": ""} for k in keys]}
