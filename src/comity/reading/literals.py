"""The letters without which a regular expression matches nothing, to try it only where they stand.

To look for a few letters in a text takes a hundredth of the time in which an expression that opens with ``.{0,80}``
fails.
"""

from __future__ import annotations

import re

from comity.reading.beginnings import ITEM, QUANTIFIER, WIDTHLESS, lowered

_FLAGGED = re.compile(r"\(\?[a-z-]+:")
_FEWEST = 3
"""Letters fewer than which are found in nearly every text."""

Literals = frozenset[str]


def needed(expression: str) -> Literals | None:
    """Letters, in lower case, some of which stand in every match (as :func:`lowered` has it); None where that cannot be
    told.

    >>> sorted(needed(r".{0,80}\\ball rights reserved\\b|(?:make|give) a gift") or ())
    [' a gift', 'all rights reserved']
    """
    return _alternatives(expression, 0)[0]


def _alternatives(text: str, at: int) -> tuple[Literals | None, int]:
    """What a match of what stands from ``at`` up to the closing parenthesis or the end needs, and where that ends."""
    found: Literals | None = frozenset()
    while True:
        some, at = _sequence(text, at)
        found = None if found is None or some is None else found | some
        if at >= len(text) or text[at] == ")":
            return found, at
        at += 1


def _sequence(text: str, at: int) -> tuple[Literals | None, int]:
    best: Literals | None = None
    run = ""
    while at < len(text) and text[at] not in "|)":
        letter, some, at = _item(text, at)
        quantifier = QUANTIFIER.match(text, at)
        if quantifier:
            least = quantifier["least"]
            at = quantifier.end()
            if quantifier[0][0] in "?*" or (least is not None and not least.strip("0")):
                some = None
            letter = None
        if letter is not None:
            run += letter
            continue
        best = _better(_better(best, run), some)
        run = ""
    return _better(best, run), at


def _better(best: Literals | None, some: Literals | str | None) -> Literals | None:
    """That of two which is the harder to find."""
    if isinstance(some, str):
        some = frozenset((lowered(some),))
    if not some or min(map(len, some)) < _FEWEST:
        return best
    return some if best is None or min(map(len, some)) > min(map(len, best)) else best


def _item(text: str, at: int) -> tuple[str | None, Literals | None, int]:
    """The letters that stand at ``at`` ("" for what has no width, None for no certain ones), what a group needs, and
    where it ends."""
    flagged = _FLAGGED.match(text, at)
    item = flagged or ITEM.match(text, at)
    if item is None:
        return None, None, len(text)
    if flagged or item["group"]:
        some, end = _alternatives(text, item.end())
        return (None, some, end + 1) if flagged or item["group"] not in WIDTHLESS else (None, None, end + 1)
    sign = item["sign"] or item["escaped"]
    if item["listed"] is not None or not sign.isascii() or (item["escaped"] and sign.isalnum() and sign not in "bB"):
        return None, None, item.end()
    if (item["escaped"] and sign in "bB") or (item["sign"] and sign in "^$"):
        return "", None, item.end()
    return (None if item["sign"] and sign == "." else sign), None, item.end()
