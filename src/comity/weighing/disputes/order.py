"""What cannot be: a mission raised in rank before it opened; no relations at all in years of recognition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from comity.knowledge import Knowledge
from comity.models import Dispute, Evidence, Reading, Status
from comity.weighing.disputes.scene import Scene, dispute
from comity.weighing.gate import gate
from comity.weighing.when import Interval, interval

AROUND = 4
"""Sentences before and after an undated act in which the text's own order of events dates it."""
MONTH = 31
"""Days by which the opening of a mission in its new rank may follow the decision to raise it."""
MARGIN = 370
"""Days at either end of a period without relations that its vague dates may leave open."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """Between which dates the text's own order of events puts an act that it does not date."""

    after: Interval | None
    before: Interval | None


def bracket(scene: Scene, document: str, at: Evidence, ahead: int, lasting: bool) -> Bracket:
    """The dates of acts told at most AROUND sentences before a passage and at most ``ahead`` after it.

    ``lasting`` says whether periods ("between 1975 and 1979") count beside single dates.
    """
    sentence = scene.sentence(document, at.start)
    here = sentence.n if sentence else 0
    earlier = later = None
    for claim in scene.by_document.get(document, ()):
        days = interval(claim.when)
        if days is None or claim.modality not in ("done", "ongoing") or claim.at == at or days.open:
            continue
        if days.lasting and not lasting:
            continue
        if claim.at.start < at.start and here - claim.sentence <= AROUND:
            earlier = days
        elif claim.at.start > at.start and claim.sentence - here <= ahead and later is None:
            later = days
    return Bracket(earlier, later)


def upgrades(scene: Scene) -> Iterator[Dispute]:
    """A mission that a document raises in rank before, or in the very days, it has it open."""
    for name, reading in scene.readings.items():
        raised = [s for s in reading.status if s.status == "mission_raised"]
        opened = [s for s in reading.status if s.status in ("mission_opened", "mission_reopened") and s.when]
        for up in raised:
            told = [o for o in opened if o.pair == up.pair and o.at.start < up.at.start and _same_side(o, up)]
            if told and (found := _too_early(scene, name, up, told[-1])):
                yield found


def raised_before_all(scene: Scene) -> Iterator[Dispute]:
    """A mission that one document raises in rank before any other has it open."""
    rows = [s for reading in scene.readings.values() for s in reading.status]
    opened = [(d, s) for s in rows if s.status in ("mission_opened", "mission_reopened") and (d := interval(s.when))]
    for up in rows:
        raised = interval(up.when)
        if up.status != "mission_raised" or raised is None:
            continue
        own = [(d, o) for d, o in opened if o.pair == up.pair and _same_side(o, up)]
        if not own or min(d.first for d, _ in own) <= raised.last:
            continue
        first = min(own, key=lambda e: (e[0].first, e[1].at.document, e[1].at.start))[1]
        if first.at.document != up.at.document:
            why = f"raised in rank ({up.when}) before any document has it open ({first.when})"
            sides = [(f"opened {first.when}", [first.at]), (f"raised {up.when}", [up.at])]
            yield dispute("conflict", "when", sides, why, up.pair, _fact(scene, first))


def _same_side(a: Status, b: Status) -> bool:
    return not a.by or not b.by or a.by.split("/")[0] == b.by.split("/")[0]


