"""Whom "he", "she", "his" and "her" mean: the person who was the subject last, which only the parse can tell.

Subjects go on being talked of (Grosz, Joshi and Weinstein 1995, "Centering"): "The minister met the king. She then
left"
goes on about the minister.
"""

from __future__ import annotations

import re

from comity.models import Mention
from comity.reading.acts.cast import named
from comity.reading.acts.clause import Clauses
from comity.reading.acts.wording import modifiers

_SHE = {"she", "her"}
_HE = {"he", "his", "him"}
_HELD = frozenset(
    ("territory", "soil", "border", "airspace", "water", "village", "town", "city", "ship", "citizen", "sovereignty")
)
_ITS = {"its", "their"}
_TALKED = {"it", "they"} | _ITS | _SHE | _HE
_MAN = re.compile(r"\b(mr|king|prince|sir|emperor|sultan|his)\b", re.IGNORECASE)
_WOMAN = re.compile(r"\b(ms|mrs|miss|queen|princess|empress|her)\b", re.IGNORECASE)


class Talk:
    """The person talked of, carried from sentence to sentence."""

    def __init__(self) -> None:
        self.person: list[Mention] = []
        self.paragraph = -1
        self.thing: tuple[str, frozenset[str]] = ("", frozenset())
        self.things = self.thing
        self.met = self.thing
        self.owners: list[Mention] = []

    def resolve(self, view: Clauses, cover: dict[int, list[Mention]], paragraph: int) -> None:
        """Let every personal pronoun of the sentence stand for the person talked of; then remember its own subject."""
        if paragraph - self.paragraph > 1:
            self.person = []
            self.thing = self.things = self.met = ("", frozenset())
            self.owners = []
        view.it, view.they, view.met = self.thing, self.things, self.met
        root = next((i for i in range(view.n) if view.head[i] == i), -1)
        main = self._subject(view, root, cover) if root >= 0 else []
        for k, word in () if _TALKED.isdisjoint(view.word) else enumerate(view.word):
            if word not in _TALKED:
                continue
            if word == "it" and self.owners and view.dep[k] in ("nsubj", "nsubjpass") and not any(j < k for j in cover):
                cover[k] = self.owners
            if word in ("it", "they") and view.dep[k] in ("nsubj", "nsubjpass"):
                governor = self._governor(view, k, cover)
                if governor:
                    cover[k] = governor
                    continue
            if word in _ITS and view.tag[k] == "PRP$":
                owner = self._owner(view, k, cover)
                if owner:
                    cover[k] = owner
                continue
            if word in ("it", "they") or not view.tag[k].startswith("PRP"):
                continue
            inner = self._before(view, k, cover)
            cataphor = main if main and view.tag[k] == "PRP$" and main[0].at.start > view.start[k] else []
            for people in (cataphor, inner, self.person):
                if people and self._fits(word, people[0]):
                    cover[k] = people
                    break
        for s in view.subject(root) if root >= 0 else ():
            if not main and view.is_noun(s):
                self.thing = (view.lemma[s], modifiers(view, s))
                several = view.tag[s] == "NNS" or bool(view.kid(s, "conj"))  # "it" is none of several
                self.owners = [m for m in named(view, s, cover) if m.actor and m.kind != "place" and not several]
                self.paragraph = paragraph
        last = self._spoken_of(view, "NNS")
        if root >= 0:
            self.things, self.met = last, self._spoken_of(view, "NN")
        if last[0]:
            self.paragraph = paragraph
        if main:
            self.person, self.paragraph = main, paragraph
        elif self.person and root >= 0 and any(view.word[s] in _SHE | _HE for s in view.subject(root)):
            self.paragraph = paragraph

    def _spoken_of(self, view: Clauses, tag: str) -> tuple[str, frozenset[str]]:
        """What the sentence's last main verb was done to, with this tag: "They" after "Oslo cut ties" are the ties."""
        for i in range(view.n - 1, -1, -1):
            if not view.is_verb(i):
                continue
            main = view.head[i] == i or (
                view.dep[i] == "conj" and view.head[view.first_conjunct(i)] in (i, view.head[i])
            )
            if main:
                for o in view.kid(i, "dobj", "nsubjpass"):
                    if view.tag[o] == tag:
                        return view.lemma[o], modifiers(view, o)
        return "", frozenset()

    def _governor(self, view: Clauses, k: int, cover: dict[int, list[Mention]]) -> list[Mention]:
        """Who "it" is in a clause told or relative: the subject of the clause above ("Chile sent a note in which
        it …")."""
        verb = view.head[k]
        told = view.dep[verb] == "ccomp" and view.is_verb(view.head[verb])
        if not told and view.dep[verb] != "relcl":
            return []
        for up in view.above(verb):
            subjects = view.kid(up, "nsubj", "nsubjpass") if view.is_verb(up) else []
            for s in subjects:
                if s < k and not view.tag[s].startswith("PRP"):
                    return [m for m in named(view, s, cover) if m.actor and m.acts and m.kind != "place"]
            if subjects:
                return []
        return []

    def _owner(self, view: Clauses, k: int, cover: dict[int, list[Mention]]) -> list[Mention]:
        """Whose "its" or "their" is: the subject of the clause, where it stands before."""
        below = k
        for i in view.above(k):
            if view.is_noun(i) and view.dep[below] == "prep":  # "forces in their fight"
                return [m for m in named(view, i, cover) if m.actor and m.acts and m.kind != "place"]
            if not view.is_verb(i):
                below = i
                continue
            if view.dep[below] == "prep" and view.word[below] in ("for", "of", "over"):  # "blamed Togo for its attack"
                for o in view.deep_object(i):
                    if o < k:
                        return [m for m in named(view, o, cover) if m.actor and m.acts and m.kind != "place"]
            if (
                view.lemma[view.head[k]] in _HELD and view.dep[i] == "ccomp"
            ):  # "Mali said that Chad had bombed its villages"
                continue
            for s in view.subject(i):
                if s < k and view.word[s] not in _ITS and not view.tag[s].startswith("PRP"):
                    return [m for m in named(view, s, cover) if m.actor and m.acts and m.kind != "place"]
            if view.kid(i, "nsubj", "nsubjpass"):
                break
        return []

    def _before(self, view: Clauses, k: int, cover: dict[int, list[Mention]]) -> list[Mention]:
        """The person that is the subject of an earlier clause of the sentence."""
        for i in range(k - 1, -1, -1):
            if view.dep[i] in ("nsubj", "nsubjpass") and view.word[i] not in _SHE | _HE:
                people = [m for m in named(view, i, cover) if m.kind == "person" and m.actor]
                if people:
                    return people[:1]
        return []

    def _subject(self, view: Clauses, root: int, cover: dict[int, list[Mention]]) -> list[Mention]:
        for s in view.subject(root):
            if view.word[s] in _SHE | _HE:
                return []
            people = [m for m in named(view, s, cover) if m.kind == "person" and m.actor]
            if people:
                return people[:1]
        return []

    def _fits(self, word: str, person: Mention) -> bool:
        text = person.at.quote
        return not (_MAN if word in _SHE else _WOMAN).search(text)
