"""archaeo as a library: the worked example of the documentation runs, and importing it is light."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import archaeo

ROOT = Path(__file__).parents[1]


def test_worked_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = ROOT / "docs" / "usage" / "library.md"
    done = doctest.testfile(str(page), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert done.attempted > 10 and done.failed == 0


def test_every_public_name_is_there() -> None:
    assert all(getattr(archaeo, name) is not None for name in archaeo.__all__)
    assert set(dir(archaeo)) == set(archaeo.__all__)


def test_unknown_name_is_said_as_python_does() -> None:
    with pytest.raises(AttributeError, match="module 'archaeo' has no attribute 'nothing'"):
        archaeo.nothing  # noqa: B018


def test_import_is_light() -> None:
    code = "import archaeo, sys; print(*(m for m in sys.modules if m.startswith('archaeo')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    # the finder of the compiled core, which has to be there before what it finds
    assert sorted(done.stdout.split()) == ["archaeo", "archaeo.core"]


def test_table_is_plain_values() -> None:
    (row, *_) = archaeo.table(archaeo.timeline_rows(ROOT / "fixtures" / "boostedgoos" / "ChangeLog"))
    assert row["kind"] == "entry" and row["date"] == "2009-01-12"
    assert all(value is None or isinstance(value, str | int) for value in row.values())
