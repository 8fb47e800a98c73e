"""Tests for archaeo/importers/svn/submodules.py: externals become submodules that git itself can fetch."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from archaeo import update, verify
from archaeo.convert import Report, convert, read_options
from archaeo.errors import ArchaeoError
from archaeo.model import ContentOptions, ImportOptions
from tests.importers.svn.dumps import dump, node, revision

LAYOUT = "trunk,branches/*,tags/*,lib/trunk"


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "protocol.file.allow=always", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def externals(value: bytes, path: str = "trunk", action: str = "change") -> bytes:
    return node(path, action, "dir", props={"svn:externals": value})


def start(*nodes: bytes) -> bytes:
    """Revision 1: a trunk, and a library beside it."""
    library = [node(path) for path in ("lib", "lib/trunk")] + [node("lib/trunk/l.c", text=b"1\n")]
    own = [node("trunk/a.c", text=b"a\n"), node("trunk/sub"), node("trunk/sub/x", text=b"x")]
    return revision(1, *map(node, ("trunk", "branches", "tags")), *own, *library, *nodes)


def library_changes(number: int, *nodes: bytes) -> bytes:
    return revision(number, node("lib/trunk/l.c", "change", text=b"%d\n" % number), *nodes)


class Made:
    """A conversion with submodules; gives what git says of it."""

    def __init__(self, folder: Path, *revisions: bytes, map: str = "", **content: object) -> None:
        self.source, self.target = folder / "d.dump", folder / "d.git"
        self.source.write_bytes(dump(*revisions))
        made = ContentOptions(externals="submodules", submodules=map, **content)  # type: ignore[arg-type]
        self.report: Report = convert([self.source], self.target, ImportOptions(LAYOUT, content=made))

    def links(self, commit: str) -> dict[str, str]:
        rows = [line.split(None, 3) for line in git(self.target, "ls-tree", "-r", commit).splitlines()]
        return {row[3]: row[2] for row in rows if row[0] == "160000"}

    def said(self) -> list[str]:
        return [f"{d.what}; {d.done}" for d in self.report.diagnostics if d.kind.startswith("external")]

    def rows(self) -> dict[tuple[str, str], str]:
        lines = (self.target / "archaeo" / "revmap.tsv").read_text("utf-8").splitlines()[1:]
        return {(row[0], row[1]): row[3] for row in (line.split("\t") for line in lines) if row[3]}

    def is_proven(self) -> bool:
        proof = verify.verify([self.source], self.target, read_options(self.target))
        git(self.target, "fsck", "--strict")
        return self.report.states == self.report.identical == proof.states == proof.identical


def test_git_fetches_what_subversion_would_have(tmp_path: Path):
    """A clone with its submodules has the library's files of each commit's own time."""
    made = Made(
        tmp_path,
        start(),
        revision(
            2,
            externals(b"^/lib/trunk third/lib\nold -r1 http://own/repo/lib/trunk\n"),
            externals(b"^/lib/trunk@3 my\\ lib", "trunk/sub"),
        ),
        library_changes(3),
        library_changes(4, node("trunk/a.c", "change", text=b"b\n")),
        library_changes(5),
        map="http://own/repo = ^/\n",
    )
    assert made.is_proven()
    git(tmp_path, "clone", "-q", "--recurse-submodules", "d.git", "clone")
    read = [(tmp_path / "clone" / path / "l.c").read_text() for path in ("third/lib", "old")]
    assert read == ["4\n", "1\n"]
    rows = made.rows()
    assert made.links("main") == {
        "third/lib": rows["4", "lib/trunk"],
        "old": rows["1", "lib/trunk"],
        "sub/my lib": rows["3", "lib/trunk"],
    }
    # in revision 2 there was no revision 3 yet
    assert made.links(rows["2", "trunk"]) == {"third/lib": rows["1", "lib/trunk"], "old": rows["1", "lib/trunk"]}
    git(tmp_path / "clone", "checkout", "-q", "HEAD~1")
    git(tmp_path / "clone", "submodule", "update")
    assert (tmp_path / "clone" / "third" / "lib" / "l.c").read_text() == "1\n"


def test_another_repository_by_revision_and_by_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    other = [node("trunk"), node("tags"), node("trunk/s", text=b"1")]
    (tmp_path / "s.dump").write_bytes(
        dump(
            revision(1, *other, date=b"2009-01-01T00:00:00.0Z"),
            revision(2, node("trunk/s", "change", text=b"2"), date=b"2009-01-02T00:00:00.0Z"),
            revision(3, node("tags/1", copyfrom=("trunk", 1)), date=b"2009-01-05T00:00:00.0Z"),
        )
    )
    convert([tmp_path / "s.dump"], tmp_path / "s.git", ImportOptions())
    made = Made(
        tmp_path,
        start(
            externals(
                b"http://h/s/trunk newest\nhttp://h/s/tags/1 tag\n-r1 http://h/s/trunk one\ntwo -r{2009-01-03} http://h/s/trunk"
            )
        ),
        map="http://h/s = ../s.git s.git\n",
    )
    first, second = git(tmp_path / "s.git", "log", "--format=%H", "--reverse", "main").split()
    assert made.links("main") == {"newest": second, "tag": first, "one": first, "two": second}
    assert made.is_proven()
    git(tmp_path, "clone", "-q", "--recurse-submodules", "d.git", "clone")
    assert (tmp_path / "clone" / "newest" / "s").read_text() == "2"


def test_unchanged_copy_stays_a_name(tmp_path: Path):
    """That the library moved on is no change of the trunk, so a tag of it needs no commit of its own."""
    made = Made(
        tmp_path,
        start(externals(b"^/lib/trunk lib")),
        library_changes(2),
        revision(3, node("tags/v1", copyfrom=("trunk", 2))),
    )
    assert made.report.commits == 3
    assert made.links("v1") == made.links("main") == {"lib": made.rows()["1", "lib/trunk"]}


def test_copy_whose_relative_external_means_something_else(tmp_path: Path):
    made = Made(
        tmp_path,
        start(externals(b"../lib/trunk lib", "trunk"), externals(b"../../lib/trunk lib", "trunk/sub")),
        revision(2, node("branches/x", copyfrom=("trunk", 1))),
    )
    assert ("2", "branches/x") in made.rows()
    assert set(made.links("main")) == {"lib", "sub/lib"}
    assert made.links("x") == {}
    assert made.is_proven()


def test_changed_together(tmp_path: Path):
    """Of a library that was changed in the same revision the new state is meant, whatever the branches' order."""
    made = Made(
        tmp_path,
        start(externals(b"^/branches/zlib lib"), node("branches/zlib"), node("branches/zlib/z", text=b"1")),
        revision(2, node("branches/zlib/z", "change", text=b"2"), node("trunk/a.c", "change", text=b"b")),
    )
    assert made.links("main") == {"lib": made.rows()["2", "branches/zlib"]}


