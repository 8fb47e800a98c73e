"""Which texts of a history will be read most: the last of each path in a trunk, as `git archive` and a clone read them.

Only headers are looked at. A directory that is deleted does not take its files from here: it is a hint to a store, and
costs some bytes where it is wrong.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Mapping
from typing import NamedTuple

from .dump import Revision
from .layout import Layout, Patterns
from .source import Dump

# so many revisions before the last the newest ones begin, those that `git log -p` shows first; where branches live
# beside each other half of them are another one's
NEAR_END = 100


class _Latest(NamedTuple):
    """The latest text of a path."""

    dump: Dump
    offset: int


class _Replaced(NamedTuple):
    """A text that another one replaced, and the revision that has the other one."""

    path: str
    text: _Latest
    revision: int


class Newest:
    """Follows the texts of all paths."""

    def __init__(self) -> None:
        self._latest: dict[str, _Latest] = {}
        # those of the newest revisions; `git log -p` shows what was there before, and would read its whole chain
        self._replaced: deque[_Replaced] = deque()
        self._last = -1

    def add(self, dump: Dump, revision: Revision) -> None:
        """Take the next revision."""
        self._last = revision.number
        for node in revision.nodes:
            if node.text is not None:
                before = self._latest.get(node.path)
                if before is not None:
                    self._replaced.append(_Replaced(node.path, before, revision.number))
                self._latest[node.path] = _Latest(dump, node.text.offset)
            elif node.action == "delete":
                self._latest.pop(node.path, None)
        while self._replaced and self._replaced[0].revision <= self._last - NEAR_END:
            self._replaced.popleft()

    def offsets(self, layout: Layout) -> Mapping[Dump, frozenset[int]]:
        """Give for each dump the offsets of the newest texts; and of those that were replaced near the end."""
        owner = Patterns(layout.at(self._last)).owner
        found: dict[Dump, set[int]] = {}
        for path, text in itertools.chain(self._latest.items(), (item[:2] for item in self._replaced)):
            root = owner(path)
            if root is not None and root[0].kind == "trunk":
                found.setdefault(text.dump, set()).add(text.offset)
        return {dump: frozenset(offsets) for dump, offsets in found.items()}
