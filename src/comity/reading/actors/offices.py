"""Office rows: a holding with its state, the state it is accredited to, and its dates; and "the X regime"."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from comity.models import Office
from comity.reading.actors.holdings import Holding
from comity.reading.actors.listed import listed
from comity.reading.actors.names import ADJECTIVE, LONE, PERSON, STATE
from comity.reading.actors.people import Name, name_at
from comity.reading.actors.roster import surname

if TYPE_CHECKING:
    from comity.reading.actors.page import Page, Row

RULE = ("regime", "administration", "Administration", "government", "Government", "Regime", "era")
_MISSION = re.compile(
    r"(?:Embassy|Legation|Consulate|Mission|embassy|legation|consulate|mission|Interests Section|Liaison Office)"
)
_RECEIVED = re.compile(
    r"\b(?:received|accepted|accepted the credentials of|received the credentials of)(?: Mr\.| Dr\.| the)? \Z"
)
_CREDENTIALS = re.compile(
    r",? ?(?:also |then |later )?(?:presented|handed over) (?:his|her) (?:new )?(?:credentials|letters? of credence)"
    r"(?! (?:on [^.;]{3,24} )?as\b)(?: to)?"
    r"|,? (?:also )?(?:was|had been) (?:also |later )?accredited to"
)
_YEARS = re.compile(r"\(? ?(1[789]\d\d|20\d\d) ?[-–] ?(\d\d(?:\d\d)?) ?\)?")
_COMMANDS = frozenset(("Commander", "Commander-in-Chief", "Chief", "Staff"))
NO_PREMIER = listed("""USA MEX BRA ARG CHL COL VEN IDN PHL NIC HND GTM CRI PAN SLV BOL PRY URY ECU""")


def pair_other(page: Page, code: str) -> str:
    """The other state of the page's pair, "" where the page has none."""
    pair = page.topic.pair
    if len(pair) == 2 and code in pair:
        return pair[1] if pair[0] == code else pair[0]
    return ""


def resolve(page: Page, row: Row, holding: Holding, person: str) -> tuple[str, str, str]:
    """(state, accredited to, why) of a holding."""
    phrase = holding.phrase
    state, abroad, why = phrase.state, ", ".join(phrase.abroad), "as said"
    year = row.year
    pair = page.topic.pair
    if not state and phrase.home:
        state, why = phrase.home, "the one state with this office"
    if not state and holding.name is not None and _received(page, row, holding):
        state, why = page.near_state(row, holding.start, skip="USA"), "received by the other state"
        return state, abroad or pair_other(page, state) or "USA", why
    if not state and phrase.kind == "diplomat" and not abroad and person in page.people and page.people[person][1]:
        state, why = page.people[person][1].partition("/")[0], "named before"
    if not state and phrase.kind == "diplomat":
        if abroad:
            envoy = page.roster.envoy(surname(person), phrase.abroad[0], "")
            said = page.mission_of(row)
            if said and said != phrase.abroad[0]:
                state, why = said, "the mission named in the sentence"
            elif envoy or (phrase.abroad[0] != "USA" and "USA" in page.states):
                state, why = "USA", "roster of US missions" if envoy else "the state that sends on this page"
            else:
                state, why = pair_other(page, phrase.abroad[0]), "the other state of the page"
        else:
            state, why = page.mission_of(row), "the mission named in the sentence"
            if not state:
                others = [p for p in pair if p != "USA"] if "USA" in pair else []
                envoy = page.roster.envoy(surname(person), others[0], "") if others else None
                if envoy:
                    state, why = "USA", "roster of US missions"
                else:
                    state, why = page.sender(row), "the state that sends in the sentence"
    if not state:
        titled = page.roster.titled.get(f"{phrase.role} {person}")
        leader = titled or page.roster.leader(person, year, pair)
        here = leader is not None and (not pair or leader.state in pair or bool(page.states[leader.state]))
        if leader is not None and here and _fits(leader.from_, leader.to, year):
            state, why = leader.state, "roster of leaders"
    if not state and person in page.people:
        state, why = page.people[person][1].partition("/")[0], "named before"
    if not state:
        known = page.surnames.get(surname(person))
        if known and known in page.people:
            state, why = page.people[known][1].partition("/")[0], "named before"
    if not state and holding.name is not None and holding.name.known:
        state, why = page.person_code(row, holding.name).partition("/")[0], "roster"
    if not state:
        choices = [p for p in pair if not (p in NO_PREMIER and phrase.kind in ("premier", "crown"))]
        if len(choices) == 1:
            state, why = choices[0], "the state of the page that has such an office"
        elif phrase.kind in (
            "minister",
            "premier",
            "crown",
            "head",
            "legislator",
            "military",
            "official",
            "judge",
            "party",
        ):
            near = page.near_state(row, holding.start)
            if near == "USA" and phrase.kind in ("head", "minister", "premier", "crown", "military"):
                other = pair_other(page, "USA")
                near = other or near
            state, why = near, "the state named before"
    if phrase.kind == "diplomat" and not abroad and state:
        abroad = pair_other(page, state)
    return state, abroad, why


def _received(page: Page, row: Row, holding: Holding) -> bool:
    """Whether the envoy is a guest: "President Monroe received X as Envoy"."""
    if holding.phrase.kind != "diplomat" or holding.name is None or holding.rule == "role before name":
        return False
    start = row.units[holding.name.first].start
    return bool(_RECEIVED.search(page.plain.text[max(0, start - 40) : start]))


