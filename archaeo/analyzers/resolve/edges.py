"""All edges of a scanned tree, in the order of its files and of their text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..mentions import Dependency
from ..records import Scan, Scanned
from .includes import IncludeFolder, Includes
from .pythons import PythonImports
from .records import Edge, FileIndex, Target
from .symbols import Symbols


def edges(scan: Scan) -> Iterator[Edge]:
    """Yield every edge once for each place where the text makes it; a file's edges to itself are left out."""
    yield from _Resolver(scan).edges()


class _Resolver:
    """Hands each mention to the rules of its kind."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.files = FileIndex((file.path for file in scan.files), scan.links)
        self.includes = Includes(self.files, self._search_path)
        self.symbols = Symbols(scan.files)
        self.python = PythonImports(self.files, {})
        self._by_kind: dict[str, Callable[[Scanned, Dependency], Iterator[Edge]]] = {
            "include": self._include,
            "use": self._use,
            "call": self._call,
        }

    def _search_path(self, source: str) -> Sequence[IncludeFolder]:
        return ()

    def edges(self) -> Iterator[Edge]:
        for file in self.scan.files:
            seen: set[tuple[str, str]] = set()
            for mention in file.dependencies:
                find = self._import if mention.kind == "import" else self._by_kind.get(mention.kind)
                if find is None:
                    continue
                for edge in find(file, mention):
                    if edge.target != file.path and (edge.target, edge.kind) not in seen:
                        seen.add((edge.target, edge.kind))
                        yield edge

    def _to(self, file: Scanned, mention: Dependency, target: Target) -> Edge:
        return Edge(
            *(file.path, target.path, mention.kind, file.lang, mention.line, target.certainty, target.reason),
            candidates=target.candidates,
            condition=mention.condition,
            name=mention.name,
        )

    def _outside(self, file: Scanned, mention: Dependency, name: str) -> Edge:
        reason = "no file of the tree has it"
        return Edge(
            *(file.path, name, mention.kind, file.lang, mention.line, "recorded", reason),
            external=True,
            condition=mention.condition,
            name=mention.name,
        )

    def _include(self, file: Scanned, mention: Dependency) -> Iterator[Edge]:
        target = self.includes.find(file.path, mention.name, mention.form)
        yield self._to(file, mention, target) if target else self._outside(file, mention, mention.name)

    def _use(self, file: Scanned, mention: Dependency) -> Iterator[Edge]:
        target = self.symbols.module(file.path, mention.name)
        yield self._to(file, mention, target) if target else self._outside(file, mention, mention.name)

    def _call(self, file: Scanned, mention: Dependency) -> Iterator[Edge]:
        target = self.symbols.find(file, mention)
        if target:
            yield self._to(file, mention, target)
        elif self.symbols.is_external(file, mention):
            yield self._outside(file, mention, mention.name)

    def _import(self, file: Scanned, mention: Dependency) -> Iterator[Edge]:
        if file.lang == "python":
            targets, name = self.python.find(file.path, mention)
            for target in targets:
                yield self._to(file, mention, target)
            if name and not targets:
                yield self._outside(file, mention, name)
