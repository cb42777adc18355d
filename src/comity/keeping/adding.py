"""Documents and rulings added to a record: only what they touch is weighed again, only rows that differ are written.

What they touch (:mod:`comity.keeping.touched`) is weighed twice, without them and with them; the difference is put into
the tables. Every row that goes must stand in the record just as weighing without them gives it: where one
does not, something reaches farther than was thought, Wide is raised, and the whole record is weighed anew.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from comity.keeping import kin, store
from comity.keeping.grown import Grown
from comity.keeping.places import NoRoom
from comity.keeping.touched import Touched
from comity.knowledge import Knowledge
from comity.models import Copy, Judgement, Reading
from comity.weighing import weigh
from comity.weighing.lineage import Lineage, copy
from comity.weighing.lineage.adding import Change, Wide, added
from comity.weighing.lineage.words import units
from comity.weighing.reach import reach

SHARE = 8
"""Documents that a record must hold for each that is added; where fewer are there, everything is weighed anew."""

__all__ = ["SHARE", "NoRoom", "Wide", "add"]


def add(
    connection: sqlite3.Connection,
    new: Sequence[Reading],
    packed: Mapping[str, store.Packed],
    knowledge: Knowledge,
    was: Sequence[Judgement] = (),
    now: Sequence[Judgement] = (),
) -> None:
    """Put new documents, new rulings or both into a record that is open for writing and that nobody else sees.

    ``was`` are the rulings that stand in it, ``now`` those that are to stand. A record in which a ruling finds nothing
    to act on, and says so, cannot be changed piece by piece.

    Raises Wide or NoRoom where everything has to be weighed anew; the file is then of no more use.
    """
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
    new = sorted(new, key=lambda r: r.document.document)
    with connection:
        kept = kin.Kin(connection)
        change = added([units(r, knowledge) for r in new], kept) if new else Change()
        old = _touched(connection, new, change, kept, knowledge, was, now)
        names = {r.document.document for r in old}
        copied = _kept(connection, names)
        copies = _changed(connection, copied, change, names | {r.document.document for r in new}, new, knowledge)
        before = weigh(old, knowledge, was, copied)
        after = weigh([*old, *new], knowledge, now, copies)
        if before.notes != after.notes:
            raise Wide("a ruling has something to say that it had not, or no longer")
        grown = Grown(connection, knowledge)
        grown.documents(new, packed)
        kin.write_wording(connection, new, change.parts, knowledge)
        grown.named(new, after)
        _copies(connection, change, kept, copies, grown)
        grown.weighed(before, after)
        if list(was) != list(now):
            grown.ruled(now, before, after)


def _touched(
    connection: sqlite3.Connection,
    new: Sequence[Reading],
    change: Change,
    kept: kin.Kin,
    knowledge: Knowledge,
    was: Sequence[Judgement],
    now: Sequence[Judgement],
) -> list[Reading]:
    """The readings of the documents that were there and that must be weighed again."""
    touched = Touched(connection)
    touched.new(new, [reach(r, knowledge) for r in new])
    fresh = {r.document.document for r in new}
    moved = [at for at in change.families if at[0] not in fresh]
    touched.moved((document, *change.parts[document].spans[unit]) for document, unit in moved)
    families = {kept.family(at) for at in change.families if at[0] not in fresh}
    touched.families(sorted(families - {""}))
    touched.ruled(was, now)
    out = []
    for name in touched.whole():
        row = connection.execute(
            "SELECT r.reading, d.text FROM readings r JOIN documents d USING (document) WHERE document = ?", (name,)
        ).fetchone()
        out.append(store.unpack(*row))
    return out


def _kept(connection: sqlite3.Connection, names: set[str]) -> Lineage:
    """The lineage of some documents as the record has it: copies between them, and all their families."""
    held: dict[str, list[tuple[int, int, str]]] = {}
    copies: list[tuple[tuple[str, int, str, int], Copy]] = []
    for name in sorted(names):
        rows = connection.execute(
            'SELECT start, "end", family FROM families WHERE document = ? ORDER BY unit', (name,)
        ).fetchall()
        if rows:
            held[name] = rows
            found = store.with_extra(
                connection,
                "copies",
                ("l.a", "l.i", "l.b", "l.j"),
                "JOIN links l ON l.copy = t.seq WHERE l.a = ?",
                (name,),
            )
            copies += [(link, value) for link, value in found if link[2] in names]
    return _lineage(copies, held)


def _lineage(
    copies: Iterable[tuple[tuple[str, int, str, int], Copy]], held: Mapping[str, Sequence[tuple[int, int, str]]]
) -> Lineage:
    ordered = sorted(copies, key=lambda c: (c[0][0], c[0][2], c[0][1], c[0][3]))
    return Lineage(
        tuple(value for _, value in ordered),
        {name: tuple(sorted(rows)) for name, rows in sorted(held.items())},
        tuple(link for link, _ in ordered),
    )


def _changed(
    connection: sqlite3.Connection,
    was: Lineage,
    change: Change,
    names: set[str],
    new: Sequence[Reading],
    knowledge: Knowledge,
) -> Lineage:
    """The lineage of the same documents and the new ones."""
    held: dict[str, dict[tuple[int, int], str]] = {
        name: {(low, high): family for low, high, family in rows} for name, rows in was.places.items()
    }
    for (document, unit), family in change.families.items():
        if document in names:
            here = held.setdefault(document, {})
            span = change.parts[document].spans[unit]
            here.pop(span, None)
            if family:
                here[span] = family
    texts = {r.document.document: r.document for r in new}
    copies = dict(zip(was.links, was.copies, strict=True))
    for (a, b), matches in change.found.items():
        before = set(change.before[a, b])
        for i, j in before - {(m.a, m.b) for m in matches}:
            copies.pop((a, i, b, j), None)
        for m in matches:
            if (m.a, m.b) not in before:
                for name in (a, b):
                    if name not in texts:
                        texts[name] = next(store.values(connection, "documents", "WHERE t.document = ?", (name,)))
                family = change.families[a, m.a]
                parts = (change.parts[a], change.parts[b])
                copies[a, m.a, b, m.b] = copy(texts[a], texts[b], parts, m, family, knowledge)
    renamed = [
        (link, dataclasses.replace(c, family=change.families.get(link[:2], c.family))) for link, c in copies.items()
    ]
    spans = {n: [(*span, family) for span, family in rows.items()] for n, rows in held.items() if rows}
    return _lineage(renamed, spans)


def _copies(connection: sqlite3.Connection, change: Change, kept: kin.Kin, now: Lineage, grown: Grown) -> None:
    """Copied passages, links and families as they are now."""
    held = dict(zip(now.links, now.copies, strict=True))
    come: dict[str, list[tuple[str, int, int]]] = {}
    for (a, b), matches in change.found.items():
        before, links = set(change.before[a, b]), {(m.a, m.b) for m in matches}
        for i, j in sorted(before - links):
            link = (a, i, b, j)
            (number,) = connection.execute(
                "SELECT copy FROM links WHERE a = ? AND i = ? AND b = ? AND j = ?", link
            ).fetchone()
            connection.execute("DELETE FROM links WHERE copy = ?", (number,))
            connection.execute("DELETE FROM copies WHERE seq = ?", (number,))
        for i, j in sorted(links - before):
            come.setdefault(a, []).append((b, i, j))
    for a, keys in sorted(come.items()):
        rows = connection.execute("SELECT b, i, j, copy FROM links WHERE a = ? ORDER BY b, i, j", (a,)).fetchall()
        for key, number in grown.within(grown.places[a], [((b, i, j), n) for b, i, j, n in rows], keys).items():
            link = (a, key[1], key[0], key[2])
            grown.insert("copies", number, held[link])
            connection.execute("INSERT INTO links VALUES (?, ?, ?, ?, ?)", (*link, number))
    for (document, unit), family in sorted(change.families.items()):
        connection.execute("DELETE FROM families WHERE document = ? AND unit = ?", (document, unit))
        if family:
            span = change.parts[document].spans[unit]
            connection.execute("INSERT INTO families VALUES (?, ?, ?, ?, ?)", (document, unit, *span, family))
            connection.execute(
                "UPDATE copies SET family = ?1 WHERE family <> ?1 "
                "AND seq IN (SELECT copy FROM links WHERE a = ?2 AND i = ?3)",
                (family, document, unit),
            )
