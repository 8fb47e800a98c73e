"""Projects of Lazarus and Delphi: ``.lpi``, ``.lpk``, ``.dproj``, ``.bdsproj``, ``.dof``; and of C++Builder.

Reads::

    <RequiredPackages Count="1"><Item1><PackageName Value="LCL"/><MinVersion Major="1" Valid="True"/></Item1>
    <Target><Filename Value="simthyr"/></Target>
    <ProjectVersion>12.0</ProjectVersion>
    PackageImports=VCL50;VCLX50

Source: the files themselves, and the wikis of Lazarus and Free Pascal. Read as text: entities are not followed.
Not understood: build modes, search paths, conditions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Lines, SourceText, Statement

NAME = "lazarus and delphi"

_SUFFIXES = (".lpi", ".lpk", ".dproj", ".bdsproj", ".dof", ".bpr", ".cbproj")
_REQUIRED = re.compile(r"<(?:RequiredPackages|RequiredPkgs)\b.*?</(?:RequiredPackages|RequiredPkgs)>", re.S)
_PACKAGE = re.compile(r"<PackageName Value=\"(?P<name>[\w.-]+)\"/>(?:\s*<M(?:in|ax)Version(?P<version>[^>]*)/>)?", re.S)
_TARGET = re.compile(r"<Target>.*?<Filename Value=\"(?P<name>[^\"]+)\"", re.S)
_PART = re.compile(r"\b(?:Major|Minor|Release)=\"(\d+)\"")
_VERSION = re.compile(r"<ProjectVersion>\s*(?P<version>[\d.]+)")


def matches(path: str) -> bool:
    """Tell whether a file is such a project by its suffix."""
    return path.lower().endswith(_SUFFIXES)


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield what it is made for, the packages asked for, and the program it makes."""
    lines = Lines(file.text)
    end = file.path.lower().rpartition(".")[2]
    if end in ("lpi", "lpk"):
        yield Statement("made for", "Lazarus", "", 1)
    elif end in ("bpr", "cbproj"):
        yield Statement("made for", "C++Builder", "", 1)
    else:
        version = _VERSION.search(file.text)
        told = f"Delphi (project version {version['version']})" if version else "Delphi"
        yield Statement("made for", told, "", lines.at(version.start()) if version else 1)
    for block in _REQUIRED.finditer(file.text):
        for match in _PACKAGE.finditer(block[0]):
            least = ".".join(_PART.findall(match["version"] or "")) if "MinVersion" in match[0] else ""
            yield Statement("package", match["name"], least, lines.at(block.start() + match.start()))
    target = _TARGET.search(file.text)
    if target:
        yield Statement("program", target["name"].rpartition("\\")[2], "", lines.at(target.start("name")))
