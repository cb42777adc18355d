"""Where in a clause the parts of a frame stand: the tokens in each position of the frame language.

A sentence has few words and its heads many frames, which look in the same places: what a place holds is worked out
once for each head and :class:`Manner` of frame.
"""

from __future__ import annotations

import functools

from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import Codebook
from comity.reading.acts.frames import CLAUSES, LABELS, PLACES
from comity.reading.acts.needed import Entry, Manner, stands_for
from comity.reading.acts.told import told
from comity.reading.acts.wording import inside, meant, modifiers

_BEFORE = ("poss", "amod", "compound", "nmod", "nummod")
_AS = frozenset(("as",))
_OF = frozenset(("of", "in", "on"))
_TOPIC = frozenset(("on", "about", "regarding", "concerning", "for", "of"))
_FAR = ("with", "between")
_FINITE = ("was", "were", "been")
_ALL = -1
"""The bits of a pronoun, which may stand for any word."""


class Places:
    """The places of one sentence. Tokens are numbers into ``view``."""

    def __init__(self, view: Clauses, book: Codebook) -> None:
        self.view, self._book = view, book
        self._words = frozenset(view.word)
        self._particles: dict[int, frozenset[str]] = {}
        self._held: dict[tuple[int, tuple[str, ...], Manner], list[int]] = {}
        self._bits: dict[tuple[int, int], int] = {}
        self._own: dict[int, int] = {}

    def tokens(self, i: int, positions: tuple[str, ...], manner: Manner, used: list[int]) -> list[int]:
        """Tokens in the positions of a slot, nearest first, none twice; ``used`` are the words that the frame at ``i``
        has found already, below which a verb's prepositions may stand as well. Not to be changed."""
        if used and manner.kind == "v":
            return self._all(i, positions, manner, used)
        key = (i, positions, manner if "obj" in positions else manner.plain or manner)
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = self._all(i, positions, manner, [])
        return held

    def particles(self, i: int) -> frozenset[str]:
        """The words that may be the particle of verb ``i``."""
        held = self._particles.get(i)
        if held is None:
            view = self.view
            held = self._particles[i] = frozenset(view.word[k] for k in view.kid(i, "prt", "prep", "advmod"))
        return held

    def offered(self, i: int, entry: Entry) -> int:
        """The bits (see :class:`Needs`) of the words where a frame's first slot looks, with what they stand for."""
        bits = self._bits.get((i, entry.where))
        if bits is None:
            bits = 0
            for t in self.tokens(i, entry.frame.slots[0].positions, entry.manner, []):
                bits |= self._offers(t)
            self._bits[i, entry.where] = bits
        return bits

    def _offers(self, token: int) -> int:
        bits = self._own.get(token)
        if bits is None:
            bits = self._own[token] = self._worked_out(token)
        return bits

    def _worked_out(self, token: int) -> int:
        view, needs = self.view, self._book.needs
        bits = 0
        for tokens in meant(view, token):
            for k in tokens:
                if view.word[k] in ("it", "they", "them"):
                    return _ALL
                for word in (view.lemma[k], *stands_for(view.lemma[k], view.tag[k])):
                    bits |= needs.heads.get(word, 0)
                for word in modifiers(view, k):
                    bits |= needs.before.get(word, 0)
        return bits

    def _all(self, i: int, positions: tuple[str, ...], manner: Manner, used: list[int]) -> list[int]:
        if len(positions) == 1:
            found = self._at(i, positions[0], manner, used)
        else:
            found = [k for position in positions for k in self._at(i, position, manner, used)]
        if len(found) < 2:
            return found if found != [i] else []
        return [k for k in dict.fromkeys(found) if k != i]

    def _at(self, i: int, position: str, manner: Manner, used: list[int]) -> list[int]:
        view, verb = self.view, manner.kind == "v"
        if position not in PLACES or (verb and position == "under"):  # a preposition
            outer, _, inner = position.rpartition(">")
            if inner not in self._words:
                return []
            if outer:
                steps = self._at(i, outer, manner, used)
                return [k for o in steps for c in view.conjuncts(o) for k in view.under(c, _only(inner))]
            return self._led_by_verb(i, inner, manner, used) if verb else self._led_by_noun(i, inner, manner)
        if position == "subj":
            if verb:
                return [] if self._alone(i, manner) else view.deep_subject(i)
            if manner.kind == "a":
                return view.subject(view.head[i]) if view.dep[i] in ("acomp", "attr", "oprd", "advcl") else []
            return self.light_subject(i)
        if position == "obj":
            if not verb:
                return []
            found = view.deep_object(i) or self._beyond(i, manner)
            if not found and self._alone(i, manner):
                found = view.subject(i)
            return found
        if position == "under":  # the preposition that governs a noun
            return [view.head[i]] if view.dep[i] == "pobj" else []
        if position == "doer":
            return [] if verb else self._doer(i)
        if position in LABELS:
            return view.kid(i, position)
        if position == "hyphen":
            return [i - 2] if i > 1 and view.word[i - 1] == "-" else []
        if position == "blamed":
            return view.blamed(i)
        if position == "head":
            return [view.head[i]] if view.dep[i] == "amod" else []
        if position == "iobj":
            if verb and view.passive(i) and view.kid(i, "dobj"):  # "Chad was granted a loan"
                return view.subject(i)
            return view.kid(i, "dative") if verb else []
        if position in CLAUSES:
            return told(view, i, position, verb)
        if position == "pre":
            if view.dep[i] == "conj" and not view.kid(i, "poss", "compound", "amod"):
                i = view.first_conjunct(i)  # "the Soviet invasion and annexation"
            out = view.kid(i, "poss", "amod", "compound", "nmod")
            return out + [c for k in out for c in view.kid(k, "conj", "amod", "compound", "nmod")]
        if position == "mod":
            return view.kid(i, *_BEFORE, "acl") + [
                c for k in view.kid(i, *_BEFORE) for c in view.kid(k, "conj", "compound")
            ]
        return []

    def _led_by_verb(self, i: int, position: str, manner: Manner, used: list[int]) -> list[int]:
        """What stands under a preposition that hangs from a verb, from its objects or from the words ``used``."""
        view, prepositions = self.view, _only(position)
        out = view.under(i, prepositions)
        for o in view.deep_object(i) + (view.subject(i) if manner.ergative else []):
            for c in view.conjuncts(o):
                out += view.under(c, prepositions)
                for q in inside(view, c):
                    out += view.under(q, prepositions)
                if position in _FAR and not out:  # "an agreement on fishing with Kenya"
                    for topic in view.under(c, _TOPIC):
                        out += view.under(topic, prepositions)
        for office in view.under(i, _AS):  # "as minister to Norway"
            out += view.under(office, prepositions)
        for u in used:  # "contributed to operations in Sudan"
            if u != i:
                out += [k for k in view.under(u, prepositions) if k not in out]
        for u in used if position in _FAR and not out else ():  # "is in talks about a loan with the Fund"
            for topic in view.under(u, _TOPIC) if u != i else ():
                out += view.under(topic, prepositions)
        if position == "for" and not out and view.kid(i, "dobj"):  # "opened a credit line for Angola to buy tractors"
            for c in view.kid(i, "advcl"):
                if any(view.word[k] == "for" for k in view.kid(c, "mark")):
                    out += view.kid(c, "nsubj")
        up = view.head[i]
        if view.dep[i] == "conj" and view.is_verb(up) and not out and not view.kid(i, "dobj", "nsubj", "nsubjpass"):
            out += view.under(up, prepositions)
        return out

    def _led_by_noun(self, i: int, position: str, manner: Manner) -> list[int]:
        """What stands under a preposition that hangs from a noun, from what it is of or from the verb that carries
        it."""
        view, prepositions = self.view, _only(position)
        out = view.under(i, prepositions)
        for o in view.under(i, _OF - prepositions):
            for c in view.conjuncts(o):
                out += view.under(c, prepositions)
        if not out and position in _FAR:  # "talks about a loan with the Fund"
            for topic in view.under(i, _TOPIC - _OF):
                out += view.under(topic, prepositions)
        if not out:
            for c in view.conjuncts(i)[1:]:  # "invasion and annexation of Lithuania"
                out += view.under(c, prepositions)
        if self._is_light(i):
            out += view.under(view.head[i], prepositions)
        elif manner.crowds and self._happens(i):
            out += view.under(view.head[view.first_conjunct(i)], prepositions)
        return out

    def _alone(self, i: int, manner: Manner) -> bool:
        return manner.ergative and alone(self.view, i)

    def _beyond(self, i: int, manner: Manner) -> list[int]:
        """The object that the parser hangs on a verb's particle: "passed on twenty tanks", "went over the plan"."""
        view = self.view
        if not manner.particles:
            return []
        return [o for k in view.kid(i, "prep") if view.word[k] in manner.particles for o in view.kid(k, "pobj")]

    def _happens(self, i: int) -> bool:
        """True for the subject of a verb that only says that it came about: "a coup took place in Mali"."""
        view = self.view
        i = view.first_conjunct(i)
        up = view.head[i]
        return view.dep[i] == "nsubj" and up != i and view.is_verb(up) and view.lemma[up] in self._book.raw["happening"]

    def _doer(self, i: int) -> list[int]:
        """Who acts in the clause that noun ``i`` stands in: *Togo* in "at Chad's request Togo withdrew"."""
        view = self.view
        verb = next((k for k in view.above(i) if view.is_verb(k)), i)
        return view.deep_subject(verb) if verb != i else []

    def _is_light(self, i: int) -> bool:
        view, book = self.view, self._book
        i = view.first_conjunct(i)
        up = view.head[i]
        return (
            view.dep[i] in ("dobj", "nsubjpass")
            and up != i
            and (view.lemma[up] in book.light or view.lemma[up] in book.perform)
        )

    def light_subject(self, i: int) -> list[int]:
        """Who acts where the act is a noun under a verb that only carries it: "carried out an attack", "ordered the
        closure"."""
        i = self.view.first_conjunct(i)
        if self._is_light(i):
            return self.view.deep_subject(self.view.head[i])
        return []


def alone(view: Clauses, i: int) -> bool:
    """True where the thing itself is the subject of a verb that may stand so: "the embassy closed", "relations
    ended"."""
    return not view.passive(i) and not view.deep_object(i)


def nobody(view: Clauses, i: int) -> bool:
    """True for a passive of the past that names no agent: "was cut off", "before being cut off"."""
    if not view.passive(i) or view.agent(i):
        return False
    verb = view.head[i] if view.dep[i] == "conj" and not view.kid(i, "auxpass") else i
    forms = (*_FINITE, "being") if view.dep[i] == "pcomp" else _FINITE
    return any(view.word[k] in forms for k in view.kid(verb, "auxpass", "aux"))


@functools.cache
def _only(preposition: str) -> frozenset[str]:
    return frozenset((preposition,))
