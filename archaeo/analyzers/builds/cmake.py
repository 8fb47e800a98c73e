"""CMake's ``CMakeLists.txt`` and modules.

Reads::

    find_package(ROOT 5.34 REQUIRED)
    include_directories(${PROJECT_SOURCE_DIR}/inc)
    add_library(goos fit.cxx jets.cxx)
    add_executable(fit main.cxx)
    target_link_libraries(fit goos ${ROOT_LIBRARIES} m)

Source: CMake manual, cmake-commands(7).
Not understood: functions and macros that a project defines, conditions: of all branches everything counts. A package
may be missing if it is looked for in silence, or the text asks afterwards whether it was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def matches(path: str) -> bool:
    """Tell whether a file is CMake's by its name."""
    return path.rpartition("/")[2] in ("CMakeLists.txt", "cmakelists.txt") or path.endswith(".cmake")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield variables, include folders, targets with their sources, links, packages and folders."""
    text = re.sub(r"#[^\n]*", "", file.text)
    lines = Lines(text)
    asked = {match["name"].lower() for match in _ASKED.finditer(text)}
    fatal = {(match["name"] or match["other"]).lower() for match in _FATAL.finditer(text)}
    for match in _COMMAND.finditer(text):
        words = [word.strip('"') for word in _WORDS.findall(match[2]) if word not in _OPTIONS]
        if words:
            for said in _said(match[1].lower(), words, lines.at(match.start(1))):
                spare = "QUIET" in words or said.name.lower() in asked
                if said.kind == "package" and spare and "REQUIRED" not in words and said.name.lower() not in fatal:
                    said = said._replace(kind="optional package")
                yield said


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
        case "find_package" | "pkg_check_modules":
            version = words[1] if len(words) > 1 and words[1][:1].isdigit() else ""
            yield Statement("package", words[0], version, line)
        case "cmake_minimum_required" if len(words) > 1 and words[1][:1].isdigit():
            yield Statement("package", "cmake", words[1], line)
        case "add_subdirectory" | "subdirs":
            yield Statement("directory", words[0], "", line)
        case "configure_file" if len(words) > 1:
            yield Statement("generated", words[1], words[0], line)
