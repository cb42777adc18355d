"""Envoys that no sentence tells of: two side by side in an infobox, a list of them with years, one after another.

An infobox gives first the envoy of the state that the page names first, then the other's; where it lists the embassies,
their order holds. A list of envoys stands below a heading ("Ambassadors of Peru to Egypt"), one to a line, with years.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from comity.models import Mention, Office
from comity.reading.actors.names import ADJECTIVE, STATE
from comity.reading.actors.people import Name
from comity.reading.actors.units import Unit

if TYPE_CHECKING:
    from comity.reading.actors.page import Page, Row

INFOBOX = 2500
"""How many characters from the start may hold an infobox."""
_MISSION = re.compile(r"\b(?:Embassy|High Commission|Legation|Consulate General|Permanent Mission) of (?:the )?")
_WORD = r"[^\W\d_a-z][\w.’'-]*"
_PARTICLE = r"(?:de|da|do|dos|del|la|van|von|der|den|bin|ibn|al|el|y|e|af|di)"
_NAME = rf"{_WORD}(?: (?:{_PARTICLE} )*{_WORD}){{1,4}}"
_ENVOY = r"(?:Ambassador|High Commissioner|Ch?arg[ée] d[’']affaires|Ch?arg[ée] d[’']Affaires|Minister)"
_PAIR = re.compile(rf"(?P<r1>{_ENVOY}):? (?P<a>{_NAME}?)[ \t\n]+(?P<r2>{_ENVOY}):? (?P<b>{_NAME})")
_CELLS = re.compile(
    rf"^(?:Envoys?|Ambassadors?|Heads? of mission)\n(?P<a>(?!{_ENVOY}){_NAME})[\t\n](?P<b>(?!{_ENVOY}){_NAME})$", re.M
)
_HEADING = re.compile(
    r"(?:list of )?(?:the )?(?:\w+ ){0,3}?(?P<role>ambassador|high commissioner|head of mission|heads of mission|envoy|"
    r"consul general|minister|chief of mission|chiefs of mission|representative)s?\b[^.\n]{0,80}",
    re.I,
)
_YEARS = r"(?:c\. ?)?(?P<{0}>1[5-9]\d\d|20\d\d)\s?[–—-]\s?(?P<{1}>1[5-9]\d\d|20\d\d|present|incumbent|today|)"
_ENTRY = re.compile(
    rf"[ \t*•·–-]*(?:\d{{1,2}}[.)] )?(?:{_YEARS.format('from1', 'to1')}[:,]?[ \t]+)?(?:(?:Mr|Mrs|Ms|Dr|Sir|H\.E)\.? )*"
    rf"(?P<name>{_NAME})(?:,? ?[(\[]?{_YEARS.format('from2', 'to2')}[)\]]?)?[ \t]*"
)
_SUCCEEDED = re.compile(
    r"\b(?:succeeded|replaced|followed)(?: in (?:\w+ )?\d{4})? by (?:(?:Mr|Ms|Mrs|Dr)\.? |[Aa]mbassador )?\Z"
)
_SUCCEEDS = re.compile(
    r" (?:then |later )?(?:succeeded|replaced|succeeds|replaces) (?:(?:Mr|Ms|Mrs|Dr)\.? |[Aa]mbassador )?\Z"
)


def infobox(page: Page) -> None:
    """Give the two envoys of an infobox their states: those of the embassies listed, else in the title's order."""
    text = page.plain.text[:INFOBOX]
    found = _PAIR.search(page.reading.document.text, 0, INFOBOX) or _CELLS.search(
        page.reading.document.text, 0, INFOBOX
    )
    if found is None or found["a"].strip() == found["b"].strip():
        return
    order = _missions(page, text) or _title(page)
    if len(order) != 2:
        return
    role = found.groupdict().get("r1") or "Ambassador"
    for key, state, host in (("a", *order), ("b", *reversed(order))):
        start, end = found.span(key)
        person = " ".join(found[key].split())
        known = [k for k, o in enumerate(page.held) if o.at.start < end and start < o.at.end]
        if known:
            k = known[0]
            if page.held[k].state and not page.held[k].inferred:
                continue
            page.held[k] = dataclasses.replace(
                page.held[k], state=state, accredited_to=host, inferred="state: order of the infobox"
            )
        else:
            at = page.at(page.plain.here(start), page.plain.here(end))
            page.held.append(
                Office(at, person, role, state, host, rule="infobox", inferred="state: order of the infobox")
            )
        _belongs(page, start, end, f"{state}/GOV", person)


