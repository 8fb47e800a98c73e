"""Tests for archaeo/update.py and pending.py: what was extended is what a conversion of the whole would have made."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from archaeo import pending
from archaeo.convert import convert
from archaeo.errors import ArchaeoError
from archaeo.git import made
from archaeo.model import ContentOptions, ImportOptions
from archaeo.update import update
from tests.importers.svn.dumps import dump, node, revision

OPTIONS = ImportOptions("std")


def git(repository: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", repository, *arguments], capture_output=True, text=True, check=True).stdout


def state(repository: Path) -> dict[str, str | bytes]:
    """Refs with their ids, and the tables and the proof, byte by byte.

    But for paths.tsv: one line stands there for all copies of a directory, and an update does not know what it saw.
    """
    files = [file for file in sorted((repository / "archaeo").iterdir()) if file.is_file() and file.name != "paths.tsv"]
    return {"refs": git(repository, "for-each-ref")} | {file.name: file.read_bytes() for file in files}


def write(folder: Path, name: str, *revisions: bytes) -> Path:
    file = folder / name
    file.write_bytes(dump(*revisions))
    return file


# what is new names what is old: by a copy of a deleted branch with its properties, by a merge, by its empty directory
PAST = (
    revision(1, node("trunk"), node("branches"), node("tags"), node("trunk/a", text=b"1", props={"k": b"v"})),
    revision(2, node("branches/x", copyfrom=("trunk", 1)), node("branches/x/empty"), node("branches/x/b", text=b"2")),
    revision(3, node("branches/x/b", "change", text=b"3"), node("branches/x", "change", "dir", props={"p": b"q"})),
    revision(4, node("branches/x", "delete")),
    revision(
        5, node("trunk/.git"), node("trunk/.git/f", text=b"f"), node("trunk", "change", props={"svn:ignore": b"o"})
    ),
)
SINCE = (
    revision(6, node("branches/y", copyfrom=("branches/x", 3)), node("branches/y/empty/c", text=b"c")),
    revision(7, node("trunk", "change", props={"svn:ignore": b"o", "svn:mergeinfo": b"/branches/x:2-3"})),
    revision(8, node("tags/1", copyfrom=("trunk", 2)), node("trunk/a", "change", text=b"8")),
    revision(9, node("branches/x", copyfrom=("branches/y", 6)), node("trunk/.git/f", "change", text=b"g")),
)
WHOLE = PAST + SINCE


@pytest.fixture
def past(tmp_path: Path) -> Path:
    convert([write(tmp_path, "past.dump", *PAST)], tmp_path / "r.git", OPTIONS)
    return tmp_path / "r.git"


@pytest.fixture
def expected(tmp_path: Path) -> dict[str, str | bytes]:
    convert([write(tmp_path, "whole.dump", *WHOLE)], tmp_path / "whole.git", OPTIONS)
    return state(tmp_path / "whole.git")


SOURCES: dict[str, tuple[tuple[bytes, ...], ...]] = {
    "longer dump": (WHOLE,),
    "incremental dump": (SINCE,),
    "incremental dump with some of the old": (WHOLE[3:],),
    "two dumps": (WHOLE[4:7], WHOLE[7:]),
}


@pytest.mark.parametrize("pieces", SOURCES.values(), ids=SOURCES)
def test_extended_is_as_converted(tmp_path: Path, past: Path, expected: object, pieces: tuple[tuple[bytes, ...], ...]):
    files = [write(tmp_path, f"{number}.dump", *piece) for number, piece in enumerate(pieces)]
    report, new = update(files, past, OPTIONS)
    assert state(past) == expected
    assert (report.states, report.identical, new) == (report.commits, report.commits, 4)
    assert not any(diagnostic.kind == "converted as a whole" for diagnostic in report.diagnostics)
    assert git(past, "fsck", "--strict", "--no-dangling") == ""


def test_extended_again_and_again(tmp_path: Path, past: Path, expected: object):
    for number in range(5, len(WHOLE)):
        update([write(tmp_path, "next.dump", WHOLE[number])], past, OPTIONS)
    assert state(past) == expected
    assert update([write(tmp_path, "next.dump", *WHOLE)], past, OPTIONS)[1] == 0
    assert state(past) == expected


@pytest.mark.skipif(not shutil.which("svnrdump"), reason="svnadmin, svnrdump are not installed: no repository to ask")
@pytest.mark.parametrize("scheme", ["", "file://"])
def test_of_a_repository_only_the_new_is_asked_for(tmp_path: Path, scheme: str):
    repository = tmp_path / "svn"
    subprocess.run(["svnadmin", "create", repository], check=True)

    def load(*revisions: bytes) -> None:
        uuid = b"UUID: 4c684140-813a-4478-9aca-cb28fef049d2"
        text = dump(*revisions).replace(b"UUID: 3f0c", uuid)
        command = ["svnadmin", "load", "-q", "--force-uuid", "--bypass-prop-validation", "--no-flush-to-disk"]
        subprocess.run([*command, repository], input=text, check=True, capture_output=True)

    load(*PAST)
    convert([f"{scheme}{repository}"], tmp_path / "r.git", OPTIONS)
    load(*SINCE)
    steps: list[int] = []
    options = ImportOptions(progress=lambda stage, done, total: steps.append(total))
    update([f"{scheme}{repository}"], tmp_path / "r.git", options)
    assert set(steps) - {0} == {len(SINCE)}  # how many bytes will come is not known
    convert([f"{scheme}{repository}"], tmp_path / "whole.git", OPTIONS)
    assert state(tmp_path / "r.git") == state(tmp_path / "whole.git")


def test_random_histories(tmp_path: Path):
    """Any history, cut anywhere, with any options."""
    contents = (ContentOptions(), ContentOptions("none", keep_empty_dirs=True), ContentOptions(paths="portable"))
    for seed in range(12):
        chance = random.Random(seed)
        revisions = list(_history(chance))
        cut = chance.randrange(1, len(revisions))
        layout = chance.choice(["std", "single", "trunk,branches/*,tags/*,trunk/d"])
        options = ImportOptions(layout, svn_id=chance.choice(["notes", "trailer"]), content=chance.choice(contents))
        old, new, whole = (tmp_path / f"{seed}-{name}.git" for name in ("old", "new", "whole"))
        convert([write(tmp_path, "a.dump", *revisions[:cut])], old, options)
        shutil.copytree(old, new)
        longer = write(tmp_path, "b.dump", *revisions)
        convert([longer], whole, options)
        update([longer], old, ImportOptions())
        update([write(tmp_path, "c.dump", *revisions[cut:])], new, ImportOptions())
        assert state(old) == state(new) == state(whole), f"seed {seed}, cut at {cut}"


def _history(chance: random.Random) -> Iterator[bytes]:
    """A small history with copies from anywhere in the past, deletions, properties and merges."""
    files: set[str] = set()
    folders = {"trunk", "branches", "tags"}
    past: list[tuple[set[str], set[str]]] = [(set(), set())]
    yield revision(1, *map(node, sorted(folders)))
    for number in range(2, chance.randrange(6, 30)):
        past.append((set(files), set(folders)))
        at = chance.randrange(1, number)
        was = chance.choice(sorted(past[at][1] - {"branches", "tags"}))
        into = chance.choice(["branches", "tags", *sorted(folders)]) + "/" + chance.choice("abd")
        path = chance.choice(sorted(files | folders - {"branches", "tags"}))
        what = chance.randrange(5)
        if what == 0 and into not in files | folders:
            yield revision(number, node(into, copyfrom=(was, at)))
            folders |= {into + below.removeprefix(was) for below in past[at][1] if f"{below}/".startswith(f"{was}/")}
            files |= {into + below.removeprefix(was) for below in past[at][0] if below.startswith(f"{was}/")}
        elif what == 1 and into.count("/") < 4 and into not in files | folders:
            yield revision(number, node(into, props={"svn:ignore": b"*.o"} if chance.random() < 0.3 else None))
            folders.add(into)
        elif what == 2 and path != "trunk":
            yield revision(number, node(path, "delete"))
            files, folders = ({p for p in kind if not f"{p}/".startswith(f"{path}/")} for kind in (files, folders))
        elif what == 3:
            merged = {"svn:mergeinfo": b"/branches/%b:1-%d" % (chance.choice("abd").encode(), at), "n": b"%d" % number}
            yield revision(number, node(path, "change", "file" if path in files else "dir", props=merged))
        else:
            file = chance.choice(sorted(folders)) + "/" + chance.choice(("f", "F", ".git", ".gitignore"))
            yield revision(number, node(file, "change" if file in files else "add", text=b"%d\n" % number))
            files.add(file)


def test_other_pasts_are_refused(tmp_path: Path, past: Path):
    before = state(past)
    other = dump(*WHOLE).replace(b"UUID: 3f0c", b"UUID: 4711")
    changed = (PAST[0].replace(b"ann", b"bob"), *WHOLE[1:])
    sources = {
        r"other.dump: is of the repository 4711, what was converted is of 3f0c": other,
        r"other.dump: revision 1: is not what was converted: .*, or its past was changed": dump(*changed),
        r"other.dump: revision 6: is not what was converted": dump(*WHOLE[:4], *SINCE),
        r"other.dump: begins with revision 7, and what was converted ends with 5": dump(*SINCE[1:]),
        r"other.dump: revision 6: the dump begins with the whole tree": dump(revision(6, node("trunk"))),
    }
    for said, text in sources.items():
        (tmp_path / "other.dump").write_bytes(text)
        with pytest.raises(ArchaeoError, match=said):
            update([tmp_path / "other.dump"], past, OPTIONS)
    assert state(past) == before


def test_killed_while_it_reads(tmp_path: Path, past: Path):
    before = state(past), sorted(past.rglob("*"))

    def stop(stage: str, done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update([write(tmp_path, "whole.dump", *WHOLE)], past, ImportOptions(progress=stop))
    assert (state(past), sorted(past.rglob("*"))) == before
    assert not list(tmp_path.glob(".archaeo-*"))


def test_killed_when_it_had_taken_effect(tmp_path: Path, past: Path, expected: object):
    """The next one does what was left to do."""
    whole = tmp_path / "whole.git"
    ids = (line.split() for line in git(whole, "for-each-ref", "--format=%(refname) %(objectname)").splitlines())
    pending.move_objects(whole, past)
    pending.begin(whole, past, dict(ids), {})
    (past / "archaeo" / "pending" / "revmap.tsv").replace(past / "archaeo" / "revmap.tsv")
    assert update([tmp_path / "whole.dump"], past, OPTIONS)[1] == 0
    assert state(past) == expected


MEMORIES = {"none": None, "damaged": b"x", "empty": b""}


@pytest.mark.parametrize("text", MEMORIES.values(), ids=MEMORIES)
@pytest.mark.parametrize("name", ["made", "commits", "lives", "states", "trees", "roots"])
def test_without_a_memory_the_whole_is_converted(tmp_path: Path, past: Path, expected: object, name: str, text: bytes):
    file = past / made.MEMORY / name
    file.unlink() if text is None else file.write_bytes(text)
    report, new = update([tmp_path / "whole.dump"], past, OPTIONS)
    assert report.diagnostics[0].kind == "converted as a whole"
    assert new == 4
    assert state(past) == expected
    assert update([tmp_path / "whole.dump"], past, OPTIONS)[0].diagnostics == ()


def test_damage_is_not_gone_on_from(tmp_path: Path):
    """A later dump may have whole what this one has not."""
    broken = PAST[0].replace(b"Text-content-md5: c", b"Text-content-md5: 0")
    assert broken != PAST[0]
    convert([write(tmp_path, "broken.dump", broken)], tmp_path / "r.git", OPTIONS)
    assert not (tmp_path / "r.git" / made.MEMORY).exists()


def test_a_dump_that_was_cut_short_is_gone_on_from(tmp_path: Path, expected: object):
    (tmp_path / "cut.dump").write_bytes(dump(*PAST, SINCE[0])[:-20])
    convert([tmp_path / "cut.dump"], tmp_path / "r.git", OPTIONS)
    report, _ = update([tmp_path / "whole.dump"], tmp_path / "r.git", OPTIONS)
    assert report.diagnostics == ()
    assert state(tmp_path / "r.git") == expected


def test_a_history_without_any_file(tmp_path: Path):
    """Then there are no refs to fetch; with a memory or without."""
    for name in ("with", "without"):
        target = tmp_path / f"{name}.git"
        convert([write(tmp_path, "one.dump", revision(1, node("trunk")))], target, OPTIONS)
        if name == "without":
            shutil.rmtree(target / made.MEMORY)
        longer = write(tmp_path, "two.dump", revision(1, node("trunk")), revision(2, node("trunk/d")))
        assert update([longer], target, OPTIONS)[1] == 0
        assert git(target, "for-each-ref") == ""


def test_objects_that_are_gone_are_made_again(tmp_path: Path, past: Path, expected: object):
    """Somebody removed the ref of a deleted branch, and its objects with it; a later copy needs them."""
    for line in git(past, "for-each-ref", "--format=%(refname)", "refs/archaeo/", "refs/notes/").split():
        git(past, "update-ref", "-d", line)
    git(past, "gc", "-q", "--prune=now")
    report, _ = update([tmp_path / "whole.dump"], past, OPTIONS)
    assert report.diagnostics[0].kind == "converted as a whole"
    assert "is no longer there" in report.diagnostics[0].what
    assert state(past) == expected
    assert git(past, "fsck", "--strict", "--no-dangling") == ""
