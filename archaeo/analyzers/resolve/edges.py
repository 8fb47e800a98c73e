"""All edges of a scanned tree, in the order of its files and of their text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..building import Building
from ..externals import library
from ..mentions import Dependency
from ..records import Scan, Scanned
from .classes import JavaClasses, PerlModules, java_imports
from .includes import Includes, included_elsewhere
from .names import LANGUAGES, Routines, script
from .pythons import PythonImports, installed_elsewhere
from .records import Edge, FileIndex, Target, nearest
from .symbols import HEADERS, Symbols


@dataclass(frozen=True, slots=True)
class Resolved:
    """A tree after resolving.

    Attributes:
        edges: in the order of files and their text; a file's edges to itself are left out.
        building: what the build files say, for targets and packages.
    """

    edges: tuple[Edge, ...]
    building: Building


def resolve(scan: Scan) -> Resolved:
    """Find the file that each mention means."""
    resolver = _Resolver(scan)
    return Resolved(tuple(resolver.edges()), resolver.building)


def edges(scan: Scan) -> tuple[Edge, ...]:
    """Give every edge once for each file, target and kind, at its first line."""
    return resolve(scan).edges


def _made(scan: Scan) -> Iterator[str]:
    """Yield the headers that configure scripts make, by the path they will have."""
    for file in scan.files:
        folder = file.path.rpartition("/")[0]
        for statement in file.statements if file.build in ("autotools", "cmake") else ():
            if statement.kind == "generated" and statement.name.endswith((".h", ".hh", ".hpp")):
                name = statement.name.rpartition("}/")[2]
                if "$" not in name:
                    yield f"{folder}/{name}".lstrip("/")


class _Resolver:
    """Hands each mention to the rules of its kind."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.files = FileIndex((file.path for file in scan.files), scan.links)
        self.building = Building(scan, self.files)
        elsewhere = included_elsewhere(scan, self.files)
        self.includes = Includes(self.files, self.building.search_path, elsewhere, _made(scan))
        self._scanned = {file.path: file for file in scan.files}
        self._including: dict[str, tuple[str, ...]] = {}
        self.symbols = Symbols(scan.files, self._included)
        self._names: set[str] = set()
        self.routines = Routines(scan.files)
        self.java = JavaClasses(scan.files)
        self.perl = PerlModules(scan.files, self.files)
        self.python = PythonImports(self.files, self._python_packages())
        self._by_kind: dict[str, Callable[[Scanned, Dependency], Iterator[Edge]]] = {
            "include": self._include,
            "use": self._use,
            "call": self._call,
            "import": self._import,
            "run": self._run,
            "load": self._load,
            "dictionary": self._dictionary,
        }

    def _python_packages(self) -> dict[str, list[tuple[str, str]]]:
        return installed_elsewhere(self.scan, self.files) | self.building.package_folders()

    def _included(self, path: str) -> tuple[str, ...]:
        """Give the files of the tree that a file includes."""
        known = self._including.get(path)
        if known is None:
            file = self._scanned.get(path)
            mentions = [one for one in file.dependencies if one.kind == "include"] if file else []
            targets = [self.includes.find(path, one.name, one.form) for one in mentions]
            known = self._including[path] = tuple(target.path for target in targets if target and target.path)
        return known

    def edges(self) -> Iterator[Edge]:
        for file in self.scan.files:
            found: dict[tuple[str, str], Edge] = {}
            self._names = {mention.name for mention in file.dependencies} if file.lang == "cpp" else set()
            for mention in (*file.dependencies, *self._through_includes(file)):
                find = self._by_kind.get(mention.kind)
                for edge in find(file, mention) if find else ():
                    first = found.setdefault((edge.target, edge.kind), edge)
                    if first.condition and not edge.condition:
                        found[edge.target, edge.kind] = first._replace(condition="")
            yield from (edge for edge in found.values() if edge.target != file.path)

    def _through_includes(self, file: Scanned) -> Iterator[Dependency]:
        """Yield the modules used by Fortran text that a file includes: to a compiler the file itself uses them."""
        if file.lang != "fortran":
            return
        for mention in file.dependencies:
            if mention.kind == "include":
                for path in self._fortran_text(file.path, mention):
                    for used in self._scanned[path].dependencies:
                        if used.kind == "use":
                            yield used._replace(line=mention.line, form=f"through {path}")

    def _fortran_text(self, source: str, mention: Dependency) -> list[str]:
        target = self.includes.find(source, mention.name, mention.form)
        found = [target.path] if target and target.path in self._scanned else []
        for path in found:
            if self._scanned[path].lang == "fortran" and len(found) < 50:
                found.extend(inner for inner in self._included(path) if inner not in found and inner in self._scanned)
        return [path for path in found if self._scanned[path].lang == "fortran"]

    def _to(self, file: Scanned, mention: Dependency, target: Target) -> Edge:
        return Edge(
            *(file.path, target.path, mention.kind, file.lang, mention.line, target.certainty, target.reason),
            candidates=target.candidates,
            condition=mention.condition,
            name=mention.name,
        )

    def _outside(self, file: Scanned, mention: Dependency, name: str, target: Target | None = None) -> Edge:
        reason = target.reason if target else "no file of the tree has it"
        return Edge(
            *(file.path, name, mention.kind, file.lang, mention.line, "recorded", reason),
            external=True,
            candidates=target.candidates if target else (),
            condition=mention.condition,
            name=mention.name,
        )

    def _include(self, file: Scanned, mention: Dependency) -> Iterator[Edge]:
        if mention.form in ("source", "@", "load"):
            yield from self._run(file, mention)
            return
        target = self.includes.find(file.path, mention.name, mention.form)
        if target and target.path:
            yield self._to(file, mention, target)
        else:
            yield self._outside(file, mention, mention.name, target)

    def _use(self, file: Scanned, mention: Dependency) -> Iterator[Edge]:
        target: Target | None
        if file.lang == "pascal":
            target = self.routines.package(file, mention) or script(self.files, file.path, mention.name, file.lang)
        else:
            target = self.symbols.module(file.path, mention.name)
        if target and mention.form.startswith("through "):
            target = target._replace(reason=f"{mention.form}: {target.reason}")
        yield self._to(file, mention, target) if target else self._outside(file, mention, mention.name)

    def _call(self, file: Scanned, mention: Dependency) -> Iterator[Edge]:
        if file.lang == "perl":
            yield from self._perl_import(file, mention)
            return
        if file.lang in LANGUAGES and mention.form != "native":
            target = self.routines.call(file, mention)
            if target:
                yield self._to(file, mention, target)
            elif library(mention.name, "call", file.lang) and file.lang == "idl":
                yield self._outside(file, mention, mention.name)
            return
        if mention.form.startswith("macro ") or file.path.endswith(HEADERS):
            return  # made by whoever uses the macro; what looks like a call in a class is a declaration
        target = self.symbols.find(file, mention, self._names)
        for name in self.symbols.expanded(file.path, mention.name):
            inner = self.symbols.find(file, mention._replace(name=name, form="name"), self._names)
            if inner:
                yield self._to(file, mention, inner._replace(reason=f"through macro {mention.name}: {inner.reason}"))
        if target:
            yield self._to(file, mention, target)
        elif self.symbols.is_external(file, mention):
            yield self._outside(file, mention, mention.name)

    def _import(self, file: Scanned, mention: Dependency) -> Iterator[Edge]:
        match file.lang:
            case "python":
                targets, name = self.python.find(file.path, mention)
                for target in targets:
                    yield self._to(file, mention, target)
                if name and not targets:
                    yield self._outside(file, mention, name)
            case "perl":
                yield from self._perl_import(file, mention)
            case "java":
                yield from self._java_import(file, mention)
            case "r" if self.building.is_package(f"{mention.name} (R)"):
                return  # it attaches itself
            case lang if lang in LANGUAGES:
                package = self.routines.package(file, mention)
                yield self._to(file, mention, package) if package else self._outside(file, mention, mention.name)

    def _run(self, file: Scanned, mention: Dependency) -> Iterator[Edge]:
        target = script(self.files, file.path, mention.name, file.lang)
        if target:
            yield self._to(file, mention, target)
        elif mention.kind == "include" and "$" not in mention.name:
            yield self._outside(file, mention, mention.name)

    def _load(self, file: Scanned, mention: Dependency) -> Iterator[Edge]:
        """A library or macro that is loaded at run time; a library is made by the build, and no file of the tree."""
        target = script(self.files, file.path, mention.name, file.lang)
        if target:
            yield self._to(file, mention, target)
        elif "$" not in mention.name:
            yield self._outside(file, mention, mention.name)

    def _dictionary(self, file: Scanned, mention: Dependency) -> Iterator[Edge]:
        found = self.symbols.classes.get(mention.name.rpartition("::")[2])
        if found:
            only = Target(found[0], "symbol", f"only file that defines class {mention.name}")
            several = nearest(file.path, found, "files that define the class")
            yield self._to(file, mention, only if len(found) == 1 else several)

    def _perl_import(self, file: Scanned, mention: Dependency) -> Iterator[Edge]:
        target = self.perl.find(file, mention)
        if target:
            yield self._to(file, mention, target)
        elif mention.form in ("use", "require", "base"):
            yield self._outside(file, mention, mention.name)

    def _java_import(self, file: Scanned, mention: Dependency) -> Iterator[Edge]:
        package, _, last = mention.name.rpartition(".")
        target = self.java.find(file, mention, java_imports(file)) if last != "*" else None
        if target:
            yield self._to(file, mention, target)
        elif mention.form == "import" and not self.java.has_package(package):
            yield self._outside(file, mention, package)
