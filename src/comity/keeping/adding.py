"""Documents and rulings added to a record: only what they touch is weighed again, only rows that differ are written.

What they touch (:mod:`comity.keeping.touched`) is weighed twice, without them and with them; the difference is put into
the tables. Every row that goes must stand in the record just as weighing without them gives it: where one
does not, something reaches farther than was thought, Wide is raised, and the whole record is weighed anew.
"""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from comity.keeping import kin, store
from comity.keeping.grown import Grown
from comity.keeping.places import NoRoom
from comity.keeping.ties import Link, tied
from comity.keeping.touched import Touched, bounded
from comity.knowledge import Knowledge
from comity.models import Copy, Judgement, Reading, Weighing
from comity.weighing import weigh
from comity.weighing.disputes.variants import MANY
from comity.weighing.lineage import Lineage, copy
from comity.weighing.lineage.adding import Change, Wide, added
from comity.weighing.lineage.words import units
from comity.weighing.reach import reach
from comity.weighing.sharing import Share, alone

SHARE = 8
"""Documents that a record must hold for each that is added; where fewer are there, everything is weighed anew."""

FEWEST = 50
"""Documents to look at again below which the two weighings are not shared out."""

_TELLS = attrgetter("fact", "actors", "recipients")
"""What a dispute over wordings names of the claims in them."""

__all__ = ["SHARE", "NoRoom", "Wide", "add"]


