"""Which pair of states a page is about, and why one may think so."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence

from comity.models import Mention, Reading

_NAMING = ("state", "organ")
"""Kinds of mentions by which a page says whom it is about; a title also by its towns and people."""
HEAD = 400
"""How many characters from the start may hold a heading that names the pair."""


@dataclasses.dataclass(frozen=True, slots=True)
class Topic:
    """``pair``: two sorted codes, or () where the page is about no one pair; ``reason``: in one line, why."""

    pair: tuple[str, ...]
    reason: str


def state_of(mention: Mention) -> str:
    """The state a mention belongs to ("" for organisations, unknown people and groups of no state)."""
    if mention.kind == "organisation" and "/" not in mention.actor:
        return ""
    code = mention.actor.partition("/")[0]
    return "" if code in ("", "IMG", "IGO", "NGO") else code


def topic(reading: Reading) -> Topic:
    """The pair that the title names; else that the first lines name; else the two states most mentioned."""
    return of_mentions(reading.mentions, reading.document.title, reading.document.text)


def of_mentions(mentions: Sequence[Mention], title: str, text: str) -> Topic:
    """As :func:`topic`, from ``mentions`` in text order."""
    counts = Counter(s for m in mentions if m.kind in _NAMING and (s := state_of(m)))
    if title:
        at = text.find(title)
        if at >= 0:
            there = [m for m in mentions if at <= m.at.start < at + len(title)]
            named = _first_two(there) or _first_two(there, ("place", "person", *_NAMING))
            if named:
                return Topic(named, f"the title names both: {title}")
    for start, end in _lines(text):
        named = _first_two(m for m in mentions if start <= m.at.start < end)
        if named and end - start <= 160:
            return Topic(named, f"the heading names both: {text[start:end].strip()}")
    ranked = sorted(counts, key=lambda s: (-counts[s], s))
    if len(ranked) >= 2 and counts[ranked[1]] >= 2 and (len(ranked) == 2 or counts[ranked[1]] > counts[ranked[2]]):
        first, second = ranked[:2]
        pair = tuple(sorted((first, second)))
        return Topic(pair, f"most mentioned: {first} {counts[first]} times, {second} {counts[second]} times")
    return Topic((), "no two states stand out")


def topic_pair(reading: Reading) -> tuple[str, str] | None:
    """The two sorted codes the page is about, or None."""
    pair = topic(reading).pair
    return (pair[0], pair[1]) if len(pair) == 2 else None


def devoted(reading: Reading, pair: tuple[str, str] | None) -> bool:
    """True for a page about the one ``pair`` of states that names one of them in every other sentence at least: an act
    that it tells without saying whose is of that pair. News, which turns to others, seldom is.
    """
    if pair is None:
        return False
    here = {m.sentence for m in reading.mentions if state_of(m) in pair}
    told = [s.n for s in reading.sentences if not s.furniture]
    return 2 * sum(n in here for n in told) >= len(told)


def _first_two(mentions: Iterable[Mention], kinds: Sequence[str] = _NAMING) -> tuple[str, ...]:
    """The two sorted states of mentions of these kinds, or () where they are fewer or more."""
    found: list[str] = []
    for m in mentions:
        state = state_of(m)
        if state and m.kind in kinds and state not in found:
            found.append(state)
    return tuple(sorted(found)) if len(found) == 2 else ()


def _lines(text: str) -> list[tuple[int, int]]:
    lines, start = [], 0
    while start < min(len(text), HEAD):
        end = text.find("\n", start, start + 10_000)
        end = len(text) if end < 0 else end
        lines.append((start, end))
        start = end + 1
    return lines
