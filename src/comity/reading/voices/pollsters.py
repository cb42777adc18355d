"""Who took a poll: houses known by name, and those that the words about the poll name."""

from __future__ import annotations

import re

_BY = re.compile(
    r"\b(?:poll|polls|survey|surveys)\s+(?:\w+\s+){0,3}?(?:by|from)\s+(?:the\s+)?"
    r"((?:[A-Z][\w’'&.-]*)(?:\s+(?:of|for|and|[A-Z][\w’'&-]*)){0,7})"
)
_NAME = r"((?:[A-Z][\w’'&-]*)(?:\s+(?:[A-Z][\w’'&-]*|of|for|and|y|e|&)){0,5})"
_FIRM = re.compile(
    rf"\b(?:firm|institute|pollsters?|agency|polling house|polling company|company|consultancy|think tank)\s+{_NAME}"
)
_THAT = re.compile(
    rf"\b(?:poll|polls|survey|surveys)\s+(?:(?:that|which)\s+)?(?:the\s+)?(?:[a-z-]+\s+){{0,3}}?{_NAME}\s+"
    r"(?:carried|took|takes|conducted|did|held|made|ran|published|commissioned|released)\b"
)
_NO_HOUSE = {
    "The",
    "A",
    "An",
    "This",
    "That",
    "One",
    "Opinion",
    "Public",
    "In",
    "Another",
    "Recent",
    "Later",
    "Two",
    "These",
    "Some",
}
_TAIL = re.compile(r"\s+(?:of|for|and)$")
_HEADED = re.compile(r"\b([A-Z][\w’'&-]+(?:\s+[A-Z][\w’'&-]+){0,3})\s+(?:poll|polls|survey|surveys)\b")


def pollster(words: str, houses: re.Pattern[str]) -> str:
    """The house that a sentence says asked; ``houses`` are those known by name."""
    for pattern, group in ((houses, 0), (_FIRM, 1), (_THAT, 1), (_BY, 1), (_HEADED, 1)):
        found = pattern.search(words)
        name = _TAIL.sub("", found[group].strip().rstrip(".,")) if found else ""
        name = name.removeprefix("The ")
        if name and name not in _NO_HOUSE:
            return name
    return ""
