"""Named periods: wars, eras, regimes and tenures that say when ("during the Cold War", "the Obama Administration").

Names, with the years each stands for, come from ``knowledge/periods.toml``. A name is a time only where it stands as
one: "during the Vietnam War" is, "a veteran of the Vietnam War" is not; "under the Nixon administration" is, "the Nixon
administration refused" is not.
"""

# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import ahocorasick_rs

from comity.knowledge import Knowledge
from comity.reading.dates import values
from comity.reading.dates.expression import Expression
from comity.reading.dates.lexicon import PARTS
from comity.reading.dates.values import Value


@dataclass(frozen=True, slots=True)
class _Table:
    automaton: ahocorasick_rs.AhoCorasick
    names: tuple[str, ...]
    entries: dict[str, tuple[dict[str, str], ...]]


def _make(knowledge: Knowledge) -> _Table:
    table = knowledge.table("periods.toml")
    entries: dict[str, list[dict[str, str]]] = {}
    for row in table["period"]:
        for name in row["names"]:
            entries.setdefault(name, []).append(row)
    for row in table["tenure"]:
        for name in row["names"]:
            entries.setdefault(name, []).append({"kind": "tenure", **row})
    names = tuple(sorted(entries))
    automaton = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return _Table(automaton, names, {n: tuple(e) for n, e in entries.items()})


_PREP = (
    r"(?:(?<!\w)(?:[Dd]uring|[Aa]fter|[Bb]efore|[Ss]ince|[Uu]ntil|[Tt]ill|[Tt]hroughout|[Ff]ollowing|[Pp]rior\s+to|[Tt]hrough|By|(?:only|not|least)\s+by"
    r"|[Pp]receding|[Ss]tarting\s+with|[Bb]eginning\s+with|in\s+the\s+(?:wake|aftermath)\s+of|[Uu]nder|[Ff]rom|[Aa]t\s+the\s+height\s+of"
    r"|[Ii]n\s+the\s+(?:midst|course)\s+of|[Aa]t\s+the\s+time\s+of|[Bb]etween|[Pp]ost|[Pp]re)[\s-]+)"
)
_PART = r"(?P<part>[Tt]he\s+(?:end|start|beginning|close|outbreak|onset|early\s+(?:days|years|part)|final\s+(?:days|years)|last\s+(?:days|years)|height)\s+of\s+)"
_ADJ = r"(?:(?!(?:of|and|in|to|for|by|with|that|which|at|on|as|or|than|from|the|a|an)\s)(?:[a-z]+(?:-[A-Za-z]+)?|[Ff]irst|[Ss]econd)\s+){0,2}"
_WAR_BEFORE = re.compile(rf"{_PREP}(?P<own>(?:[Tt]he\s+)?)$|{_PART}(?P<own2>(?:the\s+)?)$")
_ERA_BEFORE = re.compile(
    rf"{_PREP}(?P<own>(?:[Tt]he\s+)?{_ADJ})$|{_PART}(?P<own2>(?:the\s+)?)$|(?:[Ii]n|[Oo]f|[Tt]o)\s+(?P<own3>(?:the\s+)?)$"
)
_RULE_BEFORE = re.compile(
    rf"(?:(?<!\w)(?:[Uu]nder|[Dd]uring|[Tt]hroughout|[Ss]ince|[Aa]fter|[Ff]ollowing|[Bb]efore|[Uu]ntil|[Pp]rior\s+to|[Ff]rom))\s+(?P<own>(?:[Tt]he\s+)?{_ADJ}(?P<title>(?:(?:U\.?S\.?\s+)?[A-Z][a-z]+\s+){{0,3}}))$"
)
_TAIL = re.compile(r"(?:['’]s?)?\s+(?:(?:first|second|third)\s+)?(?P<word>[Aa]dministrations?|[Ee]ra|[Rr]egime|[Gg]overnment|[Pp]residency|[Dd]ictatorship|[Yy]ears|[Pp]remiership|[Pp]eriod|[Rr]ule|[Rr]eign|[Jj]unta|[Cc]hancellorship|[Ee]poch|[Dd]ays|[Tt]enure|[Tt]erm)(?!\w)")  # fmt: skip
_ERA_TAIL = re.compile(r"(?:/[A-Z]\w+\s+War)?(?:\s+|-)(?:[Ee]ra|[Yy]ears|[Pp]eriod|[Dd]ays)(?!\w)")
_COORDINATE = re.compile(r"(?:\s*,)?\s+(?:and|or)\s+(?:in\s+)?(?P<own>(?:the\s+)?)$|^\s*,\s+(?P<own2>the\s+)$")
_DATED = re.compile(
    r"\s*[(,]?\s*(?:of\s+|from\s+|in\s+|between\s+)?1\d{3}|\s*[(,]?\s*(?:of\s+|from\s+|in\s+|between\s+)?20\d\d|\s+of\s+[A-Z][a-z]+\s+\d{4}"
)
_THE = re.compile(r"(?<!\w)[Tt]he\s+$")
_TITLE = re.compile(r"^(?:U\.?S\.?\s+)?(?:then\s+)?(?:President|Presidents|Prime\s+Minister|Chancellor|Premier|Chairman|King|Queen|Emperor|Shah|Tsar|Sultan|Ayatollah)?\s*$")  # fmt: skip


