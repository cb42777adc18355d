"""Third powers of a pair as rows: who they are, in which roles, and the triangles with each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.keeping.dyad import Dyad, within
from comity.keeping.record import Record

if TYPE_CHECKING:
    from comity.weighing.thirds import Edge, Third


def third_powers(pair: Dyad, years: int = 10, *, since: str = "", until: str = "") -> list[Third]:
    """The third powers of a pair, those of most facts first, by the facts that may lie in the window.

    ``years`` is the length of the spans in which triangles are looked at. Raises BadWindow.
    """
    from comity.keeping.neighbours import around
    from comity.knowledge import load
    from comity.weighing.thirds import find

    facts, claims = around(pair)
    return list(find((pair.a, pair.b), [f for f in facts if within(f.when, since, until)], claims, load(), years))


def third_row(record: Record, third: Third) -> dict[str, Any]:
    """One third power as data; ``triads`` are its triangles, the whole record first."""
    return {
        "code": third.code,
        "name": record.name(third.code),
        "roles": dict(third.roles),
        "facts": list(third.facts),
        "documents": third.documents,
        "first": third.first,
        "last": third.last,
        "triads": [
            {
                "when": t.when,
                "between": _edge(t.between),
                "with_a": _edge(t.with_a),
                "with_b": _edge(t.with_b),
                "balance": t.balance,
                "told": t.told,
            }
            for t in third.triads
        ],
    }


def _edge(edge: Edge | None) -> dict[str, Any] | None:
    return None if edge is None else {"mean": edge.mean, "facts": list(edge.facts)}
