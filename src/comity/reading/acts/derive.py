"""The sentences that name two states and gave no claim."""

from __future__ import annotations

from collections.abc import Iterator

from comity.knowledge import Knowledge
from comity.models import Reading, Unread
from comity.reading.acts.cast import Cast, base
from comity.reading.acts.clause import Clauses
from comity.reading.acts.likeness import resemblance


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
