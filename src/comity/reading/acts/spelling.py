"""British and American spellings of one word: the word lists and lemmas are American, texts are either."""

from __future__ import annotations

import re
from collections.abc import Iterable

_STEMS = (
    "fav|hon|lab|harb|rum|endeav|neighb|col|arm|behavi|hum|vap|rig|sav|savi|splend|vig|clam|cand|demean|ferv|val|ranc"
)
_OUR = re.compile(rf"\b((?:dis|mis)?(?:{_STEMS}|succ|parl))our")
_OR = re.compile(rf"^((?:dis|mis)?(?:{_STEMS}|succ|parl))or")
_OUR_FIRST = re.compile(rf"^((?:dis|mis)?(?:{_STEMS}|succ|parl))our")
_PAIRS = (("ization", "isation"), ("defense", "defence"), ("ize", "ise"), ("izing", "ising"))
_NATIVE_ISE = frozenset(
    ["exercise", "promise", "compromise", "supervise", "surprise", "televise", "franchise", "disguise", "enterprise"]
)


def american(words: str) -> str:
    """The words with "-or" for the British "-our": *favor* for *favour*, *laborer* for *labourer*."""
    return _OUR.sub(r"\1or", words) if "our" in words else words


def american_lemma(lemma: str, verb: bool) -> str:
    """The lemma in American spelling: *recognize* for *recognise*, *defense* for *defence*, *dispatch* for *despatch*;
    ``verb`` says whether it is a verb's."""
    if lemma.startswith("charg") and "affaires" in lemma:
        return "chargé"
    out = "di" + lemma[2:] if lemma.startswith("despatch") else lemma
    if verb and out.endswith("ise") and len(out) > 6 and out not in _NATIVE_ISE:
        out = out[:-3] + "ize"
    elif verb and out.endswith("yse"):
        out = out[:-3] + "yze"
    out = american(out)
    return out.replace("isation", "ization").replace("defence", "defense") if len(out) > 6 else out


def british(forms: Iterable[str]) -> set[str]:
    """The British spellings of American forms: *favoured* of *favored*, *organised* of *organized*; those that have
    none are left out."""
    out: set[str] = set()
    for form in forms:
        out.update(form.replace(here, there) for here, there in _PAIRS if here in form)
        if "or" in form:
            out.add(_OR.sub(r"\1our", form))
    return out


def perhaps_american(form: str) -> set[str]:
    """Forms of which a word is one of the :func:`british` spellings: *favored* for *favoured*."""
    out = {form.replace(there, here) for here, there in _PAIRS if there in form}
    if "our" in form:
        out.add(_OUR_FIRST.sub(r"\1or", form))
    return {spelt for spelt in out if form in british((spelt,))}
