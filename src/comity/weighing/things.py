"""What an act was done to, or who did it, so far as the words of a claim say it: two nationalisations, of banks and of
tea estates, are two, and so are the visits of a president and of another state's servant, each named.
"""

from __future__ import annotations

import re

from comity.models import Claim
from comity.reading.dates.lexicon import MONTH_WORDS
from comity.weighing.kinds import states

_DONE_TO = re.compile(
    r"\b(?:apologi[sz]|nationali[sz]|expropriat|confiscat|seiz)\w*\s(?!of\b)(.{3,120})|\bagree(?:d|s|ing)?\s(?:up)?on\s(.{3,120})"
)
_WORD = re.compile(r"(?<![\w’'-])[a-z]{3,}")
_ENDING = re.compile(r"(?<=\w{4})(?:ings?|ed|es|s|ers?|ions?|ments?)$")
_LIGHT = frozenset(
    """the and for its his her their with all any two had has was were that which who from into after before under over
    upon during against other some several many first last later then also own new government state country property
    year month day three four five worth because when while without sides parties publicly formally""".split()  # noqa: SIM905
)
_TITLED = re.compile(
    r"(?:(?:In|On|Then|Later)\s[^,]{2,30},\s)?(?:[Tt]he\s)?(?:[A-Z]\w+\s)?"
    r"(?:President|Premier|Prime Minister|(?:[A-Z]\w+\s){0,2}Minister|Chancellor|King|Queen|Emperor|Ambassador"
    r"|Secretary(?: of State)?|Secretary-General|Chairman|Crown Prince)\s"
    r"((?:[A-Za-z][\w’'-]+\s){0,3}?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)"
)


def things(quote: str) -> frozenset[str]:
    """Stems of the common nouns and adjectives behind a verb of taking, of apology or of agreeing; none without it."""
    m = _DONE_TO.search(quote)
    return _stems(m.group(1) or m.group(2)) if m else frozenset()


def other_things(a: Claim, b: Claim) -> bool:
    """Whether two claims say of themselves that they are of different things, or that different persons did it."""
    one, two = things(a.at.quote), things(b.at.quote)
    if (one and two and not one & two) or _another(a, one, b, two) or _another(b, two, a, one):
        return True
    first, second = _person(a), _person(b)
    return bool(first and second and not first & second and states(a.actors) == states(b.actors))


def _another(a: Claim, of: frozenset[str], b: Claim, other: frozenset[str]) -> bool:
    """Whether one tells on what two agreed, and the words of the other have nothing of it."""
    agreed = of and not other and "agree" in a.at.quote
    return bool(agreed and not of & _stems(b.at.quote))


def _person(claim: Claim) -> frozenset[str]:
    """The names of the titled person with whom the words of a claim begin."""
    m = _TITLED.match(claim.at.quote)
    return frozenset(w.casefold() for w in m.group(1).split()) if m else frozenset()


def _stems(words: str) -> frozenset[str]:
    found = (w for w in _WORD.findall(words) if w not in _LIGHT)
    return frozenset(_ENDING.sub("", w)[:5] for w in found) - _MONTHS


_MONTHS = frozenset(month[:5] for month in MONTH_WORDS)
