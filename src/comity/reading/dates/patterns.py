"""The patterns of the date grammar: one a kind of expression, and the single pattern that tries them all.

``RULES`` is in order of preference; :func:`parser` re-reads one rule's match for its parts. Every repetition is bounded.
"""

# ruff: noqa: E501

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from comity.reading.dates.lexicon import DECADES, HOLIDAYS, MONTHS, NUMBERS, ORDINALS, WEEKDAYS, alternatives

_MON = "(?:" + "|".join([*MONTHS, r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"]) + ")"
_MON_ANY = f"(?i:{_MON})"
_MON_CAP = "(?:" + _MON + "|" + "|".join(m.upper() for m in MONTHS) + ")"
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\w)(?![.,:]\d)"
_Y = r"(?:1\d{3}|20\d\d)(?![\w%])(?![.,]\d)"
_WD = "(?:" + "|".join(WEEKDAYS) + ")"
_BC = r"(?:BCE?|B\.\s?C\.?(?:\s?E\.?)?)(?![A-Za-z])"
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?!\w)"
_REF = r"(?P<ref>that\s+same|that|the\s+same|this|the\s+following|the\s+next|the\s+previous|last|next)\s+year(?!\w)"
_NUM = "(?:\\d{1,3}|(?i:" + alternatives(NUMBERS) + "))"
_ORD = "(?:\\d{1,2}(?:st|nd|rd|th)|(?i:" + alternatives(ORDINALS) + "))"
_NAMED_FOR = (
    r"(?:Monarchy|Revolution|Uprising|Rising|Plot|Days|Ordinances|Manifesto|Constitution|Movement|Laws|Theses)\b"
)
"""What is called after the month in which it came about: "the July Monarchy" is of no July."""
_UNIT = r"(?:day|week|fortnight|month|year|decade|centur(?=ies|y))"
_LEAD = (
    r"(?:(?:[Tt]he\s+)?(?P<part>(?i:early|late|later|earlier|mid|(?:middle|start|end|close|first\s+half|second\s+half|latter\s+half"
    r"|(?:first|last|final|opening|closing)\s+(?:week|weeks|days)|latter|rest|remainder|turn|(?<=the\s)beginning|(?<=the\s)opening)(?=\s+(?:part\s+|days\s+|weeks\s+|months\s+|years\s+)?of\s)))"
    r"(?:\s+(?:in|of|(?:part|days|weeks|months|years)\s+of))?(?:\s+the)?(?:\s*[-‐‑]\s*|\s+))"
)
_ABOUT = r"(?:(?P<about>(?:[Aa]bout|[Aa]round|[Cc]irca|[Rr]oughly|(?:ca|c|Ca)\.)\s*))"
_SEP = r"(?:\s*,\s*|\s+of\s+|\s+)"
_TO = r"(?P<c>\s*[-–—]\s*|\s+(?:to|through|until|till|and|or)\s+)"

