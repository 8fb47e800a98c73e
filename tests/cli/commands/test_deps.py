"""Tests for archaeo/cli/commands/deps.py."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from archaeo.cli.commands.deps import command

TREE = {
    "src/a.c": '#include "a.h"\n#include <stdio.h>\nint main() { run(); }\n',
    "src/a.h": "",
    "lib/run.c": "int run() { return 1; }\n",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for path, text in TREE.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def run(*arguments: object) -> str:
    done = CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def rows(text: str) -> list[tuple[str, str, str]]:
    return [(row["source"], row["target"], row["kind"]) for row in csv.DictReader(io.StringIO(text))]


def test_csv_in_a_pipe(tree: Path):
    text = run(tree)
    assert text.splitlines()[0].startswith("source,target,kind,lang,line")
    assert rows(text) == [
        ("src/a.c", "src/a.h", "include"),
        ("src/a.c", "stdio.h", "include"),
        ("src/a.c", "lib/run.c", "call"),
    ]


def test_json_is_node_link(tree: Path):
    networkx = pytest.importorskip("networkx")
    graph = networkx.node_link_graph(json.loads(run(tree, "--format", "json")), edges="edges")
    assert graph.nodes["stdio.h"]["kind"] == "external"
    assert graph["src/a.c"]["lib/run.c"][0]["certainty"] == "symbol"


def test_level_directory_and_collapse(tree: Path):
    assert rows(run(tree, "--level", "directory")) == [("src", "stdio.h", "include"), ("src", "lib", "call")]
    assert rows(run(tree, "--collapse", "lib"))[-1] == ("src/a.c", "lib", "call")


def test_focus_shows_the_neighbours(tree: Path):
    assert rows(run(tree, "--focus", "run.c")) == [("src/a.c", "lib/run.c", "call")]
