"""Which sentences, over all documents, are one passage; and which wording is likely the older."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from comity.models import Document, Edit
from comity.weighing.lineage.words import Units
from comity.weighing.union import Union

T = TypeVar("T", bound=Hashable)
S = TypeVar("S", bound=Hashable)


def repeats(document: S, part: Units, union: Union[tuple[S, int]]) -> None:
    """A sentence that its own document repeats word for word is in the family that one of its tellings is in."""
    for same in alike(part):
        if any((document, unit) in union for unit in same):
            for unit in same[1:]:
                union.link((document, same[0]), (document, unit))


def alike(part: Units) -> list[list[int]]:
    """The sentences of a document that it tells more than once word for word: the numbers of each, in order."""
    told: dict[tuple[int, ...], list[int]] = {}
    for unit in range(len(part)):
        told.setdefault(tuple(part.words(unit)), []).append(unit)
    return [same for same in told.values() if len(same) > 1]


def named(union: Union[T], words: Callable[[T], Sequence[int]]) -> dict[T, str]:
    """The family of every member; of several families of one wording all but the first are numbered, in order."""
    out: dict[T, str] = {}
    seen: dict[str, int] = {}
    for members in union.groups().values():
        family = name(words(m) for m in members)
        seen[family] = seen.get(family, 0) + 1
        if seen[family] > 1:  # the same few words, in passages that nothing ties together
            family = f"{family}-{seen[family]}"
        out.update(dict.fromkeys(members, family))
    return out


def paired(same: Sequence[S]) -> list[tuple[S, S]]:
    """Documents of one wording, each paired with the one before it and with the first."""
    return sorted({(same[k], same[n]) for n in range(1, len(same)) for k in {0, n - 1}})


def name(wordings: Iterable[Iterable[int]]) -> str:
    """A family's id, from its members' word hashes: exact copies and the order of documents leave it as it is."""
    digests = []
    for words in wordings:
        raw = b"".join(w.to_bytes(8, "little") for w in words)
        digests.append(hashlib.blake2b(raw, digest_size=6).hexdigest())
    return "p" + min(digests)


def direction(a: Document, b: Document, edits: tuple[Edit, ...]) -> str:
    """One line: which of two documents likely took the passage from the other, and why one thinks so.

    Only the documents' own dates tell; without two of them the direction is unknown. What one side adds is named.
    """
    adds = [f"{side} adds “{_short(longer)}”" for side, longer in _additions(a, b, edits)]
    early, late = a.published[:10], b.published[:10]
    shared = min(len(early), len(late))
    if early and late and early[:shared] != late[:shared]:
        if early[:shared] < late[:shared]:
            first, then = a, b
        else:
            first, then = b, a
        told = f"likely from {first.document} to {then.document}: {then.document} is dated later ({then.published})"
    else:
        told = "direction unknown: " + ("both bear the same date" if early and late else "not both documents are dated")
    return "; ".join([told, *adds[:2]])


def _additions(a: Document, b: Document, edits: tuple[Edit, ...]) -> list[tuple[str, str]]:
    out = []
    for edit in edits:
        if edit.changes and not edit.a:
            out.append((b.document, edit.b))
        elif edit.changes and not edit.b:
            out.append((a.document, edit.a))
    return out


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"
