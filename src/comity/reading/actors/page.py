"""One page while its actors are read: plain text, names, rows of units, and the mentions found so far."""

from __future__ import annotations

import re
from collections import Counter

from comity.knowledge import Knowledge
from comity.knowledge.states import name_of
from comity.models import Evidence, Mention, Office, Reading, Sentence
from comity.reading.actors import organs, people, references, seats
from comity.reading.actors.homonyms import Homonyms, homonyms
from comity.reading.actors.listed import listed
from comity.reading.actors.names import (
    ADJECTIVE,
    BLOCK,
    BODY,
    ORGANISATION,
    PEOPLE,
    PERSON,
    SEAT,
    STATE,
    Hit,
    Sense,
    lexicon,
)
from comity.reading.actors.origins import origins
from comity.reading.actors.people import Name
from comity.reading.actors.roster import Roster, Tenure, roster, surname
from comity.reading.actors.strangers import Strangers, strangers
from comity.reading.actors.units import Plain, Unit, units
from comity.reading.topic import Topic

_YEAR = re.compile(r"(?<![\d.,])(1[789]\d\d|20\d\d)(?![\d.]\d)")
_PARTICLES = listed("de del della di da dos das do van von der den le la el al bin ibn ben")
_MISSIONS = ("embassy", "legation", "consulate", "mission", "interests section", "liaison office")


class Row:
    """One sentence being read; ``said`` is the first year it names, ``year`` that or the last one before."""

    def __init__(self, sentence: Sentence, row: list[Unit], said: str, year: str) -> None:
        self.sentence, self.number, self.units = sentence, sentence.n, row
        self.said, self.year = said, year


ORGANISATIONS = listed("""UNO NATO EUR ASEAN IAEA ICJ WTO UNESCO IMF OSCE OAS ECOWAS APEC ICC WHO IGO NGO IMG""")
"""Codes of organisations; every other code before a "/" is a state's."""


def _successors(knowledge: Knowledge) -> dict[str, str]:
    def make(k: Knowledge) -> dict[str, str]:
        rows = [row for row in k.table("polities.tsv") if row["to"] and row["successor"]]
        return {row["code"]: row["successor"] for row in rows if row["code"] != row["successor"]}

    return knowledge.compiled("actors.successors", make)


