"""Short names that a page gives in brackets: "the Transitional National Council (TNC)", then "TNC leaders"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from comity.models import Mention
from comity.reading.actors.names import BODY, ORGANISATION, STATE, Hit, Sense

if TYPE_CHECKING:
    from comity.reading.actors.page import Page

_SHORT = re.compile(r"\s\([\"“]?([A-Z][A-Za-z]{1,9})[\"”]?\)")
_CLASSES = {"state": STATE, "organisation": ORGANISATION}


def short_names(page: Page, mentions: Iterable[Mention]) -> list[Hit]:
    """Every use, after the full name, of the short names the page itself gives and knowledge does not have."""
    text, plain = page.reading.document.text, page.plain
    ends = {
        m.at.end: m for m in mentions if m.kind in ("state", "organ", "organisation", "group") and " " in m.at.quote
    }
    hits: list[Hit] = []
    given: set[str] = set()
    for m in _SHORT.finditer(text):
        meant = ends.get(m.start())
        if meant is None or m[1] in page.names.meaning or m[1] in given:
            continue
        given.add(m[1])
        sense = (Sense(meant.actor, meant.name, meant.kind),)
        pattern = re.compile(rf"(?<!\w){m[1]}(?!\w)")
        cls = _CLASSES.get(meant.kind, BODY)
        hits += [Hit(u.start(), u.end(), cls, sense) for u in pattern.finditer(plain.text, plain.here(m.start()))]
    return sorted(hits, key=lambda h: h.start)
