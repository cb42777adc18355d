"""Later mentions: "the President", "he", "its", "the two countries", "both sides", "the country", "the Federation".

Each is resolved within the paragraph, else to the page's pair of states, and says so in its rule; what cannot be
resolved is left out. None of this looks beyond the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comity.models import Mention
from comity.reading.actors.listed import listed
from comity.reading.actors.lone import organ
from comity.reading.actors.names import LONE, ROLE
from comity.reading.actors.units import Unit
from comity.reading.topic import state_of

if TYPE_CHECKING:
    from comity.reading.actors.page import Page, Row

REFERS = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Ii]ts?|[Tt]hey|[Tt]heir|[Bb]oth|"
    r"two (?:countries|nations|sides|states|governments|powers|republics|neighbou?rs|peoples)|"
    r"[Tt]he (?:country|Kingdom|kingdom)|[Tt]hat country)\b"
)
REACH = 40
"""How many mentions back a later mention may look; keeps reading linear on a page of one endless sentence."""
_TWO = listed(
    """countries nations sides states governments powers parties republics neighbors neighbours capitals allies
    peoples leaders"""
)
_IMPERSONAL = re.compile(
    r"(?:is|was|were|will be|would be|has been|had been|seems|seemed|appears|appeared|remains to|"
    r"turned out|became (?:clear|known|apparent|possible|necessary)|took|takes|may be|might be|can be|could be)\b"
)
_OBLIQUE = listed(
    """in of for by to with during under from after before between against on at since until toward towards over
    through than near"""
)
_JOINED = re.compile(r",? and (?:(?:the|his|her|its|their) )?(?:\w+ )?")
_LISTED = re.compile(r", (?:the )?")
_PLURAL = listed("""CVL OPP REF EDU BUS REB JRN SOC LEG""")
_KINGDOMS = listed("""KHM SAU THA GBR MAR JOR NPL BTN BHR LSO SWZ TON NLD BEL DNK NOR SWE ESP EGY LBY LAO IRQ HAW""")
_REALMS = listed(
    """Republic Federation Empire Union Confederation Emirate Sultanate Principality Duchy Colony Regency"""
)
_PERSONAL = listed("""he He she She his her His Her""")
_THING = listed("""it It its Its""")
_THEM = listed("""they They their Their""")
_LANDS = listed("""country kingdom Kingdom""")
_REFERRING = frozenset((*_PERSONAL, *_THING, *_THEM, *_TWO, *_REALMS, *_LANDS))


def later(page: Page, row: Row, before: list[Mention], here: list[Mention]) -> list[Mention]:
    """The later mentions of ``row``; ``before``: the paragraph's mentions so far; ``here``: the row's own."""
    out: list[Mention] = []
    line = row.units
    before, seen = before[-REACH:], 0
    for k, unit in enumerate(line):
        if unit.taken or not (unit.cls == LONE or unit.cls == ROLE or unit.text in _REFERRING):
            continue
        at = page.plain.back(unit.start)
        while seen < len(here) and here[seen].at.start < at:
            seen += 1
        past = before + here[max(0, seen - REACH) : seen] + out[-REACH:]
        if unit.cls == LONE:
            out += organ(page, row, k, past)
        elif unit.cls == ROLE:
            out += _role(page, row, k, past)
        elif unit.cls in ("w", "C", "i"):
            out += _word(page, row, k, past)
    return out


def _word(page: Page, row: Row, k: int, past: list[Mention]) -> list[Mention]:
    """What a pronoun or a common noun refers to."""
    line, unit = row.units, row.units[k]
    word = unit.text
    if word in _PERSONAL:
        return _person(page, row, unit, past)
    if word in _THING:
        return _it(page, row, k, past)
    if word in _THEM:
        return _they(page, row, unit, past)
    if word in _TWO and k:
        return _two(page, row, k, past)
    if word in _REALMS and k and line[k - 1].text in ("the", "The"):
        return list(_realm(page, row, k))
    if word in _LANDS and k and line[k - 1].text.lower() in ("the", "that"):
        return _country(page, row, k, past)
    return []


def _mention(page: Page, row: Row, start: int, end: int, code: str, name: str, kind: str, rule: str) -> Mention:
    return Mention(page.at(start, end), code, name, kind, rule, row.number, True)


def _role(page: Page, row: Row, k: int, past: list[Mention]) -> list[Mention]:
    line, unit = row.units, row.units[k]
    assert unit.hit is not None
    if unit.text.endswith("s") and not unit.hit.senses[0].name.endswith("s"):
        return []
    if not (k and line[k - 1].text.lower() in ("the", "a", "his", "her")) or line[k - 1].text in ("a", "his", "her"):
        return []
    if k + 1 < len(line) and line[k + 1].text in ("of", "to", "for", "and") and line[k + 1].text != "and":
        return []
    sense = unit.hit.senses[0]
    cls, _, sector = sense.kind.partition("/")
    if cls in ("military", "official") and unit.text not in ("Secretary", "Spokesman", "Governor"):
        return []
    wanted = sense.name.lower()
    pair = page.topic.pair
    for m in reversed(past):
        if m.kind == "person" and m.actor and wanted in m.at.quote.lower():
            return [
                _mention(page, row, line[k - 1].start, unit.end, m.actor, m.name, "person", "later mention by role")
            ]
    here = page.plain.back(unit.end)
    for office in reversed(page.held[-60:]):
        if wanted in office.role.lower() and office.state and office.at.start < here:
            return [
                _mention(
                    page,
                    row,
                    line[k - 1].start,
                    unit.end,
                    f"{office.state}/{sector}",
                    office.person,
                    "person",
                    "later mention by role",
                )
            ]
    code = ""
    if sense.code:
        code = sense.code
    elif cls == "head" and "USA" in pair and unit.text == "President":
        code = "USA"
    elif cls in ("premier", "crown") and len(pair) == 2:
        others = [state_of(m) for m in past if m.kind in ("state", "organ") and state_of(m) not in ("", "USA")]
        code = (others[-1] if others else page.other("USA")) if "USA" in pair else ""
    if not code or cls == "diplomat":
        return []
    return [
        _mention(page, row, line[k - 1].start, unit.end, f"{code}/{sector}", "", "person", "role on this page's pair")
    ]


def _person(page: Page, row: Row, unit: Unit, past: list[Mention]) -> list[Mention]:
    for m in reversed(past):
        if m.kind == "person" and m.actor and m.name and m.rule != "role phrase":
            return [_mention(page, row, unit.start, unit.end, m.actor, m.name, "person", "pronoun")]
    return []


_NOT_NOUN = ("state adjective", "state prefix", "coordinated adjective", "pronoun", "seat as a place")


def oblique(row: Row, page: Page, m: Mention) -> bool:
    """Whether a mention stands after a preposition (or before a possessive), and so is no subject or object."""
    text = page.reading.document.text
    words = re.findall(r"[\w']+", text[max(0, m.at.start - 24) : m.at.start])
    while words and words[-1].lower() in ("the", "then", "new", "freely", "elected"):
        words.pop()
    if words and words[-1].lower() in _OBLIQUE and m.at.start > row.sentence.at.start:
        return True
    return text[m.at.end : m.at.end + 1] in ("'", "’", "-", "–") and m.kind != "place"


def subject(row: Row, page: Page, mentions: list[Mention]) -> list[Mention]:
    """The mention (or the two joined by "and") that opens a sentence, taken for its subject."""
    text = page.reading.document.text
    for n, m in enumerate(mentions):
        if not m.acts or m.kind == "place":
            continue
        if oblique(row, page, m) or m.rule in ("state adjective", "state prefix"):
            continue
        found = [m]
        for other in mentions[n + 1 : n + 6]:
            gap = text[found[-1].at.end : other.at.start]
            if _JOINED.fullmatch(gap):
                return [*found, other]
            if not _LISTED.fullmatch(gap):
                break
            found.append(other)
        return [m]
    return []


def _it(page: Page, row: Row, k: int, past: list[Mention]) -> list[Mention]:
    line, unit = row.units, row.units[k]
    rest = page.plain.text[unit.end + 1 : unit.end + 40]
    possessive = unit.text.lower() == "its"
    if not possessive and _IMPERSONAL.match(rest):
        return []
    if k and line[k - 1].text in (
        "made",
        "make",
        "makes",
        "find",
        "found",
        "finds",
        "consider",
        "considered",
        "considers",
    ):
        return []
    at = page.plain.back(unit.start)
    same = [m for m in past if m.sentence == row.number and m.at.start < at]
    if (
        possessive
        and k
        and line[k - 1].text == "and"
        and same
        and same[-1].at.end == page.plain.back(line[k - 1].start) - 1
    ):
        m = same[-1]
        return [_mention(page, row, unit.start, unit.end, m.actor, m.name, m.kind, "pronoun")]
    nearest = [m for m in same if m.rule not in _NOT_NOUN and not oblique(row, page, m)][-1:]
    first = subject(row, page, same)
    who = nearest or page.subject
    if not possessive and first and first[0].kind in ("state", "organ", "organisation", "group"):
        who = first
    if len(who) != 1 or who[0].kind not in ("state", "organ", "organisation", "group") or not who[0].actor:
        return []
    if not possessive and not same and k > 1 and line[k - 1].text not in (",", "that", "and", "but", "when", "because"):
        return []
    m = who[0]
    return [_mention(page, row, unit.start, unit.end, m.actor, m.name, m.kind, "pronoun")]


def _they(page: Page, row: Row, unit: Unit, past: list[Mention]) -> list[Mention]:
    at = page.plain.back(unit.start)
    who = subject(row, page, [m for m in past if m.sentence == row.number and m.at.start < at]) or page.subject
    if len(who) > 1 or (len(who) == 1 and who[0].actor.partition("/")[2] in _PLURAL):
        return [_mention(page, row, unit.start, unit.end, m.actor, m.name, m.kind, "pronoun") for m in who if m.actor]
    return []


def _two(page: Page, row: Row, k: int, past: list[Mention]) -> list[Mention]:
    line, unit = row.units, row.units[k]
    before = line[k - 1].text.lower()
    first = k - 1
    if before == "two" or before == "our":
        if k > 1 and line[k - 2].text.lower() in ("the", "these", "our", "between", "both"):
            first = k - 2 if line[k - 2].text.lower() != "between" else k - 1
    elif before != "both":
        return []
    states: list[str] = []
    for m in reversed(past):
        state = state_of(m)
        if state and m.kind in ("state", "organ", "person") and state not in states:
            states.append(state)
        if len(states) == 2:
            break
    rule = "the two named before"
    if page.topic.pair and (len(states) < 2 or set(states) != set(page.topic.pair)):
        same = [state_of(m) for m in past if m.sentence == row.number]
        if len(states) < 2 or not {*states} <= {*same}:
            states, rule = list(page.topic.pair), "the page's pair"
    if len(states) < 2:
        return []
    sector = "/GOV" if unit.text in ("governments", "leaders") else "/CVL" if unit.text == "peoples" else ""
    kind = "organ" if sector else "state"
    return [
        _mention(page, row, line[first].start, unit.end, s + sector, page.name(s), kind, rule)
        for s in sorted(states[:2])
    ]


def _realm(page: Page, row: Row, k: int) -> list[Mention]:
    """ "the Federation" after "the Federation of Rhodesia and Nyasaland": the state last named with that word."""
    line, unit = row.units, row.units[k]
    if k + 1 < len(line) and line[k + 1].text == "of":
        return []
    for m in reversed(page.found[-400:]):
        if m.kind == "state" and unit.text in m.at.quote.split():
            return [
                _mention(
                    page, row, line[k - 1].start, unit.end, m.actor, m.name, "state", "later mention by form of state"
                )
            ]
    return []


def _country(page: Page, row: Row, k: int, past: list[Mention]) -> list[Mention]:
    line, unit = row.units, row.units[k]
    pair = page.topic.pair
    code, rule = "", "the state named before"
    if unit.text.lower() == "kingdom":
        if k + 1 < len(line) and line[k + 1].text == "of":
            return []
        code = next((c for c in pair if c in _KINGDOMS), "")
        rule = "the kingdom of the page's pair"
    else:
        for m in reversed(past):
            state = state_of(m)
            if state and m.kind in ("state", "organ", "place") and (state != "USA" or "USA" not in pair):
                code = state
                break
        if not code and "USA" in pair:
            code, rule = page.other("USA"), "the page's other state"
    if not code:
        return []
    return [_mention(page, row, line[k - 1].start, unit.end, code, page.name(code), "state", rule)]
