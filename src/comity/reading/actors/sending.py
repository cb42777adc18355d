"""Which state an office belongs to, and where its holder was sent: as said, else inferred, with the reason.

Rules are tried in order; each gives (state, reason) or None.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from comity.reading.actors.holdings import CHOSEN, COUNTERPARTS, SEVERAL, Holding
from comity.reading.actors.listed import listed
from comity.reading.actors.names import ADJECTIVE, PERSON, SEAT, STATE
from comity.reading.actors.roster import Tenure, surname

if TYPE_CHECKING:
    from comity.reading.actors.page import Page, Row

_RECEIVED = re.compile(
    r"\b(?:received|accepted|accepted the credentials of|received the credentials of)(?: Mr\.| Dr\.| the)? \Z"
)
_TO_HEAD = re.compile(r"\b(?:credentials|letters? of credence) to (?:the )?\Z")
_SENDS = re.compile(
    r"\b(?:(?P<send>withdrew|withdraws|recalled|recalls|named|names|appointed|appoints|sent|sends|dispatched|despatched"
    r"|replaced|called home|summoned home)|expelled|summoned|expels|summons|declared|received|called in)"
    r" (?:its |their |his |the |as )?(?:new |former |then )?\Z"
)
_REPRESENTED = re.compile(
    r"\b(?:is|was|are|were|been|being) (?:currently |then )?represented (?:in|at|to)\b[^.;]{2,60}\bby (?:the |its )?\Z"
)
_MISSION = re.compile(r"(?:the )?(?:high commission|embassy|legation|consulate|permanent mission)", re.IGNORECASE)
_NO_PREMIER = listed("""USA MEX BRA ARG CHL COL VEN IDN PHL NIC HND GTM CRI PAN SLV BOL PRY URY ECU""")
_PASSAGE = 300
"""How many characters back the person may stand whom "his" means."""
_SLACK = 15
"""Years before and after a tenure in which a bare surname may still mean the leader."""
SAID = "as said"
Found = tuple[str, str] | None


@dataclasses.dataclass(frozen=True, slots=True)
class Bearer:
    """A holding whose state is sought, with the person's full name."""

    page: Page
    row: Row
    holding: Holding
    person: str


def resolve(page: Page, row: Row, holding: Holding, person: str) -> tuple[str, str, str]:
    """(state, accredited to, why the state): ``why`` is ``SAID`` where the words give it."""
    bearer, phrase = Bearer(page, row, holding, person), holding.phrase
    state, why = "", ""
    for rule in _RULES:
        found = rule(bearer)
        if found and found[0]:
            state, why = found
            break
    abroad = ", ".join(phrase.abroad)
    if phrase.kind == "diplomat" and not abroad and state:
        abroad = page.other(state)
    return state, abroad, why


def _said(b: Bearer) -> Found:
    return b.holding.phrase.state, SAID


def _after_name(b: Bearer) -> Found:
    """ "Foreign Minister X of Peru"."""
    name, line = b.holding.name, b.row.units
    if name is None or name.last + 1 >= len(line) or line[name.last].text != "of":
        return None
    at = name.last + (2 if line[name.last + 1].text == "the" and name.last + 2 < len(line) else 1)
    unit = line[at]
    return (unit.hit.senses[0].code, SAID) if unit.cls == STATE and unit.hit is not None else None


def _home(b: Bearer) -> Found:
    home = b.holding.phrase.home
    shared = not b.holding.phrase.role.title().endswith("Of State")
    pair = b.page.topic.pair
    if home and pair and home not in pair and b.holding.phrase.kind == "legislator":
        return None  # "Sen. X" on a page about two other states
    if home and shared and not (home in pair or b.page.states[home]):
        return None  # a title that others bear too, on a page that does not name the state
    return home, "the one state with this office"


def _by_full_name(b: Bearer) -> Found:
    """A title that several states have is decided by the roster's full name: "Defense Secretary X Y"."""
    if not b.holding.phrase.home or " " not in b.person:
        return None
    leader = b.page.roster.named(b.person)
    return (leader.state, "roster of leaders") if leader and leader.state != b.holding.phrase.home else None


def _sent(b: Bearer) -> Found:
    """ "Lima withdrew Ambassador X": the envoy is of the state that sends or calls him."""
    page, start = b.page, b.holding.start
    if b.holding.phrase.kind != "diplomat":
        return None
    m = _SENDS.search(page.plain.text[max(0, start - 60) : start])
    if not m:
        return None
    verb = start - len(m[0])
    for unit in reversed(b.row.units):
        if unit.end <= verb and unit.cls in (STATE, SEAT, ADJECTIVE) and unit.hit is not None:
            code = unit.hit.senses[0].code.partition("/")[0]
            return (code if m["send"] else page.other(code)), "the state that acts on the envoy"
    return None


