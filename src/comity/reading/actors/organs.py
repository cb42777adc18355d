"""A state's organs and people by common noun: "the Cambodian government", "Peru's army", "government of Peru",
"40,000 Chilean refugees", "66 Senators".
"""

from __future__ import annotations

import dataclasses
import re

from comity.knowledge import Knowledge
from comity.reading.actors.names import ADJECTIVE, BODY, LONE, PEOPLE, PREFIX, ROLE, STATE
from comity.reading.actors.units import Unit

_VERBISH = re.compile(
    r"(?:has|have|had|is|was|are|were|will|would|can|could|may|might|must|should|did|does|do|says?|said|"
    r"announced?s?|in|on|of|to|for|from|by|with|at|and|or|but|that|who|which|as|against|after|before|"
    r"during|since|until|under|over|into|when|while|also|not|then|than|through|between|\w{3,}ed|"
    r"began|took|gave|told|met|fled|went|came|sent|held|left|won|lost|fought|made|led|broke|knew|saw)\Z"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Nouns:
    """Organ nouns as tuples of words -> (sector, kind); words allowed between; nouns that must end their phrase."""

    organs: dict[tuple[str, ...], tuple[str, str]]
    between: frozenset[str]
    needs_end: frozenset[str]


def nouns(knowledge: Knowledge) -> Nouns:
    """The organ nouns of ``organs.toml``, made once."""

    def make(k: Knowledge) -> Nouns:
        table = k.table("organs.toml")
        organs = {tuple(n.split()): (g["sector"], g["kind"]) for g in table["organ"] for n in g["nouns"]}
        return Nouns(organs, frozenset(table["between"]["words"]), frozenset(table["needs_end"]["nouns"]))

    return knowledge.compiled("actors.organ nouns", make)


def _words(row: list[Unit], at: int, most: int = 5) -> list[str]:
    """Lower units' words from ``at`` on, names opened into words, as far as a noun phrase may reach."""
    words: list[str] = []
    for unit in row[at : at + most]:
        if unit.cls in (LONE, ROLE) or unit.cls in "wC":
            words.append(unit.text)
        else:
            break
    return words


def noun_at(row: list[Unit], at: int, known: Nouns) -> tuple[int, str, str] | None:
    """(units, sector, kind) of the longest organ noun that starts at unit ``at``."""
    words = _words(row, at)
    for n in range(len(words), 0, -1):
        phrase = tuple(" ".join(words[:n]).split())
        found = known.organs.get(phrase)
        if found:
            return n, *found
    return None


def after_state(row: list[Unit], at: int, known: Nouns) -> tuple[int, str, str] | None:
    """(index after the phrase, sector, kind) where the state or adjective at unit ``at`` goes with an organ noun."""
    j = at + 1
    if (j < len(row) and row[j].text == "'s") or (j < len(row) and row[j].text == "'" and row[at].text.endswith("s")):
        j += 1
    best: tuple[int, str, str] | None = None
    skipped = 0
    while j < len(row) and skipped <= 3:
        found = noun_at(row, j, known)
        if found and not _adjectival(row, j, found[0], known):
            best = (j + found[0], found[1], found[2])
            break
        if row[j].text in known.between or (row[j].cls == "C" and skipped < 2 and row[j].text.endswith("al")):
            j += 1
            skipped += 1
            continue
        break
    if best is None:
        return None
    end, sector, kind = best
    for _ in range(2):
        if row[end - 1].text in known.needs_end:
            pass
        more = noun_at(row, end, known)
        if not more or _adjectival(row, end, more[0], known):
            break
        end += more[0]
        if more[1] not in ("GOV", "CVL") or sector == "GOV":
            sector, kind = more[1], more[2]
    return end, sector, kind


def _adjectival(row: list[Unit], at: int, n: int, known: Nouns) -> bool:
    """Whether the noun at ``at`` is an adjective here: "military assistance", "court order"."""
    last = row[at + n - 1].text
    if last.split()[-1] not in known.needs_end:
        return False
    if at + n >= len(row):
        return False
    after = row[at + n]
    if after.cls in (STATE, ADJECTIVE, PEOPLE, PREFIX, BODY) or after.cls in "#,":
        return after.text == "-"
    if after.cls == "C":
        return last[0].isupper()
    if noun_at(row, at + n, known):
        return True
    return not _VERBISH.match(after.text)
