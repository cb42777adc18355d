"""Whose words they are: the code and the name of a speaker, as far as the text gives them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from comity.models import Mention, Sentence
from comity.reading.actors.listed import listed
from comity.reading.acts.cast import Cast, named
from comity.reading.acts.clause import Clauses
from comity.reading.dates.lexicon import MONTHS
from comity.reading.voices.lexicon import Lexicon

UNKNOWN, PERSON, NGO = "UNK", "PERSON", "NGO"
_PERSONAL = {"he", "she", "i", "they", "we", "it"}
_NOBODY = {"it", "there", "this", "that", "which", "what", "these", "those", "all", "nothing", "one", "you"}
_PRIVATE = {"person of a state", "person, state by name"}
_LONGEST = 120
_DOERS = ("er", "or", "ist", "ian", "man", "eer", "ant", "ee")
_PRIVATELY = {"lawyer", "attorney", "family", "relative", "widow"}
_THINGS = {"number", "letter", "order", "matter", "river", "border", "error", "factor", "sector", "chapter", "tower"}
_THINGS |= {"power", "paper", "offer", "member", "figure", "quarter", "center", "chamber", "shelter", "character"}
_THINGS |= {
    "grant",
    "plant",
    "committee",
    "degree",
    "fee",
    "refinery",
    "weather",
    "ladder",
    "corner",
    "corridor",
    "tanker",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """``code``: state or organisation with organ, several joined by ``;``, or UNK, PERSON, NGO; ``name`` as written."""

    code: str
    name: str = ""


class Floor:
    """Who may be speaking in one sentence."""

    def __init__(
        self,
        view: Clauses,
        cover: dict[int, list[Mention]],
        sentence: Sentence,
        cast: Cast,
        words: Lexicon,
        text: str,
        floor: int,
    ) -> None:
        self.view, self.cover, self.sentence, self.cast, self.words = view, cover, sentence, cast, words
        self.text, self.floor = text, floor

    def of(self, tokens: list[int]) -> Speaker | None:
        """The speaker that these tokens (a subject, a by-phrase, an owner) name; None where they can say nothing."""
        codes: list[str] = []
        names: list[str] = []
        for token in tokens:
            for c in self.view.conjuncts(token):
                one = self._one(c)
                if one is None:
                    continue
                for code in one.code.split(";"):
                    if code not in codes:
                        codes.append(code)
                if one.name and one.name not in names:
                    names.append(one.name)
        if not codes:
            return None
        known = [c for c in codes if c not in (UNKNOWN, PERSON)] or [c for c in codes if c != UNKNOWN] or codes
        known = [c for c in known if "/" in c or not any(o.startswith(c + "/") for o in known)]
        return Speaker(";".join(known), " and ".join(names)[:_LONGEST])

    def _one(self, token: int) -> Speaker | None:
        view = self.view
        word, tag, lemma = view.word[token], view.tag[token], view.lemma[token]
        if word in _TOGETHER or (lemma in _SIDES and any(view.word[k] in _TOGETHER for k in view.kid(token, *_DETS))):
            return self._several(token)
        if word == "one" and view.kid(token, "appos"):  # "one of its leaders, Senator X, said"
            return self.of(view.kid(token, "appos"))
        if tag.startswith("PRP") or word in _NOBODY:
            return self._pronoun(token) if word in _PERSONAL | {"his", "her", "their", "its"} else None
        over = self.cover.get(token, [])
        found = [m for m in over[:1] if m.kind != "place"]
        if over and not found and over[0].rule == "seat as a place" and view.dep[token] == "nsubj":
            found = over[:1]  # "Cairo flatly denied the report"
        if over and not found:  # "President Ricardo Lagos" is no town
            found = [m for k in view.kid(token, "compound") for m in self.cover.get(k, [])[:1] if m.kind == "person"]
        if not found and not over:
            found = [m for m in named(view, token, self.cover) if m.kind != "place"]
            if found and not self._speaks(token) and lemma not in self.words.lists["speakers.person"]:
                return None
        if not found:
            seated = self._seated(token)
            if seated:
                return seated
        if found and not over and lemma in self.words.lists["speakers.hostile"] and found[0].kind == "person":
            return Speaker(UNKNOWN, self.phrase(token, []))  # "the president's opponents"
        lists = self.words.lists
        before = {view.lemma[k] for k in view.kid(token, "amod", "compound", "nmod", "poss")}
        if found and found[0].kind == "person" and before & lists["speakers.person"]:
            return Speaker(PERSON, self.phrase(token, found))  # a namesake
        if found and found[0].kind == "person":
            office = self._office(token)
            if office and "/" in office.code:
                return office
        if found and found[0].kind == "person" and (found[0].actor == UNKNOWN or found[0].rule in _PRIVATE):
            return Speaker(PERSON, self.phrase(token, found))
        if found:
            alike = [m for m in over if m.at == found[0].at and m.kind == found[0].kind] or found
            return Speaker(_joined(alike), self.phrase(token, alike))
        at_home = self._at_home(token) if lemma in self.words.sectors and not over else None
        if at_home:
            return at_home
        before |= {view.lemma[c] for k in view.kid(token, "amod", "compound") for c in view.kid(k, "compound", "amod")}
        if lemma in lists["speakers.ngo"] or (
            lemma in lists["speakers.ngo_heads"] and before & lists["speakers.ngo_before"]
        ):
            return Speaker(NGO, self.phrase(token, []))
        if word.endswith("year-old") or (word == "old" and view.word[token - 1 : token] == ["-"]):
            who = self.last(self.sentence.at.start, ("person",))  # "the 77-year-old"
            return Speaker(who.actor, who.name or who.at.quote) if who else None
        if tag == "NNP" and not over:
            office = self._office(token)
            if office:
                return office
            if (before | {lemma}) & lists["speakers.press"]:
                return Speaker(UNKNOWN, self.phrase(token, []))
            if " " in word or view.kid(token, "compound") or before & lists["speakers.person"]:
                return Speaker(PERSON, self.phrase(token, []))
        if lemma in lists["speakers.person"] and tag != "NNS":
            proper = [k for k in view.kid(token, "appos") if view.tag[k] == "NNP"]
            return Speaker(PERSON if proper else UNKNOWN, self.phrase(token, []))
        if {lemma, word, word.removesuffix("s")} & lists["speakers.unknown"]:
            seats = [m for k in view.kid(token, "compound", "amod", "poss") for m in self.cover.get(k, ())]
            if seats and lemma in lists["speakers.bodies"]:  # "Lagos newspapers", "Helsinki officials"
                return Speaker(seats[0].actor, self.phrase(token, []))
            for p in view.kid(token, "prep"):  # "critics in the Danish parliament"
                for o in view.kid(p, "pobj") if view.word[p] in ("in", "of", "from", "at", "for", "to") else ():
                    whose = ("organ", "person", "organisation") if lemma in _FOR_ANOTHER else ("organ",)
                    body = [m for m in self.cover.get(o, []) if m.kind in whose and m.actor]
                    if body:
                        return Speaker(body[0].actor, self.phrase(token, []))
                    seat = [m for m in self.cover.get(o, []) if m.kind in ("place", "state") and m.actor]
                    if seat and view.word[p] == "in" and lemma in _GOVERNING:
                        return Speaker(f"{seat[0].actor}/GOV", self.phrase(token, []))
            return Speaker(UNKNOWN, self.phrase(token, []))
        if tag == "NNS" and not over and lemma in _PRIVATELY:
            return Speaker(PERSON, self.phrase(token, []))
        if tag == "NNS" and lemma.endswith(_DOERS) and lemma not in _THINGS and not over:
            return Speaker(UNKNOWN, self.phrase(token, []))
        return None

    def _several(self, token: int) -> Speaker | None:
        """Who "both", "neither side" and "all" are: those told together last, or the two of the passage's pair."""
        view, cast = self.view, self.cast
        of = [o for o in view.under(token, _OF) if self.cover.get(o)]
        if of:
            return self.of(of)
        if view.kid(token, "prep"):
            return None
        at, floor = bisect_left(cast.starts, view.start[token]), self.floor
        told: list[str] = []
        sentence = -1
        for m in reversed([m for m in cast.order[max(0, at - 40) : at] if m.at.start >= floor]):
            if m.sentence != sentence and len(told) > 1:
                break
            sentence = m.sentence
            code = m.actor.partition("/")[0]
            if m.kind != "place" and code not in told and code != UNKNOWN:
                told.append(code)
        many = view.word[token] == "all"
        if len(told) > 1 and (many or len(told) == 2):
            return Speaker(";".join(sorted(told)), self.phrase(token, []))
        return None if many or not cast.pair else Speaker(";".join(cast.pair), self.phrase(token, []))

    def _seated(self, token: int) -> Speaker | None:
        """A body told by its seat or its country: "a Lima court", "the high court in Accra"."""
        view = self.view
        sector = self.words.sectors.get(view.lemma[token], "")
        if not sector:
            return None
        seats = view.kid(token, "compound", "amod", "nmod", "poss") + view.under(token, _SEATED)
        for m in (m for k in seats for m in self.cover.get(k, ())):
            if m.kind in ("place", "state", "organ") and m.actor:
                return Speaker(f"{m.actor.partition('/')[0]}/{sector}", self.phrase(token, []))
        for k in view.kid(token, "poss"):
            if view.word[k] in _OWNERS:
                whose = self._pronoun(k)
                if whose and whose.code not in (UNKNOWN, PERSON, ""):
                    return Speaker(f"{whose.code.partition('/')[0]}/{sector}", self.phrase(token, []))
        return None

    def _at_home(self, token: int) -> Speaker | None:
        """An officer without a state who speaks at home: "the minister told parliament in Accra"."""
        view, up = self.view, self.view.head[token]
        if view.dep[token] != "nsubj" or not view.is_verb(up):
            return None
        near = view.under(up, _SEATED) + [d for o in view.kid(up, "dobj") for d in (o, *view.under(o, _SEATED))]
        here = {m.actor.partition("/")[0] for k in near for m in self.cover.get(k, ()) if m.kind in ("place", "organ")}
        here.discard(UNKNOWN)
        if len(here) != 1 or "" in here or not self.cast.partner(min(here)):
            return None
        return Speaker(f"{min(here)}/{self.words.sectors[view.lemma[token]]}", self.phrase(token, []))

    def seat(self, token: int) -> Speaker | None:
        """The state of a place that speaks for it: "the line in Tunis"."""
        for m in self.cover.get(token, ()):
            if m.kind in ("place", "state") and m.actor:
                return Speaker(m.actor, m.name)
        return None

    def _office(self, token: int) -> Speaker | None:
        """Whom somebody speaks for by the office told after the name: "Ana Ruiz, a spokeswoman for the embassy"."""
        view, private = self.view, self.words.lists["speakers.person"]
        for a in view.kid(token, "appos"):
            if view.lemma[a] in private:
                return Speaker(PERSON, self.phrase(token, []))
            for k in sorted(view.subtree(a)):
                for m in self.cover.get(k, ()):
                    return Speaker(m.actor, self.phrase(token, [m]))
        return None

    def beside(self, verb: int) -> Speaker | None:
        """The actor that stands right before a verb to which the parse gives no subject."""
        view = self.view
        first = min([verb, *view.kid(verb, "aux", "auxpass", "advmod")])
        start = view.start[first]
        k = first - 1
        while k >= 0 and view.word[k] in (",", ")", "also", "has", "had", "have"):
            k -= 1
        if k < 0 or start - view.end[k] > 8:
            return None
        return self._one(k) if self.cover.get(k) else None

    def _speaks(self, token: int) -> bool:
        """True where a noun that only belongs to an actor may speak for it: "Kenyan officials", "senate critics"."""
        return (
            self.view.tag[token] in ("NNS", "NNP", "NNPS")
            or self.view.lemma[token] in self.words.lists["speakers.unknown"] | self.words.lists["speakers.bodies"]
        )

    def _pronoun(self, token: int) -> Speaker | None:
        view, word = self.view, self.view.word[token]
        over = self.cover.get(token, [])
        if over and word in ("he", "she") and self._aside(token, over[0]):
            over = []
        if over:
            return Speaker(_joined(over[:1]), over[0].name)
        if word in ("it", "i", "we") and not over:
            return None
        wanted = (
            ("person",)
            if word in ("he", "she", "his", "her")
            else ("person", "state", "organ", "organisation", "group")
        )
        before = self.last(self.sentence.at.start if word in ("he", "she") else view.start[token], wanted)
        return Speaker(before.actor, before.name or before.at.quote) if before else None

    def _aside(self, token: int, meant: Mention) -> bool:
        """True where the person meant stands only as the object of what comes first: "After meeting X, she said"."""
        view = self.view
        for k in range(token):
            for m in self.cover.get(k, ()):
                if m.name == meant.name and m.kind == "person" and m.rule != "pronoun":
                    return view.dep[k] in ("pobj", "dobj", "appos", "compound", "conj")
        return False

    def last(self, start: int, kinds: tuple[str, ...]) -> Mention | None:
        """The last mention of one of these kinds before an offset, within the paragraph."""
        cast = self.cast
        for k in range(bisect_left(cast.starts, start) - 1, max(-1, bisect_left(cast.starts, start) - 40), -1):
            m = cast.order[k]
            if m.at.start < self.floor:
                break
            if m.kind in kinds:
                return m
        return None

    def _dashed(self, k: int) -> bool:
        """True for a dash between two words, as after a dateline; not for a hyphen in one."""
        view = self.view
        return view.word[k] in _DASHES and view.start[k] > view.end[k - 1]

    def phrase(self, token: int, mentions: list[Mention]) -> str:
        """The noun phrase of a speaker as written, without relative clauses: person with office."""
        view = self.view
        keep, stack = {token}, [token]
        while stack:
            k = stack.pop()
            for c in view.kids[k]:
                if (
                    view.dep[c] in ("relcl", "acl", "advmod", "conj", "cc", "punct", "case")
                    and k == token
                    and view.dep[c] != "case"
                ):
                    continue
                if view.dep[c] == "relcl" or (c < k and c and view.word[c - 1] in _WHEN and _dates(view, c)):
                    continue
                keep.add(c)
                stack.append(c)
        first, last = min(keep), max(keep)
        first = next((k + 1 for k in range(token - 1, first, -1) if self._dashed(k)), first)
        start, end = view.start[first], view.end[last]
        for m in mentions:
            start, end = min(start, m.at.start), max(end, m.at.end)
        return " ".join(self.text[start:end].split())[:_LONGEST].rstrip(' ,;“”"')


