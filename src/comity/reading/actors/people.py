"""People and the offices the words around them give: "Prime Minister Hun Sen", "the U.S. Ambassador to Peru, John Doe",
"Jane Roe, the deputy prime minister and foreign minister", "X was appointed Minister to Y".
"""

from __future__ import annotations

import dataclasses
import re

from comity.knowledge import Knowledge
from comity.reading.actors.listed import listed
from comity.reading.actors.names import ADJECTIVE, BODY, LONE, ORGANISATION, PEOPLE, PERSON, ROLE, SEAT, STATE
from comity.reading.actors.units import Unit

NO_NAME = listed(
    """January February March April May June July August September October November December Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday The A An In On At He She It They This That These Those His Her Its Their For
    From With When While After Before During Since Until As And But Or If Although However Following Under Both
    Relations Treaty War Government Embassy Legation Consulate Mission Office Department Ministry Congress Senate
    House Republic Kingdom Empire State States Union Party Army Navy World Conference Council Committee Commission
    Agreement Act Administration Affairs Foreign Diplomatic Bilateral International National General-Assembly
    Earlier Later Only One Two Three Some Many Most No Not There Then Today Earliest Charge Section Liaison
    Interests Pact Accord Peace New Press Bureau Agency Minister-designate Sea River Ocean Island Islands City
    Province By To Of Former Upon Also Later"""
)
_LINK = re.compile(
    r"[ ,]{0,4}(?:who )?"
    r"(?:(?:later|then|also|soon|subsequently|again|previously|originally|first|himself|now) )?"
    r"(?:(?:who )?(?:was|were|is|had been|has been|became|becomes|become|served|serves|serving|to serve|acted|acting"
    r"|remained|continued|was serving|had been serving|had served|has served|accepted an appointment|took office"
    r"|assumed office|assumed (?:his|her) duties|was sworn in|arrived|came|went|returned"
    r"|(?:took|takes|had taken|has taken) (?:up|over) (?:his|her|the) (?:new )?(?:post|duties|office|position)"
    r"|presented (?:his|her|their) (?:new )?(?:credentials|letters? of credence)|(?:'s )?credentials)\b,? ?)?"
    r"(?:(?:later|then|also|soon|concurrently|first|originally|now|still|briefly) )?"
    r"(?:(?:re-?)?(?:appointed|designated|named|elected|promoted|nominated|commissioned|accredited|confirmed|chosen"
    r"|proclaimed|sworn in|sent out|sent|transferred|posted|moved|reassigned|assigned|dispatched|despatched"
    r"|received|recognized|recognised|installed|elevated|serving|selected|accepted"
    r"|credentials|crowned|inaugurated)\b ?)?"
    r"(?:(?:on|in|to|at|before|until|since) [^.;:]{1,48}? )?"
    r"(?:as|to|to be|to assume his duties as|to assume her duties as|with the rank of)? ?"
    r"(?:the |a |an |its |his |their )?"
    r"(?:new |next |first |second |last |then |only |fourth |third |top |leading |most senior |ranking )*\"?\Z"
)
_NEEDS = re.compile(
    r"\b(?:was|were|is|been|became|becomes|serv\w+|acted|acting|remained|continued|as|appointed|designated|named"
    r"|elected|promoted|to be|office|duties)\b|,"
)
_NAME_ENDS = frozenset(("Bey", "Pasha", "Khan", "Shah"))
_IN_NAMES = frozenset(("Sheikh", "Sheik", "Shaikh"))
"""Titles that are part of a name as well: "Sheikh Hasina", "Sharif Sheikh Ahmed"."""
_HONOURS = listed("GCMG KCMG CMG GCB KCB GBE KBE DBE CBE OBE MBE DSO KCVO CVO MVO AC AO AM QC KC MP MEP PC FRS PhD")
"""Letters behind a name."""
_MISSION_WORDS = frozenset(("embassy", "legation", "mission", "government", "administration", "consulate", "ministry"))
_OF_STATE = listed(
    """foreign defence defense interior ministry office department government embassy presidency army military police
    parliament finance prime minister affairs external of and the for home state council national security commission
    trade commerce economy energy relations navy command forces armed air force border coast guard cabinet treasury
    kremlin palace delegation mission party junta fleet corps marine marines first second third fourth fifth sixth
    seventh southern northern central pacific general staff intelligence service central bank supreme"""
)
_TITLE_GAP = frozenset((",", ":", '"', "“", "”", "-", "–", "("))


@dataclasses.dataclass(slots=True)
class RolePhrase:
    """An office as a phrase: units ``[first, last)``, the role from ``core``; ``state`` and ``abroad`` as said."""

    first: int
    core: int
    last: int
    role: str
    kind: str
    sector: str
    home: str
    state: str
    abroad: tuple[str, ...]
    state_units: tuple[int, ...]
    plural: bool


