"""What the tree wants and does not have: libraries with names people know, and files that are simply missing."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile

from .. import jars
from ..building import Package, Role
from ..externals import Library, is_telling, library
from ..records import Scan
from ..resolve.records import Edge


@dataclass(frozen=True, slots=True)
class External:
    """A library that the tree rests on.

    Attributes:
        names: what of it is used, by number of files.
        files: how many files of the tree use it.
        evidence: the first places that do.
        versions: those that build files ask for.
        conditional: every use of it stands under a condition.
        weak: nothing but one file says so, and by a name that others may have: one routine, or a pattern.
        role: whether anything goes without it. What is used under conditions that somebody who builds can choose, or
            that the text goes on without, is optional; what only tests, documents and scripts beside a package want
            is ``beside``.
    """

    library: Library
    names: tuple[str, ...]
    files: int
    evidence: tuple[str, ...]
    versions: tuple[str, ...] = ()
    conditional: bool = False
    weak: bool = False
    role: Role = "needed"

    @property
    def called(self) -> str:
        """The library's name; for a name over many, with those that are used."""
        if not self.library.several:
            return self.library.name
        plain = (re.sub(r" \(R\)$|\.h$", "", name) for name in self.names if not re.match(r"[a-z]+_\w+$|\w+/", name))
        names = list({name.lower(): name for name in plain}.values())[:MOST_CALLED]
        if not names:
            return self.library.name
        return f"{self.library.name} ({', '.join(names)} …)".replace(" …" if len(names) < MOST_CALLED else "", "")


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is included, used or imported, is no library that is known, and is nowhere in the tree.

    Attributes:
        users: how many files want it.
        evidence: the first places that do.
        maybe: what may have become of it, "" for no idea.
    """

    name: str
    kind: str
    lang: str
    users: int
    evidence: tuple[str, ...]
    maybe: str


_ASIDE = re.compile(
    r"(?:^|/)(?:[^/]*tests?|testing|testsuite|examples?|samples?|demos?|docs?|vignettes|contrib)/"
    r"|(?:^|/)(?:test_[^/]*|[^/]*_test|tests?|conftest)\.\w+\Z",
    re.I,
)
_CHOSEN = re.compile(
    r"\btry\b|(?:^|[^A-Za-z])(?:HAVE|USE|USING|WITH|WITHOUT|ENABLE|DISABLE|HAS|NO|ENABLED)_|_(?:FOUND|ENABLED|SUPPORT)\b",
    re.I,
)
FEW_NAMES = 3
"""Two headers TKlog.h and TKmatrix.h do not make ROOT; one routine called ``hsum`` does not make CERNLIB, two may."""
MOST_CALLED = 6
SYSTEM_PART, SPARE_PART = 50, 20
"""A system that one file of fifty wants is the matter of a part, of a reader of one vendor's files for example; and
so is what one file of twenty wants and configure does without: that file is left out with it."""


def externals(edges: Iterable[Edge], packages: Sequence[Package], paths: Iterable[str] = ()) -> tuple[External, ...]:
    """Give the libraries, those that do not come with a compiler first, by number of files that use them.

    Args:
        paths: of all files of the tree; they tell what belongs to a Python package and what are scripts beside it.
    """
    paths = tuple(paths)
    uses = list(_uses(edges, packages, paths))
    of: dict[str, list[_Use]] = defaultdict(list)
    roles: dict[str, dict[str, Role]] = defaultdict(dict)
    for use in uses:
        of[use.library.name].append(use)
        known = roles[use.library.name].get(use.called, "beside")
        roles[use.library.name][use.called] = min(known, use.role, key=_ROLES.index)
    parts = {name for name, group in of.items() if _is_of_a_part(group, len(paths))}
    # a name over many is as many as are used of it, one library is one
    groups: dict[tuple[str, Role], list[_Use]] = defaultdict(list)
    for use in uses:
        told = roles[use.library.name]
        role = told[use.called] if use.library.several else min(told.values(), key=_ROLES.index)
        if role == "needed" and use.library.name in parts:
            role = "optional"
        groups[use.library.name, role].append(use)
    made = [_external(group, role) for (_, role), group in groups.items()]
    return tuple(
        sorted(made, key=lambda one: (one.library.standard, -one.files, one.library.name, _ROLES.index(one.role)))
    )


def _is_of_a_part(uses: Sequence[_Use], files: int) -> bool:
    """Tell whether few files want it, and it is a system, or the build goes on without it."""
    users = len({use.path for use in uses if use.lang})
    asked = {use.role for use in uses if not use.lang}
    spare = "optional" in asked and "needed" not in asked
    return users * SYSTEM_PART < files if uses[0].library.system else spare and users * SPARE_PART < files


class _Use(NamedTuple):
    """One place that wants something of a library; ``lang`` is "" for a build file."""

    library: Library
    name: str
    path: str
    line: int
    role: Role
    is_conditional: bool
    is_sure: bool
    lang: str = ""
    version: str = ""

    @property
    def called(self) -> str:
        """What is installed: of Python's dotted names the first part."""
        name = self.name.removesuffix(" (R)")
        return name.partition(".")[0] if self.lang == "python" else name


