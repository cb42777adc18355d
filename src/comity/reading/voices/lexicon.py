"""The words of reported speech, compiled from ``speech_verbs.toml`` and ``speech_turns.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comity.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Phrase:
    """A turn of phrase of ``speech_turns.toml``: the verb's ``objects``, the particle or preposition ``beside`` it and
    what stands ``under`` that, each empty where anything will do; ``turned``: only where negated."""

    act: str
    objects: frozenset[str]
    beside: frozenset[str]
    under: frozenset[str]
    turned: bool
    about: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``verbs``: lemma -> (act, needs), in the table's order; ``nouns``, ``adjectives``: lemma -> act; ``telling``: all
    verbs that may report speech by themselves or with what stands beside them; ``naming``: all nouns that may;
    ``turns``: lemma -> turns of phrase;
    ``owned``, ``stance``, ``temper``: lemma of a noun -> the act that its owner makes;
    ``sectors``: lemma of a body or an office -> its organ."""

    verbs: dict[str, tuple[tuple[str, str], ...]]
    nouns: dict[str, str]
    adjectives: dict[str, str]
    drawing: frozenset[str]
    telling: frozenset[str]
    naming: frozenset[str]
    lists: dict[str, frozenset[str]]
    turns: dict[str, tuple[Phrase, ...]]
    owned: dict[str, str]
    stance: dict[str, str]
    temper: dict[str, str]
    sectors: dict[str, str]
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
    turns: dict[str, list[Phrase]] = {}
    for row in knowledge.table("speech_turns.toml")["turn"]:
        objects, beside, below = (frozenset(row.get(key, ())) for key in ("objects", "beside", "under"))
        phrase = Phrase(row["act"], objects, beside, below, row.get("turned", False), row.get("about", "object"))
        for lemma in row["verbs"]:
            turns.setdefault(lemma, []).append(phrase)
    nouns, owned, stance, temper = (_by_word(table[name]) for name in ("nouns", "owned", "stance", "temper"))
    return Lexicon(
        verbs={lemma: tuple(held) for lemma, held in verbs.items()},
        nouns=nouns,
        adjectives=_by_word(table["adjectives"]),
        drawing=frozenset(drawing),
        telling=frozenset((*verbs, *drawing, *turns, *_BESIDE)),
        lists=lists,
        turns={lemma: tuple(held) for lemma, held in turns.items()},
        naming=frozenset((*nouns, *owned, *stance, *temper, "protest", "report")),
        owned=owned,
        stance=stance,
        temper=temper,
        sectors={w: sector for sector, nouns in table["sectors"].items() for w in nouns},
        from_claims=dict(table["from_claims"]),
    )


def _by_word(table: dict[str, list[str]]) -> dict[str, str]:
    return {w: act for act in _ACTS for w in table.get(act, ())}