def _chosen(b: Bearer) -> Found:
    """ "Lima named X its ambassador", "X, whom Lima had sent as its envoy": of the state that chooses."""
    line, name = b.row.units, b.holding.name
    if b.holding.rule != CHOSEN or name is None:
        return None
    first, last = line[name.first].start, line[b.holding.phrase.first].start
    inside = [u for u in line if u.start >= line[name.last - 1].end and u.end <= last]
    for unit in [*inside, *reversed([u for u in line if u.end <= first])]:
        if unit.cls in (STATE, SEAT, ADJECTIVE) and unit.hit is not None:
            return unit.hit.senses[0].code.partition("/")[0], "the state that chooses"
        if unit.cls == PERSON and unit.hit is not None and unit in inside:
            return unit.hit.senses[0].code.partition("/")[0], "the state of who chooses"
    return None


def _represented(b: Bearer) -> Found:
    """ "Chad is represented in Rome by Ambassador X"; "Ambassador X represents Chad in Rome"."""
    page, line = b.page, b.row.units
    name = b.holding.name
    if b.holding.phrase.kind != "diplomat" or name is None:
        return None
    if name.last + 1 < len(line) and line[name.last].text in ("represents", "represented"):
        k = name.last + (2 if line[name.last + 1].text == "the" else 1)
        hit = line[k].hit if k < len(line) and line[k].cls == STATE else None
        if hit is not None:
            return hit.senses[0].code, SAID
    m = _REPRESENTED.search(page.plain.text[max(0, b.holding.start - 90) : b.holding.start])
    if not m:
        return None
    verb = b.holding.start - len(m[0])
    for unit in reversed(line):
        if unit.end <= verb and unit.cls in (STATE, SEAT) and unit.hit is not None:
            return unit.hit.senses[0].code.partition("/")[0], SAID
    return None


def _label(b: Bearer) -> Found:
    """ "Ambassador: X" on a line of its own below the name of a mission."""
    page, start = b.page, b.holding.start
    if b.holding.phrase.kind != "diplomat" or page.plain.text[b.row.units[0].start : start].strip():
        return None
    name = b.holding.name
    if name is None or ":" not in page.plain.text[start : b.row.units[name.first].start]:
        return None
    at = page.plain.back(start)
    for m in reversed(page.found[-8:]):
        if m.kind == "organ" and at - m.at.end < 200 and _MISSION.match(m.at.quote):
            return m.actor.partition("/")[0], "the mission named above"
    return None


def _office_of(b: Bearer) -> Found:
    """A bare surname that the lists of office holders give to one state of the page alone, about the year spoken of."""
    page, kind = b.page, b.holding.phrase.kind
    if kind not in ("head", "premier", "minister", "crown"):
        return None
    states = page.topic.pair or tuple(sorted(page.states))
    found = page.roster.holders(b.person, states, b.row.year)
    return (found[0], "lists of office holders") if len(found) == 1 else None


def _one_at_a_time(b: Bearer) -> Found:
    """A state has one premier or head at a time: beside the one, another of the same office is the other state's."""
    page, phrase = b.page, b.holding.phrase
    if phrase.kind not in ("head", "premier") or not page.held:
        return None
    last = page.held[-1]
    near = page.near_state(b.row, b.holding.start)
    here = page.plain.back(b.row.units[0].start)
    same = last.role.casefold() == phrase.role.casefold() and last.person != b.person
    if same and last.state == near and last.at.start >= here and page.other(near):
        return page.other(near), "the other state: this one's holder of the office is named beside"
    return None


def _guest(b: Bearer) -> Found:
    """ "President Monroe received X as Envoy": the envoy's state is not the president's."""
    holding = b.holding
    if holding.phrase.kind != "diplomat" or holding.name is None or holding.rule == "role before name":
        return None
    start = b.row.units[holding.name.first].start
    if not _RECEIVED.search(b.page.plain.text[max(0, start - 40) : start]):
        return None
    return b.page.near_state(b.row, holding.start, skip="USA"), "received by the other state"


def _envoy(b: Bearer) -> Found:
    """An envoy: named before, of the mission the sentence tells of, on the roster of US missions, or of who sends."""
    page, phrase = b.page, b.holding.phrase
    if phrase.kind != "diplomat":
        return None
    host = phrase.abroad[0] if phrase.abroad else ""
    if not host and b.person in page.people and page.people[b.person][1].partition("/")[0] not in ("", "UNK"):
        return page.people[b.person][1].partition("/")[0], "named before"
    pair = page.topic.pair
    mission = page.mission_in(b.row)
    if mission and mission != host and (not pair or mission in pair):
        return mission, "the mission named in the sentence"
    post = host or page.other("USA")
    if post and page.roster.envoy(surname(b.person), post, ""):
        return "USA", "roster of US missions"
    mission = page.mission_before(b.row)
    if mission and mission != host and (not pair or mission in pair):
        return mission, "the mission named in the paragraph"
    named = None if host else _by_name(b)
    if named:
        return named
    if host:
        if host != "USA" and "USA" in page.states:
            return "USA", "the state that sends on this page"
        return page.other(host), "the other state of the page"
    return page.sender(), "the state that sends on this page"


