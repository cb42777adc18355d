"""Which documents of a record one must look at again when others are added: all that what is new may change.

Facts are made of claims between the same states, periods and index of all that is told of a pair, sums of all money
between two; copied passages tie documents together whatever they tell.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from comity.keeping.store import state_of, unpack
from comity.models import Claim, Judgement, Reading
from comity.weighing.lineage.adding import Wide
from comity.weighing.reach import Reach, told

MOST = 0.5
"""Share of a record's documents beyond which everything is weighed anew."""

Two = tuple[str, str]
_CITED = """
SELECT c.id FROM disputes d, json_each(d.sides) s, json_each(s.value, '$.evidence') e
JOIN claims c ON c.document = json_extract(e.value, '$.document') AND c.start < json_extract(e.value, '$.end')
  AND c."end" > json_extract(e.value, '$.start')
WHERE d.id = ?
"""
"""The claims that a dispute cites."""
_WORDED = """
SELECT DISTINCT m.document FROM disputes d, json_each(d.sides) s, json_each(s.value, '$.evidence') e
JOIN families f ON f.document = json_extract(e.value, '$.document') AND f.start < json_extract(e.value, '$.end')
  AND f."end" > json_extract(e.value, '$.start')
JOIN families m ON m.family = f.family
WHERE d.id = ? AND d.kind = 'variant'
"""
"""The documents that share the passage whose wordings a dispute is about."""


