"""The layout of a repository while the rules look for it: the roots so far, and what they are found from."""

from __future__ import annotations

from collections.abc import Iterator

from .directories import Directories
from .layout import STANDARD, Kind, Patterns, Root

CONTAINERS = ("branches", "tags")

IF_EVER = "if one is ever made"
"""Why a root is in a layout though no directory of it is in the history: a longer history may have one."""


class Draft:
    """The roots found so far, and what they are found from."""

    def __init__(self, directories: Directories) -> None:
        self.directories = directories
        self.roots: list[Root] = []
        self._patterns = Patterns()

    def add(
        self,
        pattern: str,
        kind: Kind,
        why: str,
        last: int | None = None,
        *,
        inverted: bool = False,
        of: str | None = None,
    ) -> bool:
        """Take a root, unless it is known."""
        if any(root.pattern == pattern for root in self.roots):
            return False
        root = Root(pattern, kind, why, 0, last, inverted, of)
        self.roots.append(root)
        if last is None:
            self._patterns.add(root)
        return True

    def owner(self, path: str) -> Root | None:
        """Give the root that a path belongs to."""
        found = self._patterns.owner(path)
        return found[0] if found else None

    def is_root(self, path: str) -> bool:
        """Tell whether a path is a branch root itself."""
        found = self._patterns.owner(path)
        return found is not None and found[1] == (path.count("/") + 1 if path else 0)

    def holds(self, path: str) -> bool:
        """Tell whether a path is in a root, or has roots below it."""
        return self.owner(path) is not None or any(root.pattern.startswith(path + "/") for root in self.roots)

    def projects(self) -> Iterator[tuple[str, Root]]:
        """Yield (directory, trunk) of each project whose trunk has a directory of its own."""
        for root in list(self.roots):
            if root.kind == "trunk" and root.pattern and "*" not in root.pattern and root.last is None:
                yield root.pattern.rpartition("/")[0], root


def is_plain_top(draft: Draft) -> bool:
    """Tell whether the names at the top alone gave a layout."""
    return any(root.pattern in STANDARD for root in draft.roots)


def join(folder: str, name: str) -> str:
    """Give the path of a name in a folder, which may be the top."""
    return f"{folder}/{name}" if folder else name


def times(count: int) -> str:
    """Give how often in words."""
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"
