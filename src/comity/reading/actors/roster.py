"""Who held which office when, from the rosters: by full name and by surname."""

from __future__ import annotations

import dataclasses
from functools import cached_property

from comity.knowledge import Knowledge

_SUFFIX = frozenset(("jr", "sr", "ii", "iii", "iv"))
_ROLES = {"ambassador-e-p": "Ambassador", "secretary": "Secretary of State"}


@dataclasses.dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office. ``abroad`` is the state an envoy was sent to; dates are ISO days or years, ``""`` open."""

    name: str
    state: str
    role: str
    abroad: str
    from_: str
    to: str


def surname(name: str) -> str:
    """The last word of a name without suffixes: ``Charles H. Twining, Jr.`` gives ``Twining``."""
    words = name.split()
    while len(words) > 1 and words[-1].strip(".,").lower() in _SUFFIX:
        words.pop()
    return words[-1].strip(".,") if words else ""


class Roster:
    """All tenures; ``leaders`` by surname are heads and ministers, ``envoys`` by surname chiefs of US missions."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.leaders: dict[str, list[Tenure]] = {}
        self.envoys: dict[str, list[Tenure]] = {}
        self.given: set[str] = set()
        self.titled: dict[str, Tenure] = {}
        for row in knowledge.table("leaders.tsv"):
            tenure = Tenure(row["name"], row["state"], row["role"], "", row["from"], row["to"])
            for key in {surname(n) for n in (row["name"], *row["names"].split("|")) if n}:
                self.leaders.setdefault(key, []).append(tenure)
            self.titled.update((n, tenure) for n in (row["name"], *row["names"].split("|")) if n)
            self._learn(row["name"])
        for row in knowledge.table("us_officers.tsv"):
            role = _ROLES.get(row["role"], row["role"].replace("-", " "))
            tenure = Tenure(row["name"], "USA", role, "", row["from"], row["to"])
            self.leaders.setdefault(surname(row["name"]), []).append(tenure)
            self._learn(row["name"])
        for row in knowledge.table("us_missions.tsv"):
            role = _ROLES.get(row["role"], row["role"].replace("-", " "))
            tenure = Tenure(row["name"], "USA", role, row["state"], row["from"], row["to"])
            self.envoys.setdefault(surname(row["name"]), []).append(tenure)
            self._learn(row["name"])
        self._officeholders = knowledge.table("officeholders.tsv")

    @cached_property
    def offices(self) -> dict[str, list[tuple[str, str, str]]]:
        """State, first and last year of whoever held an office in a government, by surname."""
        held: dict[str, list[tuple[str, str, str]]] = {}
        for row in self._officeholders:
            if row["sector"] != "GOV" or " " not in row["name"]:
                continue
            first, last = row["years"].split("-")[0], row["years"].split("-")[-1]
            held.setdefault(surname(row["name"]), []).append((row["state"], first[:4], last[:4]))
        return held

    def named(self, name: str) -> Tenure | None:
        """The one leader whose full name or other spelling this is; None where two states have one."""
        found = [t for t in self.leaders.get(surname(name), ()) if t.name == name] or (
            [self.titled[name]] if name in self.titled else []
        )
        return found[0] if found and len({t.state for t in found}) == 1 else None

    def holders(self, name: str, states: tuple[str, ...], year: str) -> list[str]:
        """The states among ``states`` that had an office holder of that surname about ``year`` (any, where "")."""
        near = {
            state
            for state, first, last in self.offices.get(surname(name), ())
            if state in states
            and (not year or ((not first or first <= year) and (not last or int(year) <= int(last) + 3)))
        }
        return sorted(near)

    def _learn(self, name: str) -> None:
        first = name.split()[0]
        if len(first) > 2 and first.isalpha():
            self.given.add(first)

    def leader(self, name: str, year: str, states: tuple[str, ...] = ()) -> Tenure | None:
        """The one leader of that name or surname whose tenure holds the year (or lies nearest), of ``states`` first."""
        last, first = surname(name), name.split()[0]
        found = self.leaders.get(last, [])
        if name.strip() != last:
            found = [
                t
                for t in found
                if t.name.split()[0][:3] == first[:3]
                or (t.name.split()[0][0] == first[0] and "." in (first + t.name)[:3])
            ]
        if states:
            found = [t for t in found if t.state in states] or found
        if not found:
            return None
        if year:
            inside = [t for t in found if t.from_[:4] <= year and (not t.to or year <= t.to[:4])]
            if inside:
                return min(inside, key=lambda t: (t.from_, t.name))
            return min(found, key=lambda t: (abs(int(t.from_[:4] or "1900") - int(year)), t.name))
        if len({t.name for t in found}) == 1:
            return found[0]
        if len({t.state for t in found}) == 1:  # which Bush is not said, but whose president he was is
            return dataclasses.replace(found[0], name=name)
        return None

    def envoy(self, last: str, abroad: str, year: str) -> Tenure | None:
        """The US chief of mission of that surname in ``abroad`` in ``year`` (any year where it is "")."""
        for t in self.envoys.get(last, ()):
            if t.abroad == abroad and (not year or (t.from_[:4] <= year and (not t.to or year <= t.to[:4]))):
                return t
        return None


def roster(knowledge: Knowledge) -> Roster:
    """The roster of ``knowledge``, made once."""
    return knowledge.compiled("actors.roster", Roster)
