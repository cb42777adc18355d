"""People into mentions and office rows: who bears an office, who is named with a title, who is only a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.models import Mention, Office
from comity.reading.actors import listings, offices, people, regimes
from comity.reading.actors.holdings import Holding, holdings
from comity.reading.actors.listed import listed
from comity.reading.actors.names import ADJECTIVE, BODY, PERSON, ROLE, STATE
from comity.reading.actors.people import Name, RolePhrase
from comity.reading.actors.strangers import NOWHERE, stranger

if TYPE_CHECKING:
    from comity.reading.actors.page import Page, Row

_ENTERS = frozenset(("elected", "inaugurated", "chosen", "crowned", "sworn"))
_LONG = 38
"""From how many characters of office on the name that follows is a mention of its own."""
_SPEECH = listed(
    """said says claimed claims argued argues wrote writes told stated states noted notes warned warns suggested
    suggests reported believes believed concluded explained observed denied alleged accused criticised criticized
    added"""
)


def people_in(page: Page, row: Row) -> None:
    line, text = row.units, page.plain.text
    here = {u.text for u in line}
    told = (page.words.courtesy, regimes.RULE, _ENTERS, page.strangers.given, page.strangers.private)
    if (
        all(map(here.isdisjoint, told))
        and here.isdisjoint(page.surnames)
        and not any(u.cls == ROLE or u.cls == PERSON for u in line)
    ):
        return
    roles = people.phrases(line, page.words, text)
    borne, names = holdings(line, roles, page.words, text, page.surnames)
    done: set[int] = set()
    page.host = ""
    before = len(page.held)
    given = [(h, offices.from_holding(page, row, h)) for h in borne]
    for holding, borne_as in offices.counterparts(page, offices.rivals(page, given)):
        if borne_as is None:
            continue
        _bear(page, row, holding, borne_as, done)
        if borne_as.role:
            page.held.append(borne_as)
    page.held += listings.successors(page, row, names, page.held[before:])
    page.held += offices.credentials(page, row, names, {id(h.name) for h in borne})
    for office in regimes.regimes(page, row):
        page.held.append(office)
        if office.rule == "under a leader":
            continue
        page.found.append(Mention(office.at, f"{office.state}/GOV", office.person, "organ", office.rule, row.number))
    borne_by = {o.person for o in page.held[before:] if o.rule != offices.RANK}
    untitled = regimes.rulers(page, row, names) + regimes.heads(page, row, names)
    page.held += [o for o in untitled if o.person not in borne_by]
    named = (regimes.titled(page, row, k) for k in range(len(line)))
    page.held += [office for office in named if office is not None]
    fuller = {o.person for o in page.held[before:] if o.rule != offices.RANK}
    page.held[before:] = [o for o in page.held[before:] if o.rule != offices.RANK or o.person not in fuller]
    bearing = {id(h.phrase) for h in borne}
    for phrase in roles:
        if id(phrase) not in bearing:
            _unnamed(page, row, phrase)
    for name in names:
        if name.first not in done:
            _named_person(page, row, name)


def _bear(page: Page, row: Row, holding: Holding, office: Office, done: set[int]) -> None:
    line = row.units
    sector = holding.phrase.sector or "GOV"
    code = page.of_sector(office.state, sector)
    if holding.name is None:
        return
    name = holding.name
    code = code or page.person_code(row, name)
    page.remember(office.person, code)
    adjacent = (
        holding.rule == "role before name"
        and not holding.phrase.abroad
        and line[holding.phrase.last - 1].end + 2 >= line[name.first].start
    )
    start = line[holding.phrase.first].start if adjacent else line[name.first].start
    if adjacent:
        for unit in line[holding.phrase.first : holding.phrase.last]:
            unit.taken = True
    for unit in line[name.first : name.last]:
        unit.taken = True
    page.add(row, start, line[name.last - 1].end, code, office.person, "person", holding.rule)
    if line[name.first].start - start > _LONG:  # "a spokesman for the Danish foreign ministry, X"
        page.add(row, line[name.first].start, line[name.last - 1].end, code, office.person, "person", holding.rule)
    done.add(name.first)
    if holding.phrase.abroad and office.state:
        p = holding.phrase
        for unit in line[p.first : p.core + 1]:
            unit.taken = True
        page.add(
            row,
            line[p.first].start,
            line[p.last - 1].end,
            page.of_sector(office.state, sector),
            office.person,
            "person",
            "role phrase",
        )


def _unnamed(page: Page, row: Row, phrase: RolePhrase) -> None:
    line = row.units
    if not phrase.state and not phrase.abroad:
        return
    state = phrase.state
    if not state:
        pair = page.topic.pair
        state = page.other(phrase.abroad[0]) or ("USA" if "USA" in pair else "")
    if state:
        for unit in line[phrase.first : phrase.core + 1]:
            unit.taken = True
        first = phrase.first
        if first and line[first - 1].text in ("the", "The", "a", "A", "an", "An"):
            first -= 1
        end = line[phrase.last - 1].end
        page.add(row, line[first].start, end, page.of_sector(state, phrase.sector), "", "person", "role of a state")
        for k in phrase.state_units:
            line[k].taken = True


def _named_person(page: Page, row: Row, name: Name) -> None:
    line = row.units
    text = name.text
    full = page.full_name(text)
    code = page.people[full][1] if full in page.people else page.person_code(row, name)
    rule = "name on a roster" if name.known else "later mention by surname"
    start = line[name.first].start
    before = line[name.first - 1] if name.first else None
    titled = bool(
        before
        and (
            before.text in page.words.courtesy
            or (before.text == "." and line[name.first - 2].text in page.words.courtesy)
        )
    )
    if titled and before is not None:
        start = before.start if before.text != "." else line[name.first - 2].start
        rule = "courtesy title and name"
    if not code and full not in page.people:
        leader = page.leader(row, text) if titled or (name.last - name.first > 1 and name.known) else None
        if leader:
            code = f"{leader.state}/GOV"
    if not code and not titled and full not in page.people:
        verb = line[name.last].text if name.last < len(line) else ""
        if verb == "was" and name.last + 1 < len(line) and line[name.last + 1].text in _ENTERS:
            page.last_person = text
        code, rule = stranger(page, row, name)
        if not code and verb in _SPEECH and name.last - name.first > 1:
            code, rule = "UNK", "name of a speaker"
        if not code:
            return
    if not code:
        code = _belongs(page, row, name) or page.likely(row, text, page.near_state(row, start))
    for unit in line[name.first : name.last]:
        unit.taken = True
    page.remember(full, code)
    page.add(row, start, line[name.last - 1].end, code, full, "person", rule, rule != NOWHERE)


def _belongs(page: Page, row: Row, name: Name) -> str:
    """The state of an apposition: "Ms. Nilsson of the opposition Centre Party"."""
    if name.last >= len(row.units) or row.units[name.last].text not in ("of", ",", "from", "("):
        return ""
    for unit in row.units[name.last : name.last + 10]:
        if unit.hit is not None and unit.cls in (BODY, STATE, ADJECTIVE):
            return unit.hit.senses[0].code
    return ""
