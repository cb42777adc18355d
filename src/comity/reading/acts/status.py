"""Changes of diplomatic status: those that claims say, and those that follow from what the document tells.

Inferred rows carry no claim; their ``rule`` says what they follow from. They are made only where the document itself
says nothing of the kind: an explicit word always comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeVar

from comity.models import Claim, Reading, Status
from comity.reading.acts.cast import base
from comity.reading.acts.codebook import Codebook

K = TypeVar("K")

_REAL = {"done", "ongoing"}
_BEGUN = {"relations_established", "relations_resumed"}
_ENDED = {"relations_severed", "relations_suspended"}
_OPENED = {"mission_opened", "mission_reopened"}
_LESSER = re.compile(r"\b(liaison office|interests? section|consulate|representative)\b", re.IGNORECASE)
_EMBASSY = re.compile(r"\bembassy\b", re.IGNORECASE)
_AMBASSADOR = re.compile(r"\bambassador", re.IGNORECASE)
_MINISTER = re.compile(r"\b(minister (resident|plenipotentiary|to)|legation)\b", re.IGNORECASE)


def statuses(reading: Reading, book: Codebook) -> list[Status]:
    """All changes of status in text order, the claimed before the inferred ones of the same place."""
    said = list(_said(reading, book))
    rows = said + list(_implied(reading, said))
    rows.sort(key=lambda s: (s.at.start, s.at.end, not s.claim, s.status, s.pair))
    return rows


def _said(reading: Reading, book: Codebook) -> Iterator[Status]:
    for c in reading.claims:
        act = book.acts.get(c.act)
        if act is None or c.modality not in _REAL:
            continue
        inner = book.acts.get(c.rule.partition("+")[2])
        change = act.status or (inner.status if inner and act.plover == "AGREE" else "")
        if not change or (not c.when and book.nominal(c.rule)):  # "the recognition of X": a reference, not a change
            continue
        by = base(c.actors[0]) if c.recipients and c.actors else ""
        for pair in _pairs(c):
            yield Status(c.at, pair, change, c.when, by, c.id, c.rule)


def _pairs(c: Claim) -> list[tuple[str, str]]:
    if c.actors and c.recipients:
        both = {(base(a), base(r)) for a in c.actors for r in c.recipients if base(a) != base(r)}
        return sorted({(min(p), max(p)) for p in both})
    return list(combinations(sorted({base(x) for x in (*c.actors, *c.recipients)}), 2))


def _implied(reading: Reading, said: list[Status]) -> Iterator[Status]:
    """What follows without being said; one pass over the claims in text order."""
    begun = {(s.pair, s.when[:4]) for s in said if s.status in _BEGUN}
    first = _earliest((s.pair, s.when) for s in said if s.status in _BEGUN)
    ended = {(s.pair, s.when[:4]) for s in said if s.status in _ENDED}
    opened = _earliest(((s.pair, s.by), s.when) for s in said if s.status in _OPENED)
    raised = {(s.pair, s.by) for s in said if s.status == "mission_raised"}
    ranked = [s for s in said if s.status in (*_OPENED, "mission_raised") and _EMBASSY.search(s.at.quote)]
    dated = {(s.pair, s.by) for s in ranked if s.when}
    broken: dict[tuple[str, str], str] = {}
    by_claim = {s.claim: s for s in said}
    ministers: set[tuple[tuple[str, str], str]] = set()
    for c in reading.claims:
        if c.modality not in _REAL or not c.actors:
            continue
        row = by_claim.get(c.id)
        if row is not None:
            if row.status in _ENDED:
                broken[row.pair] = row.when
            elif row.status in _BEGUN:
                broken.pop(row.pair, None)
            elif row.status == "mission_raised" and _LESSER.search(c.at.quote):
                yield Status(
                    c.at, row.pair, "mission_opened", c.when, row.by, "", "status:a lesser office became a mission"
                )
        if c.act == "appoint_envoy" and _AMBASSADOR.search(c.at.quote):
            yield from _embassy(c, said, dated)
        for pair in _pairs(c) if c.when else ():
            by = base(c.actors[0])
            if c.act == "declare_war" and not any((pair, str(y)) in ended for y in _years(c.when)):
                broken[pair] = c.when
                ended.add((pair, c.when[:4]))
                yield Status(
                    c.at, pair, "relations_severed", c.when, by, "", "status:a declaration of war ends relations"
                )
            if c.act not in ("present_credentials", "receive_envoy", "appoint_envoy", "reopen_mission", "open_mission"):
                continue
            if (
                pair in broken
                and broken[pair]
                and c.when > broken[pair]
                and c.act in ("reopen_mission", "present_credentials")
            ):
                later = [s for s in said if s.pair == pair and s.status in _BEGUN and s.when > broken[pair]]
                del broken[pair]
                if not later:
                    yield Status(
                        c.at, pair, "relations_resumed", c.when, "", "", "status:missions exchanged again after a break"
                    )
            presented = c.act == "present_credentials"
            accredited = c.act == "appoint_envoy" and "accredited" in c.at.quote
            if (presented or accredited) and c.when < first.get(pair, "9") and (pair, c.when[:4]) not in begun:
                first[pair] = c.when
                yield Status(
                    c.at, pair, "relations_established", c.when, "", "", "status:the first envoy presented credentials"
                )
            if presented and c.when < opened.get((pair, by), "9"):
                opened[pair, by] = c.when
                yield Status(
                    c.at, pair, "mission_opened", c.when, by, "", "status:the first envoy presented credentials"
                )
            if c.act in ("present_credentials", "appoint_envoy"):
                if _AMBASSADOR.search(c.at.quote) and (pair, by) not in raised and (pair, by) in ministers:
                    raised.add((pair, by))
                    yield Status(c.at, pair, "mission_raised", c.when, by, "", "status:an ambassador follows ministers")
                if _MINISTER.search(c.at.quote):
                    ministers.add((pair, by))


def _embassy(c: Claim, said: list[Status], dated: set[tuple[tuple[str, str], str]]) -> Iterator[Status]:
    """An ambassador is sent to an embassy: where no dated word of one stands, the appointment tells it."""
    for pair in _pairs(c):
        by = base(c.actors[0])
        silent = not any(s.pair == pair and s.by == by and s.status in _OPENED for s in said)
        if (pair, by) not in dated and (c.when or silent):
            if c.when:
                dated.add((pair, by))
            yield Status(c.at, pair, "mission_opened", c.when, by, "", "status:an ambassador was appointed")


def _earliest(dated: Iterable[tuple[K, str]]) -> dict[K, str]:
    """Key -> its earliest date; keys that have only undated rows come before all."""
    out: dict[K, str] = {}
    for key, when in dated:
        out[key] = min(out.get(key, when), when)
    return out


def _years(when: str) -> range:
    year = int(when[:4]) if when[:4].isdigit() else 0
    return range(year - 1, year + 2)
