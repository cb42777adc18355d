"""Titles, section headings and run-in headings, known by their shape and by what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from comity.reading.lines import Line

RULES = frozenset({"title", "title repeated", "heading", "run-in heading"})

LONGEST_HEADING = 110
LONGEST_TITLE = 200
LONGEST_LABEL = 60

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_STOP = re.compile(r"[.!?…;,][\"”’»)\]]*(?:\[\w{1,4}\])*$")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){1,4}$|\b(?:Jr|Sr|Inc|Co|Ltd|etc)\.$")
_BULLET = re.compile(r"^\s*(?:[•▪◦‣●○■□–—*·-]|\(?[a-z]\))\s+")
_NUMBER = re.compile(r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Z])[.)])\s+")
_TIMELINE = re.compile(
    r"^(?:\W*)(?:\d{1,2} )?(?:[A-Z][a-z]{2,8}\.? )?(?:\d{1,2}, )?\d{4}s?(?:[–-]\d{2,4})?\s*[:–—-]\s+\S"
)
_VERB = re.compile(
    r"\b(?:was|were|is|are|has|have|had|will|would|did|does|do|became|began|met|signed|said|came|went|took|gave|made|held"
    r"|\w{2,}(?:[^e\W]ed|ied|ged|ved|sed|ced|ned|ted|ded))\b"
)
_CLAUSE = re.compile(
    rf"{_VERB.pattern}|\b(?:i|we|you|he|she|it|they|this|that|these|those|there|who|nothing|nobody|none|no|yes|not|so|but|yet"
    r"|can|could|may|might|must|shall|should|seems?|remains?|says?|goes|comes?|runs?|grows?|knows?|matters?|fell|rose|left|lost)\b"
)
_LABEL = re.compile(r"(?:[•▪◦●–—*-]|\(?\d{1,2}[.)])?\s*([A-Z“\"‘][^:\n.!?;]{1,58}):[ \t]+(?=[A-Z“\"‘0-9])")
_SLUG = re.compile(r"([A-Z][A-Z.’' ]{2,30} ?[-–—/] ?[A-Z][A-Z.’' ]{2,30}:)\s+\S")
_SENTENCE = re.compile(r"([A-Z“\"‘](?:[^.?!:;,\n]|\b[A-Z]\.){2,48}[.?])[”\"’]? (?=[A-Z“\"‘0-9])")
_ABSTRACT = re.compile(
    r"(?:tion|sion|ment|ity|ship|ance|ence|ism|icy|racy|fense|ure)$|^(?:trade|aid|war|debt|law|oil|energy|history|issue|region|peace)$"
)
_NAME = re.compile(r"(?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){1,3}$")


@dataclass(frozen=True, slots=True)
class Shape:
    """Word lists that tell headings from infobox lines, torn prose and speakers' names."""

    office: re.Pattern[str]
    word: re.Pattern[str]
    torn: frozenset[str]
    not_label: frozenset[str]

    @staticmethod
    def make(table: dict[str, Any]) -> Shape:
        """From ``furniture.toml``."""
        office = "|".join(re.escape(w) for w in sorted(table["infobox"]["words"], key=len, reverse=True))
        return Shape(
            re.compile(rf"\b(?:{office})(?: (?:to|of|for)(?: the)?)?:?\s+(?:[A-Z][\w.’'-]*,?\s*){{2}}", re.I),
            re.compile(rf"\b(?:{office})\b", re.I),
            frozenset(table["torn"]["ends"]),
            frozenset(table["run_in"]["not"]),
        )

    def infobox(self, line: Line) -> bool:
        """Whether a line sets a value beside its label: "Ambassador Ann Roe Ambassador Li Po", "Capital: Sucre"."""
        return self.officer(line) or self.pair(_BULLET.sub("", line.text))

    def officer(self, line: Line) -> bool:
        """Whether a line names an office and who holds it: "Ambassador Ann Roe"."""
        text = _BULLET.sub("", line.text)
        m = self.office.search(text)
        return bool(m and all(w[0].isupper() for w in m.group().split()[-2:]) and text.count(" ") >= 2)

    def pair(self, text: str) -> bool:
        """Whether a line is a label and its value: "Capital: Sucre"."""
        label, colon, value = text.partition(":")
        if label[-1:].isdigit() and value[:1].isdigit():
            return False  # the time of day
        if colon and value.strip() and self.word.search(label):
            return True
        return bool(
            colon and value.strip() and 0 < len(label) <= 40 and len(value) <= 120 and not _TIMELINE.match(text)
        )

    def heading_like(self, line: Line) -> bool:
        """Whether a line could be a heading: short, capitalised, without a stop, not torn from a sentence."""
        text = _NUMBER.sub("", line.text)
        if not text or len(text) > LONGEST_HEADING or text.count(" ") > 13:
            return False
        if _STOP.search(text) and not _ABBREVIATED.search(text) and not text.endswith("?"):
            return False
        words = _WORD.findall(text)
        if not words or words[-1].lower() in self.torn or text[0].islower():
            return False
        return (self.pair(text) or not self.infobox(line)) and not _BULLET.match(line.text)

    def sentence_like(self, line: Line) -> bool:
        """Whether a line without a stop still tells something: "The embassy was closed in 1975"."""
        words = line.text.split()
        small = sum(w[0].islower() for w in words)
        return len(words) >= 6 and small >= 3 and bool(_VERB.search(line.text))


