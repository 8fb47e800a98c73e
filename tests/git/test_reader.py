"""The reader on repositories made by git itself, whole and broken ones."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from archaeo.errors import ArchaeoError
from archaeo.git import reader
from archaeo.model import Diagnostic


class Git:
    """A repository and the git command that works in it, with a clock of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, 1_000_000_000
        folder.mkdir(parents=True, exist_ok=True)
        self("init", "-q", "-b", "main")

    def __call__(self, *arguments: str, input: bytes | None = None, **environment: str) -> str:
        fixed = {"HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1", "PATH": os.environ["PATH"]}
        people = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in self._person()}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**fixed, **people, **environment},
            input=input,
            check=True,
            capture_output=True,
        )
        return done.stdout.decode("utf-8", "replace").strip()

    def _person(self) -> list[tuple[str, str]]:
        return [("NAME", "A. Person"), ("EMAIL", "a@example.org"), ("DATE", f"{self.clock} +0200")]

    def write(self, **files: str) -> None:
        for name, text in files.items():
            file = self.folder / name.replace("__", "/").replace("_", ".")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)

    def commit(self, message: str, *arguments: str, **environment: str) -> str:
        self.clock += 3600
        self("add", "-A")
        self("commit", "-q", "--allow-empty", "-m", message, *arguments, **environment)
        return self("rev-parse", "HEAD")


@pytest.fixture
def git(tmp_path: Path) -> Git:
    return Git(tmp_path / "work")


def _read(git: Git, reported: list[Diagnostic] | None = None) -> list:
    repository = reader.open_repository(git.folder)
    return list(reader.commits(repository, report=(reported if reported is not None else []).append))


def _drawn(changes) -> list[str]:
    return [f"{c.action} {c.path}" + (f" < {c.copyfrom[0]}" if c.copyfrom else "") for c in changes]


def test_commits_carry_what_changed_oldest_first(git: Git) -> None:
    git.write(a_c="1", sub__b_c="2")
    first = git.commit("first")
    git.write(a_c="3")
    (git.folder / "sub/b.c").unlink()
    second = git.commit("second\n\nwith a body")
    one, two = _read(git)
    assert (one.key, two.key, two.parents) == (first, second, (first,))
    assert _drawn(one.changes) == ["A a.c", "A sub/b.c"]
    assert _drawn(two.changes) == ["M a.c", "D sub/b.c"]
    assert two.message == "second\n\nwith a body"
    assert (two.author.name, two.author.email) == ("A. Person", "a@example.org")
    assert two.date.isoformat() == "2001-09-09T05:46:40+02:00"


def test_commits_without_changes_are_else_the_same(git: Git) -> None:
    git.write(a_c="1")
    git.commit("one")
    (quick,) = reader.commits(reader.open_repository(git.folder), with_changes=False)
    (whole,) = _read(git)
    assert whole.changes and quick == replace(whole, changes=())


def test_moved_file_says_where_it_came_from(git: Git) -> None:
    git.write(a_c="some text")
    first = git.commit("first")
    (git.folder / "a.c").rename(git.folder / "b.c")
    git.commit("move")
    change = _read(git)[1].changes[1]
    assert (change.path, change.copyfrom) == ("b.c", ("a.c", first))


def test_copied_folder_says_where_it_came_from(git: Git) -> None:
    git.write(**{f"trunk__f{i}_c": str(i) for i in range(12)})
    git.commit("first")
    git.write(**{f"tags__one__f{i}_c": str(i) for i in range(12)})
    git.commit("tag")
    assert _drawn(_read(git)[1].changes)[0] == "A tags/one/f0.c < trunk/f0.c"


def test_file_that_became_a_folder(git: Git) -> None:
    git.write(a="1")
    git.commit("first")
    (git.folder / "a").unlink()
    git.write(a__b="1")
    git.commit("second")
    assert _drawn(_read(git)[1].changes) == ["D a", "A a/b < a"]


def test_branches_by_first_parent_line_default_branch_first(git: Git) -> None:
    git.commit("root")
    git("checkout", "-q", "-b", "side")
    side = git.commit("on side")
    git("checkout", "-q", "main")
    git.commit("on main")
    git("merge", "-q", "--no-ff", "-m", "merged", "side")
    git("branch", "-q", "-D", "side")
    git("tag", "v1", side)
    assert [(c.message, c.branch) for c in _read(git)] == [
        ("root", "refs/heads/main"),
        ("on side", "refs/tags/v1"),
        ("on main", "refs/heads/main"),
        ("merged", "refs/heads/main"),
    ]
    git("tag", "-d", "v1")
    assert {c.message: c.branch for c in _read(git)}["on side"] == ""


def test_order_of_equal_times_does_not_depend_on_the_refs(git: Git) -> None:
    root = git.commit("root")
    for name in ("x", "y", "z"):
        git("checkout", "-q", "-b", name, root)
        git.clock -= 3600
        git.commit(name)
    repository = reader.open_repository(git.folder)
    names = [f"refs/heads/{name}" for name in "xyz"]
    keys = [c.key for c in reader.commits(repository, names)]
    assert keys == [c.key for c in reader.commits(repository, names[::-1])]
    assert keys[1:] == sorted(keys[1:])


