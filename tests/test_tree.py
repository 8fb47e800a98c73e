"""Tests for archaeo/tree.py."""

from __future__ import annotations

import random

import pytest

from archaeo.tree import (
    EMPTY,
    EMPTY_TREE_ID,
    EXECUTABLE,
    PLAIN,
    File,
    Tree,
    TreeEditor,
    TreeWriter,
    diff,
    git_id,
    object_id,
    write,
)

A = File(PLAIN, object_id(b"blob", b"a\n"))
B = File(EXECUTABLE, object_id(b"blob", b"b\n"))


def tree(**entries: object) -> Tree:
    """A tree from paths in which ``__`` stands for ``/``."""
    made = EMPTY
    for path, entry in entries.items():
        made = made.with_entry(path.replace("__", "/"), entry)  # type: ignore[arg-type]
    return made


def test_git_id_equals_what_git_writes():
    # printf 'a\n' > a; mkdir s; printf 'b\n' > s/b; chmod +x s/b; git add .; git write-tree
    assert git_id(tree(a=A, s__b=B)).hex() == "6ab6916ec30d707f667d6b3a4c8592a11d7f4f24"


def test_directory_sorts_as_if_its_name_ended_in_a_slash():
    """git orders ``a-b`` before the directory ``a`` (as ``a/``) before ``a0``."""
    made = Tree({"a": tree(x=A), "a0": A, "a-b": A})
    contents = []
    write(made, lambda content, *_: contents.append(content) or object_id(b"tree", content))
    names = [row.split(b" ")[-1] for row in contents[-1].split(b"\0")[:-1]]
    assert [name.rpartition(b" ")[2] for name in names] == [b"a-b", b"a", b"a0"]


def test_empty_directories_have_no_git_entry():
    assert git_id(Tree({"d": Tree({"e": Tree()})})) == EMPTY_TREE_ID
    assert git_id(Tree({"a": A, "d": Tree()})) == git_id(Tree({"a": A}))


def test_copy_shares_the_directory_and_edits_leave_it_alone():
    before = tree(trunk__a=A, trunk__d__b=B)
    editor = TreeEditor(before)
    editor.put("copy", before.at("trunk"))
    editor.put("copy/d/c", A)
    after = editor.tree()
    assert [path for path, _ in before.files()] == ["trunk/a", "trunk/d/b"]
    assert [path for path, _ in after.files()] == ["copy/a", "copy/d/b", "copy/d/c", "trunk/a", "trunk/d/b"]
    assert after.at("trunk") is before.at("trunk")


def test_replacing_a_directory_within_one_edit_forgets_what_was_opened_below_it():
    old = tree(d__a=A)
    editor = TreeEditor(old)
    editor.put("d/b", B)
    editor.put("d", tree(x=A))
    editor.put("d/y", B)
    assert [path for path, _ in editor.tree().files()] == ["d/x", "d/y"]


def test_an_editor_used_after_tree_does_not_change_the_tree_it_gave():
    editor = TreeEditor(tree(d__a=A))
    first = editor.tree()
    editor.put("d/b", B)
    assert [path for path, _ in first.files()] == ["d/a"]


def test_remove_of_nothing_is_a_key_error():
    with pytest.raises(KeyError):
        tree(a=A).without("b")


def test_diff_tells_added_changed_and_removed():
    old = tree(a=A, d__b=B, gone=A)
    new = tree(a=B, d__b=B, d__c=A)
    assert [(path, bool(x), bool(y)) for path, x, y in diff(old, new)] == [
        ("a", True, True),
        ("d/c", False, True),
        ("gone", True, False),
    ]


def test_diff_of_a_file_that_became_a_directory():
    assert [(path, bool(x), bool(y)) for path, x, y in diff(tree(a=A), tree(a__b=B))] == [
        ("a", True, False),
        ("a/b", False, True),
    ]


def test_names_that_are_not_utf8_keep_their_bytes():
    name = b"caf\xe9".decode("utf-8", "surrogateescape")
    assert git_id(Tree({name: A})) == object_id(b"tree", b"100644 caf\xe9\0" + A.id)


def test_tree_writer_gives_the_ids_of_the_plain_writer():
    """Edits, removals, directories that become files and empty ones, branches off the same state."""
    chance = random.Random(8)
    fast = TreeWriter(lambda content, *_: object_id(b"tree", content))
    states = [EMPTY]
    for number in range(400):
        before = chance.choice(states[-3:])
        editor = TreeEditor(before)
        for _ in range(chance.randrange(1, 4)):
            path = "/".join(chance.choices(["a", "a-b", "b", "c"], k=chance.randrange(1, 4)))
            if chance.random() < 0.3:
                if editor.at(path) is not None:
                    editor.remove(path)
                continue
            folder = path
            while folder := folder.rpartition("/")[0]:
                if isinstance(editor.at(folder), File):
                    editor.remove(folder)
            editor.put(path, chance.choice([A, B, File(PLAIN, bytes([number % 256]) * 20), Tree()]), parents=True)
        states.append(editor.tree())
        plain = _copy_without_ids(states[-1])
        assert fast.write(states[-1]) == git_id(plain)


def _copy_without_ids(tree: Tree) -> Tree:
    return Tree({name: _copy_without_ids(e) if isinstance(e, Tree) else e for name, e in tree.entries.items()})
