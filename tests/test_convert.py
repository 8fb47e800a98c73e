"""Tests for archaeo/convert.py and verify.py, on the sample and against Subversion's own export."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archaeo import update, verify
from archaeo.convert import convert, read_options
from archaeo.errors import ArchaeoError, NotMineError
from archaeo.git import reader
from archaeo.model import Commit, ContentOptions, Identity, ImportOptions
from tests.importers.svn.dumps import dump, node, revision

SAMPLE = Path(__file__).parent.parent / "fixtures" / "boostedgoos" / "boostedgoos.dump"
OPTIONS = ImportOptions()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sample") / "goos.git"
    convert([SAMPLE], target, OPTIONS)
    return target


def rows(target: Path) -> list[list[str]]:
    lines = (target / "archaeo" / "revmap.tsv").read_text("utf-8").splitlines()
    assert lines[0].split("\t")[:4] == ["revision", "path", "ref", "commit"]
    return [line.split("\t") for line in lines[1:]]


def test_every_revision_is_accounted_for(sample: Path):
    found = rows(sample)
    youngest = max(int(row[0]) for row in found)
    assert {int(row[0]) for row in found} == set(range(youngest + 1))
    for row in found:
        assert len(row) == 4 or row[4], f"no commit and no reason: {row}"
        assert row[3] or row[4]


def test_git_finds_nothing_wrong(sample: Path):
    done = subprocess.run(["git", "-C", sample, "fsck", "--strict", "--no-dangling"], capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("svnadmin"), reason="svnadmin is not installed: no truth from Subversion")
def test_trees_equal_svn_export_of_each_revision(sample: Path, tmp_path: Path):
    """Each commit's files, checked out, are what `svn export` gives for its revision and branch."""
    repository = tmp_path / "svn"
    subprocess.run(["svnadmin", "create", repository], check=True)
    with SAMPLE.open("rb") as stream:
        subprocess.run(
            ["svnadmin", "load", "-q", "--bypass-prop-validation", "--no-flush-to-disk", repository],
            stdin=stream,
            check=True,
        )
    compared = 0
    for number, path, _, commit, *reason in rows(sample):
        if not commit or reason == ["outside every branch"]:
            continue
        exported, checked_out = tmp_path / f"s{compared}", tmp_path / f"g{compared}"
        checked_out.mkdir(exist_ok=True)
        url = f"{repository.as_uri()}/{path}@{number}"
        export = ["svn", "export", "-q", "--ignore-externals", "--ignore-keywords", "--native-eol", "LF"]
        done = subprocess.run([*export, "-r", number, url, exported], capture_output=True, text=True)
        if done.returncode:
            assert "E160005" in done.stderr or "E170000" in done.stderr  # the loss of trunk: nothing to export
            assert not subprocess.run(["git", "-C", sample, "ls-tree", commit], capture_output=True).stdout
            continue
        archive = subprocess.run(["git", "-C", sample, "archive", commit], capture_output=True, check=True).stdout
        subprocess.run(["tar", "x", "-C", checked_out], input=archive, check=True)
        found, expected = listing(checked_out), listing(exported)
        generated = {path for path in found.keys() - expected.keys() if path.split("/")[-1] == ".gitignore"}
        assert {path: file for path, file in found.items() if path not in generated} == expected, f"{path}@{number}"
        shutil.rmtree(exported)
        shutil.rmtree(checked_out)
        compared += 1
    assert compared > 60


def listing(folder: Path) -> dict[str, tuple[str, bytes]]:
    found = {}
    for file in folder.rglob("*"):
        name = str(file.relative_to(folder))
        if file.is_symlink():
            found[name] = ("link", bytes(file.readlink()))
        elif file.is_file():
            found[name] = ("run" if os.access(file, os.X_OK) else "file", file.read_bytes().replace(b"\r\n", b"\n"))
    return found


