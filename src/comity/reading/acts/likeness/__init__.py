"""Acts that no frame of the codebook reads, told by their likeness to the training sentences.

A word that may tell an act, in a sentence where one may be looked for, is shown to the classifier. Its confidence is
the probability that the word tells an act at all, times the share of the likeliest PLOVER type; types of which the
codebook knows no act told with the word count little. What has enough of it becomes a claim, where the sentence and its
passage give both sides and nothing says that it did not happen. Such a claim's act is ``other_`` and the type; its rule
names the model.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from comity.knowledge import Knowledge
from comity.models import Claim, Date, Mention
from comity.reading.acts.cast import base, codes, pronoun
from comity.reading.acts.clause import Clauses
from comity.reading.acts.codebook import KNOWN_SIDES, Act, Codebook, codebook
from comity.reading.acts.frames import Frame
from comity.reading.acts.likeness.features import features, triggers, types
from comity.reading.acts.likeness.model import NONE, Model, model
from comity.reading.acts.match import Match
from comity.reading.acts.modality import modality
from comity.reading.acts.when import Dated

if TYPE_CHECKING:
    from comity.reading.acts.claims import Scene
    from comity.reading.acts.parties import Casting

_ELSE, _NEW = 0.3, 1.0
"""What a type counts for that the codebook tells only with other words, and where it knows none told with the word."""
_TOWARDS = frozenset(
    ("to", "with", "against", "from", "on", "upon", "at", "toward", "towards", "into", "over", "for", "of")
)


@dataclasses.dataclass(frozen=True, slots=True)
class Likely:
    """The acts that the classifier tells and their sides, by PLOVER type; the least confidence that
    makes a claim, by type."""

    model: Model
    acts: dict[str, Act]
    book: Codebook
    least: dict[str, float]
    never: frozenset[str]


def likely(knowledge: Knowledge) -> Likely:
    """The classifier with the acts it tells."""
    return knowledge.compiled("acts.likely", _likely)


def proposals(scene: Scene, told: Sequence[Claim], dates: list[Date], knowledge: Knowledge) -> list[Claim]:
    """Claims for the verbs of a sentence that may tell an act and lie in none of the claims ``told``, in text order."""
    if not (scene.cover or scene.cast.on_page):
        return []
    view, known = scene.view, likely(knowledge)
    casting: Casting | None = None
    out: list[Claim] = []
    for i in triggers(view, frozenset(), scene.cover):  # verbs only
        if view.lemma[i] in known.never or any(
            c.at.start < view.end[i] and view.start[i] < c.at.end for c in (*told, *out)
        ):
            continue
        if any(pronoun(view, k) for k in view.deep_subject(i)) or not (scene.cast.on_page or _party(scene, i)):
            continue
        if _reports(view, i, told):
            continue
        how = modality(view, i, scene.book, True)
        if how not in ("done", "ongoing", "planned", "alleged", "denied"):
            continue
        plover, confidence = _type(view, i, scene.cover, scene.book, known.model)  # dearer than what stands above
        if confidence < known.least[plover]:
            continue
        if casting is None:
            casting = copy.copy(scene.casting)
            casting.book = known.book
        act = known.acts[plover]
        match = _match(scene, i, act)
        parties = casting.parties(match, act)
        if parties is None or not (parties.recipients or len({base(c) for c in parties.actors}) > 1):
            continue
        parties = scene.page.weighing.settle(scene, match, act, parties)
        claim = scene.claim(match, act, parties, how, Dated(view, dates, {i}).of(i), -1, "")
        if any(c.at.start < claim.at.end and claim.at.start < c.at.end and c.plover == claim.plover for c in told):
            continue
        rule = f"classifier:{known.model.version}"
        sure = confidence - 0.1 * len(parties.inferred)
        out.append(dataclasses.replace(claim, rule=rule, confidence=round(max(0.1, sure), 2)))
    return out


def _party(scene: Scene, i: int) -> bool:
    """True where the clause names somebody who acts or to whom it is done."""
    view, cover = scene.view, scene.cover
    return bool(codes(view, view.deep_subject(i), cover) or codes(view, _whom(scene, i), cover))


def _reports(view: Clauses, i: int, told: Sequence[Claim]) -> bool:
    """True where the clause under verb ``i`` tells a claim: the verb says by whom it is told."""
    inner = [k for c in view.kid(i, "ccomp") for k in view.subtree(c)]
    return any(c.at.start <= view.start[k] < c.at.end for k in inner for c in told)


def resemblance(view: Clauses, cover: dict[int, list[Mention]], knowledge: Knowledge) -> tuple[str, str, float]:
    """(word, PLOVER type, confidence) of the word that reads most like an act; ("", "", 0.0) where none does."""
    known, book = likely(knowledge).model, codebook(knowledge)
    best = ("", "", 0.0)
    for i in triggers(view, known.nouns, cover):
        plover, confidence = _type(view, i, cover, book, known)
        if confidence > best[2]:
            best = (view.word[i], plover, confidence)
    return best


def _type(view: Clauses, i: int, cover: dict[int, list[Mention]], book: Codebook, known: Model) -> tuple[str, float]:
    """The likeliest PLOVER type of what token ``i`` tells, and the confidence (0..1) that it tells an act of it."""
    scores = known.scores(features(view, i, cover))
    mine = types(view, i, book)
    weighed = [
        (float(p) * (1.0 if c in mine else _ELSE if mine else _NEW), c)
        for p, c in zip(scores, known.classes, strict=True)
        if c != NONE
    ]
    best, plover = max(weighed)
    event = 1 - float(scores[known.classes.index(NONE)])
    return plover, event * best / max(1e-9, sum(w for w, _ in weighed))


def _match(scene: Scene, i: int, act: Act) -> Match:
    """Verb ``i`` as if a frame had been found there, with who acts and on whom as far as the clause says."""
    who, whom = scene.view.deep_subject(i), _whom(scene, i)
    m = Match(dataclasses.replace(_FRAME, act=act.id), i, {"A": who}, subject=who)
    if whom:
        m.roles["R"] = whom
    return m


def _whom(scene: Scene, i: int) -> list[int]:
    """Tokens of whom it is done to: the object, what stands under a preposition that leads to a party, or under one
    that hangs from the object."""
    view, cover = scene.view, scene.cover
    found = view.deep_object(i)
    if codes(view, found, cover, places=False):
        return found
    led = [view.kid(p, "pobj") for p in view.kids[i] if view.dep[p] in ("prep", "dative") and view.word[p] in _TOWARDS]
    led += [view.under(o, _TOWARDS) for o in found]
    return next((tokens for tokens in led if codes(view, tokens, cover)), [])


def _likely(knowledge: Knowledge) -> Likely:
    table: dict[str, Any] = knowledge.table("models/likely.toml")
    acts = {
        row["plover"]: Act(
            id=row["id"],
            name=row["name"],
            definition="",
            examples=(),
            plover=row["plover"],
            mode="",
            cameo=row["cameo"],
            quad=row["quad"],
            intensity=row["intensity"],
            reciprocal=row["sides"] == "both",
            unsaid_actor="partner" if row["plover"] in KNOWN_SIDES else "nobody",
            file="likely",
        )
        for row in table["act"]
    }
    book = codebook(knowledge)
    with_these = dataclasses.replace(book, acts=book.acts | {act.id: act for act in acts.values()})
    least = {row["plover"]: row.get("least", table["least"]) for row in table["act"]}
    return Likely(model(knowledge), acts, with_these, least, frozenset(table["never"]))


_FRAME = Frame("", "", 0, "v", (), ())
