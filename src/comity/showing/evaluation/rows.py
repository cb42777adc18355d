"""Tables whose rows stand at a place: dates, amounts, status, offices, polls, statements, and the named actors.

Gold rows with ``optional`` neither help nor hurt.
"""

from __future__ import annotations

from collections.abc import Callable

from comity.showing.evaluation.figures import Row, Score, figure, recall, without
from comity.showing.evaluation.same import Same, code, codes, one_to_one, overlap, plain_time, same_person, same_time

_NEAR = 0.005  # how far two values of one sum may lie apart, as a share
_NAME_ROOM = 40  # a mention may be so many code points longer than the name in it
_STATUS = {
    "mission_upgraded": "mission_raised", "upgraded": "mission_raised", "downgraded": "mission_lowered",
    "mission_reopened": "mission_opened", "embassy_opened": "mission_opened", "embassy": "mission_opened",
    "legation": "mission_opened", "embassy_closed": "mission_closed", "established": "relations_established",
    "resumed": "relations_resumed", "normalized": "relations_resumed", "severed": "relations_severed",
    "suspended": "relations_severed", "relations_suspended": "relations_severed", "recognized": "recognised",
}  # fmt: skip


def dates(found: list[Row], gold: list[Row], same: Same) -> Score:
    """``dates.extent``: the very words; ``dates.value``: overlapping words and the same time."""
    pairs = one_to_one(found, gold, lambda f, g: overlap(f, g) * (2 if same_time(f["edtf"], g, "edtf") else 1))
    needed, given, wanted = _without_optional(pairs, found, gold)
    exact = sum((found[i]["start"], found[i]["end"]) == (gold[j]["start"], gold[j]["end"]) for i, j in needed)
    right = [(i, j) for i, j in needed if same_time(found[i]["edtf"], gold[j], "edtf")]
    figures = figure("dates.extent", exact, given, wanted), figure("dates.value", len(right), given, wanted)
    return Score(figures, _missed(gold, right), without(found, [i for i, _ in pairs]))


def amounts(found: list[Row], gold: list[Row], same: Same) -> Score:
    """``amounts.value``: the same sum and currency; ``amounts.roles``: with payer, recipient and time."""
    found = [f for f in found if f["value"] is not None]

    def weight(f: Row, g: Row) -> float:
        if not overlap(f, g) or g["value"] is None or f["currency"] != (g["currency"] or ""):
            return 0
        return float(abs(f["value"] - float(g["value"])) <= _NEAR * abs(float(g["value"])))

    pairs = one_to_one(found, gold, weight)
    needed, given, wanted = _without_optional(pairs, found, gold)
    roles = sum(
        codes(found[i]["payer"]) == codes(gold[j].get("payer", ""))
        and codes(found[i]["recipient"]) == codes(gold[j].get("recipient", ""))
        and same_time(found[i]["when"], gold[j])
        for i, j in needed
    )
    figures = figure("amounts.value", len(needed), given, wanted), figure("amounts.roles", roles, given, wanted)
    return Score(figures, _missed(gold, needed), without(found, [i for i, _ in pairs]))


def status(found: list[Row], gold: list[Row], same: Same) -> Score:
    """``status``: the same change between the same two; ``status.when``: with the same time."""

    def weight(f: Row, g: Row) -> float:
        if not overlap(f, g) or codes(f["pair"]) != codes(g["pair"]) or _change(f) != _change(g):
            return 0
        return 1 + same_time(f["when"], g)

    pairs = one_to_one(found, gold, weight)
    needed, given, wanted = _without_optional(pairs, found, gold)
    dated = sum(same_time(found[i]["when"], gold[j]) for i, j in needed)
    figures = figure("status", len(needed), given, wanted), figure("status.when", dated, given, wanted)
    return Score(figures, _missed(gold, needed), without(found, [i for i, _ in pairs]))


def _change(row: Row) -> str:
    return _STATUS.get(row["status"], str(row["status"]))


def offices(found: list[Row], gold: list[Row], same: Same) -> Score:
    """The same person in an office of the same state."""
    return _simple(
        "offices",
        found,
        gold,
        lambda f, g: same_person(f["person"], g["person"]) and code(f["state"]) == code(g["state"]),
    )


def polls(found: list[Row], gold: list[Row], same: Same) -> Score:
    """The same value, measure and time."""
    return _simple(
        "polls",
        found,
        gold,
        lambda f, g: (
            float(f["value"]) == float(g["value"])
            and f["measure"] == g["measure"]
            and plain_time(f["when"]) == plain_time(g["when"])
        ),
    )


def statements(found: list[Row], gold: list[Row], same: Same) -> Score:
    """The same speaker and act, or an act that the gold also allows (``alt``)."""
    return _simple(
        "statements",
        found,
        gold,
        lambda f, g: code(f["speaker"]) == code(g["speaker"]) and f["act"] in (g["act"], *g.get("alt", ())),
    )


def actors(found: list[Row], gold: list[Row], same: Same) -> Score:
    """Share of the named actors that some mention names with the right state (any state where the gold gives none)."""
    known = {j for j, g in enumerate(gold) if _named(found, [n.casefold() for n in g["names"]], g["state"])}
    return Score((recall("actors", len(known), len(gold)),), without(gold, known))


def _named(mentions: list[Row], names: list[str], state: str) -> bool:
    for m in mentions:
        if code(m["actor"]) == state if state else bool(m["actor"]):
            words = m["quote"].casefold()
            if any(n == words or (n in words and len(words) < len(n) + _NAME_ROOM) for n in names):
                return True
    return False


def _simple(name: str, found: list[Row], gold: list[Row], agree: Callable[[Row, Row], bool]) -> Score:
    pairs = one_to_one(found, gold, lambda f, g: bool(overlap(f, g)) and agree(f, g))
    return Score(
        (figure(name, len(pairs), len(found), len(gold)),), _missed(gold, pairs), without(found, [i for i, _ in pairs])
    )


def _without_optional(
    pairs: list[tuple[int, int]], found: list[Row], gold: list[Row]
) -> tuple[list[tuple[int, int]], int, int]:
    """(pairs with rows that are needed, rows given, rows wanted), optional gold and what matches it left out."""
    needed = [(i, j) for i, j in pairs if not gold[j].get("optional")]
    return needed, len(found) - (len(pairs) - len(needed)), sum(not g.get("optional") for g in gold)


def _missed(gold: list[Row], pairs: list[tuple[int, int]]) -> tuple[Row, ...]:
    return without(gold, [*(j for _, j in pairs), *(j for j, g in enumerate(gold) if g.get("optional"))])
