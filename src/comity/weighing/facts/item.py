"""A claim made ready for comparison, and how two such compare: their sums, words and direction."""

from __future__ import annotations

from dataclasses import dataclass

from comity.models import Amount, Claim
from comity.weighing.kinds import TOLD, Kind, states
from comity.weighing.when import Interval


@dataclass(frozen=True, slots=True)
class Item:
    """``words`` are the folded words of the claim's quote that are neither light nor figures; ``digest`` is of all.

    ``deed`` is the id of the claim whose deed this one tells the means of, ``ranks`` are those of the posts it names.
    ``lasting``: it tells a state of things; ``first``: how all began; ``back``: it points back at an agreement.
    ``topic``: the words of what an agreement is on, where the claim has a word for it; None where it has none.
    """

    claim: Claim
    kind: Kind
    states: tuple[str, ...]
    days: Interval | None
    amount: Amount | None
    words: frozenset[str]
    digest: str
    family: str
    ranks: frozenset[str] = frozenset()
    deed: str = ""
    lasting: bool = False
    first: bool = False
    back: bool = False
    topic: frozenset[str] | None = None

    @property
    def place(self) -> tuple[str, int]:
        """The sentence the claim stands in: (document, number)."""
        return self.claim.at.document, self.claim.sentence

    @property
    def mood(self) -> str:
        """ "told" for what is said to have happened or not, else the modality (planned, hypothetical, proposed)."""
        return "told" if self.claim.modality in TOLD else self.claim.modality


def same_sum(a: Amount | None, b: Amount | None) -> bool | None:
    """Whether two sums agree (within half a per cent, or within their bounds); None where one is not given."""
    if a is None or b is None or a.value is None or b.value is None:
        return None
    if (a.currency == "%") != (b.currency == "%") or (a.currency and b.currency and a.currency != b.currency):
        return False
    if abs(a.value - b.value) <= 0.005 * max(abs(a.value), abs(b.value)):
        return True
    rounded = bool(a.qualifier or b.qualifier)
    return rounded and abs(a.value - b.value) <= 0.05 * max(abs(a.value), abs(b.value))


def alike(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the shorter wording's words that the other has too, 0..1; 0 where fewer than two are shared."""
    shared = len(a & b)
    return shared / min(len(a), len(b)) if shared > 1 else 0.0


def same_direction(a: Claim, b: Claim) -> bool:
    """Whether two claims do not contradict each other about who acted: one may leave a side open or name both alike."""
    x, y = (states(a.actors), states(a.recipients)), (states(b.actors), states(b.recipients))
    return x == y or not x[1] or not y[1] or not x[0] or not y[0]


def other_organs(a: Claim, b: Claim) -> bool:
    """Whether both claims name organs on one side, and not the same: a meeting with ministers and one with students."""
    for x, y in ((a.actors, b.actors), (a.recipients, b.recipients)):
        if x == y:
            continue
        one, two = {c for c in x if "/" in c}, {c for c in y if "/" in c}
        if one and two and not one & two:
            return True
    return False


def other_subjects(a: Item, b: Item) -> bool:
    """Whether both claims say on what an agreement is, and have no word of it in common."""
    return bool(a.topic and b.topic and not a.topic & b.topic)
