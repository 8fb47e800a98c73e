"""``archaeo dig``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from archaeo.cli import archaeo

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "fixtures" / "boostedgoos"


def test_command_prints_one_screen_and_the_next_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(archaeo, ["dig", str(SAMPLE), "-o", "goos"], standalone_mode=False)
    assert done.exit_code == 0 and done.return_value == 0
    assert "ChangeLog, 71 entries" in done.stderr and "states identical" in done.stderr
    assert "svn disaster of 2012" in " ".join(done.stdout.split()) and len(done.stdout.splitlines()) <= 24
    assert "archaeo timeline goos" in " ".join(done.stdout.split())


def test_command_json_is_one_document(tmp_path: Path) -> None:
    done = CliRunner().invoke(archaeo, ["dig", str(SAMPLE / "ChangeLog"), "-o", str(tmp_path / "g"), "--json", "-q"])
    document = json.loads(done.stdout)
    assert document["schema"] == "archaeo/dig/1" and document["items"][0]["name"] == "boostedgoos"
    assert done.stderr == ""
