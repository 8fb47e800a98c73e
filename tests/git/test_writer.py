"""Tests for archaeo/git/writer.py and pack.py: git itself judges what they write."""

from __future__ import annotations

import itertools
import random
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pygit2
import pytest

from archaeo.git import delta
from archaeo.git.pack import BLOB, PackWriter, _Recent
from archaeo.git.writer import Writer, identity_line
from archaeo.model import Commit, Hints, Identity, Ref
from archaeo.tree import EXECUTABLE, PLAIN, SYMLINK, File, Tree, TreeEditor

ANN = Identity("Ann", "ann@example.org")
DAY = datetime(2009, 3, 2, 14, 5, 6, 999, tzinfo=UTC)


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", folder, *words], capture_output=True, text=True, check=True).stdout


def commit(key: str, tree: Tree, *parents: str, message: str = "a change") -> Commit:
    return Commit(key, "trunk@1", parents, ANN, DAY, message, tree=tree)


def test_repository_passes_fsck_and_has_one_pack(tmp_path: Path):
    writer = Writer(tmp_path / "r.git")
    tree = Tree({"a": File(PLAIN, writer.put(b"one\n")), "run": File(EXECUTABLE, writer.put(b"#!/bin/sh\n"))})
    writer.commit(commit("1", tree))
    second = tree.with_entry("d/link", File(SYMLINK, writer.put(b"../a")))
    writer.commit(commit("2", second, "1"))
    writer.ref(Ref("refs/heads/main", "2"))
    writer.ref(Ref("refs/tags/v1", "1", "", ANN, DAY, "first"))
    writer.finish()
    repository = tmp_path / "r.git"
    assert git(repository, "fsck", "--strict", "--no-dangling") == ""
    assert git(repository, "count-objects", "-v").split("\n")[0] == "count: 0"
    assert git(repository, "ls-tree", "-r", "--format=%(objectmode) %(path)", "main") == (
        "100644 a\n120000 d/link\n100755 run\n"
    )
    assert git(repository, "cat-file", "-t", "v1") == "tag\n"
    assert git(repository, "log", "-1", "--format=%an <%ae> %aI %s", "v1") == (
        "Ann <ann@example.org> 2009-03-02T14:05:06+00:00 a change\n"
    )


def test_same_records_same_bytes(tmp_path: Path):
    for name in ("one", "two"):
        writer = Writer(tmp_path / name)
        writer.commit(commit("1", Tree({"a": File(PLAIN, writer.put(b"one\n"))})))
        writer.ref(Ref("refs/heads/main", "1"))
        writer.finish()
    one, two = ({f.name: f.read_bytes() for f in (tmp_path / n).rglob("*") if f.is_file()} for n in ("one", "two"))
    assert one == two


def test_deltas_of_texts_and_trees_read_back_by_git(tmp_path: Path):
    """A thousand random edits of a tree: git reads the same trees and texts out of the chains of deltas."""
    chance = random.Random(7)
    writer = Writer(tmp_path / "r.git")
    texts = {f"d{n % 7}/f{n}.f": b"".join(b"%d line %d\n" % (n, i) for i in range(40)) for n in range(60)}
    editor = TreeEditor(Tree())
    ids = {}
    for path, text in texts.items():
        ids[path] = writer.put(text)
        editor.put(path, File(PLAIN, ids[path]), parents=True)
    writer.commit(commit("0", editor.tree()))
    for number in range(1, 300):
        for path in chance.sample(sorted(texts), 3):
            lines = texts[path].split(b"\n")
            at = chance.randrange(len(lines))
            lines[at : at + chance.randrange(3)] = [b"edit %d of line %d" % (number, at)] * chance.randrange(3)
            texts[path] = b"\n".join(lines)
            if chance.random() < 0.1:
                editor.remove(path)
                del texts[path]
                texts[f"new{number}"] = b"new %d\n" % number
                path = f"new{number}"
            ids[path] = writer.put(texts[path], ids.get(path))
            editor.put(path, File(PLAIN, ids[path]), parents=True)
        writer.commit(commit(str(number), editor.tree(), str(number - 1)))
    writer.ref(Ref("refs/heads/main", "299"))
    writer.finish()
    folder = tmp_path / "r.git"
    assert git(folder, "fsck", "--strict", "--full", "--no-dangling") == ""
    repository = pygit2.Repository(str(folder))
    found = {}
    for line in git(folder, "ls-tree", "-r", "main").splitlines():
        meta, path = line.split("\t")
        found[path] = repository[meta.split()[2]].data
    assert found == texts
    (pack,) = (folder / "objects" / "pack").glob("*.pack")
    chains = git(folder, "verify-pack", "-v", str(pack.with_suffix(".idx")))
    assert "chain length = 5" in chains