def test_empty_repository_has_nothing(git: Git) -> None:
    repository = reader.open_repository(git.folder)
    assert list(reader.commits(repository)) == list(reader.files(repository)) == []
    assert (reader.releases(repository), reader.default_ref(repository)) == ((), None)


def test_head_without_a_branch_falls_back(git: Git) -> None:
    git.write(a_c="1")
    git.commit("first")
    git("branch", "-q", "-m", "master")
    git("symbolic-ref", "HEAD", "refs/heads/nowhere")
    repository = reader.open_repository(git.folder)
    assert reader.default_ref(repository) == "refs/heads/master"
    assert [file.path for file in reader.files(repository)] == ["a.c"]


def test_detached_head_is_read(git: Git) -> None:
    git.commit("first")
    git("checkout", "-q", "--detach")
    git.commit("loose")
    assert [c.message for c in _read(git)] == ["first", "loose"]


def test_shallow_history_starts_where_it_was_cut(git: Git, tmp_path: Path) -> None:
    for number in range(4):
        git.commit(f"number {number}")
    subprocess.run(["git", "clone", "-q", "--depth", "2", git.folder.as_uri(), str(tmp_path / "cut")], check=True)
    reported: list[Diagnostic] = []
    found = list(reader.commits(reader.open_repository(tmp_path / "cut"), report=reported.append))
    assert [c.message for c in found] == ["number 2", "number 3"]
    assert found[0].parents == ()
    assert [problem.kind for problem in reported] == ["shallow"]


def test_missing_objects_are_reported_and_the_rest_is_read(git: Git) -> None:
    first = git.commit("first")
    git.write(sub__a_c="1")
    git.commit("second")
    tree = git("rev-parse", "HEAD:sub")
    git.write(b_c="1")
    git.commit("third")
    for id in (first, tree):
        (git.folder / ".git/objects" / id[:2] / id[2:]).unlink()
    reported: list[Diagnostic] = []
    found = _read(git, reported)
    assert [c.message for c in found] == ["second", "third"]
    assert sorted(problem.kind for problem in reported) == ["missing commit", "missing tree"]
    assert _drawn(found[1].changes) == ["A b.c"]


def test_missing_file_raises_when_it_is_read(git: Git) -> None:
    git.write(a_c="1")
    git.commit("first")
    id = git("rev-parse", "HEAD:a.c")
    (git.folder / ".git/objects" / id[:2] / id[2:]).unlink()
    (file,) = reader.files(reader.open_repository(git.folder))
    with pytest.raises(ArchaeoError, match=r"'a\.c': object .* is missing"):
        file.read()


def test_link_whose_object_is_missing_does_not_stop_the_listing(git: Git) -> None:
    git.write(b_c="int b;\n")
    (git.folder / "a.c").symlink_to("b.c")
    git.commit("a link")
    id = git("rev-parse", "HEAD:a.c")
    (git.folder / ".git" / "objects" / id[:2] / id[2:]).unlink()
    listed = list(reader.files(reader.open_repository(git.folder)))
    assert [(file.path, file.link) for file in listed] == [("a.c", None), ("b.c", None)]
    with pytest.raises(ArchaeoError, match=r"'a\.c': object .* is missing"):
        listed[0].read()


def test_message_in_a_declared_encoding(git: Git) -> None:
    git("config", "i18n.commitEncoding", "ISO-8859-1")
    git("commit", "-q", "--allow-empty", "-F", "-", input="Größe".encode("latin-1"))
    reported: list[Diagnostic] = []
    assert _read(git, reported)[0].message == "Größe"
    assert reported == []


def _raw_commit(git: Git, content: bytes) -> None:
    id = git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", input=content)
    git("update-ref", "refs/heads/main", id)


def test_message_in_an_undeclared_encoding_is_a_reported_guess(git: Git) -> None:
    tree = git("hash-object", "-t", "tree", "-w", "--stdin", input=b"").encode()
    who = b"J\xf6rg <j@example.org> 1000000000 +0000"
    _raw_commit(git, b"tree %b\nauthor %b\ncommitter %b\n\nGr\xfc\xdfe\n" % (tree, who, who))
    reported: list[Diagnostic] = []
    (commit,) = _read(git, reported)
    assert (commit.message, commit.author.name) == ("Grüße", "Jörg")
    assert [problem.kind for problem in reported] == ["unknown encoding"] * 2


def test_date_beyond_the_calendar_is_reported(git: Git) -> None:
    tree = git("hash-object", "-t", "tree", "-w", "--stdin", input=b"").encode()
    who = b"A <a@example.org> 99999999999999 +0000"
    _raw_commit(git, b"tree %b\nauthor %b\ncommitter %b\n\nx\n" % (tree, who, who))
    reported: list[Diagnostic] = []
    (commit,) = _read(git, reported)
    assert commit.date.year == 9999
    assert [problem.kind for problem in reported] == ["impossible date"]


