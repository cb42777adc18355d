"""Who bears which office in a sentence: role phrases (:mod:`.people`) joined to the names beside them."""

from __future__ import annotations

import dataclasses
import re

from comity.reading.actors.listed import listed
from comity.reading.actors.names import ADJECTIVE, PERSON, ROLE, STATE
from comity.reading.actors.people import (
    _LINK,
    _NEEDS,
    _TITLE_GAP,
    NO_NAME,
    Name,
    RolePhrase,
    Words,
    after_honours,
    in_name,
    name_at,
)
from comity.reading.actors.units import Unit

SEVERAL = "one of several in an office"
CHOSEN = "chosen for an office"
PREDECESSOR = "predecessor in an office"
_PRONOUN = frozenset(("he", "she", "He", "She"))
_ENVOY = re.compile(r"ambassador|charg|d'affaires|consul")
_DETERMINERS = listed("""the The a A an An its Its his His her Her their Their our my 's '""")
_POSSESSIVES = listed("""its Its his His her Her their Their 's '""")
_AT_THE_TIME = frozenset((("at", "the", "time"), ("of", "the", "day"), ("of", "the", "time"), ("in", "those", "days")))
COUNTERPARTS = ("counterpart", "opposite number", "homologue")
"""What somebody is called who holds another's office on the other side."""
_RETIRED = frozenset(("ret", "rtd", "retd", "retired", "res"))
_FIRST = frozenset(("first", "last", "only"))
_SINCE = re.compile(r"[^.;]{0,90}\b(?:since|after) (?:the days of |the time of )?\Z")
_CALLED = re.compile(r", an? [\w -]{3,40}? (?:by the name of|named|called) ")
"""A private station between an office and its bearer: "its first consul, a merchant named X"."""
_CHOSEN = listed(
    """appointed appoints appointing appoint named names naming name nominated nominates nominating designated chose
    elected elect made picked selected proclaimed crowned chooses picks"""
)
_AS = re.compile(r" (?:as |to be )?(?:(?:its|their|his|her|the|a|an) )?\Z")
_WHOM = re.compile(
    r", whom [^.;:]{3,100}?\b(?:named|appointed|sent|sent out|nominated|designated|chosen|dispatched|picked|made"
    r"|elected)(?: in [\w ]{3,20})?(?: as)? (?:(?:his|her|its|their|the|a|an) )?(?:new |first |own )?\Z"
)
_BY = re.compile(r"\bby (?:the )?\Z")
_WHO = re.compile(r"[ ,]*who (?:was|is|had been|has been|became|later became)? ?(?:the |a |an )?\Z")


@dataclasses.dataclass(slots=True)
class Holding:
    """A role phrase and the name that bears it (or ``pronoun``, "he" or "she"); offsets are characters."""

    phrase: RolePhrase
    name: Name | None
    pronoun: str
    start: int
    end: int
    rule: str


def _skip_courtesy(row: list[Unit], at: int, known: Words) -> int:
    while at < len(row) and (
        row[at].text.rstrip(".") in known.courtesy
        or (row[at].text == "." and at and row[at - 1].text in known.courtesy)
    ):
        at += 1
    return at


def _retired(row: list[Unit], at: int) -> int:
    """Index after "(ret.)" between a rank and a name."""
    if at + 2 < len(row) and row[at].text == "(" and row[at + 1].text.lower().rstrip(".") in _RETIRED:
        return next((k + 1 for k in (at + 2, at + 3) if k < len(row) and row[k].text == ")"), at)
    return at


