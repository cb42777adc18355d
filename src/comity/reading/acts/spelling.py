"""British and American spellings of one word: "favoured" is "favored" to the word lists, whichever they use."""

from __future__ import annotations

import re

_STEMS = (
    "fav|hon|lab|harb|rum|endeav|neighb|col|arm|behavi|hum|vap|rig|sav|savi|splend|vig|clam|cand|demean|ferv|val|ranc"
)
_OUR = re.compile(rf"\b((?:dis|mis)?(?:{_STEMS}|succ|parl))our")
_OR = re.compile(rf"^((?:dis|mis)?(?:{_STEMS}|succ|parl))or")


def american(words: str) -> str:
    """The words with "-or" for the British "-our": *favor* for *favour*, *laborer* for *labourer*."""
    return _OUR.sub(r"\1or", words) if "our" in words else words


def british(word: str) -> str:
    """The word with "-our" for the American "-or"; the word itself where it has none."""
    return _OR.sub(r"\1our", word)
