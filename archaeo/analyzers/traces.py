"""What ties code to the machines it ran on: paths, hosts, environment variables, data files.

Comments are read as well: a path in one often says where something lay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from .mentions import Lines, SourceText


class Trace(NamedTuple):
    """Something of the old surroundings.

    Attributes:
        kind: ``path``, ``host``, ``reads`` and ``sets`` (an environment variable), ``data`` (a file that is opened).
    """

    kind: Literal["path", "host", "reads", "sets", "data"]
    name: str
    line: int


_PATH = re.compile(
    r"(?<![\w.$})/~:+-])(/(?:afs|home|users?|u|usr/local|usr/people|usr/users|opt|data\d*|work\d*|scratch\d*|castor|nfs|net"
    r"|export|mnt|cern|disk\d*|d\d|Users|projects?|group|software|soft|sw|vol|eos|pnfs|lustre|gpfs|cvmfs|minos|grid|local"
    r"|raid\d*|store|archive|Volumes|cygdrive)/[\w.+/~-]*[\w~-])"
)
_VMS = re.compile(r"\b((?:DISK|SYS|USR|USER|DUA|DKA)\$\w*:\[[\w.]+\][\w.]*)", re.I)
_DOS = re.compile(r"(?<![\w])([A-Z]:\\\\?(?:[\w. -]+\\\\?)+[\w.-]+)")
_HOST = re.compile(
    r"\b(?:rsh|ssh|scp|rcp|rlogin|telnet|ftp|rsync|xrdcp|rfcp|mount)\b[^\n;|]*?[ \t]((?:\w+@)?([a-z][\w-]*(?:\.[\w-]+)*)):?(?=[ \t/:]|$)"
    r"|\b(?:DISPLAY|HOST|SERVER|HOSTNAME)[ \t=]+\"?([a-z][\w-]*(?:\.[\w-]+)*)(?=:\d)"
    r"|\b(?:HOST\w*|hostname|uname)\b[^\n]{0,30}(?:==|!=|=~|\bcase\b|=)[ \t]*[\"']?([a-z]+[a-z-]*\d{1,4}(?:\.[\w.-]+)?)[\"']?[ \t]*(?:\)|\]|;)"
    r"|(?<![\w@./-])([a-z][\w-]*\.(?:[\w-]+\.)+(?:ch|edu|gov|de|uk|fr|it|jp|mil|nl|ca|au|es|se|ru|example))(?![\w.-])",
    re.M,
)
_NO_HOST = frozenset("localhost unix root user with from to the and or in on at for get put machine host".split())
_WEB = re.compile(r"^(?:www|ftp|svn|cvs|git|bugs|lists?)\.|\.(?:html?|php|py|pl|sh|cc|f)$")
_READS = re.compile(
    r"\b(?:getenv|secure_getenv|gSystem\s*->\s*Getenv|System\.getenv|get_environment_variable|getenvf|GETENV)[ \t]*\([ \t]*"
    r"[\"']([A-Za-z_]\w*)[\"']"
    r"|\bos\.environ(?:\.get)?[ \t]*[\[(][ \t]*[\"'](\w+)[\"']|\$ENV\{[\"']?(\w+)[\"']?\}|\$(?:::)?env\((\w+)\)"
    r"|\bSys\.getenv\([\"'](\w+)[\"']|\bgetenv\([\"'](\w+)[\"']",
    re.I,
)
_SHELL_READS = re.compile(r"\$\{?([A-Z][A-Z0-9_]{2,})\b")
_MAKE_READS = re.compile(r"\$[({]([A-Z][A-Z0-9_]{2,})[)}]")
_SETS = re.compile(
    r"(?:^|;|\bthen\b|\bdo\b)[ \t]*(?:(?:setenv|set|@|foreach|for|let|read|declare|typeset)[ \t]+(?:-\w+[ \t]+)?([A-Za-z_]\w*)"
    r"|(?:export[ \t]+)?([A-Z][A-Z0-9_]*)=)",
    re.M,
)
_DATA = re.compile(
    r"\b(?:file|FILE)[ \t]*=[ \t]*'([^'\n]{3,120})'|\b(?:fopen|fopen64|ifstream\s+\w+|ofstream\s+\w+|TFile(?:::Open)?|TFile\s+\w+"
    r"|open|read_csv|loadtxt|load|file|readcol,|openr,[ \t]*\w+,|mrdfits|readfits|genfromtxt)[ \t]*\(?[ \t]*[\"']([\w./~+-]{3,120})[\"']"
)
_DATA_NAME = re.compile(r"^[\w./~+-]*[\w~+-]\.(?:dat|data|txt|tab|tbl|inp|in|root|fits?|fz|hbook|rz|nc|hdf5?|h5|csv|asc|lis|bin|xml|par|cfg|conf|ini|card|cards|ntup|ntuple|kumac|map|grid|rad|db|pickle|mat|sav|gz)$", re.I)  # fmt: skip
_BINARY_PATHS = ("/usr/local/bin/perl", "/usr/local/bin/python", "/usr/local/bin/tclsh")


def traces(file: SourceText, lang: str, is_build: bool) -> Iterator[Trace]:
    """Yield what a file says of its surroundings; each name once a kind."""
    text = file.text
    lines = Lines(text)
    seen: set[tuple[str, str]] = set()

    def first(kind: Literal["path", "host", "reads", "sets", "data"], name: str, at: int) -> Iterator[Trace]:
        if (kind, name) not in seen:
            seen.add((kind, name))
            yield Trace(kind, name, lines.at(at))

    for pattern in (_PATH, _VMS, _DOS):
        for match in pattern.finditer(text):
            if match[1] not in _BINARY_PATHS:
                yield from first("path", match[1], match.start(1))
    for match in _HOST.finditer(text):
        name = match[2] or match[3] or match[4] or match[5]
        if name and name not in _NO_HOST and not _WEB.search(name) and ("." in name or any(c.isdigit() for c in name)):
            yield from first("host", name, match.start())
    for match in _READS.finditer(text):
        yield from first("reads", next(filter(None, match.groups())), match.start())
    if lang == "shell":
        for match in _SETS.finditer(text):
            yield from first("sets", match[1] or match[2], match.start())
        for match in _SHELL_READS.finditer(text):
            yield from first("reads", match[1], match.start())
    elif is_build and lang in ("make", "imake", "cmt"):
        for match in _MAKE_READS.finditer(text):
            yield from first("reads", match[1], match.start())
    if not is_build:
        for match in _DATA.finditer(text):
            name = (match[1] or match[2]).strip()
            if _DATA_NAME.match(name):
                yield from first("data", name, match.start())
