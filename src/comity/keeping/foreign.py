"""Documents that are not in English: read all the same, but listed, since comity's rules are for English."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable

from comity.models import Document, Evidence, Reading, Unread

READ = ("", "en")
"""Languages (ISO 639-1) that comity reads; "" where too few words tell which it is."""


def marked(reading: Reading) -> Reading:
    """The reading with its first sentence among the unread where the document is not in English; else as it is."""
    document = reading.document
    if document.language in READ:
        return reading
    first = next((s.at for s in reading.sentences if not s.furniture), None)
    at = first or Evidence(document.document, 0, len(document.text), document.text)
    why = document.language_why or "as it was given"
    row = Unread(at, f"the document is not in English ({document.language}: {why}), so that little of it is understood")
    return dataclasses.replace(reading, unread=(row, *(u for u in reading.unread if u != row)))


def languages(documents: Iterable[Document]) -> tuple[tuple[str, int], ...]:
    """(ISO 639-1 code, documents) of those that are not in English, most documents first."""
    counted = Counter(d.language for d in documents if d.language not in READ)
    return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
