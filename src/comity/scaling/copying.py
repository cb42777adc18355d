"""Copied passages over a whole archive: which documents share rare runs of words, and how many.

Every shard holds its documents' seeds (hashed runs of words, :mod:`comity.weighing.lineage.seeds`). They are joined one
range of hash values at a time, so that memory holds a range and never the archive. A run that very many documents share
is a set phrase and tells nothing.
"""

from __future__ import annotations

from collections import Counter

from comity.scaling import asking
from comity.scaling.tasks import filesystem

RANGES = 16
COMMON = 50
"""A run in more documents than this is a set phrase."""
FEWEST = 6
"""Shared runs below which two documents are not named."""

_JOINED = """
WITH held AS (
  SELECT DISTINCT hash, document FROM seeds WHERE hash BETWEEN {low} AND {high}
), rare AS (
  SELECT hash FROM held GROUP BY hash HAVING count(*) BETWEEN 2 AND {common}
)
SELECT x.document, y.document, count(*) FROM rare
JOIN held x ON x.hash = rare.hash JOIN held y ON y.hash = rare.hash AND x.document < y.document
GROUP BY 1, 2
"""


def copies(archive: str) -> list[tuple[str, str, int]]:
    """(document, document, shared runs) of every two documents that share FEWEST or more, most first.

    Raises InputError where there is no archive.
    """
    found: Counter[tuple[str, str]] = Counter()
    width = (1 << 64) // RANGES
    filesystem(archive)
    with asking.connect(archive) as connection:
        for k in range(RANGES):
            sql = _JOINED.format(low=k * width, high=(k + 1) * width - 1, common=COMMON)
            for a, b, shared in connection.execute(sql).fetchall():
                found[a, b] += shared
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [(a, b, n) for (a, b), n in ranked if n >= FEWEST]
