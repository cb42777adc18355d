"""What stands around a pair of states, and what of a record is compared with another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.keeping import store
from comity.keeping.dyad import Dyad
from comity.keeping.record import Record
from comity.models import Claim, Fact

if TYPE_CHECKING:
    from comity.weighing.diff import State


def around(pair: Dyad) -> tuple[list[Fact], list[Claim]]:
    """Every fact about either of the two states, with anyone, and the claims of these facts."""
    about = "SELECT fact FROM fact_pair WHERE a IN (?1, ?2) OR b IN (?1, ?2)"
    sides, connection = (pair.a, pair.b), pair.record.connection
    facts = list(store.values(connection, "facts", f"WHERE t.id IN ({about}) ORDER BY t.seq", sides))
    inside = f"WHERE t.id IN (SELECT claim FROM fact_claim WHERE fact IN ({about})) ORDER BY t.seq"
    return facts, list(store.values(connection, "claims", inside, sides))


def state(record: Record) -> State:
    """What of a record is compared with another."""
    from comity.weighing.diff import State

    return State(
        documents={d.document: d.sha256 or d.text for d in record.documents()},
        claims={c.id: c for c in record.values("claims")},
        facts=tuple(record.values("facts")),
        disputes=tuple(record.values("disputes")),
        periods=tuple(record.values("periods")),
        judgements=tuple(record.values("judgements")),
    )
