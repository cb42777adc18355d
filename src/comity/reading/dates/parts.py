"""The parts of a match, read: month names, days, years, words for a part, and the expression made of them."""

# ruff: noqa: E501

from __future__ import annotations

import re

from comity.reading.dates.expression import Expression
from comity.reading.dates.lexicon import MONTH_NUMBER, PARTS

Match = re.Match[str]


def month_of(word: str) -> int:
    return MONTH_NUMBER[word.lower()[:3]]


def day_of(word: str) -> int:
    return int(word.rstrip("stndrhSTNDRH"))


def part_of(word: str | None) -> str:
    if word and word.lower() in ("later", "earlier"):
        return ""
    return PARTS.get(" ".join((word or "").lower().split()), "")


def ref_of(word: str | None) -> str:
    return " ".join((word or "").lower().split())


def year_of(word: str | None) -> int | None:
    return int(word) if word else None


def one(m: Match, rule: str, kind: str = "date", /, **fields: object) -> list[Expression]:
    return [Expression(m.start(), m.end(), kind, rule, **fields)]  # type: ignore[arg-type]


def pair(m: Match, rule: str, a: Expression, b: Expression, joint: str) -> list[Expression]:
    """Two ends in one expression: a range, or two times where they are joined by "and"."""
    if joint.strip() in ("and", "or"):
        return [a, b]
    return [Expression(m.start(), m.end(), "range", rule, ends=(a, b))]


NOUN_NEXT = re.compile(r"\s+(?!(?:of|in|on|at|and|or|to|by|with|was|were|had|has|saw|the|a|an|for|from|as|but|when|while|before|after|until|which|that|it|he|she|they|there|would|could|did|brought)\b|organi|prepar)[a-z]{3,}|[-–—]?\s?[A-Z]\w+|['’]s")  # fmt: skip
