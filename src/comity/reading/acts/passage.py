"""Which pair of states a passage is about, where it is not the page's: a digest of several items, a section on a third
state, a paragraph that tells of two others.

A heading, or the slug at the head of a paragraph ("FRANCE-ALGERIA: …", "With Peru: …"), says it outright. A paragraph
that names just two states, not both of the page's, is about those.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict

from comity.models import Mention, Reading
from comity.reading.topic import state_of

Pair = tuple[str, str]

_SLUG = re.compile(r"[^\n.;:!?]{3,60}?(?::|\s[-–—])\s")
_HEADINGS = {"heading", "title", "run-in heading"}
_WITH = re.compile(r"\W*(?:\w+ ){0,2}(?:with|and|between)\b", re.IGNORECASE)


def passage_pairs(reading: Reading, page: Pair | None) -> dict[int, Pair]:
    """Paragraph -> the pair that it is about, first named first, where that is not the ``page``'s pair."""
    paragraph = {s.n: s.paragraph for s in reading.sentences}
    named: dict[int, list[Mention]] = defaultdict(list)
    for m in sorted(reading.mentions, key=lambda m: (m.at.start, m.at.end)):
        if state_of(m) and m.kind != "organisation" and m.sentence in paragraph:
            named[paragraph[m.sentence]].append(m)
    lines = {f.at.start: f for f in reading.furniture if f.rule in _HEADINGS}
    starts = sorted(lines)
    out: dict[int, Pair] = {}
    section: Pair | None = None
    seen = -1
    for s in reading.sentences:
        if s.paragraph == seen:
            continue
        seen, here = s.paragraph, named[s.paragraph]
        k = bisect_left(starts, s.at.start)
        head = lines[starts[k]] if k < len(starts) and starts[k] < s.at.end else None
        pair: Pair | None = None
        if head is not None:
            pair = _of_heading(head.at.quote, here, head.at.end, page)
            if head.rule != "run-in heading":
                section = pair
                continue
        slug = _SLUG.match(s.at.quote) if head is None else None
        if slug:
            pair = _of_heading("", here, s.at.start + slug.end(), page)
        pair = pair or section or _told(here, page)
        if pair and (page is None or set(pair) != set(page)):
            out[s.paragraph] = pair
    return out


def _states(mentions: list[Mention], kinds: tuple[str, ...]) -> list[str]:
    """The states that these mentions name, in text order."""
    return list(dict.fromkeys(state_of(m) for m in mentions if m.kind in kinds))


def _of_heading(text: str, here: list[Mention], stop: int, page: Pair | None) -> Pair | None:
    """The two states that a heading names before ``stop``; "With Peru": that and the state told of most beside it."""
    states = _states([m for m in here if m.at.start < stop], ("state", "organ"))
    if len(states) == 2:
        return states[0], states[1]
    if len(states) != 1 or page is None or states[0] in page or not _WITH.match(text):
        return None
    counts = Counter(state_of(m) for m in here if state_of(m) in page)
    return (max(page, key=lambda s: (counts[s], s == page[0])), states[0]) if counts else None


def _told(here: list[Mention], page: Pair | None) -> Pair | None:
    """The two states of a paragraph that names no other, where one of the page's goes unnamed."""
    states = _states(here, ("state", "organ", "person", "place", "group"))
    if page is None or len(states) != 2 or set(states) == set(page):
        return None
    acting = _states([m for m in here if m.acts], ("state", "organ", "person"))
    return (states[0], states[1]) if len(acting) == 2 else None
