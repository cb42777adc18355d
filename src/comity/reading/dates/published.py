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

_ZONE = r"(?:[A-Z]{2,4}(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|[A-Z][a-z]+ time|hrs|local time)"
_HOUR = rf"\d{{1,2}}(?:[:.h]\d{{2}}(?::\d\d)?)?\s*(?:[ap]\.?m\.?)?\s*\(?{_ZONE}?\)?"
_LABEL = re.compile(
    r"(?:(?:page\s+|story\s+|article\s+)?(?:last\s+)?(?:modified|updated|revised|reviewed|edited|changed)|updated|published|posted|issued"
    r"|(?:last|latest|most recent|page|date of(?: last)?)\s+(?:update|revision|review|modification)"
    r"|released?|date(?:d| of publication)?|publication date|first published|created|uploaded|submitted|filed"
    r"|appear(?:s|ed) in (?:the )?print|published in the print edition|print edition)"
    r"(?:\s+(?:on|at|of|date|online))?\s*[:|–—-]?\s*(?:(?:by|in)\s+[^\n:|]{1,40}?\s*(?:on|[|:,–—-])\s*)?"
    rf"(?:{_HOUR}\s*[,|·–—-]?\s*(?:on\s+)?)?(?:[A-Z][a-z]{{2,8}}\.?,?\s+)?$",
    re.I,
)
_CREATED = re.compile(
    r"published|posted|issued|release|dateline|\bdate\b|\bdated\b|filed|submitted|uploaded|print", re.I
)
_AS_OF = re.compile(
    r"\s*(?:\(?(?:(?:information|data|text|status|situation|stand|position)\s+)?(?:(?:is\s+)?(?:current|correct|valid|accurate)\s+)?"
    r"as (?:of|at)|status|stand|(?:vol(?:ume)?|issue|no|nr)\b\.?\s*(?:\d+|[ivxlc]+\b)[^\n;!?]{0,40}?[,(|–—-])\s*:?\s*",
    re.I,
)
"""What leads up to a page's own date on a line of its own: "information current as of …", "Vol. 12, No. 3 (…"."""
_DATELINE = re.compile(
    r"(?:^|\n)\s*\(?(?:[A-Z][A-Z.'’ -]{2,30}|[A-Z][\w.'’ -]{2,24})(?:,\s+[A-Z][\w.' -]{1,20})?"
    r"(?:\s*\([A-Z][\w /.-]{1,24}\))?\s*(?:,|--|[–—(]|\s)\s*$"
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
    rf"[\s|.,·•–—(-]*(?:at )?(?:{_HOUR})?\(?{_ZONE}?\)?[\s|.,·•)–—-]*"
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
_WEEKDAY = re.compile(r"\s*(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day)?\.?,?\s*", re.I)
_PLACE = re.compile(r"[A-Z][\w'’.-]+(?:,? [A-Z][\w'’.-]+){0,3}")
_COPYRIGHT = re.compile(
    r"(?:\bcopyright\b|©|\(c\)|&copy;)(?:\s*(?:copyright|©|\(c\)|by))?\s*(\d{4})(?!\s*[-–—/]\s*\d|\d)", re.I
)
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
    return _dateline_and_copyright(found, text) or _bounded(found, text)


def _dateline_and_copyright(found: Sequence[Expression], text: str) -> tuple[Value, str, str] | None:
    """A dateline that gives the day alone, in the year the page's copyright line gives alone."""
    owned = {m[1]: m for part in (text[:_HEAD], text[-_TAIL:]) for m in _COPYRIGHT.finditer(part)}
    if len(owned) != 1:
        return None
    ((year, line),) = owned.items()
    for e in found:
        if e.start >= _HEAD:
            break
        if e.kind != "date" or e.y is not None or not (e.m and e.d) or e.ref or not values.is_day(int(year), e.m, e.d):
            continue
        before, after = _line(e, text)
        if _DATELINE.search("\n" + before) and _AFTER_DATELINE.match(after):
            v = values.day(int(year), e.m, e.d)
            day = " ".join((before + text[e.start : e.end]).split())
            return v, v.edtf, f'dateline "{day}", in the year of "{" ".join(line[0].split())}"'
    return None


def _line(e: Expression, text: str) -> tuple[str, str]:
    """What stands before and after an expression on its line."""
    begin = max(text.rfind("\n", max(0, e.start - 160), e.start) + 1, e.start - 160)
    end = text.find("\n", e.end, e.end + 200)
    return text[begin : e.start], text[e.end : end if end >= 0 else e.end + 200]


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
    before, after = _line(e, text)
    label = _LABEL.search(before)
    if label and len(before) < 120 and (near_head or near_tail) and (e.m or "copyright" not in before.lower()):
        words = " ".join(before.split())
        quoted = (words if len(words) <= 60 else words[-60:]).rstrip(" :|–—-")
        if label.start() == 0 or before[: label.start()].strip() == "" or before[label.start() - 1] in " |(–—-•·":
            if before[: label.start()].strip() and not before.rstrip().endswith(":") and not near_tail:
                return None
            return (0 if _CREATED.search(label[0]) else 1), f'"{quoted}: {text[e.start : e.end]}"'
    if e.m and e.start < 600 and _AS_OF.fullmatch(before) and not after.strip(" .)|"):
        return 3, f'"{" ".join((before + text[e.start : e.end]).split())}"'
    if not e.d:
        return None
    if near_head and _DATELINE.search("\n" + before) and _AFTER_DATELINE.match(after):
        return 2, f'dateline "{" ".join((before + text[e.start : e.end]).split())}"'
    alone = not before.strip() or _WEEKDAY.fullmatch(before) or _beside(before, _KIND)
    beside = _CLOCK.fullmatch(after) or _beside(after, _BESIDE) or (_PARTED.match(after) and _beside(after, _PLACE))
    if near_head and alone and e.start < 600 and beside:
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
