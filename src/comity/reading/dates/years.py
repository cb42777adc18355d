"""Years, decades, centuries, quarters and fiscal years: what their matches mean, and which numbers are no years."""

from __future__ import annotations

import re
from dataclasses import replace

from comity.reading.dates.expression import Expression
from comity.reading.dates.lexicon import DECADES, number, ordinal
from comity.reading.dates.parts import Match, month_of, one, pair, part_of, ref_of, year_of
from comity.reading.dates.values import month_days


def decade(m: Match, text: str) -> list[Expression]:
    part = part_of(m["part"] or m["part2"])
    if m["y"]:
        return one(m, "decade", "decade", y=int(m["y"]), part=part)
    short = int(m["short"]) if m["short"] else DECADES[m["word"] or m["word2"]]
    return one(m, "decade without its century", "decade", n=short, part=part)


def centuries(m: Match, text: str) -> list[Expression]:
    a, b = ordinal(m["o"]), ordinal(m["o2"])
    if a is None or b is None or max(a, b) > 21:
        return []
    first = Expression(m.start(), m.end("o"), "century", "century", n=a)
    second = Expression(m.end("c"), m.end(), "century", "century", n=b)
    return [replace(first, end=m.end("o")), second] if m["c"].strip() == "or" else [
        Expression(m.start(), m.end(), "range", "centuries", ends=(first, second))
    ]  # fmt: skip


def century(m: Match, text: str) -> list[Expression]:
    n = ordinal(m["o"])
    if n is None or not 1 <= n <= 22:
        return []
    return one(m, "century", "century", n=n, part=part_of(m["part"]), ref="BC" if m["bc"] else "")


_QUARTER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}


def quarter(m: Match, text: str) -> list[Expression]:
    word = m["q"] or m["q2"] or m["q3"]
    n = _QUARTER.get(word) or int(word[0])
    return one(m, "quarter", "quarter", n=n, y=year_of(m["y"] or m["y2"] or m["y3"]), ref=ref_of(m["ref"]))


def months_of(m: Match, text: str) -> list[Expression]:
    """ "The first five months of 2018", "the last ten days of May 1940": a range of months or days."""
    n, y, ref = number(m["n"]), year_of(m["y"]), ref_of(m["ref"])
    last = m["end"].lower() in ("last", "final", "closing")
    if not n or (m["mon"] is None) != (m["u"] == "months"):
        return []
    ref = "that" if m["the"] else ref
    if m["u"] == "months":
        if n > 11:
            return []
        a, b = (13 - n, 12) if last else (1, n)
        ends = [Expression(m.start(), m.end(), "date", "month", y=y, m=k, ref=ref) for k in (a, b)]
    else:
        month, n = month_of(m["mon"]), n * (7 if m["u"] == "weeks" else 1)
        if y is None or n > 28:
            return []
        days = month_days(y, month)
        a, b = (days - n + 1, days) if last else (1, n)
        ends = [Expression(m.start(), m.end(), "date", "month day", y=y, m=month, d=k) for k in (a, b)]
    return one(m, f"so many {m['u']} of a time", "range", ends=(ends[0], ends[1]))


def same_part(m: Match, text: str) -> list[Expression]:
    """ "The same period of 2022", "the same months a year earlier": the year they lie in."""
    if m["y"]:
        return one(m, "the same part of a year", y=int(m["y"]))
    if m["ref"]:
        return one(m, "the same part of a year", "ref", ref=ref_of(m["ref"]), unit="year")
    if m["ly"] or (m["back"] and m["back"].endswith("ago")):
        return one(m, "the same part of last year", "ref", ref="last", unit="year")
    return one(m, "the same part of the year before", "shift", n=-1, unit="year")


def seasons(m: Match, text: str) -> list[Expression]:
    """ "The summers of 1958 and 1961"."""
    a, b = int(m["y"]), int(m["y2"])
    if b <= a:
        return []
    first = Expression(m.start(), m.end("y"), "date", "year", y=a)
    second = Expression(m.start("y2"), m.end(), "date", "year", y=b)
    return one(m, "seasons of years", "range", ends=(first, second))


def fiscal(m: Match, text: str) -> list[Expression]:
    y = int(m["y"])
    if len(m["y"]) == 2:
        y += 1900 if y >= 60 else 2000
    span = "span" if m["y2"] else ""
    return one(m, "fiscal year", "fiscal", y=y, part=part_of(m["part"]), ref=span)


