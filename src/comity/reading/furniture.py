"""What is page furniture, and which rule said so.

Furniture is masked for reading, never cut out, so that offsets hold. A page is read line by line:

1. *boilerplate*: lines and sentences that the patterns of ``knowledge/furniture.toml`` know (licence notes, comment
   forms, cookie banners, share bars, related links, credits, bylines);
2. *regions*: short lines below an opener such as "Leave a Reply" or "See also", up to the next prose;
3. *menus*: lines of little else than words of menus;
4. *shape* (:mod:`comity.reading.headings`): titles, headings, run-in headings.

What is prose, or a line of an infobox that says who or what, is never furniture.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from itertools import pairwise

from comity.knowledge import Knowledge
from comity.models import Evidence, Furniture, Reading
from comity.reading import headings, page
from comity.reading.boilerplate import Boilerplate, Rule
from comity.reading.lines import Line, lines

LONGEST = 400
"""Characters of the longest line or sentence that boilerplate is looked for in."""

_WORDS = re.compile(r"[^\W\d_][\w’'.&-]*")
_SENTENCE = re.compile(r"(?<=[.!?…])(?<!\b[A-Z]\.)[\"”’)]*\s*(?=[A-Z“\"©(])")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){1,4}$")
_BARS = re.compile(r"\s[|·•»›>/]\s")
_LINKS = re.compile(r" [|·•/] ?|[|·•] ")
_STOP = re.compile(r"[.!?…][\"”’»)\]]*(?:\[\w{1,4}\])*$")


@dataclass(frozen=True, slots=True)
class Rules:
    """All of ``furniture.toml``, compiled."""

    boilerplate: Boilerplate
    menu: re.Pattern[str]
    home: re.Pattern[str]
    shape: headings.Shape

    @staticmethod
    def make(knowledge: Knowledge) -> Rules:
        """The rules of ``knowledge``."""
        table = knowledge.table("furniture.toml")

        def either(words: list[str]) -> str:
            return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))

        gap = r"(?=$|[\s|/·•,:>»&-])"
        menu = re.compile(rf"(?:{either(table['menu']['words'])}){gap}", re.I)
        home = re.compile(rf"(?:{either(table['menu']['home'])}){gap}", re.I)
        return Rules(Boilerplate(table["rule"]), menu, home, headings.Shape.make(table))


def is_prose(line: Line) -> bool:
    """Whether a line reads as running text: long, or four words and a full stop; a short question may be a title."""
    if len(line) >= 200:
        return True
    stop = _STOP.search(line.text)
    words = line.text.split()
    if not stop or len(words) < 4 or not any(w.islower() for w in words):
        return False
    if stop.group()[0] in "?!":
        return len(words) > 18 or bool(_SENTENCE.search(line.text, 0, stop.start()))
    return len(words) >= 8 or not _ABBREVIATED.search(line.text)


def _wrapped(page_lines: list[Line], prose: list[bool]) -> None:
    """Hard-wrapped paragraphs are prose line by line: lines of like length, a sentence running over their ends."""
    begin = 0
    for i in range(1, len(page_lines) + 1):
        if i < len(page_lines) and page_lines[i].gap == 1:
            continue
        run = page_lines[begin:i]
        if len(run) >= 2 and _STOP.search(run[-1].text) and all(45 <= len(line) <= 110 for line in run[:-1]):
            over = sum(
                not _STOP.search(a.text) and (b.text[0].islower() or a.text.rsplit(None, 1)[-1].islower())
                for a, b in pairwise(run)
            )
            if 2 * over >= len(run) - 1:
                prose[begin:i] = [True] * len(run)
        begin = i


def find(reading: Reading, knowledge: Knowledge) -> Reading:
    """The furniture of the page, and what it tells of the document (title, publisher, author, kind, language)."""
    rules = knowledge.compiled("furniture", Rules.make)
    page_lines = lines(reading.document.text)
    named: list[str] = [""] * len(page_lines)  # the rule that takes the whole line
    parts: list[tuple[int, int, str]] = []  # (start, end, rule) of furniture inside a line
    prose = [is_prose(line) for line in page_lines]
    _wrapped(page_lines, prose)
    _boilerplate(page_lines, rules, named, parts, prose)
    first = next((i for i, p in enumerate(prose) if p), len(prose))
    last = next((i for i in range(len(prose) - 1, -1, -1) if prose[i]), -1)
    _placed(page_lines, rules, named, first, last)
    _regions(page_lines, rules, named, prose)
    _menus(page_lines, rules, named, prose)
    title = headings.mark(page_lines, named, prose, rules.shape)
    parts += headings.run_in(page_lines, named, prose, rules.shape)
    found = [(line.start, line.end, rule) for line, rule in zip(page_lines, named, strict=True) if rule]
    document = reading.document
    furniture = tuple(
        Furniture(Evidence(document.document, s, e, document.text[s:e]), rule)
        for start, end, rule in sorted(found + parts)
        for s, e in (_split(document.text, start, end) if rule not in headings.RULES else [(start, end)])
    )
    document = page.describe(document, furniture, title, knowledge)
    return dataclasses.replace(reading, document=document, furniture=furniture)


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a stretch of furniture."""
    if end - start > LONGEST:
        return [(start, end)]
    found, at = [], start
    for m in _SENTENCE.finditer(text[start:end]):
        stop = start + m.start() + len(m.group().rstrip())
        if at < stop <= end and start + m.end() < end:
            found.append((at, stop))
            at = start + m.end()
    found.append((at, end))
    return [(s, s + len(text[s:e].rstrip())) for s, e in found if text[s:e].strip()]


