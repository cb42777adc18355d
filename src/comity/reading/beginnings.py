"""With which letters a regular expression's matches may begin, to try only those expressions that may match at all.

Most lines and words begin none of a long list of phrases; a look at the first letter tells so at once.
"""

from __future__ import annotations

import re

_ALSO = {"i": "İı", "k": "\u212a", "s": "ſ"}
"""Letters that count as the same in either case, besides the two."""
_ITEM = re.compile(
    r"\\(?P<escaped>.)|\[(?P<listed>\^?\]?[^\]\\]*(?:\\.[^\]\\]*)*)\]|(?P<group>\((?:\?(?::|[=!]|<[=!]|P<\w+>))?)|(?P<sign>.)",
    re.S,
)
_QUANTIFIER = re.compile(r"(?:[?*+]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_WIDTHLESS = ("(?=", "(?!", "(?<=", "(?<!")


def beginnings(expression: str) -> frozenset[str] | None:
    """The characters, in either case, with one of which a match must begin; None where that cannot be told.

    >>> sorted(beginnings("(?:the )?debts?") or ())
    ['D', 'T', 'd', 't']
    """
    letters, may_be_empty = _alternatives(expression, 0)[:2]
    return None if letters is None or may_be_empty else letters


def first_letter(expression: str) -> str:
    """The letter, in either case, that is the first part of an expression; "" where another part stands first.

    >>> first_letter("debts?"), first_letter("(?:the )?debts?"), first_letter("debt|arrears")
    ('dD', '', '')
    """
    first = expression[:1]
    if not (first.isascii() and first.isalpha()) or _sequence(expression, 0)[2] < len(expression):
        return ""
    return "" if _QUANTIFIER.match(expression, 1) else first.lower() + first.upper()


def _alternatives(text: str, at: int) -> tuple[frozenset[str] | None, bool, int]:
    """(first characters or None, whether it may match nothing, where it ends) of what stands from ``at`` up to the
    closing parenthesis or the end."""
    letters: frozenset[str] | None = frozenset()
    open_ended = False
    while True:
        some, empty, at = _sequence(text, at)
        letters = None if letters is None or some is None else letters | some
        open_ended |= empty
        if at >= len(text) or text[at] == ")":
            return letters, open_ended, at
        at += 1


def _sequence(text: str, at: int) -> tuple[frozenset[str] | None, bool, int]:
    letters: frozenset[str] | None = frozenset()
    empty = True
    while at < len(text) and text[at] not in "|)":
        some, skipped, at = _item(text, at)
        if quantifier := _QUANTIFIER.match(text, at):
            least = quantifier["least"]
            skipped |= quantifier.group()[0] in "?*" or (least is not None and not least.strip("0"))
            at = quantifier.end()
        if empty:
            letters = None if letters is None or some is None else letters | some
            empty = skipped
    return letters, empty, at


def _item(text: str, at: int) -> tuple[frozenset[str] | None, bool, int]:
    item = _ITEM.match(text, at)
    if item is None:
        return None, True, len(text)
    if item["group"]:
        if text.startswith("(?", at) and item["group"] == "(":  # flags and the like
            return None, True, len(text)
        letters, empty, end = _alternatives(text, item.end())
        return (frozenset(), True, end + 1) if item["group"] in _WIDTHLESS else (letters, empty, end + 1)
    if item["escaped"]:
        sign = item["escaped"]
        if sign in "bB":
            return frozenset(), True, item.end()
        return (None if sign.isalnum() else frozenset(sign)), False, item.end()
    if item["listed"] is not None:
        listed = item["listed"]
        return (None if set(listed) & set("^\\-") else _either_case(listed)), False, item.end()
    sign = item["sign"]
    if sign in "^$":
        return frozenset(), True, item.end()
    return (None if sign == "." else _either_case(sign)), False, item.end()


def _either_case(signs: str) -> frozenset[str]:
    return frozenset(c for s in signs for c in (s, *s.lower(), *s.upper(), *_ALSO.get(s.lower(), "")))
