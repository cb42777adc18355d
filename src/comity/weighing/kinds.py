"""What kind of happening a claim tells: acts that may be one happening in different words share a kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from comity.knowledge import Knowledge
from comity.models import Claim

TOLD = frozenset({"done", "ongoing", "alleged", "denied"})
"""Modalities under which a claim speaks of something that did or did not happen; plans and advice stand apart."""


@dataclass(frozen=True, slots=True)
class Kind:
    """``once``: two states do this once, until an act of an ``opposite`` kind; ``window`` is in years.

    ``directed``: done by the other state it is another happening. ``sole``: a claim of it without a date means the one
    that is told. ``seldom``: what two states do so at dates that agree to the month is one happening, whatever the
    words.
    ``ranked``: done to posts of different ranks (an embassy, a consulate) it is different happenings. ``lone``: pages
    that each tell one of it in a "year" or "month" tell the same one, whatever the words.
    """

    name: str
    once: bool = False
    directed: bool = True
    window: int = 0
    opposite: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    sole: bool = False
    seldom: bool = False
    ranked: bool = False
    lone: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """A deed (names of kinds, or acts) and the acts by which such a deed is done ("recognised ... when he wrote").

    ``joined`` must match the words that end before the second of the two claims begins, or begin it; ``last``: the deed
    is told second ("killed in an attack").
    """

    deed: frozenset[str]
    by: frozenset[str]
    joined: re.Pattern[str]
    last: bool = False


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of ``compatible_acts.toml``, by change of status and by act, and what they are done by.

    ``lasting``: words of a state of things, not of the act that began it; ``first``: words of how all began.
    ``agreed``: words that point back at an agreement just told; claims of the acts ``agreements`` may mean one by them.
    ``lone``: acts of no group that two states do seldom; ``topic``: an agreement with the words of what it is on.
    """

    by_status: Mapping[str, Kind]
    by_act: Mapping[str, Kind]
    means: tuple[Means, ...] = ()
    ranks: tuple[tuple[str, re.Pattern[str]], ...] = ()
    lasting: re.Pattern[str] = re.compile("(?!)")
    first: re.Pattern[str] = re.compile("(?!)")
    agreed: re.Pattern[str] = re.compile("(?!)")
    agreements: frozenset[str] = frozenset()
    lone: frozenset[str] = frozenset()
    topic: re.Pattern[str] = re.compile("(?!)")

    def ranks_in(self, words: str) -> frozenset[str]:
        """The ranks of posts that some words name."""
        return frozenset(name for name, pattern in self.ranks if pattern.search(words))

    def of(self, claim: Claim, status: str = "") -> Kind:
        """The kind of a claim; ``status`` is the change of status read from it, if any."""
        kind = self.by_status.get(status) or self.by_act.get(claim.act)
        if kind is not None and not any(words in claim.at.quote.casefold() for words in kind.unless):
            return kind
        return Kind(claim.act or f"{claim.plover} {claim.mode}".strip(), lone="year" if claim.act in self.lone else "")


def kinds(knowledge: Knowledge) -> Kinds:
    """The kinds this knowledge knows, made once."""
    return knowledge.compiled("weighing.kinds", _kinds)


def _kinds(knowledge: Knowledge) -> Kinds:
    table = knowledge.table("compatible_acts.toml")
    groups: list[dict[str, Any]] = table["group"]
    by_status, by_act = {}, {}
    for group in groups:
        kind = Kind(
            group["name"],
            group.get("once", False),
            group.get("directed", False),
            group.get("window", 0),
            tuple(group.get("opposite", ())),
            tuple(w.casefold() for w in group.get("unless", ())),
            group.get("sole", False),
            group.get("seldom", False),
            group.get("ranked", False),
            group.get("lone", ""),
        )
        by_status.update(dict.fromkeys(group.get("status", ()), kind))
        by_act.update(dict.fromkeys(group.get("acts", ()), kind))
    means = tuple(
        Means(frozenset(m["deed"]), frozenset(m["by"]), re.compile(m["joined"], re.IGNORECASE), m.get("last", False))
        for m in table.get("means", ())
    )
    ranks = tuple((n, re.compile(rf"\b(?:{w})\b", re.IGNORECASE)) for n, w in sorted(table.get("ranks", {}).items()))
    lasting = "|".join(table["lasting"]["words"])
    first = "|".join(table["lasting"]["first"])
    nouns = "|".join(table["agreed"]["nouns"])
    return Kinds(
        by_status,
        by_act,
        means,
        ranks,
        re.compile(rf"\b(?:{lasting})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{first})\b", re.IGNORECASE),
        re.compile(
            rf"\b(?:the|this|that|such an?)\s+(?:{nouns})\b(?!\s+(?:of|on|for|between|with|to)\b)", re.IGNORECASE
        ),
        frozenset(table["agreed"]["acts"]),
        frozenset(table["lone"]["acts"]),
        re.compile(
            rf"(?:\b(?P<before>[a-z]{{3,}})\s+)?\b(?:{nouns})s?\b"
            r"(?:\s+(?:on|over|for|concerning|about|regarding|of)\s+(?P<after>(?:[\w’'-]+\s*){1,6}))?",
            re.IGNORECASE,
        ),
    )


@lru_cache(100_000)
def states(codes: tuple[str, ...]) -> tuple[str, ...]:
    """State and organisation codes without their organs, sorted, the unknown left out."""
    return tuple(sorted({c.split("/")[0] for c in codes} - {"", "UNK"}))
