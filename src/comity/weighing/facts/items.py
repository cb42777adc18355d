"""A claim made ready for comparison: its kind, parties, days, sum and words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Amount, Claim, Reading
from comity.weighing.kinds import TOLD, Kind, kinds, states
from comity.weighing.lineage import Lineage
from comity.weighing.lineage.edits import Lexicon, lexicon
from comity.weighing.lineage.words import folder, tokens
from comity.weighing.when import Interval, interval


@dataclass(frozen=True, slots=True)
class Item:
    """``words`` are the folded words of the claim's quote that are neither light nor figures; ``digest`` is of all."""

    claim: Claim
    kind: Kind
    states: tuple[str, ...]
    days: Interval | None
    amount: Amount | None
    words: frozenset[str]
    digest: str
    family: str

    @property
    def place(self) -> tuple[str, int]:
        """The sentence the claim stands in: (document, number)."""
        return self.claim.at.document, self.claim.sentence

    @property
    def mood(self) -> str:
        """ "told" for what is said to have happened or not, else the modality (planned, hypothetical, proposed)."""
        return "told" if self.claim.modality in TOLD else self.claim.modality


def items(reading: Reading, lineage: Lineage, knowledge: Knowledge) -> list[Item]:
    """The claims of one reading, in text order, ready for comparison."""
    known, fold, lex = kinds(knowledge), folder(knowledge), lexicon(knowledge)
    status = {s.claim: s.status for s in reversed(reading.status) if s.claim}
    amounts = {a.id: a for a in reading.amounts}
    out = []
    for claim in sorted(reading.claims, key=lambda c: (c.at.start, c.at.end, c.id)):
        out.append(_item(claim, known.of(claim, status.get(claim.id, "")), amounts, lineage, fold, lex))
    return out


def _item(
    claim: Claim,
    kind: Kind,
    amounts: Mapping[str, Amount],
    lineage: Lineage,
    fold: Callable[[str], str],
    lex: Lexicon,
) -> Item:
    folded = [w.fold for w in tokens(claim.at.quote, fold)]
    words = frozenset(
        w for w in folded if w not in lex.light and w not in lex.month and not any(c.isdigit() for c in w)
    )
    digest = hashlib.blake2b(" ".join(folded).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    family = lineage.family(claim.at.document, claim.at.start, claim.at.end)
    parties = states(claim.actors + claim.recipients)
    return Item(claim, kind, parties, interval(claim.when), amounts.get(claim.amount), words, digest, family)


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
