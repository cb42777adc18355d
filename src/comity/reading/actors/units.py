"""A sentence as a row of units: each known name is one unit, every other word or sign is one unit.

The text is scanned with typographic quotes made plain and each white space made a blank, one character for one, so that
offsets hold; runs of white space inside a name are closed first and opened again afterwards (:class:`Plain`).
"""

from __future__ import annotations

import bisect
import dataclasses
import re

from comity.reading.actors.listed import listed
from comity.reading.actors.names import Hit

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d[\d,.]*\d|[^\W_]+(?:['-][^\W_]+)*|\S")
_PLAIN = [(c, " ") for c in "\n\t\r\u00a0\u2007\u202f\x0b\x0c"] + [
    ("\u2019", "'"),
    ("\u2018", "'"),
    ("\u02bc", "'"),
    ("\u2011", "-"),
    ("\u201c", '"'),
    ("\u201d", '"'),
]
_RUN = re.compile(r"  +")
_NAME = re.compile(r"[^\W\d_]")
_CLASSES: dict[str, str] = {}
_MOST = 200_000

PARTICLES = listed(
    """de del la las los y von van der den zu al el bin ibn ben bint abu di da do dos du le e af av ter"""
)
SUFFIXES = listed("""Jr Sr II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI""")


class Plain:
    """The text with plain quotes and single blanks; :meth:`back` takes an offset to the text as it was read."""

    def __init__(self, text: str) -> None:
        plain = text
        for sign, like in _PLAIN:
            if sign in plain:
                plain = plain.replace(sign, like)
        self._at: list[int] = []
        self._gone: list[int] = []
        self._read: list[int] = []
        if "  " in plain:
            parts, last, gone = [], 0, 0
            for m in _RUN.finditer(plain):
                parts.append(plain[last : m.start() + 1])
                gone += m.end() - m.start() - 1
                self._at.append(m.start() + 1 - gone + (m.end() - m.start() - 1))
                self._gone.append(gone)
                self._read.append(self._at[-1] + gone)
                last = m.end()
            parts.append(plain[last:])
            plain = "".join(parts)
        self.text = plain

    def back(self, offset: int) -> int:
        """The offset in the text as read of the character at ``offset`` here."""
        k = bisect.bisect_right(self._at, offset)
        return offset + (self._gone[k - 1] if k else 0)

    def here(self, offset: int) -> int:
        """The offset here of the character at ``offset`` in the text as read."""
        k = bisect.bisect_right(self._read, offset)
        found = offset - self._gone[k - 1] if k else offset
        if k < len(self._at):  # what is gone of a run counts as what follows it
            found = min(found, self._at[k])
        return min(found, len(self.text))


@dataclasses.dataclass(slots=True)
class Unit:
    """One name, word or sign. ``taken`` is set once a mention covers it.

    ``cls`` is a class of :mod:`.names`, else ``w`` lower word, ``C`` capitalised, ``i`` initial, ``p`` particle and
    ``j`` suffix of a name, ``#`` number, ``,`` other sign.
    """

    start: int
    end: int
    text: str
    cls: str
    hit: Hit | None = None
    taken: bool = False


def _cls(token: str) -> str:
    first = token[0]
    if first.isdigit():
        return "#"
    if not first.isalpha():
        return ","
    if token in SUFFIXES:
        return "j"
    if token in PARTICLES:
        return "p"
    if first.isupper():
        return "i" if len(token) == 1 or token.endswith(".") else "C"
    if (token[:3] in ("al-", "el-", "an-", "as-") and token[3:4].isupper()) or (
        token[:2] == "d'" and token[2:3].isupper()
    ):
        return "C"
    return "w"


def units(text: str, start: int, end: int, hits: list[Hit]) -> list[Unit]:
    """The units of ``text[start:end]``; ``hits`` are the names inside it, in order, none overlapping."""
    row: list[Unit] = []
    at = start
    for hit in hits:
        _words(text, at, hit.start, row)
        row.append(Unit(hit.start, hit.end, text[hit.start : hit.end], hit.cls, hit))
        at = hit.end
    _words(text, at, end, row)
    return row


def _words(text: str, start: int, end: int, row: list[Unit]) -> None:
    for m in _TOKEN.finditer(text, start, end):
        token = m[0]
        first, last = m.span()
        cls = _CLASSES.get(token) or _class(token)
        if token[-2:] == "'s" and len(token) > 2:
            row.append(Unit(first, last - 2, token[:-2], cls))
            row.append(Unit(last - 2, last, "'s", ","))
        elif token == "s" and row and row[-1].text == "'" and row[-1].end == first:
            row[-1] = Unit(first - 1, last, "'s", ",")
        else:
            row.append(Unit(first, last, token, cls))


def _class(token: str) -> str:
    """The class of a token, worked out once for all its uses."""
    if len(_CLASSES) >= _MOST:
        _CLASSES.clear()
    cls = _CLASSES[token] = _cls(token)
    return cls
