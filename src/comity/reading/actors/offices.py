"""Office rows: a holding with its state, where its holder was sent, and its dates; and envoys by their credentials."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from comity.models import Office
from comity.reading.actors.holdings import COUNTERPARTS, SEVERAL, Holding
from comity.reading.actors.names import ADJECTIVE, STATE
from comity.reading.actors.people import Name, ministry
from comity.reading.actors.roster import surname
from comity.reading.actors.sending import SAID, resolve
from comity.reading.actors.tenures import tenure

if TYPE_CHECKING:
    from comity.reading.actors.page import Page, Row

_CREDENTIALS = re.compile(
    r",? ?(?:also |then |later )?(?:presented|handed over) (?:his|her) (?:new )?(?:credentials|letters? of credence)"
    r"(?! (?:on [^.;]{3,24} )?as\b)(?: to)?"
    r"|,? (?:also )?(?:was|had been) (?:also |later )?accredited to"
)
_BACK = 300
"""Characters back in which the one stands whose counterpart somebody is."""
_NEAR = 40
"""Characters before a counterpart's name in which "his" or "her" may stand."""
_HIS = re.compile(r"\b(?:his|her)\s(?:[\w.'’-]+\s){0,3}(?:counterpart|opposite number|homologue)\b", re.IGNORECASE)
RANK = "rank before name"
_COMMANDS = frozenset(("Commander", "Commander-in-Chief", "Chief", "Staff"))


def from_holding(page: Page, row: Row, holding: Holding) -> Office | None:
    """The office row of a holding; None where no person can be named."""
    person = holding.name.text if holding.name else page.last_person
    home = holding.phrase.home
    if not person or (
        holding.phrase.kind == "crown" and home and home not in page.topic.pair and not page.states[home]
    ):
        return None  # "Ras Kamboni" of a page that does not name Ethiopia
    person = page.full_name(person)
    ranked = holding.phrase.kind == "military" and holding.phrase.role.split()[-1] not in _COMMANDS
    if ranked and not _of_force(row, holding.name):
        state, _, why = resolve(page, row, holding, person)
        role, inferred = _rank(holding, person, state), "" if why in ("", SAID) else f"state: {why}"
        at = page.at(holding.start, holding.end)
        return Office(at, person, role, state, rule=RANK, inferred=inferred)
    state, abroad, why = resolve(page, row, holding, person)
    if holding.name is not None:
        page.remember(person, page.of_sector(state, holding.phrase.sector) or page.person_code(row, holding.name))
    if holding.phrase.kind == "diplomat":
        page.host = abroad.partition(",")[0]
    from_, to = "", ""
    if holding.rule != "role before name":
        from_, to = tenure(page.plain.text, holding.start, holding.end, row.units[0].start, row.units[-1].end)
    at, inferred = page.at(holding.start, holding.end), "" if why in ("", SAID) else f"state: {why}"
    return Office(at, person, holding.phrase.role, state, abroad, from_, to, rule=holding.rule, inferred=inferred)


def _rank(holding: Holding, person: str, state: str) -> str:
    """The rank before an officer's full name, an office where his state is known; else ""."""
    if holding.rule != "role before name" or not state or " " not in person or holding.phrase.role.islower():
        return ""
    return holding.phrase.role


def _of_force(row: Row, name: Name | None) -> bool:
    """Whether a force stands behind a name with a rank, which makes it an office: "Admiral X of the Sixth Fleet"."""
    if name is None or name.last + 1 >= len(row.units) or row.units[name.last].text != "of":
        return False
    return ministry(row.units, name.last + 1) is not None


def rivals(page: Page, given: list[tuple[Holding, Office | None]]) -> list[tuple[Holding, Office | None]]:
    """Two side by side, as in "Ambassador X Ambassador Y" or "Presidents X and Y", are one state's and the other's."""
    out = list(given)
    several = sum(h.rule == SEVERAL for h, _ in out)
    for n in range(len(out) - 1 if several == 2 else 0):
        (h1, a), (h2, b) = out[n], out[n + 1]
        if a is None or b is None or not (h1.rule == h2.rule == SEVERAL) or bool(a.state) == bool(b.state):
            continue
        known, unknown = (a, n + 1) if a.state else (b, n)
        fellow = out[unknown][1]
        if (state := page.other(known.state)) and fellow is not None:
            why = "state: the other state of the page: its colleague's is known"
            out[unknown] = (out[unknown][0], dataclasses.replace(fellow, state=state, inferred=why))
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


def counterparts(page: Page, given: list[tuple[Holding, Office | None]]) -> list[tuple[Holding, Office | None]]:
    """A "counterpart" holds the office of another state's who was named last; with "his" or "her" that of who is told
    of, whom the sentence names first, no officer; it stays a counterpart where that is open."""
    out = list(given)
    for n, (holding, office) in enumerate(out):
        if office is None or office.role.lower() not in COUNTERPARTS:
            continue
        at = office.at.start
        owned = _HIS.search(page.plain.text[max(0, at - _NEAR) : at + len(office.at.quote)]) is not None
        here = [k for k in range(len(out)) if (o := out[k][1]) is not None and o.at.start < at]
        m = min(here, key=lambda k: out[k][0].start) if owned and here else n - 1
        near, own = out[m] if m >= 0 else (holding, None)
        if own is not None and own.state == office.state and (own.inferred or not own.state):
            if other := page.other(own.state):
                why = "state: the other state of the page: the counterpart's is known"
                out[m] = near, dataclasses.replace(own, state=other, inferred=why)
            elif owned and own.state:
                out[m] = near, dataclasses.replace(own, state="", inferred="")
        if owned and here:
            before = [o for o in (out[m][1],) if o is not None]
        else:
            before = [*page.held, *(o for _, o in out[:n] if o is not None)]
        fellow = next((o for o in reversed(before) if o.state != office.state or not o.state), None)
        if fellow is not None and fellow.rule != RANK and 0 <= office.at.start - fellow.at.end < _BACK:
            why = f"role: that of {fellow.person}, whose counterpart this is"
            inferred = "; ".join(filter(None, (office.inferred, why)))
            out[n] = holding, dataclasses.replace(office, role=fellow.role, inferred=inferred)
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
        state = page.other(to) if to else page.sender()
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
            at = page.at(start, stop)
            found.append(Office(at, person, "representative", state, to or page.other(state), rule="credentials"))
            page.remember(person, f"{state}/GOV")
    return found