def test_path_that_is_not_utf8_survives(git: Git) -> None:
    blob = git("hash-object", "-w", "--stdin", input=b"x")
    tree = git("mktree", "-z", input=b"100644 blob %b\tcaf\xe9.c\0" % blob.encode())
    git("update-ref", "refs/heads/main", git("commit-tree", "-m", "x", tree))
    assert _read(git)[0].changes[0].path.encode("utf-8", "surrogateescape") == b"caf\xe9.c"


def test_notes_come_with_their_commit(git: Git) -> None:
    git.commit("first")
    git("notes", "--ref", "svn", "add", "-m", "revision 17")
    assert _read(git)[0].note == "revision 17\n"


def test_converted_repository_gives_revisions_and_one_branch_for_a_trunk_made_twice(git: Git) -> None:
    old = git.commit("before it was deleted")
    git("update-ref", "refs/archaeo/deleted/trunk@r3", old)
    git("checkout", "-q", "--orphan", "again")
    new = git.commit("made again")
    git("branch", "-q", "-M", "again", "main")
    (git.folder / ".git/archaeo").mkdir()
    (git.folder / ".git/archaeo/revmap.tsv").write_text(
        "revision\tpath\tref\tcommit\treason\n"
        f"2\ttrunk\trefs/archaeo/deleted/trunk@r3\t{old}\n"
        "3\ttrunk\trefs/heads/main\t\ttrunk deleted\n"
        f"4\ttrunk\trefs/heads/main\t{new}\n"
    )
    found = _read(git)
    assert [(c.key, c.branch, c.note) for c in found] == [
        (old, "refs/heads/main", "r2\n"),
        (new, "refs/heads/main", "r4\n"),
    ]


def test_releases_by_date_annotated_light_and_of_git_svn(git: Git) -> None:
    first = git.commit("first")
    git("tag", "light")
    git("update-ref", "refs/remotes/origin/tags/old-1", first)
    git("update-ref", "refs/remotes/tags/light", first)  # git-svn made the tag of it
    git("update-ref", "refs/remotes/tags/old-2@17", first)
    git.clock += 86400
    git("tag", "-a", "-m", "given out", "v1.0", first)
    git("tag", "of-a-blob", git("hash-object", "-w", "--stdin", input=b"x"))
    found = reader.releases(reader.open_repository(git.folder))
    assert [(r.name, r.date.date().isoformat(), r.commit) for r in found] == [
        ("light", "2001-09-09", first),
        ("old-1", "2001-09-09", first),
        ("v1.0", "2001-09-10", first),
    ]


def test_files_of_a_revision(git: Git) -> None:
    git.write(a_c="1", sub__b_c="2")
    (git.folder / "link").symlink_to("a.c")
    git.commit("first")
    git.write(c_c="3")
    git.commit("second")
    repository = reader.open_repository(git.folder)
    found = [(f.path, f.read(), f.link) for f in reader.files(repository, "HEAD~1")]
    assert found == [("a.c", b"1", None), ("link", b"a.c", "a.c"), ("sub/b.c", b"2", None)]
    with pytest.raises(ArchaeoError, match="no commit is named 'nonsense'"):
        list(reader.files(repository, "nonsense"))


def test_content_of_a_path_as_a_commit_left_it(git: Git) -> None:
    git.write(sub__a_c="1")
    first = git.commit("first")
    git.write(sub__a_c="2")
    git.commit("second")
    repository = reader.open_repository(git.folder)
    read = reader.contents(repository)
    assert (read(first, "sub/a.c"), read(reader.tip(repository), "sub/a.c")) == (b"1", b"2")
    with pytest.raises(ArchaeoError, match="there is no such file"):
        read(first, "sub/b.c")


def test_folder_without_a_repository(tmp_path: Path) -> None:
    with pytest.raises(ArchaeoError, match="no git repository here"):
        reader.open_repository(tmp_path)


@pytest.mark.parametrize(("months", "own"), [(5, False), (0, True)])
def test_tags_made_together_of_commits_months_apart_have_the_commits_days(git: Git, months: int, own: bool) -> None:
    made = []
    for _ in range(3):
        git.clock += months * 30 * 86400
        made.append(git.commit("work"))
    git.clock += 900 * 86400
    for number, commit in enumerate(made):
        git("tag", "-a", "-m", "v", f"v{number}", commit)
    days = {str(release.date)[:10] for release in reader.releases(reader.open_repository(git.folder))}
    assert len(days) == (1 if own else 3)
    assert any(day > "2004" for day in days) is own


def test_folder_that_dig_wrote_says_where_its_repository_is(tmp_path: Path) -> None:
    (tmp_path / "repo.git").mkdir()
    with pytest.raises(ArchaeoError) as failed:
        reader.open_repository(tmp_path)
    assert failed.value.hint == f"the one that archaeo dig made is {tmp_path / 'repo.git'}"
