"""Who is on stage: the actors that a stretch of a sentence names, and whom the page means where a sentence leaves
one out."""

from __future__ import annotations

import dataclasses
import functools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from comity.models import Evidence, Mention, Reading
from comity.reading.acts.clause import Clauses
from comity.reading.acts.dominions import years
from comity.reading.acts.passage import passage_pairs
from comity.reading.topic import devoted, topic_pair

_PREMODIFIERS = ("poss", "amod", "compound", "nmod")
_AT_HOME = {"OPP", "REB", "SOC", "REF", "PTY", "JUD"}
_INNER = _AT_HOME | {"CVL", "MIL"}
_KIN = {"RETREAT": ("SANCTION", "AID"), "SANCTION": ("RETREAT", "AID"), "AID": ("SANCTION", "RETREAT")}
"""Acts of one hand: who gives aid and imposes sanctions also cuts the one and lifts the other."""

_GIFTS = r"(?:aid|assistance|sanctions|embargo|loans?|grants?|relief|arms sales|tariffs|restrictions|boycott|list)\b"
_GIVEN = re.compile(rf"(?:['’]s?)?\s+(?:[a-z]+\s+){{0,2}}?{_GIFTS}")
_TAKEN = re.compile(rf"\b{_GIFTS}(?:\s+[a-z]+){{0,2}}?\s+(?:to|on|against|for|upon)\s+(?:the\s+)?$")

_ACTING = frozenset(("state", "organ", "organisation", "person", "group"))
STATES = _ACTING - {"organisation"}
_FORCE = frozenset(("ASSAULT", "COERCE"))
_DEEDS = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "RETREAT", "AID", "SUPPORT", "THREATEN", "CONCEDE"))
_LASTING = 3
"""How many sentences a deed goes on being spoken of."""

_PRONOUNS = {
    "he",
    "she",
    "they",
    "it",
    "we",
    "his",
    "her",
    "their",
    "its",
    "him",
    "them",
    "i",
    "both",
    "each",
    "this",
    "that",
}


_SIGNED = frozenset(
    ("treaty", "convention", "protocol", "accord", "accords", "peace", "agreement", "pact", "declaration", "conference")
)
"""Called after the town where they were signed."""

_REACHED = re.compile(r"\b(?:to|for|against|towards?|on)\s(?:the\s)?$")


def base(code: str) -> str:
    """The state or organisation of a code: ``USA/GOV`` is of ``USA``."""
    return code.split("/")[0]


@dataclasses.dataclass(frozen=True, slots=True)
class Deed:
    """An act told in ``sentence``: its type, who did it (bare codes) and to whom, and which act of the codebook."""

    sentence: int
    plover: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    act: str = ""


