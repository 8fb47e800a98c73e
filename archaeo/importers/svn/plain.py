"""The plain reading of a repository whose layout was found by weaker evidence than names at the top.

What the names alone would give (trunk, branches and tags at the top, or else the whole repository as one branch) is
kept beside the branches that were found, under ``refs/archaeo/plain``: where the finder was wrong, nothing was lost.
It costs no texts and few trees, since both readings share them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from archaeo.model import Commit, ImportOptions, Ref, Store
from archaeo.tree import Tree

from .dump import Revision
from .history import History
from .layout import Layout

_MARK = "/plain/"
_REFS = "refs/archaeo/plain/"


class Reading:
    """Follows the plain reading, if the layout has one; else yields nothing.

    Attributes:
        history: of that reading, or None.
    """

    def __init__(self, name: str, uuid: str, layout: Layout, store: Store, options: ImportOptions) -> None:
        # a submodule needs the commits of the branches as they were found
        options = replace(options, content=replace(options.content, externals="report"))
        self.history = History(name, uuid, layout.plain, store, options) if layout.plain else None

    def revision(self, revision: Revision, old: Tree, new: Tree) -> Iterator[Commit]:
        """Yield the commits of a revision; oddities, and what made no commit, are the other reading's to tell."""
        if self.history is None:
            return
        for record in self.history.revision(revision, old, new):
            if isinstance(record, Commit) and not record.key.startswith("outside:"):
                parents = tuple(_MARK + parent for parent in record.parents if not parent.startswith("outside:"))
                yield replace(record, key=_MARK + record.key, branch=_MARK + record.branch, parents=parents, note="")

    def refs(self) -> Iterator[Ref]:
        """Yield the refs, each under ``refs/archaeo/plain``."""
        if self.history is None:
            return
        for ref in self.history.refs():
            if isinstance(ref, Ref) and not ref.target.startswith("outside:"):
                name = _REFS + ref.name.removeprefix("refs/archaeo/").removeprefix("refs/")
                yield replace(
                    ref, name=name, target=_MARK + ref.target, branch=_MARK + ref.branch, tagger=None, project=None
                )
