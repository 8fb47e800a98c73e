"""Names of git refs for the branches of a Subversion repository.

A living branch has the name that a person expects; one that was deleted or replaced is kept under
``refs/archaeo/deleted/``, where neither `git branch` nor a plain clone shows it.

Source of what git allows in a name: git, Documentation/git-check-ref-format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .layout import CONTAINER_WORDS, Layout

if TYPE_CHECKING:
    from .life import Life

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


class Names:
    """Ref names in use; git has files for them, so none may lie below another."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._folders: set[str] = set()

    def add(self, name: str) -> None:
        """Take a name."""
        self._names.add(name)
        parts = name.split("/")
        self._folders |= {"/".join(parts[:end]) for end in range(3, len(parts))}

    def free(self, name: str) -> str:
        """Give the name, or one like it that can be taken.

        >>> names = Names()
        >>> names.add("refs/heads/x")
        >>> names.free("refs/heads/x"), names.free("refs/heads/x/y")
        ('refs/heads/x%2', 'refs/heads/x%2/y')
        """
        parts = name.split("/")
        for end in range(3, len(parts)):
            own, number = parts[end - 1], 1
            while "/".join(parts[:end]) in self._names:
                number += 1
                parts[end - 1] = f"{own}%{number}"
        wanted = found = "/".join(parts)
        number = 1
        while found in self._names or found in self._folders:
            number += 1
            found = f"{wanted}%{number}"
        return found


def short_name(path: str, kind: str, layout: Layout) -> str:
    """Give a branch's name without the directories that only say that it is one: ``branches/x`` is ``x``.

    A trunk is ``main``; in a layout of several projects the project's name comes first, but for that at the top.
    """
    root = layout.root_of(path)
    if root is None:
        return path
    project, name = root.split(path.split("/") if path else [])
    if root.kind == "trunk":
        project, name = layout.project(path), "main"
    if not _several(layout):
        return name or path
    project = "/".join(part for part in project.split("/") if part not in CONTAINER_WORDS)
    return f"{project}/{name}" if project else name


def _several(layout: Layout) -> bool:
    trunks = [root for root in layout.roots if root.kind == "trunk" and root.last is None]
    return len({layout.project(root.pattern) for root in trunks}) > 1 or any("*" in root.pattern for root in trunks)


def live_refs(lives: Sequence[Life], layout: Layout) -> dict[str, str]:
    """Give life name to full ref name. No name is used twice, none is a directory of another."""
    names: dict[str, str] = {}
    taken = Names()
    order = {root: number for number, root in enumerate(layout.roots)}

    def rank(life: Life) -> tuple[bool, int, str]:
        # trunks first, in the layout's order: when two branches want one name, the trunk keeps it
        root = layout.root_of(life.path)
        return life.kind != "trunk", order[root] if root and life.kind == "trunk" else 0, life.path

    for life in sorted(lives, key=rank):
        if life.kind == "outside":
            names[life.name] = OUTSIDE_REF
            continue
        wanted = layout.names.get(life.name) or layout.names.get(life.path)
        if wanted:
            names[life.name] = taken.free(wanted)
            taken.add(names[life.name])
            continue
        folder = "refs/tags/" if life.kind == "tag" else "refs/heads/"
        names[life.name] = taken.free(folder + escape(short_name(life.path, life.kind, layout)))
        taken.add(names[life.name])
    return names


def deleted_ref(life: Life, taken: Names) -> str:
    """Give the ref of an ended life: ``refs/archaeo/deleted/branches/x@r17``, 17 being the revision that ended it.

    One that ended because the layout changed is under ``refs/archaeo/moved/``.
    """
    folder = "moved" if life.moved else "deleted"
    return taken.free(f"refs/archaeo/{folder}/{escape(life.path or 'root')}@r{life.end}")