def _belongs(page: Page, start: int, end: int, code: str, person: str) -> None:
    """Mentions of an envoy get his state's code; where there is none, one is made."""
    sentence = next((s.n for s in page.reading.sentences if s.at.start <= start < s.at.end), -1)
    hit = False
    for k, m in enumerate(page.found):
        if m.at.start < end and start < m.at.end and m.kind == "person":
            page.found[k] = dataclasses.replace(m, actor=code)
            hit = True
    if not hit and sentence >= 0:
        at = page.at(page.plain.here(start), page.plain.here(end))
        page.found.append(Mention(at, code, person, "person", "envoy of an infobox or list", sentence))


def _missions(page: Page, text: str) -> list[str]:
    """The states of the first two missions listed, where they are two states'."""
    order: list[str] = []
    starts = {h.start: h for h in page.hits if h.start < len(text) and h.cls == STATE}
    for m in _MISSION.finditer(text):
        hit = starts.get(m.end())
        if hit is not None and hit.senses[0].code not in order:
            order.append(hit.senses[0].code)
    return order[:2] if len(order) >= 2 else []


def _title(page: Page) -> list[str]:
    """The two states of the page's first line, in its order."""
    end = (
        page.plain.text.find("  ") if "\n" not in page.reading.document.text else page.reading.document.text.find("\n")
    )
    order: list[str] = []
    for hit in page.hits:
        if hit.start >= max(end, 1):
            break
        if hit.cls in (STATE, ADJECTIVE) and hit.senses[0].code not in order:
            order.append(hit.senses[0].code)
    return order if sorted(order) == sorted(page.topic.pair) else []


def lists(page: Page) -> None:
    """The entries of lists of envoys, two lines or more, with their years."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in page.reading.document.text.split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    k = 0
    while k < len(lines):
        start, line = lines[k]
        k += 1
        heading = _HEADING.match(line.strip()) if len(line) <= 120 else None
        if heading is None or line.rstrip().endswith("."):
            continue
        entries = []
        while k < len(lines) and (not lines[k][1].strip() or len(lines[k][1]) <= 120):
            entry = _ENTRY.fullmatch(lines[k][1])
            if entry and (entry["from1"] or entry["from2"]):
                entries.append((lines[k][0], entry))
            elif lines[k][1].strip():
                break
            k += 1
        if len(entries) > 1:
            _listed(page, start, line, heading["role"], entries)


def _listed(page: Page, start: int, heading: str, role: str, entries: list[tuple[int, re.Match[str]]]) -> None:
    first = page.plain.here(start)
    last = page.plain.here(start + len(heading))
    state = host = ""
    for hit in page.hits:
        if not first <= hit.start < last or hit.cls not in (STATE, ADJECTIVE):
            continue
        before = page.plain.text[max(first, hit.start - 9) : hit.start].rstrip().removesuffix(" the").rsplit(" ", 1)[-1]
        code = hit.senses[0].code
        if before in ("to", "in") and not host:
            host = code
        elif not state:
            state = code
    state, host = state or page.other(host), host or page.other(state)
    if not state:
        return
    for at, entry in entries:
        a, b = at + entry.start("name"), at + entry.end("name")
        if any(o.at.start < b and a < o.at.end for o in page.held):
            continue
        person = " ".join(entry["name"].split())
        from_, to = entry["from1"] or entry["from2"] or "", entry["to1"] or entry["to2"] or ""
        evidence = page.at(page.plain.here(a), page.plain.here(b))
        to = to if to[:1].isdigit() else ""
        name = role.lower().replace("heads of", "head of").replace("chiefs of", "chief of")
        page.held.append(Office(evidence, person, name, state, host, from_, to, rule="list of envoys"))
        _belongs(page, a, b, f"{state}/GOV", person)


def successors(page: Page, row: Row, names: list[Name], held: list[Office]) -> list[Office]:
    """Who came before or after the holder of an office: "and was succeeded by X", "X replaced Y as ambassador"."""
    found: list[Office] = []
    text, line = page.plain.text, row.units
    for name in names:
        start, end = line[name.first].start, line[name.last - 1].end
        person = page.full_name(name.text)
        if any(o.person == person for o in held):
            continue
        a, b = page.plain.back(start), page.plain.back(end - 1) + 1
        earlier = [o for o in held if o.at.start < a]
        if earlier and _SUCCEEDED.search(text[max(0, start - 60) : start]):
            model = earlier[-1]
        else:
            later = [
                o for o in held if o.at.start >= b and _SUCCEEDS.fullmatch(text[end : page.plain.here(o.at.start)])
            ]
            if not later:
                continue
            model = later[0]
        found.append(
            Office(
                page.at(start, end), person, model.role, model.state, model.accredited_to, rule="successor in office"
            )
        )
        code = f"{model.state}/GOV" if model.state else ""
        page.remember(person, code)
        _taken(line[name.first : name.last])
        page.add(row, start, end, code, person, "person", "successor in office")
    return found


def _taken(units: list[Unit]) -> None:
    for unit in units:
        unit.taken = True
