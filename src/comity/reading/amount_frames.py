"""What verbs, nouns and states tell of money: ``amount_kinds.toml`` and ``givers.toml``, ready to look things up in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from comity.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Frame:
    """One stanza of verbs."""

    payer: str
    recipient: str
    stage: str
    kind: str
    nouns: frozenset[str]
    before: frozenset[str]
    """Prepositions of which the verb must have one: "put $3 million into"."""


@dataclass(frozen=True, slots=True)
class Frames:
    """The tables of ``knowledge``, compiled."""

    verbs: dict[str, tuple[Frame, ...]]
    kinds: tuple[tuple[str, frozenset[str], frozenset[str]], ...]
    infer: frozenset[str]
    aid_verbs: frozenset[str]
    givers: dict[str, int]
    """Rank of a state as a giver of aid, the first giver 0; see ``givers.toml``."""

    @staticmethod
    def make(knowledge: Knowledge) -> Frames:
        """The frames of ``knowledge``."""
        table = knowledge.table("amount_kinds.toml")
        verbs: dict[str, list[Frame]] = defaultdict(list)
        for row in table["verbs"]:
            frame = Frame(
                row["payer"],
                row["recipient"],
                row.get("stage", ""),
                row.get("kind", ""),
                frozenset(row.get("nouns", ())),
                frozenset(row.get("before", ())),
            )
            for word in row["words"]:
                verbs[word].append(frame)
        kinds = tuple((k["kind"], frozenset(k["words"]), frozenset(k.get("with", ()))) for k in table["kinds"])
        return Frames(
            {k: tuple(v) for k, v in verbs.items()},
            kinds,
            frozenset(table["infer"]["kinds"]),
            frozenset(table["infer"]["aid_verbs"]),
            {s: n for n, rank in enumerate(knowledge.table("givers.toml")["rank"]) for s in rank["states"]},
        )

    def gives(self, pair: tuple[str, str]) -> tuple[str, str] | None:
        """(giver, taker) of aid between the two states, None where their ranks do not tell."""
        one, other = (self.givers.get(s, len(self.givers)) for s in pair)
        return None if one == other else pair if one < other else (pair[1], pair[0])

    def kind(self, nouns: list[Any]) -> tuple[str, str]:
        """(kind, the noun that tells it) of the nouns around an amount, nearest first."""
        for noun in nouns:
            beside = {t.text for t in noun.subtree} | {t.lower_ for t in noun.subtree} if noun.subtree else set()
            for kind, words, needed in self.kinds:
                if (noun.lemma_.lower() in words or noun.text in words or noun.lower_.removesuffix("s") in words) and (
                    not needed or needed & beside
                ):
                    return kind, noun.text
        return "", ""
