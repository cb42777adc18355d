"""Acts that take up one told before: who imposed sanctions lifts them, who sent troops calls them home.

Which act may take up which is data (``sequel`` of ``standings.toml``); the acts told before are the page's deeds and
those of the sentence itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from comity.reading.acts.cast import Cast, Deed, base
from comity.reading.acts.codebook import Act

_REACH = 6
"""How many sentences an act goes on being taken up."""
_KEPT = 12
_FORCE = ("ASSAULT", "COERCE")


def _abroad(cast: Cast, here: Sequence[Deed], deed: Deed) -> bool:
    """True where force was just told of between who did this deed at home and another."""
    near = [d for d in (*cast.deeds[-6:], *here) if d.plover in _FORCE and d.recipients and d.recipients != d.actors]
    return any(set(deed.actors) & {*d.actors, *d.recipients} for d in near)


def taken_up(
    cast: Cast, here: Sequence[Deed], after: dict[str, frozenset[str]], act: Act, n: int, a: list[str], r: list[str]
) -> Deed | None:
    """The act told last before in sentence ``n`` or near it that ``act`` takes up, whose parties agree with the sides
    ``a`` and ``r`` as far as they are named; None where none was told."""
    wanted = after.get(act.id, frozenset())
    doers, sides = {base(c) for c in a}, {base(c) for c in r}
    for d in (*reversed(here), *reversed(cast.deeds[-_KEPT:])) if wanted else ():
        if n - d.sentence > _REACH:
            break
        if (
            d.act not in wanted
            or not (d.actors and d.recipients)
            or (d.actors == d.recipients and _abroad(cast, here, d))
        ):
            continue
        if doers <= set(d.actors) and sides <= set(d.recipients):
            return d
    if act.id in ("impose_sanctions", "impose_embargo", "dated_embargo") and not a:
        for d in (*reversed(here), *reversed(cast.deeds[-1:])):  # "The Union condemned Belarus. Sanctions followed"
            stranger = len(d.actors) == 1 and not cast.partner(d.actors[0]) and n - d.sentence <= 1
            if stranger and d.plover == "ACCUSE" and len(d.recipients) == 1 and sides <= set(d.recipients):
                return d
            break
    return None
