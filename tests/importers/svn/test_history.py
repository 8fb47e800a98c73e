"""Tests for archaeo/importers/svn/history.py, layout.py and filesystem.py: small dumps, and the records they give."""

from __future__ import annotations

from pathlib import Path

import pytest

from archaeo.errors import ArchaeoError
from archaeo.importers import svn
from archaeo.model import Commit, Diagnostic, Identity, ImportOptions, Record, Ref, Skipped
from archaeo.tree import EXECUTABLE, PLAIN, SYMLINK, object_id

from .dumps import Texts, dump, node, revision

STANDARD = revision(1, node("trunk"), node("branches"), node("tags"))


def records(
    tmp_path: Path, raw: bytes, layout: str = "auto", authors: dict[str, Identity] | None = None
) -> list[Record]:
    file = tmp_path / "goos.dump"
    file.write_bytes(raw)
    return list(svn.read(file, Texts(), ImportOptions(layout, authors or {})))


def told(found: list[Record]) -> list[str]:
    """The records as lines a person can read."""
    lines = []
    for record in found:
        match record:
            case Commit():
                files = " ".join(path for path, _ in record.tree.files()) if record.tree else ""
                lines.append(f"{record.key} <- {' '.join(record.parents) or '-'}: {files}")
            case Skipped():
                lines.append(f"r{record.key} {record.path or '/'}: {record.reason}")
            case Ref():
                kind = "tag " if record.tagger else ""
                lines.append(f"{record.name} = {kind}{record.target}")
            case Diagnostic():
                lines.append(f"! {record.kind}")
    return lines


def test_trunk_branch_and_untouched_tag(tmp_path: Path):
    raw = dump(
        STANDARD,
        revision(2, node("trunk/a", text=b"one")),
        revision(3, node("branches/x", copyfrom=("trunk", 2))),
        revision(4, node("branches/x/a", "change", text=b"two")),
        revision(5, node("tags/1.0", copyfrom=("branches/x", 4))),
    )
    assert told(records(tmp_path, raw)) == [
        "r1 trunk: directories only",
        "trunk@2 <- -: a",
        "r3 branches/x: unchanged copy of trunk@2",
        "branches/x@4 <- trunk@2: a",
        "r5 tags/1.0: unchanged copy of branches/x@4",
        "refs/heads/main = trunk@2",
        "refs/heads/x = branches/x@4",
        "refs/tags/1.0 = tag branches/x@4",
    ]


def test_no_layout_is_one_branch(tmp_path: Path):
    raw = dump(revision(0), revision(1, node("a", text=b"x")), revision(2, node("d")))
    assert told(records(tmp_path, raw)) == [
        "r0 /: start of the repository",
        "@1 <- -: a",
        "r2 /: directories only",
        "! empty directory",
        "refs/heads/main = @1",
    ]


def test_one_revision_on_two_branches_makes_two_commits(tmp_path: Path):
    raw = dump(STANDARD, revision(2, node("trunk/a", text=b"x"), node("branches/y"), node("branches/y/a", text=b"y")))
    assert told(records(tmp_path, raw))[1:3] == ["branches/y@2 <- -: a", "trunk@2 <- -: a"]


def test_copy_of_an_old_revision_has_the_commit_of_then_as_parent(tmp_path: Path):
    raw = dump(
        STANDARD,
        revision(2, node("trunk/a", text=b"1")),
        revision(3, node("trunk/a", "change", text=b"2")),
        revision(4, node("branches/old", copyfrom=("trunk", 2)), node("branches/old/b", text=b"b")),
    )
    assert "branches/old@4 <- trunk@2: a b" in told(records(tmp_path, raw))


@pytest.mark.parametrize(
    ("again", "grave"),
    [
        (node("trunk/a", kind="file", copyfrom=("trunk/b", 2)), False),
        (node("trunk/a", text=b"3"), True),
    ],
    ids=["copy", "new"],
)
def test_second_file_of_a_name_is_damage_unless_it_is_a_copy(tmp_path: Path, again: bytes, grave: bool):
    """As `svnadmin load` has it."""
    raw = dump(STANDARD, revision(2, node("trunk/a", text=b"1"), node("trunk/b", text=b"2")), revision(3, again))
    (said,) = (record for record in records(tmp_path, raw) if isinstance(record, Diagnostic))
    assert (said.what, said.grave) == ("adds a path that is there already", grave)


