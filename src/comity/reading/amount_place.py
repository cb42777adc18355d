"""One amount in its sentence's parse: the noun that names it, the verb that moves it, its parties, time and purpose."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from comity.models import Amount, Date, Mention
from comity.reading.amount_frames import Frame, Frames
from comity.reading.syntax import Tree

TO = frozenset({"to", "for", "toward", "towards", "in", "into", "on"})
FROM = frozenset({"from", "by", "of", "through", "via"})
PURPOSE = frozenset({"in", "for", "of", "to", "worth", "as", "toward", "towards"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "iobj", "obj"})
VERBS = frozenset({"VERB", "AUX"})
PARTY = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "iobj"})
SEAT = "seat as a place"
RECEIVERS = {
    "": ("to", "for"),
    "investment": ("in", "into", "to"),
    "sale": ("with", "to", "from"),
    "aid": ("to", "for", "towards", "toward"),
}
"""Kind of money -> prepositions that name its other side."""
GIVEN = frozenset({"aid", "military aid", "grant", "loan", "investment"})
"""Kinds of money that whoever is said to own them gives: "Chinese loans", "American aid"."""


class Place:
    """One amount in its sentence."""

    def __init__(
        self,
        amount: Amount,
        tree: Tree,
        mentions: list[Mention],
        dates: list[Date],
        frames: Frames,
        beside: list[Amount],
    ) -> None:
        self.amount, self.tree, self.frames = amount, tree, frames
        self.beside = beside
        self.mentions, self.dates = mentions, dates
        self.own = {t.i for t in tree.tokens(amount.at.start, amount.at.end)}
        self.notes: list[str] = []

    def filled(self, before: str) -> Amount:
        """The amount with all that the sentence tells."""
        if not self.own:
            return self.amount
        root = self._root()
        nouns, verb = self._climb(root)
        when = self._when(root)
        if self.amount.currency == "%":
            return replace(self.amount, when=when, purpose=self._purpose(root, nouns))
        kind, noun = self.frames.kind(nouns)
        payer = recipient = stage = ""
        rule = self.amount.rule
        if verb is not None and (frame := self._frame(verb, nouns)):
            kind = frame.kind if frame.kind and (not kind or frame.kind in ("loan", "debt", "fine")) else kind
            payer, recipient = self._parties(verb, frame, root, nouns, before)
            stage = self._stage(verb, frame)
            if kind in GIVEN and stage in ("paid", "pledged", "committed") and frame.payer == "subject":
                payer, recipient = self._of_another(payer, recipient, nouns)
            rule = f"{rule}; roles: {verb.lemma_}"
            if kind in ("trade", "revenue") and stage and payer and recipient:
                kind = frame.kind  # "gave $5 million to the budget of Mali" moves money
            if not kind and verb.lemma_ in self.frames.aid_verbs:
                kind = "aid"
        if kind not in ("trade", "revenue") and not (payer and recipient):
            owner, to = self._owners(nouns, kind)
            payer = payer or (owner if owner != recipient else "")
            recipient = recipient or (to if to != payer else "")
        if kind in ("trade", "revenue"):
            payer = recipient = ""
        if noun:
            rule = f"{rule}; kind: {noun}"
        if kind == "debt" and not stage:
            stage = "owed"
        return replace(
            self.amount, payer=payer, recipient=recipient, kind=kind, stage=stage, when=when,
            purpose=self._purpose(root, nouns), rule=rule, inferred="; ".join(self.notes),
        )  # fmt: skip

    # --- where it stands ----------------------------------------------------------------------------------------------

    def _root(self) -> Any:
        """The amount's token whose head lies outside it."""
        doc = self.tree.doc
        outside = [doc[i] for i in sorted(self.own) if doc[i].head.i not in self.own or doc[i].head.i == i]
        return outside[-1] if outside else doc[max(self.own)]

    def _climb(self, root: Any) -> tuple[list[Any], Any]:
        """(nouns that may name the money, nearest first; the verb above)."""
        nouns = self._below(root)
        after = max(self.own) + 1
        if after < len(self.tree.doc) and self.tree.doc[after].lower_ in ("in", "of", "worth"):
            nouns += [c for c in self.tree.doc[after].children if c.dep_ == "pobj" and c not in nouns]
        token, verb = root, None
        for _ in range(12):
            head = token.head
            if token.pos_ in VERBS and token.i not in self.own:
                verb = token
                break
            if head.i == token.i:
                break
            if head.pos_ in ("NOUN", "PROPN", "SYM", "NUM") and head.i not in self.own:
                if token.dep_ != "conj":
                    nouns.append(head)
                    nouns += self._below(head) if token.dep_ in ("nummod", "nmod", "compound", "quantmod") else []
                    nouns += [
                        c for c in head.children if c.dep_ in ("compound", "nmod", "nsubj") and c.i not in self.own
                    ]
                elif not nouns:
                    nouns += self._below(head)
            token = head
        if verb is not None:
            nouns += [
                c for c in verb.children if c.dep_ in SUBJECTS | OBJECTS and c.i not in self.own and c not in nouns
            ]
            if verb.dep_ in ("acl", "relcl") and not any(f.stage for f in self.frames.verbs.get(verb.lemma_, ())):
                nouns.append(verb.head)  # "the debt, estimated at $5 million"
        return [
            n for n in nouns if (n.pos_ in ("NOUN", "PROPN") or n.dep_ == "csubjpass") and n.text[0].isalpha()
        ], verb

    def _below(self, token: Any) -> list[Any]:
        """Nouns that hang below by "in", "of", "for" or "worth of": "$5 million in military aid"."""
        found: list[Any] = []
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("in", "of", "as", "worth") and child.i > token.i:
                found += [g for g in child.children if g.dep_ in ("pobj", "pcomp")]
                found += [h for g in list(found) for h in g.children if h.dep_ == "conj"]
                found += [h for g in child.children if g.dep_ == "prep" for h in g.children if h.dep_ == "pobj"]
            elif child.dep_ in ("compound", "nmod", "appos") and child.i > token.i:
                found.append(child)
        return [f for f in found if f.i not in self.own]

    def _frame(self, verb: Any, nouns: list[Any]) -> Frame | None:
        frames = self.frames.verbs.get(verb.lemma_.lower(), ())
        lemmas = {n.lemma_.lower() for n in nouns}
        for frame in frames:
            if not frame.nouns or frame.nouns & lemmas:
                return frame
        return None

    # --- who ----------------------------------------------------------------------------------------------------------

    def _parties(self, verb: Any, frame: Frame, root: Any, nouns: list[Any], before: str) -> tuple[str, str]:
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
        subject = self._subject(verb, before)
        agent = next((self._actor(g) for c in verb.children if c.dep_ == "agent" for g in c.children), "")
        amount_is_subject = passive and any(
            c.dep_ == "nsubjpass" and (c.i in self.own or root in list(c.subtree)) for c in verb.children
        )
        doer = agent if passive else subject
        given = subject if passive and not amount_is_subject else ""
        places = {
            "subject": doer,
            "to": given or self._object(verb, root) or self._after(verb, TO, root),
            "from": self._after(verb, FROM - {"of"}, root),
            "object": self._possessor(root, nouns) or given or self._object(verb, root) or self._after(verb, TO, root),
            "owner": "",
        }
        payer, recipient = places.get(frame.payer, ""), places.get(frame.recipient, "")
        if payer == recipient and frame.payer == "object":
            return "", recipient
        return payer, "" if recipient == payer else recipient

    def _subject(self, verb: Any, before: str) -> str:
        """Who the verb's subject is; of an infinitive, a participle or a second verb, that of the verb above."""
        token = verb
        for _ in range(6):
            for child in token.children:
                if child.dep_ in SUBJECTS and child.i not in self.own:
                    if actor := self._all(child):
                        return actor
                    if child.lower_ in ("it", "they", "he", "she", "which", "who", "that"):
                        return self._antecedent(child, token, before)
                    if child.pos_ in ("NOUN", "PROPN"):
                        return self._owner(child)
            if token.dep_ in ("acl", "relcl") and token.head.pos_ in ("NOUN", "PROPN"):
                return self._actor(token.head) or self._owner(token.head)
            first = next((c.i for c in token.children if c.dep_ in ("aux", "auxpass")), token.i)
            if first and (actor := self._actor(self.tree.doc[first - 1])):
                return actor  # "in May 1958 Cairo was granted": the parser took the name for a part of the date
            if token.dep_ not in ("xcomp", "advcl", "conj", "ccomp", "pcomp", "prep", "acl") or token.head.i == token.i:
                return ""
            token = token.head
        return ""

    def _antecedent(self, pronoun: Any, verb: Any, before: str) -> str:
        """Who a pronoun means: the noun before a relative clause, else the actor named last before it, else before."""
        if pronoun.lower_ in ("which", "who", "that"):
            return self._actor(verb.head) or self._owner(verb.head)
        at = self.tree.start + pronoun.idx
        beside = {self._actor(c).partition("/")[0] for c in verb.children if c.dep_ in OBJECTS and c.i not in self.own}
        earlier = [
            m.actor for m in self.mentions if m.at.end <= at and m.acts and m.kind in ("state", "organ", "organisation")
        ]
        others = [a for a in (before, *earlier) if a and a.partition("/")[0] not in beside]
        actor = others[-1] if others else ""
        if actor:
            self.notes.append(f"{pronoun.text!r} read as {actor}")
        return actor

    def _object(self, verb: Any, root: Any) -> str:
        for child in verb.children:
            if child.dep_ in OBJECTS and child.i not in self.own and root not in list(child.subtree):
                if child.pos_ == "ADP":
                    continue
                if actor := self._actor(child):
                    return actor
        if min(self.own) - verb.i <= 6:  # "paid Mexico $15 million", whatever the parser made of Mexico
            for token in self.tree.doc[verb.i + 1 : min(self.own)]:
                if token.pos_ == "ADP":
                    break
                if actor := self._actor(token):
                    return actor
        return ""

    def _after(self, verb: Any, prepositions: frozenset[str], root: Any) -> str:
        """The actor behind one of the prepositions, below the verb or the amount: "to Chad", "from Rome"."""
        holders = [root, *[t for t in root.ancestors if t.i >= verb.i], verb]
        order = ("to", "from", "by", "for", "toward", "towards", "into", "in", "on", "through", "via", "of")
        for preposition in (p for p in order if p in prepositions):
            for holder in holders:
                for child in holder.subtree if holder is root else holder.children:
                    if child.lower_ != preposition or child.dep_ not in ("prep", "dative", "agent"):
                        continue
                    for pobj in child.children:
                        if pobj.dep_ == "pobj" and (actor := self._actor(pobj) or self._owner(pobj)):
                            return actor
        if "in" in prepositions:  # "to support schools in Chad"
            for child in verb.subtree:
                if child.lower_ in ("in", "for", "to") and child.dep_ == "prep" and child.i > max(self.own):
                    for pobj in child.children:
                        if pobj.dep_ == "pobj" and (actor := self._actor(pobj) or self._owner(pobj)):
                            return actor
        return ""

    def _actor(self, token: Any) -> str:
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

    def _all(self, token: Any) -> str:
        """The actor and those that "and" joins to it, parted by ";": "Spain and Italy lent …"."""
        found: list[str] = []
        while token is not None:
            actor = self._actor(token)
            if actor and actor not in found:
                found.append(actor)
            token = next((c for c in token.children if c.dep_ == "conj"), None)
        return ";".join(found)

    def _owner(self, noun: Any) -> str:
        """Whose a noun is: "US assistance", "Chad's debt", "the aid of France"."""
        for child in noun.children:
            if child.dep_ in ("poss", "amod", "compound", "nmod") and (actor := self._actor(child)):
                return actor
            if child.dep_ == "prep" and child.lower_ in ("of", "from", "by"):
                for pobj in child.children:
                    if pobj.dep_ == "pobj" and pobj.i not in self.own and (actor := self._actor(pobj)):
                        return actor
        return ""

    def _possessor(self, root: Any, nouns: list[Any]) -> str:
        """The debtor before a debt: "Chad's $5 million in debts"; the parser may take it for an object of its own."""
        for token in [root, *nouns]:
            if owner := self._owner(token):
                return owner
        first = min(self.own)
        if first >= 2 and self.tree.doc[first - 1].lower_ in ("'s", "’s", "'", "’"):
            return self._actor(self.tree.doc[first - 2])
        return ""

    def _of_another(self, payer: str, recipient: str, nouns: list[Any]) -> tuple[str, str]:
        """Money that bears another's name comes from there: "brought home $5 million in Danish loans"."""
        for noun in nouns:
            for child in noun.children:
                if child.dep_ in ("amod", "compound", "poss", "nmod") and (owner := self._actor(child)):
                    if not payer or owner.partition("/")[0] in payer:
                        return payer, recipient
                    return owner, recipient if recipient not in ("", owner) else payer
        return payer, recipient

    def _owners(self, nouns: list[Any], kind: str) -> tuple[str, str]:
        """(payer, recipient) that the nouns name: "US assistance to Chad", "the loan by Rome for Eritrea"."""
        payer = recipient = ""
        towards = RECEIVERS.get(kind, RECEIVERS[""])
        for noun in nouns:
            payer = payer or self._owner(noun)
            if not recipient:
                for child in noun.children:
                    if child.dep_ == "prep" and child.lower_ in towards:
                        recipient = next((a for g in child.children if (a := self._actor(g) or self._owner(g))), "")
                    elif child.dep_ == "acl" and child.lower_ in ("owed", "given", "granted", "made", "extended"):
                        recipient = self._after(child, frozenset({"to"}), child)
        return payer, recipient

    # --- how far, when, for what --------------------------------------------------------------------------------------

    def _stage(self, verb: Any, frame: Frame) -> str:
        if frame.stage in ("paid", "committed"):
            helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass", "neg")}
            if helpers & {"will", "would", "shall", "may", "could", "should", "might", "can"}:
                return "pledged"
            if verb.dep_ in ("xcomp", "ccomp", "acl") and "to" in helpers:
                above = self.frames.verbs.get(verb.head.lemma_.lower(), ())
                return next((f.stage for f in above if f.stage), frame.stage)
            if "must" in helpers:
                return "owed"
            if helpers & {"not", "n't", "never"}:
                return ""
        return frame.stage

    def _when(self, root: Any) -> str:
        """The time that stands nearest in the parse, of two the one that stands nearer in the text."""
        if not self.dates:
            return ""
        if (paired := self._paired()) is not None:
            return paired
        path = {t.i: n for n, t in enumerate([root, *root.ancestors])}
        last = max(self.own)
        nearest: tuple[int, int, int, int] | None = None
        when = ""
        for date in self.dates:
            tokens = self.tree.tokens(date.at.start, date.at.end)
            if not tokens or not date.edtf or {t.i for t in tokens} & self.own:
                continue
            head = next((t for t in tokens if t.head.i not in {x.i for x in tokens} or t.head.i == t.i), tokens[0])
            up = 0
            for token in [head, *head.ancestors]:
                if token.i in path:
                    break
                up += 1
            else:
                continue
            behind = 0 if tokens[0].i > last else 1
            gap = tokens[0].i - last if not behind else min(self.own) - tokens[-1].i
            between = any(
                a.i not in self.own and a.like_num and a.ent_type_ != "DATE" and a.head.lower_ in ("million", "billion")
                for a in self.tree.doc[min(last, tokens[0].i) + 1 : max(last, tokens[0].i)]
            )
            verbs = sum(t.pos_ in VERBS for t in list(head.ancestors)[: max(0, up - 1)]) + self._verbs_up(path, token)
            named = not any(c.isdigit() for c in date.at.quote) and "/" in date.edtf  # "the Cold War" yields to a year
            key = (int(named), verbs, int(between) + (behind if gap > 3 else 0), gap + behind)
            if nearest is None or key < nearest:
                nearest, when = key, date.edtf
        return when

    def _paired(self) -> str | None:
        """The amount's own time where sums and times take turns: "$2 million in 1990 and $3 million in 1991"."""
        places = sorted((d.at.start, d.edtf) for d in self.dates if d.edtf and any(map(str.isdigit, d.at.quote)))
        sums = [a.at.start for a in self.beside]
        if len(places) != len(sums) or len(sums) < 2:
            return None
        turns = sorted([(at, "sum") for at in sums] + [(at, "time") for at, _ in places])
        if any(a[1] == b[1] for a, b in pairwise(turns)):
            return None
        return places[sums.index(self.amount.at.start)][1]

    def _verbs_up(self, path: dict[int, int], meeting: Any) -> int:
        """Verbs that lie between the amount and where its path meets the date's, the meeting itself left out."""
        doc = self.tree.doc
        return sum(doc[i].pos_ in VERBS for i, n in path.items() if n < path[meeting.i])

    def _purpose(self, root: Any, nouns: list[Any]) -> str:
        """What the money is for, in the text's words."""
        doc = self.tree.doc
        last = max(self.own)
        for i in range(last + 1, min(last + 4, len(doc))):
            token = doc[i]
            if token.lower_ in PURPOSE and token.dep_ in ("prep", "aux", "mark"):
                top = token.head if token.dep_ in ("aux", "mark") and token.head.i > last else token
                stretch = [t for t in top.subtree if t.i >= token.i]
                if stretch:
                    end = stretch[-1]
                    text = doc.text[token.idx : end.idx + len(end.text)]
                    text = re.sub(r"^(?:in|of|worth of|for|as)\s+", "", " ".join(text.split()))
                    if text and not re.fullmatch(r"\d{4}|the .{0,12}\d{4}s?", text):
                        return text[:160]
        return next((n.text for n in nouns if not self._actor(n)), "")