def test_renamed_branch_is_looked_up_in_the_peg_revision(tmp_path: Path):
    made = Made(
        tmp_path,
        start(),
        revision(2, node("branches/new", copyfrom=("lib/trunk", 1)), node("lib/trunk", "delete")),
        revision(3, node("branches/new/l.c", "change", text=b"3")),
        revision(4, externals(b"-r1 ^/branches/new@3 lib")),
    )
    assert made.links("main") == {"lib": made.rows()["1", "lib/trunk"]}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (b"http://h/x lib", "no line of the map names a repository for it"),
        (b"http://h/known/x lib", "the map names neither a commit nor a repository on this machine"),
        (b"^/lib/trunk/l.c l.c", "no commit is known that has this state"),
        (b"^/lib/trunk@9 lib", "no commit is known that has this state"),
        (b"^/lib/trunk sub", "something that Subversion tracks is in its way"),
        (b"^/lib/trunk a.c/lib", "something that Subversion tracks is in its way"),
        (b"^/lib/trunk lib\n^/lib/trunk lib/inner", "another external is in its way"),
        (b"^/lib/trunk ../lib", "git takes no such path"),
        (b"^/lib/trunk .git/hooks", "git takes no such path"),
        (b"^/lib/trunk .gitmodules", "git takes no such path"),
        (b"^/lib/trunk \xff", "git takes no such path"),
        (b"^/lib/trunk -x", "git takes no such path or URL in a .gitmodules"),
        (b"-rBASE ^/lib/trunk lib", "its revision cannot be read"),
        (b"lib", "is not a directory and a URL"),
    ],
)
def test_what_cannot_be_one_is_reported(tmp_path: Path, value: bytes, said: str):
    made = Made(tmp_path, start(externals(value)), map="http://h/known = ../known.git\n")
    assert [line for line in made.said() if said in line], made.said()
    assert set(made.links("main")) <= {"lib"}
    assert made.is_proven()