_ROLES: tuple[Role, ...] = ("needed", "optional", "beside")
_GROUPED = re.compile(r"(?<!:):(?!:)")
"""``group:name``, as Maven has it; a group is no module that is imported."""


def _uses(edges: Iterable[Edge], packages: Sequence[Package], paths: Iterable[str]) -> Iterator[_Use]:
    """Yield the uses in the order of edges, then those that build files tell."""
    described = _Described(packages, paths)
    edges = tuple(edges)
    included: set[str] = set()
    unguarded: set[str] = set()
    for edge in edges:
        found = library(edge.target, "include", edge.lang) if edge.external and edge.kind == "include" else None
        if found:
            included.add(found.name)
            unguarded |= set() if described.role(edge, found) == "optional" else {found.name}
    for edge in edges:
        if edge.external:
            found = library(edge.target, edge.kind, edge.lang)
            if found:
                sure = is_telling(edge.target, edge.kind, edge.lang)
                role = described.role(edge, found)
                conditional = bool(edge.condition)
                if edge.kind == "call" and found.name in included and not found.several:
                    # its header, which a condition may guard, says more than the call below it
                    role, conditional = "beside", True
                yield _Use(found, edge.target, edge.source, edge.line, role, conditional, sure, edge.lang)
    for package in packages:
        found = library(package.name, {"link": "link", "header": "include"}.get(package.how, "package"))
        if found is None and package.how == "package" and not _GROUPED.search(package.name):
            found = library(package.name, "import")  # setup.py and Build.PL ask for modules
        if found and package.how != "tool":
            version = package.version.strip("*")
            role = package.role
            if package.how == "link" and _CONFIGURE.search(package.path) and found.name in included - unguarded:
                # AC_CHECK_LIB goes on without it unless told otherwise, and the sources do
                role = "optional"
            conditional = role != "needed"
            place = (package.path, package.line, role)
            yield _Use(found, package.name, *place, conditional, True, version=version)


_CONFIGURE = re.compile(r"(?:^|/)(?:configure\.(?:ac|in)|acinclude\.m4)\Z")
_PYTHON_FILES = ("setup.py", "setup.cfg", "pyproject.toml")
_SCRIPTS = re.compile(r"(?:(?:.*/)?(?:bin|scripts?|apps?|src|lib|cgi-bin))?\Z")


class _Described:
    """What the description of a package says it needs: that is all, whatever scripts beside it use."""

    def __init__(self, packages: Sequence[Package], paths: Iterable[str]) -> None:
        asked = sorted((one for one in packages if one.how == "package"), key=lambda one: -_ROLES.index(one.role))
        self._r = {one.name: one.role for one in asked if one.name.endswith(" (R)")}
        folders = (one.path.rpartition("/")[0] for one in asked if one.name.endswith(" (R)"))
        self._code_of_r = tuple({f"{folder}/R/".lstrip("/") for folder in folders})
        needs = any(one.role == "needed" and one.path.rpartition("/")[2] in _PYTHON_FILES for one in asked)
        packaged = (path.rpartition("/")[0] for path in paths if path.endswith("/__init__.py"))
        self._python = frozenset(packaged) if needs else frozenset()

    def role(self, edge: Edge, found: Library) -> Role:
        """Give what a use in a source makes of the library."""
        if edge.lang == "r" and self._r and edge.kind == "import":
            told = self._r.get(f"{edge.target} (R)")
            if told or not edge.source.startswith(self._code_of_r):
                return told or "beside"
        if _ASIDE.search(edge.source):
            return "beside"
        folder = edge.source.rpartition("/")[0]
        of_scripts = edge.lang in ("python", "idl", "matlab", "r")
        if of_scripts and self._python and folder not in self._python and not _SCRIPTS.match(folder):
            return "beside"
        # a package that says what it needs imports the rest where it is used
        if edge.lang == "python" and self._python and edge.condition == "inside":
            return "optional"
        return "optional" if _CHOSEN.search(edge.condition) else "needed"


def _external(group: Sequence[_Use], role: Role) -> External:
    users: dict[str, set[str]] = defaultdict(set)
    for use in group:
        users[use.name].add(use.path)
    order = sorted(users, key=lambda one: (-len(users[one]), one))
    files = len(set().union(*users.values()))
    few = FEW_NAMES if any(re.search(r"\W", one) for one in users) else FEW_NAMES - 1
    weak = files == 1 and len(users) < few and not any(use.is_sure for use in group)
    places = [f"{use.path}:{use.line}" for use in sorted(group, key=lambda use: use.role != role)][:5]
    versions = tuple(sorted({use.version for use in group if use.version}))
    conditional = all(use.is_conditional for use in group)
    return External(group[0].library, tuple(order), files, tuple(places), versions, conditional, weak, role)


