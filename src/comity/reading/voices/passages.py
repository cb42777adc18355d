"""Passages that bear on an issue running through the relation of a page's pair: obstacles, drivers, proposals.

A sentence bears on an issue that it names, or that the heading over it names, where its words or the heading's tell it
as an obstacle, a driver or a proposal. That an issue is merely mentioned bears on nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from comity.knowledge import Knowledge
from comity.knowledge.states import name_of
from comity.models import Evidence, Mention, Passage, Reading, Sentence
from comity.reading.beginnings import lowered
from comity.reading.phrases import Phrases
from comity.reading.topic import state_of, topic_pair
from comity.reading.voices.hearing import Spoken
from comity.reading.voices.report import Saying

_CUED = ("obstacle", "weak", "driver", "proposal")
_BEARING = {
    "accuse": "obstacle",
    "criticise": "obstacle",
    "deny": "obstacle",
    "demand": "obstacle",
    "propose": "proposal",
    "praise": "driver",
    "promise": "driver",
}
_LEADS = ("below", "follow", "here are", "outlined", "listed")
_LEAD = re.compile(r"\b(?:below|following|as follows|here are|outlined|listed)\b", re.I)
_HEADINGS = {"heading", "run-in heading"}
_LONGEST = 800
_BESIDE = 40
_OUGHT = re.compile(
    r"(?<!that )(?<!which )\b(should|ought to|must|need to|needs to|could)\s+(?!have\b|not\b)(?:\w+ly\s+)?(\w+)", re.I
)
_MODALS = {"should", "ought", "must", "could", "need"}
_FIRM = {"should", "ought", "must", "need"}


@dataclass(frozen=True, slots=True)
class Issues:
    """Compiled ``threads.toml``."""

    issue: Phrases
    beside: Phrases
    before: Phrases
    influence: str
    cues: dict[str, Phrases]
    sections: dict[str, Phrases]
    advice: frozenset[str]
    advisable: frozenset[str]
    advised: frozenset[str]
    general: str
    relation: Phrases

    @staticmethod
    def make(knowledge: Knowledge) -> Issues:
        """From the table."""
        table: dict[str, Any] = knowledge.table("threads.toml")
        issues = table["issue"]
        return Issues(
            Phrases((i["name"], i["words"]) for i in issues),
            _words(table["influence"]["beside"]),
            _words(table["influence"]["before"]),
            table["influence"]["name"],
            {kind: _words(held) for kind, held in table["cues"].items() if kind in _CUED},
            {kind: _words(held) for kind, held in table["sections"].items()},
            frozenset(table["cues"]["advice"]),
            frozenset(table["cues"]["advisable"]),
            frozenset(table["cues"]["advised"]),
            table["cues"]["general"],
            _words(table["cues"]["relation"]),
        )

    def named(self, words: str) -> list[str]:
        """The issues that a stretch of text names, in the order of the text, each once."""
        return list(dict.fromkeys(found.name for found in self.issue.all(words)))


def _words(listed: Sequence[str]) -> Phrases:
    return Phrases([("", listed)])


@dataclass(slots=True)
class Heading:
    """The heading under which a sentence stands, with the issues it names and the kind it gives."""

    issues: list[str] = field(default_factory=list)
    kind: str = ""
    paragraph: int = -1


def passages(reading: Reading, heard: dict[int, Spoken], knowledge: Knowledge) -> tuple[Passage, ...]:
    """The passages of a page that is about one pair of states, in text order; none where it is about no pair."""
    pair = topic_pair(reading)
    if pair is None:
        return ()
    issues = knowledge.compiled("threads", Issues.make)
    text = reading.document.text
    mentions: dict[int, list[Mention]] = {}
    for m in reading.mentions:
        mentions.setdefault(m.sentence, []).append(m)
    headings = [f for f in reading.furniture if f.rule in _HEADINGS]
    starts = [h.at.start for h in headings]
    read: dict[int, Heading] = {}
    section, said = "", -9
    out: list[Passage] = []
    for s in reading.sentences:
        if s.furniture:
            continue
        words = s.at.quote
        h = bisect_left(starts, s.at.start) - 1
        if h >= 0 and h not in read:
            read[h] = _heading(headings[h].at.quote, headings[h].rule, s, section, issues, mentions, pair, knowledge)
        over = read[h] if h >= 0 else Heading()
        if headings and h >= 0 and headings[h].rule == "run-in heading" and over.paragraph != s.paragraph:
            over = Heading()  # a run-in heading heads its own paragraph only
        announced = _announces(words, issues)
        if announced:
            section, said = announced, s.paragraph
        elif section and s.paragraph - said > 12:
            section = ""
        here = mentions.get(s.n, [])
        named = issues.named(words)
        named += [i for i in _influence(text, here, pair, issues, knowledge) if i not in named]
        if not named and not over.issues and not announced:
            named = _general(words, here, heard.get(s.n), pair, issues)
        if not named and not over.issues:
            continue
        if not named or (over.issues and not set(named) & set(over.issues)):
            named = over.issues + named[:1] if over.kind == "proposal" else over.issues + named
        kind = _kind(s, heard.get(s.n), over, pair, issues)
        if not kind:
            continue
        start, end = s.at.start, min(s.at.end, s.at.start + _LONGEST)
        at = Evidence(reading.document.document, start, end, text[start:end])
        out += [Passage(at, name, kind, pair) for name in dict.fromkeys(named)]
    return tuple(out)


def _announces(words: str, issues: Issues) -> str:
    """The kind of what follows, where a sentence announces it: "The issues that divide them are outlined below."."""
    low = lowered(words)
    if not any(lead in low for lead in _LEADS) or not _LEAD.search(words):
        return ""
    if re.search(r"\b(?:strateg|improve|recommend|steps|suggest|proposal)", words, re.I):
        return "proposal"
    return next((kind for kind in ("obstacle", "driver") if issues.sections[kind].search(words)), "")


def _heading(
    words: str,
    rule: str,
    first: Sentence,
    section: str,
    issues: Issues,
    mentions: dict[int, list[Mention]],
    pair: tuple[str, str],
    knowledge: Knowledge,
) -> Heading:
    label_ = words.strip().rstrip(":").strip()
    named = issues.named(label_)
    inside = [*mentions.get(first.n - 1, ()), *mentions.get(first.n, ())]
    named += [i for i in _influence_in(label_, inside, pair, issues, knowledge) if i not in named]
    lead = label_.split()[0].lower() if label_ else ""
    if lead in issues.advice or issues.sections["proposal"].search(label_):
        kind = "proposal"
    elif issues.sections["obstacle"].search(label_):
        kind = "obstacle"
    else:
        kind = section if named or rule == "run-in heading" else ""
    if not named and rule == "run-in heading" and kind:
        named = [" ".join(label_.lower().split())]
    return Heading(named, kind, first.paragraph)


def _influence(
    text: str, here: Sequence[Mention], pair: tuple[str, str], issues: Issues, knowledge: Knowledge
) -> list[str]:
    """The third powers whose weight the sentence tells of: "China's influence", "reliant on China"."""
    out = []
    for m in here:
        state = state_of(m)
        if not state or state in pair or m.kind not in ("state", "organ", "place") or m.rule == "pronoun":
            continue
        after = issues.beside.search(text, m.at.end, min(len(text), m.at.end + _BESIDE))
        before = issues.before.search(text, max(0, m.at.start - _BESIDE), m.at.start)
        if (after and "." not in text[m.at.end : after.start]) or (before and "." not in text[before.end : m.at.start]):
            out.append(issues.influence.format(state=name_of(state, knowledge)))
    return list(dict.fromkeys(out))


def _influence_in(
    words: str, inside: Sequence[Mention], pair: tuple[str, str], issues: Issues, knowledge: Knowledge
) -> list[str]:
    if not issues.beside.search(words):
        return []
    states = [s for m in inside if (s := state_of(m)) and s not in pair and m.at.quote in words]
    return list(dict.fromkeys(issues.influence.format(state=name_of(s, knowledge)) for s in states))


def _kind(s: Sentence, heard: Spoken | None, over: Heading, pair: tuple[str, str], issues: Issues) -> str:
    words = s.at.quote
    if _advises(words, heard, pair, issues):
        return "proposal"
    if issues.cues["proposal"].search(words):
        return "proposal"
    if issues.cues["obstacle"].search(words) and over.kind != "driver":
        return "obstacle"
    if over.kind:
        return over.kind
    said = {_BEARING[x.act] for x in heard.sayings if _of_pair(x, pair) and x.act in _BEARING} if heard else set()
    if said:
        return next(kind for kind in ("obstacle", "proposal", "driver") if kind in said)
    if issues.cues["driver"].search(words):
        return "driver"
    return "obstacle" if issues.cues["weak"].search(words) else ""


def _of_pair(saying: Saying, pair: tuple[str, str]) -> bool:
    codes = saying.speaker.code.split(";") if saying.speaker else []
    return any(c.partition("/")[0] in pair for c in codes)


def _general(
    words: str, here: Sequence[Mention], heard: Spoken | None, pair: tuple[str, str], issues: Issues
) -> list[str]:
    """The relation itself, where a sentence gives advice or tells of an obstacle to it and names no issue."""
    if not issues.relation.search(words) and len({state_of(m) for m in here} & set(pair)) < 2:
        return []
    advice = _advises(words, heard, pair, issues)
    blocked = issues.relation.search(words) and issues.cues["obstacle"].search(words)
    return [issues.general] if advice or blocked else []


def _advises(words: str, heard: Spoken | None, pair: tuple[str, str], issues: Issues) -> bool:
    """True where the author tells the two states or those who lead them what they should or could do.

    A sentence that was not parsed, having no word of an act or of speech, is judged by its words alone.
    """
    if heard is None:
        return any(m[1].lower() != "could" or m[2].lower() in issues.advisable for m in _OUGHT.finditer(words))
    floor = heard.floor
    view = floor.view
    told = {s.content for s in heard.sayings if s.content >= 0 and s.way != "according to"}
    for i in range(view.n):
        aux = [view.word[k] for k in view.kid(i, "aux") if view.word[k] in _MODALS]
        if not aux and view.lemma[i] == "need" and view.is_verb(i) and view.kid(i, "xcomp"):
            aux = ["need"]
        if not aux or (any(view.lemma[k] == "have" for k in view.kid(i, "aux")) and view.tag[i] == "VBN"):
            continue
        if aux[0] not in _FIRM and (view.lemma[i] not in issues.advisable or view.negated(i)):
            continue
        if i in told or any(k in told for k in view.above(i)):
            continue
        subject = view.subject(i)
        if any(view.word[t] in ("which", "that", "who") and view.tag[t] != "DT" for t in subject):
            continue
        for t in (c for k in subject for c in view.conjuncts(k)):
            inside = {state_of(m) for m in floor.cover.get(t, ())}
            inside |= {
                state_of(m) for k in view.kid(t, "amod", "compound", "poss", "nmod") for m in floor.cover.get(k, ())
            }
            if inside & set(pair) or view.lemma[t] in issues.advised or view.word[t] in issues.advised:
                return True
            if aux[0] in ("should", "ought") and view.is_noun(t) and not inside:
                return True
    return False
