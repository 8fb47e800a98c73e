"""Shell and C shell scripts: what they source, which scripts and programs of the tree they start, what they set.

Reads::

    #!/bin/csh -f
    source $NEMO/NEMORC
    setenv NEMOINC $NEMO/inc
    ./bin/fit run1.dat | python plot.py
    root -l -q macros/fit.C

Source: POSIX shell command language; csh(1).
Not understood: commands put together by code, functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Dependency, Lines, SourceText, Statement

NAME = "shell"
SUFFIXES = (".sh", ".csh", ".tcsh", ".ksh", ".bash", ".zsh", ".job", ".pbs")
INTERPRETERS = ("sh", "bash", "csh", "tcsh", "ksh", "zsh", "dash", "ash")
FILENAMES = (
    *(".cshrc", ".login", ".profile", ".bashrc", ".bash_profile", ".tcshrc", ".kshrc", ".zshrc"),
    *("configure", "configure.gnu", "autogen.sh"),
)

_COMMENT = re.compile(r"(?:^|(?<=[\s;]))#[^\n]*")
_VARIABLE = re.compile(
    r"^[ \t]*(?:(?:export|setenv|set|declare[ \t]+-x|typeset[ \t]+-x)[ \t]+)?(?:(?<=setenv )(\w+)[ \t]+(\S[^\n;]*)"
    r"|([A-Za-z_]\w*)=([^\s;&|]+|\"[^\"\n]*\"))",
    re.M,
)
# no number, which is a setting in a text that the script writes, and no command that would give the name
_SOURCE = re.compile(r"(?:^|[;&|]|\bthen\b|\bdo\b)[ \t]*(?:source|\.)[ \t]+(?!\d+\s|`|\$\()([^\s;&|]+)", re.M)
_RUN = re.compile(
    r"\b(?:python[\d.]*|perl|ruby|sh|csh|tcsh|bash|ksh|Rscript|java[ \t]+-jar|tclsh|wish|gnuplot|idl|root|paw|matlab"
    r"|octave)"
    r"(?:[ \t]+-[\w=]+)*[ \t]+['\"]?([\w./${}+-]+\.[A-Za-z]\w*)"
)
_COMMAND = re.compile(
    r"(?:^|[;&|`(]|\bthen\b|\bdo\b|\bexec\b|\bnohup\b|\bnice\b|\btime\b)[ \t]*"
    r"(\.{0,2}[$\w{}.+-]*/[\w./${}+-]+|[\w.+-]+\.(?:sh|csh|pl|py|exe|x))(?=[\s;&|)]|$)",
    re.M,
)


def scan(file: SourceText) -> Iterator[Dependency | Statement]:
    """Yield what a script sources (include) and starts (run), and the variables it sets."""
    if "Autoconf" in file.text[:1000] or "autoconf" in file.text[:1000]:
        return  # 10,000 lines that nobody wrote
    code = _COMMENT.sub("", file.text).replace("\\\n", "\x1f")
    lines = Lines(code)
    for match in _SOURCE.finditer(code):
        yield Dependency(match[1].strip("'\""), "include", lines.at(match.start(1)), "source")
    seen = set()
    for pattern in (_RUN, _COMMAND):
        for match in pattern.finditer(code):
            name = match[1].strip("'\"")
            if name not in seen and not name.startswith(("/dev/", "/bin/", "/usr/bin/")):
                seen.add(name)
                yield Dependency(name, "run", lines.at(match.start(1)))
    for match in _VARIABLE.finditer(code):
        name, value = match[1] or match[3], match[2] or match[4]
        yield Statement("variable", name, value.strip().strip("'\""), lines.at(match.start()))