def test_same_dump_same_bytes_plain_or_compressed(sample: Path, tmp_path: Path):
    packed = tmp_path / "boostedgoos.dump.gz"
    packed.write_bytes(gzip.compress(SAMPLE.read_bytes()))
    convert([packed], tmp_path / "again.git", OPTIONS)
    one, two = (
        {f.relative_to(r): f.read_bytes() for f in r.rglob("*") if f.is_file()}
        for r in (sample, tmp_path / "again.git")
    )
    assert one == two


def test_same_bytes_whatever_the_order_of_hashes(tmp_path: Path):
    """As from one process to the next."""
    made = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(SAMPLE.parents[2])}
        command = [sys.executable, "-m", "archaeo", "-q", "convert", str(SAMPLE), "-o", str(tmp_path / seed)]
        subprocess.run(command, env=environment, check=True)
        made.add(frozenset((f.name, f.read_bytes()) for f in (tmp_path / seed).rglob("*") if f.is_file()))
    assert len(made) == 1


def test_verify_finds_all_states(sample: Path):
    proof = verify.verify([SAMPLE], sample, OPTIONS)
    assert proof.states == proof.identical > 60
    assert proof.differences == ()


def test_verify_names_revision_and_path_of_a_difference(tmp_path: Path):
    source, other = tmp_path / "a.dump", tmp_path / "b.dump"
    source.write_bytes(
        dump(revision(1, node("a", text=b"1"), node("d"), node("d/b", text=b"2")), revision(2, node("c", text=b"3")))
    )
    other.write_bytes(
        dump(revision(1, node("a", text=b"1"), node("d"), node("d/b", text=b"!")), revision(2, node("c", text=b"3")))
    )
    convert([other], tmp_path / "r.git", OPTIONS)
    proof = verify.verify([source], tmp_path / "r.git", OPTIONS)
    assert (proof.states, proof.identical) == (2, 0)
    assert proof.differences[0].revision == "1"
    assert proof.differences[0].paths == ("d/b: content differs",)


def test_verify_misses_a_commit(sample: Path, tmp_path: Path):
    copy = tmp_path / "copy.git"
    shutil.copytree(sample, copy)
    revmap = copy / "archaeo" / "revmap.tsv"
    revmap.write_text("".join(line for line in revmap.open() if not line.startswith("2\t")))
    (difference,) = verify.verify([SAMPLE], copy, OPTIONS).differences
    assert (difference.revision, difference.branch, difference.commit) == ("2", "trunk", "")


def test_verify_of_a_repository_without_a_map_says_so(tmp_path: Path):
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "r.git"], check=True)
    with pytest.raises(
        ArchaeoError, match=r"has no revision map \(archaeo/revmap.tsv\), and no commit that says which revision it is"
    ):
        verify.verify([SAMPLE], tmp_path / "r.git", OPTIONS)


def test_existing_target_is_not_touched(tmp_path: Path):
    (tmp_path / "r.git").mkdir()
    with pytest.raises(ArchaeoError, match="exists already; name another target, or say --force"):
        convert([SAMPLE], tmp_path / "r.git", OPTIONS)


def test_failed_conversion_leaves_nothing(tmp_path: Path):
    broken = tmp_path / "broken.dump"
    broken.write_bytes(dump() + b"Revision-number: 1\nProp-content-length: 3\n\nxyz")
    with pytest.raises(ArchaeoError):
        convert([broken], tmp_path / "r.git", OPTIONS)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["broken.dump"]


def test_file_that_nobody_knows(tmp_path: Path):
    (tmp_path / "notes").write_bytes(b"just some words\n")
    with pytest.raises(NotMineError, match="is none of what can be converted"):
        convert([tmp_path / "notes"], tmp_path / "r.git", OPTIONS)


def test_git_repository_needs_no_conversion(tmp_path: Path):
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "bare.git")], check=True)
    with pytest.raises(NotMineError, match=r"is a git repository already; archaeo summary .*bare.git"):
        convert([tmp_path / "bare.git"], tmp_path / "r.git", OPTIONS)


def test_missing_file(tmp_path: Path):
    with pytest.raises(NotMineError, match=r"'.*nowhere.dump' does not exist; check the name"):
        convert([tmp_path / "nowhere.dump"], tmp_path / "r.git", OPTIONS)


