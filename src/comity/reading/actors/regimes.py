"""Leaders known by their rule: "the Lon Nol regime (1970-75)", "Biden's administration", "the government of X"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.models import Office
from comity.reading.actors.names import ADJECTIVE, PERSON, ROLE, SEAT, STATE
from comity.reading.actors.people import Name, name_at
from comity.reading.actors.tenures import years
from comity.reading.actors.units import Unit

if TYPE_CHECKING:
    from comity.reading.actors.page import Page, Row

HEADS = frozenset(("President", "Prime Minister", "Premier", "Chancellor", "leader", "King", "Emperor", "Shah", "Tsar"))
"""Roles of the rosters that are a rule, and not one office among others."""
TITLES = frozenset(("Archbishop", "Ayatollah", "Pope", "Cardinal", "Khedive", "Patriarch"))
RULE = frozenset(("regime", "Regime", "administration", "Administration", "government", "Government"))


def regimes(page: Page, row: Row) -> list[Office]:
    """An office row for each leader whose rule the sentence names."""
    found = []
    for k, unit in enumerate(row.units):
        if unit.text in RULE:
            office = _leader_first(page, row, k) or _leader_after_of(page, row, k)
            if office:
                found.append(office)
    found += [o for o in (_under(page, row, k) for k in range(len(row.units))) if o is not None]
    return found


def _under(page: Page, row: Row, k: int) -> Office | None:
    """ "Under X": a head of state or government, whom the rosters know in full, by the time of his rule."""
    line = row.units
    if line[k].text not in ("under", "Under") or k + 1 >= len(line) or line[k + 1].cls != PERSON:
        return None
    name = name_at(line, k + 1, page.plain.text, True)
    leader = page.roster.named(name.text) if name else None
    if name is None or leader is None or leader.role not in HEADS or name.last != k + 2:
        return None
    if name.last < len(line) and line[name.last].text in ("'s", "’s", "and"):
        return None
    at = page.at(line[k].start, line[name.last - 1].end)
    return Office(at, leader.name, "head of government", leader.state, rule="under a leader")


def titled(page: Page, row: Row, k: int) -> Office | None:
    """A leader known by a name that begins with his title: "Archbishop Makarios", "Ayatollah Khomeini"."""
    unit = row.units[k]
    if unit.cls != PERSON or unit.hit is None or unit.taken:
        return None
    first, _, rest = unit.text.replace("\n", " ").partition(" ")
    if first not in TITLES or not rest:
        return None
    sense = unit.hit.senses[0]
    person = sense.name.removeprefix(first + " ")
    return Office(page.at(unit.start, unit.end), person, first, sense.code.partition("/")[0], rule="title and name")


def _leader_first(page: Page, row: Row, k: int) -> Office | None:
    line = row.units
    j = k - 1
    if j > 0 and line[j].text in ("'s", "'"):
        j -= 1
    if j < 0 or line[j].cls not in ("C", PERSON):
        return None
    first = j
    while first and line[first - 1].cls in ("C", PERSON, "i", "p") and first > j - 4:
        first -= 1
    while first < j and (line[first].text in ("The", "Under", "During") or line[first].cls in (STATE, ADJECTIVE)):
        first += 1
    name = name_at(line, first, page.plain.text, True)
    if name is None or name.last != j + 1:
        return None
    state = page.leader_code(row, name) or _ruled(line, k + 1)
    if not state:
        return None
    from_, to = years(page.plain.text, line[k].end + 1)
    at = page.at(line[first].start, line[k].end)
    return Office(at, page.leader_name(row, name), _role(line[k].text), state, "", from_, to, rule="leader and regime")


def _leader_after_of(page: Page, row: Row, k: int) -> Office | None:
    line = row.units
    if k + 2 >= len(line) or line[k + 1].text != "of":
        return None
    j = k + 2
    if line[j].cls == ROLE and line[j].text[0].isupper():
        j += 1
    name: Name | None = name_at(line, j, page.plain.text, single=False)
    if name is None:
        return None
    state, inferred = page.leader_code(row, name), ""
    if not state:
        state, inferred = page.near_state(row, line[k].start), "the state named before"
        if state == "USA" and page.other("USA"):
            state = page.other("USA")
    if not state:
        return None
    at = page.at(line[k].start, line[name.last - 1].end)
    return Office(
        at, page.leader_name(row, name), _role(line[k].text), state, rule="government of a leader", inferred=inferred
    )


def _ruled(line: list[Unit], at: int) -> str:
    """The state behind "in" or "of" after a rule: "the Doe regime in Liberia"."""
    if at + 1 >= len(line) or line[at].text not in ("in", "of") or line[at + 1].cls not in (STATE, SEAT):
        return ""
    hit = line[at + 1].hit
    return hit.senses[0].code.partition("/")[0] if hit is not None else ""


_BROUGHT = re.compile(r"\b(?:brought|bringing|swept|propelled|restored|returned|carried)\s(?:[A-Z]\w+\s){0,2}\Z")
_POWER = re.compile(
    r" (?:back )?(?:in)?to (?:power|the presidency|the premiership|the throne)\b"
    r"|(?:,? who)? (?:had |has )?(?:seized|took|taken|assumed|usurped|came to|come to|returned to|rose to|swept to|won"
    r"|regained) (?:power|the presidency|the premiership|the throne)\b"
)
_CHANGE = re.compile(r"\b(?:election|re-election|reelection|return|accession|inauguration|elevation)\s+of\s\Z", re.I)
_TO_OFFICE = re.compile(r" (?:to|as) (?:the )?(?:presidency|president|premiership|prime minister|throne|power)\b", re.I)
_SEATS = {"presidency": "President", "president": "President", "premiership": "Prime Minister", "throne": "ruler"}


def rulers(page: Page, row: Row, names: list[Name]) -> list[Office]:
    """Who comes to rule, in words of no office: "brought X to power", "the return of X to the presidency"."""
    found, line, text = [], row.units, page.plain.text
    for name in names:
        start, end = line[name.first].start, line[name.last - 1].end
        if name.last - name.first < 2 and not name.known and name.text not in page.surnames:
            continue
        before = text[max(0, start - 40) : start]
        after = _POWER.match(text, end) if not before.rstrip().endswith("of") else None
        if after is not None and after[0].lstrip().startswith(("to", "into", "back")) and not _BROUGHT.search(before):
            after = None
        if after is None and _CHANGE.search(before):
            after = _TO_OFFICE.match(text, end)
        if after is None:
            continue
        stop = next((n for n, u in enumerate(line) if u.start >= after.end()), len(line))
        state = _ruled(line, stop) or page.leader_code(row, name)
        state, inferred = (state, "") if state else (page.near_state(row, start), "state: the state named before")
        if state:
            role = _SEATS.get(after[0].split()[-1].lower(), "ruler")
            person = page.leader_name(row, name)
            found.append(
                Office(page.at(start, after.end()), person, role, state, rule="comes to rule", inferred=inferred)
            )
    return found


_HEADED = re.compile(
    r"\b(?:embassy|legation|mission|consulate(?: general)?)\b[^.;:]{0,80}?"
    r"\b(?:headed by|led by|run by|in the (?:charge|hands) of|under)\s(?:a |the )?(?:charg\w+ d.affaires,? )?\Z",
    re.I,
)


def heads(page: Page, row: Row, names: list[Name]) -> list[Office]:
    """Who is at the head of a mission, in words of no office: "the legation was headed by X"."""
    found, line, text = [], row.units, page.plain.text
    for name in names:
        start, end = line[name.first].start, line[name.last - 1].end
        if name.last - name.first < 2 or not _HEADED.search(text[max(line[0].start, start - 130) : start]):
            continue
        state, why = page.mission_in(row), "the mission named in the sentence"
        if not state:
            state, why = page.likely(row, name.text, ""), "names of its people"
        if not state:
            state, why = page.mission_before(row), "the mission named in the paragraph"
        if state:
            at, abroad = page.at(start, end), page.other(state)
            found.append(
                Office(
                    at,
                    page.full_name(name.text),
                    "head of mission",
                    state,
                    abroad,
                    rule="heads a mission",
                    inferred=f"state: {why}",
                )
            )
            page.remember(name.text, f"{state}/GOV")
    return found


def _role(noun: str) -> str:
    return f"head of {noun.lower()}"
