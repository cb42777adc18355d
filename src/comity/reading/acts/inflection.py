"""The regular forms of a lemma, and the lemmas of which a word may be a form."""

from __future__ import annotations

from comity.reading.acts.spelling import british, perhaps_american

_ENDINGS = ("s", "es", "d", "ed", "ing", "ies", "ied")


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


def lemmas(form: str) -> set[str]:
    """All of whose :func:`forms` a word may be one: "cutting" gives cut, cutting, cutte …"""
    return {lemma for spelt in (form, *perhaps_american(form)) for lemma in _stems(spelt)}


def _stems(form: str) -> set[str]:
    out = {form}
    for ending in _ENDINGS:
        stem = form.removesuffix(ending)
        if stem == form or not stem:
            continue
        out.add(stem)
        if ending == "ing":
            out.add(stem + "e")
        elif ending in ("ies", "ied"):
            out.add(stem + "y")
        if ending in ("ed", "ing") and stem[-2:-1] == stem[-1:] and stem[-1] not in "ey":
            out.add(stem[:-1])
    return out
