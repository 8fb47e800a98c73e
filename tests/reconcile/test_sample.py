"""The sample tells the story of the svn disaster of 2012 by itself."""

from pathlib import Path

import pytest

from archaeo import convert
from archaeo.git import reader
from archaeo.model import ImportOptions
from archaeo.reconcile import Reconciliation
from archaeo.reconcile.repository import of_repository, revisions
from archaeo.timeline.sources import gather, rows

DUMP = Path(__file__).parents[2] / "fixtures" / "boostedgoos" / "boostedgoos.dump"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Reconciliation, dict[str, str]]:
    """The reconciliation of the converted sample, and the revisions of its commits."""
    target = tmp_path_factory.mktemp("sample") / "goos.git"
    convert.convert([DUMP], target, ImportOptions())
    repository = reader.open_repository(target)
    commits = tuple(reader.commits(repository))
    return of_repository(repository, commits), revisions(repository, commits)


def test_entries_of_the_lost_weeks_came_back_with_r64(told: tuple[Reconciliation, dict[str, str]]) -> None:
    result, names = told
    lost = [row for row in result.entries_without_commit if row.why.startswith("first seen in r64")]
    assert [str(row.entry.date) for row in lost] == [
        "2012-05-15",
        "2012-05-08",
        "2012-05-03",
        "2012-04-30",
        "2012-04-24",
    ]
    assert {names[row.seen_in] for row in lost} == {"64"}
    [absence] = result.absences
    assert (names[absence.lost], names[absence.back], len(absence.new_lines)) == ("63", "64", 6)


def test_entries_of_the_days_before_the_repository(told: tuple[Reconciliation, dict[str, str]]) -> None:
    before = [row.entry for row in told[0].entries_without_commit if row.why.startswith("older than the first commit")]
    assert [str(entry.date) for entry in before] == ["2009-03-02", "2009-02-20", "2009-02-03", "2009-01-12"]


def test_tags_that_were_never_made(told: tuple[Reconciliation, dict[str, str]]) -> None:
    names = [tag.name for tag in told[0].missing_tags]
    assert names == ["BoostedGOOS-00-00-00", "BoostedGOOS-00-00-03", "BoostedGOOS-00-00-04-01"]


def test_all_other_entries_have_the_commit_that_wrote_them(told: tuple[Reconciliation, dict[str, str]]) -> None:
    result, _ = told
    assert (len(result.matches), {match.degree for match in result.matches}) == (62, {"recorded"})


def test_timeline_shows_an_entry_and_its_commit_once(tmp_path: Path) -> None:
    target = tmp_path / "goos.git"
    convert.convert([DUMP], target, ImportOptions())
    found = rows(gather([target]))
    entries = [row for row in found if "entry" in row.kinds and "change" not in row.kinds]
    assert len(entries) == 9
    assert sum(row.sources == "commit + ChangeLog" for row in found) == 62
