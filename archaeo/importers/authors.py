"""Reads a map of authors in the form that git-svn uses."""

from __future__ import annotations

import re
from pathlib import Path

from archaeo.errors import ArchaeoError, Location
from archaeo.model import Identity

_LINE = re.compile(r"(?P<login>\S(?:.*?\S)??)\s*+=\s*+(?P<name>[^<>]*?)\s*+<(?P<mail>[^<>]*)>\s*")


def read(file: Path) -> dict[str, Identity]:
    """Give login to person from lines ``login = Name <mail>``; empty lines and lines with ``#`` are passed over.

    Raises:
        ArchaeoError: at the first line of another form, or when the file cannot be read.
    """
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror or "unknown" if isinstance(error, OSError) else "it is not UTF-8"
        raise ArchaeoError(f"cannot be read: {reason.lower()}", location=Location(str(file))) from None
    people = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if not match:
            raise ArchaeoError(
                f"'{line.strip()}' is not of the form 'login = Name <mail>'", location=Location(str(file), line=number)
            )
        people[match["login"].strip()] = Identity(match["name"], match["mail"].strip())
    return people