def test_node_that_does_not_say_its_kind_is_a_file_if_it_has_a_text(tmp_path: Path):
    untold = node("trunk/a", text=b"1").replace(b"Node-kind: file\n", b"")
    found = records(tmp_path, dump(STANDARD, revision(2, untold)))
    assert "trunk@2 <- -: a" in told(found)
    assert [(one.what, one.grave) for one in found if isinstance(one, Diagnostic)] == [
        ("is added without a kind", True)
    ]


def test_node_without_kind_and_text_changes_nothing(tmp_path: Path):
    untold = node("trunk/a").replace(b"Node-kind: dir\n", b"")
    found = records(tmp_path, dump(STANDARD, revision(2, node("trunk/a", text=b"1")), revision(3, untold)))
    assert [line for line in told(found) if "<-" in line] == ["trunk@2 <- -: a"]
    said = [(one.what, one.grave) for one in found if isinstance(one, Diagnostic)]
    assert said == [("is added without a kind, a text or a source", False)]


def test_text_for_a_directory_is_not_lost_in_silence(tmp_path: Path):
    found = records(tmp_path, dump(STANDARD, revision(2, node("trunk", "change", "file", text=b"1"))))
    said = [(one.what, one.grave) for one in found if isinstance(one, Diagnostic)]
    assert said == [("gives a text to a directory", True)]


@pytest.mark.parametrize("checksum", [None, {"Text-copy-source-md5": "0" * 32}])
def test_directory_that_is_copied_as_a_file_stays_a_directory(tmp_path: Path, checksum: dict[str, str] | None):
    """`svnadmin load` does the same, but where it wants to see a file's checksum."""
    copy = node("trunk/e", kind="file", copyfrom=("trunk/d", 2), headers=checksum)
    found = records(
        tmp_path, dump(STANDARD, revision(2, node("trunk/d"), node("trunk/d/a", text=b"1")), revision(3, copy))
    )
    assert "trunk@3 <- trunk@2: d/a e/a" in told(found)
    assert [one.grave for one in found if isinstance(one, Diagnostic)] == [checksum is not None]


def test_copy_of_a_mixed_working_copy_is_the_state_it_adds_up_to(tmp_path: Path):
    raw = dump(
        STANDARD,
        revision(2, node("trunk/a", text=b"1"), node("trunk/b", text=b"1")),
        revision(3, node("trunk/a", "change", text=b"2")),
        revision(
            4, node("tags/t", copyfrom=("trunk", 2)), node("tags/t/a", "replace", "file", copyfrom=("trunk/a", 3))
        ),
    )
    assert "r4 tags/t: unchanged copy of trunk@3" in told(records(tmp_path, raw))


def test_copy_of_a_working_copy_with_files_deleted_later_is_the_state_it_adds_up_to(tmp_path: Path):
    """What a working copy lost since the revision of its root is told without any revision."""
    raw = dump(
        STANDARD,
        revision(2, node("trunk/a", text=b"1"), node("trunk/b", text=b"1"), node("trunk/c", text=b"1")),
        revision(3, node("trunk/a", "change", text=b"2")),
        revision(4, node("trunk/b", "delete")),
        revision(
            5,
            node("branches/x", copyfrom=("trunk", 2)),
            node("branches/x/a", "replace", "file", copyfrom=("trunk/a", 3)),
            node("branches/x/b", "delete"),
        ),
        revision(6, node("branches/x/c", "change", text=b"2")),
    )
    found = told(records(tmp_path, raw))
    assert "r5 branches/x: unchanged copy of trunk@4" in found
    assert "branches/x@6 <- trunk@4: a c" in found


def test_branch_filled_child_by_child_comes_from_where_all_children_come_from(tmp_path: Path):
    raw = dump(
        STANDARD,
        revision(2, node("trunk/a", text=b"1"), node("trunk/b", text=b"2")),
        revision(
            3,
            node("branches/x"),
            node("branches/x/a", kind="file", copyfrom=("trunk/a", 2)),
            node("branches/x/b", kind="file", copyfrom=("trunk/b", 2)),
            node("branches/x/c", text=b"3"),
        ),
    )
    assert "branches/x@3 <- trunk@2: a b c" in told(records(tmp_path, raw))


