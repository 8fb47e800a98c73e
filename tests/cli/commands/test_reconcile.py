"""``archaeo reconcile``."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from archaeo import convert
from archaeo.cli import archaeo as command_line
from archaeo.model import ImportOptions

DUMP = Path(__file__).parents[3] / "fixtures" / "boostedgoos" / "boostedgoos.dump"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample, converted."""
    target = tmp_path_factory.mktemp("sample") / "goos.git"
    convert.convert([DUMP], target, ImportOptions())
    return str(target)


def _run(*arguments: str) -> str:
    return CliRunner().invoke(command_line, ["reconcile", *arguments], catch_exceptions=False).stdout


def test_story_of_the_disaster(repository: str) -> None:
    out = _run(repository)
    assert out.startswith("62 of 71 entries have their commit: 62 recorded\n")
    assert (
        "ChangeLog was removed in r63 of 2012-05-21 and came back in r64 of 2012-05-30\n"
        "  with 6 entries that it had not had before, of 2012-04-24 to 2012-05-30\n"
    ) in out
    assert "  BoostedGOOS-00-00-04-01  2012-05-03 (ChangeLog:59); the nearest there is: BoostedGOOS-00-00-04\n" in out


def test_changelog_from_elsewhere_and_json(repository: str) -> None:
    found = json.loads(_run(repository, str(DUMP.parent / "ChangeLog"), "--json"))
    assert found["schema"] == "archaeo/reconcile/1"
    assert len(found["matches"]) == 62
    assert {row["name"] for row in found["entries_without_commit"] if "name" in row} == set()
    assert found["matches"][0]["reasons"] == ["its text came in with this commit", "same day"]


def test_repository_without_changelog_says_what_to_do(tmp_path: Path) -> None:
    import pygit2

    pygit2.init_repository(str(tmp_path / "empty.git"), bare=True)
    done = CliRunner().invoke(command_line, ["reconcile", str(tmp_path / "empty.git")])
    assert "no ChangeLog in the newest state; name one: archaeo reconcile REPO CHANGELOG" in str(done.exception)
