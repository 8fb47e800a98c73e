"""Output appears whole, and what it replaces goes last."""

from __future__ import annotations

from pathlib import Path

import pytest

from archaeo.appearing import appearing
from archaeo.errors import ArchaeoError


def test_folder_takes_its_name_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "new" / "out"
    with appearing(target) as folder:
        (folder / "a").write_text("1")
        assert not target.exists()
    assert [path.name for path in target.parent.iterdir()] == ["out"]
    assert (target / "a").read_text() == "1"


def test_what_was_there_stays_until_the_new_one_stands(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "old").touch()
    with pytest.raises(KeyboardInterrupt), appearing(target):
        raise KeyboardInterrupt
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "old"]
    with appearing(target):
        assert (target / "old").exists()
    assert [path.name for path in tmp_path.rglob("*")] == ["out"]


def test_what_was_there_comes_back_when_the_new_one_cannot_take_its_place(tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "old").touch()
    rename = Path.rename

    def refused(self: Path, to: Path) -> Path:
        if self.suffix == ".partial":
            raise OSError("no")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(OSError, match="no"), appearing(target):
        pass
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["old", "out"]


def test_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ArchaeoError, match="cannot be written"), appearing(tmp_path / "file" / "out"):
        pass
