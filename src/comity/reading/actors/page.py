"""One page while its actors are read: plain text, names, rows of units, and the mentions found so far."""

from __future__ import annotations

import re
from collections import Counter

from comity.knowledge import Knowledge
from comity.models import Evidence, Mention, Office, Reading, Sentence
from comity.reading.actors import organs, seats
from comity.reading.actors.homonyms import Homonyms, homonyms
from comity.reading.actors.names import (
    ADJECTIVE,
    BLOCK,
    BODY,
    ORGANISATION,
    PEOPLE,
    PREFIX,
    SEAT,
    STATE,
    Hit,
    Sense,
    lexicon,
)
from comity.reading.actors.units import Plain, Unit, units

_YEAR = re.compile(r"(?<![\d.,])(1[789]\d\d|20\d\d)(?![\d.]\d)")
_RULES = {STATE: "state name", ADJECTIVE: "state adjective", PEOPLE: "people of a state", PREFIX: "state prefix"}


class Row:
    """One sentence being read: its units, the year it speaks of ("" if none), its number (-1 outside any sentence)."""

    def __init__(self, sentence: Sentence | None, number: int, row: list[Unit], year: str) -> None:
        self.sentence, self.number, self.units, self.year = sentence, number, row, year


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
        self.rows = list(self._rows(hits))

    # --- offsets and values ---------------------------------------------------------------------------------------

    def at(self, start: int, end: int) -> Evidence:
        """Evidence for ``[start, end)`` of the plain text."""
        a, b = self.plain.back(start), self.plain.back(end - 1) + 1
        return Evidence(self.reading.document.document, a, b, self.reading.document.text[a:b])

    def add(self, row: Row, start: int, end: int, code: str, name: str, kind: str, rule: str, acts: bool = True) -> None:
        """Keep one mention."""
        self.found.append(Mention(self.at(start, end), code, name, kind, rule, row.number, acts))

    def _rows(self, hits: list[Hit]) -> list[Row]:
        rows, k, text = [], 0, self.plain.text
        year = ""
        paragraph = -1
        for sentence in self.reading.sentences:
            start, end = self.plain.here(sentence.at.start), self.plain.here(sentence.at.end)
            while k < len(hits) and hits[k].start < start:
                k += 1
            first = k
            while k < len(hits) and hits[k].end <= end:
                k += 1
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
            if first == k:
                continue
            years = _YEAR.findall(text, start, end)
            year = years[0] if years else year
            rows.append(Row(sentence, sentence.n, units(text, start, end, hits[first:k]), years[0] if years else year))
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

    # --- reading --------------------------------------------------------------------------------------------------

    def mentions(self) -> list[Mention]:
        """Every mention of the page, in text order."""
        for row in self.rows:
            self._named(row)
        unique = {(m.at.start, m.at.end, m.actor): m for m in self.found}
        return sorted(unique.values(), key=lambda m: (m.at.start, m.at.end, m.actor))

    def offices(self) -> list[Office]:
        """Every office of the page, in text order."""
        return self.held

    def _named(self, row: Row) -> None:
        line = row.units
        for k, unit in enumerate(line):
            if unit.hit is None or unit.taken:
                continue
            if unit.cls in (STATE, ADJECTIVE, PEOPLE, PREFIX):
                self._state(row, k)
            elif unit.cls == SEAT:
                self._seat(row, k)
            elif unit.cls == ORGANISATION:
                sense = self.sense(unit.hit, row)
                if sense:
                    self.add(row, unit.start, unit.end, sense.code, sense.name, "organisation", "organisation name")
            elif unit.cls == BODY:
                sense = self.sense(unit.hit, row)
                if sense:
                    self.add(row, unit.start, unit.end, sense.code, sense.name, sense.kind, f"{sense.kind} name")

    def _state(self, row: Row, k: int) -> None:
        line, unit = row.units, row.units[k]
        assert unit.hit is not None
        sense = self.sense(unit.hit, row)
        why = self.homonyms.not_a_state(line, k, self)
        if sense is None or why == "other":
            return
        code, name = sense.code, sense.name
        if sense.to and row.year and row.year > sense.to[:4] and sense.to[:4] < "1900" and unit.cls == STATE:
            self.add(row, unit.start, unit.end, code, name, "place", "state that was no more", False)
            return
        phrase = organs.after_state(line, k, self.nouns) if unit.cls in (STATE, ADJECTIVE) and not why else None
        if phrase:
            end, sector, kind = phrase
            self.add(row, unit.start, line[end - 1].end, f"{code}/{sector}", name, kind, "state and organ noun")
            for u in line[k + 1 : end]:
                u.taken = True
            self._coordinated(row, k, sector)
            return
        of = self._of(row, k)
        if of:
            start, sector, kind = of
            self.add(row, start, unit.end, f"{code}/{sector}", name, kind, "organ noun of state")
            return
        self.add(row, unit.start, unit.end, code, name, "state", _RULES[unit.cls] + (f", {why}" if why else ""), not why)

    def _of(self, row: Row, k: int) -> tuple[int, str, str] | None:
        line, j = row.units, k - 1
        if j >= 0 and line[j].text.lower() == "the":
            j -= 1
        if j < 1 or line[j].text != "of":
            return None
        for n in range(min(4, j), 0, -1):
            found = organs.noun_at(line, j - n, self.nouns)
            if found and found[0] == n and not any(u.taken for u in line[j - n : j]):
                for u in line[j - n : j]:
                    u.taken = True
                return line[j - n].start, found[1], found[2]
        return None

    def _coordinated(self, row: Row, k: int, sector: str) -> None:
        line = row.units
        if k >= 2 and line[k - 1].text in ("and", "or", "&") and line[k - 2].cls in (STATE, ADJECTIVE):
            first = line[k - 2]
            where = self.at(first.start, first.end)
            for n, m in enumerate(self.found):
                if m.at == where and m.kind == "state":
                    self.found[n] = Mention(where, f"{m.actor}/{sector}", m.name, "organ", "coordinated adjective", row.number)

    def _seat(self, row: Row, k: int) -> None:
        line, unit = row.units, row.units[k]
        assert unit.hit is not None
        if self.homonyms.not_a_state(line, k, self) == "other":
            return
        dated = [s for s in unit.hit.senses if s.from_ or s.to]
        inside = [s for s in dated if row.year and s.from_[:4] <= row.year and (not s.to or row.year <= s.to[:4])]
        sense = (inside or [s for s in unit.hit.senses if not (s.from_ or s.to)] or list(unit.hit.senses))[0]
        if sense.kind == "seat" and seats.acts(line, k):
            self.add(row, unit.start, unit.end, sense.code, sense.name, "state", "seat that acts")
        else:
            self.add(row, unit.start, unit.end, sense.code, sense.name, "place", "seat as a place", False)


def open_page(reading: Reading, knowledge: Knowledge) -> Page:
    """The page of ``reading``, scanned and cut into rows."""
    return Page(reading, knowledge)
