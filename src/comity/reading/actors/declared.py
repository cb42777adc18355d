"""Bodies that no list has and that the page itself tells of: "the Chilean refiner ENAP", "Webuild, an Italian builder".

A capitalised name beside a noun for firms, parties, forces, newspapers or offices that an adjective gives to a state is
that state's; where the name has several words its first alone may stand for it later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from comity.knowledge import Knowledge
from comity.models import Mention
from comity.reading.actors.names import BODY, Hit, Sense
from comity.reading.actors.people import NO_NAME

if TYPE_CHECKING:
    from comity.reading.actors.page import Page

_WORD = r"[A-ZÀ-Ý][\w&’'-]*[\w]"
_NAME = rf"{_WORD}(?: (?:{_WORD}|(?:de|del|della|di|do|da|al|el|y|e|and|of|for)(?= {_WORD}))){{0,4}}"
_LOOSE = r"(?: [a-z][a-z-]*){0,2}"
_REACH = 90
_TAIL = re.compile(rf"({_NAME}),? (?:an?|the|then an?|now an?|formerly an?)?{_LOOSE} ?\Z")

_MOST = 200
"""Names a page may give so; more is a list, not a story."""


def _nouns(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, str]]:
    table = knowledge.table("organs.toml")["declared"]
    sectors = {noun: sector for sector, nouns in table.items() for noun in nouns}
    either = "|".join(sorted(sectors, key=lambda n: (-len(n), n)))
    ahead = re.compile(rf"(?:['’]s)?{_LOOSE} ({either}),? [\"“]?({_NAME})")
    after = re.compile(rf"(?:['’]s)?{_LOOSE} ({either})\b(?! [A-Z])")
    named = re.compile(rf",? [\"“]?({_NAME})")
    return ahead, after, named, sectors


def declared(page: Page, mentions: Iterable[Mention]) -> list[Hit]:
    """Every use of the names that the page itself gives to bodies which knowledge does not have."""
    text = page.plain.text
    ahead, after, named, sectors = page.knowledge.compiled("actors.declared", _nouns)
    given: dict[str, tuple[str, int]] = {}
    for m in mentions:
        start, end = page.plain.here(m.at.start), page.plain.here(m.at.end)
        noun = m.at.quote.rpartition(" ")[2]
        if m.kind == "group" and noun in sectors:  # "the Danish company", read as one
            code, found = f"{m.actor.partition('/')[0]}/{sectors[noun]}", named.match(text, end, end + _REACH)
            if found:
                given.setdefault(found[1], (code, found.start(1)))
        if m.kind != "state" or not m.actor:
            continue
        found = ahead.match(text, end, end + _REACH)
        if found:
            given.setdefault(found[2], (f"{m.actor}/{sectors[found[1]]}", found.start(2)))
            continue
        behind = after.match(text, end, end + _REACH)
        told = _TAIL.search(text, max(0, start - _REACH), start) if behind else None
        if behind and told and "," in told[0]:
            given.setdefault(told[1], (f"{m.actor}/{sectors[behind[1]]}", told.start(1)))
    hits: list[Hit] = []
    for name, (code, at) in islice(given.items(), _MOST):
        words = name.split()
        if name in page.names.meaning or words[0] in NO_NAME or words[0] in page.strangers.given:
            continue
        sense = (Sense(code, name, "organisation"),)
        alone = words[0] if len(words) > 1 and len(words[0]) > 4 else name
        short = alone if alone not in page.names.meaning and alone not in page.roster.leaders else name
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)|(?<![\w.] ){re.escape(short)}(?! [A-Z]|\w)")
        hits += [Hit(u.start(), u.end(), BODY, sense) for u in pattern.finditer(text, at)]
    return sorted(hits, key=lambda h: h.start)
