"""Runs a program and tells what it took: CPU of it and its children, wall time, peak of private memory."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

_EVERY = 0.1


class Cost(NamedTuple):
    """What a run took.

    Attributes:
        private_mb: largest sum, over the program and its children, of pages that are theirs alone; pages of mapped
            files do not count. None where /proc does not tell.
    """

    cpu_s: float
    wall_s: float
    private_mb: float | None
    status: int


def run(
    command: Sequence[str | Path],
    *,
    log: Path,
    stdin: Path | None = None,
    stdout: Path | None = None,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Cost:
    """Run a program to its end; its messages go to the log.

    Its CPU time is what the system counted for it and for every child it waited for.
    """
    with log.open("ab") as messages:
        source = stdin.open("rb") if stdin else subprocess.DEVNULL
        target: IO[bytes] = stdout.open("wb") if stdout else messages
        started = time.monotonic()
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=source,
            stdout=target,
            stderr=messages,
            cwd=folder,
            env={**os.environ, **(environment or {})},
        )
        sampler = _Sampler(process.pid)
        sampler.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        sampler.stop.set()
        sampler.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        for stream in (source, target):
            if not isinstance(stream, int):
                stream.close()
    return Cost(usage.ru_utime + usage.ru_stime, wall, sampler.peak_mb, process.returncode)


def run_all(steps: Sequence[Cost]) -> Cost:
    """Give the cost of programs run one after the other."""
    memory = [step.private_mb for step in steps if step.private_mb is not None]
    failed = next((step.status for step in steps if step.status), 0)
    return Cost(
        sum(step.cpu_s for step in steps), sum(step.wall_s for step in steps), max(memory, default=None), failed
    )


class _Sampler(threading.Thread):
    """Looks at the memory of a process and its descendants ten times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.stop = threading.Event()
        self.peak_mb: float | None = None

    def run(self) -> None:
        if not sys.platform.startswith("linux"):
            return
        while not self.stop.wait(_EVERY):
            total = sum(_private_kb(pid) for pid in _family(self._pid))
            self.peak_mb = max(self.peak_mb or 0.0, total / 1024)


def _family(pid: int) -> list[int]:
    found = [pid]
    for known in found:
        try:
            for task in Path(f"/proc/{known}/task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            continue  # it has ended meanwhile
    return found


def _private_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    # clean private pages are of mapped files, and the system takes them back as it likes
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty:"))
