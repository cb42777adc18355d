"""Which words an act or a statement may be told with, and which others must stand beside them, by their forms alone.

What the frames of acts cannot do without are bits of one number (:class:`~comity.reading.acts.needed.Needs`); here the
bits are those of every lemma of which a word may be a form, since nothing is parsed yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from comity.knowledge import Knowledge
from comity.reading.acts.codebook import Codebook, codebook
from comity.reading.acts.inflection import lemmas
from comity.reading.morphology import irregular_forms
from comity.reading.voices.lexicon import Lexicon, lexicon

BARE, UNSPOKEN, ASKING = 1, 2, 3
"""Classes of acts, besides any (0): that stand without a named party, that do so in a passive, that ask for a word."""

_MOST = 100_000
_SPOKEN = (
    *("hold", "take", "announce", "declare", "accept", "agree", "comply", "report", "express", "voice"),
    *("according", "notice", "tribute"),
)
_SUBJ = ("subj",)
PRONOUNS = frozenset(("it", "they"))
"""Words that may stand for any of a list."""

Asks = tuple[int, ...]
"""Any of these bits will do, each of them whole."""


class Word(NamedTuple):
    """What one form brings: the bits it offers, what the acts of each class that it may tell ask for; and the same of
    speech, in bits of its own."""

    offers: int
    acts: tuple[Asks, Asks, Asks, Asks]
    beside: int
    speech: Asks


_NOTHING = Word(0, ((), (), (), ()), 0, ())


class Cues:
    """What each form of a word offers and asks for, made when it is first met; ``lists``: the bits that a pronoun
    offers."""

    def __init__(self, book: Codebook, words: Lexicon) -> None:
        self._book = book
        self._irregular: dict[str, set[str]] = defaultdict(set)
        for form, lemma in irregular_forms():
            self._irregular[form].add(lemma)
        for entry in book.raw.get("irregular", ()):
            lemma, _, rest = entry.partition("=")
            for form in rest.split("/"):
                self._irregular[form].add(lemma)
        self._heads: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for head in book.entries:
            self._heads[head[1]].append(head)
        self._year = book.needs.offered(("year",))
        self._asks = ~book.needs.offered(("name", "money")) | self._year
        self.lists = book.needs.lacking(book.needs.exact | self._year)
        self._asked: dict[tuple[str, str], list[set[int]]] = {}
        self._speech, self._listed, self._beside = _speech(words)
        self._vocabulary = frozenset((*book.needs.by_word, *self._heads, *self._speech, *self._listed))
        self._known: dict[str, Word] = {}

    def of(self, forms: Iterable[str]) -> list[Word]:
        """What the forms bring, of those that bring anything."""
        known = self._known
        if len(known) > _MOST:
            known.clear()
        return [word for form in forms if (word := known.get(form) or self._made(form)) is not _NOTHING]

    def offered(self, words: Iterable[Word]) -> int:
        """The bits that words offer together, pronouns aside."""
        bits = 0
        for word in words:
            if word.offers:
                bits |= word.offers
        return bits

    def _made(self, form: str) -> Word:
        needs, may_be = self._book.needs, self._lemmas(form)
        listed = needs.offered(may_be - PRONOUNS) & self.lists
        exact = needs.offered((form,)) & (needs.exact | (self._year if form == "year" else 0))
        acts: list[set[int]] = [set(), set(), set(), set()]
        for lemma in may_be:
            for head in self._heads.get(lemma, ()):
                passive = head[0] == "v" and self._participle(form, lemma)
                for kept, more in zip(acts, self._told(head), strict=True):
                    if kept is not acts[UNSPOKEN] or passive:
                        kept |= more
        any_, bare, unspoken, asking = map(_least, acts)
        beside, speech = self._beside.get(form, 0), set[int]()
        for lemma in may_be:
            beside |= self._listed.get(lemma, 0)
            speech |= self._speech.get(lemma, set())
        found = Word(listed | exact, (any_, bare, unspoken, asking), beside, _least(speech))
        self._known[form] = found = _NOTHING if found == _NOTHING else found
        return found

    def _told(self, head: tuple[str, str]) -> list[set[int]]:
        """What the acts under one head ask for, by class."""
        told = self._asked.get(head)
        if told is None:
            told = self._asked[head] = [set(), set(), set(), set()]
            for entry in self._book.entries[head]:
                listed, needs = entry.listed & self._asks, entry.needs & self._asks
                told[0].add(listed)
                if listed:
                    told[ASKING].add(listed)
                act, slots = self._book.acts[entry.frame.act], entry.frame.slots
                party = any(s.required and s.role and not s.words and s.positions != _SUBJ for s in slots)
                if act.bare and not party:
                    told[BARE].add(needs)
                if listed and act.unspoken and not party:
                    told[UNSPOKEN].add(needs)
        return told

    def _lemmas(self, form: str) -> set[str]:
        """The lemmas of the tables of which a word may be a form."""
        out = lemmas(form) | self._irregular.get(form, set())
        if form.startswith("re-"):
            whole = "re" + form[3:]
            out |= {x for x in lemmas(whole) | self._irregular.get(whole, set()) if x.startswith("re")}
        return out & self._vocabulary

    def _participle(self, form: str, verb: str) -> bool:
        """Whether a form of a verb may be its past participle."""
        if verb in ("be", "have"):
            return False
        irregular = verb in self._irregular.get(form, ())
        return irregular or not (form == verb or form == verb + "s" or form.endswith("ing"))


def speech(words: Iterable[Word]) -> bool:
    """Whether speech may be told in these words: by one of them, or by a turn of phrase."""
    beside = 0
    for word in words:
        beside |= word.beside
    return any(not asked & ~beside for word in words for asked in word.speech)


def _speech(words: Lexicon) -> tuple[dict[str, set[int]], dict[str, int], dict[str, int]]:
    """What each lemma that may tell of speech asks for in bits; those that lemmas offer; those that plain words do."""
    asks: dict[str, set[int]] = defaultdict(set)
    listed: dict[str, int] = defaultdict(int)
    plain: dict[str, int] = defaultdict(int)
    alone = (words.verbs, words.nouns, words.owned, words.temper, ("line",), words.adjectives, words.drawing, _SPOKEN)
    for lemma in chain.from_iterable(alone):
        asks[lemma].add(0)
    bit = 1
    for verb, phrases in words.turns.items():
        for phrase in phrases:
            asked = 0
            for held, offer in ((phrase.objects | phrase.under, listed), (phrase.beside, plain)):
                for word in held:
                    offer[word] |= bit
                asked |= bit if held else 0
                bit <<= 1
            asks[verb].add(asked)
    return asks, listed, plain


def _least(asks: Iterable[int]) -> Asks:
    """What asks for least comes first, and alone where it asks for nothing."""
    found = set(asks)
    return (0,) if 0 in found else tuple(sorted(found, key=lambda n: (n.bit_count(), n)))


def may_tell(words: Iterable[Word], offered: int, which: int = 0) -> bool:
    """Whether one of the words may tell an act of the class ``which``, where the sentence offers these bits."""
    for word in words:
        for asked in word.acts[which]:
            if asked & offered == asked:
                return True
    return False


def cues(knowledge: Knowledge) -> Cues:
    """The cues of this knowledge, made once."""
    return knowledge.compiled("relevance", lambda k: Cues(codebook(k), lexicon(k)))
