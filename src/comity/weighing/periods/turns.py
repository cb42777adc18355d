"""Turns: facts of a pair that begin a state of one of its tracks, with every date that their sources give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from comity.knowledge import Knowledge
from comity.models import Amount, Claim, Dispute, Fact, Reading
from comity.weighing.kinds import Kinds, kinds
from comity.weighing.periods.tracks import State, Track, Tracks, tracks
from comity.weighing.when import Agreeing, Interval, agree, interval

REAL = frozenset({"done", "ongoing"})
RIVAL = frozenset({"conflict", "variant", "denial"})
FIELDS = frozenset({"when", "status", "actors", "recipients"})

Pair = tuple[str, str]
Key = tuple[Pair, str, str]
"""(pair, track, the side whose state it is or "" where both are alike)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A fact that begins ``state``; ``rivals`` are the dates that its sources give and that cannot all hold.

    ``until`` is the end that the fact's own date gives a lasting state ("severed from 1962 to 1975"). ``fresh``: a new
    beginning; what is only inferred ("an ambassador was appointed", so there was an embassy) is none.
    """

    fact: Fact
    track: Track
    state: State
    name: str
    when: str
    days: Interval | None
    rivals: tuple[str, ...]
    disputed: bool
    told: str
    until: str = ""
    fresh: bool = False

    @property
    def start(self) -> str:
        """The date as EDTF: where sources quarrel, one of a set (``[1992,1994]``)."""
        if len(self.rivals) < 2:
            return self.when
        return "[" + ",".join(r.replace("/", "..") for r in self.rivals) + "]"


def turns(
    readings: Sequence[Reading],
    claims: Sequence[Claim],
    facts: Sequence[Fact],
    disputes: Sequence[Dispute],
    knowledge: Knowledge,
    settled: frozenset[str] = frozenset(),
) -> dict[Key, list[Turn]]:
    """Turns by pair, track and side. ``settled``: facts whose date a person has ruled on, so that no rival counts."""
    known, by_id = tracks(knowledge), {c.id: c for c in claims}
    statuses = _statuses(readings, kinds(knowledge), claims)
    amounts = {a.id: a for r in readings for a in r.amounts}
    ended = {m.claim: m.to for r in readings for m in r.measures if m.claim and m.to and m.state == "ended"}
    quarrelled = _quarrelled(disputes, claims)
    names = _act_names(knowledge)
    out: dict[Key, list[Turn]] = defaultdict(list)
    for fact in facts:
        if fact.rank == "set aside" or fact.modality not in REAL:
            continue
        held = [by_id[c] for c in fact.claims if c in by_id]
        found = _state_of(fact, held, statuses, amounts, known)
        if found is None:
            continue
        track, state, name = found
        when = fact.when if fact.id in settled or state.span else _at(fact, held, ended)
        rivals = () if fact.id in settled else _rivals(held, when)
        told, until, days = names.get(fact.act, fact.act.replace("_", " ")), "", interval(when)
        if days and days.lasting and not state.span and len(rivals) < 2:
            when, until = (end.strip(".") for end in when.split("/"))
        told += ", as ruled," if fact.id in settled else ""
        fresh = state.fresh and not all(statuses.get(c.id, ("", False))[1] for c in held)
        disputed = fact.id in quarrelled and fact.id not in settled
        turn = Turn(fact, track, state, name, when, interval(when), rivals, disputed, told, until, fresh)
        for pair, side in _sides(fact, track, known):
            out[pair, track.id, side if track.directed else ""].append(turn)
    return out


def _state_of(
    fact: Fact,
    held: Sequence[Claim],
    statuses: Mapping[str, tuple[str, bool]],
    amounts: Mapping[str, Amount],
    known: Tracks,
) -> tuple[Track, State, str] | None:
    """The track, state and full name of the state that a fact begins.

    Of several changes of status in one fact, that of a claim which dates the fact as the fact itself is dated.
    """
    leading = [statuses[c.id][0] for c in held if c.id in statuses and c.when == fact.when]
    leading = leading or [statuses[c.id][0] for c in held if c.id in statuses]
    words = " ".join(c.at.quote for c in held)
    money = amounts[fact.amount].kind if fact.amount in amounts else ""
    organs = frozenset(c.partition("/")[2] for c in fact.recipients)
    found = known.find(fact.act, frozenset(leading[:1]), words, money, organs)
    if found is None:
        return None
    track, state = found
    level = known.level(held[0].at.quote, state.levels) if state.levels and held else ""
    return track, state, f"{state.name} ({level})" if level else state.name


def _statuses(readings: Iterable[Reading], known: Kinds, claims: Sequence[Claim]) -> dict[str, tuple[str, bool]]:
    """Claim -> the change of status it tells, and whether that is only inferred.

    An inferred change belongs to the claim in whose place it stands.

    "Normalised economic relations" is no change of diplomatic relations, whatever its verb.
    """
    ids = {c.id: c for c in claims}
    places = {(c.at.document, c.at.start, c.at.end): c.id for c in reversed(claims)}
    out: dict[str, tuple[str, bool]] = {}
    for row in sorted((s for r in readings for s in r.status), key=lambda s: not s.claim):
        claim = row.claim or places.get((row.at.document, row.at.start, row.at.end), "")
        if claim not in ids or claim in out:
            continue
        kind = known.by_status.get(row.status)
        if kind is None or known.of(ids[claim], row.status) == kind:
            out[claim] = (row.status, not row.claim)
    return out


def _at(fact: Fact, held: Sequence[Claim], ended: Mapping[str, str]) -> str:
    """When a turn happened: a measure's end where the sentence gives a whole span ("from 1997 until ... 2007")."""
    days = interval(fact.when)
    if days is not None and days.lasting:
        ends = sorted({ended[c.id] for c in held if c.id in ended and interval(ended[c.id])})
        if len(ends) == 1:
            return ends[0]
    return fact.when