def same(a: str, b: str) -> bool:
    """Whether two lines say the same but for dashes, blanks and capitals."""
    return _plain(a) == _plain(b)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(re.sub(r"[-–—]", " ", text).casefold()))


def mark(page: list[Line], named: list[str], prose: list[bool], shape: Shape) -> str:
    """Name the titles and headings in ``named``; gives the title, ``""`` where the page has none.

    A text without any prose has neither: a single line without a stop is what the text says.
    """
    if not any(prose):
        return ""
    first = prose.index(True)
    title = ""
    points = _points(page)
    for i in (
        head := [
            i
            for i in range(first)
            if not named[i] and i not in points and _title_like(page[i], shape) and not _torn(page, named, i)
        ]
    ):
        if not title:
            title = _title(page, head, named)
        line = page[i]
        if line.text == title and "title" not in named:
            named[i] = "title"
        elif same(line.text, title):
            named[i] = "title repeated"
        elif shape.heading_like(line) and (not shape.infobox(line) or _telling(line)):
            named[i] = "heading"
    for i, line in enumerate(page):
        if named[i] or prose[i] or i < first or i in points:
            continue
        if title and same(line.text, title):
            named[i] = "title repeated"
        elif shape.heading_like(line) and not _torn(page, named, i) and _heads(page, named, prose, i, shape):
            named[i] = "heading"
    return title


_SUMMED_UP = re.compile(
    r"(?:summary|key (?:points|takeaways|facts)|highlights|in brief|in short|main points|takeaways|what to know"
    r"|the gist|at a glance|executive summary)\W*",
    re.I,
)


def _points(page: list[Line]) -> set[int]:
    """The lines right below "Summary" or "Key points": what they tell in headline style is the story's own."""
    found: set[int] = set()
    open_ = False
    for i, line in enumerate(page):
        if _SUMMED_UP.fullmatch(line.text):
            open_ = True
        elif open_ and line.gap == 1 and len(line.text.split()) >= 3:
            found.add(i)
        else:
            open_ = False
    return found


def _title(page: list[Line], head: list[int], named: list[str]) -> str:
    """The title among the lines above the prose: the first, unless that names the site.

    "Peru and Chile - The Site" over "Peru and Chile" is the page's name in the window; a name of a few words over a
    longer line is the site's or the section's.
    """
    first = page[head[0]].text
    for i in head[1:]:
        if len(page[i]) >= 12 and re.fullmatch(rf"{re.escape(page[i].text)} (?:[-–—|:·»] ).{{2,60}}", first):
            return page[i].text
    if len(_WORD.findall(first)) > 3 or re.search(r"[-–—/&]|\b(?:and|relations)\b", first):
        return first
    best, most = first, 4
    for i in head[1:]:
        words = len(_WORD.findall(page[i].text))
        if words < 5 or len(page[i]) > LONGEST_HEADING + 40:
            continue
        score = min(words, 9) + (
            6 if i + 1 < len(page) and named[i + 1] in ("byline", "dateline line", "page last modified") else 0
        )
        if score > most:
            best, most = page[i].text, score
    return best


def _telling(line: Line) -> bool:
    """Whether a line with a colon is a title and no label with its value: "Chad and Mali: a border without end"."""
    label, _, value = line.text.partition(":")
    return len(_WORD.findall(line.text)) >= 5 and sum(w[0].islower() for w in value.split()) >= 2 and "," not in label


def _title_like(line: Line, shape: Shape) -> bool:
    text = line.text
    if len(text) > LONGEST_TITLE or text.count(" ") > 28 or text[0].islower() or _BULLET.match(text):
        return False
    if re.search(r"[.;,][\"”’»)\]]*$", text) and not _ABBREVIATED.search(text):
        return False
    words = _WORD.findall(text)
    if not words or words[-1].lower() in shape.torn:
        return False
    return not (shape.word.search(text.partition(":")[0]) and shape.infobox(line))


def _torn(page: list[Line], named: list[str], i: int) -> bool:
    """Whether the line and a neighbour are one torn sentence."""
    line = page[i]
    if i + 1 < len(page) and page[i + 1].text[0].islower() and page[i + 1].gap == 1 and not _STOP.search(line.text):
        return True
    if i and line.gap == 1 and len(page[i - 1]) > 45 and not named[i - 1]:
        before = page[i - 1].text
        last = _WORD.findall(before)[-1:] or [""]
        return not re.search(r"[.!?…:][\"”’»)\]]*(?:\[\w{1,4}\])*$", before) and (
            any(w.islower() for w in before.split()[-3:]) or last[0].islower()
        )
    return False


