"""Leaders named by their surname alone: "Sadat flew to Jerusalem", "Mobutu's soldiers", "after Nkrumah's overthrow".

Histories seldom introduce a head of state or government. The rosters say who bore a surname, where and when: it counts
where the sentence's year lies in the tenure or near it, for the page's pair of states first, then for another state
that the page names, and for one that it does not name only within the tenure itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.reading.actors.names import PERSON, STATE
from comity.reading.actors.people import NO_NAME
from comity.reading.actors.roster import Tenure

if TYPE_CHECKING:
    from comity.reading.actors.page import Page, Row

_YEARS = re.compile(r"(?<![\d.,])(1[789]\d\d|20\d\d)(?![.]\d)")
_BEFORE, _AFTER = 10, 20
"""Years before and after a tenure in which its holder may be told of by surname."""
_PLACING = frozenset(("in", "at", "near", "from", "into", "around", "outside", "-", "–", "/", "&"))
_NOUNS = frozenset(("-", "–", "/", "&"))


def surnames_in(page: Page, row: Row) -> None:
    """Mentions of leaders by a lone surname, from the units that nothing has read yet."""
    line, leaders = row.units, page.roster.leaders
    for k, unit in enumerate(line):
        if unit.cls != "C" or unit.taken or unit.text not in leaders or unit.text in NO_NAME:
            continue
        first = k
        if (
            k and line[k - 1].cls in ("C", "p") and not line[k - 1].taken
        ):  # "Velasco Ibarra", whose full name has one more
            two = f" {line[k - 1].text} {unit.text}"
            if any(t.name.endswith(two) for t in leaders[unit.text]) and _alone(page, row, k - 1, k):
                first = k - 1
        if first == k and (unit.text in page.words.no_surnames or not _alone(page, row, k, k)):
            continue
        tenure = _meant(page, unit.text, _year(page, row, unit.start))
        if tenure is None:
            continue
        for part in line[first : k + 1]:
            part.taken = True
        page.last_person = tenure.name
        code = page.of_sector(tenure.state, "GOV")
        page.add(row, line[first].start, unit.end, code, tenure.name, "person", "leader by surname")


def _year(page: Page, row: Row, before: int) -> str:
    """The year named last before the name in its sentence, else the one that the sentence speaks of."""
    said = _YEARS.findall(page.plain.text, row.units[0].start, before)
    return said[-1] if said else row.year


def _alone(page: Page, row: Row, k: int, last: int) -> bool:
    """Whether the words from ``k`` to ``last`` are no part of a longer name, and no place."""
    line = row.units
    if k:
        before = line[k - 1]
        if before.text in _PLACING or before.cls in ("i", "p", PERSON, STATE):
            return False
        if before.cls == "C" and before.text not in NO_NAME:
            return False
        if before.text == "." and k > 1 and line[k - 2].cls == "i":
            return False
        if before.text in ("of", "the") and k > 1 and line[k - 2].text[:1].isupper():  # "the Treaty of Paz"
            return False
        if before.text == "the":
            return False
    if last + 1 < len(line):
        after = line[last + 1]
        if after.text in _NOUNS or after.cls in ("i", "j", PERSON) or (after.cls == "C" and after.text not in NO_NAME):
            return False
    return True


def _meant(page: Page, surname: str, year: str) -> Tenure | None:
    """The leader of that name about ``year``."""
    near = [t for t in page.roster.leaders[surname] if _near(t, year, _BEFORE, _AFTER)]
    for states in (frozenset(page.topic.pair), page.states):
        found = [t for t in near if t.state in states]
        if found:
            return _one(found, year)
    if not year or not page.topic.pair:
        return None
    return _one([t for t in near if _near(t, year, 0, 0)], year)


def _near(t: Tenure, year: str, before: int, after: int) -> bool:
    if not year:
        return True
    first, last = t.from_[:4] or "0", t.to[:4] or "9999"
    return int(first) - before <= int(year) <= int(last) + after


def _one(found: list[Tenure], year: str) -> Tenure | None:
    """The tenure that holds the year, else the one nearest; None where two states have one and no year tells."""
    inside = [t for t in found if year and _near(t, year, 0, 0)] or found
    if len({t.state for t in inside}) != 1:
        return None
    if not year:
        return inside[0]
    return min(inside, key=lambda t: (abs(int(t.from_[:4] or "1900") - int(year)), t.name))
