"""waf's ``wscript``.

Reads::

    def configure(cnf):
        cnf.load('compiler_fc compiler_c')
        cnf.check_cc(header_name='fftw3.h', lib='fftw3', uselib_store='FFTW')
        cnf.check_cfg(package='netcdf', atleast_version='4.1')
    def build(bld):
        bld.program(source='src/relax.f90 src/green.f90', target='relax')

Source: the waf book. Only literal arguments are read; the file is never run.
Not understood: what is put together by code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Lines, SourceText, Statement

NAME = "waf"

_CHECK = re.compile(r"\.check(?:_\w+)?\s*\(((?:[^()]|\([^()]*\))*)\)")
_MADE = re.compile(r"\.(?P<kind>program|shlib|stlib|objects)\s*\(((?:[^()]|\([^()]*\))*)\)")
_WORDS = r"\s*=\s*(?:\[(?P<list>[^\]]*)\]|[\"'](?P<one>[^\"']*)[\"'])"
_VERSION = re.compile(r"\batleast_version\s*=\s*[\"']([\w.]+)[\"']")


def matches(path: str) -> bool:
    """Tell whether a file is waf's by its name."""
    return path.rpartition("/")[2] in ("wscript", "wscript_build")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield the libraries, headers and packages looked for, and the programs and libraries made with their sources."""
    text = re.sub(r"^[ \t]*#[^\n]*", "", file.text, flags=re.M)
    lines = Lines(text)
    for match in _CHECK.finditer(text):
        line = lines.at(match.start())
        version = _VERSION.search(match[1])
        for name in _said("package", match[1]):
            yield Statement("package", name, version[1] if version else "", line)
        for name in _said("lib", match[1]):
            yield Statement("link", "", name, line)
        for name in _said("header_name", match[1]):
            yield Statement("header", name, "", line)
    for match in _MADE.finditer(text):
        kind = "program" if match["kind"] == "program" else "library"
        for name in _said("target", match[2])[:1]:
            yield Statement(kind, name, " ".join(_said("source", match[2])), lines.at(match.start()))


def _said(key: str, arguments: str) -> list[str]:
    """Give the words of a keyword argument, a string of words or a list of strings."""
    hit = re.search(rf"\b{key}{_WORDS}", arguments)
    return re.sub(r"[\"',]", " ", hit["list"] or hit["one"] or "").split() if hit else []