RULES: dict[str, str] = {
    "iso day": r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:T(?P<time>\d\d:\d\d(?::\d\d)?)Z?)?(?![\w-])",
    "day in figures": (
        r"(?:(?P<a>\d{1,2})-(?P<b>\d{1,2})-|(?P<a1>\d{1,2})/(?P<b1>\d{1,2})/|(?P<a2>\d{1,2})\.(?P<b2>\d{1,2})\.)"
        r"(?P<y>\d{4})(?![\w-])(?:,?\s+(?P<time>\d{1,2}:\d\d(?::\d\d)?)(?:\s*(?P<zone>ZULU|UTC|GMT|Z)\b)?)?"
    ),
    "days of a month": rf"(?P<mon>{_MON_ANY})\s+(?:the\s+)?(?P<d>{_D}){_TO}(?:the\s+)?(?P<d2>{_D})(?!\s+{_MON_ANY})(?:{_SEP}(?P<y>{_Y}))?",
    "days before a month": rf"(?:[Tt]he\s+)?(?P<d>{_D}){_TO}(?:the\s+)?(?P<d2>{_D})\s+(?:of\s+)?(?P<mon>{_MON_ANY})(?!\w)(?:{_SEP}(?P<y>{_Y}))?",
    "month day year": rf"(?:{_WD},?\s+)?(?P<mon>{_MON_ANY})\s+(?:the\s+)?(?P<d>{_D})(?!\s+(?:million|billion|percent|per\s))(?:{_SEP}(?P<y>{_Y})|\s+of\s+{_REF})?",
    "day month year": rf"(?:{_WD},?\s+)?(?:[Tt]he\s+)?(?P<d>{_D})(?:\s+(?:day\s+)?of)?\s+(?P<mon>{_MON_ANY})(?!\w)(?:{_SEP}(?P<y>{_Y})|\s+of\s+{_REF})?",
    "month BC": rf"{_LEAD}?(?P<mon>{_MON_CAP})(?!\w)(?:\s+(?P<d>{_D}))?{_SEP}(?P<y>\d{{1,4}})\s?{_BC}",
    "season BC": rf"{_LEAD}?(?:[Tt]he\s+)?(?P<s>{SEASON})(?:\s+of|\s*,)?\s+(?P<y>\d{{1,4}})\s?{_BC}",
    "month year": rf"(?:{_LEAD}|{_ABOUT})?(?P<mon>{_MON_CAP})(?!\w)(?:{_SEP}(?P<y>{_Y})|\s+of\s+{_REF})",
    "month": rf"{_LEAD}?(?P<mon>{_MON_CAP})(?!\w)(?!\s{_NAMED_FOR})",
    "season of a year": rf"{_LEAD}?(?:[Tt]he\s+)?(?P<s>{SEASON})(?:(?:\s+of|\s*,)?\s+(?P<y>{_Y})|\s+of\s+{_REF})",
    "year and season": rf"(?P<y>{_Y})\s+(?P<s>{SEASON})",
    "decade": (
        rf"{_LEAD}?(?:[Tt]he\s+)?(?:(?P<y>(?:1\d|20)\d0)['’]?s|['’](?P<short>\d0)s|(?:nineteen[-\s](?P<word>{'|'.join(DECADES)})))(?!\w)"
        rf"|{_LEAD.replace('part', 'part2')}?[Tt]he\s+(?P<word2>{'|'.join(DECADES)})(?!\w)"
    ),
    "centuries": rf"(?:[Tt]he\s+)?(?P<o>{_ORD}){_TO}(?:the\s+)?(?P<o2>{_ORD})[-\s]+centuries(?!\w)",
    "century": rf"{_LEAD}?(?:[Tt]he\s+)?(?P<o>{_ORD})[-\s]+[Cc]entury(?!\w)(?:\s+(?P<bc>{_BC}))?",
    "quarter": (
        rf"(?:[Tt]he\s+)?(?P<q>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th))\s+quarter\s+of\s+(?:(?P<y>{_Y})|{_REF})"
        rf"|Q(?P<q2>[1-4])(?:\s+of)?[\s,]+(?P<y2>{_Y})|(?P<y3>{_Y})[\s,]+Q(?P<q3>[1-4])(?!\w)"
    ),
    "so many months of a year": (
        rf"(?:[Tt]he\s+|[Ii]ts\s+)?(?P<end>(?i:first|last|final|opening|closing))\s+(?P<n>{_NUM})\s+(?P<u>months|weeks|days)\s+of\s+"
        rf"(?:(?P<mon>{_MON_CAP})(?!\w)\s*)?(?:(?P<y>{_Y})|{_REF}|(?P<the>the)\s+year(?!\w))"
    ),
    "same part of a year": (
        r"(?:[Tt]he\s+)(?:same|corresponding|comparable|equivalent)\s+(?:period|months?|weeks|quarter|half|time|span|stretch|[\w-]{2,9}\s+months)\s+"
        rf"(?:(?P<back>(?:a|one)\s+year\s+(?:earlier|before|previously|ago)|the\s+(?:year\s+before|previous\s+year))|(?:of|in)\s+(?:(?P<y>{_Y})|{_REF}|the\s+(?P<prev>previous|preceding|prior)\s+year)|(?P<ly>last)\s+year)(?!\w)"
    ),
    "seasons of years": rf"(?:[Tt]he\s+)?(?P<s>[Ss]prings|[Ss]ummers|[Aa]utumns|[Ff]alls|[Ww]inters)\s+of\s+(?P<y>{_Y}){_TO}(?P<y2>{_Y})",
    "fiscal year told": r"(?:[Tt]he\s+|[Tt]his\s+)?(?P<ref>(?i:current|last|previous|next|coming|present|past))\s+(?i:fiscal|financial)\s+year(?!\w)",
    "fiscal year": rf"{_LEAD}?(?i:FY|fiscal\s+years?|fiscal|financial\s+years?)[\s-]*['’]?(?P<y>\d{{4}}|\d\d)(?!\w)(?:[/–-](?P<y2>\d{{4}}|\d\d)(?!\w))?",
    "years": rf"(?:[Tt]he\s+years?\s+)?(?P<a>(?:1\d|20)\d\d)\s?[-–—/]\s?(?P<b>{_Y}|\d\d(?!\w)(?![.,]\d))(?![-–—]\d)",
    "years BC": rf"{_LEAD}?(?P<a>\d{{1,4}}){_TO}(?P<b>\d{{1,4}})\s*{_BC}",
    "year BC": rf"{_LEAD}?{_ABOUT}?(?P<y>\d{{1,4}})\s*{_BC}",
    "year AD": rf"{_LEAD}?{_ABOUT}?(?:AD\s?(?P<y>\d{{1,4}})|(?P<y2>\d{{1,4}})\s?(?:AD|CE))(?!\w)",
    "year": rf"(?:{_LEAD}|(?:[Tt]he\s+)?year\s+|{_ABOUT})?(?P<y>{_Y})",
    "short year": r"['’](?P<y>\d\d)(?![\w'’])",
    "so many ago": (
        rf"(?:(?P<cmp>[Mm]ore\s+than|[Oo]ver|[Ll]ess\s+than|[Uu]nder|[Aa]lmost|[Nn]early|[Aa]bout|[Aa]round|[Ss]ome|[Jj]ust|[Oo]nly|[Rr]oughly|[Aa]t\s+least)\s+)?"
        rf"(?P<n>(?i:half\s+an?|an?\s+half|a\s+quarter[\s-](?:of\s+a\s)?|{_NUM}))[\s-]+(?P<u>{_UNIT})(?:s|ies|y)?\s+"
        r"(?P<dir>ago|later|earlier|afterwards?|previously|hence|before(?=\s*[.,;:)])|after(?=\s*[.,;:)])|(?:after|before)\s+(?:that|this)(?=\s*[.,;:)]|\s+(?:the|a|an|he|she|they|it|his|her|its|[A-Z])))(?!\w)"
    ),
    "so many after it": rf"(?P<n>(?i:{_NUM}))\s+(?P<u>day|week|month|year)s?\s+(?P<dir>after|before)(?=\s+(?!that\b|this\b)\w)",
    "the past so many": rf"(?:[Tt]he\s+|[Tt]hese\s+)?(?P<dir>[Ll]ast|[Pp]ast)\s+(?P<n>{_NUM})\s+(?P<u>{_UNIT})(?:s|ies)(?!\w)",
    "day before or after": r"[Tt]he\s+(?P<u>day|night|week|month|year)\s+(?P<dir>before|after|following|previous|prior)(?=\s*[.,;:)]|\s+(?:and|saw)\b)",
    "time told": (
        rf"{_LEAD}?(?P<ref>(?i:that\s+same|that\s+very|that|the\s+same|this\s+same|this\s+past|this\s+coming|this|last|next"
        r"|the\s+very\s+next|the\s+next|the\s+following|the\s+previous|the\s+preceding|the\s+prior|the\s+subsequent|the\s+current))"
        rf"\s+(?P<u>day|date|morning|afternoon|evening|night|week|month|year|decade|century|quarter|{SEASON}|{_MON_CAP}|{_WD})(?!\w)"
    ),
    "end of a time told": r"(?:[Tt]he\s+)?(?P<part>(?i:early|late|later|earlier|middle|beginning|start|end|close|first\s+half|second\s+half|latter\s+half|latter|rest|remainder|most))(?:\s+(?:in|of|part\s+of|months\s+of|days\s+of))*\s+the\s+(?P<u>day|month|year|decade|century)(?!\w)",
    "month's end": r"(?P<u>[Mm]onth|[Yy]ear)(?:['’]s\s+|-)end(?!\w)",
    "season": rf"{_LEAD}?(?P<art>[Tt]he\s+)?(?P<s>{SEASON})",
    "feast": rf"(?P<h>(?i:{alternatives(HOLIDAYS)}))(?!\w)(?:,?\s+(?:of\s+|in\s+)?(?P<y>{_Y}))?",
    "weekday": rf"(?P<u>{_WD})(?!\w)",
    "day told": r"(?P<w>[Yy]esterday|[Tt]omorrow|[Tt]oday)(?!\w)",
    "day of a month": r"(?:[Tt]he\s+)(?P<d>(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th))(?!\w)(?!-)(?!\s+(?!(?:he|she|they|it|we|and|in|at|the|a|his|her|their|its|was|were|had|to|by|that|when|but|as|with|from|also)\b)[A-Za-z])",
    "to date": rf"(?P<w>[Tt]o\s+date|[Ss]o\s+far)(?!\w)(?:\s*,?\s+(?:in\s+)(?P<y>{_Y})|\s+(?P<ref>this)\s+year)?",
    "anniversary": rf"(?:[Tt]he\s+)?(?P<o>{_ORD})(?:[-\s]+[Yy]ear)?[-\s]+(?i:anniversary|birthday)(?!\w)",
}
_NAME = re.compile(r"\(\?P<\w+>")


