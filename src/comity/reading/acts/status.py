"""Changes of diplomatic status: those that claims say, and those that follow from what the document tells.

Inferred rows carry no claim; their ``rule`` says what they follow from. They are made only where the document itself
says nothing of the kind: an explicit word always comes first.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeVar

from comity.knowledge import Knowledge
from comity.models import Claim, Reading, Status
from comity.reading.acts.cast import base
from comity.reading.acts.codebook import Codebook
from comity.reading.acts.status_ends import ends

K = TypeVar("K")
Pair = tuple[str, str]

_REAL = {"done", "ongoing"}
_PRIVATE = frozenset(("JRN", "REB", "BUS", "OPP", "PTY", "SOC", "CVL"))
_BEGUN = {"relations_established", "relations_resumed"}
_ENDED = {"relations_severed", "relations_suspended"}
_OPENED = {"mission_opened", "mission_reopened"}
_LESSER = re.compile(r"\b(liaison office|interests? section|consulate|representative)\b", re.IGNORECASE)
_EMBASSY = re.compile(r"\bembassy\b", re.IGNORECASE)
_AMBASSADOR = re.compile(r"\bambassador", re.IGNORECASE)
_ON_TRADE = re.compile(
    r"\b(?:(?:trade|comprehensive)(?: \w+)? sanctions|(?:most|all) (?:economic )?sanctions)\b", re.IGNORECASE
)
_AGAIN = re.compile(r"\bfirst\b.{0,80}\b(?:since|in (?:\w+ ){1,3}(?:years|decades))\b", re.IGNORECASE)
_INDEPENDENCE = re.compile(r"\b(?:congratulat|felicitat)\w+\b.{0,60}\bindependence\b", re.IGNORECASE | re.DOTALL)
_FIRST = re.compile(
    r"\bfirst\b(?:\W+[\w.]+){0,4}\W+(?:ambassador|minister(?! of\b)|envoy|chargé|diplomatic (?:agent|representative))",
    re.IGNORECASE,
)
_TREATY = re.compile(r"\bfirst (?:\w+ )?treaty\b", re.IGNORECASE)
_NEW = re.compile(
    r"\b(?:new|his|her|its|their) (?:\w+ )?(?:government|regime|administration|cabinet|junta|presidency)\b",
    re.IGNORECASE,
)
_REFUSES = re.compile(r"\brecogni[sz]\w+|\backnowledge\w*", re.IGNORECASE)
_RESIDENT = re.compile(
    r"\bfirst\b(?:\W+[\w.]+){0,3}\W+(?:ambassador|minister|envoy)\W+(?:[\w.]+\W+){0,3}resid(?:ent|e|ing)\b"
    r"|\bfirst resident\b",
    re.IGNORECASE,
)
_TO_LESS = re.compile(
    r"\b(?:to|became|into) (?:an? |the )?(?:[\w’' ]{0,30} )?(?:legation|consulate|agency)\b", re.IGNORECASE
)
_RISES = re.compile(
    r"\b(promoted|elevated|raised)\b.{0,40}\bambassador|\bminister\b.*\bambassador", re.IGNORECASE | re.DOTALL
)
_MINISTER = re.compile(r"(?<!prime )(?<!foreign )\bminister\b(?! of\b)|\blegation\b", re.IGNORECASE)


def statuses(reading: Reading, book: Codebook, knowledge: Knowledge) -> list[Status]:
    """All changes of status in text order, the claimed before the inferred ones of the same place."""
    said = list(_said(reading, book))
    rows = said + list(_Implied(said, reading).read(reading.claims))
    rows += ends(reading, rows, knowledge)
    rows.sort(key=lambda s: (s.at.start, s.at.end, not s.claim, s.status, s.pair))
    return rows


def _said(reading: Reading, book: Codebook) -> Iterator[Status]:
    for c in reading.claims:
        act = book.acts.get(c.act)
        if act is None or c.modality not in _REAL or (c.plover == "REJECT" and act.plover != "REJECT"):
            continue
        inner = book.acts.get(c.rule.partition("+")[2]) if c.act == "agree" else None
        change = act.status or (inner.status if inner else "") or _embargo(c)
        if not change or (not c.when and book.nominal(c.rule)):  # "the recognition of X": a reference, not a change
            continue
        if "mission" in change and any(r.partition("/")[2] in _PRIVATE for r in c.recipients):
            continue  # the office of a broadcaster or a movement
        by = base(c.actors[0]) if c.recipients and c.actors else ""
        for pair in _pairs(c):
            yield Status(c.at, pair, change, c.when, by, c.id, c.rule)


def _embargo(c: Claim) -> str:
    """The change that sanctions on trade, or on all an economy, make: they are an embargo by another name."""
    if c.plover not in ("SANCTION", "RETREAT", "CONCEDE") or not c.when or not _ON_TRADE.search(c.at.quote):
        return ""
    if c.act.startswith("lift_"):
        return "embargo_lifted"
    return "embargo_imposed" if c.act.startswith("impose_") else ""


def _pairs(c: Claim) -> list[tuple[str, str]]:
    if c.actors and c.recipients:
        both = {(base(a), base(r)) for a in c.actors for r in c.recipients if base(a) != base(r)}
        return sorted({(min(p), max(p)) for p in both})
    return list(combinations(sorted({base(x) for x in (*c.actors, *c.recipients)}), 2))


class _Implied:
    """What follows from a page's claims without being said: one pass in text order. ``said`` are the rows it does
    say."""

    def __init__(self, said: list[Status], reading: Reading) -> None:
        self.said = said
        self.text, self.sentences = reading.document.text, {s.n: s.at for s in reading.sentences}
        self.by_claim = {s.claim: s for s in said}
        self.begun = _earliest((s.pair, s.when) for s in said if s.status in _BEGUN)
        self.opened = _earliest(((s.pair, s.by), s.when) for s in said if s.status in _OPENED)
        self.recognised = {s.pair for s in said if s.status == "recognised" and len(s.when) > 4}
        self.raised = {(s.pair, s.by) for s in said if s.status == "mission_raised" and not _TO_LESS.search(s.at.quote)}
        ranked = [s for s in said if s.status in (*_OPENED, "mission_raised") and _EMBASSY.search(s.at.quote)]
        self.embassies = {(s.pair, s.by) for s in ranked if s.when}
        self.treated: set[Pair] = set()
        self.ministers: set[tuple[Pair, str]] = set()
        self.broken: dict[Pair, str] = {}
        self.last: tuple[int, str] = (-9, "")  # the date told last, and the sentence that tells it
        self.absent: dict[tuple[Pair, str], str] = {}

    def read(self, claims: Iterable[Claim]) -> Iterator[Status]:
        """The rows, in the order of the claims they follow from."""
        for c in claims:
            if c.modality not in _REAL or not c.actors:
                continue
            yield from self._said(c)
            by = base(c.actors[0])
            if c.act == "refuse_recognition":
                yield from self._not_recognised(c)
            if c.when:
                self.last = (c.sentence, c.when)
            if c.plover == "SUPPORT" and c.when and _INDEPENDENCE.search(c.at.quote):
                yield from self._congratulated(c, by)
            for pair in _pairs(c) if c.when else ():
                if c.act == "declare_war":
                    yield from self._war(c, pair, by)
                elif c.act == "exchange_envoys":
                    yield from self._resumed(c, pair, "envoys exchanged again after a break")
                elif c.act == "sign_agreement" and _TREATY.search(c.at.quote):
                    yield from self._treaty(c, pair, by)
                elif c.act == "recognize_state":
                    yield from self._resumed(c, pair, "a government was recognised after a break")
                elif c.act in ("present_credentials", "reopen_mission", "appoint_envoy"):
                    yield from self._after_break(c, pair, by)
                    yield from self._first_envoy(c, pair, by)
                    yield from self._ambassador(c, pair, by)
            if c.act == "appoint_envoy" and _AMBASSADOR.search(c.at.quote):
                yield from self._embassy(c, by)

    def _said(self, c: Claim) -> Iterator[Status]:
        row = self.by_claim.get(c.id)
        if row is None:
            return
        if row.status in _ENDED:
            self._break(row.pair, row.when)
        elif row.status in _BEGUN:
            self.broken.pop(row.pair, None)
        elif row.status == "mission_raised" and not _TO_LESS.search(c.at.quote) and _LESSER.search(c.at.quote):
            yield _row(c, row.pair, "mission_opened", row.by, "a lesser office became a mission")

    def _break(self, pair: Pair, when: str) -> None:
        self.broken[pair] = when
        for side in pair:
            self.absent[pair, side] = when

    def _has(self, pair: Pair, kinds: set[str], years: range, by: str = "") -> bool:
        """True where the page itself tells such a change of these years."""
        return any(
            s.pair == pair and s.status in kinds and (not by or s.by in ("", by)) and _year(s.when) in years
            for s in self.said
        )

    def _war(self, c: Claim, pair: Pair, by: str) -> Iterator[Status]:
        year = _year(c.when)
        if pair in self.broken or self._has(pair, _ENDED, range(year - 1, year + 2)):
            return
        self._break(pair, c.when)
        yield _row(c, pair, "relations_severed", by, "a declaration of war ends relations")

    def _after_break(self, c: Claim, pair: Pair, by: str) -> Iterator[Status]:
        """The first mission or envoy after a break: relations are resumed, unless the page says when they were."""
        if c.act == "appoint_envoy":
            return
        yield from self._resumed(c, pair, "missions exchanged again after a break")
        if c.act == "present_credentials" and "" < self.absent.get((pair, by), "") < c.when:
            since = self.absent.pop((pair, by))
            if not self._has(pair, _OPENED, range(_year(since), _year(c.when) + 1), by):
                yield _row(c, pair, "mission_reopened", by, "the first envoy after a break presented credentials")

    def _resumed(self, c: Claim, pair: Pair, why: str) -> Iterator[Status]:
        """Relations begin again with what is told after a break, unless the page says when they did."""
        if "" < self.broken.get(pair, "") < c.when:
            since = self.broken.pop(pair)
            if not self._begins_again(pair, since):
                yield _row(c, pair, "relations_resumed", "", why)

    def _begins_again(self, pair: Pair, since: str) -> bool:
        """True where the page says when relations began again, before they were broken once more."""
        begun = [s.when for s in self.said if s.pair == pair and s.status in _BEGUN and s.when > since]
        ended = [s.when for s in self.said if s.pair == pair and s.status in _ENDED and s.when > since]
        return bool(begun) and not (ended and min(ended) < min(begun))

    def _first_envoy(self, c: Claim, pair: Pair, by: str) -> Iterator[Status]:
        presented = c.act == "present_credentials"
        accredited = c.act == "appoint_envoy" and "accredited" in c.at.quote
        if (presented or accredited) and c.when < self.begun.get(pair, "9"):
            self.begun[pair] = c.when
            yield _row(c, pair, "relations_established", "", "the first envoy was accredited")
        if presented and _RESIDENT.search(self._sentence(c)) and not self._housed(pair, by, c.when):
            yield _row(c, pair, "mission_opened", by, "the first resident envoy presented credentials")
            return
        sent = presented or (c.act == "appoint_envoy" and _FIRST.search(self._sentence(c)))
        if sent and not _AGAIN.search(c.at.quote) and c.when < self.opened.get((pair, by), "9"):
            if presented:
                self.opened[pair, by] = c.when
            how = "presented credentials" if presented else "was appointed"
            yield _row(c, pair, "mission_opened", by, f"the first envoy {how}")

    def _housed(self, pair: Pair, by: str, when: str) -> bool:
        """True where the page tells of a mission above a consulate that was opened before."""
        return any(
            s.pair == pair and s.by in ("", by) and s.status in _OPENED and s.when < when
            for s in self.said
            if not _LESSER.search(s.at.quote)
        )

    def _sentence(self, c: Claim) -> str:
        """The words of the claim's sentence, up to where the claim ends."""
        at = self.sentences[c.sentence]
        return self.text[at.start : c.at.end]

    def _treaty(self, c: Claim, pair: Pair, by: str) -> Iterator[Status]:
        """Who concludes a first treaty with a state recognises it."""
        if not self._has(pair, {"recognised", *_BEGUN}, range(1, _year(c.when) + 1)) and pair not in self.treated:
            self.treated.add(pair)
            yield _row(c, pair, "recognised", by, "a first treaty was concluded with it")

    def _not_recognised(self, c: Claim) -> Iterator[Status]:
        """A new government that is not recognised has no relations with who refuses it."""
        sentence, told = self.last
        when = c.when or (told if c.sentence - sentence <= 1 else "")
        verb = _REFUSES.search(c.at.quote)
        rulers = any("/" in r for r in c.recipients) or (verb and _NEW.search(c.at.quote, verb.end()))
        for pair in _pairs(c) if when and rulers else ():
            if pair not in self.broken and not self._has(pair, _ENDED, range(_year(when) - 1, _year(when) + 2)):
                self._break(pair, when)
                row = _row(c, pair, "relations_suspended", base(c.actors[0]), "a new government was not recognised")
                borrowed = f"{row.rule}, at the date of what is told before"
                yield row if c.when else dataclasses.replace(row, when=when, rule=borrowed)

    def _congratulated(self, c: Claim, by: str) -> Iterator[Status]:
        """A state that is congratulated on its independence is recognised by whoever congratulates it."""
        for pair in _pairs(c):
            if pair not in self.recognised:
                self.recognised.add(pair)
                yield _row(c, pair, "recognised", by, "it was congratulated on its independence")

    def _ambassador(self, c: Claim, pair: Pair, by: str) -> Iterator[Status]:
        if c.act == "reopen_mission":
            return
        key = (pair, by)
        rises = _RISES.search(c.at.quote) or key in self.ministers - self.raised
        if _AMBASSADOR.search(c.at.quote) and rises and key not in self.raised:
            self.raised.add(key)
            self.embassies.add(key)
            yield _row(c, pair, "mission_raised", by, "an ambassador follows ministers")
        if _MINISTER.search(c.at.quote):
            self.ministers.add(key)

    def _embassy(self, c: Claim, by: str) -> Iterator[Status]:
        """An ambassador is sent to an embassy: where no dated word of one stands, the appointment tells it."""
        for pair in _pairs(c):
            if c.when.endswith("/.."):  # "has been ambassador since 2018"
                continue
            silent = not any(s.pair == pair and s.by == by and s.status in _OPENED for s in self.said)
            if (pair, by) not in self.embassies and (c.when or silent):
                if c.when:
                    self.embassies.add((pair, by))
                yield _row(c, pair, "mission_opened", by, "an ambassador was appointed")


def _row(c: Claim, pair: Pair, status: str, by: str, why: str) -> Status:
    return Status(c.at, pair, status, c.when, by, "", f"status:{why}")


def _earliest(dated: Iterable[tuple[K, str]]) -> dict[K, str]:
    """Key -> its earliest date; keys that have only undated rows come before all."""
    out: dict[K, str] = {}
    for key, when in dated:
        out[key] = min(out.get(key, when), when)
    return out


def _year(when: str) -> int:
    return int(when[:4]) if when[:4].isdigit() else 0
