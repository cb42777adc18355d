"""The closed classes of English that dates are made of: months, seasons, weekdays, numbers, parts, units."""

# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterable

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH_WORDS = frozenset(month.lower() for month in MONTHS)
MONTH_NUMBER = {name.lower(): n for n, name in enumerate(MONTHS, 1)} | {
    name[:3].lower(): n for n, name in enumerate(MONTHS, 1)
}
MONTH_NUMBER["sept"] = 9

SEASON_CODE = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WEEKDAY_NUMBER = {name.lower(): n for n, name in enumerate(WEEKDAYS)}

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBERS: dict[str, int] = {w: n for n, w in enumerate(_ONES)}
for _i, _w in enumerate(_TENS):
    NUMBERS[_w] = 20 + 10 * _i
    for _j in range(1, 10):
        NUMBERS[f"{_w}-{_ONES[_j]}"] = 20 + 10 * _i + _j
NUMBERS |= {"a": 1, "an": 1, "a single": 1, "hundred": 100, "a hundred": 100, "one hundred": 100, "a dozen": 12}

_ORDINAL_ONES = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
ORDINALS: dict[str, int] = {w: n for n, w in enumerate(_ORDINAL_ONES) if n}
for _i, _w in enumerate(_TENS):
    ORDINALS[_w[:-1] + "ieth"] = 20 + 10 * _i
    for _j in range(1, 10):
        ORDINALS[f"{_w}-{_ORDINAL_ONES[_j]}"] = 20 + 10 * _i + _j
ORDINALS |= {"hundredth": 100, "centenary": 100, "centennial": 100, "bicentenary": 200, "bicentennial": 200}

PARTS = {
    "early": "early", "earlier": "early", "beginning": "start", "start": "start", "opening": "start", "outset": "start",
    "mid": "mid", "middle": "mid", "midst": "mid", "late": "late", "later": "late", "latter": "late", "end": "end",
    "close": "end", "final": "end", "last": "end", "rest": "", "remainder": "", "first half": "first half",
    "second half": "second half", "latter half": "second half", "first week": "start", "first weeks": "start", "first days": "start", "opening days": "start", "opening weeks": "start",
    "last week": "end", "last weeks": "end", "last days": "end", "final week": "end", "final weeks": "end",
    "final days": "end", "closing days": "end", "closing weeks": "end", "turn": "start", "eve": "", "height": "", "course": "",
}  # fmt: skip
"""Words for a part of a longer time and the part of the value they name; ``""`` leaves the value whole."""

DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip

HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "bastille day": (7, 14), "may day": (5, 1),
    "armistice day": (11, 11), "all saints' day": (11, 1), "valentine's day": (2, 14),
}  # fmt: skip
"""Feasts that fall on the same day every year."""


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; "twenty-one" to "ninety-nine" as two lists."""
    ends: dict[str, list[str]] = {}
    plain = []
    for word in words:
        head, hyphen, end = word.partition("-")
        if hyphen:
            ends.setdefault(head, []).append(end)
        else:
            plain.append(word)
    heads: dict[str, list[str]] = {}
    for head, held in ends.items():
        heads.setdefault(_either(held), []).append(head)
    joined = [f"(?:{_either(held)})-(?:{tails})" for tails, held in heads.items()]
    return "|".join([*joined, _either(plain)])


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


def number(text: str) -> int | None:
    """The value of a number in figures or words up to ninety-nine, None for others."""
    text = " ".join(text.lower().replace("‑", "-").split())
    if text.isdigit():
        return int(text)
    return NUMBERS.get(text, NUMBERS.get(text.replace(" ", "-")))


def ordinal(text: str) -> int | None:
    """The value of an ordinal ("19th", "nineteenth"), None for others."""
    text = " ".join(text.lower().split())
    digits = text.rstrip("stndrh")
    if digits.isdigit():
        return int(digits)
    return ORDINALS.get(text, ORDINALS.get(text.replace(" ", "-")))
