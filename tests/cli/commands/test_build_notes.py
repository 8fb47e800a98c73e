"""Tests for archaeo/cli/commands/build_notes.py."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from archaeo.cli.commands.build_notes import command

SAMPLE = Path(__file__).parents[3] / "fixtures" / "boostedgoos" / "sources"


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHAEO_CACHE", "")


def test_sample_says_what_it_wants():
    done = CliRunner().invoke(command, [str(SAMPLE)], catch_exceptions=False)
    for part in ("print statement", "CERNLIB", "/castor/northfield.example", "pcgoos03", "GOOSDATA", "csh or tcsh"):
        assert part in done.output


def test_json_has_everything():
    done = CliRunner().invoke(command, [str(SAMPLE), "--json"], catch_exceptions=False)
    notes = json.loads(done.stdout)
    assert notes["schema"] == "archaeo/build-notes/1"
    assert {"cmt", "make"} == set(notes["systems"])
    assert any(one["library"]["name"] == "CERNLIB" and one["library"]["had"] == "hard" for one in notes["externals"])
