"""PLOVER JSON: ``events.json``, one record a dated fact that is said to have happened.

Fields are those of the PLOVER manual (0.7b1, table "PLOVER JSON"); beside them stand ``edtf``, ``modality``, ``act``,
``sources`` and ``documents``, which PLOVER has no names for. ``date`` and ``enddate`` are the first and last day that
the time may mean; ``edtf`` is the time itself. Facts that are no events stand in ``apart.csv`` with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import comity
from comity.keeping.record import Record
from comity.models import Document
from comity.showing.export.happenings import APART, APART_FIELDS, Happening, happenings, write_apart
from comity.showing.export.package import file, table, write_json, write_package


def write(record: Record, folder: Path) -> None:
    """Write ``events.json`` and ``apart.csv``."""
    found, apart = happenings(record)
    documents = {d.document: d for d in record.documents()}
    write_json(folder / "events.json", [_record(record, h, documents) for h in found])
    write_apart(record, apart, folder)
    resources = [
        file("events.json", "Events as PLOVER JSON records"),
        table(APART, "Facts that are no events, with the reason", APART_FIELDS, {}, "fact"),
    ]
    write_package(folder, "plover", "Events coded by PLOVER, each with its sentences and their places.", resources)


def _record(record: Record, h: Happening, documents: Mapping[str, Document]) -> dict[str, Any]:
    fact, claim = h.fact, h.claim
    out: dict[str, Any] = {
        "id": fact.id,
        "date": h.first,
        "enddate": h.last,
        "edtf": fact.when,
        "source": [_actor(record, code) for code in fact.actors],
        "recipient": [_actor(record, code) for code in fact.recipients],
        "event": [fact.plover],
        "mode": [claim.mode] if claim.mode else [],
        "context": sorted({context for c in h.claims for context in c.contexts}),
        "quad_code": claim.quad,
        "event_scale": claim.intensity,
        "event_text": [c.at.quote for c in h.claims],
        "text_info": [{"sequence": c.sentence, "start": c.at.start, "end": c.at.end} for c in h.claims],
        "cite_info": [_cite(documents[c.at.document]) for c in h.claims],
        "coder": f"comity {comity.__version__}",
        "comment": record.title(fact),
        "modality": fact.modality,
        "act": fact.act,
        "sources": fact.sources,
    }
    if claim.place:
        out["event_loc"] = {"name": claim.place}
    return {name: value for name, value in out.items() if value not in ("", [])}


def _actor(record: Record, code: str) -> dict[str, str]:
    state, _, sector = code.partition("/")
    return {"code": state, **({"sector": sector} if sector else {}), "identifier_text": record.name(code)}


def _cite(document: Document) -> dict[str, str]:
    cite = {
        "citation": document.document,
        "title": document.title,
        "publication": document.publisher,
        "url": document.url,
        "language": document.language,
    }
    return {name: value for name, value in cite.items() if value}
