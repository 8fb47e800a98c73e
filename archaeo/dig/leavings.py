"""What was found and is no part of what was dug up: why, and what to type to have it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from archaeo.look import Find

from .sites import Site

_WHY = {
    "svn working copy": "the history goes before it; changes that were never committed are only here",
    "cvs working copy": "the history goes before it; changes that were never committed are only here",
    "sources": "the history goes before them",
    "archive": "a release that was kept can enter the story",
    "ChangeLog": "it belongs to no history here",
}


def leavings(found: Sequence[Find], places: Sequence[Site]) -> Iterator[tuple[Find, str]]:
    """Yield what no site takes, with the reason, and the next command where there is one."""
    logs = [find for find in found if find.kind == "ChangeLog"]
    taken = set()
    for site in places:
        taken |= {find.path for find in (site.history, site.sources, *site.changelogs, *site.parts) if find is not None}
    for find in found:
        if find.path in taken or find.kind not in _WHY:
            continue
        yield find, f"{_WHY[find.kind]}{_command(find, logs)}"


def _command(find: Find, logs: Sequence[Find]) -> str:
    path = shlex.quote(str(find.path))
    if find.kind in ("svn working copy", "cvs working copy"):
        return f"; to read it by itself: archaeo dig {path}"
    if find.kind == "archive" and logs:
        return f": archaeo convert {shlex.quote(str(logs[0].path))} --snapshot {path}"
    return "; unpack it and dig again" if find.kind == "archive" else ""
