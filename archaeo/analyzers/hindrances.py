"""What stands in the way of a build today, each by its name and first place: hosts that are gone, libraries that
cannot be had, languages and tools that refuse what was usual.

Put together of what other parts found: nothing is read here but the texts of build files near the top. What each
program refuses follows from its own release notes; that it would be met in a build is likely and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from .answers.lacks import External, needed
from .buildnotes import UNBUILT, BuildNotes, Dialect
from .recipes import Recipe, gone_since

ASIDE = re.compile(
    r"(?:^|/)(?:[^/]*tests?|testing|testsuite|examples?|samples?|demos?|docs?|contrib|extern\w*|third\w*|vendor\w*"
    r"|attic|old|obsolete|deprecated|packaging\w*)/",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Something in the way.

    Attributes:
        today: what can be done about it, "" for no idea.
        place: file and line, or a file.
        files: how many show it, 0 where that is not counted.
    """

    what: str
    today: str
    place: str
    files: int = 0


def find(notes: BuildNotes, recipe: Recipe) -> tuple[Hindrance, ...]:
    """Give what is in the way, what stops everything first."""
    return (
        *_hosts(recipe),
        *_libraries(notes),
        *_tools(recipe.texts),
        *_dialects(notes),
        *_strict(recipe.texts),
    )


def _hosts(recipe: Recipe) -> Iterator[Hindrance]:
    for host, gone, place in recipe.hosts:
        if gone:
            yield Hindrance(f"{host}, from which the build fetches packages, is gone since {gone}", _ELSEWHERE, place)
    for folder, url, place in recipe.submodules:
        server = re.match(r"(?:\w+://|git@)(?:[^/@]*@)?(?P<name>[\w.-]+)", url)
        since = gone_since(server["name"]) if server else ""
        if server and since:
            yield Hindrance(f"the submodule {folder} came from {server['name']}, gone since {since}", "", place)
    for path, text in recipe.texts.items():
        for match in re.finditer(r"^[^#\n]*?\b(?:https?|git|svn|ftp)://(?P<host>[\w.-]+)[^\s\"')]*", text, re.M):
            since = gone_since(match["host"])
            if since and _FETCHED.search(match[0]):
                place = f"{path}:{text.count(chr(10), 0, match.start()) + 1}"
                yield Hindrance(f"{match['host']}, from which the build fetches, is gone since {since}", "", place)
                break


_ELSEWHERE = "most of what it had is in Maven Central"
_FETCHED = re.compile(
    r"\b(?:wget|curl|fetch|svn|git|hg)\s|\bsrc=|ExternalProject_Add|\b(?:GIT_REPOSITORY|SVN_REPOSITORY|URL)\b"
)


def _libraries(notes: BuildNotes) -> Iterator[Hindrance]:
    outside = sorted(needed(notes.externals), key=lambda one: (_HAD.index(one.library.had), -one.files))
    for one in outside:
        if one.library.had != "yes" and not _comes_with_language(one, notes):
            what = "it is written for {}" if one.library.system else f"{{}} {_WORDS[one.library.had]}"
            yield Hindrance(what.format(one.called), _instead(one), one.evidence[0], one.files)


_HAD = ("no", "sold", "hard", "yes")
_WORDS = {"no": "can no longer be had", "sold": "can only be bought", "hard": "can be had with effort only"}


def _instead(one: External) -> str:
    return "; ".join(dict.fromkeys(filter(None, (one.library.where, one.library.instead))))


def _comes_with_language(one: External, notes: BuildNotes) -> bool:
    """Whether a library is the language itself, whose free substitute the first sentence names."""
    return one.library.name in ("MATLAB", "IDL") and any(
        lang.name == one.library.name.lower() for lang in notes.languages
    )


class _Refusal(NamedTuple):
    """A sign in a build file and what today's program says to it."""

    files: str
    pattern: str
    what: str
    today: str


