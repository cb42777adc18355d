"""When the learned choice of sides may be followed: thresholds by what the rules made of a side, as data.

``knowledge/models/sides.toml`` has a stanza for each case; what no stanza names stays as the rules have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comity.knowledge import Knowledge
from comity.reading.acts.codebook import Act
from comity.reading.acts.sides.features import Ruled
from comity.reading.acts.sides.options import Question, Side, open_sides


@dataclass(frozen=True, slots=True)
class Case:
    """``types``, ``acts``: PLOVER types and acts that the case is for (empty: all); ``but``: acts that it is not for.

    ``gain``: the least natural logarithm of how many times likelier the new sides are than those of the rules;
    ``least``: their least probability (0..1). ``apart``: who acts must be none of those acted on.
    """

    types: frozenset[str]
    acts: frozenset[str]
    but: frozenset[str]
    gain: float
    least: float
    apart: bool


@dataclass(frozen=True, slots=True)
class Leave:
    """``cases``: (actors, recipients or both; NONE, SAID or the reason of an inference) -> cases, the first that is for
    an act holds."""

    cases: dict[tuple[str, str], tuple[Case, ...]]

    def may(self, rule: Ruled, act: Act) -> bool:
        """True where some side of the act may be changed at all."""
        if act.reciprocal:
            return open_sides(rule, act)[0] and self._case("both", rule.why_actors, act) is not None
        a_open, r_open = open_sides(rule, act)
        return (a_open and self._case("actors", rule.why_actors, act) is not None) or (
            r_open and self._case("recipients", rule.why_recipients, act) is not None
        )

    def follows(self, asked: Question, a: Side, r: Side, gain: float, p: float) -> bool:
        """True where the sides ``a`` and ``r`` may stand for what the rules chose: ``gain`` is the logarithm of how
        many times likelier they are, ``p`` their probability."""
        rule = asked.rule
        if asked.act.reciprocal:
            changed = [("both", rule.why_actors)]
        else:
            changed = [("actors", rule.why_actors)] if a != asked.actors[0] else []
            changed += [("recipients", rule.why_recipients)] if r != asked.recipients[0] else []
        cases = [self._case(side, why, asked.act) for side, why in changed]
        same = not asked.act.reciprocal and bool({*a} & {*r})
        return all(c is not None and gain >= c.gain and p >= c.least and not (c.apart and same) for c in cases)

    def _case(self, side: str, why: str, act: Act) -> Case | None:
        for case in self.cases.get((side, why), ()):
            if act.id in case.acts or (not case.acts and (not case.types or act.plover in case.types)):
                return None if act.id in case.but else case
        return None


def leave(knowledge: Knowledge) -> Leave:
    """The cases of ``models/sides.toml``, made once."""
    return knowledge.compiled("acts.sides.leave", _load)


def _load(knowledge: Knowledge) -> Leave:
    cases: dict[tuple[str, str], tuple[Case, ...]] = {}
    rows: list[dict[str, Any]] = knowledge.table("models/sides.toml")["case"]
    for row in rows:
        types, acts, but = (frozenset(row.get(name, ())) for name in ("types", "acts", "but"))
        case = Case(types, acts, but, row["gain"], row["least"], row.get("apart", False))
        for why in row["why"]:
            cases[row["side"], why] = (*cases.get((row["side"], why), ()), case)
    return Leave(cases)