def test_copy_of_a_subdirectory_has_the_branch_it_lay_in_as_parent(tmp_path: Path):
    raw = dump(
        STANDARD,
        revision(2, node("trunk/lib"), node("trunk/lib/a", text=b"1"), node("trunk/b", text=b"2")),
        revision(3, node("tags/lib-1", copyfrom=("trunk/lib", 2))),
    )
    found = told(records(tmp_path, raw))
    assert "tags/lib-1@3 <- trunk@2: a" in found
    assert "refs/tags/lib-1 = tag tags/lib-1@3" in found


def test_rename_of_the_directory_above_branches(tmp_path: Path):
    raw = dump(
        STANDARD,
        revision(2, node("branches/x"), node("branches/x/a", text=b"1")),
        revision(3, node("tags", "delete"), node("tags", copyfrom=("branches", 2)), node("branches", "delete")),
    )
    found = told(records(tmp_path, raw))
    assert "r3 tags/x: unchanged copy of branches/x@2" in found
    assert "refs/archaeo/deleted/branches/x@r3 = branches/x@2" in found


def test_deleted_and_recreated_branch_has_two_lives(tmp_path: Path):
    raw = dump(
        STANDARD,
        revision(2, node("branches/x"), node("branches/x/a", text=b"old")),
        revision(3, node("branches/x", "delete")),
        revision(4, node("branches/x"), node("branches/x/b", text=b"new")),
    )
    assert told(records(tmp_path, raw))[1:] == [
        "branches/x@2 <- -: a",
        "r3 branches/x: deleted",
        "branches/x@4 <- -: b",
        "refs/archaeo/deleted/branches/x@r3 = branches/x@2",
        "refs/heads/x = branches/x@4",
    ]


def test_trunk_lost_and_added_again_is_joined_through_the_loss(tmp_path: Path):
    files = [node(f"trunk/{name}", text=name.encode()) for name in "abc"]
    raw = dump(
        revision(1, node("trunk"), *files),
        revision(2, node("trunk", "delete"), log=b"disk died"),
        revision(3, node("trunk"), *files[:2], node("trunk/c", text=b"newer"), log=b"back from my laptop"),
    )
    assert told(records(tmp_path, raw)) == [
        "trunk@1 <- -: a b c",
        "r2 trunk: deleted",
        "trunk@2 <- trunk@1: ",
        "trunk@3 <- trunk@2 trunk@1: a b c",
        "refs/archaeo/deleted/trunk@r2 = trunk@1",
        "refs/heads/main = trunk@3",
    ]


def test_branch_replaced_by_the_very_tree_it_had_begins_a_new_life(tmp_path: Path):
    raw = dump(
        STANDARD,
        revision(2, node("trunk/a", text=b"1")),
        revision(3, node("branches/x", copyfrom=("trunk", 2))),
        revision(4, node("branches/x", "replace", copyfrom=("trunk", 3))),
    )
    assert told(records(tmp_path, raw))[2:] == [
        "r3 branches/x: unchanged copy of trunk@2",
        "r4 branches/x: replaced",
        "r4 branches/x: unchanged copy of trunk@3",
        "refs/heads/main = trunk@2",
        "refs/archaeo/deleted/branches/x@r4 = trunk@2",
        "refs/heads/x = trunk@2",
    ]


def test_copy_of_a_trunk_without_files(tmp_path: Path):
    raw = dump(
        STANDARD, revision(2, node("branches/x", copyfrom=("trunk", 1))), revision(3, node("branches/x/a", text=b"1"))
    )
    assert told(records(tmp_path, raw))[1:3] == ["r2 branches/x: directories only", "branches/x@3 <- -: a"]


def test_copy_emptied_in_the_same_revision_is_a_commit_without_files(tmp_path: Path):
    raw = dump(
        STANDARD,
        revision(2, node("trunk/a", text=b"1")),
        revision(3, node("branches/x", copyfrom=("trunk", 2)), node("branches/x/a", "delete")),
    )
    assert "branches/x@3 <- trunk@2: " in told(records(tmp_path, raw))


