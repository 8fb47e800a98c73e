"""What a tree's build files say of it: include folders of each source, targets, packages asked for.

Variables are replaced as make does it: by the makefile's own assignments, those of the files it reads, and what the
shell scripts of the tree set. One that is set nowhere (``$(GENIE)``, ``$NEMO``) mostly names the tree itself: that is
assumed if what follows it exists there.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from .mentions import Statement
from .records import Scan, Scanned
from .resolve.includes import IncludeFolder
from .resolve.records import FileIndex, nearness

_REFERENCE = re.compile(r"\$[({]([^(){}:$\s,]+)(?::([^(){}=\s]*)=([^(){}\s]*))?[)}]|\$(\w+)|@(\w+)@")
_LEFT = re.compile(r"^\$[({]?([\w.]+)[)}]?")
_FLAG = re.compile(r"(?:^|\s)-I[ \t]*([^\s;\"']+)")
_LINK = re.compile(r"(?:^|\s)-l([\w+.-]+)")
_HERE = frozenset(
    "srcdir builddir abs_srcdir CURDIR PWD cwd CMAKE_CURRENT_SOURCE_DIR CMAKE_CURRENT_BINARY_DIR "
    "CMAKE_CURRENT_LIST_DIR".split()
)
_TOP = frozenset(
    "top_srcdir top_builddir abs_top_srcdir abs_top_builddir TOP TOPDIR topdir PROJECT_SOURCE_DIR CMAKE_SOURCE_DIR "
    "PROJECT_BINARY_DIR CMAKE_BINARY_DIR ROOTDIR BASEDIR".split()
)
_TOP_SIGNS = ("configure.ac", "configure.in", "configure", "CMakeLists.txt", "SConstruct")
_OBJECT = re.compile(r"^(.*)\.(?:o|lo|obj|os)$")
_COMPILED = (
    ".c",
    ".cc",
    ".cpp",
    ".cxx",
    ".C",
    ".f",
    ".F",
    ".f90",
    ".F90",
    ".for",
    ".f95",
    ".F95",
    ".y",
    ".l",
    ".s",
    ".S",
    ".m",
)
_MAKES = ("make", "imake")


@dataclass(frozen=True, slots=True)
class Target:
    """Something that a build makes.

    Attributes:
        kind: ``program``, ``library`` or ``step`` (a name that only gathers others).
        path, line: the build file that says so.
        sources: files of the tree it is made from, as far as they are known.
        links: libraries it is linked with, by the name after ``-l``.
        needs: other targets named among what it is made from.
    """

    name: str
    kind: str
    path: str
    line: int
    sources: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def folder(self) -> str:
        """The folder of the build file, "" for the root."""
        return self.path.rpartition("/")[0]


Role: TypeAlias = Literal["needed", "optional", "beside"]
"""What something from outside is for: nothing goes without it, some things do, or only tests and documents want it."""


class Package(NamedTuple):
    """Something outside that a build file asks for by name.

    Attributes:
        how: ``package``, ``link``, ``header`` or ``tool``.
        version: "" where the file says none.
    """

    name: str
    how: str
    version: str
    path: str
    line: int
    role: Role = "needed"


class _Said(NamedTuple):
    statement: Statement
    path: str


class Building:
    """The build of a tree, as its files tell it."""

    def __init__(self, scan: Scan, files: FileIndex) -> None:
        self._files = files
        self._scanned = {file.path: file for file in scan.files if file.statements}
        self._in_folder: dict[str, list[Scanned]] = defaultdict(list)
        for file in self._scanned.values():
            if file.build:
                self._in_folder[file.path.rpartition("/")[0]].append(file)
        self._environment = _environment(scan)
        self._paths: dict[str, tuple[IncludeFolder, ...]] = {}
        self._read: dict[str, list[_Said]] = {}
        self._inside: dict[str, list[str]] = defaultdict(list)
        self._globs: dict[str, tuple[str, ...]] = {}
        self._known_targets: tuple[Target, ...] | None = None
        self._packages = self._package_roots()

    # ------------------------------------------------------------------ include folders

    def search_path(self, source: str) -> Sequence[IncludeFolder]:
        """Give the include folders for a source, in the order in which its build files name them."""
        return self._folder_path(source.rpartition("/")[0])

    def _folder_path(self, folder: str) -> tuple[IncludeFolder, ...]:
        known = self._paths.get(folder)
        if known is None:
            found: dict[str, IncludeFolder] = {}
            has_make = False
            at = folder
            while True:
                for file in self._in_folder.get(at, ()):
                    is_make = file.build in _MAKES
                    if is_make and has_make:
                        continue  # a makefile rules its own folder, and those below that have none
                    for one in self._named_by(file):
                        found.setdefault(one.folder, one)
                has_make = has_make or any(file.build in _MAKES for file in self._in_folder.get(at, ()))
                for one in self._of_package(at):
                    found.setdefault(one.folder, one)
                if not at:
                    break
                at = at.rpartition("/")[0]
            known = self._paths[folder] = tuple(found.values())
        return known

    def _named_by(self, file: Scanned) -> Iterator[IncludeFolder]:
        said = self._said(file.path)
        variables = _variables(said)
        here = self._base(file)
        for statement, path in said:
            if statement.kind == "include path":
                texts = [self._expand(statement.value, variables)]
            elif statement.kind in ("variable", "append", "recipe") and "-I" in statement.value:
                texts = _FLAG.findall(self._expand(statement.value, variables))
            else:
                continue
            for word in " ".join(texts).split():
                folder = self._folder(word, here)
                if folder is not None:
                    by = "" if path == file.path else f", read by {file.path}"
                    yield IncludeFolder(folder, f"{path}:{statement.line}{by}")

    def _package_roots(self) -> dict[str, tuple[str, str]]:
        """Give CMT package name to its folder and the place that says so."""
        found: dict[str, tuple[str, str]] = {}
        for file in self._scanned.values():
            for statement in file.statements:
                if statement.kind == "package name":
                    root = file.path.rpartition("/")[0].rpartition("/")[0]
                    found.setdefault(statement.name, (root, f"{file.path}:{statement.line}"))
        return found

    def is_package(self, name: str) -> bool:
        """Tell whether the tree holds a package of that name."""
        return name in self._packages

    def _of_package(self, folder: str) -> Iterator[IncludeFolder]:
        """Yield what CMT puts on the path by itself: a package's ``src`` and root, and the roots of those it uses."""
        for place in (f"{folder}/cmt".lstrip("/"), f"{folder}/mgr".lstrip("/")):
            for file in self._in_folder.get(place, ()):
                if file.build != "cmt":
                    continue
                yield from self._named_by(file)
                for statement in file.statements:
                    named = self._packages.get(statement.name)
                    if statement.kind == "package" and named:
                        for below in ("src", ""):
                            path = "/".join(part for part in (named[0], below) if part)
                            if path in self._files.folders:
                                yield IncludeFolder(path, f"{file.path}:{statement.line} uses package {statement.name}")

    def _base(self, file: Scanned) -> str:
        """Give the folder that a build file's relative paths begin in."""
        folder = file.path.rpartition("/")[0]
        if file.build == "cmt":
            beside = posixpath.join(posixpath.dirname(folder), "src")
            return beside if beside in self._files.folders else folder
        return folder

    # ------------------------------------------------------------------ text to folders

    def _said(self, path: str) -> list[_Said]:
        """Give the statements of a build file and of the files it reads, its own first."""
        known = self._read.get(path)
        if known is None:
            known = self._read[path] = []
            todo, seen = [path], {path}
            while todo and len(seen) < 40:
                at = todo.pop(0)
                own = [_Said(statement, at) for statement in self._scanned[at].statements]
                known.extend(own)
                for statement, _ in own:
                    if statement.kind == "read":
                        target = self._reads(self._expand(statement.value, _variables(known)), at)
                        if target and target not in seen:
                            seen.add(target)
                            todo.append(target)
        return known

    def _reads(self, text: str, source: str) -> str | None:
        """Find a build file that another one reads; ``makedefs`` may still be its template ``makedefs.in``."""
        rest = _LEFT.sub("", text).lstrip("/") if text.startswith("$") else text
        if not rest or "$" in rest:
            return None
        near = posixpath.normpath(posixpath.join(posixpath.dirname(source), rest))
        for name in (rest, f"{rest}.in"):
            beside = near + name[len(rest) :]
            if not text.startswith("$") and beside in self._scanned:
                return beside
            if posixpath.normpath(name) in self._scanned and text.startswith("$"):
                return posixpath.normpath(name)
        for name in (rest, f"{rest}.in", rest.rpartition("/")[2], rest.rpartition("/")[2] + ".in"):
            fitting = [path for path in self._files.ending(name) if path in self._scanned and path != source]
            if fitting:
                return min(fitting, key=lambda path: nearness(source, path))
        return None

    def _expand(self, text: str, variables: Mapping[str, str], depth: int = 0) -> str:
        """Replace variables; one that nobody sets stays, the length is bounded against definitions that explode."""
        if ("$" not in text and "@" not in text) or depth > 12 or len(text) > 20_000:
            return text

        def value(match: re.Match[str]) -> str:
            name = match[1] or match[4] or match[5]
            if name in _HERE or name in _TOP:
                return f"$({name})"
            found = variables.get(name)
            if found is None:
                found = self._set_by_scripts(name, depth)
            if found is None:
                return f"$({name})"
            found = self._expand(found, variables, depth + 1)
            if match[2] is not None:
                end, new = match[2], match[3]
                found = " ".join(
                    word[: len(word) - len(end)] + new if word.endswith(end) else word for word in found.split()
                )
            return found

        return _REFERENCE.sub(value, text)[:20_000]

    def _set_by_scripts(self, name: str, depth: int) -> str | None:
        """Give the value that some script sets and that leads to a folder of the tree."""
        for value in self._environment.get(name, ()):
            if name not in value and self._folder(self._expand(value, {}, depth + 2), "") is not None:
                return value
        return None

    def _folder(self, text: str, here: str) -> str | None:
        """Give the folder of the tree that a path in a build file means, None for one outside."""
        text = text.strip("\"'").rstrip("/") or text
        if text.startswith("#"):
            text = f"$(TOP)/{text[1:].lstrip('/')}"
        if text.startswith("$"):
            match = _LEFT.match(text)
            rest = text[match.end() :].lstrip("/") if match else ""
            if not match or "$" in rest:
                return None
            if match[1] in _HERE:
                return self._known(posixpath.join(here, rest))
            if match[1] in _TOP:
                return self._known(posixpath.join(self._top(here), rest))
            if not rest:
                return None
            at_root = self._known(rest)
            if at_root is not None:
                return at_root
            fitting = [folder for folder in self._files.folders if folder.endswith("/" + posixpath.normpath(rest))]
            return min(fitting, key=lambda folder: nearness(f"{here}/x", f"{folder}/x")) if fitting else None
        if text.startswith(("/", "-", "`")) or ":" in text:
            return None
        return self._known(posixpath.join(here, text))

    def _known(self, path: str) -> str | None:
        path = posixpath.normpath(path)
        path = "" if path == "." else path
        return path if path in self._files.folders else None

    def _top(self, here: str) -> str:
        """Give the nearest folder above that looks like the top of a build, the tree's root if there is none."""
        at = here
        while at:
            if any(f"{at}/{sign}" in self._files.paths for sign in _TOP_SIGNS):
                return at
            at = at.rpartition("/")[0]
        return ""

    # ------------------------------------------------------------------ targets and packages

    def package_folders(self) -> dict[str, list[tuple[str, str]]]:
        """Give Python package name to (folder, evidence), from the ``package_dir`` of setup scripts."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for file in self._scanned.values():
            for statement in file.statements:
                if statement.kind == "package directory" and statement.name:
                    folder = self._known(posixpath.join(file.path.rpartition("/")[0], statement.value))
                    if folder is not None:
                        found[statement.name].append((folder, f"{file.path}:{statement.line}"))
        return dict(found)

    def packages(self) -> tuple[Package, ...]:
        """Give what build files ask for by name, in the order of files and lines; a package of the tree is none."""
        found = []
        for file in self._scanned.values():
            if not file.build:
                continue
            for kind, name, value, line in file.statements:
                role, how = _role(kind)
                if how == "package" and name not in self._packages and "$" not in name:
                    found.append(Package(name, "package", value, file.path, line, role))
                elif how in ("header", "tool"):
                    found.append(Package(name, how, "", file.path, line, role))
                elif how == "link":
                    found.append(Package(value, "link", "", file.path, line, role))
                elif kind in ("variable", "append", "recipe", "program", "library", "links") and "-l" in value:
                    found.extend(Package(one, "link", "", file.path, line) for one in _LINK.findall(value))
        return tuple(dict.fromkeys(found))

    def targets(self) -> tuple[Target, ...]:
        """Give programs and libraries with their sources, by build file and line."""
        if self._known_targets is None:
            found: list[Target] = []
            for path in sorted(self._scanned):
                if self._scanned[path].build:
                    found.extend(self._targets_of(self._scanned[path]))
            self._known_targets = tuple(found)
        return self._known_targets

    def _targets_of(self, file: Scanned) -> Iterator[Target]:
        said = self._said(file.path)
        variables = _variables(said)
        here = self._base(file)
        recipes: dict[str, str] = defaultdict(str)
        links: dict[str, str] = defaultdict(str)
        for statement in file.statements:
            if statement.kind == "recipe":
                recipes[statement.name] += " " + statement.value
            elif statement.kind == "links":
                links[statement.name] += " " + statement.value
        for kind, name, value, line in file.statements:
            if kind in ("program", "library"):
                value = self._expand(f"{value} {links.get(name, '')}", variables)
                yield self._target(self._expand(name, variables), kind, file.path, line, value, here)
            elif kind == "rule" and file.build in _MAKES:
                yield from self._rule(name, value, recipes.get(name, ""), file.path, line, variables, here)

    def _rule(
        self, names: str, value: str, recipe: str, path: str, line: int, variables: Mapping[str, str], here: str
    ) -> Iterator[Target]:
        if "%" in names or names.startswith(".") or names in ("clean", "distclean", "install", "depend", "tags"):
            return
        expanded = self._expand(names, variables).split()
        command = self._expand(recipe, variables)
        text = f"{self._expand(value, variables)} {command}"
        for name in expanded[:20]:
            if "$" in name or _OBJECT.match(name) or name.endswith((".c", ".h", ".f", ".inc", ".d")):
                continue
            is_library = bool(re.search(r"\.(?:a|so|sl|dylib|la)(?:\.[\d.]+)?$", name))
            is_program = (
                not is_library
                and bool(re.search(r"(?:^|\s)-o(?:\s|$)|-o\$@|\bLINK|\$\(LD\)", recipe))
                and (" -c " not in f" {recipe} ")
            )
            made = self._target(
                name, "library" if is_library else "program" if is_program else "step", path, line, text, here
            )
            if made.sources or made.links or (made.kind != "step") or made.needs:
                yield made

    def _target(self, name: str, kind: str, path: str, line: int, text: str, here: str) -> Target:
        sources: dict[str, None] = {}
        needs: dict[str, None] = {}
        for word in text.split():
            if word[0] in "-$@(`;|&'\"" or "=" in word:
                continue
            for source in self._sources(word, here):
                sources[source] = None
            if word.endswith((".a", ".so", ".la")) and word[0] not in ".*%":
                needs[word.rpartition("/")[2]] = None
        return Target(name, kind, path, line, tuple(sources), tuple(dict.fromkeys(_LINK.findall(text))), tuple(needs))

    def _sources(self, word: str, here: str) -> Iterator[str]:
        """Yield the files that a word of a rule means: itself, what an object is compiled from, what a glob matches."""
        near = posixpath.normpath(posixpath.join(here, word))
        if "*" in word:
            # a row of stars is an ornament; as a pattern it would be tried for ever
            if re.search(r"\w", word):
                yield from self._matching(re.sub(r"\*+", "*", near))
            return
        if near in self._files.paths:
            yield near
            return
        compiled = _OBJECT.match(near)
        if compiled:
            for suffix in _COMPILED:
                if compiled[1] + suffix in self._files.paths:
                    yield compiled[1] + suffix
                    return

    def _matching(self, glob: str) -> Sequence[str]:
        """Give the files that a glob matches; makefiles of tests repeat ``*.o`` in every rule and every folder."""
        known = self._globs.get(glob)
        if known is None:
            if not self._inside:
                for path in sorted(self._files.paths):
                    self._inside[path.rpartition("/")[0]].append(path)
            pattern = re.compile(re.escape(glob).replace(r"\*", "[^/]*") + r"\Z")
            inside = self._inside.get(posixpath.dirname(glob), ())
            known = self._globs[glob] = tuple(path for path in inside if pattern.match(path))
        return known


def _role(kind: str) -> tuple[Role, str]:
    """Split the kind of a statement: ``optional package`` is a package that may be missing."""
    for role in _ROLES:
        if kind.startswith(f"{role} "):
            return role, kind.removeprefix(f"{role} ")
    return "needed", kind


_ROLES: tuple[Role, ...] = ("optional", "beside")


def _variables(said: Sequence[_Said]) -> dict[str, str]:
    """Give the values: the file's own before those of what it reads, appended ones joined."""
    values: dict[str, str] = {}
    for (kind, name, value, _), _ in said:
        if kind == "variable" and f"$({name})" not in value:
            values.setdefault(name, value)
        elif kind in ("append", "variable"):
            values[name] = (values.get(name, "") + " " + value.replace(f"$({name})", "")).strip()
    return values


def _environment(scan: Scan) -> dict[str, list[str]]:
    """Give the values that shell scripts set, each name's in the order of the files."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in scan.files:
        if file.lang == "shell":
            for kind, name, value, _ in file.statements:
                if kind == "variable" and "/" in value and value not in found[name] and len(found[name]) < 8:
                    found[name].append(value)
    return dict(found)
