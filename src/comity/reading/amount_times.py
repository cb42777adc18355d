"""When an amount was paid, owed or counted: which of its sentence's times is its own."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from comity.models import Amount, Date
from comity.reading.syntax import Tree

VERBS = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
INSTRUMENTS = frozenset(
    {"agreement", "treaty", "accord", "act", "law", "bill", "protocol", "convention", "budget", "memorandum", "deal"}
    | {"resolution", "package", "contract", "settlement", "pact", "plan", "programme", "program", "decree", "decision"}
    | {"letter", "note", "exchange", "constitution"}
)
"""Nouns whose year is the year of what they provide for: "under the treaty of 1952 … was to pay"."""
FRAMING = frozenset({"in", "at", "during", "under", "by", "since", "after", "until", "following", "before", "from"})
_BASE = re.compile(
    r"(?:\b(?:compared (?:with|to)|as against|against|over|than|up from|down from|from|on|relative to)"
    r"(?: (?:that|those|the level|the figure)(?: (?:of|in|for))?)?(?: in| during)?\s+(?:the )?)$",
    re.I,
)
_EARLIER = re.compile(
    r"(?:the )?(?:(?:previous|preceding|prior|last) \w+|(?:\w+ )?(?:year|month|decade)s? (?:before|earlier|ago))", re.I
)
_THAN = re.compile(r"\bthan (?:(?:it|they|those|that) )?(?:(?:was|were|had been|is|are) )?(?:in )?$", re.I)
_CHANGED = re.compile(r"\b(?:up|down) from\s+$|\bcompared (?:with|to)\s+$", re.I)
_ASIDE = frozenset({"as", "while", "whereas", "although", "though", "because"})
_SIZES = frozenset(
    {
        "be",
        "amount",
        "total",
        "come",
        "cost",
        "exceed",
        "reach",
        "number",
        "value",
        "estimate",
        "reckon",
        "put",
        "stand",
    }
)
"""Verbs that only say how much a sum is: what is told of the thing in the clause above holds for it."""
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?(?:[\w-]+\s+){1,5}(?:of|in)\s+$", re.I)


def when_of(amount: Amount, tree: Tree, root: Any, own: set[int], dates: list[Date], beside: list[Amount]) -> str:
    """The EDTF time of ``amount``, "" where the sentence tells none.

    ``root`` is the token that holds the amount, ``own`` the amount's tokens, ``beside`` the sentence's amounts.
    """
    if not dates:
        return ""
    if (paired := _paired(amount, dates, beside)) is not None:
        return paired
    text = tree.doc.text
    path = {t.i: n for n, t in enumerate([root, *root.ancestors])}
    last = max(own)
    nearest: tuple[int, int, int, int] | None = None
    when = ""
    for date in dates:
        tokens = tree.tokens(date.at.start, date.at.end)
        if not tokens or not date.edtf or {t.i for t in tokens} & own:
            continue
        head = next((t for t in tokens if t.head.i not in {x.i for x in tokens} or t.head.i == t.i), tokens[0])
        up = 0
        for token in [head, *head.ancestors]:
            if token.i in path:
                break
            up += 1
        else:
            continue
        before = text[max(0, tokens[0].idx - 60) : tokens[0].idx]
        if _compared(date, before) or _elsewhere(head, token, path, tokens[0].i > last):
            continue
        behind = 0 if tokens[0].i > last else 1
        gap = tokens[0].i - last if not behind else min(own) - tokens[-1].i
        between = any(
            a.i not in own and a.like_num and a.ent_type_ != "DATE" and a.head.lower_ in ("million", "billion")
            for a in tree.doc[min(last, tokens[0].i) + 1 : max(last, tokens[0].i)]
        )
        verbs = sum(t.pos_ in VERBS for t in list(head.ancestors)[: max(0, up - 1)]) + _verbs_up(tree, path, token)
        era = not any(c.isdigit() for c in date.at.quote) and "/" in date.edtf  # "the Cold War" yields to a year
        named = era and not re.search(r"\b(?:year|years|quarter|months?)$", date.at.quote)
        key = (int(named), verbs, int(between) + (behind if gap > 3 else 0), gap + behind)
        if nearest is None or key < nearest:
            nearest = key
            when = f"{date.edtf}/.." if "/" not in date.edtf and _SINCE.search(before) else date.edtf
    return when


def _compared(date: Date, before: str) -> bool:
    """Whether the time is only what the amount is measured against: "a fifth down on the previous year"."""
    base = _BASE.search(before) or _THAN.search(before)
    return bool(base and _EARLIER.fullmatch(date.at.quote)) or bool(_CHANGED.search(before))


def _elsewhere(head: Any, meeting: Any, path: dict[int, int], after: bool) -> bool:
    """Whether the time belongs to something else than the amount.

    It does in a relative clause about another thing ("the ban, which dates from 1993, cost …"), in a later clause
    with a subject of its own ("froze $7 million, and Bonn followed in May"), and as the year of a happening
    ("the victims of the bombing of 1998").
    """
    steps = [head]
    while steps[-1].i not in path and steps[-1].head.i != steps[-1].i:
        steps.append(steps[-1].head)
    for token in steps:
        if token.i in path:
            break
        own_subject = any(c.dep_ in SUBJECTS for c in token.children)
        if token.dep_ == "relcl" and not (token.head.i in path and path[token.head.i] <= 2):
            return True
        if after and token.pos_ in VERBS and token.dep_ in ("conj", "parataxis") and own_subject:
            return True
        if token.dep_ == "acl" and token.pos_ in VERBS and token.head.i not in path and not _instrument(token.head):
            return True  # "all works removed since 1935"
        if after and token.pos_ in VERBS and token.dep_ == "conj" and head.i < token.i and token.head.i in path:
            return True  # "repaid the loan of $5 million and, in May 1893, denounced the treaty"
        if after and token.dep_ == "advcl" and own_subject and any(c.lower_ in _ASIDE for c in token.children):
            return True  # "lend $5 million, as it refused to in 1962"
    if _of_main(steps, meeting, path, after):
        return True
    holder = head.head if head.dep_ == "pobj" else head
    if holder.lower_ == "of" and holder.head.i not in path and holder.head.pos_ == "NOUN":
        noun = holder.head
        fronted = noun.dep_ == "pobj" and noun.head.lower_ in FRAMING  # "in a poll of 1998", "since the war of 1967"
        return not fronted and noun.lemma_.lower() not in INSTRUMENTS
    return False


def _instrument(noun: Any) -> bool:
    return noun.lemma_.lower() in INSTRUMENTS or noun.dep_ == "pobj" or noun.dep_ in SUBJECTS


def _of_main(steps: list[Any], meeting: Any, path: dict[int, int], after: bool) -> bool:
    """Whether the time is of the verb above, and the sum of a clause that has its own: "the tunnel, for which a bank
    had lent $5 million, was shelved in 2019"."""
    if meeting.pos_ not in VERBS or len(steps) > 3:
        return False
    doc = meeting.doc
    below = [doc[i] for i, n in path.items() if n < path[meeting.i] and doc[i].pos_ in VERBS]
    return after and any(t.dep_ == "relcl" and t.lemma_ not in _SIZES for t in below)


def _paired(amount: Amount, dates: list[Date], beside: list[Amount]) -> str | None:
    """The amount's own time where sums and times take turns: "$2 million in 1990 and $3 million in 1991"."""
    places = sorted((d.at.start, d.edtf) for d in dates if d.edtf and any(map(str.isdigit, d.at.quote)))
    sums = [a.at.start for a in beside]
    if len(places) != len(sums) or len(sums) < 2:
        return None
    turns = sorted([(at, "sum") for at in sums] + [(at, "time") for at, _ in places])
    if any(a[1] == b[1] for a, b in pairwise(turns)):
        return None
    return places[sums.index(amount.at.start)][1]


def _verbs_up(tree: Tree, path: dict[int, int], meeting: Any) -> int:
    """Verbs that lie between the amount and where its path meets the date's, the meeting itself left out."""
    doc = tree.doc
    return sum(doc[i].pos_ in VERBS for i, n in path.items() if n < path[meeting.i])