def scan(text: str, knowledge: Knowledge) -> list[Expression]:
    """The named periods of a text that stand as times, in text order."""
    table = knowledge.compiled("periods", _make)
    found: list[Expression] = []
    for index, start, end in table.automaton.find_matches_as_indexes(text):
        if (start and (text[start - 1].isalnum() or text[start - 1] in "’'")) or (
            end < len(text) and text[end].isalnum()
        ):
            continue
        name = table.names[index]
        entries = table.entries[name]
        kind = entries[0]["kind"]
        before = text[max(0, start - 64) : start]
        if kind == "day":
            e: Expression | None = _named(entries, start, end)
        elif kind in ("tenure", "regime"):
            e = _rule(entries, name, start, end, before, text, found)
        else:
            e = _period(entries, start, end, before, text, found)
        if e is not None:
            found.append(e)
    return found


def _period(
    entries: Sequence[dict[str, str]], start: int, end: int, before: str, text: str, found: list[Expression]
) -> Expression | None:
    """A war or an era: after a preposition of time, with "-era" behind it, or beside a period that stands so."""
    tail = _ERA_TAIL.match(text, end)
    if tail is None and _DATED.match(text, end):
        return None
    pattern = _WAR_BEFORE if entries[0]["kind"] == "war" else _ERA_BEFORE
    m = pattern.search(before)
    if m is None and tail is None:
        m = _beside(before, start, found, text)
        if m is None:
            return None
    groups = m.groupdict() if m else {}
    own = next((groups[k] for k in ("own", "own2", "own3") if groups.get(k)), "")
    part = groups.get("part") or ""
    begin = start - len(own) - len(part)
    if m is None:
        the = _THE.search(before)
        begin = start - len(the[0]) if the and not text[tail.end() :].lstrip()[:1].islower() else start  # type: ignore[union-attr]
    stop = tail.end() if tail else end
    word = part.lower().removeprefix("the ").split()
    which = {"outbreak": "start", "onset": "start", "final": "end", "last": "end", "height": ""}.get(
        word[0], PARTS.get(word[0], "")
    ) if word else ""  # fmt: skip
    return _named(entries, begin, stop, which)


def _beside(before: str, start: int, found: list[Expression], text: str) -> re.Match[str] | None:
    if not found or start - found[-1].end > 24 or found[-1].end > start:
        return None
    return _COORDINATE.match(text[found[-1].end : start])


def _rule(
    entries: Sequence[dict[str, str]], name: str, start: int, end: int, before: str, text: str, found: list[Expression]
) -> Expression | None:
    """A regime or a tenure: "the X administration" after a preposition of time, or "under (President) X"."""
    tail = _TAIL.match(text, end)
    whole = entries[0]["kind"] == "regime" and name.lower().split()[-1] in _RULE_WORDS
    stop = tail.end() if tail else end
    if _DATED.match(text, stop):
        return None
    m = _RULE_BEFORE.search(before)
    if m is None and (tail or whole):
        m = _ERA_BEFORE.search(before) if tail and tail["word"].lower() in ("era", "years", "days") else None
        beside = None if m else _beside(before, start, found, text)
        m = m or beside
    if m is None:
        return None
    groups = m.groupdict()
    own = next((groups[k] for k in ("own", "own2", "own3") if groups.get(k)), "")
    title = groups.get("title") or ""
    if title and not _TITLE.match(title):
        return None
    if tail or whole:
        if text[stop : stop + 2] in ("'s", "’s"):
            return None
        return _named(entries, start - len(own), stop)
    if not before.rstrip().endswith(("under", "Under")) and not re.search(
        r"[Uu]nder\s+" + re.escape(own) + "$", before
    ):
        return None
    if text[end : end + 2] in ("'s", "’s") or re.match(r"\s+[A-Z]|-", text[end : end + 4]):
        return None
    if entries[0]["kind"] == "tenure" and not title and " " not in name:
        return None
    return _named(entries, start - len(own), end)


_RULE_WORDS = ("regime", "era", "dictatorship", "government", "republic", "empire", "junta", "rule", "mandate")


def _named(entries: Sequence[dict[str, str]], start: int, end: int, part: str = "") -> Expression:
    whole = tuple(
        Expression(start, end, "named", _label(row), value=_value(row, part)) for row in entries
    )  # fmt: skip
    return whole[0] if len(whole) == 1 else replace(whole[0], ends=whole)


def _label(row: dict[str, str]) -> str:
    return (
        f"tenure of {row['names'][min(1, len(row['names']) - 1)]}, {row['state']}"
        if row["kind"] == "tenure"
        else f"named {row['kind']}: {row['names'][0]}"
    )


def _value(row: dict[str, str], part: str) -> Value:
    first = values.parse(row["from"])
    assert first is not None, row
    mark = "~" if row["from"].endswith("~") else ""
    if not row.get("to"):
        return values.since(first)
    last = values.parse(row["to"])
    assert last is not None, row
    if part in ("end", "late"):
        return values.span(values.approximate(values.year(max(first.year, last.year - 2))), values.year(last.year))
    if part in ("start", "early"):
        return values.span(values.year(first.year), values.approximate(values.year(min(last.year, first.year + 1))))
    if row["from"] == row["to"]:
        return first
    v = values.span(first, last)
    if mark:
        left, right = v.edtf.split("/")
        v = replace(v, edtf=f"{left}{mark}/{right}")
    return v


def merge(found: Iterable[Expression], named: Sequence[Expression], text: str) -> list[Expression]:
    """Both kinds of expression in text order; where two overlap, the longer stays."""
    out: list[Expression] = []
    for e in sorted([*found, *named], key=lambda e: (e.start, -e.end)):
        if out and e.start < out[-1].end:
            if e.end - e.start > out[-1].end - out[-1].start:
                out[-1] = e
            continue
        out.append(e)
    return out
