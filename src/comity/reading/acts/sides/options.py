"""Which sides an act may have, and what is seen of two sides chosen together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from comity.reading.acts.cast import Cast, Deed
from comity.reading.acts.codebook import Act
from comity.reading.acts.match import Match
from comity.reading.acts.sides.features import NONE, SAID, Ruled

Side = tuple[str, ...]


@dataclass(slots=True)
class Question:
    """Whom an act means: what the rules chose, each candidate's features, the sides that may act and be acted on (what
    the rules chose first; of a reciprocal act all who take part stand among ``actors``)."""

    rule: Ruled
    act: Act
    m: Match
    who: dict[str, list[str]]
    actors: list[Side]
    recipients: list[Side]

    def kind(self, a: Side, r: Side) -> tuple[str, str, str]:
        """How two sides compare with what the rules chose; what they are together depends on nothing else."""
        rule = self.rule
        if self.act.reciprocal:
            both = {*rule.actors, *rule.recipients}
            return "=" if {*a} == both else "o", str(len(both & {*a})), str(len(a))
        same = "s" if a and {*a} == {*r} else ""
        return _kind(a, rule.actors, rule.recipients), _kind(r, rule.recipients, rule.actors), same

    def together(self, a: Side, r: Side) -> list[str]:
        """Features of two sides chosen together (of a reciprocal act, of all who take part)."""
        rule, act = self.rule, self.act
        why, state, plover = rule.why_actors, rule.state, act.plover
        x, y, same = self.kind(a, r)
        if act.reciprocal:
            if x == "=":
                return [f"J=:{why}:{same}", f"J=:{act.id}:{same}", f"J=:{why}:{plover}"]
            total = len({*rule.actors, *rule.recipients})
            return [f"J:{y}:{total}:{why}", f"J:{y}:{total}:{plover}"]
        out = [
            f"c:{x}{y}:{state}:{plover}",
            f"c:{x}{y}:{why}|{rule.why_recipients}",
            f"c:{x}{y}:{state}:{act.id}",
            f"c:{x}{y}:{state}:{self.m.frame.kind}:{act.file == 'likely'}",
        ]
        if same:
            out += [f"same:{plover}:{state}", f"same:{act.id}", f"same:{act.file}:{act.id}:{self.m.frame.number}"]
        if not a:
            out += [f"0a:{act.id}", f"0a:{plover}:{rule.why_recipients}"]
        if not r:
            out += [f"0r:{act.id}", f"0r:{plover}:{why}"]
        return out


def _kind(side: Side, own: Side, other: Side) -> str:
    """How a side compares with what the rules chose: the same, empty, swapped, several, or another."""
    if side == own:
        return "="
    if not side:
        return "0"
    return "x" if side == other else "m" if len(side) > 1 else "o"


def open_sides(rule: Ruled, act: Act) -> tuple[bool, bool]:
    """Whether who acts and whom it is done to may be chosen: what the clause itself names is left as it is."""
    if act.reciprocal:
        return rule.why_actors != SAID or len({*rule.actors, *rule.recipients}) < 2, False
    among_themselves = rule.why_recipients == NONE and len(rule.actors) > 1  # "the two premiers conferred"
    return rule.why_actors != SAID, rule.why_recipients != SAID and not among_themselves


def sides(
    rule: Ruled, act: Act, who: Sequence[str], cast: Cast, deeds: Sequence[Deed]
) -> tuple[list[Side], list[Side]]:
    """The sides that may act and be acted on; a side that is not open has but what the rules chose."""
    if act.reciprocal:
        both = tuple(dict.fromkeys((*rule.actors, *rule.recipients)))
        named = {*both} if rule.why_actors == SAID else set()
        pairs: list[Side] = [s for s in combinations(who, 2) if {*s} != {*both} and named <= {*s}]
        return ([both, *pairs] if both else pairs), [()]
    several: list[Side] = [cast.pair] if cast.pair else []
    for d in deeds:
        several += [s for s in (d.actors, d.recipients) if len(s) > 1]
    more: list[Side] = [(), *((c,) for c in who), *(s for s in several if all(c in who for c in s))]

    def ways(own: Side, other: Side) -> list[Side]:
        apart = [
            s for s in more if len(other) < 2 or not {*s} & {*other}
        ]  # one of several who act together is no other
        return list(dict.fromkeys([own, *apart]))

    a_open, r_open = open_sides(rule, act)
    actors = ways(rule.actors, rule.recipients) if a_open else [rule.actors]
    recipients = ways(rule.recipients, rule.actors) if r_open else [rule.recipients]
    return actors, recipients
