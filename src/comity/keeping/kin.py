"""The lineage of a record in its file: words of its documents as hashes, families, which sentence copies which."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from comity.knowledge import Knowledge
from comity.models import Reading
from comity.weighing.disputes.variants import FIELDS
from comity.weighing.lineage import Lineage, seeds, words
from comity.weighing.lineage.adding import Link, Sentence, Shared, Two
from comity.weighing.lineage.words import Hashes, Units
from comity.weighing.reach import reach

_TIED = "FROM families f JOIN links l ON l.a = f.document AND l.i = f.unit WHERE f.family = ?"
_TIED_TEXT = (
    "FROM families f JOIN links l ON l.a = f.document AND l.i = f.unit JOIN copies c ON c.seq = l.copy, "
    "json_each(c.edits) e WHERE f.family = ?"
)


def write(
    connection: sqlite3.Connection,
    readings: Sequence[Reading],
    lineage: Lineage,
    copies: Iterable[int],
    knowledge: Knowledge,
) -> None:
    """Put the lineage into an empty record; ``copies`` are the numbers of the rows of its copied passages."""
    write_wording(connection, readings, lineage.parts, knowledge)
    named = (
        (document, unit, *span, family)
        for document in sorted(lineage.places)
        for unit, (span, family) in _placed(lineage, document)
    )
    connection.executemany("INSERT INTO families VALUES (?, ?, ?, ?, ?)", named)
    rows = ((*link, copy) for link, copy in zip(lineage.links, copies, strict=True))
    connection.executemany("INSERT INTO links VALUES (?, ?, ?, ?, ?)", rows)


def write_wording(
    connection: sqlite3.Connection, readings: Iterable[Reading], parts: Mapping[str, Units], knowledge: Knowledge
) -> None:
    """Put the words of documents, as hashes, into a record."""
    for reading in readings:
        part = parts[reading.document.document]
        hashes, places = (column.tobytes() for column in seeds.seeds(part))
        same, marks = words.wording(part) if len(part) else "", reach(reading, knowledge).told()
        row = (part.document, same, marks, hashes, places, words.packed(part))
        connection.execute("INSERT INTO wording VALUES (?, ?, ?, ?, ?, ?)", row)


def _placed(lineage: Lineage, document: str) -> list[tuple[int, tuple[tuple[int, int], str]]]:
    units = {span: n for n, span in enumerate(lineage.parts[document].spans)}
    return [(units[low, high], ((low, high), family)) for low, high, family in lineage.places[document]]


class Kin:
    """The lineage kept in a record (:class:`comity.weighing.lineage.adding.Kept`)."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._ask = connection.execute
        self._units: dict[str, Units] = {}
        self._names: list[str] = []
        self._every: tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint32], npt.NDArray[np.int64]] | None = None

    def sharing(self, hashes: Hashes) -> Shared:
        """Where these seeds stand."""
        if self._every is None:
            held = self._ask("SELECT document, seeds, places FROM wording ORDER BY document").fetchall()
            self._names = [name for name, *_ in held]
            every = np.frombuffer(b"".join(raw for _, raw, _ in held), "<u8")
            unit = np.frombuffer(b"".join(raw for *_, raw in held), "<u4")
            self._every = every, unit, np.cumsum([0, *(len(raw) // 8 for _, raw, _ in held)])
        every, unit, first = self._every
        ends = np.zeros(1 << 16, bool)  # most seeds are told apart by their last bits
        ends[(hashes & np.uint64(0xFFFF)).astype(np.int64)] = True
        near = np.flatnonzero(ends[every.view("<u2")[::4]])
        near = near[np.isin(every[near], hashes)]
        owner, at = np.unique(np.searchsorted(first, near, "right") - 1, return_inverse=True)
        documents = [self._names[n] for n in owner.tolist()]
        return Shared(documents, every[near].astype(np.uint64), at.reshape(-1), unit[near].astype(np.int64))

    def alike(self, digest: str) -> list[str]:
        """The documents of this wording throughout, by name."""
        return [n for (n,) in self._ask("SELECT document FROM wording WHERE same = ? ORDER BY document", (digest,))]

    def units(self, documents: Iterable[str]) -> dict[str, Units]:
        """The units of these documents."""
        out = {}
        for name in documents:
            if name not in self._units:
                (raw,) = self._ask("SELECT units FROM wording WHERE document = ?", (name,)).fetchone()
                self._units[name] = words.unpacked(name, raw)
            out[name] = self._units[name]
        return out

    def links(self, two: Two) -> list[tuple[int, int]]:
        """The copied sentences of two documents."""
        return list(self._ask("SELECT i, j FROM links WHERE a = ? AND b = ? ORDER BY i, j", two))

    def family(self, sentence: Sentence) -> str:
        """The family of a sentence, "" where it has none."""
        row = self._ask("SELECT family FROM families WHERE document = ? AND unit = ?", sentence).fetchone()
        return str(row[0]) if row else ""

    def members(self, family: str) -> tuple[list[Sentence], list[Link]]:
        """The sentences of a family, and which of them are copies of which."""
        held = self._ask("SELECT document, unit FROM families WHERE family = ? ORDER BY document, unit", (family,))
        tied = self._ask(
            "SELECT l.a, l.i, l.b, l.j FROM families f JOIN links l ON l.a = f.document AND l.i = f.unit "
            "WHERE f.family = ?",
            (family,),
        )
        return list(held), [((a, i), (b, j)) for a, i, b, j in tied]

    def copies(self, family: str) -> int:
        """How many copies tie the sentences of a family together."""
        return int(self._ask(f"SELECT count(*) {_TIED}", (family,)).fetchone()[0])

    def edited(self, family: str) -> bool:
        """Whether any copy in a family was edited so that it tells something else."""
        changes = ", ".join(f"'{change}'" for change in FIELDS)
        told = f"{_TIED_TEXT} AND json_extract(e.value, '$.changes') IN ({changes})"
        return bool(self._ask(f"SELECT EXISTS (SELECT 1 {told})", (family,)).fetchone()[0])

    def namesakes(self, base: str) -> list[str]:
        """The families that this wording names, with or without a number."""
        rows = self._ask(
            "SELECT DISTINCT family FROM families WHERE family = ?1 OR family >= ?1 || '-' AND family < ?1 || '.'",
            (base,),
        )
        return [family for (family,) in rows]
