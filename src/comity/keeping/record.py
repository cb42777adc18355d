"""The record as Python sees it: typed values, asked for by pair of states, document, id or words."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from comity.keeping import asking, days, opening, store
from comity.keeping.dyad import Dyad
from comity.keeping.kept import KeptAmount, KeptClaim, KeptDispute, KeptFact, keep
from comity.models import (
    Copy,
    Document,
    Fact,
    Judgement,
    Sentence,
    Thread,
    Unread,
)

if TYPE_CHECKING:
    from comity.keeping.why import Explanation


@dataclasses.dataclass(frozen=True, slots=True)
class Pair:
    """Two states (or organisations) and how much the record holds on them; ``first``/``last`` are years, or ``""``."""

    a: str
    b: str
    facts: int
    disputes: int
    first: str
    last: str


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """What a search found: facts and sentences, best first."""

    facts: tuple[KeptFact, ...]
    sentences: tuple[Sentence, ...]


class Record:
    """A record, open for reading. Close it, or use it in a ``with`` statement.

    Its methods give values of :mod:`comity.models`; facts, claims, disputes and amounts also have ``why()``. Every
    method may raise ``sqlite3.DatabaseError`` where the file has been damaged since it was opened.
    """

    def __init__(self, path: str | Path | None, connection: sqlite3.Connection | None = None) -> None:
        """Open the record at ``path``; raises RecordError (see :func:`open_record`)."""
        if connection is None:
            if path is None:
                raise ValueError("Give the path of a record or a connection to one")
            connection = opening.connect(path)
        self.path = Path(path) if path is not None else None
        self.connection = connection

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<comity record {self.path or 'in memory'}>"

    # --- what was read

    def documents(self) -> list[Document]:
        """Every document with its full text, by name."""
        return list(store.values(self.connection, "documents"))

    def document(self, name: str) -> Document:
        """One document. Raises KeyError where the record has none of this name."""
        for found in store.values(self.connection, "documents", "WHERE t.document = ?", (name,)):
            document: Document = found
            return document
        raise KeyError(name)

    def sentences(self, document: str | None = None, *, furniture: bool = False) -> Iterator[Sentence]:
        """Sentences in the order of the text, of one document or of all; page furniture only where asked for."""
        where, arguments = ["1"], []
        if document is not None:
            where.append("t.document = ?")
            arguments.append(document)
        if not furniture:
            where.append("NOT t.furniture")
        return store.values(self.connection, "sentences", f"WHERE {' AND '.join(where)} ORDER BY t.seq", arguments)

    def unread(self) -> list[Unread]:
        """Sentences that name two states and gave no claim, with the reason."""
        return list(store.values(self.connection, "unread"))

    def notes(self) -> list[str]:
        """What weighing wants people to know."""
        return [note for (note,) in self.connection.execute("SELECT note FROM notes ORDER BY seq")]

    def values(self, table: str) -> Iterator[Any]:
        """Every value of one table (a name of :data:`comity.tables.TABLES`), in the order of the export."""
        return store.values(self.connection, table)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])

    # --- who

    def resolve(self, name: str) -> str:
        """The code that a name, demonym or code stands for. Raises UnknownActor, with suggestions."""
        return asking.actor(self.connection, name)

    def name(self, code: str) -> str:
        """The name of an actor; the code itself where there is none."""
        return asking.actor_name(self.connection, code)

    def pairs(self) -> list[Pair]:
        """Every pair that a fact is about, those with the most facts first."""
        counted = self.connection.execute(
            "SELECT a, b, count(*), (SELECT count(*) FROM dispute_pair d WHERE d.a = p.a AND d.b = p.b), "
            "coalesce(min(nullif(substr(earliest, 1, 4), '')), ''), coalesce(max(substr(earliest, 1, 4)), '') "
            "FROM fact_pair p GROUP BY a, b ORDER BY count(*) DESC, a, b"
        )
        return [Pair(*row) for row in counted]

    def speaks_of(self, since: str, until: str) -> int:
        """How many documents give a date in the window."""
        first, last = days.window(since, until)
        counted = self.connection.execute(
            "SELECT count(DISTINCT document) FROM dates WHERE (earliest <> '' OR latest <> '') "
            "AND (?1 = '' OR latest >= ?1 OR latest = '') AND (?2 = '' OR earliest <= ?2)",
            (first, last),
        )
        return int(counted.fetchone()[0])

    def naming_both(self, a: str, b: str) -> int:
        """How many documents name both actors (codes), or an organ of theirs."""
        naming = "SELECT DISTINCT document FROM mentions WHERE actor = ? OR actor GLOB ?"
        counted = self.connection.execute(
            f"SELECT count(*) FROM ({naming} INTERSECT {naming})", (a, f"{a}/*", b, f"{b}/*")
        )
        return int(counted.fetchone()[0])

    def dyad(self, a: str, b: str) -> Dyad:
        """The record of two states, given by name, demonym or code.

        Raises UnknownActor where a name is unknown, ValueError where both are the same.
        """
        first, second = self.resolve(a), self.resolve(b)
        if first == second:
            raise ValueError(f"{a!r} and {b!r} are both {first}: name two states")
        return Dyad(self, *sorted((first, second)))

    # --- what they say together

    def facts(self) -> Iterator[KeptFact]:
        """Every fact, in the order of the export."""
        return (keep(KeptFact, f, self) for f in store.values(self.connection, "facts"))

    def claims(self) -> Iterator[KeptClaim]:
        """Every claim, in the order of the export."""
        return (keep(KeptClaim, c, self) for c in store.values(self.connection, "claims"))

    def disputes(self) -> list[KeptDispute]:
        """Every dispute."""
        return [keep(KeptDispute, d, self) for d in store.values(self.connection, "disputes")]

    def amounts(self) -> list[KeptAmount]:
        """Every amount."""
        return [keep(KeptAmount, a, self) for a in store.values(self.connection, "amounts")]

    def copies(self) -> list[Copy]:
        """Every passage that stands in two documents."""
        return list(store.values(self.connection, "copies"))

    def copies_of(self, document: str) -> list[Copy]:
        """The copied passages of one document."""
        there = "WHERE json_extract(t.a, '$.document') = ?1 OR json_extract(t.b, '$.document') = ?1 ORDER BY t.seq"
        return list(store.values(self.connection, "copies", there, (document,)))

    def threads(self) -> list[Thread]:
        """Every issue that runs through a relation."""
        return list(store.values(self.connection, "threads"))

    def judgements(self) -> list[Judgement]:
        """Every ruling that the last build replayed."""
        return list(store.values(self.connection, "judgements"))

    def fact(self, id: str) -> KeptFact:
        """The fact of this id. Raises KeyError."""
        return keep(KeptFact, self._one("facts", id), self)

    def claim(self, id: str) -> KeptClaim:
        """The claim of this id. Raises KeyError."""
        return keep(KeptClaim, self._one("claims", id), self)

    def dispute(self, id: str) -> KeptDispute:
        """The dispute of this id. Raises KeyError."""
        return keep(KeptDispute, self._one("disputes", id), self)

    def amount(self, id: str) -> KeptAmount:
        """The amount of this id. Raises KeyError."""
        return keep(KeptAmount, self._one("amounts", id), self)

    def by_ids(self, table: str, ids: Sequence[str]) -> list[Any]:
        """Values of a table by their ids, in the order of ``ids``; ids that the record has not are left out."""
        found: dict[str, Any] = {}
        for at in range(0, len(ids), 500):
            some = list(ids[at : at + 500])
            places = ", ".join("?" * len(some))
            found |= {v.id: v for v in store.values(self.connection, table, f"WHERE t.id IN ({places})", some)}
        return [found[i] for i in ids if i in found]

    def find(self, words: str, limit: int = 50) -> Found:
        """Facts and sentences in which all the words occur, those first whose text they make up most of.

        "Words in quotes" must stand together, ``word*`` is a beginning. Where more than
        :data:`comity.keeping.finding.CAP` match, the best of the first so many are given.
        """
        from comity.keeping import finding

        facts = self._numbered("facts", finding.best(self.connection, "facts", words, limit))
        sentences = self._numbered("sentences", finding.best(self.connection, "sentences", words, limit))
        return Found(tuple(keep(KeptFact, f, self) for f in facts), tuple(sentences))

    def _numbered(self, table: str, numbers: Sequence[int]) -> list[Any]:
        """Rows by their numbers, in the order of these."""
        found: dict[int, Any] = {}
        for at in range(0, len(numbers), 500):
            some = numbers[at : at + 500]
            where = f"WHERE t.seq IN ({', '.join('?' * len(some))})"
            found |= {n: v for (n,), v in store.with_extra(self.connection, table, ("t.seq",), where, some)}
        return [found[n] for n in numbers]

    def title(self, fact: Fact) -> str:
        """What a fact says, in plain words."""
        row = self.connection.execute("SELECT title FROM facts WHERE id = ?", (fact.id,)).fetchone()
        return str(row[0]) if row else ""

    def why(self, id: str) -> Explanation:
        """Why the fact, claim, dispute or amount with this id (or the only one that begins so) is in the record.

        Raises UnknownId.
        """
        from comity.keeping.why import explain

        table, whole = asking.identified(self.connection, id)
        return explain(self, table, whole)

    def _one(self, table: str, id: str) -> Any:
        for found in store.values(self.connection, table, "WHERE t.id = ?", (id,)):
            return found
        raise KeyError(id)


def open_record(path: str | Path) -> Record:
    """Open a record for reading.

    Raises RecordError where the file is missing, is no record, is damaged, or is of an older or newer schema.
    """
    return Record(path)
