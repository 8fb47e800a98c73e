"""What was found and is no part of what was dug up: why, and what to type to have it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from archaeo.look import Find

from .sites import Site

_WHY = {
    "svn working copy": "not read, since there is a history; changes that were never committed are only here",
    "cvs working copy": "not read, since there is a history; changes that were never committed are only here",
    "sources": "its source files are not read, since there is a history",
    "archive": "what it holds is not read",
    "ChangeLog": "not read, since it belongs to no history here",
}


def leavings(found: Sequence[Find], places: Sequence[Site]) -> Iterator[tuple[Find, str]]:
    """Yield what no site takes, with the reason, and the next command where there is one."""
    logs = [find for find in found if find.kind == "ChangeLog"]
    taken: set[Path] = set()
    releases = {path for site in places for path in site.releases}
    for site in places:
        taken |= {find.path for find in (site.history, site.sources, *site.changelogs, *site.parts) if find is not None}
    for find in found:
        if find.kind not in _WHY or find.path in taken | releases or releases.intersection(find.path.parents):
            continue
        if releases and find.kind == "sources":
            yield find, "what lies around the releases is not read"
            continue
        yield find, f"{_WHY[find.kind]}{_command(find, logs)}"


def _command(find: Find, logs: Sequence[Find]) -> str:
    path = shlex.quote(str(find.path))
    if find.kind in ("svn working copy", "cvs working copy"):
        return f"; to read it by itself: archaeo dig {path}"
    if find.kind == "archive" and logs:
        log = shlex.quote(str(logs[0].path))
        return f"; a release can enter the story: archaeo convert {log} --snapshot {path}"
    return f"; to see what it is: archaeo dig {path}" if find.kind == "archive" else ""