_TOGETHER = frozenset(("both", "neither", "each", "all", "either"))
_DETS = ("det", "predet", "preconj", "amod")
_SIDES = listed(
    """side country nation state government party neighbor capital army leader president minister premier delegation
    ministry parliament king team negotiator"""
)
_OF = frozenset(("of",))
_SEATED = frozenset(("in", "of", "at"))
_OWNERS = frozenset(("his", "her", "its", "their"))
_FOR_ANOTHER = frozenset(
    ("spokesman", "spokeswoman", "spokesperson", "aide", "adviser", "advisor", "representative", "counsel", "lawyer")
)
"""Who speaks for another: "a spokesman for the president"."""
_GOVERNING = {"official", "minister", "spokesman", "spokeswoman", "spokesperson", "negotiator"}


_MONTHS = frozenset(map(str.lower, MONTHS))
_WHEN = frozenset(("in", "by", "since", "until"))
_DASHES = frozenset(("–", "—", "--", "-"))


def _dates(view: Clauses, k: int) -> bool:
    """True for a year or a month that the parser takes for part of the name after it: "In 2017 Greek officials"."""
    return view.lemma[k] in _MONTHS or (view.tag[k] == "CD" and len(view.word[k]) == 4)


def _joined(found: list[Mention]) -> str:
    out: list[str] = []
    for m in found:
        if m.actor not in out:
            out.append(m.actor)
    return ";".join(out)