def _heads(page: list[Line], named: list[str], prose: list[bool], i: int, shape: Shape) -> bool:
    """Whether a heading-like line stands as one: parted from what is above, and no entry of a list."""
    line = page[i]
    before = i > 0 and not named[i - 1]
    after = i + 1 < len(page)
    over_prose = after and (prose[i + 1] or (i + 2 < len(page) and bool(named[i + 1]) and prose[i + 2]))
    if shape.sentence_like(line) and not over_prose:
        return False
    if shape.sentence_like(line) and re.search(r"\d{4}", line.text):
        return False
    if _TIMELINE.match(line.text) and not over_prose:
        return False
    if shape.pair(line.text):  # "Police action: the intervention", but not one of several lines "Capital: Sucre"
        alone = line.gap > 1 and not (before and shape.pair(page[i - 1].text))
        if not (over_prose and alone and page[i + 1].gap > 1) or shape.word.search(line.text.partition(":")[0]):
            return False
    parted = line.gap > 1 or not before or bool(re.search(r"[.!?…][\"”’»)\]]*(?:\[\w{1,4}\])*$", page[i - 1].text))
    if not parted:
        return False
    return over_prose or line.gap > 1 or not after or page[i + 1].gap > 1


def run_in(page: list[Line], named: list[str], prose: list[bool], shape: Shape) -> list[tuple[int, int, str]]:
    """Labels at a paragraph's start ("Tariffs: In 2019 …") as (start, end, rule); speakers' names are none."""
    found: list[tuple[int, int, str, str]] = []
    for i, line in enumerate(page):
        if named[i] or not prose[i]:
            continue
        if slug := _SLUG.match(line.text[: LONGEST_LABEL + 8]):
            found.append((line.start, line.start + slug.end(1), "run-in heading", slug[1].casefold()))
            continue
        m = _LABEL.match(line.text[: LONGEST_LABEL + 8])
        if m and _label(m.group(1), line.text[m.end() : m.end() + 160], shape):
            found.append(
                (
                    line.start + (m.start(1) if _BULLET.match(m.group()) else m.start()),
                    line.start + m.end(1) + 1,
                    "run-in heading",
                    m.group(1).casefold(),
                )
            )
    found += _sentences(page, named, prose, {start for start, *_ in found})
    labels = [label for *_, label in found]
    return [(start, end, rule) for start, end, rule, label in found if labels.count(label) == 1]


def _sentences(
    page: list[Line], named: list[str], prose: list[bool], taken: set[int]
) -> list[tuple[int, int, str, str]]:
    """Headings set as a paragraph's first sentence: "Trade. In 2017 …".

    A page has three or more questions or labels without a verb, or one over most of its paragraphs; a short clause
    that opens a paragraph ("Money is the lesser matter.") is prose where few others stand so.
    """
    found: list[tuple[int, int, str, str]] = []
    long = [i for i, line in enumerate(page) if prose[i] and not named[i] and len(line) >= 120]
    for i in long:
        m = _SENTENCE.match(page[i].text[:LONGEST_LABEL])
        if m and page[i].start not in taken and len(m[1].split()) <= 7 and not any(map(str.isdigit, m[1])):
            found.append((page[i].start, page[i].start + m.end(1), "run-in heading", m[1].casefold()))
    asked = [f for f in found if f[3].endswith("?")]
    bare = [f for f in found if len(f[3].split()) <= 4 and not f[3].endswith("?") and not _CLAUSE.search(f[3])]
    stated = sum(map(_stated, found))
    if len(found) >= 3 and 3 * len(found) >= 2 * len(long) and 4 * stated <= len(found):
        return found
    return (asked if len(asked) >= 3 else []) + (bare if len(bare) >= 3 else [])


def _stated(found: tuple[int, int, str, str]) -> bool:
    """Whether a short sentence states something, and asks nothing."""
    return not found[3].endswith("?") and bool(_CLAUSE.search(found[3]))


def _label(label: str, rest: str, shape: Shape) -> bool:
    words = [w.casefold().rstrip(".") for w in _WORD.findall(label)]
    if not words or len(words) > 8 or shape.not_label & set(words) or words[-1] in shape.torn:
        return False
    if re.search(r"\d{4}|[,()]", label) or label.isupper() or _VERB.search(label.lower()):
        return False
    if _NAME.match(label) and len(words) <= 3 and not words[-1].endswith("s") and not _ABSTRACT.search(words[-1]):
        return False  # a name: a speaker in a transcript
    return len(rest) >= 40 and any(w.islower() for w in rest.split()) and not rest.startswith(("“", '"', "‘"))
