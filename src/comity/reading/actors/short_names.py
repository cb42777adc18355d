"""Short names that a page gives in brackets: "the Transitional National Council (TNC)"."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING

from comity.models import Evidence, Mention

if TYPE_CHECKING:
    from comity.reading.actors.page import Page

_SHORT = re.compile(r"\s\([\"“]?([A-Z][A-Za-z]{1,9})[\"”]?\)")


def short_names(page: Page) -> list[Mention]:
    """Later uses of short names that the page itself gives in brackets: "the Transitional National Council (TNC)"."""
    text, more = page.reading.document.text, []
    ends = {m.at.end: m for m in page.found if m.kind in ("organ", "organisation", "group")}
    covered = {m.at.start for m in page.found}
    starts = [s.at.start for s in page.reading.sentences]
    for given in _SHORT.finditer(text):
        meant = ends.get(given.start())
        if meant is None or given[1] in page.names.meaning:
            continue
        for use in re.finditer(rf"(?<!\w){given[1]}(?!\w)", text):
            n = bisect.bisect_right(starts, use.start()) - 1
            if use.start() not in covered and n >= 0:
                at = Evidence(page.reading.document.document, use.start(), use.end(), use.group())
                number = page.reading.sentences[n].n
                more.append(
                    Mention(at, meant.actor, meant.name, meant.kind, "short name given on the page", number, True)
                )
    return more
