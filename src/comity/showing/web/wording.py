"""Values in the words of a page: dates as people write them, names, marks. All are Jinja filters."""

from __future__ import annotations

import re

from comity.showing.plain import clean

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter", 25: "spring", 26: "summer", 27: "autumn"}
SEASONS |= {28: "winter", 33: "first quarter", 34: "second quarter", 35: "third quarter", 36: "fourth quarter"}
SEASONS |= {40: "first half", 41: "second half"}
_PART = re.compile(r"([\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?$")
_MARKS = "~?%"


def date_in_words(edtf: str) -> str:
    """An EDTF value as a reader expects it; what is no such value is given back as it is.

    >>> date_in_words("1969-07-02"), date_in_words("1955/1963"), date_in_words("1993/.."), date_in_words("197X")
    ('2 July 1969', '1955 – 1963', 'since 1993', '1970s')
    >>> date_in_words("[1992,1994]"), date_in_words("1992~"), date_in_words("")
    ('1992 or 1994', 'about 1992', '')
    """
    text = edtf.strip()
    if text[:1] in "[{" and text[-1:] in "]}" and len(text) > 1:
        members = [date_in_words(m) for m in text[1:-1].split(",")]
        return (" or " if text[0] == "[" else " and ").join(members)
    first, slash, last = text.partition("/")
    if not slash:
        return _one(text)
    if first in ("", ".."):
        return f"until {_one(last)}" if last not in ("", "..") else ""
    if last in ("", ".."):
        return f"since {_one(first)}"
    return f"{_one(first)} – {_one(last)}"


def _one(text: str) -> str:
    bare = text.strip().translate({ord(c): None for c in _MARKS})
    found = _PART.match(bare)
    if not found:
        return text
    year, month, day = found.groups()
    about = "about " if "~" in text or "%" in text else ""
    doubt = " (?)" if "?" in text or "%" in text else ""
    if year.endswith("XX"):
        said = f"{int(year[:2]) + 1}th century" if year[:2].isdigit() else year
    elif year.endswith("X"):
        said = f"{year[:3]}0s"
    else:
        said = year
    if month and "X" not in month:
        number = int(month)
        if 1 <= number <= 12:
            said = f"{MONTHS[number - 1]} {said}"
            if day and "X" not in day:
                said = f"{int(day)} {said}"
        elif number in SEASONS:
            said = f"{SEASONS[number]} {said}"
    return f"{about}{said}{doubt}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """ "3 facts", "1 fact"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def opened(code: str) -> str:
    """A code word with its joints opened: "set aside", "mission opened"."""
    return code.replace("_", " ")


def shown(text: str) -> str:
    """Text of a document on a page: controls are shown, never sent."""
    return clean(text)


def squeezed(text: str) -> str:
    """Text on one line."""
    return clean(" ".join(text.split()))


def last_part(name: str) -> str:
    """The last part of a document's name: enough where the whole stands beside it."""
    return squeezed(name.rstrip("/").rpartition("/")[2] or name)


def path_of(rule: str) -> str:
    """A rule's name, with room to break lines after its joints."""
    return re.sub(r"([:/.])", "\\1\u200b", clean(rule))


def one_of(noun: str) -> str:
    """A noun with its article, if it takes one: "a date", "an amount", "words"."""
    if noun.endswith("s"):
        return noun
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def signed(value: float) -> str:
    """A number with its sign, as people set it: "+7.0", "−8.0"."""
    return f"{value:+.1f}".replace("-", "−")


FILTERS = {
    "one": one_of,
    "signed": signed,
    "date": date_in_words,
    "counted": counted,
    "opened": opened,
    "shown": shown,
    "squeezed": squeezed,
    "rule": path_of,
    "base": last_part,
}
