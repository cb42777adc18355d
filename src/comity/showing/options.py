"""What the reading verbs have in common: the record's file, the form of the answer, a window of time, two states."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from comity.keeping import days
from comity.keeping.dyad import Dyad
from comity.keeping.record import Record

F = TypeVar("F", bound=Callable[..., Any])

file = click.argument("file", type=click.Path(path_type=Path))


def form(command: F) -> F:
    """``--table`` (the default), ``--json``, ``--csv``."""
    for name, help in (
        ("csv", "Give comma-separated values."),
        ("json", "Give a JSON array."),
        ("table", "Give a table for people (the default)."),
    ):
        command = click.option(f"--{name}", "form", flag_value=name, default=None, help=help)(command)
    return command


def _date(ctx: click.Context, parameter: click.Parameter, asked: str) -> str:
    try:
        days.window(asked, "")
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return asked


def window(command: F) -> F:
    """``--since`` and ``--until``."""
    command = click.option(
        "--until",
        default="",
        callback=_date,
        metavar="DATE",
        help="Leave out what is later: 1975, 1975-04 or 1975-04-12.",
    )(command)
    return click.option(
        "--since", default="", callback=_date, metavar="DATE", help="Leave out what is earlier; undated as well."
    )(command)


def dyad(record: Record, a: str, b: str) -> Dyad:
    """The pair that two names mean; a usage error where they mean one state or none."""
    try:
        return record.dyad(a, b)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def nothing(message: str) -> int:
    """Say on stderr why there is no answer; the exit code for that is 1."""
    from comity.showing.plain import clean

    click.echo(clean(message), err=True)
    return 1