def _after(row: list[Unit], phrase: RolePhrase, known: Words, text: str) -> tuple[Name, int] | None:
    """The name after a role: "Prime Minister Hun Sen", "Ambassador to Peru, John Doe", "Ambassador: Jane Roe"."""
    j = _retired(row, _timed(row, phrase.last))
    gap = False
    if j < len(row) and row[j].text in _TITLE_GAP:
        called = _CALLED.match(text, row[j].start)
        if called:
            at = next((k for k in range(j, len(row)) if row[k].start >= called.end()), len(row))
            named = name_at(row, at, text, single=False)
            return (named, at) if named is not None else None
        if row[j].text == "," and j + 1 < len(row) and row[j + 1].text in ("and", "the", "a", "who", "which"):
            return None
        gap, j = True, j + 1
        if row[j - 1].text == "(":
            name = name_at(row, j, text, single=True)
            closed = name is not None and name.last < len(row) and row[name.last].text == ")"
            return (name, j) if name is not None and closed else None
    elif phrase.state and j < len(row) and row[j].text in ("is", "was"):  # "Peru's envoy to Chad is Jane Roe"
        gap, j = True, j + 1
    after_title = _skip_courtesy(row, j, known)
    title = after_title > j
    j = after_title
    first = j
    while j < len(row) and j - first < 8 and row[j].cls == ROLE and row[j].text[0].isupper():
        if (gap and not phrase.state) or in_name(row, j):
            break
        j += 1
    j = _skip_courtesy(row, _retired(row, j), known)
    if j < len(row) and row[j].text == "of" and phrase.abroad == ():
        return None
    name = name_at(row, j, text, single=not gap or title)
    if name is None and phrase.kind == "crown" and gap:
        name = _of_name(row, j, text)
    if name is None or (gap and not title and not name.known and name.last - name.first < 2):
        return None
    lone = row[phrase.last - 1]
    if phrase.plural or (
        lone.cls == ROLE
        and lone.text[0].islower()
        and not gap
        and phrase.kind not in ("diplomat", "official", "party", "head", "premier", "minister", "crown", "judge")
    ):
        return None
    if (
        gap
        and row[_timed(row, phrase.last)].text in (",", "-", "–")
        and not title
        and phrase.role.islower()
        and not phrase.abroad
        and not phrase.state
        and not _in_commas(row, phrase, name)
    ) and not name.known:
        return None
    if phrase.kind in ("crown", "military") and row[name.first].text == "of":
        return None
    return name, j


def _timed(row: list[Unit], at: int) -> int:
    """Index after "at the time" or "of the day" behind an office: "its foreign minister at the time, X"."""
    words = tuple(u.text for u in row[at : at + 3])
    return at + 3 if words in _AT_THE_TIME else at


def _in_commas(row: list[Unit], phrase: RolePhrase, name: Name) -> bool:
    """ "a chargé d'affaires, Jane Roe, stayed"; "its finance minister, John Doe, refused": a name between commas.

    Only an envoy's office may stand without an article, a possessive or an adjective before it.
    """
    if name.last < len(row) and row[name.last].text not in (",", "-", "–", ".", ";", ":", ")"):
        return False
    before = row[phrase.first - 1].text if phrase.first else ""
    if phrase.kind == "diplomat" and _ENVOY.match(phrase.role.split()[-1]):
        return before in _POSSESSIVES or (name.last < len(row) and row[name.last].text != ".")
    return before in _DETERMINERS and phrase.kind not in ("party", "crown")


def _of_name(row: list[Unit], at: int, text: str) -> Name | None:
    """A prince's name with his house: "Ferdinand of Saxe-Coburg"."""
    if at + 2 < len(row) and row[at].cls == "C" and row[at + 1].text == "of" and row[at + 2].text[0].isupper():
        return Name(at, at + 3, text[row[at].start : row[at + 2].end], False)
    return None


def _names(row: list[Unit], text: str, known_surnames: dict[str, str], courtesy: frozenset[str]) -> list[Name]:
    """Every personal name of the sentence: two words or more, or a surname that the page has introduced."""
    found: list[Name] = []
    k = 0
    while k < len(row):
        unit = row[k]
        name = None
        if unit.cls in ("C", "i", PERSON) and unit.text not in courtesy:
            name = name_at(row, k, text, single=unit.cls == PERSON or unit.text in known_surnames)
            if name and name.last - name.first == 1 and unit.cls == "C" and unit.text not in known_surnames:
                name = None
        if name:
            found.append(name)
            k = name.last
        else:
            k += 1
    return found


