"""The words of reported speech, compiled from ``speech_verbs.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comity.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``verbs``: lemma -> (act, needs), in the table's order; ``nouns``, ``adjectives``: lemma -> act; ``telling``: all
    verbs that may report speech by themselves or with what stands beside them."""

    verbs: dict[str, tuple[tuple[str, str], ...]]
    nouns: dict[str, str]
    adjectives: dict[str, str]
    drawing: frozenset[str]
    telling: frozenset[str]
    lists: dict[str, frozenset[str]]
    from_claims: dict[str, str]


_ACTS = ("accuse", "criticise", "deny", "demand", "promise", "praise", "propose", "claim", "concede", "question")
_BESIDE = (
    *("express", "voice", "hold", "let", "make", "take", "announce", "declare", "accept", "agree", "comply"),
    *("admit", "acknowledge", "concede", "confess"),
)
"""Verbs that report speech with a word beside them: "hold responsible", "take issue"."""


def lexicon(knowledge: Knowledge) -> Lexicon:
    """The compiled table, made once."""
    return knowledge.compiled("voices.lexicon", _make)


def _make(knowledge: Knowledge) -> Lexicon:
    table: dict[str, Any] = knowledge.table("speech_verbs.toml")
    verbs: dict[str, list[tuple[str, str]]] = {}
    drawing: set[str] = set()
    for group in table["verb"]:
        for lemma in group["lemmas"]:
            verbs.setdefault(lemma, []).append((group["act"], group.get("needs", "")))
        drawing |= set(group.get("drawing", ()))
    lists = {
        f"{name}.{key}": frozenset(held)
        for name in ("nouns", "content", "speakers")
        for key, held in table[name].items()
    }
    return Lexicon(
        verbs={lemma: tuple(held) for lemma, held in verbs.items()},
        nouns={w: act for act in _ACTS for w in table["nouns"].get(act, ())},
        adjectives={w: act for act in _ACTS for w in table["adjectives"].get(act, ())},
        drawing=frozenset(drawing),
        telling=frozenset((*verbs, *drawing, *_BESIDE)),
        lists=lists,
        from_claims=dict(table["from_claims"]),
    )
