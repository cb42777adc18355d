"""What stands behind a fact, ready for a page: each sentence in its paragraph, its copies, the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from comity.keeping.record import Record
from comity.keeping.why import Explanation, Step
from comity.models import Document
from comity.showing.web.passages import Passage, Twin, in_paragraph, twins


@dataclass(frozen=True, slots=True)
class Witness:
    """One claim (or bare passage) in its paragraph, with its copies and the steps from the words to the claim."""

    id: str
    document: Document
    passage: Passage
    twins: tuple[Twin, ...]
    steps: tuple[Step, ...]


def witnesses(record: Record, explanation: Explanation) -> list[Witness]:
    """The testimonies of an explanation as a page shows them."""
    seen: set[frozenset[tuple[str, int]]] = set()

    def fresh(found: list[Twin]) -> tuple[Twin, ...]:
        """Copies that no witness before has shown."""
        out = []
        for twin in found:
            both = frozenset(((twin.span[0].document, twin.span[0].start), (twin.span[1].document, twin.span[1].start)))
            if both not in seen:
                seen.add(both)
                out.append(twin)
        return tuple(out)

    return [
        Witness(
            t.id,
            record.document(t.place.at.document),
            in_paragraph(record, t.place.at, t.place.sentence),
            fresh(twins(record, t.place.at)),
            t.steps,
        )
        for t in explanation.testimonies
    ]
