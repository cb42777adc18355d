"""Times counted from another: "two days later", "last week", "that year", "ten years ago", "to date"."""

from __future__ import annotations

import re

from comity.reading.dates.expression import Expression
from comity.reading.dates.lexicon import MONTH_NUMBER, SEASON_CODE, WEEKDAY_NUMBER, number, ordinal
from comity.reading.dates.parts import Match, month_of, one, part_of, ref_of, year_of


def ago(m: Match, text: str) -> list[Expression]:
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
    back = m["dir"].split()[0] in ("ago", "earlier", "previously", "before")
    comparison = ref_of(m["cmp"])
    return one(
        m,
        f"so many {unit}s {m['dir']}",
        "ago" if m["dir"] == "ago" else "shift",
        n=(-n if back else n) * (2 if unit == "fortnight" else 1),
        unit="week" if unit == "fortnight" else unit,
        mark={"more than": ">", "over": ">", "at least": ">", "less than": "<", "under": "<"}.get(
            comparison, "~" if comparison and comparison not in ("just", "only") else ""
        ),
    )


_APART = re.compile(
    r"(?:[,(–—]|\b(?:just|only|barely|less than|more than))\s*(?:just|only|barely|less than|more than)?\s*$"
)


def after_it(m: Match, text: str) -> list[Expression]:
    """ "…, a day after Lagos gave it an ultimatum": the day of what follows, counted from the one told."""
    n = number(m["n"])
    if not n or not _APART.search(text[max(0, m.start() - 24) : m.start()]):
        return []
    return one(m, f"so many {m['u']}s {m['dir']} this", "apart", n=-n if m["dir"] == "after" else n, unit=m["u"])


def past(m: Match, text: str) -> list[Expression]:
    unit = {"centur": "century"}.get(m["u"], m["u"])
    return one(m, f"the past so many {unit}s", "past", n=number(m["n"]) or 0, unit=unit)


def day_after(m: Match, text: str) -> list[Expression]:
    n = 1 if m["dir"] in ("after", "following") else -1
    return one(m, f"the {m['u']} {m['dir']}", "shift", n=n, unit="day" if m["u"] == "night" else m["u"])


def told(m: Match, text: str) -> list[Expression]:
    unit = m["u"]
    if unit in ("May", "March") and ref_of(m["ref"]) in ("that", "this"):
        return []
    low = unit.lower()
    part = "" if (m["part"] or "").lower() in ("later", "earlier") else part_of(m["part"])
    fields: dict[str, object] = {"ref": ref_of(m["ref"]), "part": part}
    if low in SEASON_CODE:
        fields |= {"season": SEASON_CODE[low], "unit": "season"}
    elif low in WEEKDAY_NUMBER:
        fields |= {"n": WEEKDAY_NUMBER[low], "unit": "weekday"}
    elif low[:3] in MONTH_NUMBER and low not in ("day", "month"):
        fields |= {"m": month_of(unit), "unit": "month name"}
    else:
        fields |= {"unit": "day" if low in ("date", "morning", "afternoon", "evening", "night") else low}
    return one(
        m,
        f"{fields['ref']} {low if fields['unit'] not in ('month name', 'weekday') else fields['unit']}",
        "ref",
        **fields,
    )


def end_told(m: Match, text: str) -> list[Expression]:
    part = "" if m["part"].lower() in ("later", "earlier", "most") else part_of(m["part"])
    if m["u"] == "day":
        return []
    return one(m, f"part of the {m['u']} told", "ref", ref="the same", unit=m["u"], part=part)


def months_end(m: Match, text: str) -> list[Expression]:
    return one(m, "end of the time told", "ref", ref="the same", unit=m["u"].lower(), part="end")


def weekday(m: Match, text: str) -> list[Expression]:
    on = re.search(
        r"\b(?:on|last|next|this|since|until|by|before|after|from)\s+\Z", text[max(0, m.start() - 8) : m.start()], re.I
    )
    after = text[m.end() : m.end() + 12]
    if re.match(r"\s+(?:prayer|service|mass)", after) or (re.match(r"\s+[A-Z]", after) and not on):
        return []
    if re.match(r"\s+(?:Agreement|Accord|Group|Club|Times|Market|Pact|Islands?)", after):
        return []
    return one(m, "weekday", "weekday", n=WEEKDAY_NUMBER[m["u"].lower()])


def day_word(m: Match, text: str) -> list[Expression]:
    n = {"yesterday": -1, "today": 0, "tomorrow": 1}[m["w"].lower()]
    return one(m, m["w"].lower(), "ref", ref=m["w"].lower(), unit="day", n=n)


def to_date(m: Match, text: str) -> list[Expression]:
    if m["w"].lower().startswith("so") and not (m["y"] or m["ref"]):
        return []
    return one(m, "to date", "todate", y=year_of(m["y"]), ref=ref_of(m["ref"]))


def anniversary(m: Match, text: str) -> list[Expression]:
    n = ordinal(m["o"])
    return one(m, "anniversary", "anniversary", n=n) if n else []