@dataclasses.dataclass(slots=True)
class Name:
    """A person's name: units ``[first, last)`` and the words; ``known`` where the rosters have the full name."""

    first: int
    last: int
    text: str
    known: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """Courtesy titles, words that belong before a role, and leaders' surnames that are common words."""

    courtesy: frozenset[str]
    before: frozenset[str]
    no_surnames: frozenset[str]


def words(knowledge: Knowledge) -> Words:
    """The word lists of ``roles.toml``, made once."""

    def make(k: Knowledge) -> Words:
        table = k.table("roles.toml")
        courtesy = frozenset(w.rstrip(".") for n in table["courtesy"]["names"] for w in n.split())
        return Words(courtesy, frozenset(table["before"]["words"]), frozenset(table["not_surnames"]["words"]))

    return knowledge.compiled("actors.people words", make)


def name_at(row: list[Unit], at: int, text: str, single: bool) -> Name | None:
    """The personal name that starts at unit ``at``; one word is enough where ``single``."""
    j, capitals, known = at, 0, False
    while j < len(row) and j - at < 9:
        unit = row[j]
        if unit.cls == PERSON:
            known, capitals = True, capitals + 2
        elif unit.cls == "C" and unit.text not in NO_NAME and not (capitals and unit.text in _HONOURS):
            capitals += 1
        elif (capitals and unit.cls == ROLE and unit.text in _NAME_ENDS) or ((capitals or j == at) and in_name(row, j)):
            pass
        elif unit.cls == "i":
            if j + 1 < len(row) and row[j + 1].text == ".":
                j += 1
        elif unit.cls == "p" and j + 1 < len(row) and row[j + 1].cls in ("C", "p", PERSON):
            pass
        elif unit.cls == "j" and j > at:
            if j + 1 < len(row) and row[j + 1].text == "." and unit.text in ("Jr", "Sr"):
                j += 1
        elif (
            unit.text == ","
            and j > at
            and j + 1 < len(row)
            and row[j + 1].cls == "j"
            and row[j + 1].text in ("Jr", "Sr", "II", "III", "IV")
        ):
            pass
        elif (
            unit.cls == SEAT
            and unit.hit is not None
            and unit.hit.senses[0].kind == "place"
            and _in_name(row, at, j, capitals)
        ):
            capitals += 1
        else:
            break
        j += 1
    while j > at and (row[j - 1].text == "," or row[j - 1].cls == "p"):
        j -= 1
    if j == at or (not single and capitals < 2 and not (capitals == 1 and any(u.cls == "i" for u in row[at:j]))):
        return None
    if not capitals or row[at].cls in ("j",):
        return None
    if j == at + 1 and len(row[at].text) > 2 and row[at].text.isupper():
        return None
    return Name(at, j, text[row[at].start : row[j - 1].end], known)


def after_honours(row: list[Unit], at: int) -> int:
    """Index after the letters behind a name, with the commas before and between them: "KCMG", ", CMG, OBE"."""
    while at < len(row):
        j = at + (row[at].text == ",")
        if j >= len(row) or row[j].text not in _HONOURS:
            break
        at = j + 1
    return at


def in_name(row: list[Unit], at: int) -> bool:
    """Whether a title at ``at`` is part of the name it stands in, no office: "President Sharif Sheikh Ahmed"."""
    if row[at].cls != ROLE or row[at].text not in _IN_NAMES or at == 0 or at + 1 == len(row):
        return False
    return row[at + 1].cls in ("C", PERSON) and row[at - 1].cls in ("C", PERSON, ROLE)


def _in_name(row: list[Unit], at: int, j: int, capitals: int) -> bool:
    """Whether a place name at ``j`` is part of a person's name: after a given name, or before a surname."""
    if j > at:
        return bool(capitals) or row[j - 1].text == "."
    return j + 1 < len(row) and row[j + 1].cls in ("C", "i") and row[j + 1].text not in NO_NAME


def _state_code(unit: Unit) -> str:
    named = (STATE, ADJECTIVE, PEOPLE, SEAT, ORGANISATION, BODY)
    return unit.hit.senses[0].code.partition("/")[0] if unit.hit is not None and unit.cls in named else ""


def _abroad(row: list[Unit], at: int) -> tuple[int, tuple[str, ...]]:
    """States (by name or seat) listed from unit ``at``: "to Greece, Romania, and Serbia"; (index after, codes)."""
    found: list[str] = []
    j = at
    while j < len(row):
        k = j
        while k < len(row) and row[k].text in ("the", "The", "Kingdom", "Republic", "of") and k - j < 4:
            k += 1
        if k < len(row) and (row[k].cls in (STATE, ORGANISATION) or (row[k].cls == SEAT) or row[k].cls == BODY):
            unit = row[k]
            assert unit.hit is not None
            found.append(unit.hit.senses[0].code.partition("/")[0])
            j = k + 1
            if j + 1 < len(row) and row[j].text == "," and row[j + 1].text == "and":
                j += 2
                continue
            if (
                j + 1 < len(row)
                and (row[j].text in (",", "and"))
                and (row[j + 1].cls in (STATE, SEAT) or row[j + 1].text == "the")
            ):
                j += 1
                continue
        break
    while found and j > at and row[j - 1].text in (",", "and"):
        j -= 1
    return (j, tuple(found)) if found else (at, ())


