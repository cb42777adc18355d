"""Relations that end because one of the two states does: the page tells so, and the list of polities knows it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from comity.knowledge import Knowledge
from comity.models import Mention, Reading, Sentence, Status
from comity.reading.topic import state_of, topic_pair

_SLACK = 3
"""Years that may lie between the end a page tells of and the one that the list of polities has."""
_NEAR = 60
"""Characters that may stand between the words for an end and its date."""
_END = re.compile(
    r"\b(?:ceased to (?:exist|be)|(?:began|started) to dissolve|came to an end|lost (?:its|their) independence"
    r"|(?:was|were) (?:abolished|dissolved|extinguished|incorporated|absorbed|merged|integrated|annexed|subsumed)"
    r"|(?:voted|agreed|decided) to (?:join|unite with|accede to)|(?:acceded|united|merged) (?:to|with|into)"
    r"|join(?:ed|ing) the|(?:became|becoming) (?:a )?(?:part|province|state) of"
    r"|(?:incorporation|absorption|annexation|integration|dissolution|abolition|extinction|demise|merger) of)\b",
    re.IGNORECASE,
)
_ANAPHOR = re.compile(
    r"\b(?:the|that|this) (?:\w+ )?(?:duchy|kingdom|republics?|state|federation|principality|empire)\b", re.I
)


def ends(reading: Reading, said: list[Status], knowledge: Knowledge) -> list[Status]:
    """``relations_severed`` at the dated end of the page's state, where no successor bears its code.

    Only the polities that ``polities.tsv`` gives an end are asked, and only an end told within three years of it.
    """
    pair = topic_pair(reading)
    gone = _gone(pair, knowledge) if pair else {}
    if pair is None or not gone or any(s.pair == pair and s.status == "relations_severed" for s in said):
        return []
    return list(_told(reading, pair, gone))


def _told(reading: Reading, pair: tuple[str, str], gone: dict[str, int]) -> Iterator[Status]:
    starts = [d.at.start for d in reading.dates]
    mentions: dict[int, list[Mention]] = {}
    for m in reading.mentions:
        if state_of(m) in gone:
            mentions.setdefault(m.sentence, []).append(m)
    for sentence in reading.sentences:
        if sentence.furniture:
            continue
        for hit in _END.finditer(sentence.at.quote):
            named = {state_of(m) for m in mentions.get(sentence.n, ())}
            if not named and len(gone) == 1 and _ANAPHOR.search(sentence.at.quote):
                named = set(gone)
            when = _date(reading, starts, sentence, sentence.at.start + hit.end())
            for code in sorted(named):
                if when[:4].isdigit() and abs(int(when[:4]) - gone[code]) <= _SLACK:
                    yield Status(
                        sentence.at, pair, "relations_severed", when, "", "", "status:the state came to its end"
                    )


def _gone(pair: tuple[str, str], knowledge: Knowledge) -> dict[str, int]:
    """Code -> the year in which that state of the pair ended."""

    def make(k: Knowledge) -> dict[str, int]:
        last: dict[str, str] = {}
        for row in k.table("polities.tsv"):
            last[row["code"]] = max(last.get(row["code"], ""), row["to"] or "9999")
        return {code: int(to[:4]) for code, to in last.items() if to[:4].isdigit() and to < "9999"}

    ended = knowledge.compiled("states.ended", make)
    return {code: ended[code] for code in pair if code in ended}


def _date(reading: Reading, starts: list[int], sentence: Sentence, behind: int) -> str:
    """The date of the sentence close behind the place ``behind``, else the last before it; "" where there is none."""
    first, last = bisect_left(starts, sentence.at.start), bisect_left(starts, sentence.at.end)
    dates = reading.dates[first:last]
    after = [d.edtf for d in dates if behind <= d.at.start <= behind + _NEAR]
    before = [d.edtf for d in dates if d.at.start < behind]
    return after[0] if after else before[-1] if before else ""
