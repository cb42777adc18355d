"""What kind of happening a claim tells: acts that may be one happening in different words share a kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from comity.knowledge import Knowledge
from comity.models import Claim

TOLD = frozenset({"done", "ongoing", "alleged", "denied"})
"""Modalities under which a claim speaks of something that did or did not happen; plans and advice stand apart."""


@dataclass(frozen=True, slots=True)
class Kind:
    """``once``: two states do this once, until an act of an ``opposite`` kind; ``window`` is in years.

    ``directed``: done by the other state it is another happening.
    """

    name: str
    once: bool = False
    directed: bool = True
    window: int = 0
    opposite: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of ``compatible_acts.toml``, by change of status and by act."""

    by_status: Mapping[str, Kind]
    by_act: Mapping[str, Kind]

    def of(self, claim: Claim, status: str = "") -> Kind:
        """The kind of a claim; ``status`` is the change of status read from it, if any."""
        kind = self.by_status.get(status) or self.by_act.get(claim.act)
        if kind is not None and not any(words in claim.at.quote.casefold() for words in kind.unless):
            return kind
        return Kind(claim.act or f"{claim.plover} {claim.mode}".strip())


def kinds(knowledge: Knowledge) -> Kinds:
    """The kinds this knowledge knows, made once."""
    return knowledge.compiled("weighing.kinds", _kinds)


def _kinds(knowledge: Knowledge) -> Kinds:
    groups: list[dict[str, Any]] = knowledge.table("compatible_acts.toml")["group"]
    by_status, by_act = {}, {}
    for group in groups:
        kind = Kind(
            group["name"],
            group.get("once", False),
            group.get("directed", False),
            group.get("window", 0),
            tuple(group.get("opposite", ())),
            tuple(w.casefold() for w in group.get("unless", ())),
        )
        by_status.update(dict.fromkeys(group.get("status", ()), kind))
        by_act.update(dict.fromkeys(group.get("acts", ()), kind))
    return Kinds(by_status, by_act)


def states(codes: tuple[str, ...]) -> tuple[str, ...]:
    """State and organisation codes without their organs, sorted, the unknown left out."""
    return tuple(sorted({c.split("/")[0] for c in codes} - {"", "UNK"}))