def _is_mission(row: list[Unit], at: int) -> bool:
    """Whether a mission's name ends at unit ``at``: the "Embassy" of "the U.S. Embassy"."""
    return at < len(row) and row[at].text.lower() in ("embassy", "legation", "consulate", "mission")


def ministry(row: list[Unit], at: int) -> tuple[int, str] | None:
    """ "the Chinese Foreign Ministry", "Chad's defence ministry" from unit ``at``: (index after, the state)."""
    j = at + (1 if at < len(row) and row[at].text in ("the", "The") else 0)
    if j + 1 >= len(row) or row[j].cls not in (ADJECTIVE, STATE, ORGANISATION):
        return None
    code, k = _state_code(row[j]), j + 1
    if row[k].text in ("'s", "’s", "'", "’"):
        k += 1
    first = k
    while k < len(row) and k - first < 7 and _OF_STATE.issuperset(row[k].text.lower().split()):
        k += 1
    while k > first and row[k - 1].text.lower() in ("of", "and", "the", "for"):
        k -= 1
    return (k, code) if k > first else None


def phrases(row: list[Unit], known: Words, text: str) -> list[RolePhrase]:
    """Every role phrase of the sentence, left to right."""
    found: list[RolePhrase] = []
    k = 0
    while k < len(row):
        unit = row[k]
        if unit.cls != ROLE or unit.hit is None or in_name(row, k):
            k += 1
            continue
        sense = unit.hit.senses[0]
        kind, _, sector = sense.kind.partition("/")
        plural = unit.text.endswith("s") and not sense.name.endswith("s")
        first = core = k
        while first and row[first - 1].text.lower() in known.before:
            first -= 1
        core = first
        state, state_units = "", []
        if first and row[first - 1].cls in (ADJECTIVE, STATE, ORGANISATION, BODY):
            first -= 1
            state, state_units = _state_code(row[first]), [first]
        elif first > 1 and row[first - 1].text in ("'s", "'") and row[first - 2].cls in (STATE, ORGANISATION):
            first -= 2
            state, state_units = _state_code(row[first]), [first]
        last = k + 1
        abroad: tuple[str, ...] = ()
        if last < len(row) and row[last].text in ('"', "”"):
            last += 1
        while True:
            if last + 1 < len(row) and row[last].text in (
                "to",
                "at",
                "in",
                "for",
                "of",
                "near",
                "on",
                "stationed",
                "and",
            ):
                j = last + (2 if row[last].text == "stationed" else 1)
                if row[last].text == "and" and row[last + 1].cls == ROLE and kind in ("diplomat",):
                    last += 2
                    continue
                end, codes = _abroad(row, j)
                if codes and row[last].text in ("at", "in", "of") and _is_mission(row, end) and not state:
                    state, last = codes[0], end + 1  # "counselor at the U.S. Embassy": of whose embassy it is
                    continue
                if codes and row[last].text != "and":
                    if row[last].text == "of" and not state and kind == "diplomat":
                        state = codes[0]
                    elif kind == "diplomat" or row[last].text in ("to", "at"):
                        abroad += codes
                    elif not state:
                        state = codes[0]
                    last = end
                    if (
                        last < len(row)
                        and row[last].cls in (LONE, "C", "w")
                        and row[last].text.lower() in _MISSION_WORDS
                    ):
                        last += 1
                    continue
                office = ministry(row, last + 1) if row[last].text in ("for", "of", "in", "at") else None
                if office and not state and kind in ("official", "minister", "party"):
                    last, state = office
                    continue
                if (
                    row[last].text in ("for", "of")
                    and kind in ("minister", "official", "party")
                    and row[last + 1].cls in ("C", "w", BODY, ROLE)
                ):
                    j = last + 1
                    while (
                        j < len(row)
                        and j - last < 9
                        and (row[j].cls in ("C", ADJECTIVE, STATE, BODY) or row[j].text in ("and", "the", "of", "&"))
                    ):
                        if (
                            row[j].cls == "C"
                            and j > last + 1
                            and row[j - 1].text not in ("and", "the", "of", "&", "for")
                        ) and row[j].text not in (
                            "Affairs",
                            "Asia",
                            "Relations",
                            "Rights",
                            "Europe",
                            "Security",
                            "Hemisphere",
                            "Pacific",
                            "Africa",
                        ):
                            break
                        j += 1
                    while row[j - 1].text in ("and", "the", "of", "&"):
                        j -= 1
                    if j > last + 1:
                        last = j
                        continue
            break
        role = " ".join(text[row[core].start : row[k].end].split())
        found.append(
            RolePhrase(first, core, last, role, kind, sector, sense.code, state, abroad, tuple(state_units), plural)
        )
        k = max(last, k + 1)
    return found
