"""What the reading of one document's acts carries from sentence to sentence."""

from __future__ import annotations

from comity.models import Claim, Mention, Reading, Sentence
from comity.reading.acts.anaphora import Talk
from comity.reading.acts.cast import Cast, Deed, base
from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import Codebook
from comity.reading.acts.dominions import Dominions
from comity.reading.acts.sides import Weighing
from comity.reading.acts.standings import Standings

_NEAR = 30
"""How many sentences a visit goes on being told."""

TAKEN_UP = "when: what the sentence before tells"


class Page:
    """One document: its reading, who is on stage, whom pronouns mean, which visits are being told, what was told."""

    def __init__(self, reading: Reading, book: Codebook, known: Standings, rule: Dominions, weighing: Weighing) -> None:
        self.reading, self.book, self.known, self.rule, self.weighing = reading, book, known, rule, weighing
        self.cast, self.talk = Cast(reading), Talk()
        self.cast.ranks = known.ranks
        self._trips: dict[str, tuple[str, int]] = {}
        self.latest = ""
        self.spoken: tuple[int, Clauses, dict[int, list[Mention]]] | None = None
        self._told: set[tuple[str, frozenset[str]]] = set()
        starts: dict[int, int] = {}
        for s in reading.sentences:
            starts.setdefault(s.paragraph, s.at.start)
        self._dates = {d.sentence: d.edtf for d in sorted(reading.dates, key=lambda d: d.at.start) if d.edtf}
        self.floors = {s.n: starts[s.paragraph] for s in reading.sentences}

    def dated_before(self, sentence: Sentence) -> str:
        """The date that stands last in the sentence before, within the paragraph; "" if none."""
        held = self._dates.get(sentence.n - 1, "")
        return held if sentence.at.start != self.floors[sentence.n] else ""

    def trip(self, person: str, sentence: int) -> str:
        """When the visit took place that is being told of ``person``; "" if none is."""
        when, at = self._trips.get(person, ("", 0))
        return when if 0 <= sentence - at <= _NEAR else ""

    def travels(self, person: str, when: str, sentence: int) -> None:
        """Remember a dated visit of ``person``."""
        self._trips[person] = (when, sentence)

    def is_old(self, c: Claim) -> bool:
        """True for a noun that only refers back, undated, to an act already told of the same parties: "the visit was
        …"."""
        undated = not c.when or (c.when_from == "context" and TAKEN_UP not in c.inferred)
        act = self.book.acts.get(c.act)
        if act is None:  # told by likeness: no act of the codebook
            return False
        refers = bool(act.status) or act.reciprocal or act.plover == "CONSULT"
        return undated and refers and self.book.nominal(c.rule) and _key(c) in self._told

    def keep(self, c: Claim) -> None:
        """Remember what a claim tells."""
        self._told.add(_key(c))
        if c.when:
            self.latest = c.when
        if c.modality in ("done", "ongoing", "alleged"):
            self.cast.tell(Deed(c.sentence, c.plover, _bare(c.actors), _bare(c.recipients), c.act))
        if c.actors and c.recipients and not any(i.startswith("actors") for i in c.inferred):
            self.cast.note(c.plover, c.actors[0])


def _key(c: Claim) -> tuple[str, frozenset[str]]:
    return c.act, frozenset(base(x) for x in (*c.actors, *c.recipients))


def _bare(codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(base(c) for c in codes))
