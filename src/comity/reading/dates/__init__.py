"""When: every time a document names, as EDTF with its anchor and rule.

    find(reading, knowledge) -> Reading

Fills ``dates`` and, where the input names no date of publication, ``document.published`` and ``published_why``. The
pass over the text (:mod:`grammar`) and the table of named periods (:mod:`periods`) give expressions; :mod:`ranges`
joins them; :mod:`resolve` counts them from their :mod:`anchors` in text order. One row a time; a range is one row.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Sequence

from comity.knowledge import Knowledge
from comity.models import Date, Evidence, Reading
from comity.reading import headings
from comity.reading.dates import fiscal, grammar, periods, published, quotations, values
from comity.reading.dates.anchors import Anchors
from comity.reading.dates.counting import POINTING
from comity.reading.dates.expression import Expression
from comity.reading.dates.ranges import join
from comity.reading.dates.resolve import divided, resolve
from comity.reading.dates.widened import widen


def find(reading: Reading, knowledge: Knowledge) -> Reading:
    """Every time the document names. Ranges are one row each."""
    return _find(reading, knowledge, whole=True)


def find_ends(reading: Reading, knowledge: Knowledge) -> Reading:
    """The same, with the two ends of a range as rows of their own and no row for the range.

    Some annotation schemes (TIMEX2) mark ranges so; a comparison with them must too.
    """
    return _find(reading, knowledge, whole=False)


def expressions(text: str, knowledge: Knowledge) -> list[Expression]:
    """The time expressions of a text, unresolved, ranges joined, in text order and without overlap."""
    found = [e for e in grammar.scan(text) if not grammar.names_something(e, text)]
    return widen(join(periods.merge(found, periods.scan(text, knowledge), text), text), text)


def _find(reading: Reading, knowledge: Knowledge, whole: bool) -> Reading:
    document = reading.document
    text = document.text
    found = expressions(text, knowledge)
    if document.published:
        day = values.parse(document.published)
        if not document.published_why:
            document = dataclasses.replace(document, published_why="given with the input")
    else:
        own = published.published(found, text)
        day = own[0] if own else None
        if own:
            document = dataclasses.replace(document, published=own[1], published_why=own[2])
    anchors = Anchors(published=day)
    if day is not None and day.unit == "day":
        anchors.recent = _OF_ITS_TIME.get(document.kind, "")
    quotes = quotations.spans(text) if any(e.kind in quotations.LEANS for e in found) else []
    calendars = fiscal.calendars(reading, knowledge) if any(_is_fiscal(e) for e in found) else None
    starts = [s.at.start for s in reading.sentences]
    masked = _Masked(reading)
    dates: list[Date] = []
    told_in = -2
    for i, e in enumerate(found):
        if masked.covers(e) and not published.gives_the_date(e, text):
            continue
        if calendars is not None and _is_fiscal(e):
            anchors.fiscal = calendars.at(e)
        anchors.here = bisect_right(starts, e.start)
        anchors.paragraph = reading.sentences[anchors.here - 1].paragraph if anchors.here else -1
        anchors.ahead = _ahead(e, text, anchors)
        anchors.present = anchors.recent == "paragraph" and _present(e, text, anchors, starts)
        anchors.spoken = quotations.spoken(i, found, quotes, text, anchors) if quotes else None
        for part in (e,) if whole else _ends(e, anchors):
            resolved = resolve(part, anchors)
            if resolved is None:
                continue
            value, anchor = resolved
            at = Evidence(document.document, part.start, part.end, text[part.start : part.end])
            n = bisect_right(starts, part.start) - 1
            sentence = reading.sentences[n].n if n >= 0 else -1
            dates.append(Date(at, value.edtf, value.earliest, value.latest, anchor, part.rule, sentence))
            looks_back = sentence == told_in and _FLASHBACK.search(text, max(0, e.start - 120), e.start)
            if _moves_the_story(e) and not masked.covers(e) and not looks_back:
                told_in = sentence
                telling = _ASIDE if anchors.recent == "sentence" else _COMPARISON
                aside = bool(anchors.recent) and bool(telling.search(text, max(0, e.start - 120), e.start))
                anchors.tell(value, inferred=bool(anchor), frames=_frames(e, text), aside=aside or e.kind == "since")
                if _in_heading(e, text):
                    anchors.head(value)
    return dataclasses.replace(reading, document=document, dates=tuple(dates))


_FLASHBACK = re.compile(r",\s+(?:which|who|whom|that|where|whose)\b[^.;:!?,\n]*\bhad\b[^.;:!?,\n]*\Z")
"""Before a time that a relative clause looks back to, in a sentence that has told its own: the story stays there."""
_AHEAD = re.compile(
    r"\b(?:will|shall|would|due|expected|scheduled|planned|plans?|intends?|aims?|hopes?|later|next|coming|[Ii]f|[Uu]nless)\b"
    r"[^.!?\n]*\Z|\b(?:until|by)\s+(?:(?:the|late|early|mid|end|middle|start|of)[\s-]+){0,4}\Z"
)
"""Words of what is to come, before a month without a year."""
_COMPARED = r"\b(?:up|down|against|compared\s+(?:with|to)|than|from)\s[^.;:!?,\n]{0,40}\bin\s+\Z"
_COMPARISON = re.compile(_COMPARED)
_ASIDE = re.compile(
    rf"{_COMPARED}|"
    r"(?:,\s+(?:which|who|whom|where|whose)\b[^.;:!?,\n]*|\b[a-z]{3,}\s+of\s+|\b(?:[Tt]he|[Aa]|[Ii]ts|[Tt]heir)\s+)\Z"
)
"""Before a year that only tells a thing apart in a story of the day: "the treaty of 1947", ", who came in 1991"."""
_DUE = (
    r"(?:will|shall|(?:is|are|was|were)\s+(?:due|set|to|scheduled|expected|slated|supposed|going)"
    r"|(?:plans|plan)\s+to|(?:due|scheduled|slated)\s+(?:to|for|in|on|back))"
)
_SAID = r"(?:said|told|announced|reported|added|declared|says|confirmed|stated|warned|denied|vowed|promised)"
_DUE_BEFORE = re.compile(rf"\b{_DUE}\b(?![^.!?\n]*\b{_SAID}\b)[^.!?\n]*\Z")
_DUE_AFTER = re.compile(rf"(?:\s+(?!{_SAID}\b)[\w.’'-]+){{1,6}}?\s+{_DUE}\b")
_OPENING = re.compile(r"(?:\A|[.!?]\s|\n)\s*On\s+\Z")
"""Words of what is due, before a weekday ("is due in Oslo on Monday") or behind one that opens its sentence."""
_OF_ITS_TIME = {"news": "sentence", "commentary": "paragraph", "fact sheet": "paragraph", "press release": "paragraph"}
"""Kinds of text about their own time, and how far a year they tell governs the months that follow it."""
_PRESENT = re.compile(
    r"(?<!which )(?<!who )(?<!that )(?<!where )\b(?:is|are|isn['’]t|aren['’]t|has|have|does|do"
    r"|remains?|stands?|says?|insists?|speaks?|continues?|keeps?"
    r"|wants?|needs?|lies?|matters?|rehearses?|meets?|makes?|seems?|depends?|means|costs?|today|nowadays)\b(?!-)"
)


def _ahead(e: Expression, text: str, anchors: Anchors) -> bool:
    """Whether what is told beside a time is still to come."""
    if e.kind == "weekday":
        return bool(_DUE_BEFORE.search(text, max(0, e.start - 90), e.start)) or (
            bool(_OPENING.search(text, max(0, e.start - 6), e.start))
            and bool(_DUE_AFTER.match(text, e.end, e.end + 90))
        )
    return bool(anchors.recent) and bool(_AHEAD.search(text, max(0, e.start - 60), e.start))


def _present(e: Expression, text: str, anchors: Anchors, starts: Sequence[int]) -> bool:
    """Whether the text has come back to its own day since it told a year: a main verb in the present stands between."""
    if e.kind != "date" or e.y is not None or anchors.year_in < 1 or anchors.here == anchors.year_in:
        return False
    return bool(_PRESENT.search(text, max(starts[anchors.year_in - 1], e.start - 3000), e.start))


def _ends(e: Expression, anchors: Anchors) -> tuple[Expression, ...]:
    """The ends of a range, each with the year it shares with the other; any other expression alone."""
    return divided(e, anchors) if e.kind == "range" else e.ends if e.kind == "since" else (e,)


_FRAME = re.compile(
    r"(?:^|[.!?:;][\"”’')\]]*\s+|\n\s*)(?:(?:However|Meanwhile|Then|Later|And|But|Finally|Also|Again),?\s+)?"
    r"(?:(?:[Ii]n|[Bb]y|[Dd]uring|[Tt]hroughout|[Ff]rom|[Ss]ince|[Aa]fter|[Uu]ntil)\s+)?$"
)


def _frames(e: Expression, text: str) -> bool:
    """Whether a year opens its sentence ("In 1950, …") or stands in a paragraph's first: then it dates what follows."""
    before = text[max(0, e.start - 240) : e.start]
    if _FRAME.search(before[-40:]):
        return True
    line = before[before.rfind("\n") + 1 :]
    return len(line) < 240 and not _STOP.search(line)


