"""Tests for archaeo/shelf.py: what is kept from run to run, and what happens when it is not there or not whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from archaeo.shelf import Shelf, Shelves, default_folder, tidy


def kept(folder: Path, values: dict[str, object], project: str = "p", makers: tuple[str, ...] = (__file__,)) -> Shelves:
    shelves = Shelves(folder, project)
    for key, value in values.items():
        shelves.shelf("kind", makers).put(key, value)
    shelves.save()
    return shelves


def test_value_of_an_earlier_run(tmp_path: Path) -> None:
    kept(tmp_path, {"a": [1, "\udcff", []], "b": 0})
    shelf = Shelves(tmp_path, "p").shelf("kind", (__file__,))
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == ([1, "\udcff", []], 0, None)
    assert shelf.once("a", lambda: pytest.fail("known already")) == [1, "\udcff", []]


def test_other_project_other_code_or_no_folder_know_nothing(tmp_path: Path) -> None:
    kept(tmp_path, {"a": 1})
    for other in (
        Shelves(tmp_path, "q").shelf("kind", (__file__,)),
        Shelves(tmp_path, "p").shelf("kind", (os.__file__,)),
    ):
        assert other.get("a") is None
    shelves = Shelves()
    shelves.shelf("kind", (__file__,)).put("a", 1)
    shelves.save()
    assert Shelves().shelf("kind", (__file__,)).get("a") is None


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 100])
def test_damaged_file_is_passed_over_and_written_anew(tmp_path: Path, damage: bytes) -> None:
    kept(tmp_path, {"a": 1})
    (file,) = tmp_path.glob("*.shelf")
    content = file.read_bytes()
    file.write_bytes(damage or content[:-1] + bytes([content[-1] ^ 1]))
    assert Shelves(tmp_path, "p").shelf("kind", (__file__,)).get("a") is None
    kept(tmp_path, {"a": 2})
    assert Shelves(tmp_path, "p").shelf("kind", (__file__,)).get("a") == 2


def test_little_that_is_new_lies_beside_and_much_replaces(tmp_path: Path) -> None:
    file = tmp_path / "x.shelf"
    first = Shelf(file)
    for number in range(100):
        first.put(str(number), number)
    first.save()
    size_bytes = file.stat().st_size
    second = Shelf(file)
    for number in range(101):
        second.once(str(number), lambda number=number: number)  # type: ignore[misc]
    second.save()
    assert file.stat().st_size == size_bytes and (tmp_path / "x-since.shelf").exists()
    third = Shelf(file)
    assert third.get("100") == 100
    for number in range(60, 130):
        third.once(str(number), lambda number=number: number)  # type: ignore[misc]
    third.save()
    assert not (tmp_path / "x-since.shelf").exists()
    last = Shelf(file)
    assert [last.get(key) for key in ("1", "60", "129")] == [None, 60, 129], "what nobody asked for is gone"


def test_folder_that_cannot_be_made_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept(tmp_path / "file" / "cache", {"a": 1})


def test_oldest_go_when_too_much_lies_there(tmp_path: Path) -> None:
    for age, name in enumerate(("new.shelf", "scans-1.sqlite", "old.shelf")):
        (tmp_path / name).write_bytes(b"x" * 100)
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    (tmp_path / "mine.txt").write_bytes(b"x" * 1000)
    tidy(tmp_path, 250)
    assert {file.name for file in tmp_path.iterdir()} == {"new.shelf", "scans-1.sqlite", "mine.txt"}


def test_folder_by_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHAEO_CACHE", "")
    assert default_folder() is None
    monkeypatch.delenv("ARCHAEO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/there")
    assert default_folder() == Path("/there/archaeo")
