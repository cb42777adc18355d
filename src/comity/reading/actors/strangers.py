"""People in no office, whom no list names: "the journalist Jane Roe", "John Doe, the owner of the mine".

A name of two words or more is a person's where a noun for people stands beside it, where it speaks, or where it begins
with a given name of the lists of office holders. The state is that of an adjective beside the name, else the one of the
page whose people are named so (:mod:`.origins`), else it is left open (``UNK``).
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from comity.knowledge import Knowledge
from comity.reading.actors.names import ADJECTIVE, STATE
from comity.reading.actors.people import NO_NAME, Name
from comity.reading.actors.roster import surname

if TYPE_CHECKING:
    from comity.reading.actors.page import Page, Row

UNKNOWN = "UNK"
NOWHERE = "person of no state told"
_ARTICLES = frozenset(("a", "an", "the", "A", "An", "The", "another", "one"))
_REACH = 6
"""How many words an apposition may have up to its noun."""


@dataclasses.dataclass(frozen=True, slots=True)
class Strangers:
    """``given``: given names; ``private``: nouns for people; ``before``, ``after``: words beside names of things."""

    given: frozenset[str]
    private: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]


def strangers(knowledge: Knowledge) -> Strangers:
    """The words of ``roles.toml`` and the given names of the lists of office holders, made once."""

    def make(k: Knowledge) -> Strangers:
        words = k.table("roles.toml")
        never = frozenset(words["not_given"]["words"])
        seen: set[str] = set()
        given: set[str] = set()
        for table in ("officeholders.tsv", "leaders.tsv", "us_missions.tsv", "us_officers.tsv"):
            for row in k.table(table):
                first, _, rest = row["name"].partition(" ")
                if rest and len(first) > 2 and first.isalpha() and first not in never:
                    (given if first in seen else seen).add(first)
        things = words["not_persons"]
        private = frozenset(words["private"]["nouns"])
        return Strangers(frozenset(given), private, frozenset(things["before"]), frozenset(things["after"]))

    return knowledge.compiled("actors.strangers", make)


def stranger(page: Page, row: Row, name: Name) -> tuple[str, str]:
    """(code, rule) of somebody in no office whom no list has; ("", "") where the name may not be a person's."""
    line, known = row.units, page.strangers
    if name.last - name.first < 2 or not _may_be(page, row, name):
        return "", ""
    noun, state = _noun_before(page, row, name)
    if not noun:
        noun, state = _apposition(page, row, name)
    if not noun and line[name.first].text not in known.given:
        return "", ""
    if state:
        return state + ("/CVL" if noun else ""), "person of a state"
    american = "USA" in page.topic.pair or bool(page.states["USA"])
    if american and any(_sent(page, name.text, post) for post in page.topic.pair):
        return "USA/GOV", "roster of US missions"
    state = page.likely(row, name.text, page.near_state(row, line[name.first].start))
    return (state, "person, state by name") if state else (UNKNOWN, NOWHERE)


def _sent(page: Page, name: str, post: str) -> bool:
    """Whether the roster of US missions has somebody of this name in ``post``."""
    found = page.roster.envoy(surname(name), post, "")
    return found is not None and found.name.split()[0] == name.split()[0]


def _may_be(page: Page, row: Row, name: Name) -> bool:
    """Whether nothing beside a name shows it to be a ship's, a place's or a foundation's."""
    line, known = row.units, page.strangers
    if row.sentence.furniture:
        return False
    before = line[name.first - 1].text if name.first else ""
    if before in known.before or before in ("the", "The", "-") or (name.first > 1 and before in NO_NAME):
        return False
    if name.last < len(line):
        after = line[name.last]
        if after.text in known.after or after.text in ("-", "–", "/") or (after.cls == "C" and after.text in NO_NAME):
            return False
        if after.text == "'s" and name.last + 1 < len(line) and line[name.last + 1].text in known.after:
            return False
    return not any(line[k].text in known.after for k in range(name.first, name.last))


def _noun_before(page: Page, row: Row, name: Name) -> tuple[str, str]:
    """(noun, state) of "the Kenyan writer X": the noun for people right before a name."""
    line, k = row.units, name.first - 1
    if k > 1 and line[k].text == "," and name.last < len(line) and line[name.last].text == ",":
        k -= 1  # "the Kenyan writer, X,"
    if k < 0 or line[k].text not in page.strangers.private:
        return "", ""
    return line[k].text, _state(page, row, max(0, k - 3), k)


def _apposition(page: Page, row: Row, name: Name) -> tuple[str, str]:
    """(noun, state) of "X, a Kenyan writer": the noun for people that an apposition after a name leads up to."""
    line, k = row.units, name.last
    if k + 2 >= len(line) or line[k].text != "," or line[k + 1].text not in _ARTICLES:
        return "", ""
    for j in range(k + 2, min(k + 2 + _REACH, len(line))):
        if line[j].text in page.strangers.private:
            return line[j].text, _state(page, row, k + 2, j)
        if line[j].cls not in ("w", "C", ADJECTIVE, STATE, "#"):
            break
    return "", ""


def _state(page: Page, row: Row, first: int, last: int) -> str:
    for unit in row.units[first:last]:
        if unit.cls in (ADJECTIVE, STATE) and unit.hit is not None:
            return unit.hit.senses[0].code.partition("/")[0]
    return ""
