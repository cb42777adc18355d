"""W3C PROV: ``prov.json`` (PROV-JSON), what was made from what.

Documents are entities; the build that read them is an activity of the program; claims were quoted from documents,
facts derived from claims; a copied passage makes the two documents alternates; a person's ruling is an activity of that
person that the fact or claim was generated anew by. No time of day stands in it: a record does not hold one, so that
the same input gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import comity
from comity.keeping.record import Record
from comity.showing.export.package import file, write_json, write_package

PREFIX = {"c": "urn:comity:", "prov": "http://www.w3.org/ns/prov#", "xsd": "http://www.w3.org/2001/XMLSchema#"}


def write(record: Record, folder: Path) -> None:
    """Write ``prov.json``."""
    write_json(folder / "prov.json", document(record))
    write_package(folder, "prov", "What was made from what, as W3C PROV.", [file("prov.json", "PROV-JSON document")])


def document(record: Record) -> dict[str, Any]:
    """The PROV-JSON document of a record."""
    meta = dict(record.connection.execute("SELECT key, value FROM meta ORDER BY key"))
    out: dict[str, Any] = {"prefix": PREFIX}
    entity, used = out.setdefault("entity", {}), out.setdefault("used", {})
    generated, derived = out.setdefault("wasGeneratedBy", {}), out.setdefault("wasDerivedFrom", {})
    program, build, made = "c:program", "c:build", "c:record"
    out["agent"] = {
        program: {
            "prov:type": _q("prov:SoftwareAgent"),
            "prov:label": f"comity {meta.get('comity', comity.__version__)}",
            "c:reader": meta.get("reader", ""),
        }
    }
    out["activity"] = {build: {"prov:type": "build"}}
    out["wasAssociatedWith"] = {"_:by": {"prov:activity": build, "prov:agent": program}}
    entity[made] = {"prov:type": _q("prov:Collection"), "c:schema": meta.get("schema", "")}
    generated["_:record"] = {"prov:entity": made, "prov:activity": build}
    for n, d in enumerate(record.documents()):
        held = {
            "prov:type": "document",
            "prov:label": d.title or d.document,
            "c:name": d.document,
            "c:sha256": d.sha256,
        }
        held |= {"prov:location": d.url} if d.url else {}
        entity[_document(d.document)] = held
        used[f"_:u{n}"] = {"prov:activity": build, "prov:entity": _document(d.document)}
    for n, c in enumerate(record.claims()):
        place = f"characters {c.at.start}-{c.at.end}"
        entity[_id("claim", c.id)] = {
            "prov:type": "claim",
            "prov:value": c.at.quote,
            "prov:location": place,
            "c:rule": c.rule,
        }
        derived[f"_:c{n}"] = {
            "prov:generatedEntity": _id("claim", c.id),
            "prov:usedEntity": _document(c.at.document),
            "prov:activity": build,
            "prov:type": _q("prov:Quotation"),
        }
    member = out.setdefault("hadMember", {})
    links = 0
    for n, f in enumerate(record.facts()):
        entity[_id("fact", f.id)] = {"prov:type": "fact", "prov:label": record.title(f), "c:when": f.when}
        member[f"_:m{n}"] = {"prov:collection": made, "prov:entity": _id("fact", f.id)}
        for claim in f.claims:
            derived[f"_:f{links}"] = {
                "prov:generatedEntity": _id("fact", f.id),
                "prov:usedEntity": _id("claim", claim),
                "prov:activity": build,
            }
            links += 1
    _copies(record, out)
    _judgements(record, out)
    return {name: held for name, held in out.items() if held}


def _copies(record: Record, out: dict[str, Any]) -> None:
    pairs = sorted({(c.a.document, c.b.document) for c in record.copies()})
    out["alternateOf"] = {
        f"_:a{n}": {"prov:alternate1": _document(a), "prov:alternate2": _document(b)} for n, (a, b) in enumerate(pairs)
    }


def _judgements(record: Record, out: dict[str, Any]) -> None:
    """Each ruling: an activity of its person, which the build was informed by."""
    out["wasInformedBy"] = {}
    for n, j in enumerate(record.judgements()):
        person, ruling = _id("person", j.by or "unknown"), f"c:ruling-{n}"
        out["agent"][person] = {"prov:type": _q("prov:Person"), "prov:label": j.by}
        told = {"prov:type": "ruling", "c:target": j.target, "c:verdict": j.verdict, "c:value": j.value}
        told |= {"prov:label": j.reason, "c:at": j.at}
        out["activity"][ruling] = told
        out["wasAssociatedWith"][f"_:r{n}"] = {"prov:activity": ruling, "prov:agent": person}
        out["wasInformedBy"][f"_:i{n}"] = {"prov:informed": "c:build", "prov:informant": ruling}


def _document(name: str) -> str:
    return _id("document", name)


def _id(kind: str, name: str) -> str:
    return f"c:{kind}-{quote(name, safe='')}"


def _q(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}