def holdings(
    row: list[Unit], found: list[RolePhrase], known: Words, text: str, surnames: dict[str, str]
) -> tuple[list[Holding], list[Name]]:
    """Every office the sentence gives to somebody, and every personal name in it."""
    out: list[Holding] = []
    borne: set[int] = set()
    for n, phrase in enumerate(found):
        if phrase.plural:
            several = _several(row, phrase, known, text)
            borne |= {n} if several else set()
            out += several
            continue
        after = _after(row, phrase, known, text)
        if after is None:
            continue
        name, _ = after
        borne.add(n)
        out.append(Holding(phrase, name, "", row[phrase.first].start, row[name.last - 1].end, "role before name"))
    names = _names(row, text, surnames, known.courtesy)
    for h in out:
        assert h.name is not None
        if (h.name.first, h.name.last) not in {(x.first, x.last) for x in names}:
            names = [x for x in names if x.last <= h.name.first or x.first >= h.name.last] + [h.name]
    names.sort(key=lambda x: x.first)
    agents = {h.name.first for h in out if h.name and _by(row, h, text)}
    free = [x for x in names if x.first not in agents]
    previous: Holding | None = None
    for n, phrase in enumerate(found):
        if n in borne:
            previous = next((h for h in out if h.phrase is phrase), None)
            continue
        holding = _before(row, phrase, free, text, previous)
        if holding:
            out.append(holding)
            previous = holding
    borne_by = {h.name.first for h in out if h.name is not None}
    for phrase in found:
        earlier = _predecessor(row, phrase, [x for x in names if x.first not in borne_by], text)
        if earlier:
            out.append(earlier)
    return out, names


def _predecessor(row: list[Unit], phrase: RolePhrase, names: list[Name], text: str) -> Holding | None:
    """Who bore the office before: "the first Chadian premier to be received there since X"."""
    if phrase.plural or not (_FIRST & {u.text for u in row[max(0, phrase.first - 2) : phrase.core + 1]}):
        return None
    for name in names:
        if name.first >= phrase.last and _SINCE.fullmatch(
            text[row[phrase.last - 1].end : row[name.first].start][-120:]
        ):
            return Holding(phrase, name, "", row[phrase.first].start, row[name.last - 1].end, PREDECESSOR)
    return None


def _several(row: list[Unit], phrase: RolePhrase, known: Words, text: str) -> list[Holding]:
    """The bearers of an office in the plural: "Presidents A and B", "the foreign ministers of Peru and Chile, A and B".

    As many names as states go to them in order; a name may bring its state with it ("A of Peru and B of Chile").
    """
    j = phrase.last
    while j < len(row) and (row[j].cls == STATE or row[j].text in (",", "and", "the", ":")):
        j += 1
    first = phrase.first
    while (
        first > 1
        and row[first].cls == ADJECTIVE
        and row[first - 1].text in ("and", ",")
        and row[first - 2].cls == ADJECTIVE
    ):
        first -= 2
    said = [u.hit.senses[0].code for u in row[first:j] if u.hit is not None and u.cls in (STATE, ADJECTIVE)]
    states = [code for code in said if code not in phrase.abroad]
    if j < len(row) and row[j].text == "have" and j + 1 < len(row) and row[j + 1].text == "been":
        j += 2
    names: list[Name] = []
    own: list[str] = []
    while j < len(row) and len(names) < 8:
        j = _skip_courtesy(row, j, known)
        name = name_at(row, j, text, single=True)
        if name is None:
            break
        names.append(name)
        own.append("")
        j = name.last
        if j + 1 < len(row) and row[j].text == "of" and row[j + 1].cls == STATE:
            hit = row[j + 1].hit
            own[-1] = hit.senses[0].code if hit is not None else ""
            j += 2
        if j + 1 < len(row) and row[j].text == "," and row[j + 1].text == "and":
            j += 1
        if j < len(row) and row[j].text in (",", "and"):
            j += 1
            continue
        break
    if len(names) < 2 or len(set(states)) not in (0, 1, len(names)):
        return []
    if not states and own[-1] and not any(own[:-1]):
        own = own[-1:] * len(own)  # "Senators A and B of Peru"
    if len(set(states)) == 1:
        states = states[:1] * len(names)
    given = [o or (states[k] if states else "") for k, o in enumerate(own)]
    single = dataclasses.replace(phrase, role=_singular(phrase.role), plural=False)
    return [
        Holding(
            dataclasses.replace(single, state=state, abroad=phrase.abroad, last=min(phrase.last, name.first)),
            name,
            "",
            row[name.first].start,
            row[name.last - 1].end,
            SEVERAL,
        )
        for name, state in zip(names, given, strict=True)
    ]


def _singular(role: str) -> str:
    first, _, rest = role.partition(" of ")
    return first.removesuffix("s") + (f" of {rest}" if rest else "")


def _by(row: list[Unit], holding: Holding, text: str) -> bool:
    """Whether a name is only the agent of a passive, "was appointed by President X", and so not who it speaks of."""
    assert holding.name is not None
    end = row[holding.name.last - 1].end
    return bool(_BY.search(text[max(0, holding.start - 9) : holding.start])) and not text.startswith(", who", end)


