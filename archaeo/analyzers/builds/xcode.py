"""Xcode's ``project.pbxproj``, and ``.pbproj`` of Project Builder before it.

Reads::

    compatibilityVersion = "Xcode 3.2";
    MACOSX_DEPLOYMENT_TARGET = 10.4;
    SDKROOT = macosx10.6;
    ARCHS = "ppc i386";
    1DA = {isa = PBXFileReference; name = Carbon.framework; path = System/Library/Frameworks/Carbon.framework; };

Source: the files themselves.
Not understood: which target wants which framework; of all configurations the first counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Lines, SourceText, Statement

NAME = "xcode"

_WITH = re.compile(r"\bcompatibilityVersion = \"?(?P<name>Xcode [\d.]+)")
_SETTINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("macOS {} and later", re.compile(r"\bMACOSX_DEPLOYMENT_TARGET = \"?([\d.]+)")),
    (
        "SDK {}",
        re.compile(r"\bSDKROOT = \"?(?:[^\";\n]*/)?(?:MacOSX)?(macosx[\d.]+|iphoneos[\d.]*|[\d.]+u?)(?:\.sdk)?\b"),
    ),
    ("processors {}", re.compile(r"\bARCHS = \"?\(?\s*([^\";$)]*\b(?:ppc|i386)\b[^\";$)]*)")),
)
_FRAMEWORK = re.compile(r"\bpath = \"?(?:[^\";\n]*/)?(?P<name>[\w+-]+\.framework)\"?;")


def matches(path: str) -> bool:
    """Tell whether a file is a project of Xcode by its name."""
    return path.rpartition("/")[2] == "project.pbxproj"


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield what it was made for, and the frameworks it names."""
    lines = Lines(file.text)
    made = _WITH.search(file.text)
    told = []
    for words, pattern in _SETTINGS:
        match = pattern.search(file.text)
        if match:
            told.append(words.format(" ".join(match[1].replace(",", " ").split())))
    name = made["name"] if made else "Xcode"
    yield Statement(
        "made for", f"{name} ({', '.join(told)})" if told else name, "", lines.at(made.start()) if made else 1
    )
    seen: set[str] = set()
    for match in _FRAMEWORK.finditer(file.text):
        if match["name"] not in seen:
            seen.add(match["name"])
            yield Statement("package", match["name"], "", lines.at(match.start()))