_REFUSALS = (
    _Refusal(
        r"Makefile\.am|configure\.(?:ac|in)",
        r"^AM_CONFIG_HEADER\b",
        "AM_CONFIG_HEADER is refused since automake 1.13",
        "AC_CONFIG_HEADERS",
    ),
    _Refusal(
        r"configure\.(?:ac|in)",
        r"^[ \t]*AM_PROG_CC_STDC\b",
        "AM_PROG_CC_STDC is refused since automake 1.13",
        "AC_PROG_CC",
    ),
    _Refusal(
        r"configure\.(?:ac|in)",
        r"^[ \t]*AM_C_PROTOTYPES\b",
        "AM_C_PROTOTYPES is refused since automake 1.12",
        "leave it out",
    ),
    _Refusal(
        r"setup\.py",
        # in an except it is never come to
        r"^(?:from|import)[ \t]+(?:ez_setup|distribute_setup)\b",
        "setup.py fetches setuptools itself, as was usual before pip",
        "leave ez_setup out; pip brings setuptools",
    ),
    _Refusal(
        r"build\.gradle(?:\.kts)?",
        r"^[ \t]*(?:compile|testCompile|runtime)[ \t(]+[\"'gf]",
        "“compile” of dependencies is refused since Gradle 7",
        "“implementation”, or an older Gradle",
    ),
    _Refusal(
        r"pom\.xml",
        r"<url>\s*http://repo1?\.maven\.(?:apache\.)?org",
        "Maven Central by http is refused since 2020",
        "https",
    ),
    _Refusal(
        r"(?:GNU)?[Mm]akefile(?:\.in|\.inc)?",
        r"^[^#\n]*-mno-cygwin\b",
        "-mno-cygwin is refused since gcc 4.7",
        "a cross compiler of mingw-w64",
    ),
)
_MINIMUM = re.compile(
    r"^[ \t]*cmake_minimum_required[ \t]*\(\s*VERSION\s+(?P<version>\d+(?:\.\d+)*)(?P<to>\.\.\.)?", re.M | re.I
)
_LEVEL = re.compile(
    r"sourceCompatibility[ \t]*=?[ \t]*(?:JavaVersion\.VERSION_)?[\"']?(?P<a>1[._][2-8]|[5-8])(?![\d.])"
    r"|<(?:source|maven\.compiler\.source)>(?P<b>1\.[2-8]|[5-8])<|<javac\b[^<>]*\bsource=\"(?P<c>1\.[2-8]|[5-8])\""
    r"|^javac\.source=(?P<d>1\.[2-8]|[5-8])\b",
    re.M,
)
_LAST_JDK = {2: 8, 3: 8, 4: 8, 5: 8, 6: 11, 7: 19}
"""The last JDK that compiles an old level of Java."""
_WRAPPER = re.compile(r"^distributionUrl=.*gradle-(?P<version>\d+\.\d+)", re.M)
_GRADLE = ((4.3, 8), (4.7, 9), (5.0, 10), (5.4, 11), (6.0, 12), (6.3, 13), (6.7, 14), (7.0, 15), (7.3, 16))
"""Versions of Gradle, and the newest Java that all before it run on, by its table of compatibility."""


def _tools(texts: Mapping[str, str]) -> Iterator[Hindrance]:
    lowest = min(_minimums(texts), default=None)
    if lowest and lowest[0] < (3, 5):
        version = ".".join(map(str, lowest[0]))
        yield Hindrance(
            f"CMake 4 refuses the minimum of {version}", "CMake 3, or -DCMAKE_POLICY_VERSION_MINIMUM=3.5", lowest[1]
        )
    yield from _java(texts)
    for refusal in _REFUSALS:
        for path, text in texts.items():
            match = re.search(refusal.pattern, text, re.M) if re.fullmatch(refusal.files, _name(path)) else None
            if match and not ASIDE.search(path):
                yield Hindrance(refusal.what, refusal.today, _place(path, text, match))
                break


