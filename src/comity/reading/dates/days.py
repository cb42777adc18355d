"""Days, months and seasons: what their matches mean, and what only looks like one."""

from __future__ import annotations

import re

from comity.reading.dates.expression import Expression
from comity.reading.dates.lexicon import HOLIDAYS, SEASON_CODE
from comity.reading.dates.parts import NOUN_NEXT, Match, day_of, month_of, one, pair, part_of, ref_of, year_of
from comity.reading.dates.patterns import SEASON


def iso_day(m: Match, text: str) -> list[Expression]:
    return one(m, "iso day", y=int(m["y"]), m=int(m["m"]), d=int(m["d"]), time=m["time"] or "")


def figures(m: Match, text: str) -> list[Expression]:
    a, b = (int(m["a"] or m["a1"] or m["a2"]), int(m["b"] or m["b1"] or m["b2"]))
    time = m["time"] or ""
    if m["zone"]:
        time += "Z"
    y = int(m["y"])
    if a > 12 >= b:
        return one(m, "day in figures", y=y, m=b, d=a, time=time)
    if b > 12 >= a:
        return one(m, "month and day in figures", y=y, m=a, d=b, time=time)
    if a > 12:
        return []
    if m["a1"]:
        return one(m, "day and month in figures, order unknown", y=y, m=a, d=b, time=time, ref="either order")
    return one(m, "day in figures", y=y, m=b, d=a, time=time)


def days(m: Match, text: str) -> list[Expression]:
    mon, y, rule = month_of(m["mon"]), year_of(m["y"]), "days of a month"
    d, d2 = day_of(m["d"]), day_of(m["d2"])
    before = m.start("d") < m.start("mon")
    first = Expression(m.start(), m.end("d"), "date", rule, y=y, m=mon, d=d)
    second = Expression(m.end("c"), m.end(), "date", rule, y=y, m=mon, d=d2)
    if d2 <= d and not (before or m["c"].strip() in ("and", "or")):
        return [Expression(m.start(), m.end("d"), "date", "month day", m=mon, d=d)]
    return pair(m, rule, first, second, m["c"])


def month_day(m: Match, text: str) -> list[Expression]:
    if text[m.start("mon")].islower() and not m["y"]:
        return []
    rule = "month day year" if m["y"] else "month day"
    start, after = m.start(), text[m.end() : m.end() + 24]
    if text[start : start + 4].lower() == "the " and after[1:2].islower() and NOUN_NEXT.match(after):
        start += 4
    y, mon, d = year_of(m["y"]), month_of(m["mon"]), day_of(m["d"])
    return [Expression(start, m.end(), "date", rule, y=y, m=mon, d=d, ref=ref_of(m["ref"]))]


def month_bc(m: Match, text: str) -> list[Expression]:
    return one(m, "month BC", y=1 - int(m["y"]), m=month_of(m["mon"]), d=day_of(m["d"]) if m["d"] else None)


def season_bc(m: Match, text: str) -> list[Expression]:
    return one(m, "season BC", y=1 - int(m["y"]), season=SEASON_CODE[m["s"].lower()])


def month_year(m: Match, text: str) -> list[Expression]:
    return one(
        m,
        "month year",
        y=year_of(m["y"]),
        m=month_of(m["mon"]),
        part=part_of(m["part"]),
        ref=ref_of(m["ref"]),
        mark="~" if m["about"] else "",
    )


_BEFORE_MONTH = re.compile(
    r"(?:^|[(–—-]|\b(?:[Ii]n|[Oo]f|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Ff]rom|[Tt]o|[Aa]nd|[Oo]r|[Tt]hrough|[Tt]hroughout|[Dd]uring"
    r"|[Aa]fter|[Bb]efore|[Bb]etween|[Ff]or|[Ll]ast|[Nn]ext|[Tt]his|[Ll]ate|[Ee]arly|[Uu]ntil|[Aa]|[Tt]he|[Aa]round|[Ff]ollowing|[Bb]eginning|[Ee]nding|[Aa]s))\s*$"
)
_NAMED_MONTH = re.compile(r"\s+(?:[A-Z][a-z]+\s+){0,2}(?:Agreements?|Accords?|Pact|Laws?)\b")


def bare_month(m: Match, text: str) -> list[Expression]:
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
            if re.search(r"\b(?:[Tt]he|[Aa])\s+$", before) and not (NOUN_NEXT.match(after) and after[1:2].islower()):
                return []
    return one(m, "month", m=month_of(word), part=part_of(m["part"]))


def season(m: Match, text: str) -> list[Expression]:
    code = SEASON_CODE[m["s"].lower()]
    groups = m.groupdict()
    return one(
        m,
        "season of a year",
        y=year_of(m["y"]),
        season=code,
        part=part_of(groups.get("part")),
        ref=ref_of(groups.get("ref")),
    )


_SEASON_IN = re.compile(
    r"\b(?:[Ii]n|[Bb]y|[Dd]uring|[Tt]hroughout|[Uu]ntil|[Tt]he|[Oo]f|[Aa]nd|[Aa]|[Tt]heir|[Ii]ts|[Hh]is|[Ss]ince|[Oo]ver)\s*$"
)

_CAMPAIGN = re.compile(
    r"\s+(?:counter-?)?(?:offensives?|campaigns?|fighting|session|semester|summit|elections?|talks|months|harvest|rains?|monsoon)\b"
)


_SEASON_TOO = re.compile(rf"\s+and\s+{SEASON}")


def bare_season(m: Match, text: str) -> list[Expression]:
    word = m["s"].lower()
    before = text[max(0, m.start() - 14) : m.start()]
    after = text[m.end() : m.end() + 24]
    noun = bool(NOUN_NEXT.match(after))
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
    return [Expression(start, m.end(), "date", "season", season=SEASON_CODE[word], part=part_of(m["part"]))]


def feast(m: Match, text: str) -> list[Expression]:
    mon, d = HOLIDAYS[" ".join(m["h"].lower().replace("’", "'").split())]
    if not m["y"] and re.match(r"\s+[A-Z]", text[m.end() : m.end() + 3]):
        return []
    return one(m, "feast", y=year_of(m["y"]), m=mon, d=d)


def numbered_day(m: Match, text: str) -> list[Expression]:
    return one(m, "day of the month told", d=day_of(m["d"]))
