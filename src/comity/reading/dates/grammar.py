"""What a time looks like in English: one pattern a kind of expression, all tried in a single pass over the text.

:func:`scan` gives :class:`Expression` values in text order, not yet resolved: a partial date, a "that year" or a "two days
later" waits for its anchor. Every pattern is bounded, so a pass takes time linear in the text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from comity.reading.dates.lexicon import (
    DECADES,
    HOLIDAYS,
    MONTH_NUMBER,
    MONTHS,
    NUMBERS,
    ORDINALS,
    PARTS,
    SEASON_CODE,
    WEEKDAY_NUMBER,
    WEEKDAYS,
    alternatives,
    number,
    ordinal,
)
from comity.reading.dates.values import Value


@dataclass(frozen=True, slots=True)
class Expression:
    """A time as written, ``text[start:end]``, before it has an anchor.

    ``kind``: date, decade, century, quarter, fiscal, shift, ago, past, ref, weekday, todate, anniversary, named, range,
    since. ``ref`` is the word a date leans on ("that", "last", "next" …), ``part`` the part of it meant (early, end …),
    ``n`` and ``unit`` what a relative one counts, ``mark`` "~" where it says "about". A range holds its ends in ``ends``.
    """

    start: int
    end: int
    kind: str
    rule: str
    y: int | None = None
    m: int | None = None
    d: int | None = None
    season: int | None = None
    part: str = ""
    ref: str = ""
    n: int = 0
    unit: str = ""
    mark: str = ""
    time: str = ""
    value: Value | None = None
    ends: tuple[Expression, ...] = ()


_MON = "(?:" + "|".join([*MONTHS, r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"]) + ")"
_MON_ANY = f"(?i:{_MON})"
_MON_CAP = "(?:" + _MON + "|" + "|".join(m.upper() for m in MONTHS) + ")"
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\w)(?![.,:]\d)"
_Y = r"(?:1\d{3}|20\d\d)(?![\w%])(?![.,]\d)"
_WD = "(?:" + "|".join(WEEKDAYS) + ")"
_BC = r"(?:BCE?|B\.\s?C\.?(?:\s?E\.?)?)(?![A-Za-z])"
_SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?!\w)"
_REF = r"(?P<ref>that\s+same|that|the\s+same|this|the\s+following|the\s+next|the\s+previous|last|next)\s+year(?!\w)"
_NUM = "(?:\\d{1,3}|(?i:" + alternatives(NUMBERS) + "))"
_ORD = "(?:\\d{1,2}(?:st|nd|rd|th)|(?i:" + alternatives(ORDINALS) + "))"
_UNIT = r"(?:day|week|month|year|decade|centur(?=ies|y))"
_LEAD = (
    r"(?:(?:[Tt]he\s+)?(?P<part>(?i:early|late|later|earlier|mid|(?:middle|start|end|close|first\s+half|second\s+half|latter\s+half"
    r"|(?:first|last|final|opening|closing)\s+(?:week|weeks|days)|latter|rest|remainder|turn|(?<=the\s)beginning|(?<=the\s)opening)(?=\s+(?:part\s+|days\s+|weeks\s+|months\s+|years\s+)?of\s)))"
    r"(?:\s+(?:in|of|(?:part|days|weeks|months|years)\s+of))?(?:\s+the)?(?:\s*[-‐‑]\s*|\s+))"
)
_ABOUT = r"(?:(?P<about>(?:[Aa]bout|[Aa]round|[Cc]irca|[Rr]oughly|(?:ca|c|Ca)\.)\s*))"
_SEP = r"(?:\s*,\s*|\s+of\s+|\s+)"
_TO = r"(?P<c>\s*[-–—]\s*|\s+(?:to|through|until|till|and|or)\s+)"

_RULES: dict[str, str] = {
    "iso day": r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:T(?P<time>\d\d:\d\d(?::\d\d)?)Z?)?(?![\w-])",
    "day in figures": (
        r"(?:(?P<a>\d{1,2})-(?P<b>\d{1,2})-|(?P<a1>\d{1,2})/(?P<b1>\d{1,2})/|(?P<a2>\d{1,2})\.(?P<b2>\d{1,2})\.)"
        r"(?P<y>\d{4})(?![\w-])(?:,?\s+(?P<time>\d{1,2}:\d\d(?::\d\d)?)(?:\s*(?P<zone>ZULU|UTC|GMT|Z)\b)?)?"
    ),
    "days of a month": rf"(?P<mon>{_MON_ANY})\s+(?:the\s+)?(?P<d>{_D}){_TO}(?:the\s+)?(?P<d2>{_D})(?!\s+{_MON_ANY})(?:{_SEP}(?P<y>{_Y}))?",  # noqa: E501
    "days before a month": rf"(?:[Tt]he\s+)?(?P<d>{_D}){_TO}(?:the\s+)?(?P<d2>{_D})\s+(?:of\s+)?(?P<mon>{_MON_ANY})(?!\w)(?:{_SEP}(?P<y>{_Y}))?",  # noqa: E501
    "month day year": rf"(?:{_WD},?\s+)?(?P<mon>{_MON_ANY})\s+(?:the\s+)?(?P<d>{_D})(?!\s+(?:million|billion|percent|per\s))(?:{_SEP}(?P<y>{_Y})|\s+of\s+{_REF})?",  # noqa: E501
    "day month year": rf"(?:{_WD},?\s+)?(?:[Tt]he\s+)?(?P<d>{_D})(?:\s+(?:day\s+)?of)?\s+(?P<mon>{_MON_ANY})(?!\w)(?:{_SEP}(?P<y>{_Y})|\s+of\s+{_REF})?",  # noqa: E501
    "month BC": rf"{_LEAD}?(?P<mon>{_MON_CAP})(?!\w)(?:\s+(?P<d>{_D}))?{_SEP}(?P<y>\d{{1,4}})\s?{_BC}",
    "season BC": rf"{_LEAD}?(?:[Tt]he\s+)?(?P<s>{_SEASON})(?:\s+of|\s*,)?\s+(?P<y>\d{{1,4}})\s?{_BC}",
    "month year": rf"(?:{_LEAD}|{_ABOUT})?(?P<mon>{_MON_CAP})(?!\w)(?:{_SEP}(?P<y>{_Y})|\s+of\s+{_REF})",
    "month": rf"{_LEAD}?(?P<mon>{_MON_CAP})(?!\w)",
    "season of a year": rf"{_LEAD}?(?:[Tt]he\s+)?(?P<s>{_SEASON})(?:(?:\s+of|\s*,)?\s+(?P<y>{_Y})|\s+of\s+{_REF})",
    "year and season": rf"(?P<y>{_Y})\s+(?P<s>{_SEASON})",
    "decade": (
        rf"{_LEAD}?(?:[Tt]he\s+)?(?:(?P<y>(?:1\d|20)\d0)['’]?s|['’](?P<short>\d0)s|(?:nineteen[-\s](?P<word>{'|'.join(DECADES)})))(?!\w)"  # noqa: E501
        rf"|{_LEAD.replace('part', 'part2')}?[Tt]he\s+(?P<word2>{'|'.join(DECADES)})(?!\w)"
    ),
    "centuries": rf"(?:[Tt]he\s+)?(?P<o>{_ORD}){_TO}(?:the\s+)?(?P<o2>{_ORD})[-\s]+centuries(?!\w)",
    "century": rf"{_LEAD}?(?:[Tt]he\s+)?(?P<o>{_ORD})[-\s]+[Cc]entury(?!\w)(?:\s+(?P<bc>{_BC}))?",
    "quarter": (
        rf"(?:[Tt]he\s+)?(?P<q>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))\s+quarter\s+of\s+(?:(?P<y>{_Y})|{_REF})"  # noqa: E501
        rf"|Q(?P<q2>[1-4])(?:\s+of)?[\s,]+(?P<y2>{_Y})|(?P<y3>{_Y})[\s,]+Q(?P<q3>[1-4])(?!\w)"
    ),
    "fiscal year": rf"{_LEAD}?(?i:FY|fiscal\s+years?|fiscal|financial\s+years?)[\s-]*['’]?(?P<y>\d{{4}}|\d\d)(?!\w)(?:[/–-](?P<y2>\d{{4}}|\d\d)(?!\w))?",  # noqa: E501
    "years": rf"(?:[Tt]he\s+years?\s+)?(?P<a>(?:1\d|20)\d\d)\s?[-–—/]\s?(?P<b>{_Y}|\d\d(?!\w)(?![.,]\d))(?![-–—]\d)",
    "years BC": rf"{_LEAD}?(?P<a>\d{{1,4}}){_TO}(?P<b>\d{{1,4}})\s*{_BC}",
    "year BC": rf"{_LEAD}?{_ABOUT}?(?P<y>\d{{1,4}})\s*{_BC}",
    "year AD": rf"{_LEAD}?{_ABOUT}?(?:AD\s?(?P<y>\d{{1,4}})|(?P<y2>\d{{1,4}})\s?(?:AD|CE))(?!\w)",
    "year": rf"(?:{_LEAD}|(?:[Tt]he\s+)?year\s+|{_ABOUT})?(?P<y>{_Y})",
    "short year": r"['’](?P<y>\d\d)(?![\w'’])",
    "so many ago": (
        rf"(?:(?P<cmp>[Mm]ore\s+than|[Oo]ver|[Ll]ess\s+than|[Uu]nder|[Aa]lmost|[Nn]early|[Aa]bout|[Aa]round|[Ss]ome|[Jj]ust|[Oo]nly|[Rr]oughly|[Aa]t\s+least)\s+)?"  # noqa: E501
        rf"(?P<n>(?i:half\s+an?|an?\s+half|a\s+quarter[\s-](?:of\s+a\s+)?|{_NUM}))[\s-]+(?P<u>{_UNIT})(?:s|ies|y)?\s+"
        r"(?P<dir>ago|later|earlier|afterwards?|previously|hence|before(?=\s*[.,;:)])|after(?=\s*[.,;:)]))(?!\w)"
    ),
    "the past so many": rf"(?:[Tt]he\s+|[Tt]hese\s+)?(?P<dir>[Ll]ast|[Pp]ast)\s+(?P<n>{_NUM})\s+(?P<u>{_UNIT})(?:s|ies)(?!\w)",
    "day before or after": r"[Tt]he\s+(?P<u>day|week|month|year)\s+(?P<dir>before|after|following|previous|prior)(?=\s*[.,;:)]|\s+(?:and|saw)\b)",  # noqa: E501
    "time told": (
        rf"{_LEAD}?(?P<ref>(?i:that\s+same|that\s+very|that|the\s+same|this\s+same|this\s+past|this\s+coming|this|last|next"
        r"|the\s+very\s+next|the\s+next|the\s+following|the\s+previous|the\s+preceding|the\s+prior|the\s+subsequent|the\s+current))"
        rf"\s+(?P<u>day|date|week|month|year|decade|century|quarter|{_SEASON}|{_MON_CAP}|{_WD})(?!\w)"
    ),
    "end of a time told": r"(?:[Tt]he\s+)?(?P<part>(?i:early|late|later|earlier|middle|beginning|start|end|close|first\s+half|second\s+half|latter\s+half|latter|rest|remainder|most))(?:\s+(?:in|of|part\s+of|months\s+of|days\s+of))*\s+the\s+(?P<u>day|month|year|decade|century)(?!\w)",  # noqa: E501
    "month's end": r"(?P<u>[Mm]onth|[Yy]ear)(?:['’]s\s+|-)end(?!\w)",
    "season": rf"{_LEAD}?(?P<art>[Tt]he\s+)?(?P<s>{_SEASON})",
    "feast": rf"(?P<h>(?i:{alternatives(HOLIDAYS)}))(?!\w)(?:,?\s+(?:of\s+|in\s+)?(?P<y>{_Y}))?",
    "weekday": rf"(?P<u>{_WD})(?!\w)",
    "day told": r"(?P<w>[Yy]esterday|[Tt]omorrow|[Tt]oday)(?!\w)",
    "day of a month": r"(?:[Tt]he\s+)(?P<d>(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th))(?!\w)(?!-)(?!\s+(?!(?:he|she|they|it|we|and|in|at|the|a|his|her|their|its|was|were|had|to|by|that|when|but|as|with|from|also)\b)[A-Za-z])",
    "to date": rf"(?P<w>[Tt]o\s+date|[Ss]o\s+far)(?!\w)(?:\s*,?\s+(?:in\s+)(?P<y>{_Y})|\s+(?P<ref>this)\s+year)?",
    "anniversary": rf"(?:[Tt]he\s+)?(?P<o>{_ORD})(?:[-\s]+[Yy]ear)?[-\s]+(?i:anniversary|birthday)(?!\w)",
}
_NAME = re.compile(r"\(\?P<\w+>")
_PARSERS = {name: re.compile(pattern) for name, pattern in _RULES.items()}
_KEYS = {name: f"r{i}" for i, name in enumerate(_RULES)}
_BY_KEY = {key: name for name, key in _KEYS.items()}
_FIGURES_ONLY = frozenset({"iso day", "day in figures", "year and season", "short year"})


def _by_first_letter(words: Iterable[str]) -> str:
    """The words as one alternation that looks at the first letter (either case) before anything else: much the faster."""
    groups: dict[str, set[str]] = {}
    for word in words:
        groups.setdefault(word[0].lower(), set()).add(word[1:])
    return "|".join(f"[{c.upper()}{c}](?i:{'|'.join(sorted(rest))})" for c, rest in sorted(groups.items()))


_AFTER_THE = (
    "early late mid end start begin opening close closing final first second third fourth last latter rest rem turn year same very next"
    " following prev prec prior subs curr past day week month spring summer autumn fall winter most"
).split() + [*DECADES, *(w[:5] for w in ORDINALS), *(m[:3] for m in MONTHS), *(d[:3] for d in WEEKDAYS)]
_FIRST_WORDS = [
    r"the\s+(?:\d|" + _by_first_letter([*_AFTER_THE]) + ")",
    r"an?\s+(?:day|week|month|year|decade|centur|half|quarter|dozen|hundred|single)",
    *(m[:3] for m in MONTHS), *(d[:3] for d in WEEKDAYS), *(re.escape(w.split()[0][:4]) for w in HOLIDAYS),
    "early", "earlier", "late", "mid", "middle", r"end\s", r"start\s", r"close\s", r"first\s", r"second\s", r"last\s", r"past\s",
    r"rest\s", r"turn\s", r"most\s", "spring", "summer", "autumn", "fall", "winter", r"that\s", r"this\s", r"these\s", r"next\s",
    r"about\s", r"around\s", "circa", "roughly", r"ca?\.", r"more\s+than", r"over\s", r"less\s+than", r"under\s", r"almost\s",
    r"nearly\s", r"some\s", r"just\s", r"only\s", r"at\s+least", r"half\s", "yesterday", "today", "tomorrow", r"to\s+date",
    r"so\s+far", "fiscal", "financial", "FY", "Q[1-4]", r"AD\s?\d", r"years?[\s'’-]",
    *(w for w in NUMBERS if len(w) > 2 and " " not in w and "-" not in w), *(w for w in ORDINALS if "-" not in w),
]  # fmt: skip
_START = r"(?<![\w$€£¥#@])(?=[\dA-Za-z'’])(?<!\d[.,/:])(?<![A-Z][-‐])"
_IN_FIGURES = (
    "iso day, day in figures, days before a month, day month year, year and season, decade, centuries, century, quarter, years,"
    " years BC, year BC, year AD, year, so many ago, anniversary, short year"
).split(", ")
"""The rules whose expressions may begin with a figure; the others are not tried there."""


def _alternation(names: Iterable[str], mark: str) -> str:
    return "|".join(f"(?P<{mark}{_KEYS[name]}>{_NAME.sub('(?:', _RULES[name])})" for name in names)


_MASTER = re.compile(
    rf"{_START}(?:(?=['’]?\d)(?:{_alternation(_IN_FIGURES, 'd')})"
    rf"|(?=[A-Za-z])(?={_by_first_letter(_FIRST_WORDS)})(?:{_alternation((n for n in _RULES if n not in _FIGURES_ONLY), 'w')}))"
)


def scan(text: str) -> Iterator[Expression]:
    """Every time expression of a text, left to right, unresolved and not yet joined into ranges."""
    at = 0
    while True:
        found = _MASTER.search(text, at)
        if found is None:
            return
        name = _BY_KEY[(found.lastgroup or "")[1:]]
        parsed = _PARSERS[name].match(text, found.start())
        built = _BUILDERS[name](parsed, text) if parsed else []
        yield from built
        at = built[-1].end if built else found.start() + _skip(text, found.start())


_WORD = re.compile(r"[\w'’]+|.", re.S)


def _skip(text: str, start: int) -> int:
    """Length of the word (or figure) that starts here: where a false lead is taken up again."""
    word = _WORD.match(text, start)
    return max(1, word.end() - start) if word else 1


# --- what each kind of expression makes of its match ------------------------------------------------------------------

Match = re.Match[str]


def _month(word: str) -> int:
    return MONTH_NUMBER[word.lower()[:3]]


def _day(word: str) -> int:
    return int(word.rstrip("stndrhSTNDRH"))


def _part(word: str | None) -> str:
    if word and word.lower() in ("later", "earlier"):
        return ""
    return PARTS.get(" ".join((word or "").lower().split()), "")


def _ref(word: str | None) -> str:
    return " ".join((word or "").lower().split())


def _year(word: str | None) -> int | None:
    return int(word) if word else None


def _one(m: Match, rule: str, kind: str = "date", /, **fields: object) -> list[Expression]:
    return [Expression(m.start(), m.end(), kind, rule, **fields)]  # type: ignore[arg-type]


def _pair(m: Match, rule: str, a: Expression, b: Expression, joint: str) -> list[Expression]:
    """Two ends in one expression: a range, or two times where they are joined by "and"."""
    if joint.strip() in ("and", "or"):
        return [a, b]
    return [Expression(m.start(), m.end(), "range", rule, ends=(a, b))]


def _iso_day(m: Match, text: str) -> list[Expression]:
    return _one(m, "iso day", y=int(m["y"]), m=int(m["m"]), d=int(m["d"]), time=m["time"] or "")


def _figures(m: Match, text: str) -> list[Expression]:
    a, b = (int(m["a"] or m["a1"] or m["a2"]), int(m["b"] or m["b1"] or m["b2"]))
    time = m["time"] or ""
    if m["zone"]:
        time += "Z"
    y = int(m["y"])
    if a > 12 >= b:
        return _one(m, "day in figures", y=y, m=b, d=a, time=time)
    if b > 12 >= a:
        return _one(m, "month and day in figures", y=y, m=a, d=b, time=time)
    if a > 12:
        return []
    if m["a1"]:
        return _one(m, "day and month in figures, order unknown", y=y, m=a, d=b, time=time, ref="either order")
    return _one(m, "day in figures", y=y, m=b, d=a, time=time)


def _days(m: Match, text: str) -> list[Expression]:
    mon, y, rule = _month(m["mon"]), _year(m["y"]), "days of a month"
    d, d2 = _day(m["d"]), _day(m["d2"])
    before = m.start("d") < m.start("mon")
    first = Expression(m.start(), m.end("d"), "date", rule, y=y, m=mon, d=d)
    second = Expression(m.end("c"), m.end(), "date", rule, y=y, m=mon, d=d2)
    if d2 <= d and not (before or m["c"].strip() in ("and", "or")):
        return [Expression(m.start(), m.end("d"), "date", "month day", m=mon, d=d)]
    return _pair(m, rule, first, second, m["c"])


def _month_day(m: Match, text: str) -> list[Expression]:
    if text[m.start("mon")].islower() and not m["y"]:
        return []
    rule = "month day year" if m["y"] else "month day"
    start, after = m.start(), text[m.end() : m.end() + 24]
    if text[start : start + 4].lower() == "the " and after[1:2].islower() and _NOUN_NEXT.match(after):
        start += 4
    fields = {"y": _year(m["y"]), "m": _month(m["mon"]), "d": _day(m["d"])}
    return [Expression(start, m.end(), "date", rule, ref=_ref(m["ref"]), **fields)]


def _month_bc(m: Match, text: str) -> list[Expression]:
    return _one(m, "month BC", y=1 - int(m["y"]), m=_month(m["mon"]), d=_day(m["d"]) if m["d"] else None)


def _season_bc(m: Match, text: str) -> list[Expression]:
    return _one(m, "season BC", y=1 - int(m["y"]), season=SEASON_CODE[m["s"].lower()])


def _month_year(m: Match, text: str) -> list[Expression]:
    return _one(
        m,
        "month year",
        y=_year(m["y"]),
        m=_month(m["mon"]),
        part=_part(m["part"]),
        ref=_ref(m["ref"]),
        mark="~" if m["about"] else "",
    )


_BEFORE_MONTH = re.compile(
    r"(?:^|[(–—-]|\b(?:[Ii]n|[Oo]f|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Ff]rom|[Tt]o|[Aa]nd|[Oo]r|[Tt]hrough|[Tt]hroughout|[Dd]uring"
    r"|[Aa]fter|[Bb]efore|[Bb]etween|[Ff]or|[Ll]ast|[Nn]ext|[Tt]his|[Ll]ate|[Ee]arly|[Uu]ntil|[Aa]|[Tt]he|[Aa]round|[Ff]ollowing|[Bb]eginning|[Ee]nding|[Aa]s))\s*$"
)
_NAMED_MONTH = re.compile(r"\s+(?:[A-Z][a-z]+\s+){0,2}(?:Agreements?|Accords?|Pact|Laws?)\b")


def _bare_month(m: Match, text: str) -> list[Expression]:
    word = m["mon"]
    if not m["part"]:
        before = text[max(0, m.start() - 14) : m.start()]
        after = text[m.end() : m.end() + 12]
        if word.rstrip(".") in ("Mar", "Jan", "Jun", "Dec", "Apr", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Feb"):
            return []
        if not _BEFORE_MONTH.search(before):
            if word in ("May", "March", "MAY", "MARCH") or re.search(r"\b[A-Z][a-z]+\s+$", before):
                return []
            if word in ("April", "June", "August") and not (
                re.match(r"\s+[a-z]", after) and re.search(r"[a-z]\s+$", before)
            ):
                return []
        if word in ("May", "March", "MAY", "MARCH"):
            if re.match(r"\s+(?:[A-Z]|on\s|\d)", after):
                return []
            if re.search(r"\b(?:[Tt]he|[Aa])\s+$", before) and not (_NOUN_NEXT.match(after) and after[1:2].islower()):
                return []
    return _one(m, "month", m=_month(word), part=_part(m["part"]))


def _season(m: Match, text: str) -> list[Expression]:
    code = SEASON_CODE[m["s"].lower()]
    groups = m.groupdict()
    return _one(
        m, "season of a year", y=_year(m["y"]), season=code, part=_part(groups.get("part")), ref=_ref(groups.get("ref"))
    )


_SEASON_IN = re.compile(
    r"\b(?:[Ii]n|[Bb]y|[Dd]uring|[Tt]hroughout|[Uu]ntil|[Tt]he|[Oo]f|[Aa]nd|[Aa]|[Tt]heir|[Ii]ts|[Hh]is|[Ss]ince|[Oo]ver)\s*$"
)
_NOUN_NEXT = re.compile(r"\s+(?!(?:of|in|on|at|and|or|to|by|with|was|were|had|has|saw|the|a|an|for|from|as|but|when|while|before|after|until|which|that|it|he|she|they|there|would|could|did|brought)\b|organi|prepar)[a-z]{3,}|[-–—]?\s?[A-Z]\w+|['’]s")  # fmt: skip


_CAMPAIGN = re.compile(
    r"\s+(?:counter-?)?(?:offensives?|campaigns?|fighting|session|semester|summit|elections?|talks|months|harvest|rains?|monsoon)\b"
)


_SEASON_TOO = re.compile(rf"\s+and\s+{_SEASON}")


def _bare_season(m: Match, text: str) -> list[Expression]:
    word = m["s"].lower()
    before = text[max(0, m.start() - 14) : m.start()]
    after = text[m.end() : m.end() + 24]
    noun = bool(_NOUN_NEXT.match(after))
    if re.match(r"\s+(?:quarters|camp|clothing|clothes|coats?|sports?|Olympic|Games|olympics|water|season)", after):
        return []
    if word in ("fall", "spring") and re.match(
        r"\s+(?:of|from|to|into|in|through|out|back|short|under|apart|up)\b", after
    ):
        return []
    if (
        not m["part"]
        and not m["art"]
        and not _SEASON_IN.search(before)
        and m["s"].islower()
        and not _CAMPAIGN.match(after)
        and not _SEASON_TOO.match(after)
    ):
        return []
    if not m["part"] and not m["art"] and m["s"][0].isupper() and not re.match(r"\s+(?:[A-Z][a-z]+|offensive)", after):
        return []
    start = m.start("s") if m["art"] and noun and not m["part"] else m.start()
    return [Expression(start, m.end(), "date", "season", season=SEASON_CODE[word], part=_part(m["part"]))]


def _decade(m: Match, text: str) -> list[Expression]:
    part = _part(m["part"] or m["part2"])
    if m["y"]:
        return _one(m, "decade", "decade", y=int(m["y"]), part=part)
    short = int(m["short"]) if m["short"] else DECADES[m["word"] or m["word2"]]
    return _one(m, "decade without its century", "decade", n=short, part=part)


def _centuries(m: Match, text: str) -> list[Expression]:
    a, b = ordinal(m["o"]), ordinal(m["o2"])
    if a is None or b is None or max(a, b) > 21:
        return []
    first = Expression(m.start(), m.end("o"), "century", "century", n=a)
    second = Expression(m.end("c"), m.end(), "century", "century", n=b)
    return [replace(first, end=m.end("o")), second] if m["c"].strip() == "or" else [
        Expression(m.start(), m.end(), "range", "centuries", ends=(first, second))
    ]  # fmt: skip


def _century(m: Match, text: str) -> list[Expression]:
    n = ordinal(m["o"])
    if n is None or not 1 <= n <= 22:
        return []
    return _one(m, "century", "century", n=n, part=_part(m["part"]), ref="BC" if m["bc"] else "")


_QUARTER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}


def _quarter(m: Match, text: str) -> list[Expression]:
    word = m["q"] or m["q2"] or m["q3"]
    n = _QUARTER.get(word) or int(word[0])
    return _one(m, "quarter", "quarter", n=n, y=_year(m["y"] or m["y2"] or m["y3"]), ref=_ref(m["ref"]))


def _fiscal(m: Match, text: str) -> list[Expression]:
    y = int(m["y"])
    if len(m["y"]) == 2:
        y += 1900 if y >= 60 else 2000
    span = "span" if m["y2"] else ""
    return _one(m, "fiscal year", "fiscal", y=y, part=_part(m["part"]), ref=span)


def _years(m: Match, text: str) -> list[Expression]:
    a, b = int(m["a"]), m["b"]
    if len(b) == 2:
        if int(b) <= a % 100 and 1 <= int(b) <= 12 and "-" in text[m.end("a") : m.start("b")]:
            return _one(m, "iso month", y=a, m=int(b))
        end = a - a % 100 + int(b) + (100 if int(b) <= a % 100 else 0)
        if end - a > 60:
            return [Expression(m.start("a"), m.end("a"), "date", "year", y=a)]
    else:
        end = int(b)
    if end <= a:
        return []
    first = Expression(m.start(), m.end("a"), "date", "year", y=a)
    second = Expression(m.start("b"), m.end(), "date", "year", y=end)
    if end - a == 1 and text[m.end("a") : m.start("b")].strip() == "/":
        return _one(m, "years", "range", ends=(first, second))
    return _one(m, "years", "range", ends=(first, second))


def _years_bc(m: Match, text: str) -> list[Expression]:
    a, b = int(m["a"]), int(m["b"])
    if a < b or a == 0 or b == 0:
        return []
    first = Expression(m.start(), m.end("a"), "date", "year BC", y=1 - a, part=_part(m["part"]))
    second = Expression(m.start("b"), m.end(), "date", "year BC", y=1 - b)
    return _pair(m, "years BC", first, second, m["c"])


def _year_bc(m: Match, text: str) -> list[Expression]:
    return _one(m, "year BC", y=1 - int(m["y"]), part=_part(m["part"]), mark="~" if m["about"] else "")


def _year_ad(m: Match, text: str) -> list[Expression]:
    y = int(m["y"] or m["y2"])
    return _one(m, "year AD", y=y, part=_part(m["part"]), mark="~" if m["about"] else "")


_NUMBERED = re.compile(
    r"(?:\b(?:[Rr]esolutions?|UNSCRs?|Res\.|Nos?\.|[Nn]umbers?|Boeing|Airbus|[Ff]lights?|[Aa]rticles?|[Ss]ections?|Law|Decrees?"
    r"|Directives?|Order|Bill|Proclamation|[Pp]ages?|pp?\.|[Cc]hapters?|Route|Highway|[Rr]oom|Channel|[Rr]egulations?|Unit"
    r"|Type|Model|Mark|Mk\.?|Convention\s+No\.?|HIV|ISO|Suite|Box|Apollo|size|population|some|nearly|almost|over|than|least"
    r"|exactly|approximately|only|another|additional|further|total(?:l?ing|led)?|altogether|number(?:ed|ing)|kill(?:ed|ing)|wound(?:ed|ing)|captur(?:ed|ing))\s+(?:No\.?\s*)?"
    r"(?:\(\d+\)\s*)?|[A-Z]-|№\s*|§\s*|/)(?:\d{1,4}(?:\s*\(\d{4}\))?\s*(?:,|and|or)\s*(?:and\s+)?){0,4}$"
)
_COUNTED = re.compile(
    r"[\s-]+(?:(?:more|other|armed|enemy|civilian|local|foreign|British|French|German|[A-Z][a-z]+(?:ish|an|ese))\s+){0,2}"
    r"(?:men|troops|soldiers|people|persons|participants|dollars|pounds|euros|francs|rubles|tons?|tonnes|miles?|kilomet(?:er|re)s?"
    r"|km|m|kg|met(?:er|re)s|feet|ft|yards|acres|hectares|copies|casualties|prisoners|refugees|workers|students|civilians|families"
    r"|households|tanks|aircraft|planes|guns|ships|vehicles|rifles|missiles|warheads|votes|delegates|members|inhabitants|residents"
    r"|villages|houses|homes|barrels|gallons|calories|times|hours|minutes|days|weeks|months|years|percent|per\s+cent|MW|GW|hp|volunteers|sorties|wounded|dead|killed|cavalry|infantry|horsemen|horses|personnel|officers|fighters|rebels|militia(?:men)?|words|pages|seats|jobs|companies|schools|lives|victims|deaths)(?!\w)"
)  # fmt: skip
_YEAR_IN = re.compile(
    r"(?:^|[(\[–—/:;,-]|\n|['\"“‘]|\b(?:[Ii]n|[Oo]f|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Ff]rom|[Tt]o|[Aa]nd|[Oo]r|[Tt]hrough|[Tt]hroughout"
    r"|[Dd]uring|[Aa]fter|[Bb]efore|[Bb]etween|[Ff]or|[Ll]ate|[Ee]arly|[Mm]id|[Tt]he|[Aa]n?|[Ii]nto|[Aa]s|[Ff]ollowing|[Pp]ost|[Pp]re|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur"
    r"|until|[Tt]his|[Tt]hat|[Yy]ears?|[Bb]eginning|[Ee]nding|[Aa]bout|[Aa]round|[Cc]irca|with|than|on|at|since|and/or|[a-z]+['’]s?|[A-Z]\w+['’]s))[\s-]*$"
)
_MONEY = re.compile(r"\s+(?:U\.?S\.?\s+)?(?:dollars|pounds|prices|euros|francs|rubles|yen|terms)\b")
_SURELY = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Tt]hroughout|most\s+of)\s+$")
_APPROPRIATIONS = re.compile(r"[Aa]ppropriations?\s+(?:Acts?|Bills?|Laws?)\s*,?\s+(?:for|of)\s+(?:[Ff]iscal\s+)?$")


def _plain_year(m: Match, text: str) -> list[Expression]:
    y = int(m["y"])
    start = m.start("y")
    before = text[max(0, start - 48) : start]
    after = text[m.end() : m.end() + 40]
    if not m["part"] and not m["about"] and m.start() == start:
        if _NUMBERED.search(before) or _MONEY.match(after) or _COUNTED.match(after) and not _SURELY.search(before):
            return []
        if not _YEAR_IN.search(before) and not (1700 <= y <= 2050 and y % 100):
            return []
        if y < 1400 and not re.search(r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|year)\s+$|\($", before):
            return []
        if (
            y % 50 == 0
            and re.match(r"\s+[A-Za-z]+\s+[a-z]+s\b|\s+[a-z]+s\b", after)
            and not re.search(r"\b[Tt]he\s+$|\bin\s+$", before)
        ):
            return []
    if _APPROPRIATIONS.search(before):
        return _one(m, "fiscal year of an appropriation", "fiscal", y=y, ref="USA")
    rule = "part of a year" if m["part"] else "year"
    return _one(m, rule, y=y, part=_part(m["part"]), mark="~" if m["about"] else "")


def _short_year(m: Match, text: str) -> list[Expression]:
    return _one(m, "short year", "date", n=int(m["y"]), ref="short year")


def _ago(m: Match, text: str) -> list[Expression]:
    words = " ".join(m["n"].lower().split())
    unit = {"centur": "century"}.get(m["u"], m["u"])
    if words in ("half a", "half an", "a half", "an half"):
        n, unit = {"century": (50, "year"), "decade": (5, "year"), "year": (6, "month")}.get(unit, (0, unit))
    elif words.startswith("a quarter"):
        n, unit = (25, "year") if unit == "century" else (0, unit)
    else:
        n = number(words) or 0
    if not n:
        return []
    back = m["dir"] in ("ago", "earlier", "previously", "before")
    comparison = _ref(m["cmp"])
    return _one(
        m,
        f"so many {unit}s {m['dir']}",
        "ago" if m["dir"] == "ago" else "shift",
        n=-n if back else n,
        unit=unit,
        mark={"more than": ">", "over": ">", "at least": ">", "less than": "<", "under": "<"}.get(
            comparison, "~" if comparison and comparison not in ("just", "only") else ""
        ),
    )


def _past(m: Match, text: str) -> list[Expression]:
    unit = {"centur": "century"}.get(m["u"], m["u"])
    return _one(m, f"the past so many {unit}s", "past", n=number(m["n"]) or 0, unit=unit)


def _day_after(m: Match, text: str) -> list[Expression]:
    n = 1 if m["dir"] in ("after", "following") else -1
    return _one(m, f"the {m['u']} {m['dir']}", "shift", n=n, unit=m["u"])


def _told(m: Match, text: str) -> list[Expression]:
    unit = m["u"]
    if unit in ("May", "March") and _ref(m["ref"]) in ("that", "this"):
        return []
    low = unit.lower()
    part = "" if (m["part"] or "").lower() in ("later", "earlier") else _part(m["part"])
    fields: dict[str, object] = {"ref": _ref(m["ref"]), "part": part}
    if low in SEASON_CODE:
        fields |= {"season": SEASON_CODE[low], "unit": "season"}
    elif low in WEEKDAY_NUMBER:
        fields |= {"n": WEEKDAY_NUMBER[low], "unit": "weekday"}
    elif low[:3] in MONTH_NUMBER and low not in ("day", "month"):
        fields |= {"m": _month(unit), "unit": "month name"}
    else:
        fields |= {"unit": "day" if low == "date" else low}
    return _one(
        m,
        f"{fields['ref']} {low if fields['unit'] not in ('month name', 'weekday') else fields['unit']}",
        "ref",
        **fields,
    )


def _end_told(m: Match, text: str) -> list[Expression]:
    part = "" if m["part"].lower() in ("later", "earlier", "most") else _part(m["part"])
    if m["u"] == "day":
        return []
    return _one(m, f"part of the {m['u']} told", "ref", ref="the same", unit=m["u"], part=part)


def _months_end(m: Match, text: str) -> list[Expression]:
    return _one(m, "end of the time told", "ref", ref="the same", unit=m["u"].lower(), part="end")


def _feast(m: Match, text: str) -> list[Expression]:
    mon, d = HOLIDAYS[" ".join(m["h"].lower().replace("’", "'").split())]
    if not m["y"] and re.match(r"\s+[A-Z]", text[m.end() : m.end() + 3]):
        return []
    return _one(m, "feast", y=_year(m["y"]), m=mon, d=d)


def _weekday(m: Match, text: str) -> list[Expression]:
    if re.match(r"\s+(?:[A-Z]|prayer|service|mass)", text[m.end() : m.end() + 9]):
        return []
    return _one(m, "weekday", "weekday", n=WEEKDAY_NUMBER[m["u"].lower()])


def _day_word(m: Match, text: str) -> list[Expression]:
    n = {"yesterday": -1, "today": 0, "tomorrow": 1}[m["w"].lower()]
    return _one(m, m["w"].lower(), "ref", ref=m["w"].lower(), unit="day", n=n)


def _numbered_day(m: Match, text: str) -> list[Expression]:
    return _one(m, "day of the month told", d=_day(m["d"]))


def _to_date(m: Match, text: str) -> list[Expression]:
    if m["w"].lower().startswith("so") and not (m["y"] or m["ref"]):
        return []
    return _one(m, "to date", "todate", y=_year(m["y"]), ref=_ref(m["ref"]))


def _anniversary(m: Match, text: str) -> list[Expression]:
    n = ordinal(m["o"])
    return _one(m, "anniversary", "anniversary", n=n) if n else []


_BUILDERS = {
    "iso day": _iso_day,
    "day in figures": _figures,
    "days of a month": _days,
    "days before a month": _days,
    "month day year": _month_day,
    "day month year": _month_day,
    "month BC": _month_bc,
    "season BC": _season_bc,
    "month year": _month_year,
    "month": _bare_month,
    "season of a year": _season,
    "year and season": _season,
    "decade": _decade,
    "centuries": _centuries,
    "century": _century,
    "quarter": _quarter,
    "fiscal year": _fiscal,
    "years": _years,
    "years BC": _years_bc,
    "year BC": _year_bc,
    "year AD": _year_ad,
    "year": _plain_year,
    "short year": _short_year,
    "so many ago": _ago,
    "the past so many": _past,
    "day before or after": _day_after,
    "time told": _told,
    "end of a time told": _end_told,
    "month's end": _months_end,
    "season": _bare_season,
    "feast": _feast,
    "weekday": _weekday,
    "day told": _day_word,
    "day of a month": _numbered_day,
    "to date": _to_date,
    "anniversary": _anniversary,
}


@functools.cache
def _organisation() -> re.Pattern[str]:
    return re.compile(
        r"\s+(?:[A-Z][a-z]+\s+)?(?:Movement|Party|Group|Brigades?|Street|Square|Avenue|Bridge|Division|Organi[sz]ation|Front|Army|Alliance"
        r"|Coalition|University|Committee|Battalion|Hospital|Stadium|Boulevard|Road|Airport|Airfield|Brigade|School|Club|Foundation|Institute|Column)(?!\w)"
    )


def names_something(e: Expression, text: str) -> bool:
    """Whether a date is the name of a movement, a party, a street: "19 August Movement"."""
    if e.y is not None or e.kind != "date" or e.ref:
        return False
    return bool(_organisation().match(text, e.end))
