"""The command line: arguments in, exit status out. Only this part prints and exits.

Exit statuses: 0 done, 1 could not or the answer is no, 2 wrong usage, 3 done, but the source was damaged and the result
says what is missing, 130 interrupted.
"""

from __future__ import annotations

import os
import sys

import click

from archaeo import __version__, registry
from archaeo.errors import ArchaeoError

from . import terminal


class _Commands(click.Group):
    """The commands in the order of the work, loaded from the files in ``commands/``."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Give the names by ``ORDER``, the order in which a person needs them."""
        plugs = registry.load("archaeo.cli.commands")
        return sorted(plugs, key=lambda name: plugs[name].ORDER)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Give one command, or None."""
        plug = registry.load("archaeo.cli.commands").get(name)
        return plug.command if plug else None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="archaeo %(version)s")
def archaeo() -> None:
    """Dig up legacy research code.

    The one command to remember is `archaeo dig FOLDER`: it looks at what lies there (Subversion dumps, ChangeLogs,
    repositories, sources), makes a git repository of it, and writes a summary to open.
    """


def main() -> None:
    """Run the command line and exit."""
    try:
        status = archaeo.main(standalone_mode=False)
        sys.stdout.flush()
    except ArchaeoError as error:
        terminal.error(error)
        status = error.exit_status
    except click.Abort:
        terminal.note("interrupted")
        status = 130
    except click.exceptions.Exit as exit_:
        status = exit_.exit_code
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except BrokenPipeError:
        # the reader has what it wanted (`| head`); python would complain again when it flushes at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status if isinstance(status, int) else 0)
