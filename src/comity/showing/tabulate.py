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

PADDED = 64  # longer cells of a table in a pipe stick out
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of a table under a heading of their own (``""`` for none)."""

    heading: str
    lines: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer: ``rows`` are what JSON and CSV give; a table shows ``title``, ``header`` and ``sections``.

    ``wide`` is the number of the column that takes the room that is left; ``right`` are columns set to the right.
    """

    title: str
    header: Sequence[str]
    sections: Sequence[Section]
    rows: Sequence[Mapping[str, Any]]
    wide: int
    right: Sequence[int] = field(default=())


def put(shown: Shown, form: str | None) -> None:
    """Print an answer in one form: json, csv or (where None) a table."""
    if form == "json":
        put_json(shown.rows)
    elif form == "csv":
        put_csv(shown.rows)
    elif sys.stdout.isatty():
        _rich_table(shown)
    else:
        _plain_table(shown)


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


def _plain_table(shown: Shown) -> None:
    """Columns parted by two blanks, for pipes and files: nothing cut, nothing wrapped."""
    lines = [[one_line(c) for c in line] for section in shown.sections for line in section.lines]
    widths = [max(map(len, column)) for column in zip(shown.header, *lines, strict=True)]
    widths = [min(width, PADDED) for width in widths]

    def line(cells: Sequence[str]) -> str:
        return "  ".join(
            c.rjust(w) if i in shown.right else c.ljust(w) for i, (c, w) in enumerate(zip(cells, widths, strict=True))
        ).rstrip()

    out = [one_line(shown.title), ""] if shown.title else []
    out.append(line(shown.header))
    for section in shown.sections:
        if section.heading:
            out += ["", section.heading]
        out += [line([one_line(c) for c in cells]) for cells in section.lines]
    click.echo("\n".join(out))


def _rich_table(shown: Shown) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), collapse_padding=True, show_edge=False)
    for i, (name, width) in enumerate(zip(shown.header, _widths(shown, console.width), strict=True)):
        table.add_column(name, justify="right" if i in shown.right else "left", width=width)
    for section in shown.sections:
        if section.heading:
            table.add_section()
            blank = [Text("")] * len(shown.header)
            blank[shown.wide] = Text(section.heading, style="italic")
            table.add_row(*blank)
        for cells in section.lines:
            table.add_row(*(Text(one_line(c)) for c in cells))
    if shown.title:
        console.print(Text(one_line(shown.title), style="bold"))
    console.print(table)


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
