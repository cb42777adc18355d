"""Values in and out of the SQLite file: the only place that writes or reads its rows."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from comity import tables
from comity.keeping import schema
from comity.keeping.days import bounds
from comity.keeping.places import Numbers
from comity.models import Claim, Dispute, Document, Fact, Reading, Weighing

_NESTED = ("list", "object")
_JSON = json.JSONEncoder(ensure_ascii=False)


class Packed(NamedTuple):
    """A reading ready to be stored: its key, the document as it was given, and the reading, both without the text."""

    key: str
    given: str
    reading: bytes


class Said(Protocol):
    """What was read, document by document in the order of their names."""

    def rows(self, table: str) -> Iterator[tuple[str, list[list[Any]]]]:
        """(document, cells of its rows of this table, as :func:`inserting` makes them)."""

    def packed(self) -> Iterator[tuple[str, str, str, bytes]]:
        """(document, key, given, reading)."""


# --- writing ----------------------------------------------------------------------------------------------------------


def write(
    connection: sqlite3.Connection,
    said: Said,
    weighing: Weighing,
    *,
    actors: Iterable[tuple[str, str, str]],
    names: Iterable[tuple[str, str]],
    title: Callable[[Fact], str],
    meta: Mapping[str, str],
    numbers: Numbers,
    more: Callable[[], None],
) -> None:
    """Fill an empty database with a whole record.

    ``said`` is what was read; ``actors`` are (code, name, kind), ``names`` (name in lower case, code);
    ``title`` tells a fact in plain words; ``more`` writes what else is kept.
    """
    connection.executescript(
        f"PRAGMA application_id = {schema.APPLICATION};PRAGMA user_version = {schema.VERSION};PRAGMA foreign_keys = ON;"
    )
    connection.executescript(schema.ddl())
    with connection:
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        left_out: list[str] = []
        statement, _ = inserting("documents", title)
        connection.executemany(
            statement, ([numbers.place(name), *cells] for name, rows in said.rows("documents") for cells in rows)
        )
        for table in tables.READ:
            statement, _ = inserting(table, title)
            connection.executemany(statement, ([n, *cells] for n, cells in numbers.said(said.rows(table))))
        for table in tables.WEIGHED:
            every = getattr(weighing, table)
            left_out += _insert(connection, table, every, numbers.of(table, every), title)
        connection.executemany("INSERT INTO readings VALUES (?, ?, ?, ?)", said.packed())
        connection.executemany(
            "INSERT OR IGNORE INTO actors VALUES (?, ?, ?, ?)", ((c, n, k, k == "state") for c, n, k in actors)
        )
        connection.executemany("INSERT OR IGNORE INTO names VALUES (?, ?)", names)
        connection.executemany(
            "INSERT INTO pairs VALUES (?, ?)", ((_JSON.encode(pair), at) for pair, at in numbers.pairs.items())
        )
        connection.executemany(
            "INSERT INTO notes (note) VALUES (?)", ((note,) for note in (*weighing.notes, *left_out))
        )
        _link(connection, weighing, title)
        more()
    connection.executescript(schema.INDEXES)
    connection.execute("ANALYZE")
    connection.commit()


def _insert(
    connection: sqlite3.Connection,
    table: str,
    values: Sequence[Any],
    numbers: Iterable[int],
    title: Callable[[Fact], str],
) -> list[str]:
    """All values of one table, in order. Of two values with one id the first is kept, and a note is given."""
    statement, cells = inserting(table, title)
    connection.executemany(statement, ([number, *cells(value)] for number, value in zip(numbers, values, strict=True)))
    given = len(values)
    (kept,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    return [f"{given - kept} of {given} {table} had the id of another and were left out"] if kept < given else []


def inserting(table: str, title: Callable[[Fact], str]) -> tuple[str, Callable[[Any], list[Any]]]:
    """The statement that puts a row into a table, and the function that makes the row's cells but for its number."""
    columns = tables.columns(table)
    names = ["seq", *(f'"{c.name}"' for c in columns), *(f'"{e}"' for e in schema.EXTRA.get(table, ()))]
    places = ", ".join("?" * len(names))
    ignore = "OR IGNORE " if any(c.name == "id" for c in columns) else ""
    nested = [i for i, c in enumerate(columns) if c.kind in _NESTED]
    shape = [c.name for c in columns] if table == "documents" else None  # any other row has its columns in order
    extra = {"facts": _fact_columns(title), "claims": _claim_columns}.get(table)

    def cells(value: Any) -> list[Any]:
        flat = tables.row(value)
        if table == "documents":
            flat["text"] = value.text
        held = list(flat.values()) if shape is None else [flat[name] for name in shape]
        for i in nested:
            held[i] = _JSON.encode(held[i]) if held[i] else "[]"
        return held + list(extra(value)) if extra else held

    return f'INSERT {ignore}INTO "{table}" ({", ".join(names)}) VALUES ({places})', cells


def _claim_columns(claim: Claim) -> tuple[str, ...]:
    return (" ".join(sorted({state_of(c) for c in claim.actors + claim.recipients} - {"", "UNK"})),)


def _fact_columns(title: Callable[[Fact], str]) -> Callable[[Any], tuple[str, ...]]:
    return lambda fact: (title(fact), *bounds(fact.when))


