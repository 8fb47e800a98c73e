"""Which directories of a Subversion repository are branches.

A layout is a list of patterns for branch roots, as ``trunk``, ``branches/*``, ``proj/tags/*``; ``*`` stands for one
name. No pattern but "" means that the whole repository is one branch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from archaeo.errors import ArchaeoError
from archaeo.tree import Tree

from .dump import NodeChange

Kind: TypeAlias = Literal["trunk", "branch", "tag"]
STANDARD = ("trunk", "branches/*", "tags/*")


@dataclass(frozen=True, slots=True)
class Root:
    """A pattern for branch roots.

    Attributes:
        kind: a trunk becomes `main`, a branch a head, a tag a tag.
    """

    pattern: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Layout:
    """Where branches are, and why that was thought.

    Attributes:
        roots: in order; a path belongs to the first that matches.
        reason: one sentence.
    """

    roots: tuple[Root, ...]
    reason: str

    @property
    def is_single(self) -> bool:
        """Whether the whole repository is one branch."""
        return self.roots == (Root("", "trunk"),)


SINGLE_ROOTS = (Root("", "trunk"),)


def parse(text: str) -> Layout:
    """Give the layout that a person named: ``std``, ``single`` or a list of patterns.

    Raises:
        ArchaeoError: two patterns of which one lies inside the other.
    """
    if text == "single":
        return Layout(SINGLE_ROOTS, "the whole repository is one branch, as asked for")
    if text == "std":
        return Layout(
            tuple(Root(pattern, kind_of(pattern)) for pattern in STANDARD), "trunk, branches and tags, as asked for"
        )
    patterns = [pattern.strip().strip("/") for pattern in text.split(",")]
    patterns = [pattern for pattern in patterns if pattern]
    if not patterns:
        raise ArchaeoError(
            f"layout '{text}' names no branch root",
            hint="say auto, std, single or roots as 'proj/trunk,proj/branches/*'",
        )
    return Layout(tuple(Root(pattern, kind_of(pattern)) for pattern in patterns), "as asked for")


def kind_of(pattern: str) -> Kind:
    """Give what a root is by its pattern: below a directory called tags a tag, with a ``*`` at its end a branch."""
    parts = pattern.split("/")
    if {"tags", "tag", "releases", "release"} & set(parts[:-1]):
        return "tag"
    return "branch" if "*" in parts[-1] else "trunk"


class Finder:
    """Finds the layout by what a history's nodes do; feed it each revision's."""

    def __init__(self) -> None:
        self._reason = ""

    def add(self, nodes: Iterable[NodeChange]) -> None:
        """Look at the nodes of a revision."""
        if self._reason:
            return
        for node in nodes:
            top, _, rest = node.path.partition("/")
            if top in ("trunk", "branches", "tags") and node.action != "delete" and (rest or node.kind == "dir"):
                self._reason = f"there is a directory '{top}' at the top"
                return

    def layout(self) -> Layout:
        """Give the layout found."""
        if self._reason:
            return Layout(tuple(Root(pattern, kind_of(pattern)) for pattern in STANDARD), self._reason)
        return Layout(SINGLE_ROOTS, "no trunk, branches or tags at the top: the whole repository is one branch")


class Roots:
    """Finds the branch roots of a tree."""

    def __init__(self, layout: Layout) -> None:
        self._patterns = [(tuple(root.pattern.split("/")) if root.pattern else (), root.kind) for root in layout.roots]

    def changed(self, old: Tree, new: Tree) -> list[tuple[str, Kind, Tree | None, Tree | None]]:
        """Give (path, kind, old tree, new tree) of each root that is not the same tree in both, sorted by path.

        What both trees share is passed over by identity, so the cost follows the number of branches, not of files.
        """
        found: dict[str, tuple[str, Kind, Tree | None, Tree | None]] = {}
        for parts, kind in self._patterns:
            for path, before, after in _walk(parts, "", old, new):
                found.setdefault(path, (path, kind, before, after))
        return [found[path] for path in sorted(found)]

    def match(self, path: str) -> tuple[str, str] | None:
        """Give (root, path below it) of a path inside a branch, None for one outside."""
        names = path.split("/") if path else []
        for parts, _ in self._patterns:
            if len(names) >= len(parts) and all(part in ("*", name) for part, name in zip(parts, names, strict=False)):
                return "/".join(names[: len(parts)]), "/".join(names[len(parts) :])
        return None

    def outside(self, tree: Tree) -> Tree:
        """Give the tree without its branch roots."""
        return _without([parts for parts, _ in self._patterns], tree)


def _walk(
    parts: tuple[str, ...], prefix: str, old: Tree | None, new: Tree | None
) -> Iterator[tuple[str, Tree | None, Tree | None]]:
    if old is new:
        return
    if not parts:
        yield prefix, old, new
        return
    before = old.entries if old else {}
    after = new.entries if new else {}
    if parts[0] != "*":
        names = [parts[0]] if before.get(parts[0]) is not after.get(parts[0]) else []
    else:
        # identity first: of a thousand branches one or two differ
        names = [name for name, entry in after.items() if before.get(name) is not entry]
        names += [name for name in before if name not in after]
    for name in names:
        a, b = (entry if isinstance(entry, Tree) else None for entry in (before.get(name), after.get(name)))
        yield from _walk(parts[1:], f"{prefix}/{name}" if prefix else name, a, b)


def _without(patterns: list[tuple[str, ...]], tree: Tree) -> Tree:
    kept = {}
    for name, entry in tree.entries.items():
        below = [parts[1:] for parts in patterns if parts and parts[0] in ("*", name)]
        if not isinstance(entry, Tree) or not below:
            kept[name] = entry
        elif () not in below:
            rest = _without(below, entry)
            if rest.entries:
                kept[name] = rest
    made = Tree(kept)
    made.properties = tree.properties
    return made
