"""Languages whose routines are found by name alone, and scripts that start and read each other."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..mentions import Dependency
from ..records import Scanned
from .records import FileIndex, Target, nearest

LANGUAGES = frozenset({"idl", "matlab", "r", "tcl", "pascal", "lisp"})
_ENDINGS = {
    "idl": (".pro",),
    "matlab": (".m",),
    "lisp": (".lsp", ".lisp", ".cl", ".el", ".scm"),
    "tcl": (".tcl",),
    "pascal": (".pas", ".pp"),
}
_VARIABLE = re.compile(r"\$(?:\{[^{}]*\}|\([^()]*\)|env\([^()]*\)|::env\([^()]*\)|[\w:]+)|~\w*|\[[^\]]*\]|@\w+@")


class Routines:
    """The routines and packages that files of such languages define."""

    def __init__(self, files: Iterable[Scanned]) -> None:
        self._defined: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._packages: dict[tuple[str, str], list[str]] = defaultdict(list)
        for file in files:
            if file.lang in LANGUAGES:
                for name, kind, _, owner in file.modules:
                    if kind == "function" and not owner:
                        self._add(self._defined[file.lang, name], file.path)
                    elif kind in ("package", "module"):
                        self._add(self._packages[file.lang, name], file.path)

    @staticmethod
    def _add(places: list[str], path: str) -> None:
        if path not in places:
            places.append(path)

    def call(self, source: Scanned, mention: Dependency) -> Target | None:
        """Give the file that defines a routine; the one named after it comes before one that merely holds it."""
        found = self._defined.get((source.lang, mention.name), ())
        if source.lang == "idl" and len(found) > 1:
            named = [path for path in found if path.rpartition("/")[2].lower() == f"{mention.name}.pro"]
            found = named or found
        return _chosen(source.path, found, f"routine {mention.name}")

    def package(self, source: Scanned, mention: Dependency) -> Target | None:
        """Give the file that provides a package or unit."""
        return _chosen(source.path, self._packages.get((source.lang, mention.name), ()), f"package {mention.name}")


def _chosen(source: str, found: Sequence[str], what: str) -> Target | None:
    if not found:
        return None
    if source in found:
        return Target(source, "recorded", f"defines {what} itself")
    if len(found) == 1:
        return Target(found[0], "symbol", f"only file that defines {what}")
    folder = source.rpartition("/")[0]
    here = [path for path in found if path.rpartition("/")[0] == folder]
    if len(here) == 1:
        others = tuple(path for path in found if path != here[0])
        return Target(here[0], "symbol", f"defines {what} in the same folder", others)
    return nearest(source, found, f"files that define {what}")


def script(files: FileIndex, source: str, name: str, lang: str) -> Target | None:
    """Give the file that a script reads or starts; variables in its path stand for any folder."""
    name = name.strip("'\"{}")
    rest = _VARIABLE.sub("", name).replace("//", "/").lstrip("/")
    if not rest or "$" in rest or "*" in rest or rest.rpartition("/")[2] in ("", ".", ".."):
        return None
    has_variable = rest != name
    for ending in ("", *_ENDINGS.get(lang, ())):
        path = rest + ending
        if not has_variable:
            beside = files.at(posixpath.normpath(posixpath.join(posixpath.dirname(source), path)))
            if beside:
                return Target(beside, "recorded", "stands where the script says") if beside != source else None
        from_root = files.at(posixpath.normpath(path))
        if from_root and from_root != source:
            return Target(from_root, "path", "stands there from the tree's root")
        found = [one for one in files.ending(path) if one != source]
        if "/" not in path and "." not in path:
            continue  # a bare word is a command more often than a file
        if len(found) == 1:
            return Target(found[0], "path", "only file of that name")
        if found:
            return nearest(source, found, "files of that name")
    return None
