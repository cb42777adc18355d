"""Closed word lists of the grammar (prepositions, months, forms of state), written as running words."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(words.split())
