"""Perl's ``Makefile.PL`` and ``Build.PL``.

Reads::

    WriteMakefile(NAME => 'Goos', PREREQ_PM => { 'DBI' => 1.4, 'GD' => 0 }, TEST_REQUIRES => { 'Test::Deep' => 0 });
    Module::Build->new(requires => { 'IO::String' => 0 }, recommends => { 'Ace' => 0 });

Source: ExtUtils::MakeMaker and Module::Build. The file is never run.
Not understood: prerequisites put together by code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import SourceText, Statement

NAME = "perl"

_BLOCK = re.compile(
    r"\b(PREREQ_PM|requires|build_requires|recommends|suggests|configure_requires|test_requires|TEST_REQUIRES)\b['\"]?\s*=>\s*"
    r"\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}"
)
_PAIR = re.compile(r"""(?<![\w:])([A-Za-z]\w*+(?:::\w++)*+)['"]?\s*=>\s*['"]?([\d.v_]*)""")


def matches(path: str) -> bool:
    """Tell whether a file is a build script of Perl by its name."""
    return path.rpartition("/")[2] in ("Makefile.PL", "Build.PL")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield the modules asked for, with their versions, "" for any."""
    text = re.sub(r"#[^\n]*", "", file.text)
    for match in _BLOCK.finditer(text):
        kind = {"recommends": "optional ", "suggests": "optional "}.get(match[1], "")
        kind = "beside " if match[1].lower() == "test_requires" else kind
        for pair in _PAIR.finditer(match[2]):
            version = pair[2] if pair[2].strip("0.") else ""
            line = text.count("\n", 0, match.start(2) + pair.start()) + 1
            yield Statement(f"{kind}package", pair[1], version, line)
