"""What a page says about itself: title, publisher, author, kind of text, language."""

from __future__ import annotations

import dataclasses

from comity.knowledge import Knowledge
from comity.models import Document, Furniture


def describe(document: Document, furniture: tuple[Furniture, ...], title: str, knowledge: Knowledge) -> Document:
    """The document with what its own furniture tells; what the input already gave stays."""
    changes: dict[str, str] = {}
    if not document.title and title:
        changes["title"] = title
    return dataclasses.replace(document, **changes) if changes else document