_STOP = re.compile(r"[a-z\d)][.!?][\"”’')\]]*\s+[A-Z]")


def _in_heading(e: Expression, text: str) -> bool:
    """Whether a date stands in a short line of its own, without a stop: a heading."""
    if e.kind not in ("date", "range") or (e.kind == "date" and (e.y is None or e.m or e.season)):
        return False
    line_start = (
        text.rfind("\n", max(0, e.start - 90), e.start) if e.start > 90 else max(-1, text.rfind("\n", 0, e.start))
    )
    line_end = text.find("\n", e.end, e.end + 90)
    if line_end < 0 or (line_start < 0 and e.start > 90):
        return False
    line = text[line_start + 1 : line_end].strip()
    return len(line) < 90 and not line.endswith((".", ",", ";")) and ". " not in line


def _moves_the_story(e: Expression) -> bool:
    """Whether the story goes on from here: not from a named period, a time pointed at, or a look back."""
    if e.kind in ("named", "ago", "apart", "past", "todate", "anniversary") or any(
        end.kind == "named" for end in e.ends
    ):
        return False
    if e.kind == "ref":
        return e.ref not in POINTING
    return not (e.kind == "shift" and e.n < 0)


def _is_fiscal(e: Expression) -> bool:
    return e.kind == "fiscal" or any(end.kind == "fiscal" for end in e.ends)


class _Masked:
    """The stretches of page furniture, for look-ups by offset. A title or heading may tell a time and is read."""

    def __init__(self, reading: Reading) -> None:
        spans = [(f.at.start, f.at.end) for f in reading.furniture if f.rule not in headings.RULES]
        self.spans = _merged(sorted(spans))
        self.starts = [s for s, _ in self.spans]

    def covers(self, e: Expression) -> bool:
        """Whether an expression lies in furniture."""
        i = bisect_right(self.starts, e.start) - 1
        return i >= 0 and e.start < self.spans[i][1]


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
