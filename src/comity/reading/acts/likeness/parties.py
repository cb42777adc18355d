"""Which sentences the classifier may be asked about: those that name two parties."""

from __future__ import annotations

from collections.abc import Iterable

from comity.models import Mention


def several(mentions: Iterable[Mention]) -> bool:
    """True where the mentions of a sentence are of two states or organisations at least, places aside."""
    return len({m.actor.partition("/")[0] for m in mentions if m.actor and m.acts and m.kind != "place"}) > 1
