"""Reads the map from the URLs of externals to git repositories, and says which repository a URL means.

A line is a URL in Subversion, ``=``, the repository's URL in git, and what tells its commits: the same repository on
this machine, or one commit's id. ``^/`` is the repository that is being converted::

    # the server that this repository itself was on
    http://svn.example.org/goos             = ^/
    http://svn.example.org/skins            = https://git.example.org/skins.git  converted/skins.git
    http://svn.example.org/plot/tags/1.0    = ../plot.git  0279324f3f31b3b8fd2e2011f359271830429190
    http://svn.example.org/plot/trunk@148   = ../plot.git  c0ffee4f3f31b3b8fd2e2011f359271830429190
    ^/lib                                   = ../lib.git

Of several lines the one with the longest URL counts. What ``^/`` is in git need not be said: it is ``./``, the very
repository.

Source of the relative forms: svn help on ``svn:externals``; ``svn_wc__resolve_relative_external_url`` in
libsvn_wc/externals.c.
"""

from __future__ import annotations

import posixpath
import re
import shlex
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from archaeo.errors import ArchaeoError, Location
from archaeo.model import BlobId

OWN = "^/"
_HERE = "./"
_ABSOLUTE = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)(/?.*)", re.S)
_COMMIT = re.compile(r"[0-9a-f]{40}")
_AT = re.compile(r"@(\d+)$")
_EQUALS = re.compile(r"\s+=\s+")


@dataclass(frozen=True, slots=True)
class Target:
    """What stands for a URL in git.

    Attributes:
        git: URL of the repository.
        below: the part of the Subversion URL below the one that the map has.
        repository: on this machine, or "".
        commit: the one to take whatever is asked for, or None.
    """

    git: str
    below: str
    repository: str = ""
    commit: BlobId | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    revision: str
    git: str
    repository: str
    commit: BlobId | None


class SubmoduleMap:
    """The map, ready to be asked.

    Raises:
        ArchaeoError: a line cannot be read; all such lines are named.
    """

    def __init__(self, text: str, name: str = "map of externals") -> None:
        self._roots: list[str] = []
        self._lines: dict[str, list[_Line]] = {}
        wrong = []
        rows = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
        rows = [(number, line) for number, line in rows if line and not line.startswith("#")]
        # where this repository is has to be known before any other URL can be told from it
        for number, line in sorted(rows, key=lambda row: not row[1].endswith(OWN)):
            why = self._take(line)
            if why:
                wrong.append(f"line {number}: {why}")
        if wrong:
            raise ArchaeoError(
                "; ".join(wrong),
                hint="write 'SUBVERSION-URL = GIT-URL [REPOSITORY-OR-COMMIT]'",
                location=Location(name),
            )

    def _take(self, line: str) -> str:
        url, *rest = _EQUALS.split(line, maxsplit=1)
        try:
            words = shlex.split("".join(rest))
        except ValueError:
            words = []
        if not 1 <= len(words) <= 2:
            return f"'{line}' is not a URL, '=', and a repository"
        at = _AT.search(url)
        place = self.place("", url[: at.start()] if at else url)
        if words == [OWN]:
            if not _ABSOLUTE.match(place):
                return f"'{url}' is no URL of a repository"
            self._roots.append(place)
            return ""
        more = words[1] if len(words) == 2 else ""
        commit = bytes.fromhex(more) if _COMMIT.fullmatch(more) else None
        made = _Line(at[1] if at else "", words[0], "" if commit else more, commit)
        self._lines.setdefault(place, []).append(made)
        return ""

    def place(self, directory: str, url: str) -> str:
        """Give a URL in one form whatever way it was written: ``^/path`` in this repository, else absolute.

        What is relative to a server that the map does not name stays as it is.

        Args:
            directory: path in this repository of the directory whose property has the URL.
        """
        if url.startswith(OWN):
            return self._own(url[2:])
        if url == ".." or url.startswith("../"):
            return self._own(f"{directory}/{url}")
        if not _ABSOLUTE.match(url) and url.startswith("/") and self._roots:
            scheme, host, _ = _parts(self._roots[0])
            url = f"{scheme}:{url}" if url.startswith("//") else f"{scheme}://{host}{url}"
        if not _ABSOLUTE.match(url):
            return url
        scheme, host, path = _parts(url)
        made = f"{scheme}://{host}{_normal(path)}"
        for root in self._roots:
            if made == root or made.startswith(root + "/"):
                return OWN + made[len(root) + 1 :]
        return made

    def target(self, place: str, revision: str) -> Target | None:
        """Give what stands for a place; None where the map has nothing for it."""
        known, below = place.rstrip("/"), ""
        while known:
            for line in self._lines.get(known if known != "^" else OWN, ()):
                if line.revision in ("", revision):
                    return Target(line.git, below, line.repository, line.commit)
            known, _, last = known.rpartition("/")
            below = f"{last}/{below}" if below else last
        return Target(_HERE, place[2:]) if place.startswith(OWN) and not place.startswith("^/..") else None

    def _own(self, path: str) -> str:
        normal = posixpath.normpath("/" + _decoded(path).lstrip("/"))
        outside = posixpath.normpath(_decoded(path).strip("/") or ".")
        if not outside.startswith(".."):
            return OWN + normal.strip("/")
        return self.place("", f"{self._roots[0]}/{outside}") if self._roots else OWN + outside


def _parts(url: str) -> tuple[str, str, str]:
    match = _ABSOLUTE.match(url)
    assert match is not None
    return match[1].lower(), match[2].lower(), match[3]


def _normal(path: str) -> str:
    """Give a URL's path decoded, without ``..``, doubled slashes and one at its end.

    >>> _normal("/svn//a%20b/../c/")
    '/svn/c'
    """
    normal = posixpath.normpath("/" + _decoded(path).lstrip("/"))
    return "" if normal == "/" else normal


def _decoded(path: str) -> str:
    raw = path.encode("utf-8", "surrogateescape")
    return unquote_to_bytes(raw).decode("utf-8", "surrogateescape")