def _of_holder(b: Bearer) -> Found:
    """ "His deputy, X", "her foreign minister, Y": of the state of the office holder named last here."""
    line, first = b.row.units, b.holding.phrase.first
    held = b.page.held
    if not first or line[first - 1].text.lower() not in ("his", "her") or not held or not held[-1].state:
        return None
    here = b.page.plain.back(b.holding.start)
    if not 0 < here - held[-1].at.end < _PASSAGE or b.holding.phrase.role.lower() in ("successor", *COUNTERPARTS):
        return None
    return held[-1].state, "the holder of an office named before, whose own this one is"


def _receiver(b: Bearer) -> Found:
    """The head to whom an envoy presents credentials is the host's: "presented his credentials to President X"."""
    start = b.holding.start
    if b.page.host and _TO_HEAD.search(b.page.plain.text[max(0, start - 40) : start]):
        return b.page.host, "receives the envoy"
    return None


def _leader(b: Bearer) -> Found:
    page, pair, year = b.page, b.page.topic.pair, b.row.year
    leader = page.roster.titled.get(f"{b.holding.phrase.role} {b.person}") or page.roster.leader(b.person, year, pair)
    if leader is None or not (not pair or leader.state in pair or page.states[leader.state] or _alone(b, leader)):
        return None
    if year and leader.from_ and int(year) < int(leader.from_[:4]) - _SLACK:
        return None
    if year and leader.to and int(year) > int(leader.to[:4]) + _SLACK:
        return None
    return leader.state, "roster of leaders"


def _alone(b: Bearer, leader: Tenure) -> bool:
    """Whether all leaders of that surname are of one state, and one bore this very office: "President Carter"."""
    role = b.holding.phrase.role.casefold()
    alike = b.page.roster.leaders.get(surname(b.person), [])
    return {t.state for t in alike} == {leader.state} and any(t.role.casefold() == role for t in alike)


def _named_before(b: Bearer) -> Found:
    known = b.person if b.person in b.page.people else b.page.surnames.get(surname(b.person), "")
    state = b.page.people[known][1].partition("/")[0] if known in b.page.people else "UNK"
    return (state, "named before") if state != "UNK" else None


def _roster(b: Bearer) -> Found:
    name = b.holding.name
    return (b.page.person_code(b.row, name).partition("/")[0], "roster") if name is not None and name.known else None


def _by_name(b: Bearer) -> Found:
    """The state of the page whose people are named like this; another only where the name is clearly of that."""
    state = b.page.likely(b.row, b.person, b.page.near_state(b.row, b.holding.start))
    return (state, "names of its people") if state else None


def _only_state(b: Bearer) -> Found:
    kind = b.holding.phrase.kind
    if b.holding.rule == SEVERAL:
        return None
    choices = [p for p in b.page.topic.pair if not (p in _NO_PREMIER and kind in ("premier", "crown"))]
    return (choices[0], "the state of the page that has such an office") if len(choices) == 1 else None


def _near(b: Bearer) -> Found:
    """The state named before; a foreign head of state on a page of the United States is the other state's."""
    kind = b.holding.phrase.kind
    if kind == "diplomat" or b.holding.rule == SEVERAL:
        return None
    near = b.page.near_state(b.row, b.holding.start)
    told = b.page.last_of_pair(b.row, b.holding.start) if near not in b.page.topic.pair else ""
    if told:
        return told, "the state of the page's pair named before"
    if near == "USA" and kind in ("head", "minister", "premier", "crown", "military"):
        near = b.page.other("USA") or near
    return near, "the state named before"


def _here(b: Bearer) -> Found:
    """The one state that the whole sentence names."""
    named = {
        u.hit.senses[0].code.partition("/")[0]
        for u in b.row.units
        if u.hit is not None and u.cls in (STATE, SEAT, ADJECTIVE)
    }
    if b.holding.phrase.kind == "diplomat" or b.holding.rule == SEVERAL or len(named) != 1:
        return None
    return min(named), "the one state that the sentence names"


_RULES = (
    *(
        _said,
        _after_name,
        _by_full_name,
        _home,
        _guest,
        _chosen,
        _of_holder,
        _label,
        _represented,
        _sent,
        _envoy,
        _receiver,
        _leader,
        _named_before,
    ),
    *(_roster, _office_of, _one_at_a_time, _by_name, _only_state, _near, _here),
)
