"""The command line: one verb, one job. Verbs are imported when they are called, so that each starts fast."""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
from importlib import import_module

import click

from comity.errors import ComityError
from comity.knowledge import own
from comity.showing.plain import clean

VERBS = {
    "build": ("build", "Read documents and build their record."),
    "show": ("pair", "The dated record of two states."),
    "status": ("course", "Diplomatic status of two states through time."),
    "index": ("index", "The relation of two states year by year."),
    "threads": ("course", "Issues that run through the relation of two states."),
    "thirds": ("thirds", "Third powers in the record of two states."),
    "money": ("money", "Amounts between two states, and their totals."),
    "disputes": ("quarrels", "Where the sources quarrel."),
    "people": ("people", "Who held which office, and where."),
    "find": ("words", "Facts and sentences that hold these words."),
    "why": ("why", "Why a fact, claim, dispute or amount is in the record."),
    "unread": ("words", "Sentences that name two states and gave nothing."),
    "judge": ("judge", "Rule on a fact, claim or dispute."),
    "diff": ("diff", "What changed between two records."),
    "export": ("export", "Write the record for other programs."),
    "serve": ("serve", "Show the record in a browser."),
    "report": ("report", "Write a report on two states to one file."),
    "eval": ("eval", "Measure a record against gold."),
    "completion": ("completion", "Completion of commands for a shell."),
    "archive": ("archive", "Whole archives as Parquet shards."),
    "codebook": ("codebook", "The acts that comity knows."),
}

KEPT = (("build",), ("archive", "read"))
"""Verbs that go on where they were stopped."""


class Verbs(click.Group):
    """The verbs of :data:`VERBS`, in that order, each imported when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = import_module(f"comity.showing.commands.{VERBS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], VERBS, n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(verb, help) for verb, (_, help) in VERBS.items()])


def _version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        import comity

        click.echo(f"comity {comity.__version__}")
        ctx.exit()


@click.command(
    cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}, no_args_is_help=True
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version and end."
)
def comity() -> None:
    """Build and read the record of the relations between states.

    A record holds what documents say that states did to each other: when, at what cost, according to whom, each line
    traced to the words that say it.

    \b
      comity build pages/ -o relations.comity
      comity show relations.comity Cambodia "United States"

    The exit code is 0 where something was found or done, 1 where there was nothing to find, 2
    where something was wrong.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    own()
    code = run(sys.argv[1:] if arguments is None else arguments)
    if "duckdb" in sys.modules:
        gc.unfreeze()  # it complains on stderr of whatever of its own is left at the end
    else:
        gc.freeze()  # all goes with the process: the collector need not look through it first
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run the command line; gives the exit code. Whatever is wrong with the input is told in one line on stderr."""
    try:
        code = comity.main(arguments, prog_name="comity", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        if isinstance(error, click.UsageError):
            error.show()
        else:
            _complain(error.format_message())
        return 2
    except ComityError as error:
        _complain(str(error))
    except sqlite3.DatabaseError as error:
        _complain(f"The record is damaged ({error}). Build it again, or restore a copy.")
    except (click.Abort, KeyboardInterrupt):
        kept = any(tuple(arguments[: len(verb)]) == verb for verb in KEPT)
        _complain(f"Stopped. {'What is done is kept; run it again to go on.' if kept else 'Nothing was changed.'}")
        return 130
    except BrokenPipeError:  # the reader of a pipe has gone: `comity show ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 2


def _complain(message: str) -> None:
    for line in message.splitlines():
        click.echo(f"comity: {clean(line)}", err=True)


if __name__ == "__main__":
    main()
