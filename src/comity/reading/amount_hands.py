"""From whose hands to whose a sum goes where its own clause does not say: from a claim, the sum before, the page.

Each inference names itself in ``inferred``. A sum's direction is taken, in this order, from the claim that carries it,
from the only other state that its sentence names, from the pair of states the page is about, from the sum before it,
from a sentence or heading before it that says whose money it is ("Britain is Kenya's largest donor"), from the
page's other sums of the same family where these all go one way, and for aid, debts and remittances from which of the
two states is known to give to the other.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from comity.models import Amount, Claim, Mention, Reading, Sentence
from comity.reading.amount_frames import Frames
from comity.reading.topic import state_of

FURTHER = frozenset({"another", "a further", "an additional", "additional"})
"""Qualifiers that add an amount to one told before."""
FAMILIES = (
    frozenset({"aid", "military aid", "grant", "loan"}),
    frozenset({"compensation", "payment", "fine"}),
    frozenset({"debt"}),
    frozenset({"sale"}),
    frozenset({"remittances"}),
)
"""Kinds of money that go the same way between two states."""
MOVED = frozenset({"paid", "pledged", "committed", "withheld"})
"""Stages of money that one hands to another, or does not."""
CREDITORS = re.compile(
    r"\b(?:International Monetary Fund|IMF|World Bank|Paris Club|London Club"
    r"|(?:external|foreign|public|national|sovereign|total) debt)\b"
)
"""Where a debt is talked of with these, it is owed to many."""
_PART = re.compile(r"\b(?:of which|of this|of that|of it|including|comprising|among them|as (?:a|the) first)\b", re.I)
_OF_IT = re.compile(r"\s+of (?:that|this|it|which|the (?:sum|total|money|amount))\b", re.I)
_GIVER = re.compile(
    r"\b(?:donors?|assistance|aid|development partner|lenders?|benefactor|creditors?|grants|loans|provider|backer)\b",
    re.I,
)
_VIA = re.compile(r"\b(?:through|via)\s+(?:the\s+)?$", re.I)
_TO = re.compile(r"\b(?:to|for|of)\s+(?:the\s+)?$", re.I)


def continued(amount: Amount, last: Amount, named: list[Mention], text: str, frames: Frames) -> Amount:
    """A sum of no hands of its own goes the way of the one before it: "…, and a further $3 million followed".

    ``named`` are the acting mentions of its sentence, ``text`` the document's.
    """
    if "%" in (amount.currency, last.currency) or not last.payer or (amount.payer and amount.recipient):
        return amount
    if last.kind not in frames.infer or (amount.kind and amount.kind not in frames.infer):
        return amount
    same = amount.sentence == last.sentence
    part = same and bool(_PART.search(text, last.at.end, amount.at.start))
    part = part or bool(_OF_IT.match(text, amount.at.end, amount.at.end + 24))
    if not part and not last.recipient:
        return amount
    if amount.payer or amount.recipient:
        one = amount.payer.partition("/")[0] == last.payer.partition("/")[0] and not amount.recipient
        if not (one and same_family(amount.kind, last.kind)):
            return amount
    hands = {code.partition("/")[0] for code in (*last.payer.split(";"), last.recipient)}
    start = last.at.end if same else 0
    end = amount.at.end if same else amount.at.end + 10_000
    if any(start <= m.at.start < end and (s := state_of(m)) and s not in hands for m in named) and not part:
        return amount
    if not same and not amount.kind and not amount.stage and amount.qualifier not in FURTHER:
        return amount
    payer, recipient = last.payer, last.recipient
    note = f"payer and recipient: as {last.at.quote}, told before it"
    if amount.kind and (amount.kind == "debt") != (last.kind == "debt"):  # who owes a debt is given the aid
        payer, recipient = recipient, payer
        note = f"payer and recipient: the other way than {last.at.quote}, told before it"
    return replace(
        amount,
        payer=amount.payer or payer,
        recipient=amount.recipient or recipient,
        kind=amount.kind or last.kind,
        stage=amount.stage or last.stage,
        inferred="; ".join(filter(None, (amount.inferred, note))),
    )


def settled(
    amount: Amount,
    claim: Claim | None,
    pair: tuple[str, str] | None,
    named: list[Mention],
    sentence: str,
    frames: Frames,
) -> Amount:
    """What the syntax left open, from the claim that carries the amount, its sentence, then the page's pair.

    ``named`` are the acting mentions of the sentence, ``sentence`` its words.
    """
    inferred = [amount.inferred] if amount.inferred else []
    payer, recipient, when = amount.payer, amount.recipient, amount.when
    money = amount.currency != "%"
    if claim is not None:
        amount = replace(amount, claim=claim.id)
        given = claim.plover in ("AID", "AGREE") and len(claim.actors) == 1 and len(claim.recipients) == 1
        given = given and sum("the page's pair" in note for note in claim.inferred) < 2
        if money and given and amount.kind in frames.infer and amount.kind in FAMILIES[0]:
            if not payer and claim.actors[0] != recipient:
                payer = claim.actors[0]
                inferred.append(f"payer: {_reason(claim, 'actors')}")
            if not recipient and claim.recipients[0] != payer:
                recipient = claim.recipients[0]
                inferred.append(f"recipient: {_reason(claim, 'recipients')}")
        if not when and claim.when:
            when = claim.when
            inferred.append(f"when: {_reason(claim, 'when')}")
    alone = bool(payer) != bool(recipient) and ";" not in payer + recipient
    owed_to_many = amount.kind == "debt" and bool(CREDITORS.search(sentence))
    transfer = amount.kind in frames.infer or amount.stage == "asked" or _between(amount, pair, named, frames)
    if money and alone and not owed_to_many and transfer:
        known = (payer or recipient).partition("/")[0]
        missing = "recipient" if payer else "payer"
        others = {s for m in named if (s := state_of(m)) and s != known}
        other = ""
        if amount.kind == "sale" and len(others) == 1 and not (pair and others <= set(pair)):
            other = others.pop()
            inferred.append(f"{missing}: the one other state of the sentence")
        elif pair and known in pair:
            other = pair[1] if known == pair[0] else pair[0]
            inferred.append(f"{missing}: the page is about {pair[0]} and {pair[1]}")
        payer, recipient = payer or other, recipient or other
    return replace(amount, payer=payer, recipient=recipient, when=when, inferred="; ".join(inferred))


def _between(amount: Amount, pair: tuple[str, str] | None, named: list[Mention], frames: Frames) -> bool:
    """Whether a sum of no kind, given by the richer of the pair or got by the poorer, passes between the two."""
    way = frames.gives(pair) if pair and not amount.kind and amount.stage in MOVED else None
    if way is None:
        return False
    giver, taker = way
    if amount.payer.partition("/")[0] == giver:
        return amount.stage == "withheld" or any(state_of(m) == taker for m in named)
    return amount.recipient.partition("/")[0] == taker


def _reason(claim: Claim, field: str) -> str:
    """From what the claim itself took a field."""
    own = next((note.partition(":")[2].strip() for note in claim.inferred if note.startswith(field)), "")
    return own or "the claim that carries it"


def same_family(one: str, other: str) -> bool:
    """Whether money of the two kinds goes the same way between two states."""
    return not one or one == other or any(one in f and other in f for f in FAMILIES)


class Page:
    """What a whole page tells of the direction of its sums."""

    def __init__(self, reading: Reading, amounts: list[Amount], pair: tuple[str, str] | None, frames: Frames) -> None:
        self.pair, self.infer = pair, frames.infer
        self.way = frames.gives(pair) if pair else None
        self.text = reading.document.text
        self.sentences = {s.n: s for s in reading.sentences}
        self.mentions: dict[int, list[Mention]] = {}
        for m in reading.mentions:
            if m.kind in ("state", "organ") and state_of(m):
                self.mentions.setdefault(m.sentence, []).append(m)
        self.ways = [
            Counter(
                (a.payer.partition("/")[0], a.recipient.partition("/")[0]) for a in amounts if self._votes(a, family)
            )
            for family in FAMILIES
        ]

    def _votes(self, amount: Amount, family: frozenset[str]) -> bool:
        hands = {amount.payer.partition("/")[0], amount.recipient.partition("/")[0]}
        return amount.kind in family and hands == set(self.pair or ())

    def filled(self, amount: Amount) -> Amount:
        """The amount with the hands that the page tells of, where it has none of its own."""
        if amount.currency == "%" or amount.payer or amount.recipient or amount.kind not in self.infer or not self.pair:
            return amount
        family = next((n for n, f in enumerate(FAMILIES) if amount.kind in f), None)
        if family is None:
            return amount
        named = {
            state_of(m)
            for m in self.mentions.get(amount.sentence, ())
            if not _VIA.search(self.text, max(0, m.at.start - 14), m.at.start)
        }
        here = self.sentences.get(amount.sentence)
        to_many = amount.kind == "debt" and here is not None and bool(CREDITORS.search(here.at.quote))
        if to_many or named - set(self.pair):
            return amount
        way, why = (self._said(amount), "a sentence before says who gives") if family == 0 else (None, "")
        if way is None:
            ways = self.ways[family].most_common(2)
            if len(ways) > 1 and ways[1][1] * 3 > ways[0][1]:
                return amount
            if ways:
                way, why = ways[0][0], "the page's other sums of the kind go this way"
            elif self.way and (family == 0 or amount.kind in ("debt", "remittances")):
                way = self.way[::-1] if amount.kind == "debt" else self.way
                why = f"between {way[0]} and {way[1]} it goes this way (givers.toml)"
            else:
                return amount
        if set(way) != set(self.pair):
            return amount
        note = f"payer and recipient: {why}"
        inferred = "; ".join(filter(None, (amount.inferred, note)))
        return replace(amount, payer=way[0], recipient=way[1], inferred=inferred)

    def _said(self, amount: Amount) -> tuple[str, str] | None:
        """(giver, taker) of the pair, of the nearest sentence before, or heading above, that tells of giving."""
        here = self.sentences.get(amount.sentence)
        for n in range(amount.sentence, max(-1, amount.sentence - 4), -1):
            sentence = self.sentences.get(n)
            if here is None or sentence is None:
                continue
            if (way := self._giving(sentence, n)) is not None:
                return way
        return None

    def _giving(self, sentence: Sentence, n: int) -> tuple[str, str] | None:
        assert self.pair is not None
        found = _GIVER.search(sentence.at.quote)
        if not found:
            return None
        at = sentence.at.start + found.start()
        for m in self.mentions.get(n, ()):
            state = state_of(m)
            if state not in self.pair:
                continue
            other = self.pair[1] if state == self.pair[0] else self.pair[0]
            if m.at.start > at and _TO.search(self.text, max(0, m.at.start - 12), m.at.start):
                return other, state
            if m.at.end <= at:
                after = self.text[m.at.end : m.at.end + 2]
                owner = after in ("\u2019s", "'s") and re.search(
                    r"donor|partner|lender|creditor|benefactor|provider", found.group()
                )
                return (other, state) if owner and len({state_of(x) for x in self.mentions[n]}) == 1 else (state, other)
        return None
