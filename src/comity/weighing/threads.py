"""Threads: the issues that run through a relation, with every passage of every document that bears on them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from comity.models import Evidence, Reading, Thread

KINDS = ("obstacle", "driver", "proposal")


def threads(readings: Sequence[Reading]) -> tuple[Thread, ...]:
    """The threads of every pair, by pair, name and kind; evidence by document and place.

    Passages of one name and kind about one pair are one thread, whatever documents they stand in. The id is a digest of
    pair, name and kind, so that it stays when documents are added or taken away.
    """
    grouped: dict[tuple[tuple[str, str], str, int], dict[tuple[str, int, int], Evidence]] = {}
    for reading in readings:
        for p in reading.passages:
            key = (p.pair, p.name, KINDS.index(p.kind))
            grouped.setdefault(key, {})[(p.at.document, p.at.start, p.at.end)] = p.at
    return tuple(
        Thread(_id(pair, name, KINDS[k]), name, KINDS[k], pair, tuple(spans[s] for s in sorted(spans)))
        for (pair, name, k), spans in sorted(grouped.items())
    )


def _id(pair: tuple[str, str], name: str, kind: str) -> str:
    return "t" + hashlib.sha256("\0".join((*pair, name, kind)).encode()).hexdigest()[:10]