class Cast:
    """The mentions of one document, by sentence and in order, and the pair of states that the passage is about.

    ``pair`` is the page's until :meth:`enter` comes to a paragraph about another.
    """

    def __init__(self, reading: Reading) -> None:
        self.document = reading.document.document
        self.years = years(reading)
        self.paragraph = -1
        self.floors: dict[int, int] = {}
        for sentence in reading.sentences:
            self.floors.setdefault(sentence.paragraph, sentence.at.start)
        self.ranks: dict[str, int] = {}
        self.deeds: list[Deed] = []
        self.by_sentence: dict[int, list[Mention]] = {}
        for m in reading.mentions:
            if m.actor and (m.acts or m.actor != "UNK"):
                self.by_sentence.setdefault(m.sentence, []).append(m)
        self.order = sorted((m for m in reading.mentions if m.actor and m.acts), key=lambda m: (m.at.start, m.at.end))
        self.starts = [m.at.start for m in self.order]
        self.page = self.pair = page_pair(reading)
        self.devoted = devoted(reading, self.page)
        self.passages = passage_pairs(reading, self.page)
        self.doers: dict[str, Counter[str]] = {}
        self.text = reading.document.text
        self.givers: Counter[str] | None = None

    def enter(self, paragraph: int) -> None:
        """Let ``pair`` be that of this paragraph."""
        pair = self.passages.get(paragraph, self.page)
        if paragraph != self.paragraph and (pair is None or pair != self.pair):
            self.deeds.clear()  # another matter
        self.pair, self.paragraph = pair, paragraph

    @property
    def on_page(self) -> bool:
        """True where the passage is about the pair to which the whole page is devoted: who is left unsaid is of it."""
        return self.devoted and self.pair == self.page

    @property
    def whose(self) -> str:
        """Whose pair ``pair`` is: the page's, or the passage's."""
        return "the page's pair" if self.pair == self.page else "the passage's pair"

    def tokens(self, view: Clauses, sentence: int) -> dict[int, list[Mention]]:
        """Token -> the mentions that cover it, the longest first. An envoy is not where he is sent: "Minister to
        Bulgaria" covers no more than "Minister"."""
        out: dict[int, list[Mention]] = {}
        for m in sorted(self.by_sentence.get(sentence, ()), key=lambda m: (m.at.start - m.at.end, m.at.start, m.actor)):
            first = bisect_left(view.end, m.at.start + 1)
            sent = m.at.quote.find(" to ") if m.rule == "role phrase" else -1
            end = m.at.end if sent < 0 else m.at.start + sent
            for i in range(first, view.n):
                if view.start[i] >= end:
                    break
                out.setdefault(i, []).append(m)
        return out

    def order_in(self, at: Evidence) -> list[Mention]:
        """The actors named in a stretch of the document, in text order."""
        return self.order_between(at.start, at.end)

    def order_between(self, start: int, end: int) -> list[Mention]:
        """The actors named from ``start`` up to offset ``end``, in text order."""
        return self.order[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def before(self, start: int, floor: int, unlike: set[str], kinds: frozenset[str] = _ACTING) -> str:
        """The last actor of these kinds named before offset ``start`` (not before ``floor``) that is none of
        ``unlike``; "" if none."""
        for k in range(bisect_left(self.starts, start) - 1, -1, -1):
            m = self.order[k]
            if m.at.start < floor:
                break
            if m.kind in kinds and base(m.actor) not in unlike and not self._bracketed(m):
                return base(m.actor)
        return ""

    def _bracketed(self, m: Mention) -> bool:
        """True for a name that stands in brackets by itself, as the agency does in a dateline: "(AP)"."""
        return self.text[m.at.end : m.at.end + 1] == ")" and self.text[m.at.start - 1 : m.at.start] == "("

    def last_two(self, start: int, floor: int) -> list[str]:
        """The two states named last before ``start`` in the paragraph, in text order; [] where there are not two."""
        found: list[str] = []
        for k in range(bisect_left(self.starts, start) - 1, -1, -1):
            m = self.order[k]
            if m.at.start < floor or len(found) == 2:
                break
            if m.kind in ("state", "organ", "person") and base(m.actor) not in found:
                found.append(base(m.actor))
        return found[::-1] if len(found) == 2 else []

    def last_of_pair(self, start: int, unlike: set[str]) -> str:
        """For an actor from outside the page's pair: which of the two was named last before ``start``; "" if none."""
        if not self.pair or unlike & set(self.pair):
            return ""
        for k in range(bisect_left(self.starts, start) - 1, -1, -1):
            if base(self.order[k].actor) in self.pair:
                return base(self.order[k].actor)
        return ""

    def back(self, start: int, reach: int) -> list[Mention]:
        """The actors named before offset ``start``, the last first, at most ``reach`` of them."""
        stop = bisect_left(self.starts, start)
        return self.order[max(0, stop - reach) : stop][::-1]

    def year(self, sentence: int) -> int:
        """The year that a sentence speaks of; 0 where the page has named none yet."""
        return self.years.get(sentence, 0)

    def tell(self, deed: Deed) -> None:
        """Remember an act that was told."""
        self.deeds.append(deed)

    def struck_last(self, sentence: int, here: Sequence[Deed] = ()) -> tuple[str, str] | None:
        """(who, whom) of the last use of force of one state against another told near ``sentence``; ``here`` are the
        deeds that the sentence itself has told."""
        for d in reversed([*self.deeds[-12:], *here]):
            if d.plover in _FORCE and d.actors and d.recipients and d.actors[0] != d.recipients[0]:
                return (d.actors[0], d.recipients[0]) if sentence - d.sentence <= 2 * _LASTING else None
        return None

    def struck(self, actor: str, sentence: int) -> str:
        """On whom ``actor`` used force in the sentences just told; "" if on nobody."""
        for d in reversed(self.deeds[-8:]):
            if sentence - d.sentence > _LASTING:
                break
            if d.plover in _FORCE and actor in d.actors and d.recipients and d.recipients[0] not in d.actors:
                return d.recipients[0]
        return ""

    def came_from(self, mine: set[str], sentence: int) -> list[str]:
        """Who did the last thing that was told to be done to ``mine`` near ``sentence``."""
        for d in reversed(self.deeds[-6:]):
            if sentence - d.sentence > _LASTING:
                break
            if mine & set(d.recipients) and not mine & set(d.actors):
                return list(d.actors)
        return []

    def accuser(self, mine: set[str], sentence: int) -> str:
        """Who accused ``mine`` of something near ``sentence``; "" if nobody."""
        for d in reversed(self.deeds[-12:]):
            if sentence - d.sentence > _LASTING:
                break
            if d.plover == "ACCUSE" and mine & set(d.recipients) and len(d.actors) == 1 and not mine & set(d.actors):
                return d.actors[0]
        return ""

    def accused(self, sentence: int) -> str:
        """Who was accused in the sentence before, as the last that was told; "" if nobody."""
        last = next((d for d in reversed(self.deeds) if d.sentence >= sentence - 1), None)
        return last.recipients[0] if last and last.plover == "ACCUSE" and len(last.recipients) == 1 else ""

    def captor(self, sentence: int) -> str:
        """Which of the pair held somebody last: who arrested or seized in the sentences just told; "" if neither."""
        for d in reversed(self.deeds[-12:]):
            if sentence - d.sentence > 2 * _LASTING:
                break
            if d.plover == "COERCE" and d.actors and self.partner(d.actors[0]):
                return d.actors[0]
        return ""

    def striker(self, sentence: int) -> str:
        """Whose force was told of last near ``sentence``; "" if nobody's."""
        for d in reversed(self.deeds[-8:]):
            if sentence - d.sentence > _LASTING:
                break
            if (d.plover in _FORCE or d.plover in ("MOBILIZE", "THREATEN")) and d.actors and self.partner(d.actors[0]):
                return d.actors[0]
        return ""

    def doer_of(self, sentence: int, unlike: set[str], words: bool) -> str:
        """Who did what was told last near ``sentence``, none of ``unlike``; ``words``: acts of speech too."""
        for d in reversed(self.deeds[-6:]):
            if sentence - d.sentence > _LASTING:
                break
            if (words or d.plover in _DEEDS) and len(d.actors) == 1 and d.actors[0] not in unlike:
                return d.actors[0]
        return ""

    def note(self, plover: str, actor: str) -> None:
        """Remember that ``actor`` did an act of this type, so that one told without its actor may be taken for its."""
        self.doers.setdefault(plover, Counter())[base(actor)] += 1

    def doer(self, plover: str) -> str:
        """Which state of the page's pair does acts of this type; the first of the pair where none has yet."""
        if not self.pair:
            return ""
        counts = self._counts(plover)
        first = self.pair[0]
        rank = self.ranks if plover in _KIN else {}
        return max(self.pair, key=lambda c: (counts[c], -rank.get(c, len(rank)), c == first))

    def only_reached(self, at: Evidence, code: str) -> bool:
        """True where a sentence names a state only as what something goes to: "lending to the Chilean government"."""
        here = [m for m in self.order_in(at) if base(m.actor) == code]
        return all(_REACHED.search(self.text[max(0, m.at.start - 16) : m.at.start]) for m in here)

    def told(self, plover: str) -> bool:
        """True where the page tells which side does acts of this type."""
        return bool(self._counts(plover))

    def _counts(self, plover: str) -> Counter[str]:
        counts = self.doers.get(plover, Counter())
        for kin in _KIN.get(plover, ()):
            counts = counts + self.doers.get(kin, Counter())
        return counts + self._givers() if plover in _KIN else counts

    def _givers(self) -> Counter[str]:
        """Whose aid and sanctions the whole page speaks of: "Swedish aid", "sanctions against Peru"."""
        if self.givers is None:
            self.givers = Counter()
            text = self.text
            for m in self.order:
                code = base(m.actor)
                if _GIVEN.match(text, m.at.end, m.at.end + 60):
                    self.givers[code] += 1
                elif self.partner(code) and _TAKEN.search(text[max(0, m.at.start - 60) : m.at.start]):
                    self.givers[self.partner(code)] += 1
        return self.givers

    def home(self) -> str:
        """The state of the pair whose parties, rebels, people and forces the page tells most of; "" without a pair or
        where it tells of neither's."""
        if not self.pair:
            return ""
        told = self.lives
        most = max(self.pair, key=lambda c: (told[c], c))
        return most if told[most] else ""

    @functools.cached_property
    def lives(self) -> Counter[str]:
        """How much the page tells of the inner life of each state: of its parties and rebels most, of its towns half as
        much, and least of its forces and people, who go abroad."""
        told: Counter[str] = Counter()
        for held in self.by_sentence.values():
            for m in held:
                told[base(m.actor)] += _inward(m)
        return told

    def partner(self, code: str) -> str:
        """The other state of the page's pair; "" where ``code`` is none of the two or the page has no pair."""
        if self.pair and base(code) in self.pair:
            return self.pair[1] if base(code) == self.pair[0] else self.pair[0]
        return ""


def _inward(mention: Mention) -> int:
    """What a mention counts as a sign that the inner life of its state is told."""
    sector = mention.actor.partition("/")[2]
    if sector in _AT_HOME:
        return 4
    if sector in _INNER:
        return 1
    return 2 if mention.kind == "place" else 0


def page_pair(reading: Reading) -> tuple[str, str] | None:
    """The two states that the page is about, the one it names first first; None where it is about no pair."""
    pair = topic_pair(reading)
    if not pair:
        return None
    first = next(
        (base(m.actor) for m in sorted(reading.mentions, key=lambda m: m.at.start) if base(m.actor) in pair), pair[0]
    )
    return (first, pair[1] if first == pair[0] else pair[0])


def named(view: Clauses, token: int, cover: dict[int, list[Mention]], depth: int = 0) -> list[Mention]:
    """The mentions that the noun phrase of ``token`` stands for: what covers its head, else its owner, else what it
    is of."""
    found = _covering(view, token, cover)
    if found:
        return _alike(view, token, cover, found)
    if depth > 3:
        return []
    if view.tag[token] == "NNP" and view.lemma[token] in _SIGNED:  # "the Treaty of Madrid" is not Madrid's
        found = _named_through(view, token, cover, depth)
        return [m for m in found if m.kind != "place"]
    return _named_through(view, token, cover, depth)


def _named_through(view: Clauses, token: int, cover: dict[int, list[Mention]], depth: int) -> list[Mention]:
    """What a noun that is no mention itself stands for: its owners, or what it is of."""
    found: list[Mention] = []
    for k in view.kid(token, *_PREMODIFIERS):
        found += [
            m
            for c in (k, *view.kid(k, "conj", "amod", "compound", "nmod", "poss"))
            for m in _covering(view, c, cover)
            if m not in found
        ]
    found = [m for m in found if m.acts] or found
    if found:
        return found
    for wanted in (("by",), ("of", "from", "among", "between")):
        for p in view.kid(token, "prep", "agent"):
            if view.word[p] not in wanted:
                continue
            for o in view.kid(p, "pobj"):
                found += [m for c in view.conjuncts(o) for m in named(view, c, cover, depth + 1) if m not in found]
            if found:
                return found
    for a in view.kid(token, "appos", "relcl"):
        if view.dep[a] == "appos":
            found = named(view, a, cover, depth + 1)
            if found:
                return found
    return []


def _alike(view: Clauses, token: int, cover: dict[int, list[Mention]], found: list[Mention]) -> list[Mention]:
    """With the ministers of "Ghanaian ministers" those of "Latvian and" before it: each adjective of the noun is a
    state's."""
    whole = found[0]
    if "/" not in whole.actor or " " not in whole.at.quote or not view.is_noun(token):
        return found
    first = next((k for k in range(token, -1, -1) if view.start[k] <= whole.at.start), token)
    out = list(found)
    for k in view.kid(token, "amod", "nmod", "compound", "poss"):
        if k >= first or view.tag[k] != "JJ":
            continue
        for m in _covering(view, k, cover):
            joined = any(view.word[j] in ("and", "&", ",") for j in range(k + 1, first))
            if joined and m.kind == "state" and m.at.end == view.end[k]:
                organ = whole.actor.partition("/")[2]
                out.append(dataclasses.replace(m, actor=f"{base(m.actor)}/{organ}", kind=whole.kind, acts=True))
    for p in view.kid(token, "prep"):  # "the generals of Thailand and Cambodia" beside "the generals of Thailand"
        for o in view.kid(p, "pobj") if view.word[p] in ("of", "from") else ():
            for k in view.conjuncts(o)[1:] if view.end[o] == whole.at.end else ():
                organ = whole.actor.partition("/")[2]
                for m in _covering(view, k, cover):
                    if m.kind == "state" and base(m.actor) != base(whole.actor):
                        return [*found, dataclasses.replace(m, actor=f"{base(m.actor)}/{organ}", kind=whole.kind)]
    return out[len(found) :] + out[: len(found)] if len(out) > len(found) else found


def _covering(view: Clauses, token: int, cover: dict[int, list[Mention]]) -> list[Mention]:
    """The longest mention over a token, with the others of its extent: "Rwandan and Ugandan troops" are two."""
    over = cover.get(token, [])
    if not over:
        return []
    first = over[0]
    shared = " and " in first.at.quote and " " not in view.word[token]
    return [m for m in over if m.at.end == first.at.end and (m.at.start == first.at.start or shared)]


def codes(view: Clauses, tokens: list[int], cover: dict[int, list[Mention]], places: bool = True) -> list[str]:
    """Codes of all that these tokens, with what is coordinated with them, stand for, each once; ``places``: mere
    places too."""
    out: list[str] = []
    for token in tokens:
        for c in view.conjuncts(token):
            for m in named(view, c, cover):
                if m.actor not in out and (places or m.kind != "place"):
                    out.append(m.actor)
    return out


def pronoun(view: Clauses, token: int) -> bool:
    """True for a pronoun that may stand for an actor."""
    return view.word[token] in _PRONOUNS
