"""The acts in plain words, as the codebook (``knowledge/acts/*.toml``) names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from comity.knowledge import Knowledge, load


@dataclass(frozen=True, slots=True)
class Act:
    """One stanza of the codebook: what the act is called, what it means and what other codings call it."""

    code: str
    name: str
    definition: str
    plover: str
    mode: str
    cameo: str
    quad: int
    status: str
    examples: tuple[str, ...]
    source: str


def codebook(knowledge: Knowledge | None = None) -> dict[str, Act]:
    """Every act of the codebook by its code, sorted by code."""
    return (knowledge or load()).compiled("keeping.codebook", _collect)


def _collect(knowledge: Knowledge) -> dict[str, Act]:
    try:
        tables = [name for name in knowledge.names("acts") if name.endswith(".toml")]
    except (FileNotFoundError, NotADirectoryError):
        tables = []
    found = {act.code: act for name in tables for act in _acts(knowledge.table(name), name)}
    return dict(sorted(found.items()))


def _acts(table: Mapping[str, Any], source: str) -> Iterator[Act]:
    """The stanzas of one file: ``[[act]]`` with a ``code``, or ``[code]``."""
    listed = table.get("act")
    stanzas = listed if isinstance(listed, list) else [{"code": k} | v for k, v in table.items() if isinstance(v, dict)]
    for stanza in stanzas:
        code = str(stanza.get("code") or stanza.get("id") or stanza.get("act") or "")
        if code and ("name" in stanza or "plover" in stanza):
            yield Act(
                code=code,
                name=str(stanza.get("name") or in_words(code)),
                definition=str(stanza.get("definition") or stanza.get("means") or ""),
                plover=str(stanza.get("plover") or ""),
                mode=str(stanza.get("mode") or ""),
                cameo=str(stanza.get("cameo") or ""),
                quad=int(stanza.get("quad") or 0),
                status=str(stanza.get("status") or ""),
                examples=tuple(str(e) for e in stanza.get("examples") or ()),
                source=source,
            )


def plain_words(act: str, knowledge: Knowledge | None = None) -> str:
    """What the codebook calls ``act``; the code with its joints opened where it has no such act."""
    known = codebook(knowledge).get(act)
    return known.name if known else in_words(act)


def in_words(code: str) -> str:
    """``relations_established`` as "relations established"."""
    return code.replace("_", " ").replace("-", " ").strip()