def add(
    connection: sqlite3.Connection,
    new: Sequence[Reading],
    packed: Mapping[str, store.Packed],
    knowledge: Knowledge,
    was: Sequence[Judgement] = (),
    now: Sequence[Judgement] = (),
    share: Share = alone,
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
        come = _come(connection, change, new, knowledge)
        names = _touched(connection, new, change, come, kept, knowledge, was, now)
        while True:
            old = _readings(connection, names)
            copied = _kept(connection, names)
            every = names | {r.document.document for r in new}
            copies = _changed(copied, change, every, come)
            two = ((old, knowledge, was, copied), ([*old, *new], knowledge, now, copies))
            before, after = (share if len(old) >= FEWEST else alone)(_weighed, two)
            further = _worded(connection, kept, copied, before, after) - names
            if not further:
                break
            names |= further
            bounded(len(names), connection.execute("SELECT count(*) FROM documents").fetchone()[0])
        if before.notes != after.notes:
            raise Wide("a ruling has something to say that it had not, or no longer")
        grown = Grown(connection, knowledge)
        grown.documents(new, packed)
        kin.write_wording(connection, new, change.parts, knowledge)
        grown.named(new, after)
        _copies(connection, change, come, grown)
        grown.weighed(before, after)
        if list(was) != list(now):
            grown.ruled(now, before, after)


def _weighed(given: tuple[Sequence[Reading], Knowledge, Sequence[Judgement], Lineage]) -> Weighing:
    return weigh(*given)


def _touched(
    connection: sqlite3.Connection,
    new: Sequence[Reading],
    change: Change,
    come: Mapping[Link, Copy],
    kept: kin.Kin,
    knowledge: Knowledge,
    was: Sequence[Judgement],
    now: Sequence[Judgement],
) -> set[str]:
    """The documents that were there and that must be weighed again."""
    touched = Touched(connection)
    touched.new(new, [reach(r, knowledge) for r in new])
    tied(touched, new, change, come, kept)
    touched.ruled(was, now)
    return set(touched.whole())


def _worded(
    connection: sqlite3.Connection, kept: kin.Kin, copied: Lineage, before: Weighing, after: Weighing
) -> set[str]:
    """The documents of passages with rival wordings from which a claim was read that tells another fact now.

    What is told of the wordings names a fact; of these passages only some copies were looked at.
    """
    partial = {c.family for c in copied.beyond}
    now = {c.id: c for c in after.claims}
    out: set[str] = set()
    for claim in before.claims if partial else ():
        same, at = now.get(claim.id), claim.at
        if same is not None and _TELLS(same) == _TELLS(claim):
            continue
        for low, high, family in copied.places.get(at.document, ()):
            here = family in partial and low < at.end and at.start < high
            if here and kept.copies(family) <= MANY and kept.edited(family):
                out.update(document for document, _ in kept.members(family)[0])
    return out


def _readings(connection: sqlite3.Connection, names: Iterable[str]) -> list[Reading]:
    out = []
    for name in sorted(names):
        row = connection.execute(
            "SELECT r.reading, d.text FROM readings r JOIN documents d USING (document) WHERE document = ?", (name,)
        ).fetchone()
        out.append(store.unpack(*row))
    return out


def _kept(connection: sqlite3.Connection, names: set[str]) -> Lineage:
    """The lineage of some documents as the record has it: copies between them, those beyond, and all their families."""
    held: dict[str, list[tuple[int, int, str]]] = {}
    copies: list[tuple[tuple[str, int, str, int], Copy]] = []
    beyond: list[Copy] = []
    for name in sorted(names):
        rows = connection.execute(
            'SELECT start, "end", family FROM families WHERE document = ? ORDER BY unit', (name,)
        ).fetchall()
        if rows:
            held[name] = rows
            links = "JOIN links l ON l.copy = t.seq WHERE l.a = ?"
            for link, value in store.with_extra(connection, "copies", ("l.a", "l.i", "l.b", "l.j"), links, (name,)):
                if link[2] in names:
                    copies.append((link, value))
                else:
                    beyond.append(value)
            other = store.values(connection, "copies", "WHERE json_extract(t.b, '$.document') = ?", (name,))
            beyond += [copy for copy in other if copy.a.document not in names]
    return _lineage(copies, held, beyond)


def _lineage(
    copies: Iterable[tuple[tuple[str, int, str, int], Copy]],
    held: Mapping[str, Sequence[tuple[int, int, str]]],
    beyond: Iterable[Copy],
) -> Lineage:
    ordered = sorted(copies, key=lambda c: (c[0][0], c[0][2], c[0][1], c[0][3]))
    return Lineage(
        tuple(value for _, value in ordered),
        {name: tuple(sorted(rows)) for name, rows in sorted(held.items())},
        tuple(link for link, _ in ordered),
        beyond=tuple(beyond),
    )


def _come(
    connection: sqlite3.Connection, change: Change, new: Sequence[Reading], knowledge: Knowledge
) -> dict[Link, Copy]:
    """The copies that were not there before."""
    texts = {r.document.document: r.document for r in new}
    out: dict[Link, Copy] = {}
    for (a, b), matches in change.found.items():
        before = set(change.before[a, b])
        for m in matches:
            if (m.a, m.b) not in before:
                for name in (a, b):
                    if name not in texts:
                        texts[name] = next(store.values(connection, "documents", "WHERE t.document = ?", (name,)))
                parts = (change.parts[a], change.parts[b])
                out[a, m.a, b, m.b] = copy(texts[a], texts[b], parts, m, change.families[a, m.a], knowledge)
    return out


def _changed(was: Lineage, change: Change, names: set[str], come: Mapping[Link, Copy]) -> Lineage:
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
    copies = dict(zip(was.links, was.copies, strict=True))
    for (a, b), matches in change.found.items():
        for i, j in set(change.before[a, b]) - {(m.a, m.b) for m in matches}:
            copies.pop((a, i, b, j), None)
    beyond = list(was.beyond)
    for link, value in come.items():
        if link[0] in names and link[2] in names:
            copies[link] = value
        else:
            beyond.append(value)
    renamed = [
        (link, dataclasses.replace(c, family=change.families.get(link[:2], c.family))) for link, c in copies.items()
    ]
    spans = {n: [(*span, family) for span, family in rows.items()] for n, rows in held.items() if rows}
    return _lineage(renamed, spans, beyond)


def _copies(connection: sqlite3.Connection, change: Change, held: Mapping[Link, Copy], grown: Grown) -> None:
    """Copied passages, links and families as they are now; ``held`` are the copies that were not there before."""
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
