"""Completion of commands for a shell."""

from __future__ import annotations

import click

SHELLS = {
    "bash": 'eval "$(comity completion bash)"  # in ~/.bashrc',
    "zsh": 'eval "$(comity completion zsh)"  # in ~/.zshrc',
    "fish": "comity completion fish | source  # in ~/.config/fish/config.fish",
}


@click.command()
@click.argument("shell", type=click.Choice(tuple(SHELLS)))
def completion(shell: str) -> int:
    """Print what makes SHELL complete comity's commands and options.

    \b
      bash, in ~/.bashrc:                    eval "$(comity completion bash)"
      zsh, in ~/.zshrc:                      eval "$(comity completion zsh)"
      fish, in ~/.config/fish/config.fish:   comity completion fish | source
    """
    from click.shell_completion import get_completion_class

    from comity.showing.cli import comity

    made = get_completion_class(shell)
    assert made is not None, shell
    click.echo(made(comity, {}, "comity", "_COMITY_COMPLETE").source())
    return 0
