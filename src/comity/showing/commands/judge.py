"""A person's rulings on a record."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from pathlib import Path

import click

from comity.keeping import rulings
from comity.keeping.record import Record
from comity.models import Judgement
from comity.showing import options
from comity.showing.answers import count, empty
from comity.showing.plain import clean
from comity.showing.ruled import listed, undoing
from comity.showing.tabulate import Section, Shown, put


@click.command()
@options.file
@click.argument("ruling", nargs=-1, metavar="[ID RULING...]")
@click.option("--because", "reason", default="", metavar="TEXT", help="Why: a ruling needs a reason.")
@click.option("--by", default="", metavar="NAME", help="Who rules; the name of the user unless told.")
@click.option("--undo", type=int, default=None, metavar="N", help="Undo the ruling with this number in the list.")
@click.option("--later", is_flag=True, help="Only write it down; the next build replays it.")
@options.form
def judge(
    file: Path, ruling: tuple[str, ...], reason: str, by: str, undo: int | None, later: bool, form: str | None
) -> int:
    """Rule on a fact, a claim or a dispute, or list the rulings on the record FILE.

    \b
      comity judge FILE ID when=1991-11-11 --because "…"   also actors=, recipients=, modality=
      comity judge FILE ID prefer --because "…"            a fact, a claim, or a side of a dispute
      comity judge FILE ID set aside --because "…"         shown, but part of no period, index or sum
      comity judge FILE ID reject --because "…"            a misreading, or no dispute
      comity judge FILE ID merge ID... --because "…"       facts of one happening
      comity judge FILE ID split CLAIM... --because "…"    claims of another happening
      comity judge FILE --undo N                           the ruling with this number

    The list takes no --since and no --until: rulings are few, and made at another time than what they rule on.
    Rulings are kept as JSON lines beside the record (FILE.judgements.jsonl) and replayed at every build. An undone
    ruling leaves no trace in the record.
    """
    if undo is None and len(ruling) < 2:
        if ruling:
            raise click.UsageError(f"What is the ruling on {ruling[0]}? See: comity judge --help")
        return _list(file, form)
    if undo is not None and ruling:
        raise click.UsageError("--undo takes a number alone: comity judge FILE --undo N")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    who = by or _user()
    with Record(file) as record:
        if undo is not None:
            made = undoing(file, undo, reason=reason, by=who, at=at)
        else:
            verdict, values = _parsed(ruling[1:])
            made = rulings.make(record, ruling[0], verdict, values, reason=reason, by=who, at=at)
    _rule(file, made, later)
    return 0


def _parsed(words: tuple[str, ...]) -> tuple[str, list[str]]:
    """The verdict and what it takes: ``when=1991`` is a field and its value, ``set aside`` one verdict of two words."""
    first, equals, value = words[0].partition("=")
    if equals:
        return first, [value, *words[1:]] if value or words[1:] else []
    if words[:2] == ("set", "aside"):
        return "set aside", list(words[2:])
    return ("set aside" if first == "set-aside" else first), list(words[1:])


def _rule(file: Path, made: Judgement, later: bool) -> None:
    """Write the ruling down and weigh the record again; where that fails, nothing is left of it."""
    from comity.keeping.build import build
    from comity.weighing.judgements import in_words

    path = rulings.beside(file)
    before = path.stat().st_size if path.exists() else 0
    rulings.add(file, made)
    click.echo(clean(f"{made.target}: {in_words(made)}"))
    if later:
        click.echo(f"Written to {path}; the next build replays it.")
        return
    try:
        account = build((), file, add=True)
    except BaseException:
        rulings.take_back(file, before)
        raise
    for note in account.notes:
        click.echo(clean(note))


def _list(file: Path, form: str | None) -> int:
    from comity.weighing.judgements import UNDO

    with Record(file):
        rows = listed(file)
    if not rows:
        return empty(f"No ruling on {file}. Make one: comity judge {file} ID when=1991-11-11 --because TEXT", form)
    lines = [
        [
            str(r["n"]),
            f"ruling {r['undoes'] or '?'}" if r["verdict"] == UNDO else r["target"],
            f"{r['verdict']} {r['value']}".strip(),
            r["reason"],
            r["by"],
            r["at"],
            "" if r["stands"] or r["verdict"] == UNDO else "undone",
        ]
        for r in rows
    ]
    title = f"{count(len(rows), 'ruling')}, {sum(r['stands'] for r in rows)} standing"
    put(Shown(title, ("n", "on", "ruling", "because", "by", "at", ""), [Section("", lines)], rows, 3, (0,)), form)
    return 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
