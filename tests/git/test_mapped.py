"""Tests for archaeo/git/mapped.py: repositories that archaeo did not make."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archaeo.git.commits import Commits
from archaeo.git.mapped import Found
from archaeo.model import Sought

LATE = datetime(2020, 1, 1, tzinfo=UTC)


def repository(folder: Path, *messages: str) -> tuple[str, list[str]]:
    """Make a commit a day for each message; give the repository's name and the ids."""
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    ids = []
    for day, message in enumerate(messages, 1):
        date = f"2009-01-{day:02}T00:00:00Z"
        who = {f"GIT_{role}_{what}": "a" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        env = {**who, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date, "PATH": "/usr/bin:/bin"}
        subprocess.run(["git", "-C", folder, "commit", "-q", "--allow-empty", "-m", message], check=True, env=env)
        done = subprocess.run(["git", "-C", folder, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
        ids.append(done.stdout.strip())
    return str(folder), ids


def sought(url: str, below: str, revision: int | None = None, date: datetime = LATE) -> Sought:
    return Sought(url, below, revision, revision, date)


def found(name: str, wanted: Sought) -> str:
    return (Found(Commits()).elsewhere(name, wanted) or b"").hex()


@pytest.mark.parametrize(("revision", "expected"), [(3, 0), (4, 1), (99, 1), (None, 1), (2, None)])
def test_ids_that_git_svn_wrote(tmp_path: Path, revision: int | None, expected: int | None):
    uuid = "4c684140-813a-4478-9aca-cb28fef049d2"
    messages = [f"m\n\ngit-svn-id: svn+ssh://old/skins/trunk@{number} {uuid}" for number in (3, 4)]
    name, ids = repository(tmp_path / "r", *messages)
    wanted = sought("http://h/skins/trunk", "trunk", revision)
    assert found(name, wanted) == ("" if expected is None else ids[expected])


def test_names_and_dates_alone(tmp_path: Path):
    name, ids = repository(tmp_path / "r", "one", "two", "three")
    subprocess.run(["git", "-C", name, "tag", "1.0", ids[0]], check=True)
    assert found(name, sought("http://h/skins/tags/1.0", "tags/1.0", 17)) == ids[0]
    assert found(name, sought("http://h/skins/tags/1.1", "tags/1.1")) == ""
    assert found(name, sought("http://h/skins/trunk", "trunk", date=datetime(2009, 1, 2, 12, tzinfo=UTC))) == ids[1]
    assert found(name, sought("http://h/skins/branches/main", "branches/main")) == ids[2]
    # no revision can be told from a date
    assert found(name, sought("http://h/skins/trunk", "trunk", 17)) == ""
