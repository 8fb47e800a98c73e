"""Finds what is dated among the sources, by their beginnings: before the screen is taken, without a heavy library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archaeo.errors import ArchaeoError, Location
from archaeo.look import Find, look

_DATED = ("git repository", "svn dump", "svn repository", "ChangeLog")


def dated(paths: Sequence[Path]) -> tuple[Find, ...]:
    """Give what is dated at, or below, each path.

    Raises:
        ArchaeoError: a source does not exist, or nothing in it is dated.
    """
    found: list[Find] = []
    for path in paths:
        here = [find for find in look([path], brief=True) if find.kind in _DATED]
        if not here:
            hint = "give a Subversion dump, a repository, a ChangeLog, or a folder with one of them"
            raise ArchaeoError("nothing dated here", hint=hint, location=Location(str(path)))
        found += here
    return tuple(dict.fromkeys(found))


def repositories(finds: Sequence[Find]) -> tuple[Path, ...]:
    """Give the git repositories among what was found."""
    return tuple(find.path for find in finds if find.kind == "git repository")
