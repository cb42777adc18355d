"""Events: claims with a PLOVER type against the gold's events.

found       overlapping places and the gold's type, or one it also allows (``alt``)
who         found, with the same actors and recipients
when        who, with the same time
clear       recall of found on rows of ``tier`` 1: what any careful coder codes
modality    share of the found whose modality agrees with the gold's ``status``
facts       pairs of found claims in one fact, against the gold's ``cluster``

Rows of ``tier`` 3 are marginal: they neither help nor hurt. Advice is never an event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import combinations

from comity.showing.evaluation.figures import Row, Score, figure, recall, share, without
from comity.showing.evaluation.same import Same, one_to_one, overlap, same_time

MODALITIES = {
    "asserted": {"done", "ongoing"},
    "alleged": {"alleged"},
    "denied": {"denied"},
    "planned": {"planned"},
    "hypothetical": {"hypothetical"},
}
PROMISES = ("AGREE", "CONCEDE")  # a promise is done, what is promised is planned


def events(claims: list[Row], gold: list[Row], same: Same) -> Score:
    """The figures of events."""
    claims = [c for c in claims if c["plover"] and c["modality"] != "proposed"]

    def weight(claim: Row, event: Row) -> float:
        shared = overlap(claim, event)
        if not shared or claim["plover"] not in (event["plover"], *event.get("alt", ())):
            return 0
        whole: int = max(claim["end"], event["end"]) - min(claim["start"], event["start"])
        sure = 0.5 if _marginal(event) else 1
        parties, time = same.parties(claim, event), same_time(claim["when"], event)
        return sure + 4 * parties + 2 * time + shared / whole

    pairs = one_to_one(claims, gold, weight)
    solid = [(i, j) for i, j in pairs if not _marginal(gold[j])]
    given = len(claims) - (len(pairs) - len(solid))
    wanted = sum(not _marginal(g) for g in gold)
    who = [(i, j) for i, j in solid if same.parties(claims[i], gold[j])]
    when = [(i, j) for i, j in who if same_time(claims[i]["when"], gold[j])]
    found = {j for _, j in solid}
    clear = {j for j, g in enumerate(gold) if g.get("tier", 1) == 1}
    figures = [
        figure("events.found", len(solid), given, wanted),
        figure("events.who", len(who), given, wanted),
        figure("events.when", len(when), given, wanted),
        recall("events.clear", len(found & clear), len(clear)),
        share("modality", sum(_agrees(claims[i], gold[j]) for i, j in solid), len(solid)),
    ]
    if any(g.get("cluster") for g in gold):
        ours = _together((claims[i].get("fact"), i) for i, _ in solid)
        theirs = _together((gold[j].get("cluster"), i) for i, j in solid)
        figures.append(figure("facts", len(ours & theirs), len(ours), len(theirs)))
    marginal = [j for j, g in enumerate(gold) if _marginal(g)]
    return Score(tuple(figures), without(gold, [*found, *marginal]), without(claims, [i for i, _ in pairs]))


def _marginal(event: Row) -> bool:
    return bool(event.get("tier") == 3)


def _agrees(claim: Row, event: Row) -> bool:
    status = event.get("status", "asserted")
    allowed = MODALITIES.get(status, set())
    if event["plover"] in PROMISES and status in ("asserted", "planned"):
        allowed = MODALITIES["asserted"] | MODALITIES["planned"]
    return claim["modality"] in allowed


def _together(members: Iterable[tuple[Hashable, int]]) -> set[tuple[int, int]]:
    """Pairs of claims in one group; claims of no group are in no pair."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for group, claim in members:
        if group:
            groups[group].append(claim)
    return {pair for held in groups.values() for pair in combinations(sorted(held), 2)}
