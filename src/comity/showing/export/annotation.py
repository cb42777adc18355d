"""W3C Web Annotation: ``annotations.jsonld``, one annotation a claim, on the words that make it.

Each target has a TextPositionSelector (code points, as the model asks) and a TextQuoteSelector with the words before
and after, so that the place is found again in a copy of the text. A document's source is its address where it has one,
else ``urn:comity:document:`` and its name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import comity
from comity.keeping.record import Record
from comity.models import Claim, Document
from comity.showing.export.package import file, write_json, write_package

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 40  # code points before and after


def write(record: Record, folder: Path) -> None:
    """Write ``annotations.jsonld``: an AnnotationPage with every claim in the order of the record."""
    documents = {d.document: d for d in record.documents()}
    titles = {f.id: record.title(f) for f in record.facts()}
    items = [_annotation(c, documents[c.at.document], titles.get(c.fact, "")) for c in record.claims()]
    page = {
        "@context": CONTEXT,
        "id": "urn:comity:annotations",
        "type": "AnnotationPage",
        "startIndex": 0,
        "items": items,
    }
    write_json(folder / "annotations.jsonld", page)
    resources = [file("annotations.jsonld", "Claims as annotations of the documents")]
    write_package(folder, "annotation", "Claims as W3C Web Annotations.", resources)


def _annotation(claim: Claim, document: Document, title: str) -> dict[str, Any]:
    parties = {"actors": claim.actors, "recipients": claim.recipients}
    parties = {name: codes for name, codes in parties.items() if codes}
    said = "; ".join(f"{name}: {', '.join(codes)}" for name, codes in parties.items())
    tags = [claim.act, claim.plover, claim.modality]
    bodies = [_text(title or claim.act, "describing")]
    bodies += [_text(tag, "tagging") for tag in tags if tag]
    bodies += [_text(f"{said}; when: {claim.when or 'the text does not say'}", "classifying")]
    text, at = document.text, claim.at
    return {
        "id": f"urn:comity:claim:{quote(claim.id)}",
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"id": "urn:comity:program", "type": "Software", "name": f"comity {comity.__version__}"},
        "body": bodies,
        "target": {
            "source": source(document),
            "selector": [
                {"type": "TextPositionSelector", "start": at.start, "end": at.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": at.quote,
                    "prefix": text[max(0, at.start - AROUND) : at.start],
                    "suffix": text[at.end : at.end + AROUND],
                },
            ],
        },
    }


def _text(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def source(document: Document) -> str:
    """The IRI of a document."""
    return document.url or f"urn:comity:document:{quote(document.document)}"
