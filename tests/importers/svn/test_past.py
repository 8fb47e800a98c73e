"""Tests for archaeo/importers/svn/past.py: the trees that were written are those that are read, at any revision."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from archaeo.errors import ArchaeoError
from archaeo.importers.svn.journal import Journal
from archaeo.importers.svn.past import Past
from archaeo.tree import EXECUTABLE, PLAIN, SYMLINK, Entry, File, Tree, TreeEditor

MARK = b"8 bytes!"


def plain(entry: Entry) -> object:
    """All that is in a tree, its properties included."""
    if isinstance(entry, File):
        return (entry.mode, entry.id, dict(entry.properties))
    return dict(entry.properties), {name: plain(below) for name, below in entry.entries.items()}


def grown(chance: random.Random, count: int) -> Iterator[Tree]:
    """Trees of a history: each made from the one before, with copies of directories of any of them."""
    roots = [Tree()]
    yield roots[0]
    for _ in range(count):
        editor = TreeEditor(roots[-1])
        for _ in range(chance.randrange(4)):
            path = "/".join(chance.choice("abcdefgh\udc80") for _ in range(chance.randrange(1, 4)))
            mode, said = (
                chance.choice((PLAIN, EXECUTABLE, SYMLINK)),
                chance.choice(({}, {"k": b"v"}, {"l": b"w" * 2000})),
            )
            source = chance.choice(roots).at(chance.choice("abcdefgh"))
            try:
                match chance.randrange(5):
                    case 0:
                        editor.remove(path)
                    case 1 if source is not None:
                        editor.put(path, source, parents=True)
                    case 2:
                        editor.put(path, Tree(), parents=True)
                        editor.set_properties(path, said)
                    case _:
                        editor.put(path, File(mode, chance.randbytes(20), said), parents=True)
            except KeyError:
                pass
        roots.append(editor.tree())
        yield roots[-1]


def written(folder: Path, roots: Iterable[Tree], first: int = 0, past: Past | None = None) -> Past:
    journal = Journal(folder, past)
    for number, root in enumerate(roots, first):
        journal.add(number, root, MARK)
    journal.finish()
    return Past(folder)


@pytest.mark.parametrize("seed", range(20))
def test_trees_are_read_as_they_were_written(tmp_path: Path, seed: int):
    expected = [plain(root) for root in grown(random.Random(seed), 60)]
    past = written(tmp_path, grown(random.Random(seed), 60))
    assert [plain(past.root(number)) for number in range(61)] == expected
    assert past[7].revision == 7
    assert past[7].mark == MARK
    assert plain(past.root(10_000)) == expected[-1]


def test_written_on_from_what_was_read(tmp_path: Path):
    first = written(tmp_path / "1", grown(random.Random(1), 40))
    root = first.root(40)
    root.at("a/b")
    after = root.with_entry("a/b/new", File(PLAIN, b"n" * 20)).with_entry("copy", first.root(20))
    second = written(tmp_path / "2", [after], 41, first)
    assert plain(second.root(41)) == plain(after)
    assert [plain(second.root(n)) for n in range(41)] == [plain(first.root(n)) for n in range(41)]


def test_a_tree_is_the_same_while_somebody_has_it(tmp_path: Path):
    """What a revision did not touch is passed over by identity."""
    root = Tree().with_entry("lib/f", File(PLAIN, b"f" * 20))
    past = written(tmp_path, [root, root.with_entry("g", File(PLAIN, b"g" * 20))])
    assert past.root(0).at("lib") is past.root(1).at("lib")


def test_a_large_directory_costs_its_changes(tmp_path: Path):
    def roots() -> Iterator[Tree]:
        root = Tree({f"f{number}": File(PLAIN, b"f" * 20) for number in range(2000)})
        for number in range(4000):
            yield root
            root = root.with_entry(f"f{number % 2000}", File(PLAIN, number.to_bytes(20, "big")))

    written(tmp_path, roots())
    assert (tmp_path / "trees").stat().st_size < 2000 * 30 * 3 + 4000 * 35


@pytest.mark.parametrize("at", [0, 100, -1])
def test_damage_is_noticed(tmp_path: Path, at: int):
    written(tmp_path, grown(random.Random(2), 30))
    raw = bytearray((tmp_path / "trees").read_bytes())
    raw[at] ^= 1
    (tmp_path / "trees").write_bytes(raw)
    with pytest.raises(ArchaeoError, match="is not what was written"):
        Past(tmp_path)
