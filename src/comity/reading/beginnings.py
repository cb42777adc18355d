"""How a regular expression's matches open, to try only those expressions that may match at all.

Most lines and words begin none of a long list of phrases; a look at the first letters tells so at once.
"""

from __future__ import annotations

import re

LONGEST = 6
"""Letters that are told of a beginning, at most."""
_MOST = 60
"""Beginnings of one part beyond which no more letters are asked of it."""
_LIKE_ASCII = (("İ", "i"), ("ı", "i"), ("ſ", "s"))
"""Letters that count as ASCII ones where case does not, and that ``str.lower`` leaves as they are."""
_ITEM = re.compile(
    r"\\(?P<escaped>.)|\[(?P<listed>\^?\]?[^\]\\]*(?:\\.[^\]\\]*)*)\]|(?P<group>\((?:\?(?::|[=!]|<[=!]|P<\w+>))?)|(?P<sign>.)",
    re.S,
)
_REST = re.compile(r"(?:\\.|\[\^?\]?[^\]\\]*(?:\\.[^\]\\]*)*\]|[^\\\[()|])*+", re.S)
_QUANTIFIER = re.compile(r"(?:[?*+]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_WIDTHLESS = ("(?=", "(?!", "(?<=", "(?<!")

_Heads = dict[str, bool]
"""How a part may begin, and whether that is all of it; False where anything may follow."""
_OPEN: _Heads = {"": False}
_NOTHING: _Heads = {"": True}


def openings(expression: str) -> frozenset[str] | None:
    """The letters, in lower case, with some of which a match must begin; None where they cannot be told.

    >>> sorted(openings("(?:the )?debts?|loans") or ())
    ['debt', 'debts', 'loans', 'the de']
    """
    found = _alternatives(expression, 0)[0]
    return None if "" in found else frozenset(found)


def lowered(text: str) -> str:
    """A text, letter for letter, as openings compare with it."""
    if not text.isascii():
        for letter, like in _LIKE_ASCII:
            text = text.replace(letter, like)
    return text.lower()


def _alternatives(text: str, at: int) -> tuple[_Heads, int]:
    """How what stands from ``at`` up to the closing parenthesis or the end may begin, and where it ends."""
    heads: _Heads = {}
    while True:
        some, at = _sequence(text, at)
        heads = _or(heads, some)
        if at >= len(text) or text[at] == ")":
            return heads, at
        at += 1


def _sequence(text: str, at: int) -> tuple[_Heads, int]:
    heads = _NOTHING
    while at < len(text) and text[at] not in "|)":
        some, at = _item(text, at)
        if quantifier := _QUANTIFIER.match(text, at):
            least = quantifier["least"]
            sign = quantifier.group()[0]
            if sign != "?":
                some = dict.fromkeys(some, False) | ({"": True} if some.get("") else {})
            if sign in "?*" or (least is not None and not least.strip("0")):
                some = _or(some, _NOTHING)
            at = quantifier.end()
        heads = _then(heads, some)
        if not any(heads.values()):
            return heads, _past(text, at)
    return heads, at


def _past(text: str, at: int) -> int:
    """Where the alternative that ``at`` stands in ends."""
    depth = 0
    while True:
        rest = _REST.match(text, at)
        at = rest.end() if rest else at
        if at == len(text) or text[at] in "\\[":
            return len(text)
        if text[at] == "(":
            depth += 1
        elif not depth:
            return at
        elif text[at] == ")":
            depth -= 1
        at += 1


def _or(heads: _Heads, more: _Heads) -> _Heads:
    """Either of the two."""
    return heads | {head: whole and heads.get(head, True) for head, whole in more.items()}


def _then(heads: _Heads, more: _Heads) -> _Heads:
    """What is whole with what follows it."""
    whole = [head for head, ends in heads.items() if ends]
    if not whole:
        return heads
    out: _Heads = {head: False for head, ends in heads.items() if not ends}
    if len(whole) * len(more) > _MOST:
        return out | dict.fromkeys(whole, False)
    for head in whole:
        for tail, ends in more.items():
            joined = head + tail
            cut = joined[:LONGEST]
            out[cut] = ends and cut == joined and out.get(cut, True)
    return out


def _item(text: str, at: int) -> tuple[_Heads, int]:
    item = _ITEM.match(text, at)
    if item is None:
        return _OPEN, len(text)
    if item["group"]:
        if text.startswith("(?", at) and item["group"] == "(":  # flags and the like
            return _OPEN, len(text)
        heads, end = _alternatives(text, item.end())
        return (_NOTHING if item["group"] in _WIDTHLESS else heads), end + 1
    if item["escaped"]:
        sign = item["escaped"]
        if sign in "bB":
            return _NOTHING, item.end()
        return (_OPEN if sign.isalnum() else {sign: True}), item.end()
    if item["listed"] is not None:
        listed = item["listed"]
        return (_OPEN if set(listed) & set("^\\-") else {c.lower(): True for c in listed}), item.end()
    sign = item["sign"]
    if sign in "^$":
        return _NOTHING, item.end()
    return (_OPEN if sign == "." else {sign.lower(): True}), item.end()