@functools.cache
def parser(rule: str) -> re.Pattern[str]:
    """The pattern that takes a match of ``rule`` apart; compiled when first met, as a page has few kinds of dates."""
    return re.compile(RULES[rule])


_KEYS = {name: f"r{i}" for i, name in enumerate(RULES)}
BY_KEY = {key: name for name, key in _KEYS.items()}
_FIGURES_ONLY = frozenset({"iso day", "day in figures", "year and season", "short year"})


def _by_first_letter(words: Iterable[tuple[str, str]]) -> str:
    """Words, each with what must follow it, as one alternation that looks at the first letter (either case) before
    anything else, which is much the faster; what follows several words of one letter is written once."""
    groups: dict[str, dict[str, set[str]]] = {}
    for word, tail in words:
        groups.setdefault(word[0].lower(), {}).setdefault(tail, set()).add(word[1:])
    return "|".join(
        f"[{c.upper()}{c}](?i:{'|'.join(f'(?:{_any(rest)}){tail}' for tail, rest in sorted(tails.items()))})"
        for c, tails in sorted(groups.items())
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words))


_UNITS = (
    "day|date|morning|afternoon|evening|night|week|month|year|decade|century|quarter|spring|summer|autumn|fall|winter"
)
_NAMED = "|".join(w[:3] for w in [*MONTHS, *WEEKDAYS])
_POINT = rf"\s+(?:same|very|past|coming|{_UNITS}|{_NAMED})"
"""What follows "that", "this" and "next" where they tell a time."""
_COUNTED = rf"(?:-|[\s-]+(?:day|week|fortnight|month|year|decade|centur|hundred|{'|'.join(w[:4] for w in DECADES)}))"
_RANKED = r"(?:[\s-]+(?:half|week|days|quarter|centur|anniv|birth|year|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|dozen)|\s*[-–—]|\s+(?:to|through|until|till|and|or)\s)"
_MEASURE = rf"\s+(?:\d|half\s|an?[\s-]|(?:{'|'.join(w for w in NUMBERS if len(w) > 2 and ' ' not in w and '-' not in w)})[\s-])"
_PART_OF = (
    r"(?:\s+(?:in|of|part|days|weeks|months|years))*(?:\s+the)?[\s‐‑-]+(?:['’\d]|nineteen|fiscal|financial|FY|Q\d|AD|that|this|these|last"
    rf"|next|same|very|following|prev|prec|prior|subs|curr|{_UNITS}|{_NAMED}|{'|'.join(sorted({*DECADES, *(w[:5] for w in ORDINALS)}))})"
)
_PARTS = ["early", "earlier", "late", "later", "mid", "middle", "end", "start", "close", "rest", "turn", "most"]
_TAILS: dict[str, str] = (
    {w: _COUNTED for w in NUMBERS if len(w) > 2 and " " not in w and "-" not in w}
    | {w: _RANKED for w in ORDINALS if "-" not in w}
    | dict.fromkeys(_PARTS, _PART_OF)
    | dict.fromkeys(["that", "this", "next"], _POINT)
    | dict.fromkeys(
        ["more than", "over", "less than", "under", "almost", "nearly", "some", "just", "only", "at least"], _MEASURE
    )
    | dict.fromkeys([w.lower() for w in WEEKDAYS], r"(?!\w)")
    | dict.fromkeys([*(w.lower() for w in MONTHS), *(w[:3].lower() for w in MONTHS), "sept"], r"(?!\w)")
)
"""A word with which a time may begin, and what must follow it; what follows the others is left to the rules."""
_AFTER_THE = [
    *((w, _TAILS[w]) for w in (*ORDINALS, *_PARTS) if w in _TAILS),
    *((w, "") for w in ("nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", *DECADES)),
    *((w, "") for w in ("begin", "opening", "closing", "final", "last", "latter", "rem", "year", "same", "very", "next", "following")),
    *((w, r"\s+(?:period|month|week|quarter|half|time|span|stretch|[\w-]{2,9}\s+month)") for w in ("corresponding", "comparable", "equivalent")),
    *((w, "") for w in ("prev", "prec", "prior", "subs", "curr", "past", "day", "night", "week", "month")),
    *((w, "") for w in ("spring", "summer", "autumn", "fall", "winter")),
    *(("fourth", r"\s+quarter"), ("coming", r"\s+(?:fiscal|financial)"), ("present", r"\s+(?:fiscal|financial)")),
]  # fmt: skip
_FIRST_WORDS = [
    ("the", rf"\s+(?:\d|{_by_first_letter(_AFTER_THE)})"),
    ("an?", r"\s+(?:day|week|fortnight|month|year|decade|centur|half|quarter|dozen|hundred|single)"),
    *((w.replace(" ", r"\s+"), tail) for w, tail in _TAILS.items()),
    *((re.escape(w.split()[0][:4]), "") for w in HOLIDAYS if w[:3] != "new"),
    *((w, r"\s+(?:fiscal|financial)") for w in ("current", "previous", "next", "coming", "present")),
    *((w, "") for w in ("spring", "summer", "autumn", "fall", "winter", "yesterday", "today", "tomorrow", r"to\s+date")),
    *((w, "") for w in (r"new\s+year", r"first\s+half", r"last\s", r"past\s", r"these\s+(?:last|past)", r"so\s+far")),
    *((w, "") for w in (r"about\s", r"around\s", "circa", "roughly", r"ca?\.", r"half\s+an?\s", "fiscal", "financial", "FY")),
    *(("Q[1-4]", ""), (r"AD\s?\d", ""), ("years?", r"(?:['’]s\s|-end|\s+\d)"), ("month", r"(?:['’]s\s|-end)")),
]  # fmt: skip
_START = r"(?<![\w$€£¥#@])(?=[\dA-Za-z'’])(?<!\d[.,/:])(?<![A-Z][-‐])"
_IN_FIGURES = [
    "iso day",
    "day in figures",
    "days before a month",
    "day month year",
    "year and season",
    "decade",
    "centuries",
    "century",
    "quarter",
    "years",
    "years BC",
    "year BC",
    "year AD",
    "year",
    "so many ago",
    "so many after it",
    "anniversary",
    "short year",
]
"""The rules whose expressions may begin with a figure; the others are not tried there."""


def _alternation(names: Iterable[str], mark: str, never: str = "") -> str:
    """The rules side by side, each a group of its own; ``never``: a part that cannot match here is left out."""
    rules = {name: RULES[name].replace(never, "") if never else RULES[name] for name in names}
    return "|".join(f"(?P<{mark}{_KEYS[name]}>{_NAME.sub('(?:', rule)})" for name, rule in rules.items())


MASTER = re.compile(
    rf"{_START}(?:(?=['’]?\d)(?:{_alternation(_IN_FIGURES, 'd', _LEAD + '?')})"
    rf"|(?=[A-Za-z])(?={_by_first_letter(_FIRST_WORDS)})(?:{_alternation((n for n in RULES if n not in _FIGURES_ONLY), 'w')}))"
)
