"""Opinion polls: one row for each figure that a survey gives, by a linear grammar over the percentages of a sentence.

The parts of a sentence that matter are its figures, the words that say what is measured, the peoples and states named,
its dates and the house that asked. A figure's measure stands after it ("7% disapproving"), or before it where a word of
position leads up to the figure ("approval stood at 45%"); what a figure leaves out it takes from the figure before it.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Amount, Date, Evidence, Mention, Poll, Reading, Sentence
from comity.reading.phrases import Phrases
from comity.reading.voices.pollsters import pollster

_LONGEST = 700
_MOST = 40  # figures in one sentence of prose
_LED = re.compile(
    r"(?:\b(?:at|to|from|was|were|is|of|reached|hit|about|around|fell|rose|dropped|climbed|only|just|nearly|almost|some|over|"
    r"by|averaged|totalled|mere|under)|[:(=])[\s(]*$",
    re.I,
)
_SOFT = {"about", "around", "only", "just", "nearly", "almost", "some", "over", "mere", "under", "of"}
_LEADING = {
    "at",
    "to",
    "from",
    "was",
    "were",
    "is",
    "reached",
    "hit",
    "fell",
    "rose",
    "dropped",
    "climbed",
    "averaged",
    "totalled",
    "by",
}
_OF_PEOPLE = re.compile(
    r"\s*(?:\+\s*)?(?:of|among|amongst|in)\s+(?:all\s+|the\s+|adult\s+|young\s+|surveyed\s+|polled\s+)*$", re.I
)
_PLAIN_SHARE = re.compile(
    r"(?:(?:%|\bper ?cent|\b[Mm]ajority|\b[Pp]lurality|\b[Ss]hare|\b[Pp]roportion|\b[Pp]ercentage)\s+of"
    r"|\b(?:\d|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine)\s+(?:in|out of)\s+(?:10|ten|five))"
    r"\s+(?:the\s+|all\s+|adult\s+)*[A-Z][\w’'-]+(?:\s+\w+)?\s+(?:\w+\s+){0,3}?"
    r"(?:approv|disapprov|view|have|had|held|hold|trust|distrust|see|saw|regard|consider|feel|felt|believe|express|think|thought|with)"
    r"|(?:%|\bper ?cent)\s+(?:(?:very|mostly|mainly)\s+)?(?:un)?(?:favou?rabl|positive|negative|approv|disapprov)"
)
"""A share of a people that thinks something is a poll's whoever asked: "41% of Norwegians viewed Peru favourably"."""
_COMPARED = re.compile(
    r"\b(?:up|down|(?:as )?against|compared (?:with|to)|from|after)"
    r"\s+(?:only |just |some |about )?$",
    re.I,
)
_OTHER_SAID = re.compile(
    r"[^.;:,\d]{0,40}?\b(?:said|say|says|planned|plan|intended|hoped|hope|preferred|prefer|believed|believe|felt|owned|spoke)\b"
    r"\s+(?!so\b|no\b|yes\b|the same\b|the opposite\b|otherwise\b)\w"
)
"""Behind a figure: something else was said by these than what the figures before measure."""
_PEOPLE = re.compile(r"\b(?:people|public|voters|citizens|respondents|adults|youth)$")
_LISTED = re.compile(r"\s?[:–(-]?\s?")
_RESTATED = re.compile(r"\s+of\s+(?:\w+\s+){1,3}\(\s*$")
_DATED_NEXT = re.compile(
    r"[\s(]*(?:(?:of|among|in|by)\s+(?:the\s+)?[\w’'-]+(?:\s+(?:respondents|people|adults))?\s+)?"
    r"(?:in|during|as of|back in|for|,)?\s*(?:a|the)?\s*$",
    re.I,
)
_PUBLIC = re.compile(
    r"\b(?:approval|disapproval|trust|distrust|confidence|opinion|views?|ratings?|favou?rability|support|opposition)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Survey:
    """Compiled ``polls.toml``: patterns over one sentence; ``houses``: pollsters by name."""

    survey: Phrases
    election: Phrases
    pollster: re.Pattern[str]
    houses: tuple[str, ...]
    measure: Phrases
    turned: re.Pattern[str]
    opposite: dict[str, str]

    @staticmethod
    def make(knowledge: Knowledge) -> Survey:
        """From the table."""
        table = knowledge.table("polls.toml")
        houses = "|".join(re.escape(p) for p in sorted(table["pollsters"], key=len, reverse=True))
        return Survey(
            Phrases([("survey", table["survey"])]),
            Phrases([("election", table["election"])]),
            re.compile(rf"(?<!\w)(?:[A-Z]\w*-)?(?:{houses})(?!\w)"),
            tuple(table["pollsters"]),
            Phrases((m["name"], m["words"]) for m in table["measure"]),
            re.compile(
                rf"[^.;:,\d]{{0,48}}?(?<!\w)(?:{'|'.join(table['turned']['words'])})\s*(?=[.,;:)]|$|and\s|while\s)",
                re.I,
            ),
            table["opposite"],
        )


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says what is measured, with its offsets in the document."""

    start: int
    end: int
    measure: str


@dataclass(slots=True)
class Told:
    """What the figure before told: what a later figure leaves out is taken from here."""

    population: str = ""
    about: str = ""
    measure: str = ""
    when: str = ""
    pollster: str = ""
    paragraph: int = -1
    n: int = -9


def polls(reading: Reading, knowledge: Knowledge) -> tuple[Poll, ...]:
    """Every figure of an opinion poll, in text order; ``value`` in per cent."""
    figures = [a for a in reading.amounts if a.currency == "%" and a.value is not None]
    if not figures:
        return ()
    survey = knowledge.compiled("polls", Survey.make)
    by_sentence: dict[int, list[Amount]] = {}
    for a in sorted(figures, key=lambda a: a.at.start):
        by_sentence.setdefault(a.sentence, []).append(a)
    page = "\n".join(s.at.quote for s in reading.sentences if not s.furniture)
    if not (
        any(house in page for house in survey.houses)
        or survey.survey.search(page)
        or any(_PLAIN_SHARE.search(s.at.quote) for s in reading.sentences if s.n in by_sentence)
    ):
        return ()
    mentions = sorted((m for m in reading.mentions if m.actor), key=lambda m: (m.at.start, -m.at.end))
    starts = [m.at.start for m in mentions]
    out: list[Poll] = []
    told = Told()
    surveyed: tuple[int, Told] = (-1, told)
    for s in reading.sentences:
        if s.furniture:
            continue
        words = s.at.quote
        asked = bool(survey.survey.search(words) or survey.pollster.search(words))
        asked = asked or (s.n in by_sentence and bool(_PLAIN_SHARE.search(words)))
        if asked:
            fresh = surveyed[0] != s.paragraph
            told = Told(paragraph=s.paragraph, n=s.n) if fresh else told
            told.pollster = pollster(words, survey.pollster) or told.pollster
            surveyed = (s.paragraph, told)
        if s.n not in by_sentence or len(by_sentence[s.n]) > _MOST:
            if asked:
                told.when = _year(reading.dates, s) or told.when
                peoples = {
                    _state(m)
                    for m in mentions[bisect_left(starts, s.at.start) : bisect_left(starts, s.at.end)]
                    if m.rule == "people of a state"
                }
                told.population = peoples.pop() if len(peoples) == 1 else told.population
            continue
        if not asked and not (surveyed[0] == s.paragraph and s.n - told.n <= 3):
            continue
        if survey.election.search(words) and not _PUBLIC.search(words):
            continue
        houses = [(s.at.start + h.start(), s.at.start + h.end()) for h in survey.pollster.finditer(words)]
        near = [
            m
            for m in mentions[bisect_left(starts, s.at.start) : bisect_left(starts, s.at.end)]
            if m.rule != "pronoun" and not any(m.at.start < end and m.at.end > start for start, end in houses)
        ]
        found = _sentence(reading, s, by_sentence[s.n], near, survey, told)
        if found:
            told.n = s.n
        out += found
    return tuple(out)


def _sentence(
    reading: Reading, s: Sentence, figures: Sequence[Amount], mentions: Sequence[Mention], survey: Survey, told: Told
) -> list[Poll]:
    text = reading.document.text
    cues = [Cue(s.at.start + m.start, s.at.start + m.end, m.name) for m in survey.measure.all(s.at.quote)]
    dates = [d for d in reading.dates if d.sentence == s.n and d.edtf and _narrow(d)]
    figures = [
        a
        for a, after in zip(figures, (*figures[1:], None), strict=True)
        if after is None or not _RESTATED.fullmatch(text[a.at.end : after.at.start])
    ]  # "nearly two-thirds of Poles (64%)" is one figure
    listed = _listed(text, figures, mentions)
    out: list[Poll] = []
    last_cue: Cue | None = None
    for k, a in enumerate(figures):
        floor = figures[k - 1].at.end if k else s.at.start
        ceiling = figures[k + 1].at.start if k + 1 < len(figures) else s.at.end
        own = _measure(text, a, cues, floor, ceiling)
        behind = text[a.at.end : min(ceiling, a.at.end + 120)]
        if own is None and (k or told.measure) and _OTHER_SAID.match(behind):
            continue
        cue = own or (last_cue if k or told.measure else None)
        if cue is None and k + 1 < len(figures):  # "35% of Tunisians and 41% of Algerians expressed trust"
            cue = next((c for c in cues if c.start >= a.at.end), None)
        measure = cue.measure if cue else told.measure if not cues else ""
        if not measure:
            continue
        if (own is None or own.end <= a.at.start) and survey.turned.match(behind):
            measure = survey.opposite.get(measure, measure)
        population = listed.get(k) or _population(text, a, mentions, floor, ceiling) or told.population
        about = _about(text, cue, mentions, population, figures, k) or told.about
        if about == population and about:
            about = told.about if told.about != population else ""
        when = _when(text, a, k, figures, _unshared(text, a, figures, dates)) or told.when
        told.population, told.about, told.measure, told.when = population, about, measure, when
        last_cue = cue or last_cue
        first, last = s.at.start, s.at.end
        if last - first > _LONGEST:
            first, last = max(first, a.at.start - _LONGEST // 2), min(last, a.at.end + _LONGEST // 2)
        at = Evidence(reading.document.document, first, last, text[first:last])
        out.append(Poll(at, population, about, measure, float(a.value or 0.0), when, told.pollster))
    return _shared(out)


def _shared(rows: list[Poll]) -> list[Poll]:
    """A subject that the sentence tells once, late, holds for its earlier figures: "54% and 17%, of China"."""
    measures = {r.measure for r in rows}
    if "disapprove" in measures and not measures & {"approve", "oppose"}:  # "71% backed her course, 19% disapproved"
        rows = [dataclasses.replace(r, measure="approve") if r.measure == "support" else r for r in rows]
    about = {r.about for r in rows if r.about}
    population = {r.population for r in rows if r.population}
    if len(about) == 1:
        rows = [dataclasses.replace(r, about=r.about or min(about)) for r in rows]
    if len(population) == 1:
        rows = [dataclasses.replace(r, population=r.population or min(population)) for r in rows]
    return [dataclasses.replace(r, about="" if r.about == r.population else r.about) for r in rows]


def _measure(text: str, a: Amount, cues: Sequence[Cue], floor: int, ceiling: int) -> Cue | None:
    after = next((c for c in cues if a.at.end <= c.start < ceiling), None)
    before = next((c for c in reversed(cues) if floor <= c.start and c.end <= a.at.start), None)
    lead = _LED.search(text[max(floor, a.at.start - 24) : a.at.start])
    word = lead[0].strip(" (\n\t").lower() if lead else ""
    bracket = lead is not None and "(" in lead[0]
    if before and word == ":" and text[before.end : a.at.start].strip() == ":":
        return before
    if before and (word in _LEADING or bracket or (word in _SOFT and not after)):
        return before
    if (
        before
        and word == "of"
        and text[before.end : a.at.start].strip().lower() in ("of", "rating of", "ratings of", "rate of")
    ):
        return before
    if (
        after
        and word in _LEADING
        and not before
        and floor
        and a.at.start - floor < 40
        and not _adjacent(text, a.at.end, after)
    ):
        return None
    return after or before


def _adjacent(text: str, end: int, cue: Cue) -> bool:
    return "," not in text[end : cue.start] and cue.start - end < 60


def _state(m: Mention) -> str:
    return m.actor.partition("/")[0]


def _listed(text: str, figures: Sequence[Amount], mentions: Sequence[Mention]) -> dict[int, str]:
    """Whose each figure is where states and figures take turns: "Pakistan 81%, Kenya 78%"."""
    out: dict[int, str] = {}
    for k, a in enumerate(figures):
        floor = figures[k - 1].at.end if k else 0
        for m in mentions:
            if floor <= m.at.start and m.at.end <= a.at.start and _LISTED.fullmatch(text[m.at.end : a.at.start]):
                out[k] = _state(m)
    return out if len(out) > 1 and len(out) == len(figures) else {}


def _population(text: str, a: Amount, mentions: Sequence[Mention], floor: int, ceiling: int) -> str:
    for m in mentions:
        if m.at.start >= a.at.end and _OF_PEOPLE.fullmatch(text[a.at.end : m.at.start]):
            return _state(m)
    people = [m for m in mentions if m.kind in ("state", "place", "group", "organ") and _asked(text, m)]
    after = [m for m in people if a.at.end <= m.at.start < ceiling]
    before = [m for m in people if floor <= m.at.start < a.at.start]
    early = [m for m in people if m.at.start < a.at.start]
    lead = before[-1:] or []
    if floor and after and not lead:
        lead = after[:1]
    for m in lead or after[:1] or early[-1:]:
        return _state(m)
    return ""


def _asked(text: str, m: Mention) -> bool:
    """True where a name stands for those asked: "in Kenya", "among Kenyans", "Kenyan respondents", "Kenyans"."""
    before = text[max(0, m.at.start - 24) : m.at.start].lower()
    after = text[m.at.end : m.at.end + 16].lower()
    if re.search(
        r"\b(?:survey|surveys|poll|polls)\s+(?:of|in)\s+(?:[\d,]+\s+|the\s+|adult\s+)*$",
        text[max(0, m.at.start - 32) : m.at.start].lower(),
    ):
        return True
    if re.search(r"\b(?:of|toward|towards|about|by|with|to|for|from)\s+(?:the\s+)?$", before) and not re.search(
        r"(?:%|cent|thirds?|quarters?|fifths?|half|majority|plurality|share|proportion|percentage|number)\s+of\s+(?:the\s+)?$",
        before,
    ):
        return False
    if re.match(
        r"\s+(?:\w+\s+)?(?:respondents|adults|voters|people|citizens|public|opinions?|views?|attitudes|residents|youth)\b",
        after,
    ):
        return True
    if re.search(r"\b(?:in|among|amongst|across)\s+(?:the\s+|\w+ing\s+)?$", before):
        return not re.search(
            r"\b(?:trust|confidence|faith)\s+in\s+(?:the\s+)?$", text[max(0, m.at.start - 24) : m.at.start].lower()
        )
    return m.rule == "people of a state" or bool(_PEOPLE.search(m.at.quote))


def _about(
    text: str, cue: Cue | None, mentions: Sequence[Mention], population: str, figures: Sequence[Amount], k: int
) -> str:
    if cue is None:
        return ""
    named = [
        m
        for m in mentions
        if m.kind in ("state", "organ", "organisation", "person", "group") and _state(m) not in ("", population, "NGO")
    ]
    figure = figures[k].at.end
    ceiling = figures[k + 1].at.start if k + 1 < len(figures) else named[-1].at.end if named else 0
    beside = [m for m in named if not text[figure : m.at.start].strip() and m.at.start >= figure]
    between = [m for m in named if figure <= m.at.start and m.at.end <= cue.start and not _asked(text, m)]
    if found := beside[:1] or between[-1:]:  # "44% Egypt"; "named Russia as their best partner"
        return _state(found[0])
    after = [m for m in named if m.at.start >= cue.end and not _asked(text, m)]
    after = [m for m in after if m.at.start < ceiling] or after
    if after:
        return _state(after[0])
    before = [m for m in named if m.at.end <= cue.start and not (_asked(text, m) and m.rule == "people of a state")]
    before = [m for m in before if not re.search(r"\bin\s+(?:the\s+)?$", text[max(0, m.at.start - 8) : m.at.start])]
    return _state(before[-1]) if before else ""


def _unshared(text: str, a: Amount, figures: Sequence[Amount], dates: Sequence[Date]) -> Sequence[Date]:
    """The dates without those of figures that others are compared with: "up from 34 per cent in 2012"."""
    taken = []
    for other in figures:
        if other is a or not _COMPARED.search(text[max(0, other.at.start - 32) : other.at.start]):
            continue
        taken += [
            d for d in dates if d.at.start >= other.at.end and _DATED_NEXT.fullmatch(text[other.at.end : d.at.start])
        ]
    return [d for d in dates if d not in taken] or dates


def _when(text: str, a: Amount, k: int, figures: Sequence[Amount], dates: Sequence[Date]) -> str:
    if not dates:
        return ""
    if len({d.edtf for d in dates}) == 1:
        return dates[0].edtf
    ends = [d.at.start for d in dates]
    j = bisect_right(ends, a.at.end)
    if j < len(dates) and _DATED_NEXT.fullmatch(text[a.at.end : dates[j].at.start]):
        return dates[j].edtf
    ceiling = figures[k + 1].at.start if k + 1 < len(figures) else dates[-1].at.end + 1
    if dates[0].at.start < figures[0].at.start:
        return dates[max(0, j - 1)].edtf
    if j < len(dates) and (dates[j].at.start < ceiling or j == 0):
        return dates[j].edtf
    return dates[min(j, len(dates) - 1)].edtf


def _narrow(d: Date) -> bool:
    """A date that a poll may have: a day, month, season or year, or a short range; no era, no age."""
    first, slash, last = d.edtf.partition("/")
    if not slash:
        return bool(re.match(r"\d{4}(?!X)", first))
    return bool(first[:4].isdigit() and last[:4].isdigit() and int(last[:4]) - int(first[:4]) <= 1)


def _year(dates: Sequence[Date], s: Sentence) -> str:
    found = [d.edtf for d in dates if d.sentence == s.n and d.edtf and _narrow(d)]
    return found[0] if len(set(found)) == 1 else ""
