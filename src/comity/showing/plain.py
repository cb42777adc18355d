"""Values of a record in words for people: text that is safe on a terminal, sums, names."""

from __future__ import annotations

import re

from comity.models import Amount

# Controls (C0 but line feed and tab, DEL, C1), line and paragraph separators, and what turns the writing direction.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_JSON_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def clean(text: str) -> str:
    """``text`` without anything that a terminal obeys: controls are shown, not sent (ESC as ``\\x1b``)."""
    return _UNSAFE.sub(_shown, text)


def one_line(text: str) -> str:
    """``text`` on one line, safe on a terminal."""
    return clean(" ".join(text.split()))


def json_safe(dumped: str) -> str:
    """JSON text in which what a terminal obeys stands as ``\\u`` escapes: the same value to every parser."""
    return _JSON_UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", dumped)


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def number(value: float) -> str:
    """A number with its thousands apart and no empty decimals."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def sum_of_money(amount: Amount) -> str:
    """An amount as people write it: "over 35,000,000 USD", "10,000,000-15,000,000 USD", "12.5 %"."""
    if amount.value is not None:
        figure = number(amount.value)
    elif amount.low is not None and amount.high is not None:
        figure = f"{number(amount.low)}–{number(amount.high)}"
    elif amount.low is not None or amount.high is not None:
        figure = number(amount.low if amount.low is not None else amount.high or 0)
    else:
        return one_line(amount.at.quote)
    return " ".join(filter(None, (amount.qualifier, figure, amount.currency)))
