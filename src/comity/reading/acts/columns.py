"""A sentence's parse as columns, one row a token: what mending changes and the grammar then reads."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one parse, all of one length and changed in place.

    ``word`` in lower case; ``lemma``; ``tag`` Penn Treebank; ``dep`` ClearNLP's label; ``head`` the number of the
    token above (a root's is its own); ``kids`` the numbers of those below, in text order; ``named`` whether the token
    is written with a capital.
    """

    word: list[str]
    lemma: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    kids: list[list[int]]
    named: list[bool]

    def hang(self, i: int, up: int) -> None:
        """Hang a token on another head."""
        self.kids[self.head[i]].remove(i)
        self.head[i] = up
        self.kids[up] = sorted([*self.kids[up], i])

    def root(self) -> int:
        """The first token that hangs on none; -1 where there is none."""
        for i, up in enumerate(self.head):
            if up == i:
                return i
        return -1
