"""Sentences, with exact offsets.

The text between two pieces of furniture is cut into blocks (paragraphs), lines torn within a sentence are read
together, and each block is cut at the stops that end a sentence. Every step walks the text once. Offsets are never
moved: a torn sentence keeps its line break in its quote.
"""

from __future__ import annotations

import bisect
import dataclasses
import re
from dataclasses import dataclass

from comity.knowledge import Knowledge
from comity.models import Evidence, Furniture, Reading, Sentence
from comity.reading.lines import Line, lines

LONGEST = 4000
"""A sentence longer than this many code points is cut at a semicolon, comma or blank, so that parsing stays bounded."""

_STOP = re.compile(
    r"(?P<stop>\.\s?\.\s?\.(?:\s?\.)?|[.!?…。]+)"
    r"(?P<close>[\"”’»›'\)\]]*)"
    r"(?P<note>(?:\s?\[(?:\d{1,3}|[a-z]|n(?:ote|b) ?\d+|[a-z]{4,14} needed|dubious[^\]\n]{0,20})\]|[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]+)*)"
    r"(?P<gap>\s*)"
)
_OPEN = "\"“‘«‹'([¿¡"
_TOKEN = re.compile(r"[^\s\"“”‘«(\[—–]+$")
_INITIALS = re.compile(r"(?:[A-Z]\.-?)*[A-Z]$")
_BULLET = re.compile(r"(?:[•▪◦‣●○■□·]|[–—*-]\s|\(?\d{1,2}[.)]\s)")
_ENDS = re.compile(r"[.!?…。:;][\"”’»'\)\]]*(?:\s?\[\w{1,4}\])*$")
_NEXT = re.compile(r"[\"“‘«‹'(\[¿¡]*([^\W_][\w’'-]*|\S)?")


@dataclass(frozen=True, slots=True)
class Words:
    """``abbreviations.toml`` as sets."""

    never: frozenset[str]
    seldom: frozenset[str]
    calendar: frozenset[str]
    starters: frozenset[str]
    torn: frozenset[str]

    @staticmethod
    def make(knowledge: Knowledge) -> Words:
        """The words of ``knowledge``."""
        table = knowledge.table("abbreviations.toml")
        torn = frozenset(knowledge.table("furniture.toml")["torn"]["ends"])
        return Words(
            never=frozenset(table["never"]),
            seldom=frozenset(table["seldom"]),
            calendar=frozenset(table["calendar"]),
            starters=frozenset(table["starters"]),
            torn=torn,
        )


def split(reading: Reading, knowledge: Knowledge) -> Reading:
    """The sentences of the document; those that lie in furniture say so."""
    words = knowledge.compiled("segment", Words.make)
    document = reading.document
    text, name = document.text, document.document
    found: list[Sentence] = []

    def add(start: int, end: int, paragraph: int, furniture: bool) -> None:
        at = Evidence(name, start, end, text[start:end])
        found.append(Sentence(at, len(found), paragraph, furniture))

    for paragraph, (start, end) in enumerate(blocks(text, reading.furniture, words)):
        for s, e, is_furniture in _masked(start, end, reading.furniture):
            pieces = [(s, e)] if is_furniture else boundaries(text, s, e, words)
            for a, b in pieces:
                a, b = _trim(text, a, b)
                if a < b:
                    add(a, b, paragraph, is_furniture)
    return dataclasses.replace(reading, sentences=tuple(found))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def blocks(text: str, furniture: tuple[Furniture, ...], words: Words) -> list[tuple[int, int]]:
    """The paragraphs of ``text`` as (start, end): one a line, but torn and hard-wrapped lines belong together."""
    masked = furniture
    found: list[tuple[int, int]] = []
    before: Line | None = None
    width = 0  # the longest line of the block so far
    at = 0
    for line in lines(text):
        while at < len(masked) and masked[at].at.end <= line.start:
            at += 1
        own = at < len(masked) and masked[at].at.start <= line.start
        if before and not own and line.gap <= 2 and _torn(before, line, width, words):
            found[-1] = (found[-1][0], line.end)
            width = max(width, len(line))
        else:
            found.append((line.start, line.end))
            width = len(line)
        before = None if own and masked[at].at.end >= line.end else line
    return found


def _torn(before: Line, line: Line, width: int, words: Words) -> bool:
    """Whether ``line`` goes on with the sentence, or the hard-wrapped paragraph, of the line before it."""
    first, last = line.text[0], before.text.rsplit(None, 1)[-1]
    if _BULLET.match(line.text):
        return False
    ended = bool(_ENDS.search(before.text)) and last.rstrip(".") not in words.never and not _INITIALS.match(last[:-1])
    if not ended and (first.islower() or last.casefold() in words.torn or last.endswith((",", "-", "–", "—"))):
        return len(before) > 3
    if line.gap > 1:
        return False
    prose = sum(w.islower() for w in before.text.split(None, 20)[:20]) >= 3
    if ended:  # within a hard-wrapped paragraph a line may end where a sentence does
        return prose and 50 <= len(before) <= 100 and len(before) >= 0.75 * width and len(line) <= 100 and width <= 100
    return prose and len(before) >= 45


