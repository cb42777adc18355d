"""Which sentences are worth a parse: those that may tell an act or a statement, and those that these hang on.

A claim needs a word that some act is told with and an actor: named in the sentence, meant by a pronoun, or left to
the page where that is devoted to one pair or the act can stand bare. A statement needs a word of speech and somebody
who may say so, near an actor. Sums, direct speech with its surroundings, and what a pronoun may go back to are parsed
as well. All this is seen from the words alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from comity.knowledge import Knowledge
from comity.models import Mention, Reading, Sentence
from comity.reading.acts.codebook import Codebook, codebook
from comity.reading.acts.frames import Frame, Words
from comity.reading.acts.needed import led_by
from comity.reading.acts.prefilter import forms
from comity.reading.dates.quotations import spans
from comity.reading.morphology import irregular_forms
from comity.reading.topic import devoted, topic_pair
from comity.reading.voices.lexicon import Phrase, lexicon

LONGEST = 6000
"""The most characters a sentence may have to be parsed; none that a person wrote is longer."""

_WORD = re.compile(r"[^\W\d_]+")
_HYPHENED = re.compile(r"\b[a-z]+-[a-z]+")
_BACK = frozenset(("it", "they", "he", "she", "his", "him", "her", "them"))
_PERSONS = frozenset(("he", "she", "his", "him", "her"))
_PRONOUNS = _BACK - {"them"} | {"both", "neither", "each", "we"}
_SPOKEN = (
    "hold",
    "take",
    "announce",
    "declare",
    "accept",
    "agree",
    "comply",
    "report",
    "express",
    "voice",
    "according",
    "notice",
    "tribute",
)
_ANY = frozenset(("name", "money", "year"))
_YEAR = re.compile(r"\b\d{4}\b")
_SUBJ = ("subj",)
_PASSIVE = frozenset(("was", "were", "been", "being"))

_BARE, _UNSPOKEN, _ASKING = 1, 2, 3

Needs = tuple[frozenset[str], ...]
"""For each part that a frame must have in words: the forms of which one must be there."""


class Cues:
    """What the heads of frames ask for beside them: of all acts, of those that stand without a named party, of those
    that do so in a passive, and of the frames that ask for some word.

    What a form asks for is made when the form is first met: a page has few of them.
    """

    def __init__(self, book: Codebook, speech: Iterable[str], turns: Mapping[str, Iterable[Phrase]]) -> None:
        self._book = book
        self._irregular: dict[str, set[str]] = defaultdict(set)
        for form, lemma in irregular_forms():
            self._irregular[lemma].add(form)
        for entry in book.raw.get("irregular", ()):
            lemma, _, rest = entry.partition("=")
            self._irregular[lemma].update(rest.split("/"))
        self._written: dict[str, set[str]] = {}
        self._surfaces: dict[frozenset[str], frozenset[str]] = {}
        self._heads: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for head in book.frames:
            for form in self._forms(head[1]):
                self._heads[form].append(head)
        self._needs: dict[str, tuple[tuple[Needs, ...], ...]] = {}
        self._speech = self._surface(speech)
        self._turns: dict[str, list[Needs]] = defaultdict(list)
        for verb, phrases in turns.items():
            needs = [tuple(filter(None, (self._surface(p.objects | p.under), p.beside))) for p in phrases]
            for form in self._forms(verb):
                self._turns[form] += needs

    def speech(self, words: set[str]) -> bool:
        """Whether speech may be told in these words: by one of them, or by a turn of phrase."""
        return not words.isdisjoint(self._speech) or any(
            all(not words.isdisjoint(need) for need in needs)
            for word in words
            if word in self._turns
            for needs in self._turns[word]
        )

    def act(self, words: set[str], which: int = 0) -> bool:
        """Whether an act may be told in these words; ``which``: any, or ``_BARE``, ``_UNSPOKEN``, ``_ASKING``."""
        return any(
            all(not words.isdisjoint(need) for need in needs)
            for word in words
            if word in self._heads
            for needs in (self._needs.get(word) or self._made(word))[which]
        )

    def _made(self, form: str) -> tuple[tuple[Needs, ...], ...]:
        acts: set[Needs] = set()
        bare: set[Needs] = set()
        unspoken: set[Needs] = set()
        for head in self._heads[form]:
            passive = head[0] == "v" and self._participle(form, head[1])
            for frame, particle in self._book.frames[head]:
                act, listed = self._book.acts[frame.act], _needs(frame, particle, self._surface)
                acts.add(listed)
                needs = _joined(listed, *map(led_by, frame.slots))
                party = any(s.required and s.role and not s.words and s.positions != _SUBJ for s in frame.slots)
                if act.bare and not party:
                    bare.add(needs)
                if listed and act.unspoken and passive and not party:
                    unspoken.add(tuple(need - {"it", "they"} for need in needs))
        found = self._needs[form] = (_least(acts), _least(bare), _least(unspoken), _least({n for n in acts if n}))
        return found

    def _participle(self, form: str, verb: str) -> bool:
        """Whether a form of a verb may be its past participle."""
        if verb in ("be", "have"):
            return False
        return form in self._irregular[verb] or not (form == verb or form == verb + "s" or form.endswith("ing"))

    def _surface(self, lemmas: Iterable[str]) -> frozenset[str]:
        key = frozenset(lemmas)
        if key not in self._surfaces:
            self._surfaces[key] = frozenset().union(*map(self._forms, key))
        return self._surfaces[key]

    def _forms(self, lemma: str) -> set[str]:
        if lemma not in self._written:
            self._written[lemma] = _forms(lemma, self._irregular)
        return self._written[lemma]


def wanted(reading: Reading, chosen: set[int]) -> list[Sentence]:
    """The sentences to parse, in text order: those of the numbers ``chosen``."""
    return [s for s in reading.sentences if s.n in chosen]


def telling(reading: Reading, knowledge: Knowledge) -> set[int]:
    """The numbers of the sentences that may tell something, and of those that these hang on."""
    cues = knowledge.compiled("relevance", _cues)
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
        named = s.n in here or (s.paragraph in near and not words.isdisjoint(_PRONOUNS))
        if (
            s.n in sums
            or s.n in spoken
            or _two_parties(by_sentence.get(s.n, ()))
            or (named and (cues.speech(words) or cues.act(words)))
            or cues.act(words, _BARE)
            or (whole and cues.act(words, _ASKING))
            or (not words.isdisjoint(_PASSIVE) and cues.act(words, _UNSPOKEN))
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


def _cues(knowledge: Knowledge) -> Cues:
    words = lexicon(knowledge)
    speech = (
        *words.verbs,
        *words.nouns,
        *words.owned,
        *words.temper,
        "line",
        *words.adjectives,
        *words.drawing,
        *_SPOKEN,
    )
    return Cues(codebook(knowledge), speech, words.turns)


def _needs(frame: Frame, particle: str, surface: Callable[[Iterable[str]], frozenset[str]]) -> Needs:
    out = [frozenset((particle,))] if particle else []
    for slot in frame.slots:
        if slot.required and slot.words is not None and not slot.forbidden and "year" in slot.words.plain:
            out.append(frozenset(("year",)))
        elif slot.required and not slot.forbidden and slot.words is not None and not _open(slot.words):
            out.append(surface(_lemmas(slot.words)) | {"it", "they"})
    return tuple(sorted(out, key=len))


def _joined(needs: Needs, *more: frozenset[str]) -> Needs:
    return tuple(sorted({*needs, *filter(None, more)}, key=lambda need: (len(need), sorted(need))))


def _open(words: Words) -> bool:
    return words.anything or not words.plain.isdisjoint(_ANY)


def _lemmas(words: Words) -> set[str]:
    return {*words.plain, *(b for _, b in words.after), *words.before}


def _least(found: set[Needs]) -> tuple[Needs, ...]:
    """What asks for least comes first, and alone where it asks for nothing."""
    return ((),) if () in found else tuple(sorted(found, key=lambda n: (len(n), sum(map(len, n)))))


def _forms(lemma: str, irregular: dict[str, set[str]]) -> set[str]:
    """Every form in which the lemma may stand, in American and British spelling."""
    out = forms(lemma) | irregular.get(lemma, set())
    if lemma.startswith("re"):
        out |= {"re-" + f[2:] for f in out}
    return out
