"""What files included, used and imported at the states that can be compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from archaeo.analyzers import atlas, needs
from archaeo.errors import ArchaeoError
from archaeo.model import Commit
from archaeo.shelf import Shelf
from tests.analyzers.histories import history

HISTORY = history("""
    2009-01-10 Eve: A fit.f90, A main.c, A hist.h | first
    2009-03-05 Kenji: M main.c | another library
    2009-04-02 Eve: A read.py, M fit.f90 | a script
    2009-05-20 Eve: D fit.f90, M main.c | the Fortran goes
""")
TEXTS = {
    ("c0", "fit.f90"): b"module fit\nuse minuit\nend module\n",
    ("c0", "main.c"): b'#include <stdio.h>\n#include "hist.h"\n/* #include "no.h" */\n',
    ("c0", "hist.h"): b"int h;\n",
    ("c1", "main.c"): b'#include <fftw3.h>\n#include "hist.h"\n',
    ("c2", "read.py"): b"import numpy\n",
    ("c2", "fit.f90"): b"module fit\nuse minuit\nuse limits\nend module\n",
    ("c3", "main.c"): b'#include <fftw3.h>\n#include <gsl.h>\n#include "hist.h"\n',
}


def _read(commit: str, path: str) -> bytes:
    if (commit, path) not in TEXTS:
        raise ArchaeoError("no such file")
    return TEXTS[commit, path]


def _taken(commits: list[Commit] = HISTORY, shelf: Shelf | None = None) -> needs.Needs:
    ground = atlas.take(commits, commits, "c3", (), _read)
    tags = [("v1", "c1", date(2009, 3, 5)), ("v2", "elsewhere", date(2009, 4, 10))]
    found = needs.take(ground, {commit.key: commit for commit in commits}, tags, _read, shelf=shelf)
    assert found is not None
    return found


def _at(found: needs.Needs, day: str) -> dict[str, list[str]]:
    state = max(number for number, known in enumerate(found.days) if known <= date.fromisoformat(day))
    return {" ".join(found.names[name]): paths for name, paths in found.at(state).items()}


def test_each_state_has_what_its_files_say() -> None:
    found = _taken()
    assert found.days == tuple(map(date.fromisoformat, "2009-01-10 2009-03-05 2009-04-02 2009-05-20".split()))
    assert found.labels == ("", "v1", "v2", "")
    assert _at(found, "2009-01-31") == {
        "include hist.h": ["main.c"], "include stdio.h": ["main.c"], "use minuit": ["fit.f90"]
    }  # fmt: skip
    assert _at(found, "2009-04-30") == {
        "import numpy": ["read.py"], "include fftw3.h": ["main.c"], "include hist.h": ["main.c"],
        "use limits": ["fit.f90"], "use minuit": ["fit.f90"],
    }  # fmt: skip
    assert "use minuit" not in _at(found, "2009-05-20") and "include gsl.h" in _at(found, "2009-05-20")


def test_names_of_the_project_s_own_are_known() -> None:
    found = _taken()
    assert [name for (_, name), own in zip(found.names, found.is_own, strict=True) if own] == ["hist.h"]


def test_what_cannot_be_afforded_is_thinned_and_the_newest_state_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "MOST_READ", 5)
    found = _taken()
    assert len(found.states) == 2
    assert found.days[-1] == date(2009, 5, 20)
    assert "include gsl.h" in _at(found, "2009-05-20")


def test_what_is_remembered_says_the_same_and_is_not_read_again() -> None:
    commits = [
        replace(commit, changes=tuple(
            replace(change, blob=f"{commit.key} {change.path}".encode().ljust(20)[:20]) for change in commit.changes
        )) for commit in HISTORY
    ]  # fmt: skip
    shelf = Shelf()
    assert _taken(commits, shelf) == _taken(commits)
    ground = atlas.take(commits, commits, "c3", (), _read)

    def never(commit: str, path: str) -> bytes:
        raise AssertionError(path)

    tags = [("v1", "c1", date(2009, 3, 5)), ("v2", "elsewhere", date(2009, 4, 10))]
    assert needs.take(ground, {c.key: c for c in commits}, tags, never, shelf=shelf) == _taken(commits)


def test_nothing_is_needed_by_text() -> None:
    commits = history("2009-01-10 Eve: A README | first")
    ground = atlas.take(commits, commits, "c0", (), lambda commit, path: b"x\n")
    assert needs.take(ground, {"c0": commits[0]}, [], lambda commit, path: b"x\n") is None
