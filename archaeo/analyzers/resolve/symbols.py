"""Which file a called symbol means: the linker's question, asked of the text.

C and Fortran meet as their compilers make them: the Fortran symbol ``foo`` is ``foo_`` in C.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..externals import is_standard_symbol, library
from ..mentions import Dependency
from .records import Target, nearest

if TYPE_CHECKING:
    from ..records import Scanned

HEADERS = (".h", ".hh", ".hpp", ".hxx", ".H", ".h++", ".icc", ".ipp", ".tcc", ".tpp", ".inl")
_LINKED = frozenset({"c", "cpp", "fortran"})


class Symbols:
    """The functions and variables that the files of a tree define for others.

    Args:
        included: gives the files that a file includes.
    """

    def __init__(self, files: Iterable[Scanned], included: Callable[[str], Iterable[str]]) -> None:
        self.functions: dict[str, list[str]] = defaultdict(list)
        self.methods: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.members: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.classes: dict[str, list[str]] = defaultdict(list)
        self.macros: set[str] = set()
        self.modules: dict[str, list[str]] = defaultdict(list)
        self._included = included
        self._declared: dict[str, set[str]] = {}
        self._closures: dict[str, set[str]] = {}
        self._bodies: dict[str, dict[tuple[str, int], list[str]]] = defaultdict(dict)
        for file in files:
            if file.lang in _LINKED:
                self._take(file)

    def _take(self, file: Scanned) -> None:
        header = file.path.endswith(HEADERS)
        fortran = file.lang == "fortran"
        declared = set()
        for name, kind, _, owner in file.modules:
            if kind == "macro":
                self.macros.add(name)
            elif kind == "declaration":
                declared.add(name)
            elif kind == "class":
                self.classes[name].append(file.path)
            elif kind == "method":
                if not header and file.path not in self.methods[name][owner]:  # overloads
                    self.methods[name][owner].append(file.path)
            elif kind in ("module", "submodule"):
                self.modules[name].append(file.path)
            elif fortran and owner:
                self.members[owner, name].append(file.path)
            elif kind in ("function", "entry") or (kind == "variable" and not header):
                places = self.functions[name + "_" if fortran else name]
                if not header and file.path not in places:
                    places.append(file.path)
        if declared:
            self._declared[file.path] = declared
        for mention in file.dependencies:
            if mention.form.startswith("macro ") and not mention.condition:
                self._bodies[mention.form[6:]].setdefault((file.path, mention.line), []).append(mention.name)

    def _sees(self, source: str, name: str) -> bool:
        """Tell whether a file, or what it includes, declares a name that it does not call: else it is a local one."""
        return any(name in self._declared[path] for path in self._closure(source) if path in self._declared)

    def _closure(self, source: str) -> Iterable[str]:
        """Give a file and all that it includes, directly or not."""
        known = self._closures.get(source)
        if known is None:
            known = self._closures[source] = {source}
            todo = [source]
            while todo:
                for target in self._included(todo.pop()):
                    if target not in known:
                        known.add(target)
                        todo.append(target)
        return known

    def expanded(self, source: str, name: str) -> Iterator[str]:
        """Yield the names that stand in the macro of a name, and in the macros of those, where the file sees them.

        A macro that is defined twice, or under a condition, depends on how the build is configured, and says nothing.
        """
        if name not in self._bodies:
            return
        closure = self._closure(source)
        seen, todo = {name}, [name]
        while todo:
            visible = [names for (path, _), names in self._bodies.get(todo.pop(), {}).items() if path in closure]
            for body in visible[0] if len(visible) == 1 else ():
                if body not in seen:
                    seen.add(body)
                    todo.append(body)
                    yield body

    def named(self, name: str, lang: str) -> Sequence[str]:
        """Give the files that define a function or variable which a file of that language can link with."""
        return self.functions.get(name + "_" if lang == "fortran" else name, ())

    def module(self, source: str, name: str) -> Target | None:
        """Give the file that defines a Fortran module, or None where no file does."""
        found = self.modules.get(name, ())
        if not found:
            return None
        if source in found:
            return Target(source, "recorded", "defined in the same file")
        if len(found) == 1:
            return Target(found[0], "symbol", f"only file that defines module {name}")
        return self._several(source, found, f"module {name}")

    def is_external(self, source: Scanned, mention: Dependency) -> bool:
        """Tell whether a symbol that no file defines is surely called, and not an array, a macro or a cast."""
        if source.lang == "fortran":
            return mention.form != "function"
        if is_standard_symbol(mention.name):
            return source.path not in self.functions.get(mention.name, ())
        if mention.form == "name" or mention.name in self.macros or mention.name in self.classes:
            return False
        if source.lang == "cpp":
            return library(mention.name, "call") is not None
        return source.lang == "c" and not any(module.name == mention.name for module in source.modules)

    def find(self, source: Scanned, mention: Dependency, names: Container[str]) -> Target | None:
        """Give the file that defines what is called, or None where no file does.

        Args:
            names: all names that the source mentions.
        """
        name = mention.name
        found = self.named(name, source.lang)
        if found and source.path not in found:
            if mention.form == "name" and not self._sees(source.path, name):
                return None
            if source.lang != "fortran" and is_standard_symbol(name):
                return None  # a replacement for systems that lack it; this system has it
        if not found:
            return self._method(source, name, names)
        if len(found) == 1:
            return Target(found[0], "symbol", f"only file that defines {name}")
        return self._several(source.path, found, name)

    def _method(self, source: Scanned, name: str, names: Container[str]) -> Target | None:
        """Find a method by its name together with a class that the source mentions."""
        owners = self.methods.get(name)
        if not owners or source.lang == "fortran":
            return None
        fitting = [path for owner, paths in owners.items() if owner in names for path in paths]
        if not fitting or source.path in fitting:
            return None
        if len(fitting) == 1:
            return Target(fitting[0], "symbol", f"defines method {name} of a class that the file mentions")
        return self._several(source.path, fitting, f"method {name}")

    def _several(self, source: str, found: Sequence[str], name: str) -> Target:
        """Decide as a build of one folder does: what the folder has itself comes first."""
        if source in found:
            return Target(source, "recorded", f"defines {name} itself")
        folder = source.rpartition("/")[0]
        here = [path for path in found if path.rpartition("/")[0] == folder]
        if len(here) == 1:
            others = tuple(path for path in found if path != here[0])
            return Target(here[0], "symbol", f"defines {name} in the same folder", others)
        return nearest(source, found, f"files that define {name}")
