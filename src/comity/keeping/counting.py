"""What a record holds, in figures, counted from its tables."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from comity.keeping import foreign


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
        families=one("SELECT count(DISTINCT family) FROM copies"),
        disputes=one("SELECT count(*) FROM disputes"),
        unread=one("SELECT count(*) FROM unread"),
        languages=tuple(sorted(foreigners, key=lambda item: (-item[1], item[0]))),
    )
