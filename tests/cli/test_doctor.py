"""``archaeo doctor``."""

import json
import shutil

import pytest
from click.testing import CliRunner

from archaeo.cli import archaeo
from archaeo.cli.commands import doctor


def test_doctor_names_each_tool_and_how_to_get_a_missing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.which
    monkeypatch.setattr(shutil, "which", lambda tool, **_: None if tool == "ctags" else real(tool))
    shown = CliRunner().invoke(archaeo, ["doctor"]).output
    assert "python" in shown and "pygit2" in shown
    assert "apt-get install universal-ctags" in shown
    assert "apt-get install git)" not in shown


def test_doctor_json_is_one_document() -> None:
    document = json.loads(CliRunner().invoke(archaeo, ["doctor", "--json"]).stdout)
    assert document["schema"] == "archaeo/doctor/1"
    assert {"name", "found", "needed", "advice"} == set(document["items"][0])


def test_missing_library_makes_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import metadata

    monkeypatch.setattr(metadata, "requires", lambda name: ["no-such-library>=3"])
    done = CliRunner().invoke(archaeo, ["doctor"], standalone_mode=False)
    assert "MISSING" in done.stdout and "python -m pip install 'no-such-library>=3'" in done.stdout
    assert done.return_value == 1


def test_tools_are_those_that_script_test_installs() -> None:
    assert {tool for tool, _, _ in doctor._TOOLS} >= {"git", "svn", "ctags", "tmux"}