def test_trunk_emptied_is_a_commit_without_files(tmp_path: Path):
    raw = dump(STANDARD, revision(2, node("trunk/a", text=b"1")), revision(3, node("trunk/a", "delete")))
    assert "trunk@3 <- trunk@2: " in told(records(tmp_path, raw))


def test_what_lies_outside_every_branch_is_kept_apart(tmp_path: Path):
    raw = dump(STANDARD, revision(2, node("README", text=b"hello"), node("trunk/a", text=b"1")))
    found = told(records(tmp_path, raw))
    assert "outside:@2 <- -: README" in found
    assert "refs/archaeo/outside = outside:@2" in found


def test_file_among_the_branches_is_outside(tmp_path: Path):
    raw = dump(STANDARD, revision(2, node("branches/README", text=b"how to branch")))
    assert "outside:@2 <- -: branches/README" in told(records(tmp_path, raw))


def test_date_of_revision_0_is_no_date_of_the_history(tmp_path: Path):
    raw = dump(revision(0, date=b"2026-01-01T00:00:00Z"), revision(1, node("a", text=b"1")))
    assert not [line for line in told(records(tmp_path, raw)) if line.startswith("!")]


def test_developed_at_the_root_then_moved_to_trunk_keeps_its_past(tmp_path: Path):
    raw = dump(
        revision(1, node("a", text=b"1")),
        revision(2, node("trunk"), node("trunk/a", kind="file", copyfrom=("a", 1)), node("a", "delete")),
        revision(3, node("trunk/b", text=b"2")),
    )
    found = told(records(tmp_path, raw))
    assert "trunk@2 <- @1: a" in found
    assert "trunk@3 <- trunk@2: a b" in found


def test_modes_follow_properties_and_survive_copies(tmp_path: Path):
    raw = dump(
        revision(
            1,
            node("run", text=b"#!/bin/sh\n", props={"svn:executable": b"*"}),
            node("link", text=b"link target", props={"svn:special": b"*"}),
            node("odd", text=b"fifo", props={"svn:special": b"*", "svn:executable": b"*"}),
        ),
        revision(2, node("run2", kind="file", copyfrom=("run", 1)), node("link", "change", "file", props={})),
        revision(3, node("run2", "change", "file", props={})),
    )
    first, second, third = (record.tree for record in records(tmp_path, raw, "single") if isinstance(record, Commit))
    assert [(path, file.mode) for path, file in first.files()] == [
        ("link", SYMLINK),
        ("odd", PLAIN),
        ("run", EXECUTABLE),
    ]
    assert second.at("run2").mode == EXECUTABLE
    assert second.at("link").mode == PLAIN
    assert (first.at("link").id, second.at("link").id) == (
        object_id(b"blob", b"target"),
        object_id(b"blob", b"link target"),
    )
    assert third.at("run2").mode == PLAIN


def test_delta_dump_applies_to_the_predecessor_and_to_the_copy_source(tmp_path: Path):
    append = b"SVN\0" + bytes([0, 4, 8, 3, 4, 0b00000100, 0, 0b10000100]) + b"more"
    plain = b"SVN\0" + bytes([0, 0, 4, 1, 4, 0b10000100]) + b"text"
    delta = {"Text-delta": "true", "Prop-delta": "true"}
    raw = dump(
        revision(1, node("a", text=plain, headers=delta)),
        revision(2, node("b", text=append, copyfrom=("a", 1), headers=delta)),
        revision(3, node("a", "change", text=append, headers=delta)),
        version=3,
    )
    texts = Texts()
    file = tmp_path / "goos.dump"
    file.write_bytes(raw)
    trees = [record.tree for record in svn.read(file, texts, ImportOptions()) if isinstance(record, Commit)]
    assert texts[trees[0].at("a").id] == b"text"
    assert texts[trees[1].at("b").id] == b"textmore"
    assert texts[trees[2].at("a").id] == b"textmore"


