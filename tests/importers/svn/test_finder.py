"""Tests for archaeo/importers/svn/finder.py and directories.py: what a person would say after reading the log."""

from __future__ import annotations

import pytest

from archaeo.errors import ArchaeoError
from archaeo.importers.svn.directories import Directories
from archaeo.importers.svn.draft import IF_EVER
from archaeo.importers.svn.dump import read_revisions
from archaeo.importers.svn.finder import find
from archaeo.importers.svn.layout import Layout, parse, text

from .dumps import dump, node, revision


def found(*revisions: bytes) -> Layout:
    directories = Directories()
    for made in read_revisions(dump(*revisions), "goos.dump"):
        directories.add(made)
    return find(directories)


def shown(layout: Layout) -> list[str]:
    """The roots that have a directory, with their kind and last revision."""
    return [
        f"{root.kind} {root.pattern or '/'}" + ("" if root.last is None else f" to r{root.last}")
        for root in layout.roots
        if root.why != IF_EVER
    ]


def dirs(*paths: str) -> list[bytes]:
    return [node(path) for path in paths]


def file(path: str, content: bytes = b"x") -> bytes:
    return node(path, text=content)


def copied(path: str, source: str, at: int) -> bytes:
    return node(path, copyfrom=(source, at))


def moved_file(path: str, source: str, at: int) -> list[bytes]:
    return [node(path, kind="file", copyfrom=(source, at)), node(source, "delete")]


def test_standard_names_at_the_top_decide():
    layout = found(revision(1, *dirs("trunk", "src", "src/main", "src/release"), file("trunk/a"), file("src/main/b")))
    assert shown(layout) == ["trunk trunk"]
    assert layout.plain is None
    assert text(layout) == "std"


def test_a_source_tree_is_one_branch():
    layout = found(revision(1, *dirs("src", "src/main", "src/release"), file("src/main/a"), file("README")))
    assert layout.is_single
    assert text(layout) == "single"


def test_projects_side_by_side_one_of_them_without_branches():
    layout = found(
        revision(1, *dirs("fit", "fit/trunk", "fit/tags", "sim", "sim/trunk", "doc"), file("fit/trunk/a")),
        revision(2, file("sim/trunk/a"), file("doc/a"), copied("fit/tags/1.0", "fit/trunk", 1)),
    )
    assert shown(layout) == ["trunk doc", "trunk fit/trunk", "trunk sim/trunk", "tag fit/tags/*"]
    assert layout.plain is not None and layout.plain.is_single


def test_package_tags_two_levels_down():
    layout = found(
        revision(1, *dirs("Reco", "Reco/Fit", "Reco/Fit/trunk", "Reco/Fit/tags"), file("Reco/Fit/trunk/ChangeLog")),
        revision(2, copied("Reco/Fit/tags/Fit-00-00-01", "Reco/Fit/trunk", 1)),
    )
    assert shown(layout) == ["trunk Reco/Fit/trunk", "tag Reco/Fit/tags/*"]


@pytest.mark.parametrize("trunk", ["main", "head", "HEAD", "master"])
def test_main_line_of_another_name_beside_branches(trunk: str):
    layout = found(revision(1, *dirs("old", "old/p", f"old/p/{trunk}", "old/p/branches"), file(f"old/p/{trunk}/a")))
    assert shown(layout) == [f"trunk old/p/{trunk}", "branch old/p/branches/*"]


def test_main_line_of_any_name_that_is_copied_into_tags():
    layout = found(
        revision(1, *dirs("tête", "tags"), file("tête/a")),
        revision(2, copied("tags/1.0", "tête", 1)),
    )
    assert shown(layout) == ["trunk tête", "tag tags/*"]
    assert layout.plain is None, "it adds to the standard layout and takes nothing away"


def test_containers_of_other_names():
    layout = found(
        revision(1, *dirs("main", "releases", "branch"), file("main/a")),
        revision(2, copied("releases/1.0", "main", 1)),
        revision(3, copied("branch/ann", "main", 1), file("branch/ann/b")),
    )
    assert shown(layout) == ["trunk main", "branch branch/*", "tag releases/*"]


def test_misspelt_containers_beside_trunk():
    layout = found(
        revision(1, *dirs("trunk", "branchez", "tagz"), file("trunk/a")),
        revision(2, copied("branchez/x", "trunk", 1), file("branchez/x/b"), copied("tagz/1", "trunk", 1)),
    )
    assert shown(layout) == ["trunk trunk", "branch branchez/*", "tag tagz/*"]


def test_inverted_projects():
    layout = found(
        revision(1, *dirs("trunk", "trunk/p", "trunk/q", "tags", "tags/p", "tags/q")),
        revision(2, file("trunk/p/a"), file("trunk/q/b")),
        revision(3, copied("tags/p/1.0", "trunk/p", 2)),
        revision(4, copied("tags/q/2.0", "trunk/q", 2)),
    )
    assert {line for line in shown(layout) if "branches" not in line} == {
        "trunk trunk/p",
        "trunk trunk/q",
        "tag tags/*",
        "tag tags/p/*",
        "tag tags/q/*",
    }
    assert layout.plain is not None and text(layout.plain) == "std"
    assert layout.project("trunk/p") == "p" == layout.project("tags/p/1.0")


def test_tags_of_one_directory_of_trunk_do_not_invert():
    layout = found(
        revision(1, *dirs("trunk", "trunk/lib", "trunk/src", "trunk/doc", "tags", "tags/lib"), file("trunk/lib/a")),
        revision(2, copied("tags/lib/1.0", "trunk/lib", 1)),
    )
    assert "trunk trunk" in shown(layout)