def _before(
    row: list[Unit], phrase: RolePhrase, names: list[Name], text: str, previous: Holding | None
) -> Holding | None:
    """The name before a role: "Jane Roe, the foreign minister", "John Doe was appointed Minister", "he became …"."""
    start = row[phrase.first].start
    if previous is not None and previous.phrase.last <= phrase.first and previous.name is not None:
        between = text[row[previous.phrase.last - 1].end : start]
        if (
            re.fullmatch(r",? (?:and|and later|and then|and subsequently|then|later)(?: as| to)?(?: the| a)? ", between)
            and previous.name.last <= phrase.first
        ):
            return Holding(
                phrase,
                previous.name,
                previous.pronoun,
                previous.start,
                row[phrase.last - 1].end,
                "second role of a name",
            )
        if previous.rule != "role before name" and re.fullmatch(
            r",? (?:was|is|became|was later|was also|later became) (?:also )?(?:the |a )?(?:first )?", between
        ):
            return Holding(
                phrase,
                previous.name,
                previous.pronoun,
                row[phrase.first].start,
                row[phrase.last - 1].end,
                "second role of a name",
            )
    best = None
    for name in names:
        if name.last <= phrase.first:
            if start - row[name.last - 1].end < 160 and _WHOM.fullmatch(text[row[name.last - 1].end : start]):
                return Holding(phrase, name, "", row[name.first].start, row[phrase.last - 1].end, CHOSEN)
            best = name
    lone = _lone_name(row, phrase, text)
    if lone and (best is None or best.last <= lone.first):
        return Holding(phrase, lone, "", row[lone.first].start, row[phrase.last - 1].end, "name before role")
    for k in range(phrase.first - 1, max(-1, phrase.first - 60), -1):  # within 120 characters, as below
        if row[k].text in _PRONOUN and (best is None or k >= best.last):
            between = text[row[k].end : start]
            if len(between) < 120 and _LINK.match(between) and _NEEDS.search(between) and between.strip() != ",":
                return Holding(phrase, None, row[k].text, row[k].start, row[phrase.last - 1].end, "pronoun and role")
            return None
        if best is not None and k < best.last:
            break
    if best is None:
        return None
    between = text[row[after_honours(row, best.last) - 1].end : start]
    if len(between) > 140:
        return None
    if best.first and row[best.first - 1].text in _CHOSEN and _AS.fullmatch(between):
        return Holding(phrase, best, "", row[best.first].start, row[phrase.last - 1].end, CHOSEN)
    bare = between.strip()
    if bare in ("", '"', "“") and (phrase.state or bare):
        if bare in ('"', "“"):
            return Holding(phrase, best, "", row[best.first].start, row[phrase.last - 1].end, "name and quoted role")
        return None
    if re.fullmatch(r"\(", bare):
        return Holding(phrase, best, "", row[best.first].start, row[phrase.last - 1].end, "role in brackets")
    if re.fullmatch(r" ?,(?: and| or)? ?", between) and not _apposes(row, phrase):
        return None
    if (_LINK.match(between) and _NEEDS.search(between)) or _WHO.match(between):
        return Holding(phrase, best, "", row[best.first].start, row[phrase.last - 1].end, "name before role")
    return None


def _lone_name(row: list[Unit], phrase: RolePhrase, text: str) -> Name | None:
    """A name of one word before an apposition that gives its state: "Abdurrahman, the Tripolitan diplomat"."""
    k = phrase.first - 1
    if k < 2 or not phrase.state or row[k].text not in ("the", "a", "an") or row[k - 1].text != ",":
        return None
    unit = row[k - 2]
    if unit.cls != "C" or unit.text in NO_NAME or k < 3 or row[k - 3].cls != "w" or not _apposes(row, phrase):
        return None
    return Name(k - 2, k - 1, unit.text, False)


def _apposes(row: list[Unit], phrase: RolePhrase) -> bool:
    """Whether a role after a comma closes as an apposition does: a comma, a stop, "and" or the sentence's end."""
    if phrase.plural:
        return False
    if phrase.last >= len(row):
        return True
    after = row[phrase.last]
    if after.cls in (STATE, ADJECTIVE, "C", PERSON):
        return False
    return after.cls in ",#" or after.text in (
        "and",
        "who",
        "in",
        "from",
        "for",
        "at",
        "told",
        "said",
        "of",
        "to",
        "until",
        "as",
        "since",
        "was",
        "had",
    )
