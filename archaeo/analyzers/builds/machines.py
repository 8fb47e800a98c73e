"""Descriptions of a machine on which it was built: ``Dockerfile``, ``.travis.yml``, ``requirements.txt`` and their kin.

Reads::

    FROM ubuntu:22.04
    RUN apt-get update && apt-get install -y gfortran libgsl-dev \\
        python2
    - sudo apt-get install -qq libnetcdf-dev
    numpy==1.6
    RUN pip install "scipy>=0.9"

Source: the manuals of Docker, Travis CI, pip and conda. A machine that somebody described in full is the best list
there is of what a build needs. Not understood: packages named by variables or put together by scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import SourceText, Statement

NAME = "machine"

_FILES = re.compile(
    r"Dockerfile[^/]*|[^/]+\.Dockerfile|\.travis\.yml|appveyor\.yml|\.gitlab-ci\.yml|requirements[\w-]*\.txt|apt\.txt"
    r"|environment\.ya?ml",
    re.I,
)
_FROM = re.compile(r"^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(?P<name>[\w./-]+)(?::(?P<version>[\w.-]+))?", re.M)
_INSTALL = re.compile(
    r"\b(?:apt-get|apt|aptitude|yum|dnf|apk|zypper|brew|pip3?|conda|mamba)\b(?:[ \t]+-\S+)*[ \t]+(?:install|add)\b"
    r"(?P<names>[^\n&;|]*)"
)
_PACKAGE = re.compile(
    r"[\"']?(?P<name>[A-Za-z][\w.+-]*)(?:\[[\w,]*\])?(?:[=<>!~]{1,2}(?P<version>[\d][\w.]*))?[\"',]*\Z"
)
_PLAIN = re.compile(r"^[ \t-]*(?P<package>[A-Za-z][\w.+-]*(?:[=<>!~]{1,2}[\d][\w.]*)?)[ \t]*(?:#.*)?$", re.M)
_BESIDE = re.compile(r"(?:^|[/_-])(?:tests?|testing|docs?|dev|develop|lint|rtd|ci)(?:$|[/_.-])", re.I)
_CHANNELS = frozenset(("conda-forge", "defaults", "bioconda"))
# what is on any machine on which somebody works
_COMFORTS = frozenset(
    "curl wget vim vim-tiny nano less sudo git ca-certificates gnupg unzip zip tar rsync locales".split()
)


def matches(path: str) -> bool:
    """Tell whether a file describes a machine by its name."""
    return _FILES.fullmatch(path.rpartition("/")[2]) is not None


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield the system it was made for and the packages that are put on it, with their versions."""
    name = file.path.rpartition("/")[2].lower()
    without = re.sub(r"^[ \t]*#[^\n]*", lambda hit: " " * len(hit[0]), file.text, flags=re.M)
    # a command that goes on in the next line is one; the length stays, so that places do
    text = re.sub(r"\\[ \t]*\n", lambda hit: " " * len(hit[0]), without)

    def line(at: int) -> int:
        return file.text.count("\n", 0, at) + 1

    beside = "beside " if _BESIDE.search(file.path) else ""
    if "dockerfile" in name:
        for match in _FROM.finditer(text):
            yield Statement("package", match["name"], match["version"] or "", line(match.start()))
    for match in _INSTALL.finditer(text):
        for word in match["names"].split():
            yield from _asked(word, line(match.start()), beside)
    if name.endswith(".txt") or name.startswith("environment"):
        for match in _PLAIN.finditer(text):
            yield from _asked(match["package"], line(match.start("package")), beside)


def _asked(word: str, line: int, role: str = "") -> Iterator[Statement]:
    found = _PACKAGE.match(word)
    if found and found["name"] not in _COMFORTS | _CHANNELS:
        yield Statement(f"{role}package", found["name"], found["version"] or "", line)