def fiscal_told(m: Match, text: str) -> list[Expression]:
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(m["ref"].lower(), 0)
    return one(m, "fiscal year counted from the day of writing", "fiscal", n=step)


def years(m: Match, text: str) -> list[Expression]:
    a, b = int(m["a"]), m["b"]
    if len(b) == 2:
        if int(b) <= a % 100 and 1 <= int(b) <= 12 and "-" in text[m.end("a") : m.start("b")]:
            return one(m, "iso month", y=a, m=int(b))
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
        return one(m, "years", "range", ends=(first, second))
    return one(m, "years", "range", ends=(first, second))


def years_bc(m: Match, text: str) -> list[Expression]:
    a, b = int(m["a"]), int(m["b"])
    if a < b or a == 0 or b == 0:
        return []
    first = Expression(m.start(), m.end("a"), "date", "year BC", y=1 - a, part=part_of(m["part"]))
    second = Expression(m.start("b"), m.end(), "date", "year BC", y=1 - b)
    return pair(m, "years BC", first, second, m["c"])


def year_bc(m: Match, text: str) -> list[Expression]:
    return one(m, "year BC", y=1 - int(m["y"]), part=part_of(m["part"]), mark="~" if m["about"] else "")


def year_ad(m: Match, text: str) -> list[Expression]:
    y = int(m["y"] or m["y2"])
    return one(m, "year AD", y=y, part=part_of(m["part"]), mark="~" if m["about"] else "")


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
_COMPARED = re.compile(
    r"(?:%|\bper\s?cent|\b(?:increase|rise|growth|gain|jump|decline|fall|drop|up|down|more|less|higher|lower))[^.;:\d\n]{0,24}\s(?:over|than)\s+$"
)
_SURELY = re.compile(r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Tt]hroughout|most\s+of)\s+$")
_APPROPRIATIONS = re.compile(r"[Aa]ppropriations?\s+(?:Acts?|Bills?|Laws?)\s*,?\s+(?:for|of)\s+(?:[Ff]iscal\s+)?$")


_OTHER_ERA = re.compile(r"\s+(?:A\.?H\.?|S\.?H\.?|A\.?M\.?|[Hh]ijri|[Hh]ijra|B\.?S\.?)(?![\w])")
"""Years of other calendars: they are not turned into years of this one."""
_DEED_OF = re.compile(
    r"\b(?:[Tt]reaty|[Aa]greements?|[Aa]ccords?|[Pp]act|[Cc]onvention|[Pp]rotocol|[Ww]ar|[Aa]ct|[Ll]aw|[Cc]oup|[Rr]evolution|[Cc]onstitution"
    r"|[Cc]risis|[Ee]mbargo|[Ff]riendship|[Cc]ommerce|[Pp]eace|[Bb]order|[Aa]lliance)\s+of\s+$"
)


def plain_year(m: Match, text: str) -> list[Expression]:
    y = int(m["y"])
    start = m.start("y")
    before = text[max(0, start - 48) : start]
    after = text[m.end() : m.end() + 40]
    if _OTHER_ERA.match(after):
        return []
    if not m["part"] and not m["about"] and m.start() == start:
        if (
            (_NUMBERED.search(before) and not _COMPARED.search(before))
            or _MONEY.match(after)
            or (_COUNTED.match(after) and not _SURELY.search(before))
        ):
            return []
        if not _YEAR_IN.search(before) and not (1700 <= y <= 2050 and y % 100):
            return []
        if y < 1400 and not re.search(r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|year)\s+$|\($", before):
            return []
        if (
            y % 50 == 0
            and re.match(r"\s+[A-Za-z]+\s+[a-z]+s\b|\s+[a-z]+s\b", after)
            and not re.search(r"\b[Tt]he\s+$|\bin\s+$", before)
            and not _DEED_OF.search(before)
        ):
            return []
    if _APPROPRIATIONS.search(before):
        return one(m, "fiscal year of an appropriation", "fiscal", y=y, ref="USA")
    rule = "part of a year" if m["part"] else "year"
    return one(m, rule, y=y, part=part_of(m["part"]), mark="~" if m["about"] else "")


def short_year(m: Match, text: str) -> list[Expression]:
    return one(m, "short year", "date", n=int(m["y"]), ref="short year")
