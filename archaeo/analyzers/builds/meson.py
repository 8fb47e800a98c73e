"""Meson's ``meson.build``.

Reads::

    project('goos', 'c', 'fortran', meson_version : '>=1.0.0')
    gsl = dependency('gsl', version : '>=1.16')
    png = dependency('libpng', required : false)
    m = cc.find_library('m', required : get_option('maths'))
    executable('fit', 'fit.c', 'jets.c', dependencies : [gsl])

Source: Meson's reference manual. Only literal arguments are read; the file is never run.
Not understood: lists and names put together by code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Lines, SourceText, Statement

NAME = "meson"

_CALL = re.compile(
    r"\b(?P<name>project|dependency|find_library|executable|shared_library|static_library|library)[ \t]*"
    r"\((?P<said>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)"
)
_FIRST = re.compile(r"\s*'(?P<text>[^'\n]+)'")
_OF_MESON = re.compile(r"\bmeson_version\s*:\s*'\s*[<>=]*\s*(?P<version>[\d.]+)")
_VERSION = re.compile(r"(?<!\w)version\s*:\s*\[?\s*'\s*[<>=]*\s*(?P<version>[\d.]+)")
_SPARE = re.compile(r"\brequired\s*:\s*(?:false|get_option\b)")
_WORD = re.compile(r"'([^'\n]+)'")


def matches(path: str) -> bool:
    """Tell whether a file is Meson's by its name."""
    return path.rpartition("/")[2] == "meson.build"


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield packages and libraries asked for, with their versions, and programs and libraries with their sources."""
    text = re.sub(r"#[^\n]*", "", file.text)
    lines = Lines(text)
    for match in _CALL.finditer(text):
        line, said = lines.at(match.start()), match["said"]
        first = _FIRST.match(said)
        version = _VERSION.search(said)
        if match["name"] == "project":
            version = _OF_MESON.search(said)
            if version:
                yield Statement("package", "meson", version["version"], line)
        elif first is None:
            continue
        elif match["name"] in ("dependency", "find_library"):
            spare = "optional " if _SPARE.search(said) else ""
            if match["name"] == "dependency":
                yield Statement(f"{spare}package", first["text"], version["version"] if version else "", line)
            else:
                yield Statement(f"{spare}link", "", first["text"], line)
        else:
            kind = "program" if match["name"] == "executable" else "library"
            sources = [word for word in _WORD.findall(said)[1:] if re.search(r"\.\w{1,4}\Z", word)]
            yield Statement(kind, first["text"], " ".join(sources), line)
