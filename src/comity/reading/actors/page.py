"""One page while its actors are read: plain text, names, rows of units, and the mentions found so far."""

from __future__ import annotations

import bisect
import re
from collections import Counter

from comity.knowledge import Knowledge
from comity.models import Evidence, Mention, Office, Reading, Sentence
from comity.reading.actors import offices, organs, people, references, seats
from comity.reading.actors.holdings import Holding, holdings
from comity.reading.actors.homonyms import Homonyms, homonyms
from comity.reading.actors.names import (
    ADJECTIVE,
    BLOCK,
    BODY,
    ORGANISATION,
    LONE,
    PEOPLE,
    PERSON,
    PREFIX,
    ROLE,
    SEAT,
    STATE,
    Hit,
    Sense,
    lexicon,
)
from comity.reading.actors.people import Name, RolePhrase
from comity.reading.actors.roster import Roster, Tenure, roster, surname
from comity.reading.actors.units import Plain, Unit, units
from comity.reading.states import name_of
from comity.reading.topic import Topic, of_mentions

_YEAR = re.compile(r"(?<![\d.,])(1[789]\d\d|20\d\d)(?![\d.]\d)")
_SHORT = re.compile(r"\s\([\"“]?([A-Z][A-Za-z]{1,9})[\"”]?\)")
_SPEECH = frozenset(
    "said says claimed claims argued argues wrote writes told stated states noted notes warned warns suggested suggests "
    "reported believes believed concluded explained observed denied alleged accused criticised criticized added".split()
)
_MISSIONS = ("embassy", "legation", "consulate", "mission", "interests section", "liaison office")
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
        self.roster: Roster = roster(knowledge)
        self.words = people.words(knowledge)
        self.topic = Topic((), "")
        self.people: dict[str, tuple[str, str]] = {}
        self.surnames: dict[str, str] = {}
        self.last_person = ""
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
            if first == k and not references.REFERS.search(text, start, end):
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
            self._named(row, first=True)
        self.topic = of_mentions(self.found, self.reading.document.title, self.reading.document.text)
        self.found.clear()
        paragraph, past = -1, []
        for row in self.rows:
            for unit in row.units:
                unit.taken = False
            began = len(self.found)
            self._people(row)
            self._named(row)
            here = sorted(self.found[began:], key=lambda m: (m.at.start, m.at.end))
            if row.sentence is None or row.sentence.paragraph != paragraph:
                paragraph = row.sentence.paragraph if row.sentence else -1
                past, self.subject = [], []
            more = references.later(self, row, past, here)
            del self.found[began:]
            here = sorted(here + more, key=lambda m: (m.at.start, m.at.end))
            self.found += here
            past = (past + here)[-references.REACH :]
            self.subject = references.subject(row, self, here) or self.subject
        self.found += self._acronyms()
        unique = {(m.at.start, m.at.end, m.actor): m for m in self.found}
        return sorted(unique.values(), key=lambda m: (m.at.start, m.at.end, m.actor))

    def offices(self) -> list[Office]:
        """Every office of the page, in text order."""
        return sorted(self.held, key=lambda o: (o.at.start, o.at.end, o.role))

    def _acronyms(self) -> list[Mention]:
        """Later uses of short names that the page itself gives in brackets: "the Transitional National Council (TNC)"."""
        text, more = self.reading.document.text, []
        ends = {m.at.end: m for m in self.found if m.kind in ("organ", "organisation", "group")}
        covered = {m.at.start for m in self.found}
        starts = [s.at.start for s in self.reading.sentences]
        for given in _SHORT.finditer(text):
            meant = ends.get(given.start())
            if meant is None or given[1] in self.names.meaning:
                continue
            for use in re.finditer(rf"(?<!\w){given[1]}(?!\w)", text):
                n = bisect.bisect_right(starts, use.start()) - 1
                if use.start() not in covered and n >= 0:
                    at = Evidence(self.reading.document.document, use.start(), use.end(), use.group())
                    number = self.reading.sentences[n].n
                    more.append(
                        Mention(at, meant.actor, meant.name, meant.kind, "short name given on the page", number, True)
                    )
        return more

    # --- people ---------------------------------------------------------------------------------------------------

    def person_code(self, row: Row, name: Name) -> str:
        """The code (``KHM/GOV``) the rosters give a full name, of the page's states first; ``""`` where they have none."""
        for unit in row.units[name.first : name.last]:
            if unit.cls == PERSON and unit.hit is not None:
                senses = sorted(unit.hit.senses, key=lambda s: s.code[:3] not in self.topic.pair)
                for s in senses:
                    if row.year and (s.from_ and s.from_[:4] > row.year or s.to and s.to[:4] < row.year):
                        continue
                    return s.code
                return senses[0].code
        return ""

    def leader_code(self, row: Row, name: Name) -> str:
        """The state of the leader a name or surname means here; ``""`` where none fits."""
        full = self.full_name(name.text)
        if full in self.people:
            return self.people[full][1].partition("/")[0]
        known = self.person_code(row, name)
        if known:
            return known.partition("/")[0]
        leader = self._leader(row, name.text)
        return leader.state if leader else ""

    def _leader(self, row: Row, text: str) -> Tenure | None:
        leader = self.roster.leader(text, row.year, self.topic.pair)
        if leader and (not self.topic.pair or leader.state in self.topic.pair or self.states[leader.state]):
            return leader
        return None

    def leader_name(self, row: Row, name: Name) -> str:
        """The full name of the leader a surname means here; the words themselves where none fits."""
        full = self.full_name(name.text)
        leader = self._leader(row, full) if " " not in full else None
        return leader.name if leader else full

    def full_name(self, text: str) -> str:
        """The full name the page has given for a surname (or for a name without its suffix); else the words themselves."""
        if len(text.split()) == 1 and text in self.surnames:
            return self.surnames[text]
        return text

    def name(self, code: str) -> str:
        """The plain name of a code's state or organisation."""
        return name_of(code, self.knowledge)

    def other(self, code: str) -> str:
        """The other state of the page's pair."""
        return offices.pair_other(self, code)

    def seat_state(self, unit: Unit) -> str:
        """The state whose seat a unit names; ``""`` if it names none."""
        return unit.hit.senses[0].code if unit.cls in (SEAT, STATE) and unit.hit is not None else ""

    def near_state(self, row: Row, before: int, skip: str = "") -> str:
        """The last state named before an offset, in this sentence or the ones before."""
        at = self.plain.back(before)
        for unit in reversed(row.units):
            if unit.end <= before and unit.cls in (STATE, ADJECTIVE) and unit.hit is not None:
                if unit.hit.senses[0].code != skip:
                    return unit.hit.senses[0].code
        for m in reversed(self.found):
            if (
                m.at.start < at
                and m.kind in ("state", "organ")
                and "/" not in m.actor[:2]
                and m.actor.partition("/")[0] in self.states
            ):
                if m.actor.partition("/")[0] == skip:
                    continue
                return m.actor.partition("/")[0]
        others = [p for p in self.topic.pair if p != "USA"]
        return others[0] if others else ""

    def mission_of(self, row: Row) -> str:
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
        here = row.sentence.paragraph if row.sentence else -2
        for m in reversed(self.found[-12:]):
            if (
                m.kind == "organ"
                and any(w in m.at.quote.lower() for w in _MISSIONS)
                and self.paragraph.get(m.sentence) == here
            ):
                return m.actor.partition("/")[0]
        return ""

    def sender(self, row: Row) -> str:
        """The state that most likely sends an envoy of whom only the title is given: the United States on its own pages."""
        pair = self.topic.pair
        if "USA" in pair:
            return "USA"
        return pair[0] if pair else ""

    def _people(self, row: Row) -> None:
        line, text = row.units, self.plain.text
        if not any(
            u.cls in (ROLE, PERSON)
            or u.text in self.surnames
            or u.text in self.words.courtesy
            or u.text in offices.RULE
            for u in line
        ):
            return
        roles = people.phrases(line, self.words, text)
        borne, names = holdings(line, roles, self.words, text, self.surnames)
        done: set[int] = set()
        given = [(h, offices.from_holding(self, row, h)) for h in borne]
        for holding, office in offices.rivals(self, given):
            if office is None:
                continue
            self._bear(row, holding, office, done)
            if office.role:
                self.held.append(office)
        self.held += offices.credentials(self, row, names, {id(h.name) for h in borne})
        for start, end, person, role, state, a, b in offices.regimes(self, row):
            name = self.full_name(person)
            self.held.append(Office(self.at(start, end), name, role, state, "", a, b))
            self.add(row, start, end, f"{state}/GOV", name, "organ", "leader and regime")
        bearing = {id(h.phrase) for h in borne}
        for phrase in roles:
            if id(phrase) not in bearing:
                self._unnamed(row, phrase)
        for name in names:
            if name.first not in done:
                self._named_person(row, name)

    def _bear(self, row: Row, holding: Holding, office: Office, done: set[int]) -> None:
        line = row.units
        sector = holding.phrase.sector or "GOV"
        code = f"{office.state}/{sector}" if office.state else ""
        if holding.name is None:
            return
        name = holding.name
        code = code or self.person_code(row, name)
        self.remember(office.person, code)
        adjacent = (
            holding.rule == "role before name"
            and not holding.phrase.abroad
            and line[holding.phrase.last - 1].end + 2 >= line[name.first].start
        )
        start = line[holding.phrase.first].start if adjacent else line[name.first].start
        if adjacent:
            for unit in line[holding.phrase.first : holding.phrase.last]:
                unit.taken = True
        for unit in line[name.first : name.last]:
            unit.taken = True
        self.add(row, start, line[name.last - 1].end, code, office.person, "person", holding.rule)
        if start != line[name.first].start:
            pass
        done.add(name.first)
        if holding.phrase.abroad and office.state:
            p = holding.phrase
            for unit in line[p.first : p.core + 1]:
                unit.taken = True
            self.add(
                row,
                line[p.first].start,
                line[p.last - 1].end,
                f"{office.state}/{sector}",
                office.person,
                "person",
                "role phrase",
            )

    def remember(self, name: str, code: str) -> None:
        """Keep a person the page has named."""
        if len(name.split()) > 1:
            self.people[name] = (name, code)
            self.surnames[surname(name)] = name
        self.last_person = name

    def _unnamed(self, row: Row, phrase: RolePhrase) -> None:
        line = row.units
        if not phrase.state and not phrase.abroad:
            return
        state = phrase.state
        if not state:
            pair = self.topic.pair
            state = offices.pair_other(self, phrase.abroad[0]) or ("USA" if "USA" in pair else "")
        if state:
            for unit in line[phrase.first : phrase.core + 1]:
                unit.taken = True
            first = phrase.first
            if first and line[first - 1].text in ("the", "The", "a", "A", "an", "An"):
                first -= 1
            end = line[phrase.last - 1].end
            self.add(row, line[first].start, end, f"{state}/{phrase.sector}", "", "person", "role of a state")
            for k in phrase.state_units:
                line[k].taken = True

    def _named_person(self, row: Row, name: Name) -> None:
        line = row.units
        text = name.text
        full = self.full_name(text)
        code = self.people[full][1] if full in self.people else self.person_code(row, name)
        rule = "name on a roster" if name.known else "later mention by surname"
        start = line[name.first].start
        before = line[name.first - 1] if name.first else None
        titled = bool(
            before
            and (
                before.text in self.words.courtesy
                or (before.text == "." and line[name.first - 2].text in self.words.courtesy)
            )
        )
        if titled and before is not None:
            start = before.start if before.text != "." else line[name.first - 2].start
            rule = "courtesy title and name"
        if not code and full not in self.people:
            leader = self._leader(row, text) if titled or (name.last - name.first > 1 and name.known) else None
            if leader:
                code = f"{leader.state}/GOV"
        if not code and not titled and full not in self.people:
            verb = line[name.last].text if name.last < len(line) else ""
            if verb in _SPEECH and name.last - name.first > 1:
                code, rule = "UNK", "name of a speaker"
            else:
                if (
                    verb == "was"
                    and name.last + 1 < len(line)
                    and line[name.last + 1].text in ("elected", "inaugurated", "chosen", "crowned")
                ):
                    self.last_person = text
                return
        if not code:
            code = self._belongs(row, name)
        for unit in line[name.first : name.last]:
            unit.taken = True
        self.remember(full, code)
        self.add(row, start, line[name.last - 1].end, code, full, "person", rule)

    def _belongs(self, row: Row, name: Name) -> str:
        """The state of an apposition: "Ms. Mu Sochua of the opposition Sam Rainsy Party"."""
        for unit in row.units[name.last : name.last + 12]:
            if unit.hit is not None and unit.cls in (BODY, STATE, ADJECTIVE):
                return unit.hit.senses[0].code
        return ""

    def _named(self, row: Row, first: bool = False) -> None:
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
        if sense.to and row.year and row.year > sense.to[:4] and unit.text in self.names.seats:
            self._seat(row, k, self.names.seats[unit.text])
            return
        if sense.to and row.year and row.year > sense.to[:4] and sense.to[:4] < "1900" and unit.cls == STATE:
            self.add(row, unit.start, unit.end, code, name, "place", "state that was no more", False)
            return
        phrase = organs.after_state(line, k, self.nouns) if unit.cls in (STATE, ADJECTIVE) and not why else None
        if phrase:
            end, sector, kind = phrase
            self.add(row, unit.start, line[end - 1].end, f"{code}/{sector}", name, kind, "state and organ noun")
            for u in line[k + 1 : end]:
                u.taken = True
            self._coordinated(row, k, end, sector)
            return
        of = self._of(row, k)
        if of:
            start, sector, kind = of
            self.add(row, start, unit.end, f"{code}/{sector}", name, kind, "organ noun of state")
            return
        self.add(
            row, unit.start, unit.end, code, name, "state", _RULES[unit.cls] + (f", {why}" if why else ""), not why
        )

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

    def _coordinated(self, row: Row, k: int, end: int, sector: str) -> None:
        line = row.units
        if k >= 2 and line[k - 1].text in ("and", "or", "&") and line[k - 2].cls in (STATE, ADJECTIVE):
            first = line[k - 2]
            where = self.at(first.start, first.end)
            for n in range(max(0, len(self.found) - 60), len(self.found)):
                m = self.found[n]
                if m.at == where and m.kind == "state":
                    whole, code = self.at(first.start, line[end - 1].end), f"{m.actor}/{sector}"
                    self.found[n] = Mention(whole, code, m.name, "organ", "coordinated adjective", row.number)

    def _seat(self, row: Row, k: int, also: tuple[Sense, ...] = ()) -> None:
        line, unit = row.units, row.units[k]
        assert unit.hit is not None
        senses = also or unit.hit.senses
        if self.homonyms.not_a_state(line, k, self) == "other":
            return
        dated = [s for s in senses if s.from_ or s.to]
        inside = [s for s in dated if row.year and s.from_[:4] <= row.year and (not s.to or row.year <= s.to[:4])]
        sense = (inside or [s for s in senses if not (s.from_ or s.to)] or list(senses))[0]
        circle = seats.circle(line, k) if sense.kind == "seat" else 0
        if circle:
            self.add(
                row,
                unit.start,
                line[circle - 1].end,
                f"{sense.code}/GOV",
                sense.name,
                "organ",
                "circle of a seat of government",
            )
        elif sense.kind == "seat" and seats.acts(line, k):
            self.add(row, unit.start, unit.end, sense.code, sense.name, "state", "seat that acts")
        else:
            self.add(row, unit.start, unit.end, sense.code, sense.name, "place", "seat as a place", False)


def open_page(reading: Reading, knowledge: Knowledge) -> Page:
    """The page of ``reading``, scanned and cut into rows."""
    return Page(reading, knowledge)