def _masked(start: int, end: int, furniture: tuple[Furniture, ...]) -> list[tuple[int, int, bool]]:
    """The block cut where furniture begins and ends."""
    found: list[tuple[int, int, bool]] = []
    at = start
    i = bisect.bisect_right(furniture, start, key=lambda f: f.at.end)
    while i < len(furniture) and furniture[i].at.start < end:
        f = furniture[i].at
        if f.start > at:
            found.append((at, f.start, False))
        if f.end > at:
            found.append((max(at, f.start), min(f.end, end), True))
            at = f.end
        i += 1
    if at < end:
        found.append((at, end, False))
    return found


def boundaries(text: str, start: int, end: int, words: Words) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as (start, end)."""
    found: list[tuple[int, int]] = []
    at = start
    for m in _STOP.finditer(text, start, end):
        if m.start() < at or m.end() >= end:
            continue
        if _ends(text, at, m, end, words):
            found.append((at, m.end("note")))
            at = m.end()
    found.append((at, end))
    return [piece for s, e in found for piece in _bounded(text, s, e)]


def _ends(text: str, at: int, m: re.Match[str], end: int, words: Words) -> bool:
    """Whether the stop ``m`` ends the sentence that began at ``at``."""
    follows = _NEXT.match(text, m.end(), min(end, m.end() + 40))
    word = (follows.group(1) or "") if follows else ""
    opened = bool(follows) and follows is not None and follows.start(1) > m.end()
    stop, close, gap = m.group("stop"), m.group("close"), m.group("gap")
    before = _TOKEN.search(text, max(at, m.start() - 40), m.start())
    token = before.group() if before else ""
    if "-" in token and token.rsplit("-", 1)[-1] in words.seldom:
        token = token.rsplit("-", 1)[-1]  # "then-U.S."
    upper = (
        word[:1].isupper()
        or (word[:1].isdigit())
        or (bool(word) and not word[:1].isalnum() and word[:1] not in ",;:)-–—")
    )
    if not gap:
        return _glued(stop, close, m.group("note"), token, word, opened)
    if "!" in stop or "?" in stop:
        return word[:1].isupper() or word[:1].isdigit() or (opened and not word[:1].islower())
    if stop[0] == "…" or len(stop) >= 3:
        return (word[:1].isupper() and word != "I") or opened
    if not token:
        return bool(close) and upper
    if word[:1].islower() or not upper:
        return False
    if close or m.group("note"):
        return token not in words.never or bool(m.group("note"))
    if token in words.never and not (token in {"No", "Art", "Ex", "Min", "Res", "al", "ed"} and word in words.starters):
        return False
    if token in words.calendar:
        return word in words.starters
    if token in words.seldom or (_INITIALS.match(token) and len(token) > 1):
        return word in words.starters and not _name_goes_on(token, word)
    if len(token) == 1 and token.isupper():
        return _after_initial(text, at, m.start(), word, words)
    numbered = re.fullmatch(r"\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])\)?", token) and m.start() - len(token) - at <= 1
    return not numbered  # "1. The first point"


def _name_goes_on(token: str, word: str) -> bool:
    return word in {"President", "Ambassador", "Officials", "Diplomatic", "No", "A"} and token not in {
        "Jr",
        "Sr",
        "etc",
    }


def _after_initial(text: str, at: int, stop: int, word: str, words: Words) -> bool:
    """Whether a single capital before the stop ends the sentence: "in World War I. The", not "J. Christopher"."""
    before = text[max(at, stop - 24) : stop - 1].split()
    previous = before[-1] if before else ""
    return word in words.starters and previous[:1].isalpha() and previous[:1].isupper() and previous[-1:] != "."


def _glued(stop: str, close: str, note: str, token: str, word: str, opened: bool) -> bool:
    """Whether a sentence ends where no blank follows its stop: "in the region.Cambodia and", "of the war.[3]The"."""
    if note:
        return word[:1].isupper()
    if len(stop) != 1 or not word or not word[0].isupper():
        return bool(close) and word[:1].isupper() and stop in ".!?"
    if stop in "!?":
        return True
    small = token[-3:].islower() and len(token) >= 3 and "." not in token and "/" not in token and "@" not in token
    return small and len(word) >= 2 and word[1:2].islower() and not token.startswith(("www", "http"))


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentence, cut where it is longer than :data:`LONGEST`."""
    found = []
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = max(window.rfind("; "), window.rfind("\n"))
        if cut < LONGEST // 2:
            cut = window.rfind(", ")
        if cut < LONGEST // 2:
            cut = window.rfind(" ")
        cut = LONGEST if cut < LONGEST // 2 else cut + 1
        found.append((start, start + cut))
        start += cut
    found.append((start, end))
    return found