def test_pack_reads_back_what_it_wrote_when_it_is_no_longer_remembered(tmp_path: Path):
    pack = PackWriter(tmp_path / "x.pack")
    base = b"".join(b"line %d\n" % number for number in range(500))
    first = pack.add(BLOB, base)
    second = pack.add(BLOB, base + b"more\n", first)
    pack._recent._kept.clear()
    assert pack.content(second) == base + b"more\n"
    assert pack.content(first) == base


def packed(path: Path, texts: list[bytes]) -> int:
    """Give the size of the pack of texts of which a source says that they have nothing in common."""
    writer = PackWriter(path)
    base = writer.add(BLOB, texts[0])
    for before, text in itertools.pairwise(texts):
        base = writer.add(BLOB, text, base, Hints(copies=(), base_size=len(before)))
    writer.finish()
    return path.stat().st_size


def test_crude_deltas_of_a_source_are_made_anew(tmp_path: Path):
    lines = random.Random(1).sample([b"line %d of many\n" % number for number in range(10_000)], 400)
    texts = []
    for version in range(200):
        lines[version], lines[-version - 1] = b"first %d\n" % version, b"last %d\n" % version
        texts.append(b"".join(lines))
    assert packed(tmp_path / "archaeo.pack", texts) < sum(map(len, texts)) / 20


@pytest.mark.usefixtures("plain_core")
def test_search_is_given_up_where_the_deltas_of_a_source_are_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    searched: list[int] = []
    monkeypatch.setattr(delta, "make", lambda base, target, limit: searched.append(limit))
    texts = [random.Random(version).randbytes(2000) for version in range(200)]
    packed(tmp_path / "archaeo.pack", texts)
    assert len(searched) < 40


def test_what_was_replaced_is_the_first_to_leave_the_cache():
    recent: _Recent[bytes] = _Recent(8000)
    for name in (b"a", b"b", b"c"):
        recent.put(name, bytes(1000))
    recent.put(b"d", bytes(1000), b"c")
    for name in (b"e", b"f", b"g"):
        recent.put(name, bytes(1000))
    assert [recent.get(name) is not None for name in (b"c", b"a", b"d")] == [False, True, True]


def test_conversion_without_a_commit_is_an_empty_repository(tmp_path: Path):
    writer = Writer(tmp_path / "r.git")
    writer.finish()
    assert git(tmp_path / "r.git", "rev-list", "--all", "--count") == "0\n"


def test_notes_are_found_by_git(tmp_path: Path):
    writer = Writer(tmp_path / "r.git")
    record = commit("1", Tree({"a": File(PLAIN, writer.put(b"one\n"))}))
    writer.commit(Commit(**{name: getattr(record, name) for name in record.__slots__} | {"note": "revision 1"}))
    writer.ref(Ref("refs/heads/main", "1"))
    writer.finish()
    assert git(tmp_path / "r.git", "log", "-1", "--format=%N", "--notes=svn", "main").strip() == "revision 1"


@pytest.mark.parametrize(
    ("who", "date", "line"),
    [
        (Identity("a <b>\nc", "x y<z>"), DAY, b"a bc <x yz> 1236002706 +0000"),
        (Identity("", ""), DAY - timedelta(days=36500), b"unknown <> 0 +0000"),
        (ANN, DAY.astimezone(timezone(-timedelta(hours=3, minutes=30))), b"Ann <ann@example.org> 1236002706 -0330"),
    ],
)
def test_identity_line_holds_nothing_that_git_refuses(who: Identity, date: datetime, line: bytes):
    assert identity_line(who, date) == line
