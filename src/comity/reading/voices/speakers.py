"""Whose words they are: the code and the name of a speaker, as far as the text gives them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from comity.models import Mention, Sentence
from comity.reading.acts.cast import Cast, named
from comity.reading.acts.clause import Clauses
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
        if tag.startswith("PRP") or word in _NOBODY:
            return self._pronoun(token) if word in _PERSONAL | {"his", "her", "their", "its"} else None
        over = self.cover.get(token, [])
        found = [m for m in over[:1] if m.kind != "place"]
        if over and not found:  # "President Ricardo Lagos" is no town
            found = [m for k in view.kid(token, "compound") for m in self.cover.get(k, [])[:1] if m.kind == "person"]
        if not found and not over:
            found = [m for m in named(view, token, self.cover) if m.kind != "place"]
            if found and not self._speaks(token) and lemma not in self.words.lists["speakers.person"]:
                return None
        if found and not over and lemma in self.words.lists["speakers.hostile"] and found[0].kind == "person":
            return Speaker(UNKNOWN, self.phrase(token, []))  # "the president's opponents"
        if found and found[0].kind == "person":
            office = self._office(token)
            if office and "/" in office.code:
                return office
        if found and found[0].kind == "person" and (found[0].actor == UNKNOWN or found[0].rule in _PRIVATE):
            return Speaker(PERSON, self.phrase(token, found))
        if found:
            return Speaker(_joined(found), self.phrase(token, found))
        lists = self.words.lists
        before = {view.lemma[k] for k in view.kid(token, "amod", "compound", "nmod", "poss")}
        before |= {view.lemma[c] for k in view.kid(token, "amod", "compound") for c in view.kid(k, "compound", "amod")}
        if lemma in lists["speakers.ngo"] or (
            lemma in lists["speakers.ngo_heads"] and before & lists["speakers.ngo_before"]
        ):
            return Speaker(NGO, self.phrase(token, []))
        if tag == "NNP" and not over:
            office = self._office(token)
            if office:
                return office
            if " " in word or view.kid(token, "compound") or before & lists["speakers.person"]:
                return Speaker(PERSON, self.phrase(token, []))
        if lemma in lists["speakers.person"] and tag != "NNS":
            proper = [k for k in view.kid(token, "appos") if view.tag[k] == "NNP"]
            return Speaker(PERSON if proper else UNKNOWN, self.phrase(token, []))
        if {lemma, word, word.removesuffix("s")} & lists["speakers.unknown"]:
            seats = [m for k in view.kid(token, "compound", "amod", "poss") for m in self.cover.get(k, ())]
            if seats and lemma in _BODIES:  # "Lagos newspapers", "Helsinki officials"
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
            or self.view.lemma[token] in self.words.lists["speakers.unknown"] | _BODIES
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
                if view.dep[c] == "relcl":
                    continue
                keep.add(c)
                stack.append(c)
        first, last = min(keep), max(keep)
        start, end = view.start[first], view.end[last]
        for m in mentions:
            start, end = min(start, m.at.start), max(end, m.at.end)
        return " ".join(self.text[start:end].split())[:_LONGEST].rstrip(' ,;“”"')


_FOR_ANOTHER = frozenset(
    ("spokesman", "spokeswoman", "spokesperson", "aide", "adviser", "advisor", "representative", "counsel", "lawyer")
)
"""Who speaks for another: "a spokesman for the president"."""
_GOVERNING = {"official", "minister", "spokesman", "spokeswoman", "spokesperson", "negotiator"}
_BODIES = frozenset(
    [
        "government",
        "ministry",
        "minister",
        "president",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "official",
        "leader",
        "administration",
        "embassy",
        "ambassador",
        "parliament",
        "congress",
        "senate",
        "department",
        "secretary",
        "king",
        "queen",
        "chancellor",
        "premier",
        "regime",
        "side",
        "delegation",
        "diplomat",
        "envoy",
        "court",
        "army",
        "military",
        "party",
        "opposition",
        "press",
        "newspaper",
        "medium",
        "lawmaker",
        "legislator",
        "senator",
        "deputy",
        "assembly",
        "council",
        "foreign",
        "authority",
        "statement",
        "communique",
        "note",
        "letter",
        "leadership",
        "cabinet",
        "general",
        "people",
        "public",
        "member",
        "politician",
        "house",
        "service",
        "agency",
        "commission",
        "committee",
        "chairman",
        "bureau",
        "police",
        "navy",
        "commander",
        "chief",
        "head",
        "director",
        "adviser",
        "advisor",
        "aide",
        "negotiator",
        "consulate",
        "consul",
        "prosecutor",
        "panel",
        "reply",
        "memorandum",
        "report",
        "daily",
        "weekly",
        "editorial",
        "magazine",
        "broadcaster",
        "tribunal",
        "crown",
        "monarch",
        "sultan",
        "emperor",
        "emir",
        "ruler",
        "mayor",
        "judge",
        "junta",
        "inquiry",
    ]
)


def _joined(found: list[Mention]) -> str:
    out: list[str] = []
    for m in found:
        if m.actor not in out:
            out.append(m.actor)
    return ";".join(out)
