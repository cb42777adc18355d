"""Whose fiscal year: the calendar of the state the passage speaks of, from ``knowledge/fiscal_years.toml``."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Reading
from comity.reading.dates.anchors import FiscalCalendar
from comity.reading.dates.expression import Expression


@dataclass(frozen=True, slots=True)
class _Table:
    pattern: re.Pattern[str]
    by_name: dict[str, FiscalCalendar]
    by_state: dict[str, FiscalCalendar]
    default: FiscalCalendar


def _make(knowledge: Knowledge) -> _Table:
    by_name: dict[str, FiscalCalendar] = {}
    by_state: dict[str, FiscalCalendar] = {}
    for row in knowledge.table("fiscal_years.toml")["calendar"]:
        calendar = FiscalCalendar(row["state"], row["starts"], row["named_by"] == "end")
        by_state[row["state"]] = calendar
        for name in row["names"]:
            by_name[name] = calendar
    words = "|".join(re.escape(n) for n in sorted(by_name, key=lambda n: (-len(n), n)))
    return _Table(re.compile(rf"(?<!\w)(?:{words})(?![\w$])"), by_name, by_state, by_state["USA"])


class Calendars:
    """The states with a fiscal calendar that a document names, by place."""

    def __init__(self, table: _Table, text: str) -> None:
        self.table, self.text = table, text
        self.named = [(m.start(), table.by_name[m[0]]) for m in table.pattern.finditer(text)]
        self.starts = [at for at, _ in self.named]
        count: dict[str, int] = {}
        for _, calendar in self.named:
            count[calendar.state] = count.get(calendar.state, 0) + 1
        known = sorted(count, key=lambda s: (-count[s], s))
        self.usual = table.by_state["USA"] if "USA" in count or not known else table.by_state[known[0]]

    def at(self, e: Expression) -> FiscalCalendar:
        """The calendar of the state named in the 120 characters before the expression, else the document's usual one.

        A state that money goes "to" is passed over for the one that gives it.
        The United States is the usual one wherever the document names it: "FY05" is its officials' way of writing.
        """
        if e.ref == "USA":
            return self.table.by_state["USA"]
        i = bisect_right(self.starts, e.start) - 1
        near = []
        while i >= 0 and e.start - self.named[i][0] <= 120:
            near.append(self.named[i])
            i -= 1
        if near and (self.usual.state != "USA" or e.ref == "span"):
            givers = [c for at, c in near if not self.text[max(0, at - 7) : at].endswith(("to ", "to the "))]
            return givers[0] if givers else near[0][1]
        return self.usual


def calendars(reading: Reading, knowledge: Knowledge) -> Calendars:
    """The fiscal calendars a document may mean."""
    return Calendars(knowledge.compiled("fiscal calendars", _make), reading.document.text)
