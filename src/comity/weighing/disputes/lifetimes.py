"""What cannot be: an envoy to, or a treaty with, a state or body that was not yet or no longer there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Claim, Dispute, Mention
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.kinds import states
from comity.weighing.when import Interval, interval

MARGIN = 370
"""Days by which a date may lie outside a life span: governments outlive their states on paper, and dates are vague."""


@dataclass(frozen=True, slots=True)
class Life:
    """From when to when a polity or body was there, as its table says (EDTF, "" where open)."""

    name: str
    since: str
    until: str

    def misses(self, days: Interval) -> bool:
        """Whether some days lie wholly outside."""
        begun, ended = interval(self.since), interval(self.until)
        early = begun is not None and days.last < begun.first - MARGIN
        return early or (ended is not None and days.first > ended.last + MARGIN)


@dataclass(frozen=True, slots=True)
class Lives:
    """Name (folded) -> every polity or body that bore it; and which acts need the other side to exist."""

    by_name: Mapping[str, tuple[Life, ...]]
    acts: frozenset[str]
    names: re.Pattern[str]
    unless: re.Pattern[str]


def lifetimes(scene: Scene) -> Iterator[Dispute]:
    """Dated acts towards a polity or body none of whose life spans they meet, one dispute for each act and name."""
    known_lives = scene.knowledge.compiled("disputes.lifetimes", lives)
    for claim in scene.claims:
        days = interval(claim.when)
        own = claim.modality == "done" and claim.when_from == "sentence" and claim.act in known_lives.acts
        if not own or days is None or days.lasting or known_lives.unless.search(claim.at.quote):
            continue
        for mention in scene.mentions(claim.at.document, claim.at.start, claim.at.end):
            known = known_lives.by_name.get(" ".join(mention.at.quote.casefold().split()), ())
            if known and known_lives.names.search(mention.at.quote) and all(life.misses(days) for life in known):
                yield _dispute(claim, mention, known)


def _dispute(claim: Claim, mention: Mention, known: tuple[Life, ...]) -> Dispute:
    spans = ", ".join(f"{life.since or '?'} to {life.until or 'now'}" for life in known)
    why = f"dated {claim.when}, yet {mention.at.quote} was there from {spans} only (polities.tsv, bodies.tsv)"
    sides = [(f"dated {claim.when}", [claim.at]), (f"{mention.at.quote}: {spans}", [mention.at])]
    return dispute("conflict", "when", sides, why, states(claim.actors + claim.recipients), claim.fact)


def lives(knowledge: Knowledge) -> Lives:
    held: dict[str, list[Life]] = defaultdict(list)
    for table in ("polities.tsv", "bodies.tsv"):
        for row in knowledge.table(table):
            for name in (row["name"], *row["names"].split("|")):
                key = name.lstrip("!").strip().casefold()
                if key:
                    held[key].append(Life(row["name"], row["from"], row["to"]))
    settings = knowledge.table("rivalry.toml")["lifetimes"]
    names, unless = (
        re.compile("|".join(rf"\b(?:{n})\b" for n in settings[key]), re.IGNORECASE) for key in ("names", "unless")
    )
    by_name = {name: tuple(found) for name, found in held.items() if all(life.until for life in found)}
    return Lives(by_name, frozenset(settings["acts"]), names, unless)
