"""Tests for archaeo/analyzers/events/lost.py."""

from __future__ import annotations

from dataclasses import replace

from archaeo.analyzers.events import lost
from tests.analyzers.events.drawn import files, found, on_branch, titles
from tests.analyzers.histories import history


def test_wiped_and_brought_back() -> None:
    drawing = f"""
        2011-01-01 Eve: {files("A", 100)}
        2011-01-02 admin: {files("D", 100)}
        2011-01-20 Eve: {files("A", 90)}
        """
    (event,) = found(lost, drawing)
    assert (event.kind, str(event.told)) == ("lost and restored", "2011-01-20")
    assert event.title == "90 files deleted on 2011-01-02 came back in one change by Eve"
    assert dict(event.numbers)["did not come back"] == 10
    assert event.people == ("admin", "Eve")


def test_great_move_is_no_loss() -> None:
    moves = ", ".join(f"D f{n}, A src/f{n} < f{n}" for n in range(60))
    assert found(lost, f"2011-01-01 Eve: {files('A', 60)}\n2011-01-02 Eve: {moves}") == []


def test_loss_for_good() -> None:
    drawing = f"2011-01-01 Eve: {files('A', 50)}\n2011-01-02 Eve: {files('D', 30)}"
    assert titles(lost, drawing) == [
        ("2011-01-02", "mass deletion", '30 of 50 files deleted in one change by Eve: "m"')
    ]


def test_slip_of_the_hand_is_quiet() -> None:
    drawing = f"2011-01-01 Eve: {files('A', 50)}\n2011-01-02 Eve: {files('D', 50)}\n2011-01-02 Eve: {files('A', 50)}"
    (event,) = found(lost, drawing)
    assert event.loudness < 60


def test_second_beginning_without_parent() -> None:
    """A conversion drops what a deleted trunk leaves behind: the new life has no parent."""
    commits = history(f"2011-01-01 Eve: {files('A', 30)}\n2011-03-01 Eve: {files('A', 28)} | restored from my disk")
    commits[1] = replace(commits[1], parents=())
    (event,) = found(lost, commits)
    assert event.title == '"restored from my disk": 28 files added anew by Eve'
    assert (event.degree, str(event.date), str(event.end)) == ("likely", "2011-01-01", "2011-03-01")


def test_second_line_beside_the_first_is_no_second_beginning() -> None:
    drawing = f"2011-01-01 Eve: {files('A', 30)}\n2011-03-01 Eve: {files('A', 28)}" + "\n2011-04-01 Eve: M f1" * 3
    commits = history(drawing)
    commits[1] = replace(commits[1], parents=())
    commits[2] = replace(commits[2], parents=("c0",))
    assert found(lost, list(on_branch(commits, {"c1"}, "refs/heads/vendor"))) == []


def test_end_of_a_branch_is_no_loss() -> None:
    drawing = f"2011-01-01 Eve: {files('A', 30)}\n2011-03-01 Eve: M f1\n2011-04-01 Eve: {files('D', 30)}"
    commits = [*on_branch(history(drawing), {"c1", "c2"}, "branches/x")]
    commits = [*on_branch(commits, {"c0"}, "trunk")]
    assert found(lost, commits) == []


def test_wiped_folder_by_folder_and_brought_back_so() -> None:
    def folder(action: str, name: str, count: int) -> str:
        return files(action, count, name + "/f{n}")

    drawing = f"""
        2011-01-01 Eve: {folder("A", "src", 30)}, {folder("A", "lib", 30)}, {folder("A", "doc", 30)}
        2011-05-01 adm: {folder("D", "src", 30)}
        2011-05-01 adm: {folder("D", "lib", 30)}
        2011-05-02 adm: {folder("D", "doc", 30)}
        2011-06-01 Eve: {folder("A", "src", 29)}
        2011-06-02 Bob: {folder("A", "lib", 30)}
        """
    (event,) = found(lost, drawing)
    assert event.title == "59 files deleted on 2011-05-01 came back in 2 changes by Eve and Bob"
    assert event.commits == ("c1", "c2", "c3", "c4", "c5")


def test_a_few_old_names_among_many_new_files_bring_nothing_back() -> None:
    drawing = f"""
        2011-01-01 Eve: {files("A", 40)}
        2011-05-01 Eve: {files("D", 40)}
        2011-06-01 Eve: {files("A", 10)}, {files("A", 200, "new/g{n}")}
        """
    assert [event.kind for event in found(lost, drawing)] == ["mass deletion"]


def test_part_that_was_needed_goes_as_a_whole() -> None:
    part = ", ".join(f"A src/dpmta/f{n}.c" for n in range(20))
    others = ", ".join(f"A lib/f{n}.py" for n in range(200))
    gone = part.replace("A ", "D ")
    needed = ", ".join(f"M lib/f{n}.py" for n in range(6))
    born = f"2011-01-01 Eve: {part}, {others}\n"
    (event,) = found(lost, f"{born}2011-02-01 Eve: {gone}, {needed}")
    assert event.title == '20 of 220 files deleted in one change by Eve, all in src/dpmta: "m"'
    # nobody needed it, or a file of it stays
    assert found(lost, f"{born}2011-02-01 Eve: {gone}") == []
    assert found(lost, f"{born}2011-02-01 Eve: {gone.partition(', ')[2]}, {needed}") == []


def test_great_folder_goes_as_a_whole() -> None:
    old = ", ".join(f"A old/f{n}.c" for n in range(120))
    others = ", ".join(f"A new/f{n}.c" for n in range(800))
    drawing = f"2011-01-01 Eve: {old}, {others}\n2011-02-01 Eve: {old.replace('A ', 'D ')}"
    assert [event.kind for event in found(lost, drawing)] == ["mass deletion"]
    assert found(lost, drawing.replace("old/", "new/old/")) == []
