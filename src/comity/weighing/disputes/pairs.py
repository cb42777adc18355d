"""Which pairs of states a document tells of, and which a passage is about."""

from __future__ import annotations

from itertools import combinations

from comity.models import Evidence
from comity.weighing.disputes.scene import Scene
from comity.weighing.kinds import states

Pair = tuple[str, str]


def spoken(scene: Scene, document: str) -> list[Pair]:
    """The pairs of states that a document tells of: by its claims and passages, and the two it names most."""
    reading = scene.readings[document]
    found = {p for c in scene.by_document.get(document, ()) for p in combinations(states(c.actors + c.recipients), 2)}
    found |= {r.pair for r in reading.status} | {p.pair for p in reading.passages}
    main = sorted(scene.main_states(document))
    return sorted({(a, b) for a, b in (*found, *([main] if len(main) == 2 else []))})


def pair_of(scene: Scene, *passages: Evidence) -> tuple[str, ...]:
    """The states that passages name, the two their first document names most where they name none other."""
    named = frozenset().union(*(scene.named_states(p.document, p.start, p.end) for p in passages))
    main = scene.main_states(passages[0].document)
    return tuple(sorted(main if len(named) < 2 and named <= main else named))


def fact_of(scene: Scene, *passages: Evidence) -> str:
    """The fact that the first of some passages tells, "" where none is known."""
    return next((c.fact for p in passages for c in scene.facts_at(p.document, p.start, p.end) if c.fact), "")