def _fits(from_: str, to: str, year: str) -> bool:
    if not year:
        return True
    return (not from_ or int(from_[:4]) - 15 <= int(year)) and (not to or int(year) <= int(to[:4]) + 15)


def from_holding(page: Page, row: Row, holding: Holding) -> Office | None:
    """The office row of a holding; None where no person can be named."""
    person = holding.name.text if holding.name else page.last_person
    if not person:
        return None
    person = page.full_name(person)
    if holding.phrase.kind == "military" and holding.phrase.role.split()[-1] not in _COMMANDS:
        return Office(page.at(holding.start, holding.end), person, "", resolve(page, row, holding, person)[0])
    state, abroad, _ = resolve(page, row, holding, person)
    if holding.name is not None:
        page.remember(person, f"{state}/{holding.phrase.sector}" if state else page.person_code(row, holding.name))
    return Office(page.at(holding.start, holding.end), person, holding.phrase.role, state, abroad)


def rivals(page: Page, given: list[tuple[Holding, Office | None]]) -> list[tuple[Holding, Office | None]]:
    """Two envoys side by side, as in "Ambassador X Ambassador Y", are one state's and the other's."""
    out = list(given)
    for n in range(len(out) - 1):
        (h1, a), (h2, b) = out[n], out[n + 1]
        if a is None or b is None or not (h1.phrase.kind == h2.phrase.kind == "diplomat") or a.state != b.state:
            continue
        if page.plain.text[h1.end : h2.start].strip() or h1.phrase.state or h2.phrase.state:
            continue
        first = page.roster.envoy(surname(a.person), a.accredited_to, "")
        second = page.roster.envoy(surname(b.person), b.accredited_to, "")
        wrong = n if second and not first else n + 1 if first and not second else -1
        if wrong >= 0:
            office = out[wrong][1]
            assert office is not None
            swapped = dataclasses.replace(office, state=office.accredited_to, accredited_to=office.state)
            out[wrong] = (out[wrong][0], swapped)
    return out


def credentials(page: Page, row: Row, names: list[Name], borne: set[int]) -> list[Office]:
    """Envoys of whom only their credentials are told: "X presented his credentials to the Y government"."""
    found = []
    text = page.plain.text
    for name in names:
        if id(name) in borne or any(o.person == page.full_name(name.text) for o in page.held):
            continue
        end = row.units[name.last - 1].end
        m = _CREDENTIALS.match(text, end)
        if not m:
            continue
        to = ""
        for unit in row.units[name.last :]:
            if unit.start >= m.end() - 1 and unit.cls in (STATE, ADJECTIVE, "P") and unit.hit is not None:
                to = unit.hit.senses[0].code
                break
        person = page.full_name(name.text)
        pair = page.topic.pair
        state = pair_other(page, to) if to else page.sender(row)
        if page.roster.envoy(surname(person), to, ""):
            state = "USA"
        if not state and "USA" in pair:
            state = "USA"
        if state:
            stop = max(
                m.end(),
                next((u.end for u in row.units if u.start >= m.end() - 1 and u.cls in (STATE, ADJECTIVE)), m.end()),
            )
            start = row.units[name.first].start
            found.append(Office(page.at(start, stop), person, "representative", state, to or pair_other(page, state)))
            page.remember(person, f"{state}/GOV")
    return found


def regimes(page: Page, row: Row) -> list[tuple[int, int, str, str, str, str, str]]:
    """(start, end, person, role, state, from, to) of "the X regime", "X's government", "the government of X"."""
    found = []
    line = row.units
    for k, unit in enumerate(line):
        if unit.text in RULE and k:
            end, j = k, k - 1
            possessive = line[j].text in ("'s", "'")
            if possessive:
                j -= 1
            first = j
            while first > 0 and line[first - 1].cls in ("C", PERSON, "i", "p") and first > k - 5:
                first -= 1
            while first < j and (
                line[first].text in ("The", "Under", "During") or line[first].cls in (STATE, ADJECTIVE)
            ):
                first += 1
            if line[j].cls not in ("C", PERSON):
                pass
            else:
                name = name_at(line, first, page.plain.text, True)
                if name and name.last == j + 1:
                    code = page.leader_code(row, name)
                    if code and unit.text != "era":
                        years = _YEARS.match(page.plain.text[unit.end + 1 : unit.end + 14])
                        a = years[1] if years else ""
                        b = (years[1][: 4 - len(years[2])] + years[2]) if years else ""
                        found.append(
                            (
                                line[first].start,
                                line[end].end,
                                page.leader_name(row, name),
                                f"head of {unit.text.lower()}",
                                code,
                                a,
                                b,
                            )
                        )
                        continue
        if unit.text in RULE and k + 2 < len(line) and line[k + 1].text == "of":
            j = k + 2
            while j < len(line) and line[j].cls == "R" and line[j].text[0].isupper():
                j += 1
            name = name_at(line, j, page.plain.text, False)
            if name and j <= k + 3:
                code = page.leader_code(row, name)
                if not code:
                    code = page.near_state(row, unit.start)
                    code = pair_other(page, "USA") or code if code == "USA" else code
                if code:
                    found.append(
                        (unit.start, line[name.last - 1].end, name.text, f"head of {unit.text.lower()}", code, "", "")
                    )
    return found


__all__ = ["LONE", "from_holding", "pair_other", "regimes", "resolve"]
