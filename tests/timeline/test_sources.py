"""What is gathered from dumps, repositories, ChangeLogs and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from archaeo.dig import dig
from archaeo.errors import ArchaeoError
from archaeo.model import no_progress
from archaeo.timeline.loading import Loader
from archaeo.timeline.sources import gather, rows

SAMPLE = Path(__file__).parents[2] / "fixtures" / "boostedgoos"


def kinds(*paths: Path) -> dict[str, int]:
    """How many rows there are of each kind."""
    count: dict[str, int] = {}
    for row in rows(gather(paths)):
        count[row.kinds[0]] = count.get(row.kinds[0], 0) + 1
    return count


def test_dump_needs_no_conversion() -> None:
    found = kinds(SAMPLE / "boostedgoos.dump")
    assert found["change"] == 88 and found["release"] == 8


def test_folder_gives_dump_and_changelog_in_one_list() -> None:
    found = kinds(SAMPLE)
    assert found["change"] == 88 and found["entry"] == 71


def test_dug_folder_gives_the_same_changelog_once(tmp_path: Path) -> None:
    dig([SAMPLE], tmp_path / "goos")
    gathered = gather([tmp_path / "goos"])
    assert [len(log.entries) for log in gathered.logs] == [71]
    assert any("svn disaster of 2012" in row.text for row in rows(gathered) if "event" in row.kinds)


def test_nothing_dated_says_what_would_be(tmp_path: Path) -> None:
    (tmp_path / "a.c").write_text("int a;\n")
    with pytest.raises(ArchaeoError, match="nothing dated here; give a Subversion dump, a repository, a ChangeLog"):
        gather([tmp_path])


def test_loader_lists_first_and_tells_all_later(tmp_path: Path) -> None:
    dig([SAMPLE], tmp_path / "goos")
    loader = Loader([tmp_path / "goos"])
    quick, whole = loader(no_progress)
    assert sum("change" in row.kinds for row in quick) == sum("change" in row.kinds for row in whole)
    assert not any("event" in row.kinds for row in quick) and any("event" in row.kinds for row in whole)
    assert any(row.paths for row in whole if "change" in row.kinds)
    uses = list(loader.dependencies())
    assert uses[0].columns[0] != "used by 0" and any(group.query.startswith("path:") for group in uses)


def test_loader_tells_what_the_process_behind_could_not_read(tmp_path: Path) -> None:
    loader = Loader([SAMPLE / "ChangeLog"])
    reading = loader(no_progress)
    assert next(reading)
    loader_gone = Loader([tmp_path / "gone"])
    with pytest.raises(ArchaeoError, match="there is no such file"):
        next(loader_gone(no_progress))
    reading.close()
