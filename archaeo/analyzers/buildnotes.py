"""What it would take to build and run a tree today: compilers and dialects, order, externals, and what it expects of
the machine: paths, hosts, variables, generated files, data."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from archaeo.errors import ArchaeoError
from archaeo.model import Progress, SourceFile, no_progress
from archaeo.shelf import Shelf

from . import dialects as _dialects
from . import stated as _stated
from . import traces as _traces
from .answers.lacks import External, Missing, externals, missing
from .answers.layers import layers
from .building import Package, Target
from .dialects import signs
from .graphs import directories
from .inventory import language_of
from .mentions import SourceText
from .records import Scan, Scanned
from .remembered import once
from .resolve.edges import Resolved
from .traces import traces

if TYPE_CHECKING:
    from .graphs import Graph

MAKERS = (__file__, _dialects.__file__, _traces.__file__, _stated.__file__)
"""The code that decides what is remembered of files."""

_COMPILERS = {
    "c": "gcc",
    "cpp": "g++",
    "fortran": "gfortran",
    "python": "python",
    "java": "javac",
    "perl": "perl",
    "tcl": "tclsh, wish",
    "r": "Rscript",
    "matlab": "MATLAB, or GNU Octave",
    "idl": "IDL, or GDL",
    "shell": "sh, csh",
    "pascal": "fpc",
    "lisp": "the Lisp it was written for",
}
_EVIDENCE = 3
_STANDARD_VARIABLES = frozenset(
    "HOME PATH USER SHELL TERM DISPLAY PWD LD_LIBRARY_PATH MANPATH EDITOR LANG TMPDIR HOST HOSTNAME LOGNAME TMP "
    "TEMP CC CXX CFLAGS CXXFLAGS CPPFLAGS FFLAGS LDFLAGS LIBS MAKE MAKEFLAGS SUBDIRS ARGV STATUS OLDPWD PRINTER "
    "DISTDIR FC LD AR RANLIB INSTALL DESTDIR SRCS OBJS OBJ SRC INC LIB BIN PROGRAM DEFINES INCLUDES CPP RM CP MV "
    "SHLIB LIBDIR BINDIR PREFIX F77 F90 YACC LEX TAR ECHO SED AWK NAME VERSION TARGET ALL HDRS HEADERS SOURCES "
    "OBJECTS EXE PROG OPT LDLIBS LN TOP DIRS INCDIR POSIXLY_CORRECT LANGUAGE LC_ALL LC_MESSAGES LC_CTYPE COLUMNS LINES "
    "BASH_SOURCE FUNCNAME SECONDS RANDOM LINENO OSTYPE MACHTYPE UID EUID MAKECMDGOALS MAKELEVEL COMSPEC ComSpec "
    "APPDATA LOCALAPPDATA USERPROFILE BASH_ARGV PAGER VISUAL GRADLE_CYGPATTERN JAVA_OPTS PERL5LIB PYTHONPATH".split()
)


UNBUILT = re.compile(
    r"(?:^|/)(?:[^/]*tests?|testing|testsuite|examples?|samples?|demos?|docs?|attic|old|obsolete|deprecated)/", re.I
)
"""Folders whose files are not part of what is built first."""
_KEPT_BY_PROGRAMS = ("lazarus and delphi", "visual studio", "xcode", "eclipse and netbeans")
"""What a program writes for itself names places that nobody needs: the files that were open last."""
_SYSTEM_FOLDERS = frozenset(
    f"/usr/local/{name}".rstrip("/") for name in ("", "bin", "lib", "lib64", "share", "include")
)
_MADE_BY_TOOLS = (
    "Makefile.in",
    "aclocal.m4",
    "/configure",
    "ltmain.sh",
    "config.guess",
    "libtool",
    "depcomp",
    "missing",
)


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the tree and what reads it today."""

    name: str
    files: int
    lines: int
    compiler: str


