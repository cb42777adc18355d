"""A cheap test before parsing: may this sentence tell an act between actors?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.knowledge import Knowledge
from comity.models import Mention
from comity.reading.acts.codebook import Codebook, codebook
from comity.reading.acts.spelling import british

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)?")
_ENDINGS = ("s", "es", "d", "ed", "ing", "ies", "ied")


def may_matter(sentence: str, mentions: Sequence[Mention], knowledge: Knowledge) -> bool:
    """True where the sentence has a word that may trigger a frame; ``mentions`` are those of its paragraph.

    Errs on the side of True: what it refuses holds no trigger in any form that the lemmatiser knows.
    """
    if not mentions:
        return False
    surface = knowledge.compiled("acts.surface", lambda k: _surface(codebook(k)))
    return any(w.lower() in surface for w in _WORD.findall(sentence))


def _surface(book: Codebook) -> frozenset[str]:
    """Every form in which a trigger may stand: endings by rule, irregular verbs by list."""
    out: set[str] = set()
    for kind, lemma in book.frames:
        out |= forms(lemma)
        for form in book.raw.get("irregular", ()):
            head, _, rest = form.partition("=")
            if head == lemma:
                out |= set(rest.split("/"))
        if kind == "v" and lemma.startswith("re"):
            out |= {"re-" + f[2:] for f in forms(lemma)}
    return frozenset(out)


def forms(lemma: str) -> set[str]:
    """Regular forms of a lemma in both spellings: "cut" gives cuts, cutting, cutted …; wrong ones do no harm."""
    out = {lemma} | {lemma + e for e in _ENDINGS}
    if lemma.endswith("e"):
        out |= {lemma[:-1] + "ing", lemma + "d"}
    elif lemma.endswith("y"):
        out |= {lemma[:-1] + "ies", lemma[:-1] + "ied"}
    else:
        out |= {lemma + lemma[-1] + e for e in ("ed", "ing")}
    return out | british(out)
