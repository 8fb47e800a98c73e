"""The command on a small repository."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archaeo.analyzers.query import QueryError
from archaeo.cli.commands.timeline import command
from archaeo.errors import ArchaeoError


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    who = {
        "GIT_AUTHOR_NAME": "Eve",
        "GIT_AUTHOR_EMAIL": "e@x",
        "GIT_COMMITTER_NAME": "Eve",
        "GIT_COMMITTER_EMAIL": "e@x",
    }

    def git(*arguments: str, when: str = "") -> None:
        clock = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when} if when else {}
        environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(tmp_path), **who, **clock}
        subprocess.run(["git", *arguments], cwd=tmp_path, env=environment, check=True, capture_output=True)

    git("init", "-q", str(folder))
    for name, when in (("one", "2011-12-01T10:00:00Z"), ("two\x1b[2J", "2012-05-30T14:02:00Z")):
        (folder / f"{name[:3]}.c").write_text(name)
        git("-C", str(folder), "add", "-A")
        git("-C", str(folder), "commit", "-q", "-m", f"change {name}", when=when)
    git("-C", str(folder), "tag", "v1")
    return folder


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, catch_exceptions=True)


def test_plain_lines_are_whole_and_inert(repository: Path) -> None:
    lines = [line for line in _run(str(repository)).stdout.splitlines() if " event-" not in line]
    ids = json.loads(_run(str(repository), "--json", "kind:change").stdout)["items"]
    first, second = (item["id"] for item in ids)
    assert lines == [
        f"2011-12-01 10:00  {first}          Eve  change one  [1 file]",
        "2012-05-30        silence:2011-12-01       181 days without a change",
        f"2012-05-30 14:02  {second}          Eve  change two\\x1b[2J  [1 file]",
        "2012-05-30 14:02  tag:v1                   v1",
    ]


@pytest.mark.parametrize(
    ("arguments", "subjects"),
    [
        (["--since", "2012", "kind:change"], ["change two\x1b[2J"]),
        (["--until", "2011-12-01", "kind:change"], ["change one"]),
        (["--until", "2011-11"], []),
        (["--grep", "CHANGE ONE", "kind:change"], ["change one"]),
        (["--path", "one.*"], ["change one"]),
        (["--author", "nobody"], []),
        (["kind:release"], ["v1"]),
    ],
)
def test_filters(repository: Path, arguments: list[str], subjects: list[str]) -> None:
    document = json.loads(_run(str(repository), "--json", *arguments).stdout)
    assert document["schema"] == "archaeo/timeline/1"
    assert [item["subject"] for item in document["items"]] == subjects


def test_unknown_filter_is_an_error_with_a_suggestion(repository: Path) -> None:
    error = _run(str(repository), "whom:eve").exception
    assert isinstance(error, QueryError)
    assert str(error) == "unknown filter 'whom:'; did you mean 'who:'? (in quotes, words with a colon are looked for)"
    assert error.exit_status == 2


def test_changelogs_beside_and_inside_a_repository_are_in_the_list(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "ChangeLog").write_text(
        "2012-01-02  Eve  <e@x>\n\n\t* a.c: first\n\n2012-01-01  Eve  <e@x>\n\n\t* b.c: x\n"
    )
    items = json.loads(_run("--json", "--", str(tmp_path), "-kind:silence").stdout)["items"]
    assert [item["id"] for item in items if item["sources"] == "ChangeLog"] == ["ChangeLog:5", "ChangeLog:1"]
    dates = [item["date"] for item in items if item["kinds"] != ["event"]]
    assert dates == ["2011-12-01", "2012-01-01", "2012-01-02", "2012-05-30", "2012-05-30"]
    lines = _run(str(tmp_path / "ChangeLog")).stdout.splitlines()
    assert lines[0] == "2012-01-01        ChangeLog:5  Eve  * b.c: x (ChangeLog only)"


def test_folder_without_anything_dated(tmp_path: Path) -> None:
    (tmp_path / "a.c").write_text("int x;")
    with pytest.raises(ArchaeoError, match="nothing dated here"):
        CliRunner().invoke(command, [str(tmp_path)], catch_exceptions=False)


def test_source_that_is_not_there(tmp_path: Path) -> None:
    error = _run(str(tmp_path / "nothing")).exception
    assert isinstance(error, ArchaeoError)
    assert "there is no such file or folder" in str(error)