def _rivals(held: Sequence[Claim], when: str) -> tuple[str, ...]:
    """Dates of the claims that do not agree, each the most precise of those that agree with it, in order of time."""
    dated = sorted({(d.days, d.first, c.when) for c in held if c.modality in REAL and (d := interval(c.when))})
    days = interval(when)
    classes: list[tuple[Interval, str]] = [(days, when)] if days else []
    known = Agreeing([days] if days else [])
    for _, _, text in dated:
        new = interval(text)
        if new and not any(agree(new, old) or new.holds(old) for old in known.meeting(new)):
            classes.append((new, text))
            known.add(new)
    return tuple(text for _, text in sorted(classes, key=lambda c: (c[0].first, c[0].last))) if len(classes) > 1 else ()


def _quarrelled(disputes: Iterable[Dispute], claims: Iterable[Claim]) -> frozenset[str]:
    """Ids of facts whose date, parties or status the sources quarrel over."""
    places: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    for claim in claims:
        places[claim.at.document, claim.at.start, claim.at.end].add(claim.fact)
    out: set[str] = set()
    for dispute in disputes:
        if dispute.kind in RIVAL and dispute.field in FIELDS:
            out.add(dispute.fact)
            out.update(f for s in dispute.sides for e in s.evidence for f in places[e.document, e.start, e.end])
    return frozenset(out - {""})


def _sides(fact: Fact, track: Track, known: Tracks) -> Iterator[tuple[Pair, str]]:
    """The pairs that a fact is a turn for, each with the side that acts ("" where nobody is said to).

    What a newspaper or a party does is no act of its state.
    """
    actors, recipients = _states(fact.actors, known.speaks), _states(fact.recipients, None)
    if not actors and not recipients:
        return
    done = set()
    if actors and recipients:
        found = [(tuple(sorted((a, b))), a) for a in actors for b in recipients if a != b]
    else:
        found = [(pair, "") for pair in combinations(actors or recipients, 2)]
    for pair, side in found:
        key = pair if not track.directed else (*pair, side)
        if key not in done:
            done.add(key)
            yield (pair[0], pair[1]), side


def _states(codes: Sequence[str], organs: frozenset[str] | None) -> list[str]:
    parts = [c.partition("/") for c in codes]
    return sorted({state for state, _, organ in parts if organs is None or organ in organs} - {"", "UNK"})


def _act_names(knowledge: Knowledge) -> dict[str, str]:
    return knowledge.compiled("weighing.act_names", _named)


def _named(knowledge: Knowledge) -> dict[str, str]:
    files = (f for f in knowledge.names("acts") if f.endswith(".toml"))
    return {a["id"]: a["name"] for f in files for a in knowledge.table(f).get("act", ())}
