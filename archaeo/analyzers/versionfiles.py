"""What version the files give themselves: the number in a build file, a description or a version file, and since when.

Such a number is no release: many projects raise it with every change. But where nothing was tagged or announced since,
it is the last that is known. Known are autoconf, CMake, make, R's DESCRIPTION, Python's setup.py, pyproject.toml and
``__version__``, RPM, Maven, Ant, npm, Perl's VERSION_FROM, version.h, and files called VERSION; where there is none of
these, a constant in a program that is called so, if all that have one agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError
from archaeo.model import Commit, SourceFile
from archaeo.shelf import Shelf

from .inventory import language_of
from .remembered import once

DEEPEST = 2
"""Folders above a file that speaks for the project."""

_NUMBER = r"v?\d+(?:[._-]\d+)+[\w.+-]*"
_KINDS = (
    (r"VERSION(\.txt|\.in)?", rf"\A\W*(?:version\s*[:=]?\s*)?(?P<v>{_NUMBER})\s*(?:\n|\Z)"),
    (r"configure\.(ac|in)", rf"^[ \t]*+AC_INIT\(\s*\[?[^,()\[\]]+\]?\s*,\s*\[?\s*(?P<v>{_NUMBER})"),
    (r"configure\.(ac|in)", rf"^[ \t]*+AM_INIT_AUTOMAKE\(\s*\[?[\w+-]+\]?\s*,\s*\[?\s*(?P<v>{_NUMBER})"),
    (r"configure\.(ac|in)", rf"^[ \t]*+(?:m4_)?define\(\s*\[?\w*version\w*\]?\s*,\s*\[?\s*(?P<v>{_NUMBER})"),
    (r"DESCRIPTION", rf"^Version:[ \t]*(?P<v>{_NUMBER})"),
    (r"setup\.py", rf"\bversion\s*=\s*u?[\"'](?P<v>{_NUMBER})[\"']"),
    (r"pyproject\.toml", rf"^version\s*=\s*\"(?P<v>{_NUMBER})\""),
    (r"CMakeLists\.txt", rf"^[ \t]*+project\s*\([^)]*\bVERSION\s+\"?(?P<v>{_NUMBER})"),
    (r"build\.xml", rf"<property\s+name=\"(?:\w+\.)?version\"\s+value=\"(?P<v>{_NUMBER})\""),
    (r"__init__\.py", rf"^__version__\s*=\s*[\"'](?P<v>{_NUMBER})[\"']"),
    (r"pom\.xml", rf"<version>(?P<v>{_NUMBER})</version>"),
    (r"package\.json", rf"\"version\"\s*:\s*\"(?P<v>{_NUMBER})\""),
    (r"[^/]+\.spec(\.in)?", rf"^Version:[ \t]*(?P<v>{_NUMBER})"),
    (r"version\.h(\.in)?", rf"^#\s*define\s+\w*VERSION\w*\s+\"[^\"\n]*?(?P<v>{_NUMBER})"),
    (r"version\.(py|tcl|pro|m|f|c|cc|cpp)", rf"\bversion\w*\s*[:=(]+\s*[\"'](?P<v>{_NUMBER})"),
    (r"CITATION\.cff", rf"^version:[ \t]*[\"']?(?P<v>{_NUMBER})"),
    (
        r"README(\.\w+)?",
        rf"\A(?:[^\n]{{0,200}}\n){{0,12}}?[^\n]{{0,40}}\b(?:is|this is) (?:the )?(?:version|release) (?P<v>{_NUMBER})"
        r"(?![\w.])",
    ),
    (
        r"README(\.\w+)?",
        rf"\A(?:\s*\n){{0,3}}\W*[A-Za-z][\w+-]*(?:[ \t]+(?:v|version[ \t]+)?)(?P<v>{_NUMBER})(?!\S)",
    ),
    (r"wscript|SConstruct", rf"^VERSION\s*=\s*[\"'](?P<v>{_NUMBER})[\"']"),
    (r"(GNU)?[Mm]akefile(\.in|\.am)?", rf"^VERSION\s*:?=\s*(?P<v>{_NUMBER})[ \t]*$"),
)
_CONSTANT = re.compile(
    rf"^[^\n\"']{{0,80}}?(?<![A-Za-z])(?P<of>(?:[A-Za-z]+_)?version)(?:_?(?:string|str|number))?\s*[:=]{{0,2}}\s*[\"']"
    rf"(?P<v>{_NUMBER})[\"']",
    re.M | re.I,
)
_OF_OTHERS = re.compile(r"python|java|gcc|cmake|xml|html|http|min|file|format|protocol|schema|api|perl|doc", re.I)
_COMPILED = tuple((re.compile(name, re.I), re.compile(text, re.M | re.I)) for name, text in _KINDS)
_NO_PROGRAM = re.compile(
    r"(?:^|/)(?:tests?|examples?|samples?|demos?|c?extern\w*|third_?party|vendor\w*|contrib|deps)/", re.I
)
_PERL_FROM = re.compile(r"\b(?:VERSION_FROM|dist_version_from)\b['\"]?\s*=>\s*['\"](?P<path>[\w./-]+)['\"]")
_PERL = re.compile(rf"\$VERSION\s*=\s*['\"]?(?P<v>{_NUMBER})")


@dataclass(frozen=True, slots=True)
class Named:
    """A version that the files gave themselves from a day on; ``commit`` is the change that set it."""

    version: str
    since: date
    commit: str
    path: str


def find(
    files: Iterable[SourceFile],
    commits: Sequence[Commit],
    content: Callable[[str, str], bytes] | None,
    root: str = "",
    shelf: Shelf | None = None,
    name: str = "",
) -> tuple[Named, ...]:
    """Give the versions in order of time, as the file has them that says the newest state's; () where none does.

    Args:
        files: of the newest state, paths relative to ``root``.
        commits: those of the main line, oldest first, paths relative to ``root``.
        content: gives the content that a commit left at a path of the whole tree.
        root: folder that paths are relative to, "" or with a slash at its end.
        shelf: where it is remembered what programs say.
        name: the project's.
    """
    place = _place(files, shelf, name)
    if place is None or content is None:
        return ()
    path, pattern = place
    found: list[Named] = []
    for commit in commits:
        if not any(change.path == path and change.action != "D" for change in commit.changes):
            continue
        try:
            version = _version(pattern, content(commit.key, root + path))
        except (ArchaeoError, KeyError):
            continue
        if version and (not found or found[-1].version != version):
            found.append(Named(version, commit.date.date(), commit.key, path))
    return tuple(found)


def _place(files: Iterable[SourceFile], shelf: Shelf | None, project: str) -> tuple[str, re.Pattern[str]] | None:
    """Give the file that speaks for the whole, and how its version is read: the topmost, of those the surest kind."""
    known = {file.path: file for file in files if file.link is None}
    candidates: list[tuple[int, int, str, re.Pattern[str]]] = []
    for path in known:
        depth = path.count("/")
        name = path.rpartition("/")[2]
        # what a README further down begins with is the number of anything
        if depth <= (0 if name.lower().startswith("readme") else DEEPEST):
            fitting = ((rank, text) for rank, (kind, text) in enumerate(_COMPILED) if kind.fullmatch(name))
            candidates += [(depth, rank, path, text) for rank, text in fitting]
    for script in ("Build.PL", "Makefile.PL"):
        hit = _PERL_FROM.search(_text(known[script])) if script in known else None
        if hit and hit["path"] in known:
            candidates.append((0, -1, hit["path"], _PERL))
    for _, _, path, text in sorted(candidates, key=lambda row: row[:3]):
        if text.search(_text(known[path])):
            return path, text
    return _constant(known, shelf, project)


def _constant(files: Mapping[str, SourceFile], shelf: Shelf | None, name: str) -> tuple[str, re.Pattern[str]] | None:
    """Give the uppermost program with a constant that is the version, where all programs with one say the same.

    One that has the project's name in it goes before others; what has another name is a part's.
    """
    said: dict[str, tuple[str, str]] = {}
    for path, file in files.items():
        if language_of(path)[1] == "code" and not _NO_PROGRAM.search(path):
            try:
                told = once(shelf, file, _constant_in)
            except ArchaeoError:
                continue
            if told:
                said[path] = told[0], told[1]
    own = {path: told for path, told in said.items() if name and told[0].lower() == f"{name}_version".lower()}
    said = own or {path: told for path, told in said.items() if told[0].lower() == "version"}
    if len({version for _, version in said.values()}) != 1:
        return None
    return min(said, key=lambda path: (path.count("/"), path)), _CONSTANT


def _constant_in(content: bytes) -> list[str]:
    """Give the name of a constant that is a version, and the version; nothing where there is none."""
    hit = _CONSTANT.search(decoded(content[:40_000]))
    return [] if hit is None or _OF_OTHERS.search(hit[0][: hit.start("v") - hit.start()]) else [hit["of"], hit["v"]]


def _text(file: SourceFile) -> str:
    try:
        return decoded(file.read()[:40_000])
    except ArchaeoError:
        return ""


def _version(pattern: re.Pattern[str], content: bytes) -> str:
    hit = pattern.search(decoded(content[:40_000]))
    return hit["v"].strip(".-+") if hit else ""
