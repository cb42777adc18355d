"""Numbers of states in the Correlates of War and Gleditsch–Ward lists, from ``knowledge/polities.tsv``."""

from __future__ import annotations

from collections.abc import Mapping

from comity.keeping.days import bounds
from comity.knowledge import Knowledge, load

LISTS = ("cow", "gw")
_Rows = dict[str, list[Mapping[str, str]]]


def number(code: str, of: str, year: int | None = None, knowledge: Knowledge | None = None) -> str:
    """The number of a state (an organ is ignored) in the list ``of`` (cow or gw); ``""`` where it is in none.

    Of several polities under one code (Prussia and Germany are both DEU) the first that has a number is meant, which
    is the present one or, for a state that is gone, the one the code stands for. ``year`` asks for that year alone:
    ``""`` where the state was no member of the system then.
    """
    rows = [r for r in _rows(knowledge or load()).get(code.partition("/")[0], ()) if r[of]]
    if year is not None:
        rows = [r for r in rows if _stood(r, year)]
    return rows[0][of] if rows else ""


def _stood(row: Mapping[str, str], year: int) -> bool:
    first, last = bounds(row["from"])[0], bounds(row["to"])[1]
    return (not first or first[:4] <= f"{year:04}") and (not last or last[:4] >= f"{year:04}")


def _rows(knowledge: Knowledge) -> _Rows:
    def make(k: Knowledge) -> _Rows:
        held: _Rows = {}
        for row in k.table("polities.tsv"):
            held.setdefault(row["code"], []).append(row)
        return held

    return knowledge.compiled("export.numbers", make)