def _rule(text: str, rules: Rules, where: str) -> Rule | None:
    if len(text) > LONGEST:
        return None
    return rules.boilerplate.rule(text, where)


def _boilerplate(
    page_lines: list[Line], rules: Rules, named: list[str], parts: list[tuple[int, int, str]], prose: list[bool]
) -> None:
    """Lines, and sentences of lines, that a pattern knows wherever they stand."""
    for i, line in enumerate(page_lines):
        if len(line) <= LONGEST and (rule := _rule(line.text, rules, "any")):
            named[i], prose[i] = rule.name, False
            continue
        links = _LINKS.split(line.text) if len(line) <= LONGEST else []
        if len(links) > 1 and all(rule := _rule(link.strip(), rules, "any") for link in links if link.strip()) and rule:
            named[i], prose[i] = rule.name, False
            continue
        pieces = _pieces(line)
        if len(pieces) < 2:
            continue
        known = [(s, e, _rule(line.text[s:e], rules, "any")) for s, e in pieces]
        if all(rule for _, _, rule in known):
            named[i], prose[i] = next(rule.name for _, _, rule in known if rule), False
            continue
        parts += [(line.start + s, line.start + e, rule.name) for s, e, rule in known if rule and _safe(rule, e - s)]


def _safe(rule: Rule, length: int) -> bool:
    """Whether a pattern may take a sentence out of prose: openers and short matches stand on lines of their own."""
    return not rule.opens and not rule.whole_line and length >= 12


def _pieces(line: Line) -> list[tuple[int, int]]:
    """Sentences at both ends of a line (all of a short one), as offsets: boilerplate seldom stands amid prose."""
    found: list[tuple[int, int]] = []
    at = 0
    for m in _SENTENCE.finditer(line.text):
        stop = m.start() + len(m.group().rstrip())
        if stop > at and m.end() < len(line):
            found.append((at, stop))
            at = m.end()
    found.append((at, len(line)))
    return found if len(found) <= 8 else found[:3] + found[-4:]


def _placed(page_lines: list[Line], rules: Rules, named: list[str], first: int, last: int) -> None:
    """Lines that are furniture only above the first prose or below the last."""
    for i, line in enumerate(page_lines):
        if named[i] or first <= i <= last:
            continue
        where = "head" if i < first else "tail"
        if rule := _rule(line.text, rules, where):
            named[i] = rule.name


def _regions(page_lines: list[Line], rules: Rules, named: list[str], prose: list[bool]) -> None:
    """Short lines below an opener are of its kind until prose comes, or three lines that a pattern knows otherwise."""
    openers = {i for i, line in enumerate(page_lines) if named[i] and rules.boilerplate.opens(line.text, named[i])}
    region = ""
    for i, line in enumerate(page_lines):
        if i in openers:
            region = named[i]
        elif prose[i] and not (region == "reference list" and _reference(line)):
            region = ""
        elif region and not named[i] and not rules.shape.officer(line):
            if rules.shape.heading_like(line) and i + 1 < len(page_lines) and prose[i + 1] and line.gap > 1:
                region = ""
                continue
            named[i] = region
            prose[i] = False


def _reference(line: Line) -> bool:
    return len(line) < LONGEST and bool(re.search(r"[\"“”]|\b\d{4}\b|https?:", line.text)) and line.text.count(". ") < 6


def _menus(page_lines: list[Line], rules: Rules, named: list[str], prose: list[bool]) -> None:
    """Lines of little else than the words of menus and section bars, breadcrumbs, and runs of one-word links."""
    alone: list[int] = []
    for i, line in enumerate(page_lines):
        if named[i] or prose[i] or len(line) > LONGEST or _STOP.search(line.text):
            alone = []
            continue
        if len(_BARS.findall(line.text)) >= 2 and not rules.shape.infobox(line):
            named[i] = "menu"
            continue
        words = len(_WORDS.findall(line.text))
        known = sum(len(_WORDS.findall(m.group())) for m in rules.menu.finditer(line.text))
        if words >= 2 and ((known >= 3 and known >= 0.6 * words) or (known == words and rules.home.match(line.text))):
            named[i] = "menu"
        elif words and known == words and words <= 3:
            alone.append(i)
            if len(alone) >= 3:
                for j in alone:
                    named[j] = "menu"
            continue
        alone = []
