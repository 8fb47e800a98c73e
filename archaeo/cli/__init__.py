"""The command line: arguments in, exit status out. Only this part prints and exits.

Exit statuses: 0 done, 1 could not or the answer is no, 2 wrong usage, 3 done, but the source was damaged and the result
says what is missing, 130 interrupted.
"""

from __future__ import annotations

import io
import os
import re
import signal
import sys
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import click

from archaeo import __version__, registry
from archaeo.errors import ArchaeoError

from . import terminal

_SHORT = re.compile("-[qv]+")
_EARLY = frozenset({"--quiet", "--verbose", "--no-progress", "--json"})


def _plugs() -> dict[str, ModuleType]:
    return dict(registry.load("archaeo.cli.commands"))


class _Commands(click.Group):
    """The commands in the order of the work, loaded from the files in ``commands/``.

    What all commands take may stand before the command too, as in ``archaeo -q --json timeline goos``.
    """

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Hand the options that stand before a command to the command."""
        early = []
        rest = list(args)
        while rest and (rest[0] in _EARLY or _SHORT.fullmatch(rest[0])):
            early.append(rest.pop(0))
        if rest and not rest[0].startswith("-"):
            self._check_json(context, rest[0], early)
            rest[1:1] = early
        return super().parse_args(context, rest)

    def _check_json(self, context: click.Context, name: str, early: list[str]) -> None:
        def knows(name: str) -> bool:
            command = self.get_command(context, name)
            return command is None or any("--json" in parameter.opts for parameter in command.params)

        if "--json" in early and not knows(name):
            known = ", ".join(name for name in self.list_commands(context) if knows(name))
            raise click.UsageError(f"{name} prints no JSON; these do: {known}", context)

    def invoke(self, context: click.Context) -> Any:
        """Run the command, and end with the one line that says what came of it."""
        terminal.manner.reset()  # of a run before this one in the same process, as tests have them
        status = super().invoke(context)
        if terminal.manner.summary:
            # where both streams go to one place, the last line stands below the result
            sys.stdout.flush()
            terminal.note(f"archaeo {context.invoked_subcommand}: {terminal.manner.summary}")
        return status

    def list_commands(self, context: click.Context) -> list[str]:
        """Give the names by ``ORDER``, the order in which a person needs them."""
        plugs = _plugs()
        return sorted(plugs, key=lambda name: plugs[name].ORDER)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Give one command, with the options that all take, or None."""
        plug = _plugs().get(name)
        if plug is None:
            return None
        command: click.Command = plug.command
        taken = {option for parameter in command.params for option in parameter.opts}
        command.params += [option for option in _common() if not taken.intersection(option.opts)]
        return command

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for an unknown one name those it may be. A path means that ``dig`` was left out."""
        name = arguments[0]
        from . import config

        if self.get_command(context, name) is not None or context.resilient_parsing or name.startswith("-"):
            if (file := config.find(arguments[1:])) is not None:
                commands = {known: self.get_command(context, known) for known in self.list_commands(context)}
                context.default_map = config.defaults(file, {k: c for k, c in commands.items() if c is not None})
            return super().resolve_command(context, arguments)
        import difflib

        near = difflib.get_close_matches(name, self.list_commands(context), n=2, cutoff=0.5)
        hint = f"did you mean {' or '.join(repr(word) for word in near)}?" if near else ""
        if Path(name).exists():
            hint = f"to dig it up: archaeo dig {name}"
        raise click.UsageError(f"no such command '{name}'" + (f"; {hint}" if hint else ""), context)


def _common() -> list[click.Option]:
    """Give the options that every command takes; they set ``terminal.manner`` and reach no command."""

    def sets(name: str, to: bool) -> Any:
        def callback(context: click.Context, parameter: click.Parameter, value: bool) -> None:
            if value:
                setattr(terminal.manner, name, to)

        return callback

    def flag(*names: str, callback: Any, help: str) -> click.Option:
        return click.Option(names, is_flag=True, expose_value=False, callback=callback, help=help)

    return [
        flag("-q", "--quiet", callback=sets("quiet", True), help="Say nothing but results and errors."),
        flag("-v", "--verbose", callback=sets("verbose", True), help="Say each oddity, not only how many."),
        flag("--no-progress", callback=sets("progress", False), help="Draw no progress bars."),
    ]


_BRIEF = """\
archaeo digs up legacy research code: old Subversion dumps and ChangeLogs, and what the sources say.

  archaeo dig ~/old/project        look, convert, analyse, summarise: the one command to remember
  archaeo timeline ChangeLog       browse what happened, by date
  archaeo --help                   all commands, in the order of the work
  archaeo doctor                   what is installed here"""


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Every command takes -q (say nothing but results and errors), -v (say each oddity) and --no-progress, "
    "before or behind its name; --json where it has one. `archaeo COMMAND --help` has examples. Exit status: 0 done, "
    "1 could not or the answer is no, 2 wrong usage, 3 done but the source was damaged, 130 interrupted.",
)
@click.version_option(__version__, message="archaeo %(version)s")
@click.pass_context
def archaeo(context: click.Context) -> None:
    """Dig up legacy research code.

    The one command to remember is `archaeo dig FOLDER`: it looks at what lies there (Subversion dumps, ChangeLogs,
    repositories, sources), makes a git repository of it, and writes a summary to open.
    """
    if context.invoked_subcommand is None:
        terminal.out(_BRIEF)


def main() -> None:
    """Run the command line and exit."""
    _prepare_streams()
    signal.signal(signal.SIGTERM, _terminated)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        status = _run()
        sys.stdout.flush()
    except ArchaeoError as error:
        terminal.error(error)
        status = error.exit_status
    except (KeyboardInterrupt, click.Abort):
        kept = "".join(f"; kept: {what}" for what in terminal.manner.kept) or "; nothing was left behind"
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        click.echo(terminal.clean(f"archaeo: interrupted{kept}"), err=True)
        # python remembers an interrupt of any exec() that it ran (every dataclass is one), and would kill itself
        # with the signal instead of leaving with a status
        os._exit(130)
    except click.exceptions.Exit as exit_:
        status = exit_.exit_code
    except click.ClickException as error:
        _show_usage(error)
        status = error.exit_code
    except BrokenPipeError:
        # the reader has what it wanted (`| head`)
        _drop_output()
        status = 0
    except Exception as error:
        from . import fault

        terminal.error(fault.explained(error))
        status = ArchaeoError.exit_status
        try:
            sys.stdout.flush()
        except OSError:
            _drop_output()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(status)


def _drop_output() -> None:
    """Let what cannot be written go, or python would complain again when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run() -> int:
    """Run the command that the arguments name; give its status. ``click.main`` would make a closed pipe status 1."""
    if "_ARCHAEO_COMPLETE" in os.environ:
        archaeo.main(prog_name="archaeo")
    with archaeo.make_context("archaeo", sys.argv[1:]) as context:
        status = archaeo.invoke(context)
    return status if isinstance(status, int) else 0


def _prepare_streams() -> None:
    """Let no character fail in a locale that lacks it, and no byte of a source through unescaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _terminated(number: int, frame: FrameType | None) -> None:
    """End as Ctrl-C does, so that what was half written is removed."""
    raise KeyboardInterrupt


def _show_usage(error: click.ClickException) -> None:
    """Print a wrong usage in the house's form; click's sentence quotes what was typed, which may hold anything."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "archaeo"
    if isinstance(error, click.NoSuchOption) and error.possibilities and len(error.possibilities) > 1:
        import difflib

        # click names all that are a little alike, by the alphabet
        near = difflib.get_close_matches(error.option_name, error.possibilities, n=2, cutoff=0.6)
        error = click.NoSuchOption(error.option_name, possibilities=near, ctx=error.ctx)
    message = error.format_message().rstrip(".")
    message = message[:1].lower() + message[1:].replace(". Did you mean", "; did you mean")
    message = re.sub(r"\. \(Did you mean one of: (.*)\?\)", r"; did you mean one of \1?", message)
    click.echo(terminal.clean(f"{command}: {message}\n    {command} --help shows what it takes"), err=True)
