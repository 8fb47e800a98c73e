"""A small project for the tests of the summary: four people, a disaster, two releases."""

from __future__ import annotations

from datetime import UTC, date, datetime

from archaeo.errors import Location
from archaeo.importers import changelog
from archaeo.model import Diagnostic, Release, SourceFile
from archaeo.summary.project import Project, Source
from tests.analyzers.histories import history

_MANY = 60


def _all(action: str) -> str:
    return ", ".join(f"{action} src/f{n}.cxx" for n in range(_MANY))


HISTORY = f"""
    2009-03-02 Eve: {_all("A")}, A README, A ChangeLog | first import
    2009-03-05 Eve: M src/f1.cxx, M src/f2.cxx | fix the cut
    2009-03-06 Kenji: M src/f1.cxx | fit range
    2009-09-20 Kenji: M src/f1.cxx, M README | after the summer
    2012-05-01 admin: {_all("D")} | cleanup
    2012-05-30 Eve: {_all("A")} | getting goos back into SVNINST after svn disaster of 2012
    2012-06-02 Eve: M src/f1.cxx | last words
"""

CHANGELOG = b"""2012-05-30 <eve>
\t* getting goos back into SVNINST after svn disaster of 2012

2009-01-10 <eve>
\t* before there was a repository
"""

FILES = {
    "README": b"Goos is a package that finds boosted jets.\n",
    "ChangeLog": CHANGELOG,
    **{f"src/f{n}.cxx": b"int x;\n" * (n + 1) for n in range(_MANY)},
}


def project(**changed: object) -> Project:
    """Give the project; fields can be replaced."""
    commits = tuple(history(HISTORY))
    fields = {
        "name": "goos",
        "commits": commits,
        "releases": (
            Release("v1", datetime(2009, 3, 7, tzinfo=UTC), "tag refs/tags/v1", commits[2].key),
            Release("v2", date(2012, 6, 2), "tag refs/tags/v2", commits[6].key),
        ),
        "changelogs": (changelog.parse(CHANGELOG, "ChangeLog"),),
        "files": tuple(SourceFile(path, lambda text=text: text) for path, text in sorted(FILES.items())),
        "diagnostics": (Diagnostic(Location("goos.dump", revision=7), "odd thing", "it is odd", "kept as it is"),),
        "sources": (Source("goos.dump", "Subversion dump", "sha256 00", (("revisions", 7),)),),
    }
    return Project(**{**fields, **changed})


def empty() -> Project:
    """Give a project of which nothing is known."""
    return Project("nothing")