def _too_early(scene: Scene, document: str, up: Status, opened: Status) -> Dispute | None:
    days, raised = interval(opened.when), interval(up.when)
    if days is None:
        return None
    if raised is not None:
        if raised.last + MONTH >= days.first:
            return None
        why = f"raised in rank ({up.when}) before it opened ({opened.when})"
        sides = [(f"opened {opened.when}", [opened.at]), (f"raised {up.when}", [up.at])]
        return dispute("conflict", "when", sides, why, up.pair, _fact(scene, opened))
    told = bracket(scene, document, up.at, ahead=1, lasting=False)
    if told.after is None or told.before is None or told.after.last >= days.first or told.before.first > days.first:
        return None
    sentence = scene.sentence(document, up.at.start)
    at = sentence.at if sentence else up.at
    since, until = date.fromordinal(told.after.first), date.fromordinal(told.before.last)
    why = (
        f"opened {opened.when}, yet the text raises it in rank after what happened on {since} and by {until}: "
        "too late an opening for its own story"
    )
    sides = [(f"opened {opened.when}", [opened.at]), ("raised in rank by then", [at])]
    return dispute("conflict", "when", sides, why, up.pair, _fact(scene, opened))


def _fact(scene: Scene, status: Status) -> str:
    claim = scene.by_id.get(status.claim)
    return claim.fact if claim else ""


def absences(scene: Scene) -> Iterator[Dispute]:
    """A period said to be without relations, in which another passage has recognition, relations or a mission."""
    gaps = [gap for reading in scene.readings.values() for gap in _gaps(scene, reading)]
    if not gaps:
        return
    against = ("recognised", "relations_established", "relations_resumed", "mission_opened", "mission_reopened")
    rows = [(n, s) for n, r in scene.readings.items() for s in r.status if s.status in against]
    for at, pair, first, last in gaps:
        rivals = []
        for name, row in rows:
            if row.pair != pair:
                continue
            days = interval(row.when)
            if days is None and not row.when:
                inside = _told_inside(scene, name, row, first, last)
            else:
                inside = bool(days and first + MARGIN <= days.first and days.last <= last - MARGIN)
            if inside:
                rivals.append((row.status.replace("_", " "), [row.at]))
        if rivals:
            span = f"{date.fromordinal(first).year} to {date.fromordinal(last).year}"
            why = f"no relations at all from {span}, yet {', '.join(sorted({v for v, _ in rivals}))} within those years"
            yield dispute("conflict", "status", [(f"none, {span}", [at]), *rivals], why, pair)


def _told_inside(scene: Scene, document: str, row: Status, first: int, last: int) -> bool:
    """Whether the text's order puts an undated change of status inside a period."""
    told = bracket(scene, document, row.at, ahead=AROUND, lasting=True)
    if told.after is None or told.before is None or told.after.last > told.before.last:
        return False
    return first + MARGIN <= told.after.last and told.before.first <= last - MARGIN and told.before.last <= last


def _gaps(scene: Scene, reading: Reading) -> Iterator[tuple[Evidence, tuple[str, str], int, int]]:
    """Sentences that say there were no relations for a dated period: evidence, pair, first and last day."""
    pattern = scene.knowledge.compiled("disputes.absence", _absence)
    any_absence = scene.knowledge.compiled("disputes.absence.gate", lambda knowledge: gate(_absence(knowledge)))
    name = reading.document.document
    for sentence in reading.sentences:
        quote = sentence.at.quote
        if sentence.furniture or not any_absence.may(quote) or not pattern.search(quote):
            continue
        dates = [d for d in reading.dates if sentence.at.start <= d.at.start < sentence.at.end]
        spans = [(d.earliest, d.latest) for d in dates if d.earliest and d.latest]
        named = sorted(scene.named_states(name, sentence.at.start, sentence.at.end))
        told = [s.pair for s in reading.status if s.at.start <= sentence.at.start]
        pair = (named[0], named[1]) if len(named) == 2 else told[-1] if told else None
        if pair is None or not spans:
            continue
        first = min(_day(a) for a, _ in spans)
        last = max(_day(b) for _, b in spans)
        if last - first > 2 * MARGIN:
            yield sentence.at, pair, first, last


def _day(iso: str) -> int:
    days = interval(iso)
    return days.first if days else 1


def _absence(knowledge: Knowledge) -> re.Pattern[str]:
    return re.compile("|".join(knowledge.table("rivalry.toml")["absence"]["phrases"]), re.IGNORECASE)
