"""The record of one pair of states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comity.keeping import store
from comity.keeping.days import bounds, window
from comity.keeping.faults import BadWindow
from comity.keeping.kept import KeptAmount, KeptDispute, KeptFact, keep
from comity.models import IndexPoint, Office, Period, Statement, Status, Thread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from comity.keeping.record import Record
    from comity.weighing.sums import Total

_IN_TIME = "CASE WHEN t.earliest <> '' THEN t.earliest WHEN t.latest <> '' THEN t.latest ELSE 'undated' END"
_PAIR_CLAIMS = "SELECT c.claim FROM fact_pair p JOIN fact_claim c ON c.fact = p.fact WHERE p.a = ?1 AND p.b = ?2"


class Dyad:
    """Two states, ``a`` < ``b``.

    ``since`` and ``until`` are EDTF dates ("1970", "1970-05"); given either, undated values are left out. A date that
    is none raises BadWindow.
    """

    def __init__(self, record: Record, a: str, b: str) -> None:
        self.record = record
        self.a = a
        self.b = b

    def __repr__(self) -> str:
        return f"<{self.a} and {self.b} in {self.record!r}>"

    def facts(
        self, *, since: str = "", until: str = "", modality: Iterable[str] = (), act: Iterable[str] = ()
    ) -> list[KeptFact]:
        """Facts about the pair in the order of time, undated ones last; only some modalities or acts, where given."""
        where, arguments = self._window(since, until)
        for column, wanted in (("modality", list(modality)), ("act", list(act))):
            if wanted:
                where += f" AND t.{column} IN ({', '.join('?' * len(wanted))})"
                arguments += wanted
        found = store.values(
            self.record.connection,
            "facts",
            f"JOIN fact_pair p ON p.fact = t.id WHERE p.a = ? AND p.b = ?{where} ORDER BY {_IN_TIME}, t.latest, t.seq",
            [self.a, self.b, *arguments],
        )
        return [keep(KeptFact, f, self.record) for f in found]

    def disputes(self, *, fact: str = "") -> list[KeptDispute]:
        """Disputes about the pair, or about one of its facts."""
        where, arguments = (" AND t.fact = ?", [fact]) if fact else ("", [])
        found = store.values(
            self.record.connection,
            "disputes",
            f"JOIN dispute_pair p ON p.dispute = t.id WHERE p.a = ? AND p.b = ?{where} ORDER BY t.seq",
            [self.a, self.b, *arguments],
        )
        return [keep(KeptDispute, d, self.record) for d in found]

    def amounts(self, *, since: str = "", until: str = "") -> list[KeptAmount]:
        """Amounts between the two states, or of a fact about them, in the order of time."""
        found = store.values(
            self.record.connection,
            "amounts",
            f"WHERE t.seq IN (SELECT seq FROM amounts WHERE claim IN ({_PAIR_CLAIMS}) "
            f"UNION SELECT seq FROM amounts WHERE id IN (SELECT amount FROM claims WHERE id IN ({_PAIR_CLAIMS})) "
            "UNION SELECT seq FROM amounts WHERE (payer IN (?1, ?2) OR payer GLOB ?3 OR payer GLOB ?4) "
            "AND (recipient IN (?1, ?2) OR recipient GLOB ?3 OR recipient GLOB ?4)) ORDER BY t.seq",
            (self.a, self.b, f"{self.a}/*", f"{self.b}/*"),
        )
        inside = [x for x in found if within(x.when, since, until)]
        return [keep(KeptAmount, x, self.record) for x in sorted(inside, key=lambda x: _order(x.when))]

    def sums(
        self,
        *,
        by: str = "decade",
        since: str = "",
        until: str = "",
        deflator: Mapping[int, float] | None = None,
        base_year: int | None = None,
    ) -> list[Total]:
        """What the two gave each other in all, by kind, period (year, decade, all) and currency, nothing counted twice.

        See :func:`comity.weighing.sums.sums`, also for the ValueErrors.
        """
        from comity.weighing.sums import sums

        sides = {self.a, self.b}
        between = [
            x
            for x in self.amounts(since=since, until=until)
            if {store.state_of(x.payer), store.state_of(x.recipient)} == sides
        ]
        return list(sums(between, by, deflator, base_year))

    def periods(self, *, since: str = "", until: str = "") -> list[Period]:
        """The tracks of the relation (recognition, relations, mission, embargo, aid, ...) through time."""
        found = self._of_pair("periods")
        return [p for p in found if within(f"{p.start or '..'}/{p.end or '..'}", since, until)]

    def index(self) -> list[IndexPoint]:
        """The relation by year and line."""
        return self._of_pair("index")

    def status(self) -> list[Status]:
        """Changes of diplomatic status, in the order of time."""
        return sorted(self._of_pair("status"), key=lambda s: _order(s.when))

    def threads(self) -> list[Thread]:
        """Issues that run through the relation."""
        return self._of_pair("threads")

    def offices(self) -> list[Office]:
        """People whom one state sent to the other, in the order of time."""
        held = [
            o
            for o in store.values(self.record.connection, "offices")
            if {store.state_of(o.state), store.state_of(o.accredited_to)} == {self.a, self.b}
        ]
        return sorted(held, key=lambda o: _order(o.from_ or o.to))

    def statements(self) -> list[Statement]:
        """Words of one side to or about the other, in the order of time."""
        sides = {self.a, self.b}
        held = [
            s
            for s in store.values(self.record.connection, "statements")
            if store.state_of(s.speaker) in sides and {store.state_of(s.to), store.state_of(s.about)} & sides
        ]
        return sorted(held, key=lambda s: _order(s.when))

    def coverage(self) -> tuple[str, str]:
        """First and last year of the dated facts about the pair; ("", "") where none is dated."""
        row = self.record.connection.execute(
            "SELECT min(substr(earliest, 1, 4)), max(substr(earliest, 1, 4)) FROM fact_pair "
            "WHERE a = ? AND b = ? AND earliest <> ''",
            (self.a, self.b),
        ).fetchone()
        return (row[0] or "", row[1] or "")

    def _of_pair(self, table: str) -> list[Any]:
        return list(
            store.values(
                self.record.connection,
                table,
                "WHERE t.pair IN (?, ?) ORDER BY t.seq",
                (f'["{self.a}", "{self.b}"]', f'["{self.b}", "{self.a}"]'),
            )
        )

    def _window(self, since: str, until: str) -> tuple[str, list[str]]:
        first, last = _asked(since, until)
        where, arguments = "", []
        if first or last:
            where = " AND (t.earliest <> '' OR t.latest <> '')"
        if first:
            where += " AND (t.latest >= ? OR t.latest = '')"
            arguments.append(first)
        if last:
            where += " AND t.earliest <= ?"
            arguments.append(last)
        return where, arguments


def _asked(since: str, until: str) -> tuple[str, str]:
    try:
        return window(since, until)
    except ValueError as error:
        raise BadWindow(str(error)) from error


def within(when: str, since: str, until: str) -> bool:
    """Whether an EDTF time may lie in a window; always where the window is open. Raises BadWindow."""
    first, last = _asked(since, until)
    if not first and not last:
        return True
    earliest, latest = bounds(when)
    if not earliest and not latest:
        return False
    return (not first or not latest or latest >= first) and (not last or earliest <= last)


def _order(when: str) -> tuple[str, str]:
    earliest, latest = bounds(when)
    return earliest or latest or "undated", latest
