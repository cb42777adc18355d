"""Rows on their way out: as a table for people, as JSON, as CSV."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import click

from comity.showing.plain import clean, json_safe, one_line

ROOMY = 130  # cells of a terminal
PADDED = 100  # wider cells of a table in a pipe stick out
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of a table under a heading of their own (``""`` for none)."""

    heading: str
    lines: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer: ``rows`` are what JSON and CSV give; a table shows ``title``, ``header`` and ``sections``.

    ``wide`` is the number of the column that takes the room that is left; ``right`` are columns set to the right,
    ``spare`` those that a terminal narrower than :data:`ROOMY` goes without.
    """

    title: str
    header: Sequence[str]
    sections: Sequence[Section]
    rows: Sequence[Mapping[str, Any]]
    wide: int
    right: Sequence[int] = field(default=())
    spare: Sequence[int] = field(default=())


def put(shown: Shown, form: str | None) -> None:
    """Print an answer in one form: json, csv or (where None) a table."""
    if form == "json":
        put_json(shown.rows)
    elif form == "csv":
        put_csv(shown.rows)
    elif sys.stdout.isatty():
        _rich_table(shown)
    else:
        click.echo(plain_table(shown))


def put_json(rows: Iterable[Mapping[str, Any]]) -> None:
    """Print a JSON array, one row a line."""
    click.echo(json_text(rows))


def json_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """A JSON array, one row a line, without anything that a terminal obeys."""
    lines = [json_safe(json.dumps(row, ensure_ascii=False)) for row in rows]
    return "[" + ",\n ".join(lines) + "]"


def put_csv(rows: Sequence[Mapping[str, Any]]) -> None:
    """Print comma-separated values with a header; nothing where there are no rows."""
    if rows:
        click.echo(csv_text(rows), nl=False)


def csv_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Comma-separated values with a header; "" where there are no rows."""
    if not rows:
        return ""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(rows[0].keys())
    writer.writerows([clean(str(cell(v))) for v in row.values()] for row in rows)
    return held.getvalue()


def cell(value: Any) -> str | int | float:
    """One CSV cell: lists of words joined by ``;``, other nested values as JSON, formulas quoted.

    Before text that begins with ``= + - @``, tab or carriage return, which spreadsheets run, stands an apostrophe.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple) and all(isinstance(v, str) and ";" not in v for v in value):
        value = ";".join(value)
    elif not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False)
    return f"'{value}" if value.startswith(RUN_BY_SPREADSHEETS) else value


def plain_table(shown: Shown) -> str:
    """Columns parted by two blanks, for pipes and files: nothing cut, nothing wrapped, empty columns left out."""
    lines = [[one_line(c) for c in line] for section in shown.sections for line in section.lines]
    kept = _told(shown, lines)
    widths = [min(PADDED, max(map(len, column))) for column in zip(shown.header, *lines, strict=True)]

    def line(cells: Sequence[str]) -> str:
        return "  ".join(
            cells[i].rjust(widths[i]) if i in shown.right else cells[i].ljust(widths[i]) for i in kept
        ).rstrip()

    out = [one_line(shown.title), ""] if shown.title else []
    out.append(line(shown.header))
    for section in shown.sections:
        if section.heading:
            out += ["", section.heading]
        out += [line([one_line(c) for c in cells]) for cells in section.lines]
    return "\n".join(out)


def _told(shown: Shown, lines: Iterable[Sequence[str]]) -> list[int]:
    """The columns in which some line says something; the first and the widest always."""
    held = {i for line in lines for i, cell in enumerate(line) if cell}
    return [i for i in range(len(shown.header)) if i in held or i in (0, shown.wide)]


def _rich_table(shown: Shown) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    kept = _told(shown, [line for section in shown.sections for line in section.lines])
    if console.width < ROOMY:
        kept = [i for i in kept if i not in shown.spare]
    shown = _only(shown, kept)
    widths = _widths(shown, console.width)

    def table(lines: Iterable[Sequence[str]], head: bool) -> Table:
        made = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), collapse_padding=True, show_edge=False)
        made.show_header = head
        for i, (name, width) in enumerate(zip(shown.header, widths, strict=True)):
            made.add_column(name, justify="right" if i in shown.right else "left", width=width, overflow="fold")
        for cells in lines:
            made.add_row(*(Text(one_line(c)) for c in cells))
        return made

    if shown.title:
        console.print(Text(one_line(shown.title), style="bold"))
    for n, section in enumerate(shown.sections):
        if section.heading:
            if n == 0:
                console.print(table((), True))
            console.print(Text(("\n" if n else "") + one_line(section.heading), style="italic"))
        console.print(table(section.lines, n == 0 and not section.heading))
    if not shown.sections:
        console.print(table((), True))


def _only(shown: Shown, kept: Sequence[int]) -> Shown:
    """The answer with some of its columns."""
    sections = [Section(s.heading, [[line[i] for i in kept] for line in s.lines]) for s in shown.sections]
    right = [n for n, i in enumerate(kept) if i in shown.right]
    return Shown(shown.title, [shown.header[i] for i in kept], sections, shown.rows, kept.index(shown.wide), right)


def _widths(shown: Shown, room: int) -> list[int]:
    """The width of each column on a terminal of ``room`` cells: the widest column that may wrap gives way first."""
    from rich.cells import cell_len

    lines = [shown.header, *(line for section in shown.sections for line in section.lines)]
    widths = [max(cell_len(one_line(c)) for c in column) for column in zip(*lines, strict=True)]
    fixed = {0, *shown.right}
    excess = sum(widths) + 2 * (len(widths) - 1) - room
    while excess > 0:
        least = {
            i: 24 if i == shown.wide else max(8, len(shown.header[i])) for i in range(len(widths)) if i not in fixed
        }
        giving = [i for i in least if widths[i] > least[i]]
        if not giving:
            break
        widest = max(giving, key=lambda i: widths[i])
        widths[widest] -= 1
        excess -= 1
    return widths
