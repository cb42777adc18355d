"""The tables of a record into which new documents are put: rows found by their place, changed rows alone written."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from comity import tables
from comity.keeping import naming, places, store
from comity.keeping.asking import folded
from comity.keeping.writing import titles
from comity.knowledge import Knowledge
from comity.models import Claim, Fact, Judgement, Reading, Weighing
from comity.weighing.index import scales
from comity.weighing.lineage.adding import Wide
from comity.weighing.threads import KINDS

Key = tuple[Any, ...]


class Grown:
    """A record open for writing; ``places`` are those of its documents."""

    def __init__(self, connection: sqlite3.Connection, knowledge: Knowledge) -> None:
        self.connection = connection
        self.knowledge = knowledge
        self.places: dict[str, int] = dict(connection.execute("SELECT document, seq FROM documents ORDER BY document"))
        self._title: Callable[[Fact], str] = lambda fact: ""
        self._into = {table: store.inserting(table, lambda fact: self._title(fact)) for table in tables.TABLES}
        lines = {line: n for n, line in enumerate(scales(knowledge).lines)}
        self._keys: dict[str, Callable[[Any], Key]] = {
            "facts": lambda f: (f.when == "", f.when, f.id),
            "disputes": lambda d: (d.kind, d.field, d.id),
            "threads": lambda t: (t.name, KINDS.index(t.kind)),
            "index": lambda p: (p.year, lines[p.line]),
        }

    def insert(self, table: str, number: int, value: Any) -> None:
        """Put one row in its place."""
        statement, cells = self._into[table]
        self.connection.execute(statement.replace("OR IGNORE", "OR ABORT"), [number, *cells(value)])

    def within(self, place: int, held: Sequence[tuple[Any, int]], keys: Iterable[Any]) -> dict[Any, int]:
        """Numbers for new keys among those of one place. Raises NoRoom."""
        low = places.row(place, 0)
        found = places.inserted([(key, number - low) for key, number in held], keys, 1 << places.WITHIN)
        return {key: low + number for key, number in found.items()}

    # --- what was read

    def documents(self, new: Sequence[Reading], packed: Mapping[str, store.Packed]) -> None:
        """Put new documents in their places among the others, and what they say, but for what weighing settles."""
        self.places |= places.inserted(list(self.places.items()), [r.document.document for r in new])
        for reading in new:
            name = reading.document.document
            place = self.places[name]
            self.insert("documents", place, reading.document)
            for table in tables.READ:
                for n, value in enumerate(getattr(reading, table), 1):
                    self.insert(table, places.row(place, n), value)
            self.connection.execute("INSERT INTO readings VALUES (?, ?, ?, ?)", (name, *packed[name]))
            self.connection.execute(
                "INSERT INTO sentences_fts (rowid, quote) SELECT seq, quote FROM sentences "
                "WHERE document = ? AND NOT furniture ORDER BY seq",
                (name,),
            )

    def named(self, new: Sequence[Reading], after: Weighing) -> None:
        """The names of actors with those that new documents give. Raises Wide where one is called otherwise now."""
        ask = self.connection.execute
        called, worded = naming.counted(new)
        codes = naming.parties(after.claims, after.facts) | set(called)
        codes |= {store.state_of(c) for c in codes}
        for code in sorted(called):
            for (name, kind), n in sorted(called[code].items()):
                ask(
                    "INSERT INTO called VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n",
                    (code, name, kind, n),
                )
        held: dict[str, Counter[tuple[str, str]]] = {}
        for code in sorted(codes):
            rows = ask("SELECT name, kind, n FROM called WHERE actor = ?", (code,)).fetchall()
            if rows:
                held[code] = Counter({(name, kind): n for name, kind, n in rows})
        known = {code: (code, name, kind) for code, name, kind in ask("SELECT code, name, kind FROM actors")}
        words = set(worded)
        for actor in naming.actors(held, codes, self.knowledge):
            if actor[0] not in known:
                ask("INSERT INTO actors VALUES (?, ?, ?, ?)", (*actor, actor[2] == "state"))
                known[actor[0]] = actor
                words.add(folded(actor[1]))
            elif known[actor[0]] != actor:
                raise Wide(f"{actor[0]} is called {actor[1]} now")
        ask_many = self.connection.executemany
        ask_many(
            "INSERT OR IGNORE INTO worded VALUES (?, ?)", [(w, c) for w in sorted(worded) for c in sorted(worded[w])]
        )
        meant = {w: {c for (c,) in ask("SELECT code FROM worded WHERE word = ?", (w,))} for w in sorted(words)}
        ask_many("DELETE FROM names WHERE name = ?", [(w,) for w in sorted(words)])
        ask_many("INSERT INTO names VALUES (?, ?)", [n for n in naming.names(meant, known.values()) if n[0] in words])
        self._title = titles({code: name for code, name, _ in known.values()}, self.knowledge)

    # --- what is weighed

    def weighed(self, before: Weighing, after: Weighing) -> None:
        """Put the difference between two weighings into the tables. Raises Wide where the record holds another."""
        self._claims(before, after)
        self._amounts(before, after)
        place = self._pairs({v.pair for t in places.OF_PAIRS for v in set(getattr(after, t)) - set(getattr(before, t))})
        for table in places.OF_PAIRS:
            old, new = getattr(before, table), getattr(after, table)
            gone, come = _differing(old, new)
            about = sorted(set(gone) | set(come))
            held = {pair: self._stored(table, pair) for pair in about}
            if table == "periods":
                for pair in about:
                    was, now = ([p for p in all_ if p.pair == pair] for all_ in (old, new))
                    self._whole(held[pair], was, now, place, pair)
                continue
            for pair in about:  # all that goes before anything comes: a fact may go from one pair to another
                held[pair] = self._gone(table, held[pair], gone.get(pair, []), pair, before)
            for pair in about:
                self._come(table, held[pair], come.get(pair, []), place.get(pair, 0), after)

    def _claims(self, before: Weighing, after: Weighing) -> None:
        was = {c.id: c for c in before.claims}
        counted: Counter[str] = Counter()
        come: list[Claim] = []
        for claim in after.claims:
            if claim.id not in was:
                counted[claim.at.document] += 1
                self.insert("claims", places.row(self.places[claim.at.document], counted[claim.at.document]), claim)
                come.append(claim)
            elif claim != was[claim.id]:
                self._replaced("claims", was[claim.id], claim)
                if store.roles(claim) != store.roles(was[claim.id]):
                    self.connection.execute("DELETE FROM claim_actor WHERE claim = ?", (claim.id,))
                    come.append(claim)
        store.link_claims(self.connection, come)

    def _amounts(self, before: Weighing, after: Weighing) -> None:
        was = {a.id: a for a in before.amounts}
        counted: Counter[str] = Counter()
        for amount in after.amounts:
            if amount.id not in was:
                counted[amount.at.document] += 1
                self.insert("amounts", places.row(self.places[amount.at.document], counted[amount.at.document]), amount)
            elif amount != was[amount.id]:
                self._replaced("amounts", was[amount.id], amount)

    def ruled(self, now: Sequence[Judgement], before: Weighing, after: Weighing) -> None:
        """The rulings that stand. Raises Wide where by them somebody takes no part in anything any more."""
        gone = naming.parties(before.claims, before.facts) - naming.parties(after.claims, after.facts)
        for code in sorted(gone | {store.state_of(c) for c in gone}):
            held = self.connection.execute(
                "SELECT EXISTS (SELECT 1 FROM called WHERE actor = ?1 OR actor GLOB ?1 || '/*') "
                "OR EXISTS (SELECT 1 FROM claim_actor WHERE code = ?1 OR state = ?1)",
                (code,),
            )
            if not held.fetchone()[0]:
                raise Wide(f"{code} takes no part any more")
        self.connection.execute("DELETE FROM judgements")
        for number, ruling in enumerate(now, 1):
            self.insert("judgements", number, ruling)

    def _replaced(self, table: str, old: Any, new: Any) -> None:
        found = [
            (number, value)
            for (number,), value in store.with_extra(self.connection, table, ("t.seq",), "WHERE t.id = ?", (old.id,))
        ]
        if [value for _, value in found] != [old]:
            raise Wide(f"{table} {old.id}")
        self.connection.execute(f"DELETE FROM {table} WHERE seq = ?", (found[0][0],))
        self.insert(table, found[0][0], new)

    def _stored(self, table: str, pair: tuple[str, ...]) -> list[tuple[int, Any]]:
        """(number, value) of all rows about a pair, in order."""
        key = json.dumps(list(pair), ensure_ascii=False)
        rows = store.with_extra(self.connection, table, ("t.seq",), "WHERE t.pair = ? ORDER BY t.seq", (key,))
        return [(number, value) for (number,), value in rows]

    def _pairs(self, about: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
        """The places of all pairs, with places for those that are new."""
        rows = self.connection.execute("SELECT pair, place FROM pairs").fetchall()
        known = {tuple(json.loads(pair)): place for pair, place in rows}
        new = places.inserted(sorted(known.items()), set(about) - set(known))
        self.connection.executemany(
            "INSERT INTO pairs VALUES (?, ?)", ((json.dumps(list(p), ensure_ascii=False), n) for p, n in new.items())
        )
        return known | new

    def _whole(
        self,
        held: list[tuple[int, Any]],
        old: list[Any],
        new: list[Any],
        place: Mapping[tuple[str, ...], int],
        pair: tuple[str, ...],
    ) -> None:
        """All periods of a pair, whose order no single one of them tells."""
        if [value for _, value in held] != old:
            raise Wide(f"periods of {pair}")
        self.connection.executemany("DELETE FROM periods WHERE seq = ?", ((number,) for number, _ in held))
        for within, value in zip(places.between(0, 1 << places.WITHIN, len(new)), new, strict=True):
            self.insert("periods", places.row(place[pair], within), value)

    def _gone(
        self, table: str, held: list[tuple[int, Any]], gone: list[Any], pair: tuple[str, ...], before: Weighing
    ) -> list[tuple[int, Any]]:
        """The rows of a pair but for those that go."""
        out = set(gone)
        leaving = [(number, value) for number, value in held if value in out]
        if len(leaving) != len(out):
            raise Wide(f"{table} of {pair}")
        for number, value in leaving:
            self._remove(table, number, value, before)
        return [(number, value) for number, value in held if value not in out]

    def _come(self, table: str, held: list[tuple[int, Any]], come: list[Any], place: int, after: Weighing) -> None:
        """The rows of a pair that come, in their places between those that stay."""
        key = self._keys[table]
        staying = [(key(value), number) for number, value in held]
        for found, number in self.within(place, staying, [key(v) for v in come]).items():
            self.insert(table, number, next(v for v in come if key(v) == found))
        if table == "facts":
            store.link_facts(self.connection, come, {c.id: c for c in after.claims}, self._title)
        elif table == "disputes":
            store.link_disputes(self.connection, come, {f.id: f for f in after.facts})

    def _remove(self, table: str, number: int, value: Any, before: Weighing) -> None:
        ask = self.connection.execute
        if table == "facts":
            (title,) = ask("SELECT title FROM facts WHERE seq = ?", (number,)).fetchone()
            claims = {c.id: c for c in self._of(value, before)}
            words = store.fact_words(title, value, claims)
            ask("INSERT INTO facts_fts (facts_fts, rowid, words) VALUES ('delete', ?, ?)", (number, words))
            ask("DELETE FROM fact_claim WHERE fact = ?", (value.id,))
            ask("DELETE FROM fact_pair WHERE fact = ?", (value.id,))
        elif table == "disputes":
            ask("DELETE FROM dispute_pair WHERE dispute = ?", (value.id,))
        ask(f'DELETE FROM "{table}" WHERE seq = ?', (number,))

    def _of(self, fact: Fact, weighing: Weighing) -> list[Claim]:
        wanted = set(fact.claims)
        return [c for c in weighing.claims if c.id in wanted]


def _differing(old: Sequence[Any], new: Sequence[Any]) -> tuple[dict[Any, list[Any]], dict[Any, list[Any]]]:
    """What is in one alone, by pair."""
    was, now = set(old), set(new)
    gone: dict[Any, list[Any]] = defaultdict(list)
    come: dict[Any, list[Any]] = defaultdict(list)
    for value in old:
        if value not in now:
            gone[value.pair].append(value)
    for value in new:
        if value not in was:
            come[value.pair].append(value)
    return gone, come
