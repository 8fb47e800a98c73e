"""One small history, told as a Subversion dump, as a ChangeLog and as git: the same records, or the stated difference.

2009-03-02  ethompso  first import            adds fit.f
2009-03-20  prenaud   tune the cut            changes fit.f
2009-04-01  ethompso  Tagging version 1.0     tag 1.0
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from archaeo.convert import convert
from archaeo.git import reader
from archaeo.model import Commit, ImportOptions


@dataclass(frozen=True)
class Told:
    """A change as every telling knows it."""

    day: str
    who: str
    subject: str
    files: tuple[str, ...]


STORY = (
    Told("2009-03-02", "ethompso", "first import", ("fit.f",)),
    Told("2009-03-20", "prenaud", "tune the cut", ("fit.f",)),
)


def _properties(**values: str) -> bytes:
    parts = [f"K {len(key) + 4}\nsvn:{key}\nV {len(value)}\n{value}\n" for key, value in values.items()]
    return "".join([*parts, "PROPS-END\n"]).encode()


def _revision(number: int, who: str, day: str, log: str, nodes: bytes) -> bytes:
    block = _properties(log=log, author=who, date=f"{day}T10:00:00.000000Z")
    head = b"Revision-number: %d\nProp-content-length: %d\nContent-length: %d\n\n" % (number, len(block), len(block))
    return head + block + b"\n" + nodes


def _folder(path: str, more: str = "") -> bytes:
    return f"Node-path: {path}\nNode-kind: dir\nNode-action: add\n{more}\n\n".encode()


def _file(path: str, action: str, text: str) -> bytes:
    head = f"Node-path: {path}\nNode-kind: file\nNode-action: {action}\nText-content-length: {len(text)}\n"
    return f"{head}Content-length: {len(text)}\n\n{text}\n\n".encode()


def dump(folder: Path) -> Path:
    """The story as a dump of format 2."""
    first = _folder("trunk") + _folder("tags") + _file("trunk/fit.f", "add", "      CUT=1\n")
    second = _file("trunk/fit.f", "change", "      CUT=2\n")
    tag = _folder("tags/1.0", "Node-copyfrom-rev: 2\nNode-copyfrom-path: trunk\n")
    file = folder / "story.dump"
    file.write_bytes(
        b"SVN-fs-dump-format-version: 2\n\n"
        + _revision(1, "ethompso", "2009-03-02", "first import", first)
        + _revision(2, "prenaud", "2009-03-20", "tune the cut", second)
        + _revision(3, "ethompso", "2009-04-01", "Tagging version 1.0", tag)
    )
    return file


def changelog(folder: Path) -> Path:
    """The story as a ChangeLog in the manner of CMT packages."""
    file = folder / "ChangeLog"
    file.write_text(
        "2009-04-01 <ethompso>\n* Tagging version Fit-00-01-00\n\n"
        "2009-03-20 <prenaud>\n* fit.f: tune the cut\n\n"
        "2009-03-02 <ethompso>\n* fit.f: first import\n"
    )
    return file


def git(folder: Path) -> Path:
    """The story as git commits."""
    work = folder / "work"
    subprocess.run(["git", "init", "-q", "-b", "main", str(work)], check=True)
    for told, text in zip(STORY, ("      CUT=1\n", "      CUT=2\n"), strict=True):
        (work / "fit.f").write_text(text)
        who = {"NAME": told.who, "EMAIL": told.who, "DATE": f"{told.day}T10:00:00Z"}
        env = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
        for command in (["add", "-A"], ["commit", "-q", "-m", told.subject]):
            subprocess.run(["git", "-C", str(work), *command], check=True, env={**os.environ, **env})
    subprocess.run(["git", "-C", str(work), "tag", "1.0"], check=True)
    return work


def _converted(source: Path, folder: Path) -> list[Commit]:
    convert([source], folder / "made.git", ImportOptions())
    return list(reader.commits(reader.open_repository(folder / "made.git")))


def _told(commits: list[Commit], ignore: str = "") -> tuple[Told, ...]:
    return tuple(
        Told(
            commit.date.date().isoformat(),
            commit.author.name,
            commit.message.partition("\n")[0],
            tuple(change.path for change in commit.changes if change.path != ignore),
        )
        for commit in commits
    )


def test_dump_and_git_tell_the_same(tmp_path: Path) -> None:
    repository = reader.open_repository(git(tmp_path))
    assert _told(list(reader.commits(repository))) == STORY
    assert _told(_converted(dump(tmp_path), tmp_path)) == STORY


def test_dump_and_git_make_the_same_trees_and_release(tmp_path: Path) -> None:
    _converted(dump(tmp_path), tmp_path)
    one, two = reader.open_repository(git(tmp_path)), reader.open_repository(tmp_path / "made.git")
    assert {f.path: f.blob for f in reader.files(one)} == {f.path: f.blob for f in reader.files(two)}
    assert [release.name for release in reader.releases(one)] == [release.name for release in reader.releases(two)]
    # stated difference: git's light tag is dated by its commit, Subversion's copy by its own revision
    assert [str(r.date)[:10] for r in reader.releases(one)] == ["2009-03-20"]
    assert [str(r.date)[:10] for r in reader.releases(two)] == ["2009-04-01"]


def test_changelog_tells_who_and_when_and_the_files_it_names(tmp_path: Path) -> None:
    """Stated differences: no contents but its own text, and the tagging is an entry, so a commit of its own."""
    commits = _converted(changelog(tmp_path), tmp_path)
    assert [(told.day, told.who) for told in _told(commits)] == [
        *((told.day, told.who) for told in STORY),
        ("2009-04-01", "ethompso"),
    ]
    for told, commit in zip(STORY, commits, strict=False):
        assert told.subject in commit.message and "File: fit.f" in commit.message
    assert [release.name for release in reader.releases(reader.open_repository(tmp_path / "made.git"))] == [
        "Fit-00-01-00"
    ]


@pytest.mark.parametrize("tell", [dump, changelog])
def test_same_story_same_commits(tell: object, tmp_path: Path) -> None:
    source = tell(tmp_path)  # type: ignore[operator]
    for name in ("one", "two"):
        convert([source], tmp_path / f"{name}.git", ImportOptions())
    heads = [reader.refs(reader.open_repository(tmp_path / f"{name}.git")) for name in ("one", "two")]
    assert heads[0] == heads[1]
