"""Which file a called symbol means: the linker's question, asked of the text.

C and Fortran meet as their compilers make them: the Fortran symbol ``foo`` is ``foo_`` in C.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..mentions import Dependency
from .records import Target, nearest

if TYPE_CHECKING:
    from ..records import Scanned

_HEADERS = (".h", ".hh", ".hpp", ".hxx", ".H", ".h++", ".icc", ".ipp", ".tcc", ".tpp", ".inl")
_LINKED = frozenset({"c", "cpp", "fortran"})


class Symbols:
    """The functions and variables that the files of a tree define for others."""

    def __init__(self, files: Iterable[Scanned]) -> None:
        self.functions: dict[str, list[str]] = defaultdict(list)
        self.methods: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.members: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.classes: dict[str, list[str]] = defaultdict(list)
        self.macros: set[str] = set()
        self.modules: dict[str, list[str]] = defaultdict(list)
        for file in files:
            if file.lang in _LINKED:
                self._take(file)

    def _take(self, file: Scanned) -> None:
        header = file.path.endswith(_HEADERS)
        fortran = file.lang == "fortran"
        for name, kind, _, owner in file.modules:
            if kind == "macro":
                self.macros.add(name)
            elif kind == "class":
                self.classes[name].append(file.path)
            elif kind == "method":
                if not header:
                    self.methods[name].append((owner, file.path))
            elif kind in ("module", "submodule"):
                self.modules[name].append(file.path)
            elif fortran and owner:
                self.members[owner, name].append(file.path)
            elif kind in ("function", "entry") or (kind == "variable" and not header):
                places = self.functions[name + "_" if fortran else name]
                if not header and file.path not in places:
                    places.append(file.path)

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
        if mention.form == "name" or mention.name in self.macros or mention.name in self.classes:
            return False
        if source.lang == "fortran":
            return mention.form != "function"
        return source.lang == "c" and not any(module.name == mention.name for module in source.modules)

    def find(self, source: Scanned, mention: Dependency) -> Target | None:
        """Give the file that defines what is called, or None where no file does."""
        found = self.named(mention.name, source.lang)
        if not found:
            return None
        if len(found) == 1:
            return Target(found[0], "symbol", f"only file that defines {mention.name}")
        return self._several(source.path, found, mention.name)

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
