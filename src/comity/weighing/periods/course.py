"""The course of one track: its turns in order of time, each state lasting until the next, gaps left open."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from comity.models import Period
from comity.weighing.periods.turns import Key, Turn
from comity.weighing.when import Interval, agree, interval

UNTIL = "until: "


@dataclass(slots=True)
class Stretch:
    """A state being drawn: it becomes a period when what ends it is known."""

    name: str
    stands: bool
    start: str
    end: str = ""
    turns: list[Turn] = field(default_factory=list)
    whys: list[str] = field(default_factory=list)
    disputed: bool = False

    def period(self, key: Key) -> Period:
        """The finished period."""
        (pair, track, side), facts = key, dict.fromkeys(t.fact.id for t in self.turns)
        return Period(pair, track, self.name, self.start, self.end, tuple(facts), self.disputed, _why(self), side)


def course(
    key: Key, turns: Sequence[Turn], parts: Sequence[tuple[str, Turn]] = (), ends: Sequence[Turn] = ()
) -> list[Period]:
    """The periods of one track of one pair, in order of time, the undated last.

    ``parts`` are (track, turn) of the tracks that are parts of it, ``ends`` the turns that ended the track without
    which this one cannot be in being.
    """
    lasting = [t for t in turns if not t.state.span]
    stretches = _drawn(_ordered([t for t in lasting if t.days]), [p for p in parts if p[1].days], ends)
    timed: list[tuple[float, Stretch]] = []
    for stretch in stretches:
        begun = interval(stretch.start) or interval(stretch.end)
        timed.append((max(begun.first if begun else 0, timed[-1][0] if timed else 0), stretch))
    spans = list(_spans([t for t in turns if t.state.span and t.days]))
    for _, span in spans:
        _deny(span, stretches)
    timed += spans
    timed += ((math.inf, s) for s in _undated(lasting, {s.name.partition(" (")[0] for s in stretches}))
    return [stretch.period(key) for _, stretch in sorted(timed, key=lambda e: e[0])]


def _undated(turns: Sequence[Turn], told: set[str]) -> Iterator[Stretch]:
    """States that no text dates, each once, where no dated turn begins the same state."""
    held: dict[str, Stretch] = {}
    for turn in sorted((t for t in turns if not t.days and t.state.name not in told), key=lambda t: t.fact.id):
        if turn.state.name not in held:
            why = [f"{_told(turn)}; no text says when"]
            held[turn.state.name] = Stretch(turn.name, turn.state.stands, "", "", [turn], why, _doubtful(turn))
        else:
            _confirm(held[turn.state.name], turn)
    yield from held.values()


# --- states that last until the next ----------------------------------------------------------------------------------


def _ordered(turns: Sequence[Turn]) -> list[Turn]:
    """Turns in order of time; where imprecise dates leave the order open, the order in which states can follow.

    "Broken in 1967" stands before "restored in November 1967", and after "established in 1967".
    """
    coming = [(t.days, t) for t in turns if t.days]
    coming.sort(key=lambda e: (e[0].first, *_middle(e[1]), e[1].fact.id))
    lasts = sorted((days.last, n) for n, (days, _) in enumerate(coming))
    able: list[tuple[int, Turn]] = []  # those that may come next: begun before any that waits must be over
    out: list[Turn] = []
    done: set[int] = set()
    standing: bool | None = None
    at = first = 0
    while len(out) < len(coming):
        while lasts[first][1] in done:
            first += 1
        while at < len(coming) and coming[at][0].first <= lasts[first][0]:
            able.append((at, coming[at][1]))
            at += 1
        held = [t for _, t in able]
        n, chosen = min(able, key=lambda e: (_odd(e[1], standing, held), *_middle(e[1]), e[1].fact.id))
        able.remove((n, chosen))
        done.add(n)
        out.append(chosen)
        standing = chosen.state.stands
    return out


def _middle(turn: Turn) -> tuple[float, int]:
    days = turn.days
    return ((days.first + days.last) / 2, days.days) if days else (0.0, 0)


def _odd(turn: Turn, standing: bool | None, able: Sequence[Turn]) -> int:
    """How little this turn fits after what stands: 0 where it does."""
    if standing is None:  # what ends something comes first, where what follows it begins something again
        return int(bool(turn.state.before) and turn.state.stands and any(not t.state.stands for t in able))
    if turn.fresh or not turn.state.stands:
        return int(standing == turn.state.stands)
    return 0


def _drawn(turns: Sequence[Turn], parts: Sequence[tuple[str, Turn]], ends: Sequence[Turn]) -> list[Stretch]:
    out: list[Stretch] = []
    for turn in turns:
        now = out[-1] if out else None
        if now is not None and _same(now, turn):
            _confirm(now, turn)
            continue
        if now is None or (now.stands == turn.state.stands and turn.fresh):
            if turn.state.before and now is None:
                out.append(_before(turn))
            elif now is not None and not now.end:
                _closed(now, turn, ends)
        elif not now.end and not _ended(now, turn, ends):
            now.end = turn.start
            now.whys.append(UNTIL + _told(turn))
            now.disputed = now.disputed or _doubtful(turn)
        elif turn.state.before and not turn.state.stands and not now.stands:
            out.append(_before(turn))
        out.append(_begun(turn))
    return _resumed_in_part(out, parts)


def _closed(now: Stretch, turn: Turn, ends: Sequence[Turn]) -> None:
    """A state that begins anew had ended before: when what it needs ended, else nobody says when.

    What was only inferred (an envoy presented credentials, so there was a mission) gives way to the beginning told.
    """
    if _ended(now, turn, ends):
        return
    if not any(t.fresh for t in now.turns) and now.turns[-1].state.fresh:
        now.end = turn.start
        now.whys.append(UNTIL + _told(turn))
    else:
        now.whys.append(f"it had ended by {turn.when}, no text says when")


def _ended(now: Stretch, turn: Turn, ends: Sequence[Turn]) -> bool:
    """Whether what this track needs ended between a state and the turn by which it begins anew: then it ended too."""
    begun, again = now.turns[-1].days, turn.days
    if not (begun and again and now.stands and turn.state.stands and turn.state.fresh):
        return False
    between = [
        (d.first, e.fact.id, e) for e in ends if (d := e.days) and begun.last < d.first and d.last <= again.first
    ]
    if not between:
        return False
    last = min(between, key=lambda e: e[:2])[2]
    now.end = last.start
    now.whys.append(f"{UNTIL}{_told(last)}, inferred: it begins anew later")
    now.disputed = now.disputed or _doubtful(last)
    return True


def _same(now: Stretch, turn: Turn) -> bool:
    """Whether a turn tells the beginning of the state again.

    So it does where it is the same state, or a new beginning of what began that very time ("raised to an embassy" and
    "the embassy reopened").
    """
    if not now.turns or not now.start:
        return False
    days, last = turn.days, now.turns[-1].days
    if now.name != turn.name:
        both = days and last and days == last and days.days <= 31
        return bool(both and now.stands and turn.state.stands and turn.fresh)
    if not turn.fresh and not now.end and now.stands == turn.state.stands:
        return True
    return bool(days and last and agree(days, last))


def _confirm(now: Stretch, turn: Turn) -> None:
    first = now.turns[0]
    finer = first.days and turn.days and agree(first.days, turn.days) and turn.days.days < first.days.days
    if finer and len(first.rivals) < 2 and first.when == now.start:
        now.start = turn.start
    now.turns.append(turn)
    now.whys.append(f"again: {_told(turn)}")
    now.disputed = now.disputed or _doubtful(turn)


def _begun(turn: Turn) -> Stretch:
    return Stretch(turn.name, turn.state.stands, turn.start, turn.until, [turn], [_told(turn)], _doubtful(turn))


def _before(turn: Turn) -> Stretch:
    """What must have been before a turn, where nothing tells of it: its beginning is open."""
    whys = [f"inferred from: {_told(turn)}; no text says since when"]
    return Stretch(turn.state.before, not turn.state.stands, "", turn.start, [turn], whys, _doubtful(turn))


def _resumed_in_part(stretches: list[Stretch], parts: Sequence[tuple[str, Turn]]) -> list[Stretch]:
    """While all is stopped, what resumes in a part resumes here in part: steps on the way back."""
    out: list[Stretch] = []
    for stretch in stretches:
        out.append(stretch)
        if stretch.stands or not stretch.turns or stretch.start == "":
            continue
        since, until = stretch.turns[0].days, interval(stretch.end) if stretch.end else None
        steps = [
            (name, t) for name, t in parts
            if t.state.stands and t.days and since and t.days.first > since.last and _by(t.days, until)
        ]  # fmt: skip
        for name, turn in sorted(steps, key=lambda s: (*_middle(s[1]), s[1].fact.id)):
            last, step = out[-1], f"{name}, {_told(turn)}"
            ends = [w for w in last.whys if w.startswith(UNTIL)]
            last.whys = [*(w for w in last.whys if not w.startswith(UNTIL)), UNTIL + step]
            out.append(Stretch("resumed in part", False, turn.start, last.end, [turn], [step, *ends], _doubtful(turn)))
            last.end = turn.start
    return out


def _by(days: Interval, until: Interval | None) -> bool:
    return until is None or days.last < until.first


# --- states that last as long as their own date says ------------------------------------------------------------------


def _spans(turns: Sequence[Turn]) -> Iterator[tuple[float, Stretch]]:
    held: list[tuple[Stretch, Interval]] = []
    for turn in sorted(
        turns, key=lambda t: (t.name, t.days.first if t.days else 0, t.days.last if t.days else 0, t.fact.id)
    ):
        days = turn.days
        if days is None:
            continue
        start, end = _ends(turn)
        whys = [_told(turn)]
        last = held[-1] if held else None
        if last and turn.state.join and last[0].name == turn.name and days.first <= last[1].last + 1:
            stretch, span = last
            if not end or (stretch.end and days.last > span.last):
                stretch.end = end
            stretch.turns.append(turn)
            stretch.whys += whys
            stretch.disputed = stretch.disputed or _doubtful(turn)
            held[-1] = stretch, Interval(span.first, max(span.last, days.last), True)
        else:
            held.append((Stretch(turn.name, True, start, end, [turn], whys, _doubtful(turn)), days))
    for stretch, span in sorted(held, key=lambda h: (h[1].first, h[1].last, h[0].name)):
        yield span.first, stretch


def _ends(turn: Turn) -> tuple[str, str]:
    """Begin and end as EDTF: the two ends of a range, or the one date twice; open ends stay empty."""
    if len(turn.rivals) > 1:
        return turn.start, turn.start
    start, slash, end = turn.when.partition("/")
    return (start.strip("."), end.strip(".")) if slash else (start, start)


def _deny(span: Stretch, stretches: Sequence[Stretch]) -> None:
    """Mark a span that denies what another text has in being within it."""
    first, last = interval(span.start), interval(span.end)
    if not span.turns[0].state.denies or first is None or last is None:
        return
    for other in stretches:
        begun, ended = interval(other.start), interval(other.end)
        if other.stands and begun and begun.last < last.first and ended and ended.first > first.last:
            span.disputed = True
            span.whys.append(f"yet {other.name} {other.start} to {other.end}")


# --- words ------------------------------------------------------------------------------------------------------------


def _doubtful(turn: Turn) -> bool:
    return turn.disputed or len(turn.rivals) > 1


def _told(turn: Turn) -> str:
    sources = f"{turn.fact.sources} source{'' if turn.fact.sources == 1 else 's'}"
    when = f"{' or '.join(turn.rivals)}" if len(turn.rivals) > 1 else turn.when
    return f"{turn.told} {when} ({turn.fact.id}, {sources})" if when else f"{turn.told} ({turn.fact.id}, {sources})"


TOLD = 6


def _why(stretch: Stretch) -> str:
    more = len(stretch.whys) - TOLD
    told = stretch.whys if more <= 0 else [*stretch.whys[: TOLD - 1], f"and {more + 1} more", stretch.whys[-1]]
    return "; ".join(told)