def test_sample_is_joined_through_the_disaster(sample: Path):
    """The trunk was lost and added again; main still reaches its beginning."""
    repository = reader.open_repository(sample)
    main = [commit for commit in reader.commits(repository, ["refs/heads/main"]) if isinstance(commit, Commit)]
    assert min(commit.date.year for commit in main) == 2009
    assert max(commit.date.year for commit in main) == 2013


def test_authors_are_mapped(tmp_path: Path):
    convert(
        [SAMPLE], tmp_path / "r.git", ImportOptions(authors={"ethompso": Identity("Ellen Thompson", "e@example.org")})
    )
    said = subprocess.run(
        ["git", "-C", tmp_path / "r.git", "log", "--format=%an <%ae>", "main"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Ellen Thompson <e@example.org>" in said.stdout
    assert "ethompso" not in said.stdout


def test_incremental_dumps_in_order_are_one_history(tmp_path: Path):
    parts = (
        [revision(1, node("a", text=b"1")), revision(2, node("b", text=b"2"))],
        [revision(3, node("c", kind="file", copyfrom=("a", 1)))],
    )
    (tmp_path / "one.dump").write_bytes(dump(*parts[0]))
    (tmp_path / "two.dump").write_bytes(dump(*parts[1]))
    (tmp_path / "all.dump").write_bytes(dump(*parts[0], *parts[1]))
    convert([tmp_path / "one.dump", tmp_path / "two.dump"], tmp_path / "parts.git", OPTIONS)
    convert([tmp_path / "all.dump"], tmp_path / "all.git", OPTIONS)
    assert rows(tmp_path / "parts.git") == rows(tmp_path / "all.git")


def test_gap_between_dumps_is_grave(tmp_path: Path):
    (tmp_path / "one.dump").write_bytes(dump(revision(1, node("a", text=b"1"))))
    (tmp_path / "two.dump").write_bytes(dump(revision(4, node("b", text=b"2"))))
    report = convert([tmp_path / "one.dump", tmp_path / "two.dump"], tmp_path / "r.git", OPTIONS)
    assert [str(d) for d in report.diagnostics] == ["two.dump: revision 4: r2 to r3 are in none of the dumps; left out"]
    assert report.is_damaged


def test_incremental_dump_that_begins_with_a_replaced_trunk(tmp_path: Path):
    """A replacement by a copy is written as a deletion and an addition of what is there already."""
    first = dump(revision(1, node("trunk"), node("trunk/a", text=b"1"), node("branches"), node("branches/x")))
    copied = node("trunk", copyfrom=("branches/x", 1))
    second = dump(revision(2, node("trunk", "delete"), copied, node("trunk/b", text=b"2")))
    for name, raw in (("1.dump", first), ("2.dump", second)):
        (tmp_path / name).write_bytes(raw)
    report = convert([tmp_path / "1.dump", tmp_path / "2.dump"], tmp_path / "r.git", OPTIONS)
    assert (report.commits, report.diagnostics[1:]) == (2, ())


def test_second_dump_that_is_not_incremental_is_refused(tmp_path: Path):
    (tmp_path / "one.dump").write_bytes(dump(revision(1, node("a", text=b"1"))))
    (tmp_path / "two.dump").write_bytes(dump(revision(2, node("a", text=b"1"), node("b", text=b"2"))))
    with pytest.raises(
        ArchaeoError, match="begins with the whole tree, not with what changed; dump it again with svnadmin"
    ):
        convert([tmp_path / "one.dump", tmp_path / "two.dump"], tmp_path / "r.git", OPTIONS)


def test_large_changelog_stays_in_git(tmp_path: Path):
    """Only what comes from Subversion can be kept as large files."""
    options = ImportOptions(content=ContentOptions(lfs_above=20, externals="submodules"))
    convert([SAMPLE.parent / "ChangeLog"], tmp_path / "r.git", options)
    done = subprocess.run(["git", "-C", tmp_path / "r.git", "fsck", "--strict"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    assert read_options(tmp_path / "r.git").content == ContentOptions()


def test_id_of_a_branch_whose_name_is_no_utf_8(tmp_path: Path):
    source = tmp_path / "a.dump"
    source.write_bytes(
        dump(revision(1, node("branches"), node("branches/x"), node("branches/x/a", text=b"1"))).replace(
            b"/x", b"/\xe9"
        )
    )
    convert([source], tmp_path / "r.git", ImportOptions("std", svn_id="trailer"))
    assert log(tmp_path / "r.git", "%B", "--all") == "revision 1\n\ngit-svn-id: /branches/%E9@1 3f0c"
    (tmp_path / "r.git" / "archaeo" / "revmap.tsv").unlink()
    proof = verify.verify([source], tmp_path / "r.git", ImportOptions("std"))
    assert (proof.states, proof.identical) == (1, 1)


def test_sources_of_different_kinds(tmp_path: Path):
    changelog = SAMPLE.parent / "ChangeLog"
    with pytest.raises(NotMineError, match="the sources are of different kinds: "):
        convert([SAMPLE, changelog], tmp_path / "r.git", OPTIONS)


def test_strict_makes_damage_fatal(tmp_path: Path):
    source = tmp_path / "a.dump"
    source.write_bytes(dump(revision(1, node("a", text=b"x"))).replace(b"md5: 9dd4e461", b"md5: 00000000"))
    assert convert([source], tmp_path / "r.git", OPTIONS).is_damaged
    with pytest.raises(ArchaeoError, match="revision 1, 'a': MD5 of the text is 9dd4"):
        convert([source], tmp_path / "s.git", ImportOptions(strict=True))
    assert not (tmp_path / "s.git").exists()


def log(target: Path, form: str, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", target, "log", f"--format={form}", *words], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_force_replaces_a_repository_but_no_folder(tmp_path: Path):
    convert([SAMPLE], tmp_path / "r.git", OPTIONS)
    (tmp_path / "r.git" / "mine").touch()
    convert([SAMPLE], tmp_path / "r.git", OPTIONS, force=True)
    assert not (tmp_path / "r.git" / "mine").exists()
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter1.tex").touch()
    with pytest.raises(ArchaeoError, match="is no git repository, and is not replaced"):
        convert([SAMPLE], tmp_path / "thesis", OPTIONS, force=True)


def test_revision_is_in_the_notes_or_in_a_trailer_or_nowhere(tmp_path: Path):
    source = tmp_path / "a.dump"
    source.write_bytes(dump(revision(1, node("trunk"), node("trunk/a", text=b"x"), log=b"start")))
    for where in ("notes", "trailer", "none"):
        convert([source], tmp_path / where, ImportOptions(svn_id=where))
    assert log(tmp_path / "notes", "%B%N", "--notes=svn", "main") == "start\nrevision: 1\npath: trunk\nrepository: 3f0c"
    assert log(tmp_path / "trailer", "%B", "main") == "start\n\ngit-svn-id: /trunk@1 3f0c"
    assert log(tmp_path / "none", "%B%N", "--notes=svn", "main") == "start"


def test_references_to_revisions_are_lifted(tmp_path: Path):
    source = tmp_path / "a.dump"
    source.write_bytes(
        dump(revision(1, node("a", text=b"x")), revision(2, node("a", "change", text=b"y"), log=b"undo r1, not r7"))
    )
    convert([source], tmp_path / "r.git", ImportOptions(lift_references=True))
    first = log(tmp_path / "r.git", "%H", "main~1")
    assert log(tmp_path / "r.git", "%B", "main", "-1") == f"undo r1 ({first[:12]}), not r7"


PARTS = (
    revision(1, node("trunk"), node("branches"), node("trunk/a", text=b"1")),
    revision(2, node("branches/x", copyfrom=("trunk", 1)), node("branches/x/b", text=b"2")),
    revision(3, node("trunk/a", "change", text=b"3"), node("branches/x", "delete")),
)


def test_update_adds_only_what_is_new(tmp_path: Path):
    short, longer = tmp_path / "short.dump", tmp_path / "longer.dump"
    short.write_bytes(dump(*PARTS[:2]))
    longer.write_bytes(dump(*PARTS))
    convert([short], tmp_path / "r.git", OPTIONS)
    before = log(tmp_path / "r.git", "%H", "main")
    _, new = update.update([longer], tmp_path / "r.git", OPTIONS)
    assert new == 1
    assert log(tmp_path / "r.git", "%H", "main").split("\n")[-1] == before
    convert([longer], tmp_path / "fresh.git", OPTIONS)
    for_each_ref = ["for-each-ref", "--format=%(refname) %(objectname)"]
    one, two = (
        subprocess.run(["git", "-C", tmp_path / n, *for_each_ref], capture_output=True).stdout
        for n in ("r.git", "fresh.git")
    )
    assert one == two
    assert rows(tmp_path / "r.git") == rows(tmp_path / "fresh.git")


def test_update_where_a_branch_began_anew(tmp_path: Path):
    """What the conversion made, and nobody touched, may be replaced; the old life is kept among the deleted."""
    again = revision(4, node("branches/x"), node("branches/x/new", text=b"4"))
    short, longer = tmp_path / "short.dump", tmp_path / "longer.dump"
    short.write_bytes(dump(*PARTS[:2]))
    longer.write_bytes(dump(*PARTS, again))
    convert([short], tmp_path / "r.git", OPTIONS)
    update.update([longer], tmp_path / "r.git", OPTIONS)
    assert log(tmp_path / "r.git", "%s", "x") == "revision 4"
    assert log(tmp_path / "r.git", "%s", "refs/archaeo/deleted/branches/x@r3").startswith("revision 2")


def test_update_from_another_repository_is_refused(tmp_path: Path):
    short, other = tmp_path / "short.dump", tmp_path / "other.dump"
    short.write_bytes(dump(*PARTS[:2]))
    other.write_bytes(dump(PARTS[0].replace(b"revision 1", b"revision I"), *PARTS[1:]))
    convert([short], tmp_path / "r.git", OPTIONS)
    before = rows(tmp_path / "r.git")
    with pytest.raises(
        ArchaeoError, match=r"other.dump: revision 1: is not what was converted: it is no longer dump of the same"
    ):
        update.update([other], tmp_path / "r.git", OPTIONS)
    assert rows(tmp_path / "r.git") == before


def test_update_leaves_a_branch_that_somebody_moved(tmp_path: Path):
    short, longer = tmp_path / "short.dump", tmp_path / "longer.dump"
    short.write_bytes(dump(*PARTS[:2]))
    longer.write_bytes(dump(*PARTS))
    convert([short], tmp_path / "r.git", OPTIONS)
    git = ["git", "-C", tmp_path / "r.git", "-c", "user.name=me", "-c", "user.email=me@example.org"]
    mine = subprocess.run(
        [*git, "commit-tree", "main^{tree}", "-p", "main", "-m", "mine"], capture_output=True, text=True, check=True
    )
    subprocess.run([*git, "update-ref", "refs/heads/main", mine.stdout.strip()], check=True)
    with pytest.raises(ArchaeoError, match="somebody has committed to refs/heads/main since it was converted"):
        update.update([longer], tmp_path / "r.git", OPTIONS)
    assert log(tmp_path / "r.git", "%s", "-1", "main") == "mine"


def test_record_of_the_options_that_cannot_be_read(tmp_path: Path):
    convert([SAMPLE], tmp_path / "r.git", OPTIONS)
    (tmp_path / "r.git" / "archaeo" / "proof.json").write_text("[]")
    with pytest.raises(ArchaeoError, match="cannot be read as the record of a conversion; convert again"):
        read_options(tmp_path / "r.git")


FOREIGN = {
    "git-svn": "git-svn-id: http://svn.example/goos/trunk@{} 3f0c",
    "svn-all-fast-export": "svn path=/trunk/; revision={}",
    "reposurgeon": "Legacy-ID: {}",
}


@pytest.mark.parametrize("trailer", FOREIGN.values(), ids=FOREIGN)
def test_verify_of_what_another_converter_made(tmp_path: Path, trailer: str):
    source, target = tmp_path / "a.dump", tmp_path / "r.git"
    texts = (b"one", b"two")
    source.write_bytes(
        dump(
            revision(1, node("trunk"), node("trunk/a", text=texts[0])),
            revision(2, node("trunk/a", "change", text=texts[1])),
        )
    )
    git = ["git", "-C", target, "-c", "user.name=me", "-c", "user.email=me@example.org"]
    subprocess.run(["git", "init", "-q", "-b", "main", target], check=True)
    for number, text in enumerate((texts[0], b"other"), 1):
        (target / "a").write_bytes(text)
        subprocess.run([*git, "add", "a"], check=True)
        subprocess.run([*git, "commit", "-q", "-m", f"change\n\n{trailer.format(number)}"], check=True)
    proof = verify.verify([source], target, ImportOptions("std"))
    assert (proof.states, proof.identical) == (2, 1)
    assert [(d.revision, d.branch, d.paths) for d in proof.differences] == [("2", "trunk", ("a: content differs",))]


def test_verify_asks_no_other_converter_for_our_manner_of_telling_a_loss(tmp_path: Path):
    """A trunk that was lost in r2 and added again in r3 has two states, though we make three commits of it."""
    source, target = tmp_path / "a.dump", tmp_path / "r.git"
    trunk = (node("trunk"), node("trunk/a", text=b"one"))
    source.write_bytes(dump(revision(1, *trunk), revision(2, node("trunk", "delete")), revision(3, *trunk)))
    assert convert([source], tmp_path / "ours.git", ImportOptions("std")).states == 3
    git = ["git", "-C", target, "-c", "user.name=me", "-c", "user.email=me@example.org"]
    subprocess.run(["git", "init", "-q", "-b", "main", target], check=True)
    (target / "a").write_bytes(b"one")
    subprocess.run([*git, "add", "a"], check=True)
    for number in (1, 3):
        message = f"change\n\n{FOREIGN['git-svn'].format(number)}"
        subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", message], check=True)
    proof = verify.verify([source], target, ImportOptions("std"))
    assert (proof.states, proof.identical, proof.differences) == (2, 2, ())
    assert verify.verify([source], tmp_path / "ours.git", ImportOptions("std")).states == 3


def test_newest_texts_have_short_chains(tmp_path: Path):
    """What is read most must not be made of fifty deltas; those before may be."""
    text = b"".join(b"line %d of the file\n" % (line * 7919) for line in range(200))
    revisions = [revision(1, node("trunk"), node("trunk/a", text=text), node("trunk/b", text=text[:-9]), node("x"))]
    for number in range(2, 42):
        revisions.append(
            revision(number, *(node(f"trunk/{name}", "change", text=text + b"%d" % number) for name in "a"))
        )
        revisions[-1] += node("trunk/b", "change", text=text + b"%d b" % number) if number < 40 else b""
    revisions += [revision(number, node(f"x/{number}")) for number in range(42, 160)]
    file = tmp_path / "x.dump"
    file.write_bytes(dump(*revisions))
    convert([file], tmp_path / "x.git", OPTIONS)
    pack = next((tmp_path / "x.git/objects/pack").glob("*.idx"))
    rows = subprocess.run(["git", "verify-pack", "-v", pack], capture_output=True, text=True, check=True).stdout
    fields = [row.split() for row in rows.splitlines()]
    depths = {row[0]: int(row[5]) if len(row) > 5 else 0 for row in fields if len(row[0]) == 40}
    named = subprocess.run(
        ["git", "-C", tmp_path / "x.git", "rev-parse", "main:a", "main:b", "main~2:a"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert [depths[id] for id in named] == [0, 0, 38]


def test_pipe_is_named_as_what_it_is(tmp_path: Path):
    os.mkfifo(tmp_path / "ChangeLog")
    with pytest.raises(NotMineError, match=r"is a pipe, and is read more than once; write it to a file first"):
        convert([tmp_path / "ChangeLog"], tmp_path / "r.git", OPTIONS)
