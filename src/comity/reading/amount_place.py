"""One amount in its sentence's parse: the noun that names it, the verb that moves it, its parties, time and purpose."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from comity.models import Amount, Date, Mention
from comity.reading.amount_bargain import Bargain
from comity.reading.amount_frames import Frame, Frames
from comity.reading.amount_times import when_of
from comity.reading.amount_who import OBJECTS, SUBJECTS, VERBS, Who
from comity.reading.syntax import Tree

TO = frozenset({"to", "for", "toward", "towards", "in", "into", "on"})
FROM = frozenset({"from", "by", "of", "through", "via"})
PURPOSE = frozenset({"in", "for", "of", "to", "worth", "as", "toward", "towards"})
PROJECTS = frozenset(
    {
        "scheme",
        "project",
        "programme",
        "program",
        "hospital",
        "school",
        "road",
        "dam",
        "railway",
        "relief",
        "development",
    }
    | {
        "resettlement",
        "reconstruction",
        "irrigation",
        "agriculture",
        "health",
        "education",
        "housing",
        "clinic",
        "water",
    }
    | {"university", "bridge", "refugee", "rehabilitation", "aid"}
)
"""What a state spends on in another's land as aid."""
LICENSED = frozenset({"approve", "authorize", "authorise", "clear", "block", "license", "notify"})
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
        self.who = Who(tree, mentions, self.own)
        self.bargain = Bargain(self.who)
        self.elsewhere = self.built = False
        """Whether the sum goes to somebody named who is no party we know: "to the Claims Conference"."""

    def filled(self, before: str) -> Amount:
        """The amount with all that the sentence tells."""
        if not self.own:
            return self.amount
        root = self._root()
        nouns, verb = self._climb(root)
        when = when_of(self.amount, self.tree, root, self.own, self.dates, self.beside)
        if self.amount.currency == "%":
            return replace(self.amount, when=when, purpose=self._purpose(root, nouns))
        kind, noun = self.frames.kind(nouns)
        verb, frame = self._moved(root, verb, nouns)
        swapped = None if verb is None else self.bargain.exchanged(root, verb)
        stage, rule = "", self.amount.rule
        if swapped is not None:
            (payer, recipient), kind, stage = swapped, "payment", "paid"
            rule = f"{rule}; roles: in return for"
        elif self.bargain.priced(root):
            payer, recipient = self.bargain.cost_to(root, verb)
            kind = kind or "sale"
        elif verb is not None and kind in ("", "payment") and self.bargain.work(root, verb):
            payer, recipient, kind, self.built = "", "", "", True
        elif verb is not None and frame is not None:
            payer, recipient, kind, stage = self._told(verb, frame, root, nouns, kind, before)
            rule = f"{rule}; roles: {verb.lemma_}"
        else:
            payer, recipient = self._owned("", "", nouns, kind)
        if kind in ("trade", "revenue") or (kind == "assets" and stage == "withheld"):
            payer = recipient = ""
        if kind == "remittances":
            payer, recipient = self.bargain.remitted(payer, recipient)
        payer, recipient, kind = self.bargain.contract(payer, recipient, kind, verb)
        if kind == "sale" and verb is not None and not recipient and (verb.lemma_ in LICENSED or stage == "withheld"):
            payer, recipient = "", payer  # whose leave it takes is the seller
        if kind in ("compensation", "fine") and not payer:
            payer, recipient = self.bargain.against(), recipient
        borne = kind == "sale" or (verb is not None and verb.lemma_ == "cost")
        if borne and not payer and not recipient and (helper := self.bargain.helper()):
            payer, kind = helper, "aid"
        if payer and payer.partition("/")[0] == recipient.partition("/")[0] and "/JUD" not in payer:
            recipient = ""  # a state pays itself nothing: one of the two was misread
        self.elsewhere = self.built or (not recipient and self._goes_elsewhere(root))
        if noun:
            rule = f"{rule}; kind: {noun}"
        if kind == "debt" and not stage:
            stage = "owed"
        return replace(
            self.amount, payer=payer, recipient=recipient, kind=kind, stage=stage, when=when,
            purpose=self._purpose(root, nouns), rule=rule, inferred="; ".join(self.who.notes),
        )  # fmt: skip

    def _told(
        self, verb: Any, frame: Frame, root: Any, nouns: list[Any], kind: str, before: str
    ) -> tuple[str, str, str, str]:
        """(payer, recipient, kind, stage) as the verb and its stanza tell them, then the nouns."""
        kind = frame.kind if frame.kind and (not kind or frame.kind in ("loan", "debt", "fine", "sale")) else kind
        payer, recipient = self._parties(verb, frame, root, nouns, before)
        stage = self._stage(verb, frame)
        if kind in GIVEN and stage in ("paid", "pledged", "committed") and frame.payer == "subject":
            payer, recipient = self._of_another(payer, recipient, nouns)
        if kind in ("trade", "revenue") and stage and payer and recipient:
            kind = frame.kind  # "gave $5 million to the budget of Mali" moves money
        offered = verb.lemma_ == "make" and any(c.lower_ == "available" for c in verb.children)
        below = {t.lemma_.lower() for t in verb.subtree}
        spent = verb.lemma_ == "spend" and not below.isdisjoint(PROJECTS)
        if not kind and (offered or spent or verb.lemma_ in self.frames.aid_verbs):
            kind = "aid"
        if kind in ("compensation", "payment", "fine", "") and payer.endswith("/JUD"):
            payer, recipient, kind = self.bargain.judged(payer, recipient, verb, kind)
            return payer, recipient, kind, stage
        return *self._owned(payer, recipient, nouns, kind), kind, stage

    def _owned(self, payer: str, recipient: str, nouns: list[Any], kind: str) -> tuple[str, str]:
        """The parties, a missing one taken from the nouns that name the money."""
        if kind in ("trade", "revenue") or (payer and recipient):
            return payer, recipient
        owner, to = self._owners(nouns, kind)
        payer = payer or (owner if owner != recipient else "")
        return payer, recipient or (to if to != payer else "")

    # --- where it stands ----------------------------------------------------------------------------------------------

    def _root(self) -> Any:
        """The amount's token whose head lies outside it."""
        doc = self.tree.doc
        outside = [doc[i] for i in sorted(self.own) if doc[i].head.i not in self.own or doc[i].head.i == i]
        held = [t for t in outside if t.pos_ not in VERBS] or outside  # the parser may take "won" for a verb
        return held[-1] if held else doc[max(self.own)]

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
            if not any(c.dep_ in SUBJECTS for c in verb.children):  # a fronted phrase took it: "in 1990 aid reached"
                nouns += [t for t in self.tree.doc[max(0, verb.i - 3) : verb.i] if t.pos_ == "NOUN" and t not in nouns][
                    -1:
                ]
            told = self._frame(verb, nouns)
            sized = told is None or not told.stage
            earned = verb.dep_ == "relcl" and any(c.dep_ in SUBJECTS and c.tag_ in ("WDT", "WP") for c in verb.children)
            if verb.dep_ in ("acl", "relcl") and (sized or (earned and self.frames.kind([verb.head])[0] == "trade")):
                nouns.append(verb.head)  # "the debt, estimated at $5 million", "exports, which brought $9 million"
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

    def _moved(self, root: Any, verb: Any, nouns: list[Any]) -> tuple[Any, Frame | None]:
        """The verb that moves the money, and its stanza.

        A participle that only says how much there is yields to the verb above ("extended three credits totalling …"),
        so does a free relative ("froze what was left of …"); a verb that moves no money yields to a clause on the sum
        that does ("forgave half of the $5 million that Havana owed it", "has £2 million invested in Kenya").
        """
        frame = None if verb is None else self._frame(verb, nouns)
        for clause in (c for c in root.children if c.dep_ == "relcl" and c.pos_ in VERBS):
            found = self._frame(clause, nouns)  # "the $5 million that Oslo lent went to a firm"
            handed = found is not None and found.stage in ("paid", "pledged", "committed") and found.payer == "subject"
            subjects = [c for c in clause.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")]
            if handed and any(self.who.all(c) or self.who.owner(c) for c in subjects):
                return clause, found
        sized = frame is not None and frame.payer == "owner" and frame.stage == ""
        free = (
            frame is None and verb is not None and any(c.dep_ in SUBJECTS and c.lower_ == "what" for c in verb.children)
        )
        if free or (sized and verb.dep_ in ("acl", "pobj", "pcomp") and verb.tag_ in ("VBG", "VBN")):
            above = next((t for t in verb.ancestors if t.pos_ in VERBS), None)
            found = None if above is None else self._frame(above, nouns)
            if found is not None and found.stage:
                return above, found
        if frame is None:
            for clause in (c for c in root.children if c.dep_ in ("relcl", "acl") and c.pos_ in VERBS):
                if (found := self._frame(clause, nouns)) is not None and found.stage:
                    return clause, found
        return verb, frame

    def _frame(self, verb: Any, nouns: list[Any]) -> Frame | None:
        """The stanza that fits the verb with its particle ("write off"), else the bare verb."""
        lemma = verb.lemma_.lower()
        beside = [c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod") and c.i > verb.i]
        lemmas = {n.lemma_.lower() for n in nouns}
        behind = {c.lower_ for c in verb.children if c.dep_ == "prep" and c.i > verb.i}
        for key in (*(f"{lemma} {particle}" for particle in beside), lemma):
            for frame in self.frames.verbs.get(key, ()):
                if (not frame.nouns or frame.nouns & lemmas) and (not frame.before or frame.before & behind):
                    return frame
        return None

    # --- who ----------------------------------------------------------------------------------------------------------

    def _parties(self, verb: Any, frame: Frame, root: Any, nouns: list[Any], before: str) -> tuple[str, str]:
        reduced = verb.dep_ == "acl" and verb.tag_ == "VBN"
        passive = reduced or any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
        subject = self.who.subject(verb, before)
        agent = next((self.who.actor(g) for c in verb.children if c.dep_ == "agent" for g in c.children), "")
        amount_is_subject = passive and any(
            c.dep_ == "nsubjpass" and (c.i in self.own or root in list(c.subtree)) for c in verb.children
        )
        amount_is_subject |= reduced
        doer = agent if passive else subject
        given = subject if passive and not amount_is_subject and not self._moneyed(verb) else ""
        places = {
            "subject": doer,
            "to": given or self.who.object(verb, root) or self.who.after(verb, TO, root),
            "from": self.who.after(verb, FROM - {"of"}, root),
            "object": self.who.possessor(root, nouns)
            or given
            or self.who.object(verb, root)
            or self.who.after(verb, TO, root),
            "owner": "",
        }
        payer, recipient = places.get(frame.payer, ""), places.get(frame.recipient, "")
        if frame.stage == "asked" and frame.payer == "from":
            asked = self.who.object(verb, root) or payer
            if asked.endswith("/LEG") and asked.partition("/")[0] == recipient.partition("/")[0]:
                return recipient, ""  # a government asks its own parliament for money to give
        if payer == recipient and frame.payer == "object":
            return "", recipient
        return payer, "" if recipient == payer else recipient

    def _moneyed(self, verb: Any) -> bool:
        """Whether the passive's subject is money itself: "Danish aid was cut by $5 million"."""
        return any(c.dep_ == "nsubjpass" and self.frames.kind([c])[0] in GIVEN for c in verb.children)

    def _of_another(self, payer: str, recipient: str, nouns: list[Any]) -> tuple[str, str]:
        """Money that bears another's name comes from there: "brought home $5 million in Danish loans"."""
        for noun in nouns:
            if self.who.actor(noun) or self.frames.kind([noun])[0] not in GIVEN:
                continue  # a name of two words is nobody's money, nor is "Nepal's share of the cost"
            for child in noun.children:
                if child.dep_ in ("amod", "compound", "poss", "nmod") and (owner := self.who.actor(child)):
                    if not payer or owner.partition("/")[0] in payer:
                        return payer, recipient
                    return owner, recipient if recipient not in ("", owner) else payer
        return payer, recipient

    def _owners(self, nouns: list[Any], kind: str) -> tuple[str, str]:
        """(payer, recipient) that the nouns name: "US assistance to Chad", "the loan by Rome for Eritrea"."""
        payer = recipient = ""
        towards = RECEIVERS.get(kind, RECEIVERS[""])
        for noun in nouns:
            payer = payer or self.who.owner(noun)
            if not recipient:
                for child in noun.children:
                    if child.dep_ == "prep" and child.lower_ in towards:
                        recipient = next(
                            (a for g in child.children if (a := self.who.actor(g) or self.who.owner(g))), ""
                        )
                    elif child.dep_ == "acl" and child.lower_ in ("owed", "given", "granted", "made", "extended"):
                        recipient = self.who.after(child, frozenset({"to"}), child)
            if not payer and kind in GIVEN:  # "a credit of $5 million, opened by Oslo"
                participles = [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"]
                agents = [g for c in participles for by in c.children if by.dep_ == "agent" for g in by.children]
                payer = next((a for g in agents if (a := self.who.actor(g) or self.who.owner(g))), "")
        return payer, recipient

    def _goes_elsewhere(self, root: Any) -> bool:
        """Whether the first "to" behind the sum leads to a proper name that is no actor's."""
        doc = self.tree.doc
        for i in range(max(self.own) + 1, min(max(self.own) + 8, len(doc))):
            token = doc[i]
            if token.pos_ in VERBS or token.pos_ == "PUNCT":
                return False
            if token.lower_ in ("to", "for") and token.dep_ in ("prep", "dative"):
                held = next((c for c in token.children if c.dep_ == "pobj"), None)
                return (
                    held is not None
                    and token.lower_ == "to"
                    and held.pos_ == "PROPN"
                    and not any(self.who.actor(t) for t in held.subtree)
                )
        return False

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
        return next((n.text for n in nouns if not self.who.actor(n)), "")
