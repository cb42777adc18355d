"""Who stands where in the parse around an amount: subjects, objects, owners and what prepositions lead to."""

from __future__ import annotations

from typing import Any

from comity.models import Mention
from comity.reading.syntax import Tree

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "iobj", "obj"})
VERBS = frozenset({"VERB", "AUX"})
CONTROL = frozenset(
    {"order", "ask", "urge", "force", "oblige", "compel", "require", "tell", "persuade", "enable", "allow", "request"}
    | {"lead", "cause", "induce", "make", "help", "authorize", "authorise", "empower", "instruct", "sentence"}
)
"""Verbs whose object does what follows: "forced Peking to pay"."""
PARTY = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "iobj"})
SEAT = "seat as a place"


class Who:
    """The actors of one sentence, as its parse places them about an amount.

    ``own`` holds the amount's tokens; ``notes`` collects what was inferred (a pronoun's antecedent).
    """

    def __init__(self, tree: Tree, mentions: list[Mention], own: set[int]) -> None:
        self.tree, self.mentions, self.own = tree, mentions, own
        self.notes: list[str] = []
        self._near: dict[int, list[Any]] = {}

    def subject(self, verb: Any, before: str) -> str:
        """Who the verb's subject is; of an infinitive, a participle or a second verb, that of the verb above."""
        token = verb
        for _ in range(6):
            if token.dep_ in ("xcomp", "ccomp") and token.head.lemma_ in CONTROL:
                for child in token.head.children:  # "ordered Libya to pay", whoever ordered it
                    if child.dep_ in OBJECTS and child.i < token.i and (actor := self.all(child) or self.owner(child)):
                        return actor
            for child in token.children:
                if child.dep_ in SUBJECTS and child.i not in self.own:
                    if actor := self.all(child):
                        return actor
                    if child.lower_ in ("it", "they", "he", "she", "which", "who", "that"):
                        return self.antecedent(child, token, before)
                    if child.pos_ in ("NOUN", "PROPN"):
                        return self.owner(child)
            if token.dep_ in ("acl", "relcl") and token.head.pos_ in ("NOUN", "PROPN"):
                if actor := self.actor(token.head) or self.owner(token.head):
                    return actor
                above = next((a for a in token.head.ancestors if a.pos_ in VERBS), None)
                if token.tag_ != "VB" or above is None:
                    return ""
                token = above  # "signed an agreement to provide": who signed
                continue
            first = next((c.i for c in token.children if c.dep_ in ("aux", "auxpass")), token.i)
            if first and (actor := self.actor(self.tree.doc[first - 1])):
                return actor  # "in May 1958 Cairo was granted": the parser took the name for a part of the date
            if token.dep_ not in ("xcomp", "advcl", "conj", "ccomp", "pcomp", "prep", "acl") or token.head.i == token.i:
                return ""
            token = token.head
        return ""

    def antecedent(self, pronoun: Any, verb: Any, before: str) -> str:
        """Who a pronoun means: the noun before a relative clause, else the actor named last before it, else before."""
        if pronoun.lower_ in ("which", "who", "that"):
            return self.actor(verb.head) or self.owner(verb.head)
        at = self.tree.start + pronoun.idx
        beside = {self.actor(c).partition("/")[0] for c in verb.children if c.dep_ in OBJECTS and c.i not in self.own}
        earlier = [
            m.actor for m in self.mentions if m.at.end <= at and m.acts and m.kind in ("state", "organ", "organisation")
        ]
        others = [a for a in (before, *earlier) if a and a.partition("/")[0] not in beside]
        actor = others[-1] if others else ""
        if actor:
            self.notes.append(f"{pronoun.text!r} read as {actor}")
        return actor

    def object(self, verb: Any, root: Any) -> str:
        for child in verb.children:
            if child.dep_ in OBJECTS and child.i not in self.own and root not in list(child.subtree):
                if child.pos_ == "ADP":
                    continue
                if actor := self.actor(child):
                    return actor
                if child.lower_ in ("it", "them") and (actor := self.meant(child, verb)):
                    return actor
        if min(self.own) - verb.i <= 6:  # "paid Mexico $15 million", whatever the parser made of Mexico
            for token in self.tree.doc[verb.i + 1 : min(self.own)]:
                if token.pos_ == "ADP":
                    break
                if actor := self.actor(token):
                    return actor
        return ""

    def meant(self, pronoun: Any, verb: Any) -> str:
        """Who an object pronoun means: the actor last named before it in the sentence that is not the verb's doer."""
        at = self.tree.start + pronoun.idx
        doers = {code.partition("/")[0] for code in self.subject(verb, "").split(";")}
        earlier = [
            m.actor for m in self.mentions if m.at.end <= at and m.acts and m.kind in ("state", "organ", "group")
        ]
        others = [a for a in earlier if a and a.partition("/")[0] not in doers]
        if others:
            self.notes.append(f"{pronoun.text!r} read as {others[-1]}")
            return others[-1]
        return ""

    def after(self, verb: Any, prepositions: frozenset[str], root: Any) -> str:
        """The actor behind one of the prepositions, below the verb or the amount: "to Chad", "from Rome"."""
        holders = [root, *[t for t in root.ancestors if t.i >= verb.i], verb]
        order = ("to", "from", "by", "for", "toward", "towards", "into", "in", "on", "through", "via", "of")
        below = [child for holder in holders for child in (self.near(holder) if holder is root else holder.children)]
        led = [(child.lower_, child) for child in below if child.dep_ in ("prep", "dative", "agent")]
        for preposition in (p for p in order if p in prepositions):
            for word, child in led:
                if word == preposition:
                    for pobj in child.children:
                        if pobj.dep_ == "pobj" and (actor := self.actor(pobj) or self.owner(pobj)):
                            return actor
        if "in" in prepositions:  # "to support schools in Chad"
            for child in self.near(verb):
                if child.lower_ in ("in", "for", "to") and child.dep_ == "prep" and child.i > max(self.own):
                    for pobj in child.children:
                        if pobj.dep_ == "pobj" and (actor := self.actor(pobj) or self.owner(pobj)):
                            return actor
        return ""

    def near(self, root: Any) -> list[Any]:
        """What hangs below the amount, relative clauses left out: "a loan with which the debt to Bonn was paid"."""
        found = self._near.get(root.i)
        if found is None:
            found = self._near[root.i] = []
            stack = [root]
            while stack:
                token = stack.pop()
                found.append(token)
                stack += [child for child in token.children if child.dep_ != "relcl"]
            found.sort(key=lambda token: token.i)
        return found

    def actor(self, token: Any) -> str:
        """The actor whose name the token is part of (not one that merely qualifies it)."""
        at = self.tree.start + token.idx
        end = at + len(token.text)
        party = token.dep_ in PARTY or (token.dep_ == "pobj" and token.head.lower_ in ("to", "from", "by"))
        found = [
            m
            for m in self.mentions
            if m.at.start < end and at < m.at.end and m.actor and (m.kind != "place" or (party and m.rule == SEAT))
        ]
        return max(found, key=lambda m: len(m.at.quote)).actor if found else ""

    def all(self, token: Any) -> str:
        """The actor and those that "and" joins to it, parted by ";": "Spain and Italy lent …"."""
        found: list[str] = []
        while token is not None:
            actor = self.actor(token)
            if actor and actor not in found:
                found.append(actor)
            token = next((c for c in token.children if c.dep_ == "conj"), None)
        return ";".join(found)

    def owner(self, noun: Any) -> str:
        """Whose a noun is: "US assistance", "Chad's debt", "the aid of France"."""
        for child in noun.children:
            if child.dep_ in ("poss", "amod", "compound", "nmod") and (actor := self.actor(child)):
                return actor
            if (
                child.dep_ == "poss"
                and child.lower_ in ("its", "their")
                and (actor := self.antecedent(child, noun, ""))
            ):
                return actor
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "by"):
                for pobj in child.children:
                    if pobj.dep_ == "pobj" and pobj.i not in self.own and (actor := self.actor(pobj)):
                        return actor
        return ""

    def possessor(self, root: Any, nouns: list[Any]) -> str:
        """The debtor before a debt: "Chad's $5 million in debts"; the parser may take it for an object of its own."""
        for token in [root, *nouns]:
            if owner := self.owner(token):
                return owner
        first = min(self.own)
        if first >= 2 and self.tree.doc[first - 1].lower_ in ("'s", "’s", "'", "’"):
            return self.actor(self.tree.doc[first - 2])
        return ""
