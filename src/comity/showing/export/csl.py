"""CSL-JSON: ``items.json``, the documents as Zotero, pandoc and citeproc read them, and ``citations.json``, which item
and place each fact is cited by.

The time of publication stands as date parts where it is a year, month or day, else in words (``literal``); a document
without one has no ``issued``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from comity.keeping.record import Record
from comity.models import Document
from comity.showing.export.package import file, write_json, write_package
from comity.showing.plain import clean, one_line
from comity.showing.web.wording import date_in_words

KINDS = {"news": "article-newspaper", "commentary": "article-magazine", "history": "document", "fact sheet": "webpage"}
_EXACT = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")


def write(record: Record, folder: Path) -> None:
    """Write ``items.json`` and ``citations.json``."""
    write_json(folder / "items.json", [item(d) for d in record.documents()])
    write_json(folder / "citations.json", _citations(record))
    resources = [
        file("items.json", "Documents as CSL-JSON items"),
        file("citations.json", "For every fact the items and places that say so"),
    ]
    write_package(folder, "csl", "The documents as citations, and where each fact stands in them.", resources)


def item(document: Document) -> dict[str, Any]:
    """One CSL-JSON item; its id is the document's name."""
    out: dict[str, Any] = {
        "id": document.document,
        "type": KINDS.get(document.kind, "webpage" if document.url else "document"),
        "title": one_line(document.title or document.document),
    }
    if document.author:
        out["author"] = [{"literal": one_line(document.author)}]
    if document.publisher:
        out["container-title" if out["type"].startswith("article") else "publisher"] = one_line(document.publisher)
    if document.published:
        exact = _EXACT.fullmatch(document.published)
        parts = [int(n) for n in exact.groups() if n] if exact else []
        out["issued"] = {"date-parts": [parts]} if parts else {"literal": date_in_words(document.published)}
    if document.url:
        out["URL"] = document.url
    if document.language:
        out["language"] = document.language
    if document.sha256:
        out["note"] = f"sha256: {document.sha256}"
    return out


def _citations(record: Record) -> list[dict[str, Any]]:
    """For each fact a citation cluster: items with the place as locator and the words as suffix."""
    return [
        {
            "id": fact.id,
            "title": record.title(fact),
            "citationItems": [
                {
                    "id": c.at.document,
                    "locator": f"characters {c.at.start}–{c.at.end}",
                    "suffix": f": “{clean(one_line(c.at.quote))}”",
                }
                for c in record.by_ids("claims", fact.claims)
            ],
        }
        for fact in record.facts()
    ]
