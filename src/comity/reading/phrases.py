"""One pattern for many phrases in either case that looks at a first letter before it tries any of them.

A plain alternation under ``re.IGNORECASE`` tries every phrase at every word. Parted by first letters it tries only
those that may begin there, and most words begin none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from comity.reading.beginnings import beginnings, first_letter


def whole_words(named: Iterable[tuple[str, Iterable[str]]]) -> re.Pattern[str]:
    """A pattern that finds any of the phrases (regular expressions without flags) as whole words, in either case.

    ``named`` gives names with their phrases; :func:`name_of` tells the name of what was found. Of phrases that begin at
    one place the first given is taken, those that begin with a plain letter before the others.
    """
    groups: dict[str, dict[str, list[str]]] = {}
    for name, phrases in named:
        for phrase in phrases:
            letter = first_letter(phrase)
            groups.setdefault(letter, {}).setdefault(name, []).append(phrase[1:] if letter else phrase)
    others = groups.pop("", {})
    parts = [f"[{letter}](?i:{_either(held, str(k))})" for k, (letter, held) in enumerate(sorted(groups.items()))]
    if others:
        parts.append(f"{_ahead(others)}(?i:{_either(others, '')})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


def _ahead(held: dict[str, list[str]]) -> str:
    """A look at the first letter, where all the phrases tell theirs."""
    letters = [beginnings(phrase) for phrases in held.values() for phrase in phrases]
    known = "".join(sorted(c for some in letters for c in some or () if c.isascii()))
    return f"(?=[{re.escape(known)}])" if all(letters) else ""


def _either(held: dict[str, list[str]], mark: str) -> str:
    return "|".join(f"(?P<{name}_{mark}>{'|'.join(phrases)})" for name, phrases in held.items())


def name_of(found: re.Match[str]) -> str:
    """The name under which a phrase that :func:`whole_words` found was given."""
    return (found.lastgroup or "").rpartition("_")[0]
