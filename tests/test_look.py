"""What lies in a folder from an old disk."""

from __future__ import annotations

import gzip
import os
import subprocess
from pathlib import Path

import pytest

from archaeo.errors import ArchaeoError
from archaeo.look import Find, look

DUMP = b"SVN-fs-dump-format-version: 2\n\n"
CHANGELOG = """\
2012-05-30 <ethompso>
* getting boostedgoos back into SVNINST after svn disaster of 2012
* Tagging version BoostedGOOS-00-00-05

2012-04-24 <kmoto>
* src/GoosTool.cxx: eta cut
"""


def kinds(*sources: Path) -> dict[str, str]:
    """Name to kind of what is found."""
    return {find.path.name: find.kind for find in look(sources)}


def test_folder_of_everything(tmp_path: Path) -> None:
    old = tmp_path / "old"
    for folder in ("src", "wc/.svn", "hg/.hg", "repo/db", "clone.git/objects", "clone.git/refs"):
        (old / folder).mkdir(parents=True)
    (old / "goos.dump").write_bytes(DUMP)
    (old / "goos2.dump.gz").write_bytes(gzip.compress(DUMP))
    (old / "ChangeLog").write_text(CHANGELOG)
    (old / "src" / "GoosTool.cxx").write_text("int main() {}\n")
    (old / "src" / "old.f").write_text("      END\n")
    (old / "goos.tar.gz").write_bytes(b"\x1f\x8b")
    (old / "fit.F,v").write_text("head 1.1;\n")
    (old / "thesis.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (old / "notes.xyz").write_bytes(b"\0")
    (old / "repo" / "format").write_text("5\n")
    (old / "repo" / "db" / "uuid").write_text("x\n")
    (old / "clone.git" / "HEAD").write_text("ref: refs/heads/main\n")
    assert kinds(old) == {
        "goos.dump": "svn dump",
        "goos2.dump.gz": "svn dump",
        "repo": "svn repository",
        "clone.git": "git repository",
        "wc": "svn working copy",
        "ChangeLog": "ChangeLog",
        "goos.tar.gz": "archive",
        "hg": "other",
        "fit.F,v": "other",
        "old": "unknown",
    }
    told = [str(find.about) for find in look([old]) if find.path == old]
    assert told == ["2 source files (1 cpp, 1 fortran)", "1 paper: thesis.doc", "1 other file: notes.xyz"]


def test_changelog_says_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "ChangeLog").write_text(CHANGELOG)
    (find,) = look([tmp_path / "ChangeLog"])
    assert find == Find(tmp_path / "ChangeLog", "ChangeLog", "2 entries, 2012-04-24 to 2012-05-30, dialect atlas-cmt")


def test_named_file_is_a_changelog_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "who-did-what.md").write_text(CHANGELOG)
    assert kinds(tmp_path / "who-did-what.md") == {"who-did-what.md": "ChangeLog"}


def test_earlier_dig_is_left_alone_unless_named(tmp_path: Path) -> None:
    dug = tmp_path / "goos-archaeo"
    (dug / "repo.git" / "objects").mkdir(parents=True)
    (dug / "repo.git" / "refs").mkdir()
    (dug / "repo.git" / "HEAD").write_text("ref: refs/heads/main\n")
    (dug / "summary.json").write_text("{}\n")
    assert kinds(tmp_path) == {"goos-archaeo": "other"}
    assert kinds(dug)["repo.git"] == "git repository"


def test_missing_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchaeoError, match=r"nowhere: there is no such file or folder"):
        look([tmp_path / "nowhere"])


def test_pipe_and_dangling_link_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    subprocess.run(["mkfifo", str(tmp_path / "pipe")], check=True)
    assert kinds(tmp_path) == {tmp_path.name: "unknown"}


def test_cvs_working_copy_says_where_it_came_from_without_the_name(tmp_path: Path) -> None:
    (tmp_path / "goos" / "CVS").mkdir(parents=True)
    for name, text in (("Root", ":pserver:eve:pw@cvs.example:/cvs\n"), ("Repository", "goos\n"), ("Entries", "D\n")):
        (tmp_path / "goos" / "CVS" / name).write_text(text)
    (tmp_path / "goos" / "src" / "CVS").mkdir(parents=True)
    (tmp_path / "goos" / "src" / "CVS" / "Entries").write_text("D\n")
    (find,) = look([tmp_path / "goos"])
    assert (find.kind, find.about) == (
        "cvs working copy",
        "of goos on cvs.example:/cvs; one state of the files, its history is on a server",
    )


def test_what_may_not_be_read_is_said_and_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read all, so the system is made to refuse."""
    (tmp_path / "locked").mkdir()
    for name, content in (("goos.dump", DUMP), ("closed.dump", DUMP), ("fit.f", b"      END\n")):
        (tmp_path / name).write_bytes(content)
    may_list, may_open = Path.is_dir, Path.open

    def is_dir(path: Path) -> bool:
        if path.parent.name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return may_list(path)

    def opened(path: Path, *mode: str) -> object:
        if path.name == "closed.dump":
            raise PermissionError(13, "Permission denied", str(path))
        return may_open(path, *mode)

    monkeypatch.setattr(Path, "is_dir", is_dir)
    monkeypatch.setattr(Path, "open", opened)
    assert [(find.kind, find.about) for find in look([tmp_path])] == [
        ("svn dump", "31 bytes"),
        ("sources", "1 source file (1 fortran)"),
        ("unknown", "2 that cannot be read (see ls -l): locked, closed.dump"),
    ]
    assert [find.about for find in look([tmp_path / "closed.dump"])] == ["cannot be read: permission denied"]


def test_nothing_that_was_named_is_said_to_be_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ChangeLog")
    (tmp_path / "goos.dump").touch()
    found = look([tmp_path / "ChangeLog", tmp_path / "goos.dump"])
    assert [(find.kind, find.about) for find in found] == [
        ("unknown", "a pipe or a device, which is not read"),
        ("unknown", "an empty file"),
    ]
