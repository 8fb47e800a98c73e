"""Which file a class or package of Java and Perl means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..mentions import Dependency
from ..records import Scanned
from .records import FileIndex, Target, nearest


class JavaClasses:
    """The types that the Java files of a tree define, by package."""

    def __init__(self, files: Iterable[Scanned]) -> None:
        self._types: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._packages: dict[str, str] = {}
        for file in files:
            if file.lang == "java":
                self._packages[file.path] = ""
                for name, kind, _, owner in file.modules:
                    if kind == "package":
                        self._packages[file.path] = name
                    elif kind == "class" and file.path not in self._types[owner, name]:
                        self._types[owner, name].append(file.path)

    def find(self, source: Scanned, mention: Dependency, imports: Sequence[str]) -> Target | None:
        """Give the file of a class, by the rules of scope: imported by name, own package, imported with a star.

        Args:
            imports: what the source imports, as written.
        """
        name = mention.name
        if "." in name:
            package, _, short = name.rpartition(".")
            outer, _, inner = package.rpartition(".")
            found = self._types.get((package, short)) or self._types.get((outer, inner), [])
            return self._choose(source, found, f"class {name}")
        for full in imports:
            package, _, short = full.rpartition(".")
            if short == name:
                return self._choose(source, self._types.get((package, name), []), f"class {full}")
        own = self._types.get((self._packages.get(source.path, ""), name))
        if own:
            return self._choose(source, own, f"class {name} of the own package")
        for full in imports:
            package, _, short = full.rpartition(".")
            if short == "*" and (package, name) in self._types:
                return self._choose(source, self._types[package, name], f"class {name} of {full}")
        return None

    def has_package(self, name: str) -> bool:
        """Tell whether the tree has a file of the package."""
        return name in self._packages.values()

    def _choose(self, source: Scanned, found: Sequence[str], what: str) -> Target | None:
        if not found:
            return None
        if source.path in found:
            return Target(source.path, "recorded", f"defines {what}")
        if len(found) == 1:
            return Target(found[0], "symbol", f"only file that defines {what}")
        return nearest(source.path, found, f"files that define {what}")


class PerlModules:
    """The packages that the Perl files of a tree define."""

    def __init__(self, files: Iterable[Scanned], index: FileIndex) -> None:
        self._index = index
        self._packages: dict[str, list[str]] = defaultdict(list)
        for file in files:
            if file.lang == "perl":
                for name, kind, _, _ in file.modules:
                    if kind == "package" and file.path not in self._packages[name]:
                        self._packages[name].append(file.path)

    def find(self, source: Scanned, mention: Dependency) -> Target | None:
        """Give the file of a module: the one whose path spells its name, else, of a name in passing, none."""
        name = mention.name
        if mention.form == "file":
            found = self._index.ending(name.rpartition("}")[2].lstrip("/"))
            what = "files of that name"
        else:
            # by its path alone Bio/Symbol/Symbol.pm could be Perl's own Symbol
            declared = self._packages.get(name, ())
            found = [path for path in self._index.ending(name.replace("::", "/") + ".pm") if path in declared]
            what = "modules of that name"
        if not found:
            return None
        if source.path in found:
            return Target(source.path, "recorded", "the file itself")
        if len(found) == 1:
            return Target(found[0], "path", f"only one of the {what}")
        own = [path for path in found if path.rpartition("/")[0] == source.path.rpartition("/")[0]]
        if len(own) == 1:
            return Target(own[0], "path", "stands beside the file", tuple(path for path in found if path != own[0]))
        return nearest(source.path, found, what)


def java_imports(file: Scanned) -> Sequence[str]:
    """Give what a Java file imports, as written."""
    return [mention.name for mention in file.dependencies if mention.form == "import"]
