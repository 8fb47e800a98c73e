"""The records of resolving, and the index of a tree's files."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

Certainty: TypeAlias = Literal["recorded", "path", "symbol", "guess"]
"""How sure an edge is: the text names this very file, a search path or a single fitting path leads to it, a symbol that
only it defines does, or it is the nearest of several that fit."""


class Target(NamedTuple):
    """What a rule decided.

    Attributes:
        path: "" for an external.
        candidates: the other files that would fit.
    """

    path: str
    certainty: Certainty
    reason: str
    candidates: tuple[str, ...] = ()


class Edge(NamedTuple):
    """One file that needs another, or something outside the tree.

    Attributes:
        target: a path of the tree, or the name of an external.
        external: the target is not in the tree.
        candidates: the files that would have fitted as well; empty where there was no choice.
        condition: the preprocessor condition it stands under.
    """

    source: str
    target: str
    kind: str
    lang: str
    line: int
    certainty: Certainty
    reason: str
    external: bool = False
    candidates: tuple[str, ...] = ()
    condition: str = ""
    name: str = ""


class FileIndex:
    """The paths of a tree, found by any end of them.

    Links stand for what they lead to; a link that leads nowhere is no file.
    """

    def __init__(self, paths: Iterable[str], links: Mapping[str, str] | None = None) -> None:
        self.paths = set(paths)
        self.aliases: dict[str, str] = {}
        for link, said in (links or {}).items():
            target = posixpath.normpath(posixpath.join(posixpath.dirname(link), said))
            for _ in range(8):
                if target in (links or {}):
                    target = posixpath.normpath(posixpath.join(posixpath.dirname(target), (links or {})[target]))
            if target in self.paths:
                self.aliases[link] = target
        self._named: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.paths):
            self._named[path.rpartition("/")[2]].append(path)
        for link in sorted(self.aliases):
            self._named[link.rpartition("/")[2]].append(link)
        self.folders = {""}
        for path in self.paths:
            folder = path.rpartition("/")[0]
            while folder not in self.folders:
                self.folders.add(folder)
                folder = folder.rpartition("/")[0]

    def at(self, path: str) -> str | None:
        """Give the file that stands at a path, through a link if need be."""
        return path if path in self.paths else self.aliases.get(path)

    def ending(self, name: str) -> Sequence[str]:
        """Give the files whose path is the name or ends in ``/name``; leading ``./`` and ``../`` do not count."""
        if "/" not in name:
            found = self._named.get(name, [])
        else:
            name = posixpath.normpath(name)
            while name.startswith("../"):
                name = name[3:]
            name = name.lstrip("/")
            end = "/" + name
            found = [
                path for path in self._named.get(name.rpartition("/")[2], ()) if path == name or path.endswith(end)
            ]
        if not self.aliases:
            return found
        own = [path for path in found if path in self.paths]
        return own or list(dict.fromkeys(self.aliases[path] for path in found))


def nearness(source: str, path: str) -> tuple[int, int, str]:
    """Sort key: most folders in common with the source first, then the shallower path, then the name."""
    a, b = source.split("/")[:-1], path.split("/")[:-1]
    common = 0
    for left, right in zip(a, b, strict=False):
        if left != right:
            break
        common += 1
    return -common, len(b), path


def nearest(source: str, paths: Sequence[str], what: str) -> Target:
    """Decide between several fitting files by their place, which is a guess and says so."""
    first, *others = sorted(paths, key=lambda path: nearness(source, path))
    return Target(first, "guess", f"nearest of {len(paths)} {what}", tuple(others))
