"""Whose assertion a claim is, the document's own or somebody's whose words it reports, and what that makes of it."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from comity.models import Claim
from comity.reading.acts.clause import Clauses
from comity.reading.voices.hearing import Spoken
from comity.reading.voices.lexicon import Lexicon
from comity.reading.voices.quotations import Quotation, within
from comity.reading.voices.report import Saying
from comity.reading.voices.speakers import Speaker

_CONTENT = {"of", "about", "over", "including"}
_LOOSE = {"feeling held", "feeling drawn", "expressed"}


def voiced(claims: Sequence[Claim], heard: Spoken | None, quotes: Sequence[Quotation], words: Lexicon) -> list[Claim]:
    """The claims of one sentence with their speakers and, where only somebody says so, their modality."""
    out = []
    for c in claims:
        quote = within(quotes, c.at.start)
        told: list[Speaker] = []
        alleged = asked = False
        if heard is not None:
            view = heard.floor.view
            at = head(view, c)
            if at >= 0:
                for s in _over(view, at, heard.sayings):
                    if s.speaker:
                        told.append(s.speaker)
                    alleged = alleged or s.way == "according to"
                alleged = alleged or _reported(view, at, words)
                asked = view.lemma[at] == "like" or any(view.lemma[k] == "like" for k in view.above(at))
        if quote:
            told.append(quote.speaker)
        changes: dict[str, object] = {}
        if told:
            names = [t.name or t.code for t in told]
            changes["speaker"] = told[0].code
            changes["speaker_name"] = ", according to ".join(dict.fromkeys(names))
        if alleged and c.modality == "done":
            changes["modality"] = "alleged"
        if c.act == "request" and c.modality == "hypothetical" and asked:
            changes["modality"] = "done"  # what is wished is hypothetical, the wish is uttered
        out.append(dataclasses.replace(c, **changes) if changes else c)  # type: ignore[arg-type]
    return out


def head(view: Clauses, claim: Claim) -> int:
    """The token that governs the words of a claim: its trigger, or what carries it; -1 where no token lies inside."""
    kept = view.kept.setdefault(("heads", 0), {})
    found: int | None = kept.get((claim.at.start, claim.at.end))
    if found is None:
        found = kept[claim.at.start, claim.at.end] = _head(view, claim.at.start, claim.at.end)
    return found


def _head(view: Clauses, start: int, end: int) -> int:
    inside = range(bisect_left(view.start, start), bisect_right(view.end, end))
    held = set(inside)
    best, size = -1, 0
    for i in inside:
        if view.head[i] not in held or view.head[i] == i:
            weight = sum(1 for k in view.subtree(i) if k in held)
            if weight > size:
                best, size = i, weight
    return best


def _over(view: Clauses, at: int, sayings: Sequence[Saying]) -> list[Saying]:
    """The reports of speech whose content holds token ``at``, the innermost first."""
    chain = {at: 0}
    for depth, k in enumerate(view.above(at), start=1):
        chain.setdefault(k, depth)
    over = []
    for s in sayings:
        if s.content < 0 or s.content not in chain or s.way in _LOOSE or s.at == at:
            continue
        if s.way != "according to" and s.at not in chain:
            continue
        over.append((chain[s.content], s.way == "according to", s))
    return [s for _, _, s in sorted(over, key=lambda o: (o[1], o[0]))]


def _reported(view: Clauses, at: int, words: Lexicon) -> bool:
    """True under a noun whose content is merely reported: "reports of torture", "accusations that it armed them"."""
    nouns = words.lists["nouns.reported"]
    below = at
    for up in view.above(at):
        if (
            view.is_noun(up)
            and view.lemma[up] in nouns
            and view.dep[below] in ("acl", "ccomp", "relcl", "prep", "appos")
        ):
            return view.dep[below] not in ("relcl", "prep") or view.word[below] in _CONTENT
        if view.is_verb(up) and view.dep[below] in ("relcl", "advcl", "conj", "parataxis"):
            return False
        if view.dep[below] in ("relcl",):
            return False
        below = up
    return False