class Touched:
    """The documents to look at again, as they are found."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._ask = connection.execute
        self._topics: set[str] = set()
        self._pairs: set[Two] = set()
        self._money: set[Two] = set()
        self._waiting: list[str] = []
        self.documents: set[str] = set()

    def new(self, readings: Sequence[Reading], reaches: Sequence[Reach]) -> None:
        """All that new documents may change."""
        for reading, own in zip(readings, reaches, strict=True):
            self._claims(reading.claims)
            self._about(s.pair for s in reading.status)
            self._about(p.pair for p in reading.passages)
            self._about((state_of(o.state), state_of(o.accredited_to)) for o in reading.offices)
            self._sums((a.payer, a.recipient) for a in reading.amounts)
            self._far(own, [s.pair for s in reading.status])

    def moved(self, place: tuple[str, int, int], stays: Callable[[int, int, str], bool]) -> set[str]:
        """All that a sentence in this place may change, whose family is another or which others share than before.

        ``stays`` tells of a stretch and a family whether that stays the family of the stretch. Gives the types of the
        claims that may be of another.
        """
        claims = self._ask(
            'SELECT start, "end", family, states, plover FROM claims WHERE document = ? AND start < ?3 AND "end" > ?2',
            place,
        ).fetchall()
        moved = [(states, plover) for start, end, family, states, plover in claims if not stays(start, end, family)]
        for states, _ in moved:
            self._topic(states)
        sums = self._ask(
            'SELECT payer, recipient FROM amounts WHERE document = ? AND start < ?3 AND "end" > ?2', place
        ).fetchall()
        self._sums(sums)
        if moved or sums:
            self.documents.add(place[0])
        return {plover for _, plover in moved}

    def tellings(self, family: str, plover: str) -> None:
        """All that the claims of a family and a type may change, which may be one claim told by several documents."""
        told = "SELECT DISTINCT document, states FROM claims WHERE family = ? AND plover = ?"
        for document, states in self._ask(told, (family, plover)).fetchall():
            self.documents.add(document)
            self._topic(states)

    def ruled(self, was: Sequence[Judgement], now: Sequence[Judgement]) -> None:
        """All that rulings may change: what those speak of that stand now and did not, or the other way round.

        Claims that other rulings speak of are looked at as well, since what was read of them is not what the record
        says. Raises Wide for a ruling of which nothing is known any more.
        """
        changed = set(was) ^ set(now)
        if not changed and list(was) != list(now):
            raise Wide("the same rulings in another order")
        for ruling in dict.fromkeys((*was, *now)):
            claims = self._ruled_on(ruling)
            self.documents.update(document for document, _ in claims.values())
            for id_ in sorted({ruling.target, *ruling.claims.split(), *ruling.value.split()}):
                self._add(_WORDED, (id_,))
            if ruling not in changed:
                continue
            if not claims:
                raise Wide(f"the ruling on {ruling.target}")
            codes = {state_of(c) for c in ruling.value.split()} if ruling.verdict in ("actors", "recipients") else set()
            for id_, (document, states) in claims.items():
                read = [c for c in self._read(document).claims if c.id == id_]
                self._claims(read)
                self._topic(states)
                parties = {state_of(c) for claim in read for c in claim.actors + claim.recipients}
                self._about(combinations(sorted(parties | set(states.split()) | codes), 2))
                self._sums(self._ask("SELECT payer, recipient FROM amounts WHERE document = ?", (document,)).fetchall())
            for pair in self._pairs_of(ruling):
                self._about(combinations(sorted({state_of(c) for c in pair} | codes), 2))

    def _ruled_on(self, ruling: Judgement) -> dict[str, tuple[str, str]]:
        """The claims that a ruling speaks of: id -> (document, states)."""
        named = {ruling.target, *ruling.claims.split(), *ruling.value.split()}
        for id_ in sorted(named):
            named.update(c for (c,) in self._ask("SELECT claim FROM fact_claim WHERE fact = ?", (id_,)))
            about = "SELECT fact FROM disputes WHERE id = ?"
            named.update(c for (c,) in self._ask(f"SELECT claim FROM fact_claim WHERE fact IN ({about})", (id_,)))
            named.update(c for (c,) in self._ask(_CITED, (id_,)))
        rows = (self._ask("SELECT id, document, states FROM claims WHERE id = ?", (id_,)) for id_ in sorted(named))
        return {id_: (document, states) for found in rows for id_, document, states in found}

    def _pairs_of(self, ruling: Judgement) -> list[list[str]]:
        """The pairs of the facts and disputes that a ruling speaks of."""
        found: list[list[str]] = []
        for id_ in sorted({ruling.target, *ruling.value.split()}):
            for table in ("facts", "disputes"):
                rows = self._ask(f"SELECT pair FROM {table} WHERE id = ?", (id_,))
                found += [json.loads(pair) for (pair,) in rows]
        return found

    def _read(self, document: str) -> Reading:
        row = self._ask(
            "SELECT r.reading, d.text FROM readings r JOIN documents d USING (document) WHERE document = ?", (document,)
        ).fetchone()
        return unpack(*row)

    def whole(self) -> list[str]:
        """Every document to look at, by name. Raises Wide where that is most of the record."""
        while self._waiting:
            states = self._waiting.pop()
            self._add("SELECT DISTINCT document FROM claims WHERE states = ?", (states,))
            tied = self._ask(
                "SELECT DISTINCT f.states FROM claims c JOIN claims f ON f.fact = c.fact "
                "WHERE c.states = ? AND c.fact <> '' AND f.states <> c.states",
                (states,),
            )
            for (other,) in tied.fetchall():
                self._topic(other, alone=True)
        for a, b in sorted(self._pairs):
            self._pair(a, b)
        for payer, recipient in sorted(self._money):
            self._add(
                "SELECT DISTINCT document FROM amounts WHERE (payer = ?1 OR payer GLOB ?1 || '/*') "
                "AND (recipient = ?2 OR recipient GLOB ?2 || '/*')",
                (payer, recipient),
            )
        bounded(len(self.documents), self._ask("SELECT count(*) FROM documents").fetchone()[0])
        return sorted(self.documents)

    def _pair(self, a: str, b: str) -> None:
        sides = "SELECT claim FROM claim_actor WHERE state = ? AND role IN ('actor', 'recipient')"
        self._add(f"SELECT DISTINCT document FROM claims WHERE id IN ({sides} INTERSECT {sides})", (a, b))
        key = (f'["{a}", "{b}"]',)
        self._add("SELECT DISTINCT document FROM status WHERE pair = ?", key)
        self._add("SELECT DISTINCT document FROM passages WHERE pair = ?", key)
        self._add(
            "SELECT DISTINCT document FROM offices WHERE state IN (?1, ?2) AND accredited_to IN (?1, ?2) "
            "OR state GLOB ?1 || '/*' AND accredited_to GLOB ?2 || '*' "
            "OR state GLOB ?2 || '/*' AND accredited_to GLOB ?1 || '*'",
            (a, b),
        )
        self._add(
            "SELECT DISTINCT json_extract(e.value, '$.document') FROM disputes d, json_each(d.sides) s, "
            "json_each(s.value, '$.evidence') e WHERE d.pair = ?",
            key,
        )

    def _far(self, own: Reach, changes: Sequence[tuple[str, ...]]) -> None:
        """Documents that hang on a new one without a claim about the same states."""
        if own.never:
            rows = self._ask("SELECT DISTINCT document, pair FROM status")
            self.documents.update(name for name, pair in rows if set(_codes(pair)) <= own.states)
        if not (own.camps or changes or own.main):
            return
        for name, text in self._ask("SELECT document, marks FROM wording"):
            if own.main and text.endswith(f" {own.main}"):
                self.documents.add(name)
            elif own.camps or text.startswith("never"):
                other = told(text)
                spoken = other.never and any(set(pair) <= other.states for pair in changes)
                if spoken or (own.camps & other.camps and own.states & other.states):
                    self.documents.add(name)

    def _claims(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            self._topic(" ".join(sorted({state_of(c) for c in claim.actors + claim.recipients} - {"", "UNK"})))

    def _topic(self, states: str, alone: bool = False) -> None:
        """Claims between these states; and, unless ``alone``, all that is told of each two of them."""
        if states not in self._topics:
            self._topics.add(states)
            self._waiting.append(states)
        if not alone:
            self._about(combinations(states.split(), 2))

    def _about(self, pairs: Iterable[Sequence[str]]) -> None:
        self._pairs.update((min(p), max(p)) for p in pairs if len(p) == 2 and p[0] and p[1] and p[0] != p[1])

    def _sums(self, accounts: Iterable[tuple[str, str]]) -> None:
        self._money.update((state_of(p), state_of(r)) for p, r in accounts if p and r)

    def _add(self, sql: str, arguments: tuple[str, ...]) -> None:
        self.documents.update(name for (name,) in self._ask(sql, arguments))


def bounded(touched: int, count: int) -> None:
    """Raises Wide where so many of a record's documents are most of them."""
    if touched > max(50, MOST * count):
        raise Wide(f"{touched} of {count} documents")


def _codes(pair: str) -> list[str]:
    return [c for c in pair.strip("[]").replace('"', "").split(", ") if c]
