"""The last net: what no part foresaw becomes an error that a person can act on, and the traceback goes into a file."""

from __future__ import annotations

import errno
import os

from archaeo.errors import ArchaeoError, Location

# what to do about it; for any other, what the system says must do
_ADVICE = {
    errno.ENOSPC: "make room on that disk, or set TMPDIR and the target to a larger one, and run it again",
    errno.EDQUOT: "your share of that disk is used up; make room and run it again",
    errno.EACCES: "look at its permissions (ls -l)",
    errno.EPERM: "look at its permissions (ls -l)",
    errno.EROFS: "that disk cannot be written to; name a target elsewhere",
    errno.EMFILE: "raise the number of files that may be open (ulimit -n) and run it again",
    errno.EIO: "the disk has damaged places; copy what can be read (ddrescue) and dig there",
}


def explained(error: Exception) -> ArchaeoError:
    """Give an error in the house's form for one that was not foreseen."""
    if isinstance(error, MemoryError):
        return ArchaeoError("there is not enough memory", hint="close other programs, or work on a part of the source")
    if isinstance(error, OSError) and error.errno is not None:
        name = error.filename if isinstance(error.filename, str) else ""
        what = (error.strerror or os.strerror(error.errno)).lower()
        return ArchaeoError(what, hint=_ADVICE.get(error.errno, ""), location=Location(name) if name else None)
    said = str(error)
    # libgit2 hands on what the system said as a text
    number = next((number for number in _ADVICE if os.strerror(number) in said), None)
    if number is not None and type(error).__module__ != "builtins":
        return ArchaeoError(said, hint=_ADVICE[number])
    import traceback

    last = traceback.format_exception_only(error)[-1].strip()
    return ArchaeoError(
        f"this is a fault of archaeo, not yours ({last})", hint=f"please report it with {_saved(error)}"
    )


def _saved(error: Exception) -> str:
    """Write the traceback into a file; give its name, or what else to send."""
    import tempfile
    import traceback

    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", prefix="archaeo-fault-", suffix=".txt", delete=False
        ) as file:
            file.write("".join(traceback.format_exception(error)))
    except OSError:
        return "the command and what it was run on"
    return file.name
