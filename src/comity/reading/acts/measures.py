"""Laws, embargoes, programmes, exercises, agreements, loans and missions that claims begin, suspend or end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.models import Measure, Reading
from comity.reading.acts.cast import base
from comity.reading.acts.codebook import Codebook

_LINKS = frozenset(("of", "on", "for", "and", "the", "to", "in", "with", "between", "against"))
_PLAIN_STOP = _LINKS | frozenset(
    [
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "this",
        "that",
        "by",
        "from",
        "more",
        "all",
        "some",
        "any",
        "under",
        "was",
        "were",
        "is",
        "at",
        "as",
        "also",
        "into",
        "has",
        "have",
        "had",
    ]
)
_TOKEN = re.compile(r"[^\W_][\w’'.&/–-]*|[“”\"]|[^\w\s]")
_QUOTED = re.compile(r"[“\"]([A-Z][^”\"\n]{2,60})[”\"]")


def measures(reading: Reading, book: Codebook) -> Iterator[Measure]:
    """A row for every claim whose act begins, ends or suspends a measure."""
    for c in reading.claims:
        act = book.acts.get(c.act)
        if act is None or not act.measure or c.modality in ("denied", "hypothetical", "proposed"):
            continue
        state = "planned" if c.modality == "planned" else act.measure_state or "in force"
        first, _, last = c.when.partition("/")
        ended = state in ("ended", "suspended")
        yield Measure(
            c.at,
            name=own_name(c.at.quote, book.raw["measure_nouns"]) or act.measure,
            kind=act.measure,
            by=tuple(sorted({base(x) for x in c.actors})),
            on=tuple(sorted({base(x) for x in c.recipients})),
            from_="" if ended else first,
            to=(last or first) if ended else last,
            state=state,
            claim=c.id,
        )


def own_name(words: str, nouns: frozenset[str]) -> str:
    """The name that these words give a measure: one in quotation marks, else its proper name, else its noun with what
    stands before it; "" where they give none. ``nouns`` are the words for measures, in lower case.

    >>> own_name("Norway and Peru signed the Treaty of Oslo in 1920", frozenset(["treaty"]))
    'Treaty of Oslo'
    >>> own_name("Kenya lifted its arms embargo", frozenset(["embargo"]))
    'arms embargo'
    """
    tokens = _TOKEN.findall(words[:600])
    heads = [k for k, t in enumerate(tokens) if t.lower() in nouns or t == "Operation"]
    quoted = _QUOTED.search(words[:600])
    if quoted and heads:
        return quoted.group(1).rstrip(",.")
    for k in heads:
        name = _proper(tokens, k)
        if " " in name:
            return name
    for k in heads:
        if tokens[k].islower() and k + 1 not in heads:
            first = k
            while first > max(0, k - 3) and _describes(tokens[first - 1]):
                first -= 1
            tail = tokens[k + 1 : k + 3] if tokens[k + 1 : k + 3] == ["of", "understanding"] else []
            return " ".join([*tokens[first : k + 1], *tail])
    return ""


def _proper(tokens: list[str], k: int) -> str:
    """The run of capitals around head ``k``, with what its small words join on; "" where the head is no name."""
    if not tokens[k][0].isupper():
        return ""
    first, last = k, k
    while first and tokens[first - 1][0].isupper():
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1][0].isupper():
        last += 1
    while tokens[k] != "Operation":
        step = last + 1
        while step < len(tokens) and step <= last + 2 and tokens[step] in _LINKS - {"in", "to", "with"}:
            step += 1
        if step == last + 1 or step >= len(tokens) or not tokens[step][0].isupper():
            break
        last = step
    return " ".join(tokens[first : last + 1])


def _describes(token: str) -> bool:
    return token[0].isalpha() and token.islower() and token not in _PLAIN_STOP and not token.endswith(("ed", "ing"))
