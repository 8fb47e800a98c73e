"""Tests for archaeo/analyzers/ownership.py and _lines.py."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archaeo.analyzers._lines import kept, lines_of
from archaeo.analyzers.ownership import Survival, follow, half_life
from archaeo.analyzers.secrets import Watch
from archaeo.errors import ArchaeoError
from archaeo.model import Change, Commit, Identity
from archaeo.shelf import Shelf
from tests.analyzers.histories import history


def reader(texts: dict[tuple[str, str], bytes]) -> Callable[[str, str], bytes]:
    def read(key: str, path: str) -> bytes:
        if (key, path) not in texts:
            raise ArchaeoError("not here")
        return texts[key, path]

    return read


def told(drawing: str | list[Commit], texts: dict[str, bytes], **options: str) -> Survival:
    """Follow a drawn history; texts by ``c0 path``."""
    commits = history(drawing) if isinstance(drawing, str) else drawing
    return follow(commits, commits[-1].key, reader({tuple(k.split(" ")): v for k, v in texts.items()}), **options)


def test_a_line_that_stays_is_its_first_author_s() -> None:
    survival = told(
        "2001-01-01 Eve: A a.c\n2003-01-01 Bob: M a.c\n2004-06-01 Eve: A b.c",
        {"c0 a.c": b"one\ntwo\nthree\n", "c1 a.c": b"one\n2\nthree\nfour\n", "c2 b.c": b"x\n"},
    )
    assert survival.people == (("Eve", 3), ("Bob", 2))
    assert [str(day) for day in survival.samples] == ["2001-12-31", "2003-12-31", "2004-06-01"]
    assert survival.cohorts == ((2001, (3, 2, 2)), (2003, (0, 2, 2)), (2004, (0, 0, 1)))
    assert survival.files == (("a.c", 4, (("Bob", 2), ("Eve", 2))), ("b.c", 1, (("Eve", 1),)))
    assert (survival.lines, survival.written) == (5, 6)


def test_moved_file_keeps_its_lines_also_when_it_was_changed() -> None:
    texts = {"c0 a.c": b"1\n2\n3\n4\n", "c1 src/b.c": b"1\n2\nx\n4\n"}
    recorded = told("2001-01-01 Eve: A a.c\n2002-01-01 Bob: A src/b.c < a.c, D a.c", texts)
    found = told("2001-01-01 Eve: A a.c\n2002-01-01 Bob: A src/b.c, D a.c", texts)
    assert recorded.people == found.people == (("Eve", 3), ("Bob", 1))
    assert recorded.folders == (("src", 4, "Eve", 3),)


def test_many_moved_and_edited_at_once_keep_their_lines_by_name() -> None:
    old = {f"c0 lib{n % 7}/f{n}.c": f"{n}\na\nb\nc\nlib\n".encode() for n in range(80)}
    new = {f"c1 new/lib{n % 7}/f{n}.c": f"{n}\na\nb\nc\nnew\n".encode() for n in range(80)}
    first = ", ".join(f"A lib{n % 7}/f{n}.c" for n in range(80))
    moved = ", ".join(f"D lib{n % 7}/f{n}.c, A new/lib{n % 7}/f{n}.c" for n in range(80))
    survival = told(f"2001-01-01 Eve: {first}\n2002-01-01 Bob: {moved}", old | new)
    assert survival.people == (("Eve", 320), ("Bob", 80))


def test_merge_asks_every_parent() -> None:
    commits = history("2001-01-01 Eve: A a.c\n2001-02-01 Bob: M a.c\n2001-03-01 Eve: M a.c\n2001-04-01 Eve: M a.c")
    commits[2] = replace(commits[2], parents=("c0",))
    commits[3] = replace(commits[3], parents=("c2", "c1"))
    texts = {"c0 a.c": b"m\n", "c1 a.c": b"m\nbob\n", "c2 a.c": b"eve\nm\n", "c3 a.c": b"eve\nm\nbob\n"}
    assert told(commits, texts).people == (("Eve", 2), ("Bob", 1))


def test_what_came_back_from_before_a_loss_is_as_old_as_it_was() -> None:
    """A restored trunk has the state before the loss as its second parent."""
    commits = history("2001-01-01 Eve: A a.c\n2002-01-01 adm: D a.c\n2002-02-01 Bob: A a.c")
    commits[2] = replace(commits[2], parents=("c1", "c0"))
    survival = told(commits, {"c0 a.c": b"1\n2\n", "c2 a.c": b"1\n2\n3\n"})
    assert survival.people == (("Eve", 2), ("Bob", 1))
    assert survival.cohorts == ((2001, (2, 2)), (2002, (0, 1)))
    assert survival.half_life_days is None


def test_half_life_counts_what_went_and_not_what_moved() -> None:
    texts = {"c0 a.c": b"1\n2\n", "c1 b.c": b"1\n2\n", "c2 b.c": b"x\ny\n"}
    drawing = "2001-01-01 Eve: A a.c\n2001-01-11 Eve: A b.c < a.c, D a.c\n2001-02-10 Eve: M b.c"
    assert told(drawing, texts).half_life_days == 40


def test_project_below_trunk_and_branches_beside_it() -> None:
    survival = told(
        "2001-01-01 Eve: A branches/x/a.c\n2001-01-02 Bob: A trunk/a.c < branches/x/a.c, A tags/1/a.c < trunk/a.c",
        {"c0 branches/x/a.c": b"1\n", "c1 trunk/a.c": b"1\n2\n", "c1 tags/1/a.c": b"1\n2\n"},
        root="trunk/",
        skip="tags/",
    )
    assert survival.files == (("a.c", 2, (("Bob", 1), ("Eve", 1))),)


def test_binary_unreadable_and_unwanted_files_are_left_out() -> None:
    survival = told("2001-01-01 Eve: A a.c, A b.c, A c.png", {"c0 a.c": b"\0\n", "c0 c.png": b"x\n"})
    assert (survival.lines, survival.files) == (0, ())


def test_nothing() -> None:
    assert follow([], "x", reader({})).samples == ()


@pytest.mark.parametrize("seed", range(8))
def test_every_line_is_of_the_change_that_wrote_it(seed: int) -> None:
    """Lines that name their author are edited, inserted, deleted at random; every one must keep its name."""
    chance = random.Random(seed)
    people = ["Eve", "Bob", "Ann"]
    text: list[str] = []
    texts, drawing = {}, []
    for number in range(60):
        who = chance.choice(people)
        for edit in range(chance.randint(1, 6)):
            at = chance.randint(0, len(text))
            if text and chance.random() < 0.4:
                del text[at : at + chance.randint(1, 4)]
            text[at:at] = [f"{who} {number} {edit} {n}" for n in range(chance.randint(1, 5))]
        drawing.append(f"2001-01-{1 + number // 3:02} {who}: {'M' if number else 'A'} a.c")
        texts[f"c{number} a.c"] = "\n".join(text).encode()
    assert Counter(dict(told("\n".join(drawing), texts).people)) == Counter(line.split()[0] for line in text)


@pytest.mark.parametrize("seed", range(20))
def test_kept_lines_are_equal_and_in_order(seed: int) -> None:
    chance = random.Random(seed)
    old = [chance.choice("abcdefgh") * chance.randint(1, 3) for _ in range(chance.randint(0, 80))]
    new = [line for line in old if chance.random() > 0.3]
    for _ in range(chance.randint(0, 20)):
        new.insert(chance.randint(0, len(new)), chance.choice("abcxyz"))
    blocks = kept(lines_of("\n".join(old).encode()), lines_of("\n".join(new).encode()))
    end_a = end_b = 0
    for a, b, size in blocks:
        assert size > 0 and a >= end_a and b >= end_b
        assert old[a : a + size] == new[b : b + size]
        end_a, end_b = a + size, b + size


def test_half_life_of_what_never_died_is_not_known() -> None:
    assert half_life(Counter(), Counter({100: 5})) is None


def _random_history(chance: random.Random) -> tuple[list[Commit], dict[tuple[str, str], bytes]]:
    """Draw commits on up to three lines that part, are merged, and lose, move and edit files."""
    commits: list[Commit] = []
    trees: dict[str, dict[str, bytes]] = {}
    texts: dict[tuple[str, str], bytes] = {}
    tips: list[str] = []
    for number in range(40):
        key = f"c{number}"
        parents = [chance.choice(tips)] if tips else []
        if len(tips) > 1 and chance.random() < 0.2:
            parents = chance.sample(tips, 2)
        before = trees[parents[0]] if parents else {}
        tree = dict(before)
        if len(parents) == 2:
            tree |= trees[parents[1]]
        for _ in range(chance.randint(1, 3)):
            path = f"f{chance.randint(0, 5)}.c"
            lines = tree.get(path, b"").split(b"\n")[:12]
            what = chance.random()
            if what < 0.15:
                tree.pop(path, None)
            elif what < 0.3 and path in tree:
                tree[f"moved{number}.c"] = tree.pop(path)
            else:
                lines.insert(chance.randint(0, len(lines)), f"{number} password = 'abc{chance.random()}'".encode())
                tree[path] = b"\n".join(lines)
        changes = [Change("D", path) for path in sorted(before.keys() - tree.keys())]
        for path in sorted(tree):
            if tree[path] != before.get(path):
                action = "M" if path in before else "A"
                changes.append(Change(action, path, None, hashlib.sha1(tree[path]).digest()))
                texts[key, path] = tree[path]
        date = datetime(2001 + number // 15, 1 + number % 12, 1, tzinfo=UTC)
        who = Identity(chance.choice(["Eve", "Bob"]))
        commits.append(Commit(key, "main", tuple(parents), who, date, "", tuple(changes)))
        trees[key] = tree
        tips = [tip for tip in tips if tip not in parents or chance.random() < 0.2] + [key]
    return commits, texts


@pytest.mark.parametrize("seed", range(12))
def test_following_that_goes_on_from_what_was_kept_finds_the_same(seed: int, tmp_path: Path) -> None:
    commits, texts = _random_history(random.Random(seed))
    went_on = 0
    for end in range(5, len(commits), 3):
        plain, watched = Watch(), Watch()
        read: list[str] = []

        def counted(key: str, path: str, read: list[str] = read) -> bytes:
            read.append(key)
            return texts[key, path]

        shelf = Shelf(tmp_path / "followed.shelf")
        found = follow(commits[:end], commits[end - 1].key, counted, onlooker=watched, kept=shelf)
        shelf.save()
        went_on += "c0" not in read
        assert found == follow(commits[:end], commits[end - 1].key, reader(texts), onlooker=plain)
        assert watched.found() == plain.found()
    assert went_on, "what was kept was never used"


def test_what_was_kept_of_another_past_is_not_used(tmp_path: Path) -> None:
    """A date that a person put right moves lines to another year."""
    commits, texts = _random_history(random.Random(1))
    shelf = Shelf(tmp_path / "followed.shelf")
    follow(commits[:20], commits[19].key, reader(texts), kept=shelf)
    shelf.save()
    commits[0] = replace(commits[0], date=datetime(1999, 1, 1, tzinfo=UTC))
    for one in (commits, [replace(commit, changes=commit.changes[1:]) for commit in commits]):
        again = follow(one, one[-1].key, reader(texts), kept=Shelf(tmp_path / "followed.shelf"))
        assert again == follow(one, one[-1].key, reader(texts))
