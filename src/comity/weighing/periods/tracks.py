"""The tracks of ``tracks.toml``: which fact begins which state of which track."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from comity.knowledge import Knowledge

Pattern = re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class State:
    """A state that a track can be in, and what begins it; see the head of ``tracks.toml`` for the fields."""

    name: str
    status: frozenset[str]
    acts: frozenset[str]
    words: Pattern
    unless: Pattern
    stands: bool
    fresh: bool
    before: str
    levels: str
    span: bool
    join: bool
    denies: bool = False

    def begun_by(self, act: str, statuses: frozenset[str], words: str) -> bool:
        """Whether a fact of this act, these changes of status and these words begins this state."""
        if self.status & statuses:
            return True
        if act not in self.acts or (self.unless and self.unless.search(words)):
            return False
        return self.words is None or self.words.search(words) is not None


@dataclass(frozen=True, slots=True)
class Track:
    """One thread of a relation: a row of states, each lasting until the next."""

    id: str
    directed: bool
    parts: tuple[str, ...]
    states: tuple[State, ...]
    words: Pattern
    unless: Pattern
    money: frozenset[str]
    organs: frozenset[str]
    ended_by: str = ""

    def takes(self, words: str, money: str, organs: frozenset[str]) -> bool:
        """Whether a fact of these words, this kind of amount ("" for none) and these receiving organs belongs here."""
        if self.unless and self.unless.search(words):
            return False
        if self.money and money in self.money:
            return True
        if self.money and money:
            return False
        if self.organs & organs:
            return True
        return self.words is None or self.words.search(words) is not None


@dataclass(frozen=True, slots=True)
class Tracks:
    """All tracks in order, the ranks of missions (by post and by envoy), and the organs that act for their state."""

    tracks: tuple[Track, ...]
    levels: tuple[tuple[str, re.Pattern[str]], ...]
    envoys: tuple[tuple[str, re.Pattern[str]], ...]
    speaks: frozenset[str]
    _begun: dict[tuple[str, frozenset[str]], list[tuple[Track, State]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def order(self, track: str) -> int:
        """The place of a track in the file."""
        return next((n for n, t in enumerate(self.tracks) if t.id == track), len(self.tracks))

    def find(
        self, act: str, statuses: frozenset[str], words: str, money: str, organs: frozenset[str]
    ) -> tuple[Track, State] | None:
        """The track and state that a fact begins; None where it begins none."""
        if (act, statuses) not in self._begun:
            self._begun[act, statuses] = [
                (t, s) for t in self.tracks for s in t.states if act in s.acts or s.status & statuses
            ]
        for track, state in self._begun[act, statuses]:
            if state.begun_by(act, statuses, words) and track.takes(words, money, organs):
                return track, state
        return None

    def level(self, words: str, which: str) -> str:
        """The rank of a mission that the words name ``which`` (first or last); "" where they say only "mission".

        A post counts before a person: "raised to an embassy, with A. B. as chargé d'affaires" is an embassy.
        """
        for levels in (self.levels, self.envoys):
            found = [(m.start(), m.end(), name) for name, pattern in levels for m in pattern.finditer(words)]
            if found:
                level = min(found, key=lambda f: (f[0], -f[1]))[2] if which == "first" else max(found)[2]
                return "" if level == "mission" else level
        return ""


def tracks(knowledge: Knowledge) -> Tracks:
    """The tracks this knowledge knows, made once."""
    return knowledge.compiled("weighing.tracks", _tracks)


def _tracks(knowledge: Knowledge) -> Tracks:
    table: dict[str, Any] = knowledge.table("tracks.toml")
    own = {t["id"]: t.get("state", []) for t in table["track"]}
    out = []
    for t in table["track"]:
        out.append(
            Track(
                t["id"],
                t.get("directed", False),
                tuple(t.get("parts", ())),
                tuple(_state(s) for s in own[t.get("like", t["id"])]),
                _any(t.get("words", ())),
                _any(t.get("unless", ())),
                frozenset(t.get("money", ())),
                frozenset(t.get("organs", ())),
                t.get("ended_by", ""),
            )
        )
    levels, envoys = _levels(table["levels"]), _levels(table["levels_by_envoy"])
    return Tracks(tuple(out), levels, envoys, frozenset(table["speaks"]["organs"]))


def _levels(table: dict[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for name, words in table.items())


def _state(s: dict[str, Any]) -> State:
    return State(
        s["name"],
        frozenset(s.get("status", ())),
        frozenset(s.get("acts", ())),
        _any(s.get("words", ())),
        _any(s.get("unless", ())),
        s.get("stands", False),
        s.get("fresh", False),
        s.get("before", ""),
        s.get("levels", ""),
        s.get("span", False),
        s.get("join", False),
        s.get("denies", False),
    )


def _any(patterns: Sequence[str]) -> Pattern:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE) if patterns else None
