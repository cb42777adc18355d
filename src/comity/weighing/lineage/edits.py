"""What an edit between two copies of a sentence changes: spelling alone, or a number, date, name, negation, cause."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comity.knowledge import Knowledge
from comity.models import Edit
from comity.weighing.lineage.blocks import steps
from comity.weighing.lineage.words import Word, folder, kept_tokens, tokens

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")

LIMITS, AHEAD = frozenset({"until", "till", "before"}), 10
"""Words that make a negation tell when something came ("did not … until 1949"), and how many words ahead they stand."""
DENIAL = 6
"""Words that an edit has at most to turn a sentence round: in a longer one, "not" denies something of its own."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of ``edits.toml``, folded; phrases of cause are by their last word."""

    same: dict[str, int]
    light: frozenset[str]
    cause: Mapping[str, tuple[tuple[str, ...], ...]]
    negation: frozenset[str]
    number: frozenset[str]
    month: frozenset[str]
    time: frozenset[str]


def lexicon(knowledge: Knowledge) -> Lexicon:
    """The compiled word lists, made once."""
    return knowledge.compiled("lineage.lexicon", _lexicon)


def _lexicon(knowledge: Knowledge) -> Lexicon:
    fold = folder(knowledge)
    table: dict[str, Any] = knowledge.table("edits.toml")

    def folded(phrase: str) -> tuple[str, ...]:
        return tuple(w.fold for w in tokens(phrase, fold))

    def words(name: str) -> frozenset[str]:
        return frozenset(fold(w) for w in table["changes"][name])

    same = {"".join(folded(p)): n for n, group in enumerate(table["same"]["phrases"]) for p in group}
    causes: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted({folded(p) for p in table["changes"]["cause"]}):
        causes.setdefault(phrase[-1], []).append(phrase)
    light = frozenset(fold(w) for w in table["same"]["light"])
    by_last = {last: tuple(phrases) for last, phrases in causes.items()}
    return Lexicon(same, light, by_last, words("negation"), words("number"), words("month"), words("time"))


def edits(a: str, b: str, knowledge: Knowledge) -> tuple[Edit, ...]:
    """The words that two wordings of one sentence do not share, in order, each with what it changes.

    Edits that only respell ("U.S." / "US", a dash, "defence" / "defense") are listed with ``changes=""``. Edits next to
    each other, with only light words between them, read as one.
    """
    lex, cut = lexicon(knowledge), kept_tokens(knowledge)
    x, y = cut(a), cut(b)
    ops = steps([w.fold for w in x], [w.fold for w in y])
    spans = _joined([(i, k, j, m) for same, i, k, j, m in ops if not same], x, y, lex)
    out = [(i, Edit(_words(a, x[i:k]), _words(b, y[j:m]), change(x, i, k, y, j, m, a, b, lex))) for i, k, j, m in spans]
    for same, i, k, j, m in ops:
        if same and a[x[i].start : x[k - 1].end] != b[y[j].start : y[m - 1].end]:
            written = [(n, a[x[n].start : x[n].end], b[y[j + n - i].start : y[j + n - i].end]) for n in range(i, k)]
            out += [
                (n, Edit(p, q)) for n, p, q in written if p != q and not any(low <= n < high for low, high, *_ in spans)
            ]
    return tuple(edit for _, edit in sorted(out, key=lambda pair: pair[0]))


def _words(text: str, words: Sequence[Word]) -> str:
    return text[words[0].start : words[-1].end] if words else ""


def _joined(
    spans: list[tuple[int, int, int, int]], x: Sequence[Word], y: Sequence[Word], lex: Lexicon
) -> list[tuple[int, int, int, int]]:
    """Edits parted by nothing but one or two light words, or by one word beside a replacement, become one."""
    out: list[tuple[int, int, int, int]] = []
    for i, k, j, m in spans:
        if out:
            i0, k0, j0, m0 = out[-1]
            between = [w.fold for w in x[k0:i]]
            replaced = (k0 > i0 and m0 > j0) or (k > i and m > j)
            light = len(between) <= 2 and all(w in lex.light or w in lex.month or w.isdigit() for w in between)
            if light or (len(between) == 1 and replaced):
                out[-1] = (i0, k, j0, m)
                continue
        out.append((i, k, j, m))
    return out


