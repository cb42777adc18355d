"""What in a document may hang on others that make no claim about the same pair: what is looked at when one is added.

Such are sentences by which something never happened or was absent for a time (``rivalry.toml``, "absence" and "never"),
against any change of status between the two states, and the names that rival camps give an event ("names"). Numbers and
judgements are set against those of the documents that name the same two states most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from comity.knowledge import Knowledge
from comity.models import Reading
from comity.weighing.gate import Gate, gate
from comity.weighing.when import interval

SPAN = 12
"""Years: a longer time dates no event."""


@dataclass(frozen=True, slots=True)
class Reach:
    """``never``: the document says that something never was; ``camps``: years in which it uses a rival camp's name;

    ``states``: the states that it names; ``main``: the two that it names most, joined by "+", "" where there are fewer.
    """

    never: bool = False
    camps: frozenset[int] = frozenset()
    states: frozenset[str] = frozenset()
    main: str = ""

    def told(self) -> str:
        """As text, the inverse of :func:`told`."""
        return " ".join(
            [
                "never" if self.never else "-",
                *map(str, sorted(self.camps)),
                *sorted(self.states),
                *([self.main] if self.main else []),
            ]
        )


def told(text: str) -> Reach:
    """The reach that :meth:`Reach.told` tells."""
    first, *rest = text.split(" ")
    years = frozenset(int(w) for w in rest if w.isdigit())
    main = next((w for w in rest if "+" in w), "")
    return Reach(first == "never", years, frozenset(w for w in rest if w and not w.isdigit() and w != main), main)


def reach(reading: Reading, knowledge: Knowledge) -> Reach:
    """What of a document others may hang on."""
    never, camps, any_never, any_camp = knowledge.compiled("weighing.reach", _patterns)
    sentences = [s.at for s in reading.sentences if not s.furniture]
    named = [at for at in sentences if any_camp.may(at.quote) and camps.search(at.quote)]
    whens = [d.edtf for d in reading.dates if any(at.start <= d.at.start < at.end for at in named)]
    whens += [c.when for c in reading.claims if camps.search(c.at.quote)]
    codes = frozenset(m.actor.partition("/")[0] for m in reading.mentions if m.actor)
    absent = any(any_never.may(at.quote) and never.search(at.quote) for at in sentences)
    main = "+".join(sorted(most_named(reading)))
    return Reach(absent, frozenset(_years(whens)), codes, main if "+" in main else "")


def most_named(reading: Reading) -> frozenset[str]:
    """The two states that a document names most."""
    named = Counter(m.actor.split("/")[0] for m in reading.mentions if m.kind in ("state", "organ", "place"))
    most = sorted(named, key=lambda code: (-named[code], code))
    return frozenset([code for code in most if code][:2])


def _years(whens: Iterable[str]) -> Iterator[int]:
    for days in map(interval, whens):
        if days is not None and not days.open and days.days <= SPAN * 366:
            yield from range(days.first // 366, days.last // 365 + 1)


def _patterns(knowledge: Knowledge) -> tuple[re.Pattern[str], re.Pattern[str], Gate, Gate]:
    table = knowledge.table("rivalry.toml")
    words = [*_texts(table.get("absence", ())), *_texts(table.get("never", ()))]
    names = [re.escape(w) for w in _texts([group.get("camps", ()) for group in table.get("names", ())])]
    never, camps = (re.compile("|".join(held) or r"(?!)", re.IGNORECASE) for held in (words, names))
    return never, camps, gate(never), gate(camps)


def _texts(held: Any) -> Iterator[str]:
    """The phrases and words of a table, at any depth."""
    if isinstance(held, dict):
        for key, value in held.items():
            if key in ("words", "phrases"):
                yield from [value] if isinstance(value, str) else value
            elif isinstance(value, dict | list):
                yield from _texts(value)
    elif isinstance(held, list | tuple):
        for value in held:
            yield from _texts(value)
