"""Money for a thing: contracts, prices, judgments, and land or rights given up for a sum."""

from __future__ import annotations

from typing import Any

from comity.reading.amount_who import OBJECTS, Who

HELP = frozenset({"assistance", "aid", "help", "grant", "support", "funding"})
ACQUIRE = frozenset(
    {"acquire", "obtain", "buy", "purchase", "lease", "rent", "gain", "secure", "get", "annex", "take", "receive"}
)
"""Verbs whose subject pays what stands behind "for" or "in return for"."""
CEDE = frozenset(
    {"cede", "sell", "renounce", "relinquish", "surrender", "yield", "abandon", "lease", "waive", "give", "sign"}
    | {"hand", "transfer", "drop", "withdraw", "grant", "return", "release", "free", "leave", "evacuate"}
)
"""Verbs whose subject is paid what stands behind "in return for", "in exchange for", "for a payment of"."""
BUILD = frozenset(
    {
        "build",
        "complete",
        "construct",
        "open",
        "inaugurate",
        "finish",
        "start",
        "begin",
        "launch",
        "erect",
        "plan",
        "dig",
    }
)
PRICES = frozenset({"price", "cost", "value", "rate", "estimate"})


class Bargain:
    """What the amount of one sentence is given for; see :class:`comity.reading.amount_who.Who`."""

    def __init__(self, who: Who) -> None:
        self.who = who

    def exchanged(self, root: Any, verb: Any) -> tuple[str, str] | None:
        """(payer, recipient) of a sum that something is acquired or given up for, None where it is no such sum.

        "Bonn acquired the isles in return for 3 million marks", "Lima ceded them for a payment of £2 million".
        """
        holder = root
        for _ in range(4):
            if holder.dep_ in ("pobj", "prep", "nummod", "quantmod", "compound", "nmod") and holder.head.i != holder.i:
                holder = holder.head
            else:
                break
            if holder.dep_ == "prep" and holder.lower_ == "for":
                break
        if holder.lower_ != "for" or holder.dep_ != "prep":
            return None
        swap = holder.head.lower_ in ("return", "exchange")
        paid = any(c.lemma_ in ("payment", "sum", "price", "consideration", "fee") for c in holder.children)
        lemma = verb.lemma_.lower()
        thing = any(c.dep_ in OBJECTS or c.dep_ == "nsubjpass" for c in verb.children)
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
        over = lemma in ("take", "buy") and any(c.lower_ in ("over", "out") for c in verb.children if c.dep_ == "prt")
        if not thing or not (swap or paid or over or lemma in ("acquire", "obtain", "cede", "lease", "purchase")):
            return None
        agent = next((self.who.actor(g) for c in verb.children if c.dep_ == "agent" for g in c.children), "")
        doer = agent if passive else self.who.subject(verb, "")
        other = self.who.after(verb, frozenset({"to", "from"}), root)
        things = [c for c in verb.children if c.dep_ in OBJECTS or c.dep_ == "nsubjpass"] if over and not other else []
        other = other or next((a for c in things for t in c.subtree if (a := self.who.actor(t))), "")
        other = "" if other == doer else other
        if lemma in CEDE:
            return other, doer
        return (doer, other) if lemma in ACQUIRE else None

    def priced(self, root: Any) -> bool:
        """Whether the sum is only what something costs or is worth: "was built at a cost of $8 million"."""
        noun = root
        for _ in range(5):
            if noun.lemma_ in PRICES and noun.i not in self.who.own:
                return bool(noun.dep_ == "pobj" and noun.head.lower_ == "at")
            noun = noun.head
        return False

    def cost_to(self, root: Any, verb: Any) -> tuple[str, str]:
        """(payer, recipient) of "supplied Oslo with gas at a cost to Oslo of $5 million"; ("", "") where none bears
        it."""
        noun = next((t for t in (root, *root.ancestors) if t.lemma_ in PRICES and t.i not in self.who.own), None)
        to = [c for c in noun.children if c.lower_ == "to"] if noun is not None else []
        payer = next((a for p in to for c in p.children if (a := self.who.actor(c) or self.who.owner(c))), "")
        seller = self.who.subject(verb, "") if payer and verb is not None else ""
        return payer, "" if seller.partition("/")[0] == payer.partition("/")[0] else seller

    def work(self, root: Any, verb: Any) -> bool:
        """Whether the sum is what a work costs that is built: "is completing the $5 million dam"."""
        noun = root.head if root.dep_ in ("amod", "nummod", "compound", "nmod", "quantmod") else root
        for _ in range(2):
            noun = noun.head if noun.i in self.who.own else noun
        return verb.lemma_.lower() in BUILD and noun.pos_ in ("NOUN", "PROPN") and noun.i > max(self.who.own)

    def remitted(self, payer: str, recipient: str) -> tuple[str, str]:
        """Money that workers abroad send home: from the state behind "from" or "in", to the one they are of."""
        doc = self.who.tree.doc
        at = next((t for t in doc if t.lower_ in ("from", "in") and any(self.who.actor(c) for c in t.children)), None)
        if at is None:
            return "", recipient if recipient != payer else ""
        abroad = next(a for c in at.children if (a := self.who.actor(c)))
        home = next((a for a in (payer, recipient) if a.partition("/")[0] not in ("", abroad.partition("/")[0])), "")
        return abroad, home

    def judged(self, court: str, recipient: str, verb: Any, kind: str) -> tuple[str, str, str]:
        """(payer, recipient, kind) of what a court awards: the state sued pays, those who sued are the court's own."""
        home = court.partition("/")[0]
        sued = self.against()
        if not sued and recipient.partition("/")[0] not in ("", home) and verb.lemma_ in ("order", "fine", "sentence"):
            sued = recipient
        taker = recipient if recipient not in ("", sued) else home
        return sued, taker, kind or "compensation"

    def against(self) -> str:
        """Who is behind "against", after the sum: "awarded $5 million in damages against Sudan"."""
        for i in range(min(self.who.own), len(self.who.tree.doc)):
            if self.who.tree.doc[i].lower_ == "against":
                return next(
                    (a for c in self.who.tree.doc[i].children if (a := self.who.actor(c) or self.who.owner(c))), ""
                )
        return ""

    def contract(self, payer: str, recipient: str, kind: str, verb: Any) -> tuple[str, str, str]:
        """A contract awarded to a firm, or on which a firm builds, is paid to the firm's state."""
        if kind not in ("", "sale") or recipient or verb is None:
            return payer, recipient, kind
        nouns = {t.lemma_.lower() for t in self.who.tree.doc}
        if not nouns & {"contract", "tender", "order"}:
            return payer, recipient, kind
        if verb.lemma_ in ("award", "give", "grant", "go", "win", "build", "construct", "assign", "cancel"):
            for child in verb.children:
                if child.lower_ in ("to", "by") and child.dep_ in ("prep", "dative", "agent"):
                    firm = next((a for g in child.children if (a := self.who.actor(g) or self.who.owner(g))), "")
                    if firm:
                        return "" if payer == firm else payer, firm, "sale"
        return payer, recipient, kind

    def helper(self) -> str:
        """Who helps to bear a cost: "at a cost of $5 million, with Danish assistance", "borne by Oslo"."""
        for token in self.who.tree.doc:
            means = token.dep_ == "pobj" and token.head.lower_ in ("with", "through", "under", "by", "from")
            if means and token.lemma_ in HELP and (owner := self.who.owner(token)):
                return owner
            if token.lemma_ in ("bear", "fund", "finance", "cover", "meet", "pay") and token.tag_ == "VBN":
                for child in token.children:
                    if child.lower_ == "by" and (
                        actor := next((a for g in child.children if (a := self.who.actor(g) or self.who.owner(g))), "")
                    ):
                        return actor
        return ""