def _link(connection: sqlite3.Connection, weighing: Weighing, title: Callable[[Fact], str]) -> None:
    """The link tables and the full-text indexes. A link to what the record does not hold is left out."""
    claims = {c.id: c for c in weighing.claims}
    facts = {f.id: f for f in weighing.facts}
    link_claims(connection, claims.values())
    link_facts(connection, facts.values(), claims, title)
    link_disputes(connection, weighing.disputes, facts)
    connection.execute(
        "INSERT INTO sentences_fts (rowid, quote) SELECT seq, quote FROM sentences WHERE NOT furniture ORDER BY seq"
    )
    connection.execute("INSERT INTO sentences_fts (sentences_fts) VALUES ('optimize')")


def link_claims(connection: sqlite3.Connection, claims: Iterable[Claim]) -> None:
    """Who takes part in claims."""
    connection.executemany(
        "INSERT OR IGNORE INTO claim_actor VALUES (?, ?, ?, ?)",
        ((c.id, code, role, state_of(code)) for c in claims for code, role in roles(c)),
    )


def link_facts(
    connection: sqlite3.Connection, facts: Iterable[Fact], claims: Mapping[str, Claim], title: Callable[[Fact], str]
) -> None:
    """The claims, pairs and full text of facts that are in their table; ``claims`` are theirs."""
    facts = list(facts)
    connection.executemany(
        "INSERT OR IGNORE INTO fact_claim VALUES (?, ?)",
        ((f.id, claim) for f in facts for claim in f.claims if claim in claims),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO fact_pair VALUES (?, ?, ?, ?)",
        ((a, b, bounds(f.when)[0], f.id) for f in facts for a, b in pairs_of(f.pair)),
    )
    connection.executemany(
        "INSERT INTO facts_fts (rowid, words) SELECT seq, ? FROM facts WHERE id = ?",
        ((fact_words(title(f), f, claims), f.id) for f in facts),
    )


def link_disputes(connection: sqlite3.Connection, disputes: Iterable[Dispute], facts: Mapping[str, Fact]) -> None:
    """The pairs that disputes are about; ``facts`` are those they speak of."""
    connection.executemany(
        "INSERT OR IGNORE INTO dispute_pair VALUES (?, ?, ?)",
        ((a, b, d.id) for d in disputes for a, b in pairs_of(_parties(d, facts))),
    )


def fact_words(title: str, fact: Fact, claims: Mapping[str, Claim]) -> str:
    """What the full text of a fact holds: the fact in plain words, and its claims' own words."""
    return "\n".join([title, *(claims[c].at.quote for c in fact.claims if c in claims)])


def roles(claim: Claim) -> list[tuple[str, str]]:
    """(code, role) of all who take part in a claim."""
    sides = [(code, "actor") for code in claim.actors] + [(code, "recipient") for code in claim.recipients]
    return sides + [(other.code, other.role) for other in claim.others]


def _parties(dispute: Dispute, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    fact = facts.get(dispute.fact)
    return dispute.pair or (fact.pair if fact else ())


def state_of(code: str) -> str:
    """The state or organisation of an actor code, without its organ: ``USA`` of ``USA/LEG``."""
    return code.partition("/")[0]


def pairs_of(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Every pair (a < b) of different states or organisations among the codes."""
    return list(combinations(sorted({state_of(code) for code in codes if code}), 2))


# --- readings, whole --------------------------------------------------------------------------------------------------


def pack(key: str, given: Document, reading: Reading) -> Packed:
    """A reading under its key; texts are left out (the documents table has them)."""
    held = tables.plain(reading)
    held["document"]["text"] = ""
    document = json.dumps(tables.plain(given) | {"text": ""}, ensure_ascii=False)
    return Packed(key, document, zlib.compress(json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode(), 6))


def unpack(packed: bytes, text: str) -> Reading:
    """The reading in :attr:`Packed.reading`, of the document with this text."""
    held = json.loads(zlib.decompress(packed))
    held["document"]["text"] = text
    reading: Reading = tables.restore(Reading, held)
    return reading


def given(connection: sqlite3.Connection) -> Iterator[Document]:
    """Every document of a record as it was given to the build that read it."""
    rows = connection.execute("SELECT r.given, d.text FROM readings r JOIN documents d USING (document) ORDER BY d.seq")
    for held, text in rows:
        yield tables.restore(Document, json.loads(held) | {"text": text})


# --- reading rows -----------------------------------------------------------------------------------------------------


def values(
    connection: sqlite3.Connection, table: str, rest: str = "ORDER BY t.seq", arguments: Sequence[Any] = ()
) -> Iterator[Any]:
    """Values of one table; ``rest`` is the SQL after ``FROM table AS t`` (joins, where, order)."""
    for _, value in with_extra(connection, table, (), rest, arguments):
        yield value


def with_extra(
    connection: sqlite3.Connection, table: str, extra: Sequence[str], rest: str, arguments: Sequence[Any] = ()
) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """(extra SQL columns, value) for each row."""
    columns = tables.columns(table)
    selected = [*extra, *(f't."{c.name}"' for c in columns)]
    skip = len(extra)
    names = [c.name for c in columns]
    nested = [(i, c.name) for i, c in enumerate(columns, skip) if c.kind in _NESTED]
    flags = [c.name for c in columns if c.kind == "boolean"]
    for cells in connection.execute(f'SELECT {", ".join(selected)} FROM "{table}" AS t {rest}', arguments):
        flat = dict(zip(names, cells[skip:], strict=True))
        for i, name in nested:
            flat[name] = json.loads(cells[i])
        for name in flags:
            flat[name] = bool(flat[name])
        yield cells[:skip], tables.value(table, flat)


def connect(path: Path) -> sqlite3.Connection:
    """A read-only connection to the file at ``path``; nothing is checked."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection
