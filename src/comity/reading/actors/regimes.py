"""Leaders known by their rule: "the Lon Nol regime (1970-75)", "Biden's administration", "the government of X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.models import Office
from comity.reading.actors.names import ADJECTIVE, PERSON, ROLE, STATE
from comity.reading.actors.people import Name, name_at
from comity.reading.actors.tenures import years

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
    state = page.leader_code(row, name)
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


def _role(noun: str) -> str:
    return f"head of {noun.lower()}"
