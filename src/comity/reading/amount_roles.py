"""Who pays an amount to whom, for what, when, and how far it had come: read off the sentence's syntax.

The amount's place in the parse gives a noun that names the money ("military assistance") and a verb that moves it
("provided", "owed"); ``knowledge/amount_kinds.toml`` says which of the verb's arguments pays and which receives. What
the sentence leaves open is taken from a claim that carries the amount, then from the pair of states the page is about,
and ``inferred`` says so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from comity.knowledge import Knowledge
from comity.models import Amount, Claim, Date, Mention, Reading
from comity.reading.amount_frames import Frames
from comity.reading.amount_place import Place
from comity.reading.topic import state_of, topic_pair

FURTHER = frozenset({"another", "a further", "an additional", "additional"})
"""Qualifiers that add an amount to one told before."""


def read_roles(reading: Reading, knowledge: Knowledge) -> tuple[Amount, ...]:
    """The reading's amounts with payer, recipient, kind, stage, purpose, period and claim."""
    frames = knowledge.compiled("amount roles", Frames.make)
    mentions: dict[int, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        mentions[mention.sentence].append(mention)
    dates: dict[int, list[Date]] = defaultdict(list)
    for date in reading.dates:
        dates[date.sentence].append(date)
    claims = {c.amount: c for c in reversed(reading.claims) if c.amount}
    pair = topic_pair(reading)
    beside: dict[int, list[Amount]] = defaultdict(list)
    for amount in reading.amounts:
        beside[amount.sentence].append(amount)
    paragraphs = {s.n: s.paragraph for s in reading.sentences}
    made: list[Amount] = []
    for amount in reading.amounts:
        n = amount.sentence
        tree = reading.trees.get(n)
        if tree is not None:
            place = Place(amount, tree, mentions[n], dates[n], frames, beside[n])
            amount = place.filled(_before(reading, amount, mentions))
        elif len(times := {d.edtf for d in dates[n] if d.edtf}) == 1 and not amount.when:
            amount = replace(amount, when=times.pop())
        amount = _settle(amount, claims.get(amount.id), pair, frames)
        if made and 0 <= n - made[-1].sentence <= 1 and paragraphs.get(n) == paragraphs.get(made[-1].sentence):
            amount = _continued(amount, made[-1], mentions[n], frames)
        made.append(amount)
    return tuple(made)


def _continued(amount: Amount, last: Amount, named: list[Mention], frames: Frames) -> Amount:
    """A sum of no hands of its own goes the way of the one before it: "…, and a further $3 million followed"."""
    if (
        amount.payer
        or amount.recipient
        or not (last.payer and last.recipient)
        or "%" in (amount.currency, last.currency)
    ):
        return amount
    if last.kind not in frames.infer or (amount.kind and amount.kind not in frames.infer):
        return amount
    hands = {code.partition("/")[0] for code in (*last.payer.split(";"), last.recipient)}
    if any(m.acts and (s := state_of(m)) and s not in hands for m in named):
        return amount
    if amount.sentence != last.sentence and not amount.kind and not amount.stage and amount.qualifier not in FURTHER:
        return amount
    note = f"payer and recipient: as {last.at.quote}, told before it"
    return replace(
        amount,
        payer=last.payer,
        recipient=last.recipient,
        kind=amount.kind or last.kind,
        stage=amount.stage or last.stage,
        inferred="; ".join(filter(None, (amount.inferred, note))),
    )


def _before(reading: Reading, amount: Amount, mentions: dict[int, list[Mention]]) -> str:
    """The state that the sentence before names first: what "it" may mean at the head of a sentence."""
    for m in mentions.get(amount.sentence - 1, ()):
        if m.acts and m.kind in ("state", "organ"):
            return m.actor
    return ""


def _settle(amount: Amount, claim: Claim | None, pair: tuple[str, str] | None, frames: Frames) -> Amount:
    """What the syntax left open, from the claim that carries the amount, then from the page's pair."""
    inferred = [amount.inferred] if amount.inferred else []
    payer, recipient, when = amount.payer, amount.recipient, amount.when
    money = amount.currency != "%"
    if claim is not None:
        amount = replace(amount, claim=claim.id)
        given = claim.plover in ("AID", "AGREE") and len(claim.actors) == 1 and len(claim.recipients) == 1
        if money and given and amount.kind in frames.infer and amount.kind != "debt":
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
    if money and pair and amount.kind in frames.infer and alone:
        known = (payer or recipient).partition("/")[0]
        if known in pair:
            other = pair[1] if known == pair[0] else pair[0]
            inferred.append(f"{'recipient' if payer else 'payer'}: the page is about {pair[0]} and {pair[1]}")
            payer, recipient = payer or other, recipient or other
    return replace(amount, payer=payer, recipient=recipient, when=when, inferred="; ".join(inferred))


def _reason(claim: Claim, field: str) -> str:
    """From what the claim itself took a field."""
    own = next((note.partition(":")[2].strip() for note in claim.inferred if note.startswith(field)), "")
    return own or "the claim that carries it"
