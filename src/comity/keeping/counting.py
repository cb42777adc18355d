"""What a record holds, in figures: counted from values at hand or from its tables."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from comity.keeping import foreign, store
from comity.models import Reading, Weighing


@dataclass(frozen=True, slots=True)
class Counts:
    """``furniture`` is characters; ``pairs`` are (a, b, facts), most first; ``languages`` those but English."""

    documents: int
    furniture: int
    claims: int
    facts: int
    pairs: tuple[tuple[str, str, int], ...]
    families: int
    disputes: int
    unread: int
    languages: tuple[tuple[str, int], ...]


def counted(readings: Sequence[Reading], weighing: Weighing) -> Counts:
    """The figures of a record that is being made."""
    pairs = Counter(pair for fact in weighing.facts for pair in store.pairs_of(fact.pair))
    return Counts(
        documents=len(readings),
        furniture=sum(f.at.end - f.at.start for r in readings for f in r.furniture),
        claims=len(weighing.claims),
        facts=len(weighing.facts),
        pairs=tuple((a, b, n) for (a, b), n in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))),
        families=len({c.family for c in weighing.copies}),
        disputes=len(weighing.disputes),
        unread=sum(len(r.unread) for r in readings),
        languages=foreign.languages(r.document for r in readings),
    )


def counts(connection: sqlite3.Connection) -> Counts:
    """The figures of a record as its tables have them."""

    def one(sql: str) -> int:
        return int(connection.execute(sql).fetchone()[0] or 0)

    pairs = connection.execute("SELECT a, b, count(*) FROM fact_pair GROUP BY a, b ORDER BY 3 DESC, 1, 2").fetchall()
    spoken = connection.execute("SELECT language, count(*) FROM documents GROUP BY language").fetchall()
    foreigners = [(code, n) for code, n in spoken if code not in foreign.READ]
    return Counts(
        documents=one("SELECT count(*) FROM documents"),
        furniture=one('SELECT sum("end" - start) FROM furniture'),
        claims=one("SELECT count(*) FROM claims"),
        facts=one("SELECT count(*) FROM facts"),
        pairs=tuple(pairs),
        families=one("SELECT count(DISTINCT family) FROM families"),
        disputes=one("SELECT count(*) FROM disputes"),
        unread=one("SELECT count(*) FROM unread"),
        languages=tuple(sorted(foreigners, key=lambda item: (-item[1], item[0]))),
    )
