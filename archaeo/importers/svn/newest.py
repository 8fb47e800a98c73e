"""Which texts of a history will be read most: the last of each path in a trunk, as `git archive` and a clone read them.

Only headers are looked at. A directory that is deleted does not take its files from here: it is a hint to a store, and
costs some bytes where it is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .dump import Revision
from .layout import Layout, Patterns
from .source import Dump

# so many revisions before the last the newest ones begin, those that `git log -p` shows first
NEAR_END = 60


class _Latest(NamedTuple):
    """The latest text of a path: its offset, its revision, and the offset of the text before it, -1 for none."""

    dump: Dump
    offset: int
    revision: int
    before: int


class Newest:
    """Follows the texts of all paths."""

    def __init__(self) -> None:
        self._latest: dict[str, _Latest] = {}
        self._last = -1

    def add(self, dump: Dump, revision: Revision) -> None:
        """Take the next revision."""
        self._last = revision.number
        for node in revision.nodes:
            if node.text is not None:
                before = self._latest.get(node.path)
                same = before is not None and before.dump is dump
                offset = before.offset if before is not None and same else -1
                self._latest[node.path] = _Latest(dump, node.text.offset, revision.number, offset)
            elif node.action == "delete":
                self._latest.pop(node.path, None)

    def offsets(self, layout: Layout) -> Mapping[Dump, frozenset[int]]:
        """Give for each dump the offsets of the newest texts; in the newest revisions also of those they replaced."""
        owner = Patterns(layout.at(self._last)).owner
        found: dict[Dump, set[int]] = {}
        for path, text in self._latest.items():
            root = owner(path)
            if root is not None and root[0].kind == "trunk":
                offsets = found.setdefault(text.dump, set())
                offsets.add(text.offset)
                if text.revision > self._last - NEAR_END:
                    offsets.add(text.before)  # `git log -p` shows what changed
        return {dump: frozenset(offsets) for dump, offsets in found.items()}
