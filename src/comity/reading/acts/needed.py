"""What a frame cannot do without, as bits of one number: most frames of a head are refused by a single comparison.

Every list of words of which a frame must have one, every particle and every choice of prepositions has a bit. A
sentence offers the bits of all lists that one of its words is in; a frame that needs a bit which is not offered cannot
fit, wherever its words stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from comity.reading.acts.frames import Frame, Words

_MOST = 100_000
CROWDS = ("PROTEST", "COERCE")
"""Types of the acts that crowds do or suffer: they may be told as what took place."""


@dataclass(frozen=True, slots=True, eq=False)
class Manner:
    """What of a frame tells where its parts stand; frames that are alike in it share one value.

    ``kind`` and ``ergative`` as in the frame; ``particles`` that it may have with its head; ``crowds``: whether its act
    is one of crowds, which may be told as what took place; ``plain``: the same without particles, which tell only where
    an object may stand.
    """

    kind: str
    ergative: bool
    crowds: bool
    particles: frozenset[str]
    plain: Manner | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A frame under one of its heads. ``needs``: the bits that the sentence must offer, ``listed`` those of them that
    are no choice of prepositions; ``first``: the bit of the words that must stand where the first slot says (one of
    another row of bits), 0 where anything may; ``where``: a number for the slot's positions and the manner."""

    frame: Frame
    particle: str
    needs: int
    listed: int
    first: int
    manner: Manner
    where: int


def stands_for(lemma: str, tag: str) -> tuple[str, ...]:
    """Which of ``name``, ``money`` and ``year`` in a list of words may mean a token."""
    if tag.startswith("NNP"):
        return ("name", "money") if "$" in lemma else ("name",)
    return ("money", "year") if tag in ("CD", "$") or "$" in lemma else ()


class Needs:
    """Bits by word: of every list that has it (``by_word``), of every list of a first slot whose word it may be
    (``heads``) or one of whose words it may stand before (``before``).

    ``by_token`` keeps the bits of tokens by lemma, form and tag.

    ``entries`` enters a frame; all must be entered before ``offered`` is asked. ``exact``: the bits of particles and
    prepositions, which stand for no other form of theirs.
    """

    def __init__(self) -> None:
        self._bits: dict[frozenset[str], int] = {}
        self._manners: dict[tuple[str, bool, bool, frozenset[str]], Manner] = {}
        self._firsts: dict[Words, int] = {}
        self._places: dict[tuple[tuple[str, ...], Manner], int] = {}
        self.exact = 0
        self.by_word: dict[str, int] = {}
        self.heads: dict[str, int] = {}
        self.before: dict[str, int] = {}
        self.by_token: dict[tuple[str, str, str], int] = {}

    def offered(self, words: Iterable[str]) -> int:
        """The bits of all lists that have one of these words."""
        bits = 0
        for word in words:
            if mine := self.by_word.get(word):
                bits |= mine
        return bits

    def of_token(self, lemma: str, word: str, tag: str) -> int:
        """The bits that a token of a parse offers, by itself and by what it may stand for; kept in ``by_token``."""
        if len(self.by_token) >= _MOST:
            self.by_token.clear()
        parts = word.split() if " " in word else ()
        self.by_token[lemma, word, tag] = bits = self.offered((lemma, word, *parts, *stands_for(lemma, tag)))
        return bits

    def lacking(self, offered: int) -> int:
        """All bits but those offered."""
        return offered ^ (1 << len(self._bits)) - 1  # never negative: that would be copied whenever it is compared

    def entries(self, frame: Frame, plover: str) -> list[Entry]:
        """The frame, of an act of type ``plover``, under each of its heads, in their order."""
        listed, led, first = 0, 0, self._first(frame, plover)
        for words in frame.needs:
            listed |= self._bit(words)
        for slot in frame.slots:
            if slot.led:
                led |= self._bit(slot.led)
        crowds, out = frame.kind == "n" and plover in CROWDS, []
        particles: dict[str, frozenset[str]] = {}
        for head, particle in frame.heads:
            if particle:
                particles[head] = particles.get(head, frozenset()) | {particle}
        exact = led
        for head, particle in frame.heads:
            own = self._bit(frozenset((particle,))) if particle else 0
            exact |= own
            manner = self._manner(frame.kind, frame.ergative, crowds, particles.get(head, frozenset()))
            place = (frame.slots[0].positions if frame.slots else (), manner)
            where = self._places.setdefault(place, len(self._places))
            out.append(Entry(frame, particle, listed | led | own, listed | own, first, manner, where))
        self.exact |= exact
        return out

    def _manner(self, kind: str, ergative: bool, crowds: bool, particles: frozenset[str]) -> Manner:
        key = (kind, ergative, crowds, particles)
        if key not in self._manners:
            plain = self._manner(kind, ergative, crowds, frozenset()) if particles else None
            self._manners[key] = Manner(*key, plain)
        return self._manners[key]

    def _first(self, frame: Frame, plover: str) -> int:
        slot = frame.slots[0] if frame.slots else None
        if slot is None or slot.forbidden or not slot.required or slot.words is None:
            return 0
        if slot.words.anything or (plover == "AID" and slot.role == "R"):
            return 0  # anything will do, or words in other places
        bit = self._firsts.get(slot.words)
        if bit is None:
            bit = self._firsts[slot.words] = 1 << len(self._firsts)
            _enter(self.heads, slot.words.plain | {word for _, word in slot.words.after}, bit)
            _enter(self.before, slot.words.before, bit)
        return bit

    def _bit(self, words: frozenset[str]) -> int:
        bit = self._bits.get(words)
        if bit is None:
            bit = self._bits[words] = 1 << len(self._bits)
            _enter(self.by_word, words, bit)
        return bit


def _enter(bits: dict[str, int], words: frozenset[str], bit: int) -> None:
    for word in words:
        bits[word] = bits.get(word, 0) | bit
