"""Who acts and on whom, where the clause leaves it out: weighed among the parties of the passage.

What the rules infer stands unless the learned choice (:mod:`comity.reading.acts.sides.model`) finds another much
likelier, by thresholds that are data; a side that the clause itself names is never changed.
"""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

from comity.knowledge import Knowledge
from comity.reading.acts.cast import base
from comity.reading.acts.codebook import Act
from comity.reading.acts.match import Match
from comity.reading.acts.parties import Parties
from comity.reading.acts.sides.features import NONE, Ruled, describe, ruled
from comity.reading.acts.sides.leave import Leave, leave
from comity.reading.acts.sides.model import Chooser, chooser
from comity.reading.acts.sides.options import Question, Side, sides
from comity.reading.acts.sides.parties import candidates

if TYPE_CHECKING:
    from comity.reading.acts.claims import Scene

_PLACES = ("place", "state")


@dataclasses.dataclass(frozen=True, slots=True)
class Weighing:
    """The learned choice and when it may be followed."""

    chooser: Chooser
    leave: Leave

    def settle(self, scene: Scene, m: Match, act: Act, parties: Parties) -> Parties:
        """The parties, with what the clause leaves out filled or changed where the passage makes another side much
        likelier."""
        several = act.reciprocal and len(parties.actors) > 1
        if parties.actors and (parties.recipients or several) and not parties.inferred:
            return parties
        rule = ruled(scene.view, scene.cover, m, parties)
        if not self.leave.may(rule, act) or (
            NONE in (rule.why_actors, rule.why_recipients) and _elsewhere(scene, m, act)
        ):
            return parties
        asked = question(scene, m, act, rule)
        if asked is None:
            return parties
        ways = self.chooser.probabilities(asked)
        held = ways[0][0]
        for p, a, r in sorted(ways, key=lambda w: (-w[0], w[1], w[2])):
            if p <= held:
                break
            if self.leave.follows(asked, a, r, math.log(p / max(held, 1e-12)), p):
                return self._changed(scene, asked, parties, a, r)
        return parties

    def _changed(self, scene: Scene, asked: Question, parties: Parties, a: Side, r: Side) -> Parties:
        out = dataclasses.replace(parties, inferred=list(parties.inferred))
        for field, side, own in (("actors", a, asked.actors[0]), ("recipients", r, asked.recipients[0])):
            if side == own:
                continue
            held = [*parties.actors, *parties.recipients]
            codes = [next((h for h in held if base(h) == c), _whole(asked, scene, c)) for c in side]
            setattr(out, field, codes)
            out.inferred = [i for i in out.inferred if not i.startswith(f"{field}: ")]
            out.inferred.append(f"{field}: weighed among {', '.join(asked.who)} (sides:{self.chooser.version})")
        return out


def weighing(knowledge: Knowledge) -> Weighing:
    """The learned choice of this knowledge."""
    return knowledge.compiled("acts.weighing", lambda k: Weighing(chooser(k), leave(k)))


def question(scene: Scene, m: Match, act: Act, rule: Ruled) -> Question | None:
    """The question that an act leaves open; None where nobody else can be meant than the rules have it."""
    cast, around = scene.cast, scene.around
    here = scene.casting.here
    who = candidates(around.named, cast, scene.sentence, scene.floor, (*rule.actors, *rule.recipients))
    deeds = (*cast.deeds[-2:], *here)[-2:]
    actors, recipients = sides(rule, act, list(who), cast, deeds)
    if not actors or len(actors) * len(recipients) < 2:
        return None
    return Question(rule, act, m, describe(scene.view, cast, around, here, m, act, rule, who), actors, recipients)


def _whole(asked: Question, scene: Scene, code: str) -> str:
    """The code of a party with its organ, where the sentence names one: "KHM/GOV"."""
    named = [x for _, x in scene.around.named.at.get(code, ()) if x.acts]
    return named[0].actor if named else code


def _elsewhere(scene: Scene, m: Match, act: Act) -> bool:
    """True for force used by nobody named on the soil of a state outside the pair: "the bombing of the embassy in
    Kenya" is laid at nobody's door."""
    pair = scene.cast.pair
    if act.plover != "ASSAULT" or not pair:
        return False
    inside = scene.view.subtree(m.at)
    return any(x.kind in _PLACES and base(x.actor) not in pair for k in inside for x in scene.cover.get(k, ()))