class Page:
    """What the stages of actor reading share for one document."""

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        self.reading, self.knowledge = reading, knowledge
        self.plain = Plain(reading.document.text)
        self.names = lexicon(knowledge)
        self.nouns = organs.nouns(knowledge)
        self.homonyms: Homonyms = homonyms(knowledge)
        self.found: list[Mention] = []
        self.held: list[Office] = []
        hits = [h for h in self.names.scan(self.plain.text) if h.cls != BLOCK]
        self.states: Counter[str] = Counter(h.senses[0].code for h in hits if h.cls in (STATE, ADJECTIVE, PEOPLE))
        self.full = {s.name for h in hits if h.cls in (ORGANISATION, BODY) for s in h.senses if not s.strict}
        self.hits = hits
        self.rows = self._rows(hits)
        self.roster: Roster = roster(knowledge)
        self.words = people.words(knowledge)
        self.strangers: Strangers = strangers(knowledge)
        self.topic = Topic((), "")
        self.people: dict[str, tuple[str, str]] = {}
        self.surnames: dict[str, str] = {}
        self.last_person = ""
        self.host = ""
        self.subject: list[Mention] = []
        self.paragraph = {s.n: s.paragraph for s in reading.sentences}

    # --- offsets and values ---------------------------------------------------------------------------------------

    def at(self, start: int, end: int) -> Evidence:
        """Evidence for ``[start, end)`` of the plain text."""
        a, b = self.plain.back(start), self.plain.back(end - 1) + 1
        return Evidence(self.reading.document.document, a, b, self.reading.document.text[a:b])

    def add(
        self, row: Row, start: int, end: int, code: str, name: str, kind: str, rule: str, acts: bool = True
    ) -> None:
        """Keep one mention."""
        self.found.append(Mention(self.at(start, end), code, name, kind, rule, row.number, acts))

    def add_names(self, more: list[Hit]) -> None:
        """Cut the sentences anew with further names, where they cover no name known before."""
        covered = {n for h in self.hits for n in range(h.start, h.end)} if more else set()
        fresh = [h for h in more if h.start not in covered and h.end - 1 not in covered]
        if fresh:
            self.hits = sorted(self.hits + fresh, key=lambda h: h.start)
            self.rows = self._rows(self.hits)

    def _rows(self, hits: list[Hit]) -> list[Row]:
        rows, k, text = [], 0, self.plain.text
        people_named = bool(hits)  # later sentences may have but the surnames of people
        year = ""
        for sentence in self.reading.sentences:
            start, end = self.plain.here(sentence.at.start), self.plain.here(sentence.at.end)
            while k < len(hits) and hits[k].start < start:
                k += 1
            first = k
            while k < len(hits) and hits[k].end <= end:
                k += 1
            if first == k and not (people_named or references.REFERS.search(text, start, end)):
                continue
            years = _YEAR.findall(text, start, end)
            year = years[0] if years else year
            said = years[0] if years else ""
            rows.append(Row(sentence, units(text, start, end, hits[first:k]), said, year))
        return rows

    def sense(self, hit: Hit, row: Row) -> Sense | None:
        """The sense of ``hit`` that holds in the year the sentence speaks of; None where a strict name stands alone."""
        senses = [s for s in hit.senses if not s.strict or s.name in self.full or self.states[s.code[:3]]]
        if not senses:
            return None
        year = row.year
        dated = [s for s in senses if s.from_ or s.to]
        if year:
            for s in dated:
                if (not s.from_ or s.from_[:4] <= year) and (not s.to or year <= s.to[:4]):
                    return s
        undated = [s for s in senses if not (s.from_ or s.to)]
        if undated:
            by_page = sorted(undated, key=lambda s: -self.states[s.code[:3]])
            return undated[0] if hit.cls in (STATE, ADJECTIVE) else by_page[0]
        return dated[0]

    # --- people ---------------------------------------------------------------------------------------------------

    def person_code(self, row: Row, name: Name) -> str:
        """The code (``KHM/GOV``) the rosters give a full name, the page's states first; ``""`` if they have none."""
        for unit in row.units[name.first : name.last]:
            if unit.cls == PERSON and unit.hit is not None:
                senses = sorted(unit.hit.senses, key=lambda s: s.code[:3] not in self.topic.pair)
                for s in senses:
                    if row.year and ((s.from_ and s.from_[:4] > row.year) or (s.to and s.to[:4] < row.year)):
                        continue
                    return s.code
                return senses[0].code
        return ""

    def likely(self, row: Row, name: str, near: str) -> str:
        """The state whose people are named like ``name``: of the page's pair, unless one just named is clearly it.

        ``""`` for a name of one word, and where the names of those states are alike.
        """
        if " " not in name:
            return ""
        listed, pair = origins(self.knowledge), self.topic.pair
        first = listed.likely(name, pair or [s for s, _ in self.states.most_common(3)])
        return near if first and near not in pair and listed.likely(name, (first, near)) == near else first

    def leader_code(self, row: Row, name: Name) -> str:
        """The state of the leader a name or surname means here; ``""`` where none fits."""
        full = self.full_name(name.text)
        if full in self.people:
            return self.people[full][1].partition("/")[0]
        known = self.person_code(row, name)
        if known:
            return known.partition("/")[0]
        leader = self.leader(row, name.text)
        return leader.state if leader else ""

    def leader(self, row: Row, text: str) -> Tenure | None:
        """The tenure of the leader that a name or surname means here."""
        leader = self.roster.leader(text, row.year, self.topic.pair)
        if leader and (not self.topic.pair or leader.state in self.topic.pair or self.states[leader.state]):
            return leader
        return None

    def leader_name(self, row: Row, name: Name) -> str:
        """The full name of the leader a surname means here; the words themselves where none fits."""
        full = self.full_name(name.text)
        leader = self.leader(row, full) if " " not in full else None
        return leader.name if leader else full

    def full_name(self, text: str) -> str:
        """The full name the page has given for a surname; else the words themselves."""
        *first, last = text.split() or [""]
        if last in self.surnames and all(w.lower() in _PARTICLES for w in first):  # "Del Valle"
            return self.surnames[last]
        return text

    def name(self, code: str) -> str:
        """The plain name of a code's state or organisation."""
        return name_of(code, self.knowledge)

    def of_sector(self, code: str, sector: str) -> str:
        """``KHM/GOV`` for a state and a sector; the bare code of an organisation, which has none; ``""`` for ``""``."""
        return f"{code}/{sector}" if code and code not in ORGANISATIONS else code

    def successor(self, code: str) -> str:
        """The state that a gone state's land belongs to now; the code itself where it is not gone."""
        return _successors(self.knowledge).get(code, code)

    def other(self, code: str) -> str:
        """The other state of the page's pair; ``""`` where the page has none, or is not about ``code``."""
        pair = self.topic.pair
        if len(pair) == 2 and code in pair:
            return pair[1] if pair[0] == code else pair[0]
        return ""

    def seat_state(self, unit: Unit) -> str:
        """The state whose seat a unit names; ``""`` if it names none."""
        return unit.hit.senses[0].code if unit.cls in (SEAT, STATE) and unit.hit is not None else ""

    def near_state(self, row: Row, before: int, skip: str = "") -> str:
        """The last state named before an offset, in this sentence or the ones before."""
        at = self.plain.back(before)
        for k in range(len(row.units) - 1, -1, -1):
            unit = row.units[k]
            if unit.end > before or unit.hit is None:
                continue
            if unit.cls not in (STATE, ADJECTIVE) and not (
                unit.cls == SEAT and unit.hit.senses[0].kind == "seat" and seats.acts(row.units, k)
            ):
                continue
            if unit.hit.senses[0].code != skip:
                return unit.hit.senses[0].code
        for m in reversed(self.found):
            if (
                m.at.start < at
                and m.kind in ("state", "organ", "person")
                and "/" not in m.actor[:2]
                and m.actor.partition("/")[0] in self.states
            ):
                if m.actor.partition("/")[0] == skip:
                    continue
                return m.actor.partition("/")[0]
        others = [p for p in self.topic.pair if p != "USA"]
        return others[0] if others else ""

    def last_of_pair(self, row: Row, before: int) -> str:
        """The state of the page's pair named last before an offset, by a seat too; ``""`` where another state is named
        in the sentence before it, or none of the pair was in the paragraph."""
        pair = self.topic.pair
        for unit in reversed([u for u in row.units if u.end <= before and u.hit is not None]):
            if unit.cls in (STATE, ADJECTIVE, SEAT) and unit.hit is not None:
                code = unit.hit.senses[0].code.partition("/")[0]
                if code in pair:
                    return code
                if unit.cls != SEAT:
                    return ""
        here = row.sentence.paragraph
        for m in reversed(self.found[-40:]):
            if self.paragraph.get(m.sentence) != here:
                break
            if m.actor.partition("/")[0] in pair:
                return m.actor.partition("/")[0]
        return ""

    def mission_in(self, row: Row) -> str:
        """The state whose embassy, legation or mission the sentence names; ``""`` if none."""
        line = row.units
        for k, unit in enumerate(line):
            if unit.cls in (STATE, ADJECTIVE) and unit.hit is not None:
                found = organs.after_state(line, k, self.nouns)
                if (
                    found
                    and line[found[0] - 1].end
                    and any(w in " ".join(u.text for u in line[k + 1 : found[0]]).lower() for w in _MISSIONS)
                ):
                    return unit.hit.senses[0].code
        return ""

    def mission_before(self, row: Row) -> str:
        """The state whose mission the paragraph told of last; ``""`` if none."""
        here = row.sentence.paragraph
        for m in reversed(self.found[-12:]):
            if (
                m.kind == "organ"
                and any(w in m.at.quote.lower() for w in _MISSIONS)
                and self.paragraph.get(m.sentence) == here
            ):
                return m.actor.partition("/")[0]
        return ""

    def sender(self) -> str:
        """The state that likely sends an envoy of whom only the title is given: the United States on its pages."""
        return "USA" if "USA" in self.topic.pair else ""

    def remember(self, name: str, code: str) -> None:
        """Keep a person the page has named."""
        words = name.split()
        if len(words) > 1:
            self.people[name] = (name, code)
            self.surnames[surname(name)] = name
        if len(words) == 3 and len(words[1]) > 3 and words[1].isalpha() and words[1] not in self.roster.given:
            self.surnames.setdefault(words[1], name)  # the father's name, as in Emiliano Chamorro Vargas
        self.last_person = name
