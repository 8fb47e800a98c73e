"""Work in a process beside this one, on a machine with a core to spare.

What goes over is numbers: where in a file a text lies. The file is open, and mapped into memory, on both sides. What
comes back is the same whoever did the work, and is taken in the order in which it was given, so a result never depends
on how many there were. A process that dies is done without.

Not threads: the interpreter's lock changes hands after 5 ms at the earliest when both sides want it, and a text takes
less than a tenth of that.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    import subprocess

_ROOT = Path(__file__).resolve().parents[2]


def cores() -> int:
    """Give how many cores this process may use; 1 where no file can be handed to another process."""
    if os.name != "posix" or not sys.executable:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Beside:
    """A process that runs a module of this package. It ends when this side closes, or ends.

    Args:
        module: its name; it gets the descriptor of the file as its argument.
        source: what it reads; None for what is written to ``jobs``.
    """

    def __init__(self, module: str, file: int, source: IO[bytes] | None = None) -> None:
        import subprocess  # what runs beside has no use for it, and is here, too

        path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            [sys.executable, "-m", module, str(file)],
            stdin=subprocess.PIPE if source is None else source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=(file,),
            # not of the terminal's group: Ctrl-C is this side's to answer
            process_group=0,
            env={**os.environ, "PYTHONPATH": path},
        )
        self.results = cast("IO[bytes]", self._process.stdout)

    @property
    def jobs(self) -> int:
        """Descriptor to write to."""
        return cast("IO[bytes]", self._process.stdin).fileno()

    def close(self) -> None:
        """End it."""
        streams: Sequence[IO[bytes] | None] = (self._process.stdin, self._process.stdout)
        for stream in streams:
            if stream is not None:
                stream.close()
        import subprocess

        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
