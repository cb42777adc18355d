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
from comity.models import Amount, Date, Mention, Reading
from comity.reading.amount_frames import Frames
from comity.reading.amount_hands import Page, continued, settled
from comity.reading.amount_place import Place
from comity.reading.topic import topic_pair


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
    abroad: set[str] = set()  # sums that go to somebody who is no party we know
    for amount in reading.amounts:
        n = amount.sentence
        tree = reading.trees.get(n)
        if tree is not None:
            place = Place(amount, tree, mentions[n], dates[n], frames, beside[n])
            amount = place.filled(_before(reading, amount, mentions))
            if place.elsewhere:
                abroad.add(amount.id)
        elif len(times := {d.edtf for d in dates[n] if d.edtf}) == 1 and not amount.when:
            amount = replace(amount, when=times.pop())
        named = [m for m in mentions[n] if m.acts]
        words = reading.sentences[n].at.quote if n >= 0 else ""
        amount = settled(amount, claims.get(amount.id), None if amount.id in abroad else pair, named, words, frames)
        if made and 0 <= n - made[-1].sentence <= 1 and paragraphs.get(n) == paragraphs.get(made[-1].sentence):
            amount = continued(amount, made[-1], named, reading.document.text, frames)
        made.append(amount)
    page = Page(reading, made, pair, frames)
    return tuple(a if a.id in abroad else page.filled(a) for a in made)


def _before(reading: Reading, amount: Amount, mentions: dict[int, list[Mention]]) -> str:
    """The state that the sentence before names first: what "it" may mean at the head of a sentence."""
    for m in mentions.get(amount.sentence - 1, ()):
        if m.acts and m.kind in ("state", "organ"):
            return m.actor
    return ""