@dataclass(frozen=True, slots=True)
class Dialect:
    """A habit that today's compilers do not take, or want to be told of."""

    lang: str
    name: str
    files: int
    evidence: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class Expected:
    """Something of the machine that files name.

    Attributes:
        note: what is known of it: which script sets a variable, whether data is in the tree under another folder.
    """

    kind: str
    name: str
    files: int
    evidence: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """Something that programs say of versions, or of code that belongs to others.

    Attributes:
        kind: ``asked``, ``refused`` or ``borrowed``, see `stated`.
    """

    kind: str
    words: str
    files: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the build: folders that need only those of earlier stages."""

    number: int
    folders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuildNotes:
    """Everything that somebody needs to know before building.

    Attributes:
        systems: build system to the number of its files.
        tools: programs that configure scripts look for, and generators that sources need.
        generated: files the build makes, with the place that says so.
        expected: paths, hosts, variables and data, the most used first of each kind.
        stated: versions that programs ask for or refuse, and code of others, the most frequent first of each kind.
    """

    languages: tuple[Language, ...]
    dialects: tuple[Dialect, ...]
    systems: Mapping[str, int]
    order: tuple[Step, ...]
    targets: tuple[Target, ...]
    externals: tuple[External, ...]
    packages: tuple[Package, ...]
    tools: tuple[str, ...]
    generated: tuple[tuple[str, str], ...]
    missing: tuple[Missing, ...]
    expected: tuple[Expected, ...]
    stated: tuple[Stated, ...] = ()


def build_notes(
    scan: Scan,
    resolved: Resolved,
    files: Iterable[SourceFile],
    progress: Progress = no_progress,
    *,
    graph: Graph | None = None,
    shelf: Shelf | None = None,
) -> BuildNotes:
    """Give the notes for a tree.

    Args:
        files: the same tree's; sources, scripts and build files of them are read again, for what a scan does not keep.
        graph: of the scan, if it is at hand.
        shelf: where that is remembered; its makers are ``MAKERS``.
    """
    from . import dependencies

    sources = tuple(files)
    dialects, expected, told = _read(scan, sources, progress, shelf)
    packages = resolved.building.packages()
    folders = directories(dependencies.graph(scan, resolved) if graph is None else graph)
    order = tuple(Step(layer.number + 1, kept) for layer in layers(folders) if (kept := _with_code(scan, layer.nodes)))
    return BuildNotes(
        _languages(scan),
        dialects,
        dict(sorted(Counter(file.build for file in scan.files if _is_build(file)).items())),
        order,
        resolved.building.targets(),
        externals(resolved.edges, packages, [file.path for file in scan.files]),
        tuple(package for package in packages if package.how == "package"),
        _tools(scan, packages, any(is_swig(file) for file in sources)),
        _generated(scan),
        missing(scan, resolved.edges, sources),
        expected,
        told,
    )


_BY_TEXT = frozenset(("R package", "visual studio", "xcode", "eclipse and netbeans"))


def _is_build(file: Scanned) -> bool:
    """Whether a file is of a build; names that others use too need something said in them."""
    return bool(file.build) and (file.build not in _BY_TEXT or bool(file.statements))


def _languages(scan: Scan) -> tuple[Language, ...]:
    files: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for file in scan.files:
        if file.lang in _COMPILERS:
            files[file.lang] += 1
            lines[file.lang] += file.lines
    return tuple(
        Language(name, files[name], lines[name], _COMPILERS[name])
        for name in sorted(files, key=lambda one: (-lines[one], one))
    )


def _with_code(scan: Scan, folders: Iterable[str]) -> tuple[str, ...]:
    compiled = {
        file.path.rpartition("/")[0] or "."
        for file in scan.files
        if file.lang in ("c", "cpp", "fortran", "java", "pascal") and file.lines
    }
    return tuple(folder for folder in folders if folder in compiled)


# compilers, which the languages tell, and what every machine has
_USUAL = frozenset(
    "cc cc_c_o cpp cxx cxxcpp cxx_c_o f77 f77_c_o fc fc_c_o install ln_s make_set ranlib awk grep egrep fgrep sed ar "
    "mkdir_p cc_stdc cc_c99 gcc_traditional objc intltool".split()
)


def _tools(scan: Scan, packages: Iterable[Package], swig: bool) -> tuple[str, ...]:
    asked = {package.name for package in packages if package.how == "tool"} - _USUAL
    suffixes = {
        ".y": "yacc or bison",
        ".l": "lex or flex",
        ".web": "tangle",
        ".ui": "Qt's uic",
        ".x": "rpcgen",
    }
    for file in scan.files:
        end = "." + file.path.rpartition(".")[2]
        if end in suffixes and file.lines and (file.lang or end in (".ui", ".web")):
            asked.add(suffixes[end])
    if any(mention.kind == "dictionary" for file in scan.files for mention in file.dependencies):
        asked.add("rootcint (today rootcling)")
    if swig:
        asked.add("swig")
    return tuple(sorted(asked))


def is_swig(file: SourceFile) -> bool:
    """Whether a file ending in .i is SWIG's: others are Yorick's, or what a preprocessor left."""
    try:
        return file.path.endswith(".i") and file.link is None and language_of(file.path, file.read())[0] == "SWIG"
    except ArchaeoError:
        return False


def _generated(scan: Scan) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for file in scan.files:
        folder = file.path.rpartition("/")[0]
        for statement in file.statements:
            if statement.kind == "generated" and "$" not in statement.name:
                name = f"{folder}/{statement.name}".lstrip("/")
                found.setdefault(name, f"{file.path}:{statement.line}, from {statement.value}")
        if file.path.endswith(".in") and file.path.count(".") > 1:
            found.setdefault(file.path.removesuffix(".in"), f"from {file.path}")
    return tuple(sorted(found.items()))


def _read(
    scan: Scan, files: tuple[SourceFile, ...], progress: Progress, shelf: Shelf | None
) -> tuple[tuple[Dialect, ...], tuple[Expected, ...], tuple[Stated, ...]]:
    scanned = {file.path: file for file in scan.files if file.lang and file.lines}
    dialects: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for done, file in enumerate(files):
        progress("reading for build notes", done, len(files))
        one = scanned.get(file.path)
        if one is None or file.link is not None or one.build in _KEPT_BY_PROGRAMS:
            continue
        try:
            found = once(shelf, file, partial(_surroundings, one), f"{one.lang} {one.build}")
        except ArchaeoError:
            continue  # the scan has told it
        for name, advice, line in found[0]:
            dialects[one.lang, name, advice].append(f"{file.path}:{line}")
        for kind, name, line in found[1]:
            seen[kind, name].append(f"{file.path}:{line}")
        for kind, words, line in found[2]:
            told[kind, words].append(f"{file.path}:{line}")
    for places in dialects.values():
        # the first place is where somebody looks; what is built tells more than what is not (a stable sort)
        places.sort(key=lambda place: UNBUILT.search(place) is not None)
    own = {file.path.rpartition("/")[2].removesuffix(".m") for file in files if file.path.endswith(".m")}
    made = [
        Dialect(lang, name, len(places), tuple(places[:_EVIDENCE]), advice)
        for (lang, name, advice), places in dialects.items()
        # a function that the tree has itself is not gone
        if lang != "matlab" or not own.intersection(name.split(", "))
    ]
    return (
        tuple(sorted(made, key=lambda one: (one.lang, -one.files, one.name))),
        tuple(_expected(scan, seen)),
        tuple(
            Stated(kind, words, len(places), tuple(places[:_EVIDENCE]))
            for (kind, words), places in sorted(told.items(), key=lambda row: (row[0][0], -len(row[1]), row[0][1]))
        ),
    )


def _surroundings(one: Scanned, content: bytes) -> list[list[tuple[str, str, int]]]:
    """Give the signs of old dialects (name, advice, line), the traces and what is stated (kind, words, line)."""
    text = SourceText(one.path, content.decode("utf-8", "surrogateescape").replace("\r\n", "\n"))
    old = [(sign.name, sign.advice, line) for sign, line in signs(text, one.lang)]
    found: list[tuple[str, str, int]] = [
        (kind, name, line) for kind, name, line in traces(text, one.lang, bool(one.build))
    ]
    return [old, found, list(_stated.stated(text, one.lang))]


def _expected(scan: Scan, seen: Mapping[tuple[str, str], list[str]]) -> list[Expected]:
    """Turn traces into what is expected: variables that nothing in the tree sets, data that is not there."""
    paths = {file.path for file in scan.files}
    names = {path.rpartition("/")[2]: path for path in sorted(paths, reverse=True)}
    made_by_make = {
        s.name for file in scan.files if file.build for s in file.statements if s.kind in ("variable", "append")
    }
    found = []
    for (kind, name), places in seen.items():
        evidence = tuple(places[:_EVIDENCE])
        if kind in ("path", "host") and name not in _SYSTEM_FOLDERS:
            found.append(Expected(kind, name, len(places), evidence))
        elif kind == "reads" and name not in _STANDARD_VARIABLES and name not in made_by_make:
            if all(place.rpartition(":")[0].endswith(_MADE_BY_TOOLS) for place in places):
                continue  # automake's own
            setting = seen.get(("sets", name))
            if setting and {place.rpartition(":")[0] for place in places} <= {p.rpartition(":")[0] for p in setting}:
                continue  # a script's own variable
            found.append(Expected("variable", name, len(places), evidence, f"set by {setting[0]}" if setting else ""))
        elif kind == "data" and not name.startswith("/"):
            note = _data_note(name, places, paths, names)
            if note is not None:
                found.append(Expected("data", name, len(places), evidence, note))
    ranks = {"path": 0, "host": 1, "variable": 2, "data": 3}
    return sorted(found, key=lambda one: (ranks[one.kind], bool(one.note), -one.files, one.name))


def _data_note(name: str, places: list[str], paths: set[str], names: Mapping[str, str]) -> str | None:
    """Give "" for data that is nowhere, where its name is found elsewhere, None for data that is there."""
    name = re.sub(r"^\./", "", name)
    folder = places[0].rpartition("/")[0]
    if name in paths or f"{folder}/{name}" in paths:
        return None
    other = names.get(name.rpartition("/")[2])
    return f"perhaps {other}" if other else ""
