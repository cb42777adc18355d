"""What is said never to have happened, against passages by which it did: relations never broken, yet broken in 1942."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Dispute, Evidence, Reading, Sentence, Status
from comity.weighing.disputes.clauses import cite, clause
from comity.weighing.disputes.lifetimes import lives
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.gate import Gate, gate
from comity.weighing.when import interval

LIMIT = re.compile(r"\b(?:until|till|before|except|save|since)\b", re.IGNORECASE)
"""Words that limit a never to a time: "never recognised it until 1990"."""

OWNER = 16
"""Characters before a mission in which the state stands whose mission it is."""
EMPTIED = frozenset({"evacuate_mission"})
"""Acts that leave a mission without staff and yet not closed."""


@dataclass(frozen=True, slots=True)
class Never:
    """A sentence that says of a pair that something never happened: its words and the changes of status it excludes.

    ``owner``: whose mission it speaks of, where it says so.
    """

    at: Evidence
    pair: tuple[str, str]
    against: frozenset[str]
    said: str
    published: str
    owner: str = ""


def nevers(scene: Scene) -> Iterator[Dispute]:
    """Every never with the changes of status it excludes, one dispute for each."""
    told = [n for reading in scene.readings.values() for n in _nevers(scene, reading)]
    if not told:
        return
    rows = [s for reading in scene.readings.values() for s in reading.status]
    for never in told:
        rivals = [r for r in rows if _excluded(scene, never, r)]
        if rivals:
            sides = [(never.said, [never.at]), *((r.status.replace("_", " "), [r.at]) for r in rivals)]
            why = f"“{never.said}”, yet {rivals[0].status.replace('_', ' ')} {rivals[0].when}".rstrip()
            fact = next((c.fact for r in rivals if (c := scene.by_id.get(r.claim)) and c.fact), "")
            yield dispute("conflict", "status", sides, why, never.pair, fact)


def _excluded(scene: Scene, never: Never, row: Status) -> bool:
    if row.pair != never.pair or row.status not in never.against:
        return False
    if row.at.document == never.at.document and row.at.start < never.at.end and never.at.start < row.at.end:
        return False
    claim = scene.by_id.get(row.claim)
    if claim is None or claim.act in EMPTIED or _renamed(scene, never.at, row.at, never.pair):
        return False
    if never.owner and row.by and row.by.split("/")[0] != never.owner:
        return False
    days, published = interval(row.when), interval(never.published)
    return not (days and published and days.first > published.last)  # what came later is an update


def _renamed(scene: Scene, a: Evidence, b: Evidence, pair: tuple[str, str]) -> bool:
    """Whether two passages name a state of the pair by names of different polities: Rhodesia and Zimbabwe."""
    gone = scene.knowledge.compiled("disputes.lifetimes", lives).by_name
    for code in pair:
        one, two = (
            {m.name for m in scene.mentions(e.document, e.start, e.end) if m.kind == "state" and m.actor == code}
            for e in (a, b)
        )
        if one and two and not one & two and any(name.casefold() in gone for name in one | two):
            return True
    return False


def _nevers(scene: Scene, reading: Reading) -> Iterator[Never]:
    forms, any_form = scene.knowledge.compiled("disputes.nevers", _forms)
    for sentence in reading.sentences:
        if sentence.furniture or not any_form.may(sentence.at.quote):
            continue
        for pattern, against in forms:
            match = pattern.search(sentence.at.quote)
            if match is None or LIMIT.search(sentence.at.quote, match.end()):
                continue
            pair = _pair(scene, sentence)
            if pair is not None:
                begin, end = clause(sentence.at.quote, match.start())
                at = cite(scene, sentence, min(begin, match.start()), end)
                said = " ".join(match.group().split())
                owner = _owner(scene, sentence, match, pair)
                yield Never(at, pair, against, said, reading.document.published, owner)
                break


def _pair(scene: Scene, sentence: Sentence) -> tuple[str, str] | None:
    """The two states a sentence speaks of: those it names, else those its document is about."""
    named = scene.named_states(sentence.at.document, sentence.at.start, sentence.at.end)
    both = sorted(named if len(named) == 2 else scene.main_states(sentence.at.document))
    return (both[0], both[1]) if len(both) == 2 and (len(named) == 2 or named <= set(both)) else None


def _owner(scene: Scene, sentence: Sentence, match: re.Match[str], pair: tuple[str, str]) -> str:
    """The state whose mission the words name ("the Polish embassy in Tehran"), "" where they name none."""
    start = sentence.at.start + match.start()
    named = scene.named_states(sentence.at.document, start - OWNER, start) & set(pair)
    return next(iter(named)) if len(named) == 1 else ""


def _forms(knowledge: Knowledge) -> tuple[list[tuple[re.Pattern[str], frozenset[str]]], Gate]:
    rows = knowledge.table("rivalry.toml")["never"]
    forms = [(re.compile(row["words"], re.IGNORECASE), frozenset(row["against"])) for row in rows]
    return forms, gate(*(form for form, _ in forms))
