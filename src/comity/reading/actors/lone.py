"""Organs named without their state: "the embassy", "Congress", "66 Senators", "the department", "the government".

Rules are tried in order; each gives (code, rule) or None, and an organ that none of them places is left out.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from comity.models import Mention
from comity.reading.actors.names import SEAT
from comity.reading.actors.units import Unit
from comity.reading.topic import state_of

if TYPE_CHECKING:
    from comity.reading.actors.page import Page, Row

MISSIONS = ("embassy", "legation", "consulate", "liaison office", "interests section", "consular agency", "mission")
_US_LEGISLATURE = frozenset(("congress", "senate", "house", "congressional", "senators", "congressmen", "lawmakers"))
_US_LEGISLATURE |= frozenset(("house members", "members of congress"))
_DEPARTMENT = re.compile(r"[Dd]epartment|Secretary|Ministry|of Defen[sc]e")
_COMMON = frozenset(("mission", "administration", "regime", "house", "department", "cabinet"))
_VOTES = frozenset(("members", "Members", "passed", "voted", "and"))
_ADJECTIVES = frozenset(("struggling", "new", "newly", "elected", "divided", "national", "federal", "central"))
Found = tuple[str, str] | None


@dataclasses.dataclass(frozen=True, slots=True)
class Lone:
    """One organ noun without a state; ``stem``: the kind of mission, if it is one; ``past``: the paragraph so far."""

    page: Page
    row: Row
    at: int
    word: str
    stem: str
    sector: str
    past: Sequence[Mention]


def organ(page: Page, row: Row, k: int, past: Sequence[Mention]) -> list[Mention]:
    """The mention of the organ noun at unit ``k``, where a rule finds its state."""
    line, unit = row.units, row.units[k]
    assert unit.hit is not None
    sector, word = unit.hit.senses[0].kind, unit.text.lower()
    first = phrase_start(line, k)
    if not _names_an_organ(line, k, first, sector, word):
        return []
    stem = next((w for w in MISSIONS if w in word), "")
    lone = Lone(page, row, k, word, stem, sector, past)
    for rule in (
        _hosted,
        _seated,
        _same_organ,
        _us_legislature,
        _mission_before,
        _envoys,
        _us_administration,
        _department,
        _state_before,
    ):
        found = rule(lone)
        if found:
            at = page.at(line[first].start, unit.end)
            return [Mention(at, found[0], page.name(found[0]), "organ", found[1], row.number)]
    return []


def phrase_start(line: list[Unit], k: int) -> int:
    """Index where the noun phrase of unit ``k`` begins: its article, number or quantity, and an adjective or two."""
    j = k
    while j and k - j < 4:
        before = line[j - 1]
        if (
            before.cls == "#"
            or before.text.lower() in ("the", "some", "many", "several", "own", "then", "a")
            or before.text in _ADJECTIVES
        ):
            j -= 1
        else:
            break
    while j < k and line[j].text in ("a", "A"):
        j += 1
    return j


def _names_an_organ(line: list[Unit], k: int, first: int, sector: str, word: str) -> bool:
    unit = line[k]
    after = line[k + 1].text if k + 1 < len(line) else ""
    owned = bool(k) and line[k - 1].text in ("its", "their", "his")
    if not (first < k or unit.text[0].isupper() or owned) and sector != "LEG":
        return False
    if word in _COMMON and unit.text[0].islower() and (after in ("of", "to") or first == k):
        return False
    if word in ("government", "regime", "administration") and after == "of":
        return False
    return not (word == "house" and first == k and after not in _VOTES)


def _hosted(lone: Lone) -> Found:
    """ "the Legation in Bulgaria" on a page about Bulgaria and another state: the other's."""
    if not lone.stem:
        return None
    line = lone.row.units
    for j in range(lone.at + 2, min(lone.at + 5, len(line))):
        host = lone.page.seat_state(line[j])
        if host and line[j - 1].text in ("in", "at") and lone.page.other(host):
            return f"{lone.page.other(host)}/GOV", "mission in the other state"
    return None


def _seated(lone: Lone) -> Found:
    """ "The foreign ministry in Ankara", "the parliament in Athens": of the state whose capital that is."""
    line, k = lone.row.units, lone.at
    if lone.stem or k + 2 >= len(line) or line[k + 1].text != "in" or line[k + 2].cls != SEAT:
        return None
    hit = line[k + 2].hit
    if hit is None or hit.senses[0].kind != "seat":
        return None
    return f"{hit.senses[0].code}/{lone.sector}", "organ in a seat of government"


def _same_organ(lone: Lone) -> Found:
    for m in reversed(lone.past):
        if m.kind == "organ" and "/" in m.actor and (lone.stem or lone.word) in m.at.quote.lower():
            return m.actor, "later mention of an organ"
    return None


def _us_legislature(lone: Lone) -> Found:
    line = lone.row.units[max(0, lone.at - 3) : lone.at]
    if any(u.text in ("a", "A", "an", "An") for u in line):
        return None
    if lone.sector == "LEG" and lone.page.states["USA"] and lone.word in _US_LEGISLATURE:
        return "USA/LEG", "Congress of the United States, named on this page"
    return None


def _mission_before(lone: Lone) -> Found:
    if not lone.stem:
        return None
    for m in reversed(lone.page.found[-200:]):
        if m.kind == "organ" and "/" in m.actor and any(w in m.at.quote.lower() for w in MISSIONS):
            return m.actor, "mission named before on the page"
    return None


def _envoys(lone: Lone) -> Found:
    held = lone.page.held
    if lone.stem and held and held[-1].accredited_to and held[-1].state:
        return f"{held[-1].state}/GOV", "mission of the envoy named before"
    return None


def _us_administration(lone: Lone) -> Found:
    if lone.word.startswith("administration") and "USA" in lone.page.topic.pair:
        return "USA/GOV", "administration of the United States, of the page's pair"
    return None


def _department(lone: Lone) -> Found:
    if lone.word != "department":
        return None
    for m in reversed(lone.past):
        if m.kind in ("organ", "person") and m.actor and _DEPARTMENT.search(m.at.quote):
            return m.actor, "later mention of a department"
    held = lone.page.held
    if held and held[-1].state and _DEPARTMENT.search(held[-1].role):
        return f"{held[-1].state}/GOV", "department of the official named before"
    if "USA" in lone.page.topic.pair and lone.row.units[lone.at].text == "Department":
        return "USA/GOV", "Department of State, on a page of the United States"
    return None


def _state_before(lone: Lone) -> Found:
    """The last state named that is the page's other than the United States, whose own organs have names."""
    if lone.sector not in ("GOV", "LEG") or lone.stem or lone.word == "department":
        return None
    pair = lone.page.topic.pair
    for m in reversed(lone.past):
        state = state_of(m)
        other = state != "USA" or "USA" not in pair
        if other and m.kind in ("state", "organ", "person") and state and m.acts and (not pair or state in pair):
            return f"{state}/{lone.sector}", "organ of the state named before"
    return None
