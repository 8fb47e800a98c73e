"""The lives of all branches, found by path and revision, and which of them a new one comes from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from archaeo.model import BlobId

from .dump import NodeChange, Revision
from .layout import Roots
from .life import OUTSIDE, Life


class Lives:
    """All lives of all branches.

    Attributes:
        all: in order of their beginning.
        current: path to the life that lasts.
        outside: what lies outside every branch, None while nothing did.
    """

    def __init__(self, roots: Roots) -> None:
        self._roots = roots
        self._by_path: dict[str, list[Life]] = {}
        self.all: list[Life] = []
        self.current: dict[str, Life] = {}
        self.outside: Life | None = None

    def add(self, life: Life) -> None:
        """Take a life that begins."""
        self.all.append(life)
        self._place(life)

    def resume(self, lives: list[Life]) -> None:
        """Go on with the lives that were remembered."""
        self.all = lives
        for life in lives:
            self._place(life)

    def _place(self, life: Life) -> None:
        if life.kind == OUTSIDE:
            self.outside = life
            return
        self._by_path.setdefault(life.path, []).append(life)
        if life.end is None:
            self.current[life.path] = life

    def at(self, path: str, revision: int) -> Life | None:
        """Give the life that a branch root's path had at a revision."""
        for life in reversed(self._by_path.get(path, [])):
            if life.start <= revision and (life.end is None or revision < life.end):
                return life
        return None

    def containing(self, path: str, revision: int) -> Life | None:
        """Give the life that a path belonged to at a revision."""
        match = self._roots.match(path, revision)
        if match is None:
            return self.outside if self.outside and self.outside.start <= revision else None
        return self.at(match[0], revision)

    def key_at(self, path: str, revision: int, peg: int) -> str | None:
        """Give the key of the commit that holds a branch's state at a revision; its path is looked up in another."""
        life = self.at(path, peg) or self.at(path, revision)
        while life is not None and revision < life.start:
            life = life.origin_life[0] if life.origin_life is not None else None
        return life.commit_at(revision) if life is not None else None

    def before(self, life: Life) -> Life | None:
        """Give the life that a branch had before, or that of the trunk in whose place it came."""
        known = self._by_path[life.path]
        return known[-2] if len(known) > 1 else self._former_place(life)

    def _former_place(self, life: Life) -> Life | None:
        """Give the trunk that went out of force, or was deleted, when another one began without a copy of it."""
        ended = (old for old in reversed(self.all) if old.kind == "trunk" == life.kind and old.end == life.start)
        return next(ended, None)

    # -- where a branch comes from

    def source(self, revision: Revision, path: str, maker: NodeChange | None, state: BlobId) -> tuple[Life, int] | None:
        """Give the life, and its revision, that a new branch was copied from."""
        source_path = copied_from(maker, path)
        if maker is None or maker.copyfrom is None or source_path is None:
            return self.filled(revision, path)
        at = maker.copyfrom.revision
        life = self.containing(source_path, at)
        if life is None:
            return None
        if life.path != source_path:
            return life, at
        # a copy of a working copy of mixed revisions: the root is the oldest, its children name newer ones
        newest = at
        for node in revision.nodes:
            if node.copyfrom is None or not node.path.startswith(path + "/" if path else ""):
                continue
            same_place = source_path + node.path[len(path) :]
            if node.copyfrom.path == same_place.strip("/") and (life.end is None or node.copyfrom.revision < life.end):
                newest = max(newest, node.copyfrom.revision)
        if life.states.at(at) == state:
            return life, at
        newer = takewhile(lambda item: item[0] > at, life.states.newest_first())
        same = [since for since, known in newer if known == state]
        # what was deleted in the working copy names no revision: the state may be a newer one than any that is named
        return life, next((since for since in same if since <= newest), same[-1] if same else newest)

    def filled(self, revision: Revision, path: str) -> tuple[Life, int] | None:
        """Give the life that a directory without a copy of its own was filled from, child by child.

        Only where every copy comes from the same place of one and the same branch is that taken for its origin.
        """
        prefix = path + "/" if path else ""
        found: Life | None = None
        newest = 0
        done: list[str] = []
        for node in revision.nodes:
            if node.copyfrom is None or not node.path.startswith(prefix) or any(node.path.startswith(d) for d in done):
                continue
            done.append(node.path + "/")
            life = self.containing(node.copyfrom.path, node.copyfrom.revision)
            if life is None or (found is not None and life is not found):
                return None
            below = node.copyfrom.path[len(life.path) :].strip("/")
            if below != node.path[len(prefix) :] or (life.path == path and life.end is None and life.kind != OUTSIDE):
                return None
            found, newest = life, max(newest, node.copyfrom.revision)
        return (found, newest) if found is not None else None


def maker_of(nodes: Sequence[NodeChange], path: str) -> NodeChange | None:
    """Give the node that made the directory at a path in this revision: its own, or that of a directory above it."""
    maker = None
    for node in nodes:
        above = node.path == path or path.startswith(node.path + "/") or not node.path
        deeper = maker is None or len(node.path) >= len(maker.path)
        if node.action in ("add", "replace") and above and deeper:
            maker = node
    return maker


def deletes(revision: Revision, path: str) -> bool:
    """Tell whether a revision deletes the directory at a path, or one above it."""
    return any(
        node.action in ("delete", "replace") and (node.path == path or path.startswith(node.path + "/"))
        for node in revision.nodes
    )


def copied_from(maker: NodeChange | None, path: str) -> str | None:
    """Give the path that the directory at a path is a copy of, None when its maker is no copy."""
    if maker is None or maker.copyfrom is None:
        return None
    return (maker.copyfrom.path + path[len(maker.path) :]).strip("/")