def change(x: Sequence[Word], i: int, k: int, y: Sequence[Word], j: int, m: int, a: str, b: str, lex: Lexicon) -> str:
    """What replacing ``x[i:k]`` by ``y[j:m]`` changes: "", number, date, name, negation, cause or words.

    >>> # "opened on June 2, 1984" / "opened on March 9, 1981" -> date
    >>> # "damage caused by the border war" / "damage caused by the floods" -> cause
    """
    old, new = [w.fold for w in x[i:k]], [w.fold for w in y[j:m]]
    if _alike(old, new, lex):
        return ""
    denying = [side for side in (old, new) if set(side) & lex.negation]
    if len(denying) == 1 and len(denying[0]) <= DENIAL:
        ahead = (x[i : k + AHEAD], y[j : m + AHEAD])[denying[0] is new]
        return "words" if {w.fold for w in ahead} & LIMITS else "negation"
    if old and new and (_after_cause(x, i, lex) or _after_cause(y, j, lex)):
        return "cause"
    if old and new:
        dated = [_dated(side, lex) for side in (old, new)]
        if all(dated) or (any(dated) and (_timed(old, lex) and _timed(new, lex))):
            return "date" if _figures(old, lex) != _figures(new, lex) else "words"
        if _figures(old, lex) and _figures(new, lex) and _figures(old, lex) != _figures(new, lex):
            beside = {
                w.fold for words, p, q in ((x, i, k), (y, j, m)) for w in [*words[max(0, p - 1) : p], *words[q : q + 1]]
            }
            return "date" if beside & lex.month else "number"
        if _names(x, i, k, a) and _names(y, j, m, b):
            return "name"
    return "words"


def _alike(old: list[str], new: list[str], lex: Lexicon) -> bool:
    if "".join(old) == "".join(new):
        return True
    kept = ["".join(w for w in side if w not in lex.light) for side in (old, new)]
    if kept[0] == kept[1]:
        return True
    full = ["".join(side) for side in (old, new)]
    if len(old) == len(new) == 1 and len(full[0]) > 4 and full[0].isalpha() and sorted(full[0]) == sorted(full[1]):
        return True  # letters changed places: a slip of the pen
    if any(full) and lex.same.get(full[0], -1) == lex.same.get(full[1], -2):
        return True
    if lex.same.get(kept[0], -1) == lex.same.get(kept[1], -2):
        return True
    # the same date in another order ("4 May 1961" / "May 4, 1961")
    return bool(old) and sorted(old) == sorted(new) and bool(set(old) & lex.month)


def _after_cause(words: Sequence[Word], i: int, lex: Lexicon) -> bool:
    before = tuple(w.fold for w in words[max(0, i - 6) : i])
    while before:  # caused by THE …
        if any(before[-len(p) :] == p for p in lex.cause.get(before[-1], ())):
            return True
        if before[-1] not in lex.light:
            return False
        before = before[:-1]
    return False


def _figures(side: list[str], lex: Lexicon) -> set[str]:
    return {w for w in side if any(c.isdigit() for c in w) or w in lex.number or w in lex.month}


def _dated(side: list[str], lex: Lexicon) -> bool:
    return any(w in lex.month or _YEAR.search(w) for w in side)


def _timed(side: list[str], lex: Lexicon) -> bool:
    return any(w in lex.time or w in lex.month or _YEAR.search(w) for w in side)


def _names(words: Sequence[Word], i: int, k: int, text: str) -> bool:
    return any(text[w.start].isupper() and n > 0 for n, w in enumerate(words[i:k], i))
