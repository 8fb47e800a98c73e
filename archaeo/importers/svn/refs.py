"""Names of git refs for the branches of a Subversion repository.

A living branch has the name that a person expects; one that was deleted or replaced is kept under
``refs/archaeo/deleted/``, where neither `git branch` nor a plain clone shows it.

Source of what git allows in a name: git, Documentation/git-check-ref-format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .layout import Layout

if TYPE_CHECKING:
    from .history import Life

OUTSIDE_REF = "refs/archaeo/outside"
_REFUSED = re.compile(r"[\x00-\x20\x7f~^:?*\[\\%]|@\{|\.\.|\.lock(?=/|$)|^\.|(?<=/)\.|\.$|\.(?=/)|^@$|[\udc80-\udcff]")


def escape(name: str) -> str:
    """Give a name that git accepts: what it refuses becomes ``%`` and two hexadecimal digits, as in a URL.

    >>> escape("rel 1.0~rc")
    'rel%201.0%7Erc'
    >>> escape(".metadata")
    '%2Emetadata'
    >>> escape("a..b.lock")
    'a%2E%2Eb%2Elock'
    """
    return _REFUSED.sub(lambda match: "".join(map(_percent, match[0])) if match[0] != ".lock" else "%2Elock", name)


def _percent(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogateescape"))


def short_name(path: str, kind: str, layout: Layout) -> str:
    """Give a branch's name without the directories that only say that it is one: ``branches/x`` is ``x``.

    The first trunk is ``main``; in a layout of several projects a project's trunk has the project's name.
    """
    parts = path.split("/") if path else []
    for root in layout.roots:
        pattern = root.pattern.split("/") if root.pattern else []
        if len(pattern) == len(parts) and all(p in ("*", n) for p, n in zip(pattern, parts, strict=True)):
            break
    else:
        return path
    if kind == "trunk":
        project = "/".join(parts[:-1])
        trunks = [root.pattern for root in layout.roots if root.kind == "trunk"]
        several = len(trunks) > 1 or "*" in trunks[0]
        return f"{project}/main" if several and project else "main" if not several else escape_trunk(parts)
    words = {"branches", "branch", "tags", "tag", "releases", "release"}
    return (
        "/".join(name for name, p in zip(parts, pattern, strict=True) if p == "*" or p not in words)
        if _several(layout)
        else ("/".join(parts[_first_star(pattern) :]))
    )


def escape_trunk(parts: list[str]) -> str:
    """Give the name of a trunk at the top in a layout that has several trunks."""
    return "main" if parts[-1:] == ["trunk"] or not parts else parts[-1]


def _several(layout: Layout) -> bool:
    trunks = [root.pattern for root in layout.roots if root.kind == "trunk"]
    return len(trunks) > 1 or any("*" in trunk for trunk in trunks)


def _first_star(pattern: list[str]) -> int:
    return pattern.index("*") if "*" in pattern else len(pattern) - 1


def live_refs(lives: Sequence[Life], layout: Layout) -> dict[str, str]:
    """Give life name to full ref name. No name is used twice, none is a directory of another."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    # trunks first: when two branches want one name, the trunk keeps it
    for life in sorted(lives, key=lambda life: (life.kind != "trunk", life.path)):
        if life.kind == "outside":
            names[life.name] = OUTSIDE_REF
            continue
        folder = "refs/tags/" if life.kind == "tag" else "refs/heads/"
        names[life.name] = _free(folder + escape(short_name(life.path, life.kind, layout)), taken)
        taken.add(names[life.name])
    return names


def deleted_ref(life: Life, taken: set[str]) -> str:
    """Give the ref of an ended life: ``refs/archaeo/deleted/branches/x@r17``, 17 being the revision that ended it."""
    return _free(f"refs/archaeo/deleted/{escape(life.path or 'root')}@r{life.end}", taken)


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while _clashes(free, taken):
        number += 1
        free = f"{name}%{number}"
    return free


def _clashes(name: str, taken: set[str]) -> bool:
    if name in taken:
        return True
    parts = name.split("/")
    if any("/".join(parts[:end]) in taken for end in range(3, len(parts))):
        return True
    below = name + "/"
    return any(other.startswith(below) for other in taken)
