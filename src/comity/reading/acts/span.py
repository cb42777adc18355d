"""The words that state an act: from the subject of its clause to the clause's end."""

from __future__ import annotations

from comity.reading.acts.clause import Clauses

_LONGEST = 700
_PUNCTUATION = {".", ",", ":", "-LRB-", "-RRB-", "``", "''", "HYPH"}
_CUT = {"conj", "parataxis", "advcl"}
_EDGE = {
    "and",
    "but",
    "or",
    ",",
    ";",
    ":",
    "-",
    "–",
    "—",
    ".",
    "that",
    "which",
    "who",
    "while",
    "although",
    "though",
    "because",
    "however",
    "“",
    "”",
    '"',
    "'",
    "(",
    ")",
}


def span(view: Clauses, i: int, carried: bool = False) -> tuple[int, int]:
    """First and last token of the stretch that states the act of trigger ``i``; with the
    verb that carries it where it is a noun ("paid a visit")."""
    if view.is_verb(i) and view.dep[i] not in ("amod",):
        tokens = _verb(view, i)
    else:
        tokens = _noun(view, i)
        up = view.head[i]
        if carried and view.is_verb(up):
            tokens |= _verb(view, up)
    tokens = {k for k in tokens if view.tag[k] not in _PUNCTUATION} | {i}
    first, last = min(tokens), max(tokens)
    while first < i and (
        view.word[first] in _EDGE
        or (view.tag[first] in ("CC", "IN") and view.word[first] in ("that", "as", "while", "when"))
    ):
        first += 1
    while last > i and view.word[last] in _EDGE:
        last -= 1
    while view.end[last] - view.start[first] > _LONGEST and last > i:
        last -= 1
    while view.end[last] - view.start[first] > _LONGEST and first < i:
        first += 1
    return first, last


def _verb(view: Clauses, i: int) -> set[int]:
    out, stack = {i}, [i]
    while stack:
        k = stack.pop()
        for c in view.kids[k]:
            if view.dep[c] in _CUT and (view.is_verb(c) or view.dep[c] == "parataxis") and (k == i or c > i):
                continue
            if view.dep[c] in ("relcl", "ccomp") and c > i and (k != i or view.dep[c] == "relcl"):
                continue
            if view.dep[c] == "conj" and view.is_verb(c) and view.is_verb(k):
                continue
            if view.dep[c] == "ccomp" and view.parted(c):
                continue
            out.add(c)
            stack.append(c)
    return out


def _noun(view: Clauses, i: int) -> set[int]:
    out, stack = {i}, [i]
    while stack:
        k = stack.pop()
        for c in view.kids[k]:
            if view.dep[c] in ("relcl", "appos", "punct") and k == i:
                continue
            if view.dep[c] in ("conj", "cc") and k == i:
                continue
            out.add(c)
            stack.append(c)
    return out
