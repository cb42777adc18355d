"""The acts in plain words, as the codebook (``knowledge/acts/*.toml``) names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from comity.knowledge import Knowledge, load


@dataclass(frozen=True, slots=True)
class Act:
    """One stanza of the codebook: what the act is called, what it means and what other codings call it.

    ``frames`` are the triggers as the table writes them, ``source`` is the table.
    """

    code: str
    name: str
    definition: str
    plover: str
    mode: str
    cameo: str
    quad: int
    intensity: float
    status: str
    measure: str
    examples: tuple[str, ...]
    frames: tuple[str, ...]
    source: str


def codebook(knowledge: Knowledge | None = None) -> dict[str, Act]:
    """Every act of the codebook by its code, sorted by code."""
    return (knowledge or load()).compiled("keeping.codebook", _collect)


def _collect(knowledge: Knowledge) -> dict[str, Act]:
    tables = [name for name in knowledge.names("acts") if name.endswith(".toml")]
    found = {act.code: act for name in tables for act in _acts(knowledge.table(name), name)}
    return dict(sorted(found.items()))


def _acts(table: Mapping[str, Any], source: str) -> Iterator[Act]:
    """The ``[[act]]`` stanzas of one file."""
    for stanza in table.get("act", ()):
        code = str(stanza.get("id") or "")
        if code:
            yield Act(
                code=code,
                name=str(stanza.get("name") or in_words(code)),
                definition=str(stanza.get("definition") or ""),
                plover=str(stanza.get("plover") or ""),
                mode=str(stanza.get("mode") or ""),
                cameo=str(stanza.get("cameo") or ""),
                quad=int(stanza.get("quad") or 0),
                intensity=float(stanza.get("intensity") or 0.0),
                status=str(stanza.get("status") or ""),
                measure=str(stanza.get("measure") or ""),
                examples=tuple(str(e) for e in stanza.get("examples") or ()),
                frames=tuple(str(f) for f in stanza.get("frames") or ()),
                source=source,
            )


def plain_words(act: str, knowledge: Knowledge | None = None) -> str:
    """What the codebook calls ``act``; what the classifier of acts calls it, marked as such; else the code with its
    joints opened."""
    known = codebook(knowledge).get(act)
    if known:
        return known.name
    return (knowledge or load()).compiled("keeping.likely", _by_likeness).get(act) or in_words(act)


def _by_likeness(knowledge: Knowledge) -> dict[str, str]:
    """The names of the acts that the classifier tells: of a PLOVER type, by likeness to the training sentences."""
    acts = knowledge.table("models/likely.toml")["act"]
    return {row["id"]: f"{row['name']} (by likeness)" for row in acts}


def in_words(code: str) -> str:
    """``relations_established`` as "relations established"."""
    return code.replace("_", " ").replace("-", " ").strip()
