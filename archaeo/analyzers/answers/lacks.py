"""What the tree wants and does not have: libraries with names people know, and files that are simply missing."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile

from ..building import Package
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
        conditional: every use of it stands under a condition of the preprocessor.
        weak: nothing but one file says so, and by a name that others may have: one routine, or a pattern; or nothing
            but tests and examples do.
    """

    library: Library
    names: tuple[str, ...]
    files: int
    evidence: tuple[str, ...]
    versions: tuple[str, ...] = ()
    conditional: bool = False
    weak: bool = False

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


_ASIDE = re.compile(r"(?:^|/)(?:[^/]*tests?|testing|testsuite|examples?|samples?|demos?|docs?|contrib)/", re.I)
FEW_NAMES = 3
"""Two headers TKlog.h and TKmatrix.h do not make ROOT; one routine called ``hsum`` does not make CERNLIB, two may."""
MOST_CALLED = 6


def externals(edges: Iterable[Edge], packages: Sequence[Package]) -> tuple[External, ...]:
    """Give the libraries, those that do not come with a compiler first, by number of files that use them."""
    users: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    places: dict[str, list[str]] = defaultdict(list)
    versions: dict[str, set[str]] = defaultdict(set)
    known: dict[str, Library] = {}
    always: set[str] = set()
    sure: set[str] = set()
    asked: set[str] = set()

    def take(found: Library, name: str, path: str, line: int) -> None:
        known[found.name] = found
        users[found.name][name].add(path)
        if len(places[found.name]) < 5:
            places[found.name].append(f"{path}:{line}")

    for edge in edges:
        if edge.external:
            found = library(edge.target, edge.kind, edge.lang)
            if found:
                take(found, edge.target, edge.source, edge.line)
                always |= set() if edge.condition else {found.name}
                if is_telling(edge.target, edge.kind, edge.lang):
                    sure.add(found.name)
    for package in packages:
        found = library(package.name, {"link": "link", "header": "include"}.get(package.how, "package"))
        if found is None and package.how == "package":
            found = library(package.name, "import")  # setup.py and Build.PL ask for modules
        if found and package.how != "tool":
            take(found, package.name, package.path, package.line)
            always.add(found.name)
            sure.add(found.name)
            asked.add(found.name)
            if package.version.strip("*"):
                versions[found.name].add(package.version)
    made = []
    for name, names in users.items():
        order = sorted(names, key=lambda one: (-len(names[one]), one))
        files = len(set().union(*names.values()))
        few = FEW_NAMES if any(re.search(r"\W", one) for one in names) else FEW_NAMES - 1
        weak = name not in sure and files == 1 and len(names) < few
        weak = weak or (name not in asked and all(map(_ASIDE.search, set().union(*names.values()))))
        told = (tuple(order), files, tuple(places[name]), tuple(sorted(versions[name])))
        made.append(External(known[name], *told, name not in always, weak))
    return tuple(sorted(made, key=lambda one: (one.library.standard, -one.files, one.library.name)))


# headers that only a Unix has, of those that count as the C library's
_UNIX = frozenset(
    "unistd.h pthread.h dirent.h dlfcn.h pwd.h grp.h netdb.h termios.h termio.h sgtty.h utmp.h syslog.h "
    "sys/wait.h sys/socket.h sys/mman.h sys/ioctl.h sys/resource.h sys/times.h sys/utsname.h sys/select.h".split()
)


def needed(found: Sequence[External]) -> tuple[External, ...]:
    """Leave out what every system has, systems that are one of several the code was written for, and weak findings.

    A header of Windows under a condition, or beside one of Unix: nobody needs Windows to build it.
    """
    unix = any(_UNIX.intersection(one.names) for one in found if one.library.standard)
    several = unix or sum(one.library.system for one in found) > 1
    wanted = (one for one in found if not one.library.standard and not one.weak)
    # what is gone and stands behind a condition was already done without when the condition was written
    wanted = (one for one in wanted if not (one.library.had == "no" and one.conditional))
    return tuple(one for one in wanted if not (one.library.system and (several or one.conditional)))


def missing(scan: Scan, edges: Iterable[Edge], files: Iterable[SourceFile] = ()) -> tuple[Missing, ...]:
    """Give what is missing, by number of files that want it; not calls, which libraries unknown here may answer.

    Args:
        files: the same tree's, to look in its scripts and build files for one that writes what is missing.
    """
    wanted: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for edge in edges:
        if (
            edge.external
            and edge.kind in ("include", "use", "import")
            and not library(edge.target, edge.kind, edge.lang)
            and not _is_itself(edge)
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
