"""Make docs/cli.md, the reference of the command line, from what ``--help`` says.

    python tools/make_cli_docs.py [--check]

``--check`` writes nothing and ends with 1 where the file is not what it would write.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from comity.showing.cli import VERBS, comity
from made import write_or_check

PLACE = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
HEAD = """# The command line

This page is made from `--help` by `tools/make_cli_docs.py`; edit the commands, not the page.

Every verb that reads a record takes `--json`, `--csv` or `--table`. Text from documents is shown without anything that
a terminal obeys; colours are used on a terminal only. The exit code is 0 where something was found or done, 1 where
there was nothing to find, 2 where something was wrong.

Shell completion: `eval "$(comity completion bash)"` in `~/.bashrc`, `eval "$(comity completion zsh)"` in `~/.zshrc`,
`comity completion fish | source` in `~/.config/fish/config.fish`.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD, _section("comity", comity, None)]
    context = click.Context(comity, info_name="comity")
    for verb in VERBS:
        command = comity.get_command(context, verb)
        assert command is not None, verb
        parts.append(_section(f"comity {verb}", command, context))
    return "\n".join(parts)


def _section(title: str, command: click.Command, parent: click.Context | None) -> str:
    context = click.Context(
        command, info_name=title.split()[-1], parent=parent, max_content_width=100, terminal_width=100
    )
    return f"## {title}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


def main() -> int:
    return write_or_check(PLACE, page(), "make_cli_docs.py")


if __name__ == "__main__":
    sys.exit(main())
