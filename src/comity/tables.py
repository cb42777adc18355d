"""The tables of a record as flat rows: the names and fields that exports and the store share.

Every table holds the values of one class of :mod:`comity.models`. A row spreads evidence into ``document``, ``start``,
``end`` and ``quote``; ``from_`` is called ``from``; tuples become lists. :func:`row` and :func:`value` are inverse to
each other, so that what is stored comes back as it was.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from comity import models
from comity.models import Evidence, Reading, Weighing

READ = (
    "furniture",
    "sentences",
    "mentions",
    "dates",
    "status",
    "offices",
    "polls",
    "statements",
    "measures",
    "passages",
    "unread",
)
WEIGHED = (
    "claims",
    "amounts",
    "copies",
    "facts",
    "disputes",
    "periods",
    "index",
    "threads",
    "judgements",
)
TABLES = ("documents", *READ, *WEIGHED)

MODELS: dict[str, type] = {
    "documents": models.Document,
    "furniture": models.Furniture,
    "sentences": models.Sentence,
    "mentions": models.Mention,
    "dates": models.Date,
    "status": models.Status,
    "offices": models.Office,
    "polls": models.Poll,
    "statements": models.Statement,
    "measures": models.Measure,
    "passages": models.Passage,
    "unread": models.Unread,
    "claims": models.Claim,
    "amounts": models.Amount,
    "copies": models.Copy,
    "facts": models.Fact,
    "disputes": models.Dispute,
    "periods": models.Period,
    "index": models.IndexPoint,
    "threads": models.Thread,
    "judgements": models.Judgement,
}

EVIDENCE = ("document", "start", "end", "quote")


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One field of a table; ``kind`` is text, integer, number, boolean, list or object."""

    name: str
    kind: str


@functools.cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns of ``table``, in order: those of the export rows, and for documents the ``text`` as well."""
    found: list[Column] = []
    for name, hint in _hints(MODELS[table]).items():
        if hint is Evidence:
            kinds = ("text", "integer", "integer", "text")
            found += [Column(n, k) for n, k in zip(EVIDENCE, kinds, strict=True)]
        else:
            found.append(Column(name.rstrip("_"), _kind(hint)))
    return tuple(found)


def row(item: Any) -> dict[str, Any]:
    """One flat row of a record value; a document's row has ``characters`` in place of its text."""
    cls: Any = type(item)
    out = _flatten(cls)(item)
    if isinstance(item, models.Document):
        del out["text"]
        out["characters"] = item.characters
    return out


def plain(item: Any) -> Any:
    """``item`` as JSON holds it: dataclasses as objects, tuples as lists, whole floats as integers."""
    if item is None or isinstance(item, str | bool | int):
        return item
    if isinstance(item, float):
        return _number(item)
    if isinstance(item, tuple | list):
        return [plain(i) for i in item]
    cls: Any = type(item)
    return {name.rstrip("_"): plain(getattr(item, name)) for name in _hints(cls)}


def value(table: str, flat: Mapping[str, Any]) -> Any:
    """The record value of a flat row: the inverse of :func:`row` (documents need their ``text``)."""
    return _unflatten(MODELS[table])(flat)


@functools.cache
def restorer(table: str) -> Callable[[str, Sequence[Any]], Any]:
    """A function from a document's name and the cells of a row of it, in the order of its columns, to the value."""
    cls, names = MODELS[table], [c.name for c in columns(table)]
    hints = _hints(cls)
    plain_ = all(hint in (str, int, bool) for name, hint in hints.items() if name != "at")
    if plain_ and names == ["document", "start", "end", "quote", *list(hints)[1:]] and next(iter(hints)) == "at":
        return lambda name, cells: cls(Evidence(name, cells[1], cells[2], cells[3]), *cells[4:])
    return lambda name, cells: value(table, dict(zip(names, cells, strict=True)))


def restore(kind: Any, held: Any) -> Any:
    """The value of type ``kind`` that :func:`plain` made ``held`` of."""
    return _decoder(kind)(held)


