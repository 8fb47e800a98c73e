"""CMake's ``CMakeLists.txt`` and modules.

Reads::

    find_package(ROOT 5.34 REQUIRED)
    include_directories(${PROJECT_SOURCE_DIR}/inc)
    add_library(goos fit.cxx jets.cxx)
    add_executable(fit main.cxx)
    target_link_libraries(fit goos ${ROOT_LIBRARIES} m)

Source: CMake manual, cmake-commands(7).
Not understood: functions and macros that a project defines, and most conditions: of all branches everything counts.
A package may be missing if it is looked for in silence or under an option, or the text asks afterwards whether it was
found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..mentions import Lines, SourceText, Statement

NAME = "cmake"

_COMMAND = re.compile(r"^[ \t]*(\w+)[ \t]*\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)", re.M)
_WORDS = re.compile(r'"[^"]*"|[^\s"]+')
_ASKED = re.compile(r"\bif[ \t]*\([^()\n]*?(?<!NOT )(?<![\w-])(?P<name>[\w-]+)_FOUND\b", re.I)
_FATAL = re.compile(
    r"\bif[ \t]*\([ \t]*NOT[ \t]+\$?\{?(?P<name>[\w-]+)_FOUND\b[^()]*\)\s*"
    r"message[ \t]*\([ \t]*(?:FATAL_ERROR|SEND_ERROR)"
    r"|\bif[ \t]*\([ \t]*\$?\{?(?P<other>[\w-]+)_FOUND\b[^()]*\)(?:(?!\bendif\b)[^#]){0,400}?\belse[ \t]*\([^()]*\)\s*"
    r"message[ \t]*\([ \t]*(?:FATAL_ERROR|SEND_ERROR)",
    re.I,
)
_OPTIONS = frozenset(
    "STATIC SHARED MODULE EXCLUDE_FROM_ALL WIN32 MACOSX_BUNDLE PUBLIC PRIVATE INTERFACE debug optimized BEFORE AFTER "
    "SYSTEM".split()
)


_FLOW = re.compile(r"^[ \t]*(if|elseif|else|endif)[ \t]*\(((?:[^()]|\([^()]*\))*)\)", re.M | re.I)
_OPTION = re.compile(r"^[ \t]*(?:option|cmake_dependent_option)[ \t]*\(\s*([\w-]+)", re.M | re.I)
_SWITCH_LIKE = re.compile(r"(?:\w+_)?(?:WITH|ENABLE|USE|BUILD|INSTALL|DISABLE)_\w+", re.I)
_PKG = ("pkg_check_modules", "pkg_search_module")
_MODULE = re.compile(r"(?P<name>[A-Za-z][\w.+-]*)(?:[<>]?=(?P<version>[\w.]+))?")
_PKG_WORDS = frozenset("REQUIRED QUIET IMPORTED_TARGET GLOBAL NO_CMAKE_PATH NO_CMAKE_ENVIRONMENT_PATH".split())


def matches(path: str) -> bool:
    """Tell whether a file is CMake's by its name."""
    return path.rpartition("/")[2] in ("CMakeLists.txt", "cmakelists.txt") or path.endswith(".cmake")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield variables, include folders, targets with their sources, links, packages and folders."""
    text = bare(file.text)
    lines = Lines(text)
    under = guards(text)
    asked = {match["name"].lower() for match in _ASKED.finditer(text)}
    fatal = {(match["name"] or match["other"]).lower() for match in _FATAL.finditer(text)}
    for match in _COMMAND.finditer(text):
        words = [word.strip('"') for word in _WORDS.findall(match[2]) if word not in _OPTIONS]
        if words:
            for said in _said(match[1].lower(), words, lines.at(match.start(1))):
                if said.kind == "package" and said.name != "cmake":
                    spare = "QUIET" in words or said.name.lower() in asked or match[1].lower() in _PKG
                    spare = spare and "REQUIRED" not in words and said.name.lower() not in fatal
                    if spare or said.line in under:
                        said = said._replace(kind="optional package")
                yield said


def bare(text: str) -> str:
    """Give a text without its comments; lines stay where they are.

    >>> bare("#[[ set(\\n) ]]\\nif(A) # no")
    '\\n\\nif(A) '
    """
    text = re.sub(r"#\[\[.*?\]\]", lambda hit: "\n" * hit[0].count("\n"), text, flags=re.S)
    return re.sub(r"#[^\n]*", "", text)


def guards(text: str) -> Mapping[int, str]:
    """Give, for each line with something under an option that a user can switch, the words of the condition.

    Options are those that the same file declares, and names like ``WITH_X``; what is negated or stands behind an
    ``else`` is told as ``NOT X``.
    """
    declared = {match[1] for match in _OPTION.finditer(text)}
    found: dict[int, str] = {}
    stack: list[str] = []
    lines = Lines(text)
    at = 1
    for match in _FLOW.finditer(text):
        here = lines.at(match.start(1))
        said = " and ".join(filter(None, stack))
        if said:
            found.update(dict.fromkeys(range(at, here), said))
        at = here
        command = match[1].lower()
        if command == "if":
            stack.append(_switch(match[2], declared))
        elif stack and command == "endif":
            stack.pop()
        elif stack:
            stack[-1] = _switch(match[2], declared) if command == "elseif" else _negated(stack[-1])
    return found


def _switch(condition: str, declared: set[str]) -> str:
    """Give what a condition asks of options, "" where it asks of something else too or does not ask of one."""
    asked = condition.split()
    parts = " ".join(asked).split(" AND ")
    named = [part for part in parts if _is_switch(part.removeprefix("NOT ").strip("${} "), declared)]
    return " and ".join(part.strip("${} ") for part in named) if named and " OR " not in condition else ""


def _is_switch(name: str, declared: set[str]) -> bool:
    is_like = _SWITCH_LIKE.fullmatch(name) and not name.upper().endswith("_FOUND")
    return name in declared or bool(is_like)


def _negated(said: str) -> str:
    return (
        "" if not said or " and " in said else said.removeprefix("NOT ") if said.startswith("NOT ") else f"NOT {said}"
    )


def _said(command: str, words: list[str], line: int) -> Iterator[Statement]:
    match command:
        case "set" if len(words) > 1:
            yield Statement("variable", words[0], " ".join(words[1:]), line)
        case "include_directories":
            for word in words:
                yield Statement("include path", "", word, line)
        case "target_include_directories":
            for word in words[1:]:
                yield Statement("include path", "", word, line)
        case "add_executable" | "add_library" | "cuda_add_executable" | "cuda_add_library":
            yield Statement("program" if "executable" in command else "library", words[0], " ".join(words[1:]), line)
        case "target_link_libraries" if len(words) > 1:
            yield Statement("links", words[0], " ".join(words[1:]), line)
        case "find_package":
            version = words[1] if len(words) > 1 and words[1][:1].isdigit() else ""
            yield Statement("package", words[0], version, line)
        case "pkg_check_modules" | "pkg_search_module":
            for word in words[1:]:
                asked = _MODULE.fullmatch(word)
                if asked and word not in _PKG_WORDS:
                    yield Statement("package", asked["name"], asked["version"] or "", line)
        case "cmake_minimum_required" if len(words) > 1 and words[1][:1].isdigit():
            yield Statement("package", "cmake", words[1], line)
        case "add_subdirectory" | "subdirs":
            yield Statement("directory", words[0], "", line)
        case "configure_file" if len(words) > 1:
            yield Statement("generated", words[1], words[0], line)
