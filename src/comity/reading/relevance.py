"""Which sentences are worth a parse: those that may tell an act or a statement, and those that these hang on.

A claim needs a word that some act is told with and an actor: named in the sentence, meant by a pronoun, or left to
the page where that is devoted to one pair or the act can stand bare. A statement needs a word of speech and somebody
who may say so, near an actor. Sums, direct speech with its surroundings, and what a pronoun may go back to are parsed
as well. All this is seen from the words alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from comity.knowledge import Knowledge
from comity.models import Mention, Reading, Sentence
from comity.reading.cues import ASKING, BARE, PRONOUNS, UNSPOKEN, cues, may_tell, speech
from comity.reading.dates.quotations import spans
from comity.reading.topic import devoted, topic_pair

LONGEST = 6000
"""The most characters a sentence may have to be parsed; none that a person wrote is longer."""

_WORD = re.compile(r"[^\W\d_]+")
_HYPHENED = re.compile(r"\b[a-z]+-[a-z]+")
_BACK = frozenset(("it", "they", "he", "she", "his", "him", "her", "them"))
_PERSONS = frozenset(("he", "she", "his", "him", "her"))
_PRONOUNS = _BACK - {"them"} | {"both", "neither", "each", "we"}
_YEAR = re.compile(r"\b\d{4}\b")
_PASSIVE = frozenset(("was", "were", "been", "being"))


def wanted(reading: Reading, chosen: set[int]) -> list[Sentence]:
    """The sentences to parse, in text order: those of the numbers ``chosen``."""
    return [s for s in reading.sentences if s.n in chosen]


def telling(reading: Reading, knowledge: Knowledge) -> set[int]:
    """The numbers of the sentences that may tell something, and of those that these hang on."""
    known = cues(knowledge)
    sentences = [s for s in reading.sentences if not s.furniture and len(s.at.quote) <= LONGEST]
    here = {m.sentence for m in reading.mentions if m.actor}
    if not here:
        return set()
    people = {m.sentence for m in reading.mentions if m.actor and m.kind == "person"}
    paragraphs = {s.n: s.paragraph for s in sentences}
    near = {paragraphs[n] for n in here if n in paragraphs}
    pair = topic_pair(reading)
    about = bool(reading.amounts) and pair is not None
    whole = devoted(reading, pair)
    sums = {a.sentence for a in reading.amounts if about or paragraphs.get(a.sentence) in near}
    spoken = _spoken(reading, sentences, near)
    by_sentence: dict[int, list[Mention]] = {}
    for m in reading.mentions:
        by_sentence.setdefault(m.sentence, []).append(m)
    chosen: set[int] = set()
    last_person = -1
    for k, s in enumerate(sentences):
        text = s.at.quote.lower()
        words = {*_WORD.findall(text), *_HYPHENED.findall(text)}
        if _YEAR.search(text):
            words.add("year")
        told = known.of(words)
        own = known.offered(told)
        offered = own if words.isdisjoint(PRONOUNS) else own | known.lists
        if (
            s.n in sums
            or s.n in spoken
            or _two_parties(by_sentence.get(s.n, ()))
            or (
                (s.n in here or (s.paragraph in near and not words.isdisjoint(_PRONOUNS)))
                and (speech(told) or may_tell(told, offered))
            )
            or may_tell(told, offered, BARE)
            or (whole and may_tell(told, offered, ASKING))
            or (not words.isdisjoint(_PASSIVE) and may_tell(told, own, UNSPOKEN))
        ):
            chosen.add(s.n)
            back = words & _BACK
            if back and k and s.paragraph - sentences[k - 1].paragraph <= 1:
                chosen.add(sentences[k - 1].n)
            if back & _PERSONS and last_person >= 0:
                chosen.add(last_person)
        if s.n in people:
            last_person = s.n
    return chosen


def _two_parties(mentions: Iterable[Mention]) -> bool:
    """True where the mentions of a sentence are of two states or organisations at least, places aside."""
    return len({m.actor.partition("/")[0] for m in mentions if m.actor and m.acts and m.kind != "place"}) > 1


def _spoken(reading: Reading, sentences: list[Sentence], near: set[int]) -> set[int]:
    """Sentences that direct speech touches, with those before and after it, near an actor."""
    out: set[int] = set()
    k = 0
    for start, end in spans(reading.document.text):
        while k < len(sentences) and sentences[k].at.end <= start:
            k += 1
        last = k
        while last < len(sentences) and sentences[last].at.start < end:
            last += 1
        out |= {s.n for s in sentences[max(0, k - 1) : last + 1] if s.paragraph in near}
    return out
