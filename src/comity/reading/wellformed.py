"""Text that can be written down: lone surrogates, which are no characters, become U+FFFD, one for one."""

from __future__ import annotations

import dataclasses

from comity.models import Document


def wellformed(document: Document) -> Document:
    """The document with each lone surrogate in its fields as U+FFFD; offsets stay as they are."""
    changed = {
        f.name: mended(getattr(document, f.name))
        for f in dataclasses.fields(document)
        if _torn(getattr(document, f.name))
    }
    return dataclasses.replace(document, **changed) if changed else document


def mended(text: str) -> str:
    """The text with each lone surrogate as U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _torn(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
