"""Tables that are measured by their passages: copies and furniture by the character, disputes by their two places."""

from __future__ import annotations

from itertools import permutations

from comity.showing.evaluation.figures import Row, Score, figure, shares, without
from comity.showing.evaluation.gold import base
from comity.showing.evaluation.same import Same, characters, overlap
from comity.showing.rows import NO_QUARREL

WIDEST = 16  # passages: a dispute that cites more says nothing


def furniture(found: list[Row], gold: list[Row], same: Same) -> Score:
    """Characters masked as furniture."""
    ours, theirs = characters(found), characters(gold)
    return Score((figure("furniture", len(ours & theirs), len(ours), len(theirs)),))


def copies(found: list[Row], gold: list[Row], same: Same) -> Score:
    """Characters of a document that stand in another, for each pair of documents."""
    ours, theirs = _copied(found), _copied(gold)
    return Score((figure("copies", len(ours & theirs), len(ours), len(theirs)),))


def _copied(rows: list[Row]) -> set[tuple[str, str, int]]:
    """(document, the other document, offset) for every copied character, from both sides."""
    return {
        (base(here["document"]), base(there["document"]), at)
        for row in rows
        for here, there in ((row["a"], row["b"]), (row["b"], row["a"]))
        for at in range(here["start"], here["end"])
    }


def disputes(found: list[Row], gold: list[Row], same: Same) -> Score:
    """A gold dispute is found where two sides of one dispute cite its two places.

    Series and parts are no disputes, and one that cites more than sixteen passages says nothing: they are not counted.
    Precision is the share of disputes that are in the gold; an optional gold dispute neither helps nor hurts recall.
    """
    rivals = [d for d in found if d["kind"] not in NO_QUARREL and _passages(d) <= WIDEST]
    needed = [g for g in gold if not g.get("optional")]
    used: set[int] = set()
    hits = []
    for n, g in enumerate(needed):
        first = next((k for k, d in enumerate(rivals) if _holds(d, g)), None)
        if first is not None:
            used.add(first)
            hits.append(n)
    optional = [g for g in gold if g.get("optional")]
    used |= {k for k, d in enumerate(rivals) if any(_holds(d, g) for g in optional)}
    right = len(used) / len(rivals) if rivals else 0.0
    share = len(hits) / len(needed) if needed else 0.0
    made = shares("disputes", right, share, len(hits), len(rivals), len(needed))
    return Score((made,), without(needed, hits), without(rivals, used))


def _passages(dispute: Row) -> int:
    return sum(len(side["evidence"]) for side in dispute["sides"])


def _holds(dispute: Row, gold: Row) -> bool:
    return any(_cites(s, gold["a"]) and _cites(t, gold["b"]) for s, t in permutations(dispute["sides"], 2))


def _cites(side: Row, place: Row) -> bool:
    return any(base(e["document"]) == place["document"] and overlap(e, place) > 0 for e in side["evidence"])