def rows(readings: Sequence[Reading], weighing: Weighing) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """(table, rows) for every table, in a fixed order."""
    for table, items in values(readings, weighing):
        yield table, [row(v) for v in items]


def values(readings: Sequence[Reading], weighing: Weighing) -> Iterable[tuple[str, Iterable[Any]]]:
    """(table, values) for every table, in a fixed order: documents by name, what they say in the order of the text."""
    ordered = sorted(readings, key=lambda r: r.document.document)
    yield "documents", (r.document for r in ordered)
    for name in READ:
        yield name, _said(ordered, name)
    for name in WEIGHED:
        yield name, getattr(weighing, name)


def _said(readings: Iterable[Reading], table: str) -> Iterable[Any]:
    return (v for r in readings for v in getattr(r, table))


# --- types ------------------------------------------------------------------------------------------------------------


@functools.cache
def _hints(cls: Any) -> dict[str, Any]:
    """Field names and types of a record class (or a class made from one), in order, without what is never stored."""
    hints = typing.get_type_hints(next(c for c in cls.__mro__ if "__dataclass_fields__" in vars(c)))
    return {f.name: hints[f.name] for f in dataclasses.fields(cls) if f.compare}


def _kind(hint: Any) -> str:
    if hint is str:
        return "text"
    if hint is bool:
        return "boolean"
    if hint is int:
        return "integer"
    if hint is float or hint == float | None:
        return "number"
    return "list" if typing.get_origin(hint) is tuple else "object"


@functools.cache
def _flatten(cls: Any) -> Callable[[Any], dict[str, Any]]:
    """A function from a value of a record class to its flat row, with a document's text."""
    parts = [(name, name.rstrip("_"), hint is Evidence, _encoder(hint)) for name, hint in _hints(cls).items()]

    def flat(item: Any) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for name, key, evidence, encode in parts:
            held = getattr(item, name)
            if evidence:
                out["document"], out["start"], out["end"], out["quote"] = (
                    held.document,
                    held.start,
                    held.end,
                    held.quote,
                )
            else:
                out[key] = held if encode is None else encode(held)
        return out

    return flat


@functools.cache
def _encoder(hint: Any) -> Callable[[Any], Any] | None:
    """A function from a value of type ``hint`` to its plain form; None where it is that already."""
    if hint in (str, int, bool):
        return None
    if hint is float or hint == float | None:
        return _number
    if typing.get_origin(hint) is tuple and typing.get_args(hint)[0] is str:
        return list
    return plain


def _number(held: float | None) -> float | int | None:
    return int(held) if held is not None and float(held).is_integer() else held


@functools.cache
def _decoder(hint: Any) -> Callable[[Any], Any]:
    """A function from the plain form of a value of type ``hint`` to the value."""
    if hint is float or hint == float | None:
        return lambda held: None if held is None else float(held)
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        if inner in (str, int):
            return tuple
        decode = _decoder(inner)
        return lambda held: tuple(decode(i) for i in held)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _object(hint)
    if hint in (str, int, bool) or isinstance(hint, types.UnionType):
        return lambda held: held
    raise TypeError(f"{hint} has no place in a record: use text, numbers, tuples and record classes")


def _object(cls: type) -> Callable[[Any], Any]:
    parts = [(name.rstrip("_"), _decoder(hint)) for name, hint in _hints(cls).items()]
    return lambda held: cls(*(decode(held[name]) for name, decode in parts))


@functools.cache
def _unflatten(cls: type) -> Callable[[Mapping[str, Any]], Any]:
    parts: list[tuple[str, Callable[[Any], Any]]] = [
        ("", _decoder(Evidence)) if hint is Evidence else (name.rstrip("_"), _decoder(hint))
        for name, hint in _hints(cls).items()
    ]
    return lambda flat: cls(*(decode(flat[name] if name else flat) for name, decode in parts))
