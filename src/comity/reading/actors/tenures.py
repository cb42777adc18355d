"""When an office began and ended, where the words beside it say so: "was appointed Minister on May 4, 1871"."""

from __future__ import annotations

import re

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = {name: f"{n:02d}" for n, name in enumerate(_MONTHS, 1)}
_NAMES = "|".join(_MONTHS)
_DATE = (
    rf"(?:(?P<m>{_NAMES}) (?P<d>\d{{1,2}}),? |(?P<d2>\d{{1,2}}) (?P<m2>{_NAMES}),? |(?P<m3>{_NAMES}),? )?"
    rf"(?P<y>1[789]\d\d|20\d\d)\b"
)
_BEGAN = re.compile(rf"\b(?:on|in|since|from) {_DATE}")
_ENDED = re.compile(rf"\b(?:until|till|to|through) {_DATE}")
_SPAN = re.compile(r"\((1[789]\d\d|20\d\d) ?[-–] ?(\d\d(?:\d\d)?)\)")
_ENTERS = re.compile(
    r"appointed|became|named|designated|elected|promoted|commissioned|presented|served|serving|sworn in|took office"
)
REACH = 40
"""How many characters beside the words that give the office may hold its date."""


def edtf(m: re.Match[str]) -> str:
    """The EDTF of a matched date, to the day, month or year as it is written."""
    month, day = m["m"] or m["m2"] or m["m3"], m["d"] or m["d2"]
    return m["y"] + (f"-{_MONTH[month]}" if month else "") + (f"-{int(day):02d}" if day else "")


def years(text: str, at: int) -> tuple[str, str]:
    """The years in brackets at ``at``: "(1970-75)" gives ("1970", "1975"); ("", "") where there are none."""
    m = _SPAN.match(text, at)
    return (m[1], m[1][: 4 - len(m[2])] + m[2]) if m else ("", "")


def tenure(text: str, start: int, end: int, first: int, last: int) -> tuple[str, str]:
    """(from, to) of an office given by ``text[start:end]`` in the sentence ``[first, last)``; ``""`` where not said."""
    if not _ENTERS.search(text, start, end):
        return "", ""
    stop = next((n for n in range(end, min(last, end + REACH)) if text[n] in ";:"), min(last, end + REACH))
    began = _BEGAN.search(text, start, min(last, stop + 18)) or _BEGAN.search(text, max(first, start - 22), start)
    ended = _ENDED.search(text, end, min(last, stop + 18))
    if began and began.start() > stop:
        began = None
    return edtf(began) if began else "", edtf(ended) if ended and ended.start() <= stop else ""
