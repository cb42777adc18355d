"""When two rows mean the same: places that overlap, the same parties, the same time, the same person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from comity.keeping.days import bounds
from comity.knowledge import Knowledge
from comity.showing.evaluation.figures import Row

_ALIASES = {"UN": "UNO", "EU": "EUR", "SUN": "RUS"}  # other codes in common use
_LONG = 800  # code points: a longer place that is more than twice the other points at nothing
_MARKS = str.maketrans("", "", "~?%")


class Same:
    """Comparisons that need the knowledge of states and organisations."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.organisations = {row["code"] for row in knowledge.table("organisations.tsv")} | {"IGO"}

    def parties(self, found: Mapping[str, Any], gold: Mapping[str, Any]) -> bool:
        """The same actors and recipients; where the gold has no recipients or is reciprocal, in any order.

        Gold that says ``IGO`` means any organisation.
        """
        sides = [codes(r.get(f)) - {"UNK", "UNKNOWN"} for r in (found, gold) for f in ("actors", "recipients")]
        if "IGO" in sides[2] | sides[3]:
            sides = [{"IGO" if c in self.organisations else c for c in side} for side in sides]
        actors, recipients, gold_actors, gold_recipients = sides
        if not gold_recipients or gold.get("reciprocal"):
            return actors | recipients == gold_actors | gold_recipients
        return actors == gold_actors and recipients == gold_recipients


def code(actor: object) -> str:
    """A state's or organisation's code without its organ."""
    bare = str(actor or "").partition("/")[0].strip().upper()
    return _ALIASES.get(bare, bare)


def codes(actors: object) -> set[str]:
    """The codes of a list, or of text with ``;`` or ``,`` between."""
    listed = re.split(r"[;,]", actors) if isinstance(actors, str) else actors or []
    return {c for a in listed if (c := code(a))}  # type: ignore[attr-defined]


def plain_time(value: object) -> str:
    """An EDTF value without marks of doubt, open ends (``1993/``), time of day and the brackets of a set of one."""
    text = str(value or "").strip().translate(_MARKS)
    text = re.sub(r"(?<=\d)T[\d:.]+Z?$", "", re.sub(r"^\.\.(?=/)|(?<=/)\.\.$", "", text))
    first, slash, last = text.partition("/")
    if slash and first and first == last:
        return first
    one = re.fullmatch(r"\[?([\d/X-]+)\]?", text)
    return one[1] if one else text


def same_time(value: object, gold: Mapping[str, Any], field: str = "when") -> bool:
    """The gold's time, or one it also allows (``alt_when``); the same days in other words.

    With ``within`` any time inside the gold's counts; with ``fuzzy`` ("the early 1960s") one that shares at least half
    of all the days of both.
    """
    found, wanted = plain_time(value), plain_time(gold.get(field))
    if found == wanted or found in [plain_time(a) for a in gold.get("alt_when") or ()]:
        return True
    ours, theirs = _days(found), _days(wanted)
    if ours is None or theirs is None:
        return False
    if ours == theirs or (gold.get("within") and theirs[0] <= ours[0] and ours[1] <= theirs[1]):
        return True
    if not gold.get("fuzzy"):
        return False
    both = min(ours[1], theirs[1]) - max(ours[0], theirs[0]) + 1
    return both > 0 and both / (max(ours[1], theirs[1]) - min(ours[0], theirs[0]) + 1) >= 0.5


def _days(value: str) -> tuple[int, int] | None:
    """First and last day as numbers; None where the value is open or no time."""
    try:
        first, last = (date.fromisoformat(day).toordinal() for day in bounds(value))
    except ValueError:
        return None
    return (first, last) if first <= last else None


def overlap(a: Mapping[str, Any], b: Mapping[str, Any]) -> int:
    """Shared code points of two places in one document; 0 where one is so long that it points at nothing."""
    lengths = a["end"] - a["start"], b["end"] - b["start"]
    if max(lengths) > max(_LONG, 2 * min(lengths)):
        return 0
    shared: int = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return max(0, shared)


def one_to_one(found: Sequence[Row], gold: Sequence[Row], weight: Callable[[Row, Row], float]) -> list[tuple[int, int]]:
    """Pairs of indexes (found, gold), each row in one pair at most, the heaviest first; weight 0 is no match.

    Among pairs of one weight those that stand first are taken first.
    """
    by_document: dict[str, list[int]] = defaultdict(list)
    for j, g in enumerate(gold):
        by_document[g["document"]].append(j)
    edges = [
        (-w, i, j) for i, f in enumerate(found) for j in by_document[f["document"]] if (w := weight(f, gold[j])) > 0
    ]
    pairs: list[tuple[int, int]] = []
    used_found: set[int] = set()
    used_gold: set[int] = set()
    for _, i, j in sorted(edges):
        if i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            pairs.append((i, j))
    return pairs


def same_person(a: str, b: str) -> bool:
    """The same surname, or two names in common."""
    first, second = _names(a), _names(b)
    if not first or not second:
        return False
    return first[-1] == second[-1] or len(set(first) & set(second)) >= 2


def _names(person: str) -> list[str]:
    bare = re.sub(r"[^\w\s-]", " ", re.sub(r"\b(?:Jr|Sr|II|III|IV)\b\.?", " ", person or ""))
    return bare.lower().split()


def characters(spans: Iterable[Mapping[str, Any]]) -> set[tuple[str, int]]:
    """Every (document, offset) that the places cover."""
    return {(s["document"], at) for s in spans for at in range(s["start"], s["end"])}
