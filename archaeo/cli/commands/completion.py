"""``archaeo completion``: the script that lets a shell complete archaeo's commands and options."""

from __future__ import annotations

import click

from .. import terminal

NAME = "completion"
ORDER = 95

_WHERE = {
    "bash": "source it from ~/.bashrc",
    "zsh": "source it from ~/.zshrc, after compinit",
    "fish": "write it to ~/.config/fish/completions/archaeo.fish",
}


@click.command(NAME, short_help="Print a script that completes commands in your shell.")
@click.argument("shell", type=click.Choice(list(_WHERE)))
def command(shell: str) -> None:
    """Print a script that completes commands and options in your shell.

    \b
    Examples:
      archaeo completion bash > ~/.archaeo-complete; echo '. ~/.archaeo-complete' >> ~/.bashrc
      archaeo completion fish > ~/.config/fish/completions/archaeo.fish
    """
    from click.shell_completion import get_completion_class

    from .. import archaeo

    completion = get_completion_class(shell)
    assert completion is not None, "click knows the three shells"
    terminal.write(completion(archaeo, {}, "archaeo", "_ARCHAEO_COMPLETE").source() + "\n")
    terminal.summed_up(f"to use it {_WHERE[shell]}")
