"""One event under two names that say different things of it: a coup or fighting, an invasion or a liberation."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from comity.knowledge import Knowledge
from comity.models import Claim, Date, Dispute, Evidence, Mention, Reading, Sentence
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.gate import Gate, gate, lowered
from comity.weighing.kinds import states
from comity.weighing.when import Interval, agree, interval

M = TypeVar("M", Date, Mention)

SHORT = 120
"""Characters: a longer claim tells the event in its own clause; only the words around the name are matched."""
BESIDE = 60
"""Characters between a name and the date and the state that stand beside it, where no claim was read from them."""
CLOSE = 14
"""Characters between a name and a bare year that dates it: "the 1968 uprising"."""


@dataclass(frozen=True, slots=True)
class Camp:
    """What one side calls an event; ``text``: its bare name counts too, a date and a state beside it."""

    name: str
    words: re.Pattern[str]
    text: bool
    gate: Gate


@dataclass(frozen=True, slots=True)
class Telling:
    """An event under one camp's name."""

    camp: str
    at: Evidence
    days: Interval
    states: frozenset[str]
    fact: str = ""


def naming(scene: Scene) -> Iterator[Dispute]:
    """Events of one state and time that documents call by names of rival camps, one dispute for each event."""
    every = scene.knowledge.compiled("disputes.names", _camps)
    gates = [camp.gate for _, camps in every for camp in camps]
    called = [c for c in scene.claims if (low := _short(c)) and any(g.opens(low) for g in gates)]
    for why, camps in every:
        held: dict[tuple[str, int], list[Telling]] = defaultdict(list)
        for telling in _tellings(scene, camps, called):
            for state in telling.states:
                held[state, telling.days.first // 366].append(telling)
        for (state, _), told in sorted(held.items(), key=lambda e: e[0]):
            found = _event(scene, state, why, told)
            if found:
                yield found


def _short(claim: Claim) -> str:
    """The words of a claim in which a name is looked for, as gates compare them; "" where they tell more."""
    return lowered(claim.at.quote) if len(claim.at.quote) <= SHORT else ""


def _tellings(scene: Scene, camps: Sequence[Camp], called: Sequence[Claim]) -> list[Telling]:
    """The events that ``called``, the claims that may use a camp's name, and the texts tell under these names."""
    out = []
    for claim in called:
        days, quote = interval(claim.when), claim.at.quote
        if days is None or days.lasting or claim.modality not in ("done", "ongoing", "alleged") or len(quote) > SHORT:
            continue
        parties = frozenset(states(claim.actors + claim.recipients))
        out += [Telling(c.name, claim.at, days, parties, claim.fact) for c in camps if c.words.search(quote)]
    read = {(t.camp, t.at.document, n) for t in out for n in range(t.at.start, t.at.end)}
    told = [camp for camp in camps if camp.text]
    for reading in scene.readings.values() if told else ():
        low = lowered(reading.document.text)
        for camp in [c for c in told if c.gate.opens(low)] if reading.dates else ():
            found = _in_text(scene, reading, camp)
            out += [t for t in found if (t.camp, t.at.document, t.at.start) not in read]
    return out


def _in_text(scene: Scene, reading: Reading, camp: Camp) -> Iterator[Telling]:
    """Where a document uses a camp's name with a date to the month, or a year before it, and one state beside it."""
    document = reading.document
    for sentence in reading.sentences:
        quote = sentence.at.quote
        match = camp.words.search(quote) if not sentence.furniture and camp.gate.may(quote) else None
        if match is None:
            continue
        start, end = sentence.at.start + match.start(), sentence.at.start + match.end()
        date = _beside(_dates(reading, sentence), start, end)
        around = scene.mentions(document.document, max(start - BESIDE, 0), end + BESIDE)
        who = _beside([m for m in around if _state(m)], start, end)
        days = interval(date.edtf) if date else None
        if not (date and who and days) or days.lasting or days.days > 366:
            continue
        if days.days > 31 and not 0 <= start - date.at.end <= CLOSE:
            continue
        at = scene.cite(document.document, min(start, date.at.start), max(end, date.at.end))
        yield Telling(camp.name, at, days, frozenset(states((who.actor,))))


def _state(mention: Mention) -> bool:
    return mention.kind in ("state", "place", "organ") and bool(mention.actor)


def _dates(reading: Reading, sentence: Sentence) -> list[Date]:
    return [d for d in reading.dates if sentence.at.start <= d.at.start < sentence.at.end]


def _beside(found: Sequence[M], start: int, end: int) -> M | None:
    """The nearest to a place, if near enough."""
    near = [(max(m.at.start - end, start - m.at.end, 0), n) for n, m in enumerate(found)]
    best = min(near, default=(BESIDE + 1, 0))
    return found[best[1]] if best[0] <= BESIDE else None


def _event(scene: Scene, state: str, why: str, told: Sequence[Telling]) -> Dispute | None:
    sides: dict[str, list[Evidence]] = defaultdict(list)
    for a in told:
        if any(b.camp != a.camp and agree(a.days, b.days) and _same_event(scene, a, b) for b in told):
            sides[a.camp].append(a.at)
    if len(sides) < 2:
        return None
    fact = next((t.fact for t in told if t.camp in sides and t.fact), "")
    return dispute("conflict", "attribution", sides.items(), f"the same event under two names: {why}", (state,), fact)


def _same_event(scene: Scene, a: Telling, b: Telling) -> bool:
    """Whether two tellings can be of one event: no other states take part, and their sentences share a state."""
    if not (a.states <= b.states or b.states <= a.states):
        return False
    if a.at.document == b.at.document and a.at.start < b.at.end and b.at.start < a.at.end:
        return False  # one passage that gives both names
    named = []
    for telling in (a, b):
        sentence = scene.sentence(telling.at.document, telling.at.start)
        at = sentence.at if sentence else telling.at
        named.append(scene.named_states(at.document, at.start, at.end) | scene.main_states(at.document))
    return (
        a.at.document == b.at.document or len(named[0] & named[1]) > 1 or named[0] <= named[1] or named[1] <= named[0]
    )


def _camps(knowledge: Knowledge) -> list[tuple[str, list[Camp]]]:
    out = []
    for group in knowledge.table("rivalry.toml")["names"]:
        camps = []
        for camp in group["camps"]:
            words = "|".join(re.escape(w) for w in sorted(camp["words"], key=len, reverse=True))
            pattern = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
            camps.append(Camp(camp["name"], pattern, group.get("text", False), gate(pattern)))
        out.append((group["why"], camps))
    return out
