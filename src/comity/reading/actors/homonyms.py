"""Names that are not the state they spell: Georgia in the South, Michael Jordan, fine china, the Vietnam War."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Any, Protocol

from comity.knowledge import Knowledge
from comity.reading.actors.listed import listed
from comity.reading.actors.names import ADJECTIVE, PEOPLE, PREFIX, SEAT, STATE
from comity.reading.actors.units import Unit

_PARTICIPLES = listed(
    """funded backed sponsored supported made style born trained controlled occupied based built supplied owned
    registered flagged educated"""
)


class _Page(Protocol):
    states: Counter[str]


@dataclasses.dataclass(frozen=True, slots=True)
class Homonyms:
    """``homonyms.toml`` as sets."""

    things: frozenset[str]
    before: tuple[str, ...]
    words: dict[str, dict[str, Any]]

    def not_a_state(self, row: list[Unit], at: int, page: _Page) -> str:
        """``""`` for a true name, "other" for a name that is something else, else why it does not act."""
        unit = row[at]
        before = " ".join(u.text for u in row[max(0, at - 3) : at])
        after = row[at + 1] if at + 1 < len(row) else None
        rule = self.words.get(unit.text)
        if rule:
            town = row[at - 2].hit if at > 1 and row[at - 1].text == "," and row[at - 2].cls == SEAT else None
            if town and unit.hit and town.senses[0].code != unit.hit.senses[0].code:
                return "other"
            if any(before == b or before.endswith(" " + b) for b in rule.get("not_before", ())):
                return "other"
            nxt = " ".join(u.text for u in row[at + 1 : at + 4])
            if any(nxt == a or nxt.startswith(a + " ") for a in rule.get("not_after", ())):
                return "other"
        if unit.cls == STATE and f" {before}".endswith(self.before):
            return "part of a name"
        if before.endswith(("pro -", "anti -", "non -", "un -", "pro-", "anti-", "non-")):
            return "after a prefix"
        for k in range(at + 1, min(at + 5, len(row))):
            other = row[k]
            if other.text in self.things or (
                k == at + 1 and other.text in ("war", "conflict", "crisis", "era") and unit.cls == STATE
            ):
                return "names a thing"
            if k == at + 2 and other.text in _PARTICIPLES and row[at + 1].text == "-":
                return "before a participle"
            if other.cls in (STATE, ADJECTIVE, PEOPLE, PREFIX) or other.text in "-–—" or other.cls == "C":
                continue
            break
        short = len(unit.text.replace(".", "")) <= 3  # "US $5 million" is money, "gave Chad $5 million" names Chad
        return "other" if short and after is not None and after.text == "$" else ""


def homonyms(knowledge: Knowledge) -> Homonyms:
    """The homonym rules, made once."""

    def make(k: Knowledge) -> Homonyms:
        table = k.table("homonyms.toml")
        return Homonyms(
            frozenset(table["anything"]["after"]), tuple(f" {b}" for b in table["anything"]["before"]), table["words"]
        )

    return knowledge.compiled("actors.homonyms", make)
