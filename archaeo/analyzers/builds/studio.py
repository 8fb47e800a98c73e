"""Visual Studio: ``.sln``, ``.vcxproj``, ``.vcproj``, ``.csproj``, and ``.dsp``, ``.dsw`` of Visual C++ 6.

Reads::

    Microsoft Visual Studio Solution File, Format Version 9.00
    <VisualStudioProject ProjectType="Visual C++" Version="8,00" Name="goos">
    <PlatformToolset>v100</PlatformToolset>
    # Microsoft Developer Studio Project File - Name="goos" - Package Owner=<4>

Source: the files themselves. Read as text: imports of properties are not followed.
Not understood: configurations: of all of them the first counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Lines, SourceText, Statement

NAME = "visual studio"

_SUFFIXES = (".sln", ".vcxproj", ".vcproj", ".vfproj", ".csproj", ".vbproj", ".dsp", ".dsw")
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "Visual C++ 6",
        re.compile(r"^# Microsoft Developer Studio (?:Project|Generated)|^Microsoft Developer Studio Workspace", re.M),
    ),
    ("toolset {}", re.compile(r"<PlatformToolset>\s*(v\w+)")),
    ("version {}", re.compile(r"<VisualStudioProject\b[^>]*?\bVersion\s*=\s*\"(\d+)[,.]", re.S)),
    ("version {}", re.compile(r"<VFProject\b|<VisualStudioProject\b")),
    ("{}", re.compile(r"^# (Visual (?:Studio|C\+\+)[^\r\n]*)", re.M)),
    ("format {}", re.compile(r"Solution File, Format Version (\d+)")),
    ("tools {}", re.compile(r"\bToolsVersion=\"([\d.]+)\"")),
)
_YEARS = {
    "version 7": "2002 or 2003",
    "version 8": "2005",
    "version 9": "2008",
    "toolset v90": "2008",
    "toolset v100": "2010",
    "toolset v110": "2012",
    "toolset v120": "2013",
    "toolset v140": "2015",
    "toolset v141": "2017",
    "toolset v142": "2019",
    "toolset v143": "2022",
    "format 7": "2002",
    "format 8": "2003",
    "format 9": "2005",
    "format 10": "2008",
    "format 11": "2010",
    "format 12": "2012 or later",
}
"""The editions by what their files say of themselves; a format of solutions was kept from 2012 on."""
_NUMBERED = {"14": "2015", "15": "2017", "16": "2019", "17": "2022", "18": "2026"}
_FRAMEWORK = re.compile(r"<TargetFramework(?:Version)?>\s*(?P<name>[\w.]+)")


def matches(path: str) -> bool:
    """Tell whether a file is Visual Studio's by its suffix."""
    return path.lower().endswith(_SUFFIXES)


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield the edition that it was made with, and the version of .NET that a project is for."""
    lines = Lines(file.text)
    for name, pattern in _SIGNS:
        match = pattern.search(file.text)
        if match:
            yield Statement("made for", _edition(name, match), "", lines.at(match.start()))
            break
    framework = _FRAMEWORK.search(file.text)
    if framework:
        yield Statement("package", ".NET", framework["name"].removeprefix("v"), lines.at(framework.start()))


def _edition(name: str, match: re.Match[str]) -> str:
    said = name.format(match[1]) if match.groups() else name.partition(" {")[0]
    if said.startswith("Visual"):
        number = re.search(r"Visual Studio (?:Version )?(?P<number>1[4-8])\b", said)
        return f"Visual Studio {_NUMBERED[number['number']]}" if number else said.strip()
    return f"Visual Studio {_YEARS.get(said, '')}".strip()
