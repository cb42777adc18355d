"""The document's own date: from a dateline, byline or "last modified" line, else bounded by what it says.

Never invented: where the document does not say, it stays ``""``, and every finding carries its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from comity.reading.dates import values
from comity.reading.dates.expression import Expression
from comity.reading.dates.values import Value

_LABEL = re.compile(
    r"(?:(?:page\s+|story\s+|article\s+)?(?:last\s+)?(?:modified|updated|revised|reviewed|edited|changed)|updated|published|posted|issued"
    r"|released?|date(?:d| of publication)?|publication date|first published|created|uploaded|submitted|filed)"
    r"(?:\s+(?:on|at|date|online))?\s*[:|–—-]?\s*(?:(?:by|in)\s+[^\n:|]{1,40}?\s*(?:on|[|:,–—-])\s*)?$",
    re.I,
)
_CREATED = re.compile(r"published|posted|issued|release|dateline|date|filed|submitted|uploaded", re.I)
_DATELINE = re.compile(
    r"(?:^|\n)\s*(?:[A-Z][A-Z.'’ -]{2,30}|[A-Z][\w.'’ -]{2,24})(?:,\s+[A-Z][\w.' -]{1,20})?\s*(?:,|--|[–—(]|\s)\s*$"
)
_AFTER_DATELINE = re.compile(r"\s*(?:\(\s*[A-Z][\w /.-]{1,24}\)\s*|\)\s*)?(?:--?|[–—])\s*\S|\s*\([A-Z][\w /.-]{1,24}\)")
_BYLINE = re.compile(r"(?:^|\n)\s*[Bb]y\s+[^\n]{2,60}?[\s,|·•–—-]+$")
_COMPILED = re.compile(
    r"\s*(?:compiled|reported|collected|gathered|from|news|world|daily|weekly|morning|evening|edition|issue|bulletin|briefing"
    r"|digest|round-?up|press|wire)\b[^\n.;!?]{0,80}?[,:|(–—-]\s*",
    re.I,
)
_APPOSED = re.compile(r"\s*[,(–—]\s*$")
_CLOCK = re.compile(
    r"[\s|.,·•–—(-]*(?:at )?(?:\d{1,2}[:.h]\d{2}(?::\d\d)?)?\s*(?:[ap]\.?m\.?)?\s*"
    r"\(?(?:[A-Z]{2,4}|[A-Z][a-z]+ time|hrs|local time)?\)?[\s|.,·•)–—-]*"
    r"(?:(?:last )?(?:updated|modified)\b[^\n]{0,60})?",
    re.I,
)
"""What may follow a page's own date on its line: the time of day, its zone, another date of updating."""
_KINDS = (
    r"(?:commentary|comment|opinion|op-ed|analysis|news|article|blog(?: post)?|report|brief|briefing|policy brief|essay"
    r"|feature|explainer|editorial|interview|perspective|dispatch|column|world|politics|press release|statement|paper"
    r"|working paper|research|review|publication|story|backgrounder|issue brief|q&a|expert commentary)s?"
)
_KIND = re.compile(_KINDS, re.I)
_BESIDE = re.compile(
    rf"{_KINDS}|(?:about )?\d{{1,3}}[ -]?min(?:ute)?s?(?:[ -](?:read|reading time))?"
    r"|(?:reading|read) time:? \d{1,3} ?min\w*|(?:long|short) read|\d[\d,.]* (?:words|views|comments|shares)"
    r"|share|print|by [^|]{2,40}",
    re.I,
)
"""What a line of its own may hold besides the page's date: how long one reads, who wrote it, what kind of text."""
_PARTED = re.compile(r" [–—/-] | ?[|·•] ?")
_HEAD = 1500
_TAIL = 1500


