"""Who bears which office in a sentence: role phrases (:mod:`.people`) joined to the names beside them."""

from __future__ import annotations

import dataclasses
import re

from comity.reading.actors.names import ADJECTIVE, PERSON, ROLE, STATE
from comity.reading.actors.people import _LINK, _NEEDS, _TITLE_GAP, NO_NAME, Name, RolePhrase, Words, name_at
from comity.reading.actors.units import Unit

_PRONOUN = frozenset(("he", "she", "He", "She"))
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
        row[at].text in known.courtesy or (row[at].text == "." and at and row[at - 1].text in known.courtesy)
    ):
        at += 1
    return at


def _after(row: list[Unit], phrase: RolePhrase, known: Words, text: str) -> tuple[Name, int] | None:
    """The name after a role: "Prime Minister Hun Sen", "Ambassador to Peru, John Doe", "Ambassador: Jane Roe"."""
    j = phrase.last
    gap = False
    if j < len(row) and row[j].text in _TITLE_GAP:
        if row[j].text == "," and j + 1 < len(row) and row[j + 1].text in ("and", "the", "a", "who", "which"):
            return None
        gap, j = True, j + 1
        if row[j - 1].text == "(":
            name = name_at(row, j, text, single=True)
            closed = name is not None and name.last < len(row) and row[name.last].text == ")"
            return (name, j) if name is not None and closed else None
    after_title = _skip_courtesy(row, j, known)
    title = after_title > j
    j = after_title
    first = j
    while j < len(row) and j - first < 8 and row[j].cls == ROLE and row[j].text[0].isupper():
        if gap and not phrase.state:
            break
        j += 1
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
        and row[phrase.last].text in (",", "-", "–")
        and not title
        and phrase.role.islower()
        and not phrase.abroad
        and not phrase.state
    ) and not name.known:
        return None
    if phrase.kind in ("crown", "military") and row[name.first].text == "of":
        return None
    return name, j


def _of_name(row: list[Unit], at: int, text: str) -> Name | None:
    """A prince's name with his house: "Ferdinand of Saxe-Coburg"."""
    if at + 2 < len(row) and row[at].cls == "C" and row[at + 1].text == "of" and row[at + 2].text[0].isupper():
        return Name(at, at + 3, text[row[at].start : row[at + 2].end], False)
    return None


def _names(row: list[Unit], text: str, known_surnames: dict[str, str]) -> list[Name]:
    """Every personal name of the sentence: two words or more, or a surname that the page has introduced."""
    found: list[Name] = []
    k = 0
    while k < len(row):
        unit = row[k]
        name = None
        if unit.cls in ("C", "i", PERSON):
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
        after = _after(row, phrase, known, text)
        if after is None:
            continue
        name, _ = after
        borne.add(n)
        out.append(Holding(phrase, name, "", row[phrase.first].start, row[name.last - 1].end, "role before name"))
    names = _names(row, text, surnames)
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
    return out, names


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
    between = text[row[best.last - 1].end : start]
    if len(between) > 140:
        return None
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
