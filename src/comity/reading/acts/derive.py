"""What follows from claims: measures, and the sentences that gave nothing."""

from __future__ import annotations

from collections.abc import Iterator

from comity.knowledge import Knowledge
from comity.models import Measure, Reading, Unread
from comity.reading.acts.cast import Cast, base
from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import Codebook
from comity.reading.acts.likeness import resemblance


def measures(reading: Reading, book: Codebook) -> Iterator[Measure]:
    """A row for every claim whose act begins, ends or suspends a law, embargo, programme, exercise, agreement or
    loan."""
    for c in reading.claims:
        act = book.acts.get(c.act)
        if act is None or not act.measure or c.modality in ("denied", "hypothetical", "proposed"):
            continue
        state = "planned" if c.modality == "planned" else act.measure_state or "in force"
        first, _, last = c.when.partition("/")
        ended = state in ("ended", "suspended")
        yield Measure(
            c.at,
            name=act.name,
            kind=act.measure,
            by=tuple(sorted({base(x) for x in c.actors})),
            on=tuple(sorted({base(x) for x in c.recipients})),
            from_="" if ended else first,
            to=(last or first) if ended else last,
            state=state,
            claim=c.id,
        )


def unread(reading: Reading, knowledge: Knowledge) -> Iterator[Unread]:
    """Sentences that name two states as parties and overlap no claim, each with the reason in plain words."""
    covered = {c.sentence for c in reading.claims}
    parties: dict[int, set[str]] = {}
    for m in reading.mentions:
        if m.acts and m.actor and m.kind in ("state", "organ", "person", "organisation", "group"):
            parties.setdefault(m.sentence, set()).add(base(m.actor))
    cast: Cast | None = None
    for s in reading.sentences:
        if s.furniture or s.n in covered or len(parties.get(s.n, ())) < 2:
            continue
        if s.n not in reading.trees:
            yield Unread(s.at, "no word in it that any act is told with")
            continue
        cast = cast or Cast(reading)
        view = Clauses(reading.trees[s.n])
        word, plover, sure = resemblance(view, cast.tokens(view, s.n), knowledge)
        reason = "it names " + " and ".join(sorted(parties[s.n])[:3]) + " but tells no act that the codebook knows"
        if sure >= 0.5:
            reason += f"; “{word}” reads like {plover} ({sure:.2f}), but not who did it to whom, or that it happened"
        yield Unread(s.at, reason)