def published(found: Sequence[Expression], text: str) -> tuple[Value, str, str] | None:
    """The day, month or year a text gives as its own: (value, EDTF, reason); None where it gives none."""
    best: tuple[int, Value, str, str] | None = None
    for e in found:
        if e.kind != "date" or e.y is None or e.ref or e.part or e.season:
            continue
        reason = _reason(e, text)
        if reason is None:
            continue
        rank, why = reason
        v = _value(e)
        if v is None:
            continue
        if best is None or rank < best[0]:
            best = (rank, v, v.edtf, why)
    if best is not None:
        return best[1:]
    return _bounded(found, text)


def _value(e: Expression) -> Value | None:
    assert e.y is not None
    if e.m and e.d:
        return values.day(e.y, e.m, e.d) if values.is_day(e.y, e.m, e.d) else None
    if e.m:
        return values.month(e.y, e.m)
    return values.year(e.y)


def _reason(e: Expression, text: str) -> tuple[int, str] | None:
    near_head, near_tail = e.start < _HEAD, e.end > len(text) - _TAIL
    if not (near_head or near_tail):
        return None
    line_start = max(text.rfind("\n", max(0, e.start - 160), e.start) + 1, e.start - 160)
    before = text[line_start : e.start]
    label = _LABEL.search(before)
    if label and len(before) < 120 and (near_head or near_tail) and (e.m or "copyright" not in before.lower()):
        words = " ".join(before.split())
        quoted = (words if len(words) <= 60 else words[-60:]).rstrip(" :|–—-")
        if label.start() == 0 or before[: label.start()].strip() == "" or before[label.start() - 1] in " |(–—-•·":
            if before[: label.start()].strip() and not before.rstrip().endswith(":") and not near_tail:
                return None
            return (0 if _CREATED.search(label[0]) else 1), f'"{quoted}: {text[e.start : e.end]}"'
    if not e.d:
        return None
    line_end = text.find("\n", e.end, e.end + 200)
    after = text[e.end : line_end if line_end >= 0 else e.end + 200]
    if near_head and _DATELINE.search("\n" + before) and _AFTER_DATELINE.match(after):
        return 2, f'dateline "{" ".join((before + text[e.start : e.end]).split())}"'
    alone = not before.strip() or _beside(before, _KIND)
    if near_head and alone and e.start < 600 and (_CLOCK.fullmatch(after) or _beside(after, _BESIDE)):
        return 3, f'a line of its own near the head: "{text[e.start : e.end]}"'
    if near_head and e.start < 600 and _COMPILED.fullmatch(before) and not after.strip(" |.,)"):
        return 2, f'"{" ".join((before + text[e.start : e.end]).split())}"'
    if near_head and _BYLINE.search("\n" + before) and (_CLOCK.fullmatch(after) or _beside(after, _BESIDE)):
        return 3, f'byline "{" ".join((before + text[e.start : e.end]).split())}"'
    return None


def _beside(words: str, allowed: re.Pattern[str]) -> bool:
    """Whether a line's other parts, split at bars, dots and dashes, are all of the ``allowed`` kind."""
    parts = [p for part in _PARTED.split(words[:200]) if (p := " ".join(part.split()))]
    return bool(parts) and all(allowed.fullmatch(p) for p in parts)


def _bounded(found: Sequence[Expression], text: str) -> tuple[Value, str, str] | None:
    """ "This year, 2011" tells the year of writing; so does "2011 (this year)"."""
    for a, b in pairwise(found):
        pair = (a, b) if a.kind == "ref" else (b, a)
        told, dated = pair
        if (
            told.kind == "ref"
            and told.ref in ("this", "the current")
            and told.unit in ("year", "month")
            and not told.part
            and dated.kind == "date"
            and dated.y is not None
            and not dated.part
            and _APPOSED.match(text[a.end : b.start])
        ):
            v = values.month(dated.y, dated.m) if told.unit == "month" and dated.m else values.year(dated.y)
            return v, v.edtf, f'it calls {v.edtf} its own: "{" ".join(text[a.start : b.end].split())}"'
    return None


def gives_the_date(e: Expression, text: str) -> bool:
    """Whether a date in page furniture is there to date the page."""
    return e.kind == "date" and e.y is not None and _reason(e, text) is not None