def test_wrong_checksum_is_reported_with_revision_and_path(tmp_path: Path):
    raw = dump(revision(1, node("a", text=b"x"))).replace(
        b"Text-content-md5: 9dd4e461268c8034f5c8564e155c67a6", b"Text-content-md5: " + b"0" * 32
    )
    (said,) = (record for record in records(tmp_path, raw) if isinstance(record, Diagnostic))
    assert str(said) == (
        "goos.dump: revision 1, 'a': MD5 of the text is 9dd4e461268c8034f5c8564e155c67a6, the dump says "
        "00000000000000000000000000000000; kept as it is in the dump"
    )
    assert said.grave


def test_partial_dump_says_what_it_lacks_and_keeps_the_rest(tmp_path: Path):
    raw = dump(
        revision(
            700, node("b", text=b"with text", copyfrom=("a", 650)), node("c", copyfrom=("d", 3)), node("c/x", text=b"1")
        )
    )
    found = records(tmp_path, raw)
    kinds = [record.kind for record in found if isinstance(record, Diagnostic)]
    assert kinds == ["missing copy source", "missing copy source"]
    assert "@700 <- -: b c/x" in told(found)


def test_cut_dump_converts_what_is_whole(tmp_path: Path):
    raw = dump(revision(1, node("a", text=b"x")), revision(2, node("b", text=b"a longer text")))[:-9]
    found = records(tmp_path, raw)
    (said,) = (record for record in found if isinstance(record, Diagnostic))
    assert (said.kind, said.done, said.grave) == ("cut short", "converted up to revision 1", True)
    assert told(found)[-1] == "refs/heads/main = @1"


def test_messages_authors_and_dates_that_are_odd(tmp_path: Path):
    raw = dump(
        revision(1, node("a", text=b"1"), log="für Zoë".encode("latin-1"), author=b""),
        revision(2, node("a", "change", text=b"2"), date=b"2012-02-31T00:00:00Z", author=b"bo"),
    )
    found = records(tmp_path, raw, authors={"bo": Identity("Bo Berg", "bo@example.org")})
    first, second = (record for record in found if isinstance(record, Commit))
    assert first.message == "für Zoë"
    assert first.author.name == "(no author)"
    assert second.author == Identity("Bo Berg", "bo@example.org")
    assert second.date == first.date
    assert [record.kind for record in found if isinstance(record, Diagnostic)] == [
        "guessed encoding",
        "impossible date",
    ]


def test_layout_by_hand(tmp_path: Path):
    raw = dump(
        revision(1, node("proj"), node("proj/trunk"), node("proj/trunk/a", text=b"1"), node("proj/tags")),
        revision(2, node("proj/tags/v1", copyfrom=("proj/trunk", 1))),
    )
    found = told(records(tmp_path, raw, "proj/trunk,proj/branches/*,proj/tags/*"))
    assert found[-2:] == ["refs/heads/main = proj/trunk@1", "refs/tags/v1 = tag proj/trunk@1"]


def test_several_projects_have_a_main_each(tmp_path: Path):
    raw = dump(
        revision(1, *(node(path) for path in ("p", "p/trunk", "q", "q/trunk"))),
        revision(2, node("p/trunk/a", text=b"1"), node("q/trunk/b", text=b"2")),
    )
    refs = [line for line in told(records(tmp_path, raw, "*/trunk,*/branches/*")) if line.startswith("refs/")]
    assert refs == ["refs/heads/p/main = p/trunk@2", "refs/heads/q/main = q/trunk@2"]


def test_layout_that_names_nothing_is_refused(tmp_path: Path):
    with pytest.raises(ArchaeoError, match="layout ',' names no branch root; say auto, std, single"):
        records(tmp_path, dump(STANDARD), ",")


def test_names_that_git_refuses_and_names_that_clash(tmp_path: Path):
    raw = dump(
        STANDARD,
        revision(
            2,
            *(node(f"branches/{name}") for name in ("rel 1.0", "x.lock", "main")),
            *(node(f"branches/{name}/a", text=b"1") for name in ("rel 1.0", "x.lock", "main")),
            node("trunk/a", text=b"2"),
        ),
    )
    refs = {line for line in told(records(tmp_path, raw)) if line.startswith("refs/")}
    assert refs == {
        "refs/heads/main = trunk@2",
        "refs/heads/main%2 = branches/main@2",
        "refs/heads/rel%201.0 = branches/rel 1.0@2",
        "refs/heads/x%2Elock = branches/x.lock@2",
    }


