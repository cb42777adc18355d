"""Seats of government: "Phnom Penh refused" acts; "in Phnom Penh" only places."""

from __future__ import annotations

import re

from comity.reading.actors.listed import listed
from comity.reading.actors.names import PEOPLE, SEAT, STATE
from comity.reading.actors.units import Unit

_PLACING = listed(
    """in at near into outside around through via throughout inside within across downtown central capital reached
    entered left visited city port town airport embassy legation consulate mission arrived greater street district"""
)
_PARTY = listed(
    """with between against took blamed sued pressed pressured angered criticised criticized condemned informed
    notified assured thanked reminded threatened offered by toward towards urged told asked accused warned that while
    as and or but paid lent granted promised sold owed supplied"""
)
_PAIRING = ("", "that", "while", ",", "both", "'", '"', "why", "how", "whether", "when")
"""What stands before two seats that act together: "Why Lima and Quito …"."""
_TIMES = listed(
    """day year month week later earlier time morning afterwards thereafter january february march april may june
    july august september october november december monday tuesday wednesday thursday friday saturday sunday"""
)
_ACTING = re.compile(
    r"(?:has|had|have|is|was|will|would|could|may|might|also|did|does|then|never|again|soon|first|later|says?|said|sees|saw|began|took|"
    r"gave|told|sent|held|made|broke|cut|kept|sought|withdrew|wants|must|should|not|agrees?|saw|came|knew|bought|paid|put|let|lost|won|"
    r"withheld|forbade|overthrew|rose|fell|spoke|led|fought|thought|bought|brought|stood|struck|built|lent|spent|felt|met|ran|shook|chose|"
    r"froze|drove|wrote|became|forgave|sold|heard|laid|underwent|flew|threw|refuses|denies|calls|hopes|likes|fears|hears|offers|answers|considers|prefers|plans|seeks|needs|insists|\w{3,}ed|\w{3,}(?:ces|ses|tes|ges|ns|ds|ts|ks|ies))\Z"
)


def acts(row: list[Unit], at: int) -> bool:
    """Whether the seat at unit ``at`` stands for its government."""
    before = row[at - 1].text.lower() if at else ""
    if before == "the" and at > 1:
        before = row[at - 2].text.lower()
    after = row[at + 1] if at + 1 < len(row) else None
    if before in _PLACING:
        return False
    if after is not None and after.text == ",":
        nxt = row[at + 2] if at + 2 < len(row) else None
        if nxt is not None and nxt.cls in (STATE, PEOPLE) and before not in _PARTY:
            return False
    if after is not None and after.text == "'s":
        return before not in ("of",)
    if before in _PARTY and before not in ("and", "or", "but", "that", "while", "as"):
        return True
    if before in ("and", "or") and at > 1 and row[at - 2].cls == SEAT:
        return acts(row, at - 2)
    if after is not None and after.text == "and" and at + 2 < len(row) and row[at + 2].cls in (SEAT, STATE):
        return before in _PAIRING or before in _PARTY
    if after is None or after.cls != "w":
        return False
    if before in ("to", "from", "of", "on", "for", "over"):
        return False
    if before.isdigit() or before in _TIMES:
        before = ""
    return bool(_ACTING.match(after.text)) and before in (
        "",
        "that",
        "while",
        "as",
        ",",
        "and",
        "but",
        "when",
        "if",
        "because",
        "after",
        "before",
        "although",
        "though",
        "which",
        "where",
        ";",
        ":",
        '"',
        "what",
        "since",
    )


_CIRCLE = listed(
    """community establishment bureaucracy officials policymakers insiders sources lawmakers politicians elite
    administration government"""
)


def circle(row: list[Unit], at: int) -> int:
    """Index after "policy community" in "the Washington policy community"; 0 where no such noun follows."""
    j = at + 1
    while j < len(row) and j - at <= 4 and row[j].cls in ("w", "L"):
        if row[j].text in _CIRCLE:
            return j + 1
        if len(row[j].text) < 4:
            return 0
        j += 1
    return 0
