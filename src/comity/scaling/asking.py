"""Questions over the shards: which pairs, what a SQL query gives, the documents of a pair as readings.

DuckDB reads the Parquet files where they lie. A query may read the shards and nothing else: no other file, no network,
no settings, and no statement but SELECT.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from comity import tables
from comity.errors import ComityError, InputError
from comity.models import Reading
from comity.scaling import rows, shards
from comity.scaling.tasks import filesystem

TABLES = rows.ALL


def whole(archive: str) -> tuple[list[str], list[str]]:
    """(shards that are whole, shards that are not), each sorted. Raises InputError where there is no archive."""
    system, root = filesystem(archive)
    if not system.exists(f"{root.rstrip('/')}/shards"):
        raise InputError(archive, "no archive", "", f"Make one: comity archive read SOURCE... -o {archive}")
    found = shards.names(archive)
    good = [n for n in found if shards.manifest(archive, n) is not None]
    return good, [n for n in found if n not in set(good)]


@contextmanager
def connect(archive: str) -> Iterator[Any]:
    """A DuckDB connection with a view for every table, shut off from all but the shards' files.

    What does not fit into memory waits in a temporary folder, gone at the end. Raises InputError where there is no
    archive, or one without any whole shard.
    """
    import duckdb

    good, _ = whole(archive)
    if not good:
        raise InputError(archive, "an archive without any whole shard", "", "Run comity archive read again.")
    system, root = filesystem(archive)
    files = {t: [f"{root.rstrip('/')}/shards/{shard}/{t}.parquet" for shard in good] for t in TABLES}
    with tempfile.TemporaryDirectory(prefix="comity-query-") as waiting, duckdb.connect(":memory:") as connection:
        connection.execute("SET preserve_insertion_order = true; SET memory_limit = '1GB'")
        connection.execute(f"SET temp_directory = {_quoted(waiting)}")
        connection.execute("SET autoinstall_known_extensions = false; SET autoload_known_extensions = false")
        if shards.is_local(system):
            every = [f for held in files.values() for f in held]
            connection.execute(f"SET allowed_paths = [{', '.join(map(_quoted, every))}]")
            for table, held in files.items():
                listed = ", ".join(map(_quoted, held))
                connection.execute(f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet([{listed}])')
        else:  # DuckDB is given the tables and no way to the store
            import pyarrow.dataset as ds

            for table, held in files.items():
                connection.register(table, ds.dataset(held, rows.schema(table), format="parquet", filesystem=system))
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        yield connection


def query(archive: str, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """(column names, rows) of one SELECT over the shards. Raises ComityError where it is no SELECT or fails."""
    import duckdb

    with connect(archive) as connection:
        try:
            statements = duckdb.extract_statements(sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise ComityError("An archive is only read: give one SELECT.")
            answer = connection.execute(statements[0])
            return [str(column[0]) for column in answer.description], answer.fetchall()
        except duckdb.Error as error:
            raise ComityError(str(error).splitlines()[0].rstrip(".") + f". Tables: {', '.join(TABLES)}.") from error


def pairs(archive: str) -> list[tuple[str, str, int, int]]:
    """(a, b, claims, documents) of every pair of states or organisations, most claims first.

    A document in two shards counts once, as it stands in the one with more claims about the pair.
    """
    _, found = query(
        archive,
        "SELECT a, b, CAST(sum(claims) AS BIGINT), count(*) FROM "
        "(SELECT a, b, document, max(claims) AS claims FROM pairs GROUP BY a, b, document) "
        "GROUP BY a, b ORDER BY 3 DESC, 1, 2",
    )
    return [(a, b, int(claims), int(documents)) for a, b, claims, documents in found]


def readings(archive: str, a: str, b: str) -> list[Reading]:
    """The readings of all documents with a claim about the two codes, by document; of one name the first shard's."""
    first, second = sorted((a, b))
    out: dict[str, Reading] = {}
    good, _ = whole(archive)
    for shard in good:
        for name, reading in _of_shard(archive, shard, first, second):
            out.setdefault(name, reading)
    return [out[name] for name in sorted(out)]


def _of_shard(archive: str, shard: str, a: str, b: str) -> Iterator[tuple[str, Reading]]:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    system, root = filesystem(archive)
    folder = f"{root.rstrip('/')}/shards/{shard}"
    found = pq.read_table(f"{folder}/pairs.parquet", filesystem=system, filters=[("a", "=", a), ("b", "=", b)])
    names = sorted(set(found.column("document").to_pylist()))
    if not names:
        return
    said: dict[str, dict[str, list[Any]]] = {name: {table: [] for table in rows.READ} for name in names}
    for table in rows.READ:
        held = pq.read_table(f"{folder}/{table}.parquet", filesystem=system, filters=pc.field("document").isin(names))
        nested = {c.name for c in tables.columns(table) if c.kind in ("list", "object")}
        for row in held.to_pylist():
            for column in nested:
                if isinstance(row[column], str):
                    row[column] = json.loads(row[column])
            said[row["document"]][table].append(tables.value(table, row))
    for name in names:
        (document,) = said[name].pop("documents")
        fields: dict[str, Any] = {table: tuple(values) for table, values in said[name].items()}
        yield name, Reading(document, **fields)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
