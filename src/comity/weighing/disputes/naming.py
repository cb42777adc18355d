"""One event under two names that say different things of it: a coup or fighting, an invasion or a liberation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from comity.knowledge import Knowledge
from comity.models import Claim, Dispute, Evidence
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.kinds import states
from comity.weighing.when import Interval, agree, interval

SHORT = 120
"""Characters: a longer claim tells the event in its own clause; only the words around the name are matched."""


def naming(scene: Scene) -> Iterator[Dispute]:
    """Events of one state and time that documents call by names of rival camps, one dispute for each event."""
    for why, camps in scene.knowledge.compiled("disputes.names", _camps):
        held: dict[tuple[str, int], list[tuple[str, Claim, Interval]]] = defaultdict(list)
        for claim in scene.claims:
            days = interval(claim.when)
            if days is None or days.lasting or claim.modality not in ("done", "ongoing", "alleged"):
                continue
            for camp, pattern in camps:
                if pattern.search(claim.at.quote[:SHORT]) and len(claim.at.quote) <= SHORT:
                    for state in states(claim.actors + claim.recipients):
                        held[state, days.first // 366].append((camp, claim, days))
        for (state, _), told in sorted(held.items(), key=lambda e: e[0]):
            found = _event(scene, state, why, told)
            if found:
                yield found


def _event(scene: Scene, state: str, why: str, told: list[tuple[str, Claim, Interval]]) -> Dispute | None:
    sides: dict[str, list[Evidence]] = defaultdict(list)
    for camp, claim, days in told:
        if any(other != camp and agree(days, d) and _same_event(scene, claim, c) for other, c, d in told):
            sides[camp].append(claim.at)
    if len(sides) < 2:
        return None
    fact = next((c.fact for camp, c, _ in told if camp in sides), "")
    return dispute("conflict", "attribution", sides.items(), f"the same event under two names: {why}", (state,), fact)


def _same_event(scene: Scene, a: Claim, b: Claim) -> bool:
    """Whether two claims can be of one event: no other states take part, and their sentences share a state."""
    x, y = set(states(a.actors + a.recipients)), set(states(b.actors + b.recipients))
    if not (x <= y or y <= x):
        return False
    named = []
    for claim in (a, b):
        sentence = scene.sentence(claim.at.document, claim.at.start)
        at = sentence.at if sentence else claim.at
        named.append(scene.named_states(at.document, at.start, at.end) | scene.main_states(at.document))
    return (
        a.at.document == b.at.document or len(named[0] & named[1]) > 1 or named[0] <= named[1] or named[1] <= named[0]
    )


def _camps(knowledge: Knowledge) -> list[tuple[str, list[tuple[str, re.Pattern[str]]]]]:
    out = []
    for group in knowledge.table("rivalry.toml")["names"]:
        camps = []
        for camp in group["camps"]:
            words = "|".join(re.escape(w) for w in sorted(camp["words"], key=len, reverse=True))
            camps.append((camp["name"], re.compile(rf"\b(?:{words})\b", re.IGNORECASE)))
        out.append((group["why"], camps))
    return out
