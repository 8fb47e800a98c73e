"""Which file an include means: the compiler's own search, with the include directories that build files name.

Source: cpp(1), "Search Path"; what is ours is the last two rules, for trees whose build cannot be asked.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from ..externals import is_standard_header
from .records import FileIndex, Target, nearest


class IncludeFolder(NamedTuple):
    """A folder in which includes are searched, and the place in a build file that says so."""

    folder: str
    evidence: str


class Mention(NamedTuple):
    """An include to be found."""

    source: str
    name: str
    form: str


class SearchPath(Protocol):
    """Gives the include folders that hold for a source file, in their order."""

    def __call__(self, source: str) -> Sequence[IncludeFolder]: ...


class Includes:
    """Finds included files; remembers what it found, since a header is looked for from one folder again and again."""

    def __init__(self, files: FileIndex, search: SearchPath) -> None:
        self._files, self._search = files, search
        self._rules: tuple[Callable[[Mention, Sequence[str]], Target | None], ...] = (
            self._own_folder,
            self._include_folder,
            self._compilers_own,
            self._only_one,
            self._nearest,
        )
        self._known: dict[tuple[str, str, str], Target | None] = {}

    def find(self, source: str, name: str, form: str) -> Target | None:
        """Give the included file with the reason, or None for one that the tree does not have."""
        key = (source.rpartition("/")[0], name, form)
        if key in self._known:
            return self._known[key]
        name = name.replace("\\", "/")
        mention = Mention(source, name, form)
        fitting = self._files.ending(name)
        target = None
        if fitting:
            for rule in self._rules:
                target = rule(mention, fitting)
                if target:
                    break
        self._known[key] = target
        return target

    def _own_folder(self, mention: Mention, fitting: Sequence[str]) -> Target | None:
        if mention.form.startswith("<") and len(fitting) > 1 and self._search(mention.source):
            return None  # in brackets the search path comes first where there is one
        path = self._files.at(posixpath.normpath(posixpath.join(posixpath.dirname(mention.source), mention.name)))
        return Target(path, "recorded", "stands beside the file that includes it") if path else None

    def _include_folder(self, mention: Mention, fitting: Sequence[str]) -> Target | None:
        for folder, evidence in self._search(mention.source):
            path = self._files.at(posixpath.normpath(posixpath.join(folder, mention.name)))
            if path:
                others = tuple(other for other in fitting if other != path)
                return Target(path, "path", f"include folder '{folder or '.'}', {evidence}", others)
        return None

    def _compilers_own(self, mention: Mention, fitting: Sequence[str]) -> Target | None:
        """``<math.h>`` is the compiler's even where some folder of the tree has a file of that name."""
        if mention.form != "<" or not is_standard_header(mention.name):
            return None
        return Target("", "recorded", "comes with every compiler", tuple(fitting))

    def _only_one(self, mention: Mention, fitting: Sequence[str]) -> Target | None:
        return Target(fitting[0], "path", "only file of that name") if len(fitting) == 1 else None

    def _nearest(self, mention: Mention, fitting: Sequence[str]) -> Target | None:
        return nearest(mention.source, fitting, "files of that name")