def test_a_branch_named_like_the_directory_of_another(tmp_path: Path):
    paths = ("x", "x/y", "x/y/trunk", "z", "z/trunk", "z/branches", "z/branches/main")
    raw = dump(
        revision(1, *map(node, paths), *(node(f"{path}/a", text=b"1") for path in ("x/y/trunk", "z/branches/main"))),
        revision(2, node("z/trunk/b", text=b"2")),
    )
    layout = "z/trunk,x/y/trunk,z/branches/*,x"
    refs = [line for line in told(records(tmp_path, raw, layout)) if line.startswith("refs/heads")]
    assert len(refs) == 4


def test_root_in_a_root_asked_for_by_hand_is_a_branch_and_a_part_of_the_other(tmp_path: Path):
    raw = dump(
        STANDARD,
        revision(2, node("trunk/a", text=b"1")),
        revision(3, node("branches/ann"), node("branches/ann/x", copyfrom=("trunk", 2))),
        revision(4, node("branches/ann/x/a", "change", text=b"2"), node("branches/ann/read", text=b"3")),
        revision(5, node("branches/bob", copyfrom=("branches/ann", 4))),
        revision(6, node("branches/bob/x/a", "change", text=b"5")),
    )
    found = told(records(tmp_path, raw, "trunk,branches/*,branches/ann/*"))
    assert [line for line in found if "<-" in line] == [
        "trunk@2 <- -: a",
        "branches/ann@3 <- -: x/a",
        "branches/ann@4 <- branches/ann@3: read x/a",
        "branches/ann/x@4 <- trunk@2: a",
        "branches/bob@6 <- branches/ann@4: read x/a",
    ]


def test_folder_among_branches_is_a_part_of_their_names(tmp_path: Path):
    people = [node("branches/ann"), node("branches/bob")]
    copies = [node(f"branches/{who}/fix", copyfrom=("trunk", 2)) for who in ("ann", "bob")]
    raw = dump(STANDARD, revision(2, node("trunk/a", text=b"1")), revision(3, *people), revision(4, *copies))
    refs = [record for record in records(tmp_path, raw) if isinstance(record, Ref) and "plain" not in record.name]
    assert [ref.name for ref in refs] == ["refs/heads/main", "refs/heads/ann/fix", "refs/heads/bob/fix"]
    assert {ref.project for ref in refs} == {""}


def test_a_copy_of_a_directory_without_files_has_no_ref(tmp_path: Path):
    raw = dump(
        STANDARD,
        revision(2, node("trunk/a", text=b"1"), node("trunk/empty")),
        revision(3, node("tags/nothing", copyfrom=("trunk/empty", 2))),
    )
    assert not [line for line in told(records(tmp_path, raw)) if line.startswith("refs/tags")]


def test_property_change_alone_is_accounted_for(tmp_path: Path):
    raw = dump(STANDARD, revision(2, node("trunk", "change", props={"bugtraq:label": b"bug"})))
    assert told(records(tmp_path, raw))[1] == "r2 trunk: properties only"


def test_file_in_the_place_of_the_root_is_left_out(tmp_path: Path):
    found = records(tmp_path, dump(revision(1, node("", text=b"x")), revision(2, node("a", text=b"1"))))
    assert [record.what for record in found if isinstance(record, Diagnostic)] == [
        "makes a file of the repository's root"
    ]
    assert "@2 <- -: a" in told(found)


@pytest.mark.parametrize("length", [10, 2000])
def test_properties_said_again_as_they_were(tmp_path: Path, length: int):
    """Short blocks are shared, long ones are not; what is made of a revision is the same for both."""
    said = {"a": b"x" * length}
    raw = dump(
        revision(1, node("trunk", props=said), node("trunk/f", text=b"1", props=said)),
        revision(2, node("trunk", "change", "dir", props=said)),
        revision(3, node("trunk/f", "change", "file", props=said)),
    )
    assert told(records(tmp_path, raw, "std"))[1:3] == ["r2 /: directories only", "r3 /: no change of any file"]