def test_branches_of_people():
    layout = found(
        revision(1, *dirs("trunk", "branches", "branches/ann"), file("trunk/a")),
        revision(2, copied("branches/ann/fix", "trunk", 1), copied("branches/stable", "trunk", 1)),
    )
    assert shown(layout) == ["trunk trunk", "branch branches/*", "branch branches/ann/*"]
    assert layout.plain is not None


def test_a_branch_whose_directories_are_copies_is_no_container():
    layout = found(
        revision(1, *dirs("trunk", "trunk/lib", "branches", "branches/x"), file("trunk/lib/a")),
        revision(2, copied("branches/x/lib", "trunk/lib", 1)),
    )
    assert "branch branches/x/*" not in shown(layout)


def test_developed_at_the_root_then_moved_to_trunk():
    layout = found(
        revision(1, file("a"), file("b"), *dirs("lib"), file("lib/c")),
        revision(2, node("a", "change", text=b"2")),
        revision(
            3,
            *dirs("trunk", "tags"),
            *moved_file("trunk/a", "a", 2),
            *moved_file("trunk/b", "b", 2),
            copied("trunk/lib", "lib", 2),
            node("lib", "delete"),
        ),
    )
    assert shown(layout) == ["trunk trunk", "tag tags/*", "trunk / to r2"]
    assert layout.eras == (0, 3)
    assert layout.plain is None


def test_moved_to_trunk_without_a_copy():
    files = [file(name) for name in "abcd"]
    layout = found(
        revision(1, *files),
        revision(2, *(node(name, "delete") for name in "abc"), *dirs("trunk"), *(file(f"trunk/{n}") for n in "abc")),
    )
    assert shown(layout) == ["trunk trunk", "trunk / to r1"]


def test_a_readme_at_the_root_is_no_era():
    layout = found(revision(1, file("README")), revision(2, *dirs("trunk"), file("trunk/a")))
    assert shown(layout) == ["trunk trunk"]


def test_trunk_renamed():
    layout = found(
        revision(1, *dirs("devel"), file("devel/a")),
        revision(2, copied("trunk", "devel", 1), node("devel", "delete")),
    )
    assert shown(layout) == ["trunk trunk", "trunk devel to r1"]


def test_project_developed_in_its_own_directory_then_given_a_trunk():
    layout = found(
        revision(1, *dirs("p", "p/lib"), file("p/lib/a"), file("p/b")),
        revision(
            2,
            *dirs("p/trunk"),
            copied("p/trunk/lib", "p/lib", 1),
            node("p/lib", "delete"),
            *moved_file("p/trunk/b", "p/b", 1),
        ),
    )
    assert shown(layout) == ["trunk p/trunk", "trunk p to r1"]
    assert layout.project("p") == "p"


def test_names_that_say_nothing_but_one_is_copied_again_and_again():
    layout = found(
        revision(1, *dirs("goos"), file("goos/a")),
        revision(2, node("goos/a", "change", text=b"2")),
        revision(3, copied("goos-1.0", "goos", 2)),
        revision(4, copied("goos-1.1", "goos", 2)),
    )
    assert shown(layout) == ["trunk goos", "tag goos-1.0", "tag goos-1.1"]
    assert layout.plain is not None


def test_a_directory_called_trunk_among_sources_is_no_project():
    layout = found(
        revision(1, *dirs("src"), *(file(f"src/{n}") for n in "abcdefg")),
        revision(2, *dirs("src/trunk"), file("src/trunk/x")),
    )
    assert layout.is_single


def test_whole_project_copied_to_a_new_name():
    layout = found(
        revision(1, *dirs("p", "p/trunk", "p/tags"), file("p/trunk/a")),
        revision(2, copied("q", "p", 1)),
    )
    assert shown(layout) == ["trunk p/trunk", "trunk q/trunk", "tag p/tags/*", "tag q/tags/*"]


def test_layout_is_the_same_when_written_and_read():
    layout = found(
        revision(1, file("a"), file("b")),
        revision(2, *dirs("main", "tags"), *moved_file("main/a", "a", 1), *moved_file("main/b", "b", 1)),
        revision(3, copied("tags/1", "main", 2)),
    )
    again = parse(text(layout))
    assert [(r.pattern, r.kind, r.last) for r in again.roots] == [(r.pattern, r.kind, r.last) for r in layout.roots]
    assert shown(layout) == ["trunk main", "tag tags/*", "trunk / to r1"]


def test_roots_in_roots_asked_for_by_hand_overlap():
    layout = parse("trunk,branches/*,branches/ann/*")
    assert layout.overlapping
    assert parse(text(layout)).overlapping
    assert not parse("trunk,branches/*,tags/*").overlapping


@pytest.mark.parametrize("wrong", ["trunk,bra*hes/x", "trunk/../x"])
def test_layout_by_hand_that_no_path_can_have(wrong: str):
    with pytest.raises(ArchaeoError, match=r"stands for a whole name|no path has such names"):
        parse(wrong)


def test_container_that_was_renamed_keeps_what_the_names_alone_would_give():
    layout = found(
        revision(1, *dirs("trunk", "brances"), file("trunk/a")),
        revision(2, copied("brances/x", "trunk", 1)),
        revision(3, copied("branches", "brances", 2), node("brances", "delete")),
    )
    assert shown(layout) == ["trunk trunk", "branch brances/*", "branch branches/*"]
    assert layout.plain is not None, "there branches/x begins with the rename"