def _minimums(texts: Mapping[str, str]) -> Iterator[tuple[tuple[int, ...], str]]:
    for path, text in texts.items():
        if _name(path) == "CMakeLists.txt" and not ASIDE.search(path):
            for match in _MINIMUM.finditer(text):
                if not match["to"]:
                    yield tuple(int(part) for part in match["version"].split("."))[:2], _place(path, text, match)


def _java(texts: Mapping[str, str]) -> Iterator[Hindrance]:
    levels = []
    for path, text in texts.items():
        for match in () if ASIDE.search(path) else _LEVEL.finditer(text):
            level = int(re.sub(r"^1[._]", "", next(filter(None, match.groups()))))
            levels.append((level, path.count("/"), _place(path, text, match)))
        wrapper = _WRAPPER.search(text) if path.endswith("gradle-wrapper.properties") else None
        if wrapper:
            most = next((java for version, java in _GRADLE if _number(wrapper["version"]) < _number(str(version))), 0)
            if most:
                yield Hindrance(
                    f"its Gradle {wrapper['version']} runs on Java {most} or older only",
                    "that Java, or a newer Gradle",
                    _place(path, text, wrapper),
                )
    if levels:
        level, _, place = min(levels, key=lambda row: (row[1], row[0]))
        if level in _LAST_JDK:
            last = _LAST_JDK[level]
            yield Hindrance(f"Java {level} is compiled by no JDK after {last}", f"JDK {last}, or a newer level", place)


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


_HARMLESS = re.compile(r"takes (?:it|%)|\Acsh or tcsh")
# what stands among the libraries already
_ALSO = {"iostream.h and kin": "old C++ streams"}
_BRIEF_ADVICE = "Python 2"


def _dialects(notes: BuildNotes) -> Iterator[Hindrance]:
    """Yield the signs that a compiler of today does not pass over; those of Python 2 as one."""
    old = [sign for sign in notes.dialects if sign.lang == "python" and sign.advice.startswith(_BRIEF_ADVICE)]
    if old:
        most = max(old, key=lambda sign: sign.files)
        yield Hindrance(f"Python 2 ({most.name})", most.advice, most.evidence[0], most.files)
    said = {one.library.name for one in notes.externals}
    rest = [sign for sign in notes.dialects if sign not in old and not _HARMLESS.search(sign.advice)]
    rest = [sign for sign in rest if _ALSO.get(sign.name) not in said and not _is_aside(sign)]
    for sign in sorted(rest, key=lambda sign: (_is_flag(sign), -sign.files)):
        yield Hindrance(f"{_CALLED.get(sign.lang, sign.lang)}: {sign.name}", sign.advice, sign.evidence[0], sign.files)


_CALLED = {
    "c": "C",
    "cpp": "C++",
    "fortran": "Fortran",
    "python": "Python",
    "perl": "Perl",
    "tcl": "Tcl",
    "r": "R",
    "java": "Java",
    "matlab": "MATLAB",
}


def _is_aside(sign: Dialect) -> bool:
    """Whether only tests, examples and the like are known to show it."""
    # others stand before them
    return UNBUILT.search(sign.evidence[0]) is not None


def _is_flag(sign: Dialect) -> bool:
    """Whether a flag of the compiler is all it takes."""
    return bool(re.match(r"(?:gcc|g\+\+|gfortran) -", sign.advice))


def _strict(texts: Mapping[str, str]) -> Iterator[Hindrance]:
    for path, text in texts.items():
        match = re.search(r"^[^#\n]*[\s\"'=]-Werror(?=[\s\"')]|$)", text, re.M)
        if match and not ASIDE.search(path):
            place = _place(path, text, match)
            yield Hindrance("-Werror: each new warning of a newer compiler stops it", "leave -Werror out", place)
            return


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _place(path: str, text: str, match: re.Match[str]) -> str:
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return f"{path}:{text.count(chr(10), 0, start) + 1}"
