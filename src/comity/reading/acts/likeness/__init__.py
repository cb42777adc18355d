"""Acts that no frame of the codebook reads, told by their likeness to the training sentences.

A word that may tell an act, with a party named in its clause, is shown to the classifier. What it takes for an act of
some PLOVER type with enough confidence becomes a claim, if the clause also names whom it was done to and says that it
happened. Such a claim's act is ``other_`` and the type; its rule names the model, its confidence is the probability.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from comity.knowledge import Knowledge
from comity.models import Claim, Date, Mention
from comity.reading.acts.cast import base, codes
from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import Act
from comity.reading.acts.frames import Frame
from comity.reading.acts.likeness.features import features, triggers
from comity.reading.acts.likeness.model import NONE, Model, model
from comity.reading.acts.likeness.parties import several
from comity.reading.acts.match import Match
from comity.reading.acts.modality import modality
from comity.reading.acts.when import Dated

if TYPE_CHECKING:
    from comity.reading.acts.claims import Scene
    from comity.reading.acts.parties import Parties

_TOWARDS = frozenset(
    ("to", "with", "against", "from", "on", "upon", "at", "toward", "towards", "into", "over", "for", "of")
)


@dataclasses.dataclass(frozen=True, slots=True)
class Likely:
    """The acts that the classifier tells and their sides, by PLOVER type; the least confidence that makes a claim."""

    model: Model
    acts: dict[str, Act]
    sides: dict[str, str]
    least: float


def likely(knowledge: Knowledge) -> Likely:
    """The classifier with the acts it tells."""
    return knowledge.compiled("acts.likely", _likely)


def proposals(scene: Scene, told: Sequence[Claim], dates: list[Date], knowledge: Knowledge) -> list[Claim]:
    """Claims for the words of a sentence that may tell an act and lie in none of the claims ``told``, in text order."""
    if not several(scene.cast.by_sentence.get(scene.sentence.n, ())):
        return []
    view, known = scene.view, likely(knowledge)
    out: list[Claim] = []
    for i in triggers(view, known.model.nouns, scene.cover):
        if any(c.at.start < view.end[i] and view.start[i] < c.at.end for c in (*told, *out)):
            continue
        match = Match(
            _FRAME_V if view.is_verb(i) else _FRAME_N, i, subject=view.deep_subject(i) if view.is_verb(i) else []
        )
        actors = codes(view, _who(view, i), scene.cover, places=False)
        if not actors:
            continue
        plover, confidence = known.model.best(features(view, i, scene.cover))
        if plover == NONE or confidence < known.least:
            continue
        how = modality(view, i, scene.book, view.is_verb(i))
        if how not in ("done", "ongoing", "planned", "alleged", "denied"):
            continue
        act = known.acts[plover]
        parties = _parties(scene, match, actors, known.sides[plover])
        if parties is None:
            continue
        dating = Dated(view, dates, {i}).of(i)
        claim = scene.claim(match, act, parties, how, dating, -1, "")
        if any(c.at.start < claim.at.end and claim.at.start < c.at.end and c.plover == claim.plover for c in told):
            continue
        rule = f"classifier:{known.model.version}"
        out.append(dataclasses.replace(claim, rule=rule, confidence=round(confidence, 2)))
    return out


def resemblance(view: Clauses, cover: dict[int, list[Mention]], knowledge: Knowledge) -> tuple[str, str, float]:
    """(word, PLOVER type, probability) of the word that reads most like an act; ("", "", 0.0) where none does."""
    known = likely(knowledge).model
    best = ("", "", 0.0)
    for i in triggers(view, known.nouns, cover):
        plover, confidence = known.best(features(view, i, cover))
        if plover != NONE and confidence > best[2]:
            best = (view.word[i], plover, confidence)
    return best


def _who(view: Clauses, i: int) -> list[int]:
    """Tokens of who acts: the deep subject of a verb, the owner or "by" of a noun."""
    if view.is_verb(i):
        return view.deep_subject(i)
    return view.kid(i, "poss") or view.under(i, frozenset(("by",))) or view.kid(i, "amod", "compound", "nmod")


def _parties(scene: Scene, match: Match, actors: list[str], sides: str) -> Parties | None:
    """Who acts and on whom, both named in the clause; None where the clause names but one side."""
    from comity.reading.acts.parties import Parties

    view, i, cover = scene.view, match.at, scene.cover
    whom = codes(view, view.deep_object(i), cover, places=False) if view.is_verb(i) else []
    for p in view.kids[i]:
        if not whom and view.dep[p] in ("prep", "dative") and view.word[p] in _TOWARDS:
            whom = codes(view, view.kid(p, "pobj"), cover)
    for o in view.deep_object(i) if view.is_verb(i) else ():
        if not whom:
            whom = codes(view, view.under(o, _TOWARDS), cover)
    whom = [c for c in whom if c not in actors]
    if sides != "home":
        whom = [c for c in whom if base(c) not in {base(a) for a in actors}]
    if sides == "both":
        actors, whom = [*actors, *whom], []
        return Parties(actors, [], [], [], len(actors)) if len({base(a) for a in actors}) > 1 else None
    return Parties(actors, whom, [], [], len(actors) + len(whom)) if whom else None


def _likely(knowledge: Knowledge) -> Likely:
    table: dict[str, Any] = knowledge.table("models/likely.toml")
    acts = {
        row["plover"]: Act(
            id="other_" + row["plover"].lower(),
            name=row["name"],
            definition="",
            examples=(),
            plover=row["plover"],
            mode="",
            cameo=row["cameo"],
            quad=row["quad"],
            intensity=row["intensity"],
            file="likely",
        )
        for row in table["act"]
    }
    return Likely(model(knowledge), acts, {r["plover"]: r["sides"] for r in table["act"]}, table["least"])


_FRAME_V = Frame("", "", 0, "v", (), ())
_FRAME_N = Frame("", "", 0, "n", (), ())