def test_own_gitmodules_stays(tmp_path: Path):
    made = Made(tmp_path, start(externals(b"^/lib/trunk lib"), node("trunk/.gitmodules", text=b"# mine\n")))
    assert made.links("main") == {}
    assert git(made.target, "show", "main:.gitmodules") == "# mine\n"
    assert any("'.gitmodules' is Subversion's own" in line for line in made.said())
    assert made.is_proven()


def test_verify_finds_another_commit_and_one_that_nobody_asked_for(tmp_path: Path):
    made = Made(tmp_path, start(externals(b"^/lib/trunk lib")), library_changes(2))
    table = made.target / "archaeo" / "submodules.tsv"
    rows = table.read_text("utf-8")
    table.write_text(rows.replace(made.rows()["1", "lib/trunk"], made.rows()["2", "lib/trunk"]), "utf-8")
    found = verify.verify([made.source], made.target, read_options(made.target))
    assert [d.paths for d in found.differences] == [("lib: not the commit that the conversion recorded",)]
    table.write_text(rows, "utf-8")
    made.source.write_bytes(made.source.read_bytes().replace(b"^/lib/trunk lib", b"^/lib/trunk elf"))
    found = verify.verify([made.source], made.target, read_options(made.target))
    assert [d.paths for d in found.differences] == [("lib: not in the source",)]


def test_escaped_and_portable_names(tmp_path: Path):
    """Below a directory that git has under another name a submodule is there, too."""
    for paths in ("exact", "portable"):
        folder = tmp_path / paths
        folder.mkdir()
        inside = [node("trunk/.git"), node("trunk/.git/x", text=b"x"), externals(b"^/lib/trunk lib", "trunk/.git")]
        made = Made(folder, start(*inside), paths=paths)
        assert set(made.links("main")) == {"%2Egit/lib"}
        assert made.is_proven()


def test_a_longer_dump_keeps_the_ids(tmp_path: Path):
    pieces = (start(externals(b"^/lib/trunk lib")), library_changes(2, node("trunk/a.c", "change", text=b"2")))
    made = Made(tmp_path, *pieces)
    before = git(made.target, "rev-parse", "main")
    made.source.write_bytes(dump(*pieces, library_changes(3, node("trunk/a.c", "change", text=b"3"))))
    update.update([made.source], made.target, ImportOptions())
    assert git(made.target, "rev-parse", "main~1") == before
    assert made.links("main") == {"lib": made.rows()["3", "lib/trunk"]}


def test_what_is_new_alone_does_not_do(tmp_path: Path):
    """A conversion with submodules leaves nothing to go on from."""
    made = Made(tmp_path, start(externals(b"^/lib/trunk lib")), library_changes(2))
    made.source.write_bytes(dump(library_changes(3)))
    with pytest.raises(ArchaeoError, match="revision 1 is here and not in the source"):
        update.update([made.source], made.target, ImportOptions())


def test_repository_of_the_map_that_is_not_there(tmp_path: Path):
    with pytest.raises(ArchaeoError, match="is no git repository"):
        Made(tmp_path, start(externals(b"http://h/s lib")), map=f"http://h/s = ../s.git {tmp_path}/s.git\n")
    assert not (tmp_path / "d.git").exists()
