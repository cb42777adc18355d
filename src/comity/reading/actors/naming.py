"""States, organs, seats, organisations and groups into mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.models import Mention
from comity.reading.actors import organs, seats
from comity.reading.actors.names import (
    ADJECTIVE,
    BODY,
    ORGANISATION,
    PEOPLE,
    PREFIX,
    SEAT,
    STATE,
    Sense,
)

if TYPE_CHECKING:
    from comity.reading.actors.page import Page, Row

_PLACING = frozenset(("in", "at", "near", "from", "into", "around", "outside", "of", "the"))
_RULES = {STATE: "state name", ADJECTIVE: "state adjective", PEOPLE: "people of a state", PREFIX: "state prefix"}


def names_in(page: Page, row: Row) -> None:
    line = row.units
    for k, unit in enumerate(line):
        if unit.hit is None or unit.taken:
            continue
        if unit.cls in (STATE, ADJECTIVE, PEOPLE, PREFIX):
            _state(page, row, k)
        elif unit.cls == SEAT:
            _seat(page, row, k)
        elif unit.cls == ORGANISATION:
            sense = page.sense(unit.hit, row)
            if sense:
                page.add(row, unit.start, unit.end, sense.code, sense.name, "organisation", "organisation name")
        elif unit.cls == BODY:
            owner = _owner(row, k)
            sense = page.sense(unit.hit, row) or (unit.hit.senses[0] if owner else None)
            if sense:
                code, rule = sense.code, f"{sense.kind} name"
                if owner and "/" in code and owner != code.partition("/")[0]:
                    code, rule = f"{owner}/{code.partition('/')[2]}", "namesake of another state's body"
                page.add(row, unit.start, unit.end, code, sense.name, sense.kind, rule)


def _owner(row: Row, k: int) -> str:
    """The state right before a body's name: "China's Exim Bank", "the Chadian Supreme Court"."""
    line, j = row.units, k - 1
    if j > 0 and line[j].text in ("'s", "'") and line[j - 1].cls == STATE:
        j -= 1
    elif j < 0 or line[j].cls != ADJECTIVE:
        return ""
    hit = line[j].hit
    return hit.senses[0].code if hit is not None else ""


def _state(page: Page, row: Row, k: int) -> None:
    line, unit = row.units, row.units[k]
    assert unit.hit is not None
    sense = page.sense(unit.hit, row)
    why = page.homonyms.not_a_state(line, k, page)
    if sense is None or why == "other":
        return
    code, name = sense.code, sense.name
    gone = bool(sense.to) and bool(row.said) and row.said > sense.to[:4] and code not in page.topic.pair
    if sense.to and row.year and row.year > sense.to[:4] and unit.text in page.names.seats:
        _seat(page, row, k, page.names.seats[unit.text])
        return
    if gone and sense.to < "1900" and unit.cls == STATE:
        now = page.successor(code)
        page.add(row, unit.start, unit.end, now, name, "place", "state that was no more", False)
        return
    phrase = organs.after_state(line, k, page.nouns) if unit.cls in (STATE, ADJECTIVE) and not why else None
    if phrase:
        end, sector, kind = phrase
        page.add(row, unit.start, line[end - 1].end, f"{code}/{sector}", name, kind, "state and organ noun")
        for u in line[k + 1 : end]:
            u.taken = True
        _coordinated(page, row, k, end, sector)
        return
    of = _of(page, row, k)
    if of:
        start, sector, kind = of
        page.add(row, start, unit.end, f"{code}/{sector}", name, kind, "organ noun of state")
        return
    page.add(row, unit.start, unit.end, code, name, "state", _RULES[unit.cls] + (f", {why}" if why else ""), not why)


def _of(page: Page, row: Row, k: int) -> tuple[int, str, str] | None:
    line, j = row.units, k - 1
    if j >= 0 and line[j].text.lower() == "the":
        j -= 1
    if j < 1 or line[j].text != "of":
        return None
    for n in range(min(4, j), 0, -1):
        found = organs.noun_at(line, j - n, page.nouns)
        if found and found[0] == n and not any(u.taken for u in line[j - n : j]):
            for u in line[j - n : j]:
                u.taken = True
            return line[j - n].start, found[1], found[2]
    return None


def _coordinated(page: Page, row: Row, k: int, end: int, sector: str) -> None:
    line = row.units
    if k >= 2 and line[k - 1].text in ("and", "or", "&") and line[k - 2].cls in (STATE, ADJECTIVE):
        first = line[k - 2]
        where = page.at(first.start, first.end)
        for n in range(max(0, len(page.found) - 60), len(page.found)):
            m = page.found[n]
            if m.at == where and m.kind == "state":
                whole, code = page.at(first.start, line[end - 1].end), f"{m.actor}/{sector}"
                page.found[n] = Mention(whole, code, m.name, "organ", "coordinated adjective", row.number)


def _bearer(page: Page, row: Row, k: int, sense: Sense) -> tuple[str, str] | None:
    """Whom the page has introduced with a town's name for a surname: "Simon Birmingham … Birmingham said"; not where it
    is the seat of one of the page's pair, or stands as a place does."""
    full = page.surnames.get(row.units[k].text)
    if full is None or (sense.kind == "seat" and sense.code in page.topic.pair):
        return None
    if k and row.units[k - 1].text.lower() in _PLACING:
        return None
    return page.people.get(full)


def _seat(page: Page, row: Row, k: int, also: tuple[Sense, ...] = ()) -> None:
    line, unit = row.units, row.units[k]
    assert unit.hit is not None
    senses = also or unit.hit.senses
    if page.homonyms.not_a_state(line, k, page) == "other":
        return
    dated = [s for s in senses if s.from_ or s.to]
    inside = [s for s in dated if row.year and s.from_[:4] <= row.year and (not s.to or row.year <= s.to[:4])]
    sense = (inside or [s for s in senses if not (s.from_ or s.to)] or list(senses))[0]
    bearer = _bearer(page, row, k, sense)
    if bearer:
        page.add(row, unit.start, unit.end, bearer[1], bearer[0], "person", "later mention by surname")
        return
    circle = seats.circle(line, k) if sense.kind == "seat" else 0
    if circle:
        page.add(
            row,
            unit.start,
            line[circle - 1].end,
            f"{sense.code}/GOV",
            sense.name,
            "organ",
            "circle of a seat of government",
        )
    elif sense.kind == "seat" and seats.acts(line, k):
        page.add(row, unit.start, unit.end, sense.code, sense.name, "state", "seat that acts")
    else:
        page.add(row, unit.start, unit.end, sense.code, sense.name, "place", "seat as a place", False)
