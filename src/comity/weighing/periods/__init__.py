"""Periods: the tracks of a relation through time, each a row of states with what begins and ends them.

find(readings, claims, facts, disputes, knowledge) -> tuple[Period, ...]

The tracks stand in ``knowledge/tracks.toml``. A state lasts from the fact that begins it until the fact that begins the
next one. Where no text gives an end, the end stays empty: relations that are established twice without a break told in
between had ended, nobody says when. Rival dates stand as one of a set (EDTF ``[1992,1994]``) and mark the period as
disputed on both sides of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from comity.knowledge import Knowledge
from comity.models import Claim, Dispute, Fact, Period, Reading
from comity.weighing.periods.course import course
from comity.weighing.periods.envoys import envoys
from comity.weighing.periods.tracks import tracks
from comity.weighing.periods.turns import turns


def find(
    readings: Sequence[Reading],
    claims: Sequence[Claim],
    facts: Sequence[Fact],
    disputes: Sequence[Dispute],
    knowledge: Knowledge,
    settled: frozenset[str] = frozenset(),
) -> tuple[Period, ...]:
    """The periods of every pair, by pair, track (in the order of ``tracks.toml``), side and time.

    ``settled`` are ids of facts whose date a person has ruled on.
    """
    known, held = tracks(knowledge), turns(readings, claims, facts, disputes, knowledge, settled)
    out: list[Period] = []
    for key, run in sorted(held.items(), key=lambda e: e[0]):
        pair, name, side = key
        track = next(t for t in known.tracks if t.id == name)
        parts = [(part, t) for part in track.parts for t in held.get((pair, part, side), ()) if not t.state.span]
        needed = held.get((pair, track.ended_by, ""), ()) if track.ended_by else ()
        out += course(key, run, parts, [t for t in needed if not t.state.span and not t.state.stands])
    out += envoys(readings, claims)
    return tuple(sorted(out, key=lambda p: (p.pair, known.order(p.track), p.by)))