# headers that only a Unix has, of those that count as the C library's
_UNIX = frozenset(
    "unistd.h pthread.h dirent.h dlfcn.h pwd.h grp.h netdb.h termios.h termio.h sgtty.h utmp.h syslog.h "
    "sys/wait.h sys/socket.h sys/mman.h sys/ioctl.h sys/resource.h sys/times.h sys/utsname.h sys/select.h".split()
)


def needed(found: Sequence[External], *roles: Role) -> tuple[External, ...]:
    """Leave out what every system has, systems that are one of several the code was written for, and weak findings.

    Given are those of the roles, without any those that are needed.

    A header of Windows under a condition, or beside one of Unix: nobody needs Windows to build it.
    """
    roles = roles or ("needed",)
    unix = any(_UNIX.intersection(one.names) for one in found if one.library.standard)
    several = unix or sum(one.library.system for one in found) > 1
    wanted = (one for one in found if not one.library.standard and not one.weak and one.role in roles)
    # what is gone and stands behind a condition was already done without when the condition was written
    wanted = (one for one in wanted if not (one.library.had == "no" and one.conditional))
    return tuple(one for one in wanted if not (one.library.system and (several or one.conditional)))


def missing(scan: Scan, edges: Iterable[Edge], files: Iterable[SourceFile] = ()) -> tuple[Missing, ...]:
    """Give what is missing, by number of files that want it; not calls, which libraries unknown here may answer.

    An import of Java that a jar of the tree answers is not missing.

    Args:
        files: the same tree's, to look in its jars, and in its scripts and build files for one that writes what is
            missing.
    """
    files = tuple(files)
    held = jars.holding(jars.packages(files))
    wanted: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for edge in edges:
        if (
            edge.external
            and edge.kind in ("include", "use", "import")
            and not library(edge.target, edge.kind, edge.lang)
            and not _is_itself(edge)
            and not (edge.lang == "java" and held and jars.answer(edge.target, held))
        ):
            wanted[edge.target, edge.kind, edge.lang].append(f"{edge.source}:{edge.line}")
    writers = _writers({name for name, kind, _ in wanted if kind != "import"}, scan, files)
    names = {path.rpartition("/")[2].lower(): path for path in sorted((f.path for f in scan.files), reverse=True)}
    generated = _generated(scan)
    found = [
        Missing(
            name,
            kind,
            lang,
            len(places),
            tuple(places[:5]),
            _maybe(name, kind, names, generated) or writers.get(name, ""),
        )
        for (name, kind, lang), places in wanted.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.users, one.name, one.kind, one.lang)))


def _is_itself(edge: Edge) -> bool:
    """Tell whether a module imports its own name, which Python 2 looks for beside the file first, and finds there."""
    return edge.lang == "python" and edge.source.rpartition("/")[2] == f"{edge.target}.py"


def _writers(names: set[str], scan: Scan, files: Iterable[SourceFile]) -> dict[str, str]:
    """Give, for a missing file, the first script or build file that names it: mostly the one that writes it."""
    scripts = {file.path for file in scan.files if file.build or file.lang in ("shell", "perl", "tcl")}
    last = {name.rpartition("/")[2]: name for name in sorted(names) if "." in name}
    found: dict[str, str] = {}
    if not last:
        return found
    pattern = re.compile("|".join(re.escape(one) for one in sorted(last, key=lambda one: -len(one))))
    for file in files:
        if file.path in scripts and file.link is None:
            try:
                text = file.read().decode("utf-8", "surrogateescape")
            except ArchaeoError:
                continue
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                found.setdefault(last[match[0]], f"named in {file.path}:{line}, which may write it")
    return found


def _generated(scan: Scan) -> dict[str, str]:
    made: dict[str, str] = {}
    for file in scan.files:
        for statement in file.statements:
            if statement.kind == "generated":
                made.setdefault(statement.name.rpartition("/")[2], f"{file.path}:{statement.line}")
            elif statement.kind == "rule":
                for name in statement.name.split():
                    made.setdefault(name.rpartition("/")[2], f"{file.path}:{statement.line}")
    return made


def _maybe(name: str, kind: str, names: dict[str, str], generated: dict[str, str]) -> str:
    last = name.replace("\\", "/").rpartition("/")[2].lower()
    template = names.get(f"{last}.in") or names.get(f"{last}in")
    if template:
        return f"made from {template} when the build is configured"
    if name.rpartition("/")[2] in generated:
        return f"made by the build: {generated[name.rpartition('/')[2]]}"
    if last in names and kind == "include":
        is_same = names[last].rpartition("/")[2] == name.replace("\\", "/").rpartition("/")[2]
        return f"perhaps {names[last]}" if is_same else f"{names[last]} has the name in other letters of case"
    stem = last.rpartition(".")[0] or last
    if last.endswith((".tab.h", ".tab.c")) or last in ("y.tab.h", "lex.yy.c"):
        return "written by yacc or lex"
    if any(f"{stem}{end}" in names for end in (".y", ".l", ".idl", ".proto", ".i", ".mc")):
        return "made by a generator from a file of that name"
    close = difflib.get_close_matches(last, list(names)[:5000], 1, 0.88) if len(last) > 5 else []
    return f"{names[close[0]]} has nearly the name" if close else ""
