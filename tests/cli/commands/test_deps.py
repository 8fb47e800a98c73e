"""Tests for archaeo/cli/commands/deps.py."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from archaeo.cli.commands.deps import command
from archaeo.errors import ArchaeoError

TREE = {
    "src/a.c": '#include "a.h"\n#include <stdio.h>\nint main() { run(); }\n',
    "src/a.h": "",
    "lib/run.c": "int run() { return 1; }\n",
}


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHAEO_CACHE", "")


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


def test_questions_are_answered_as_tables_csv_and_json(tree: Path):
    assert "running can begin in 1 file" in run(tree, "--entry-points")
    assert run(tree, "--path", "a.c", "run.c", "--format", "csv").splitlines()[1].startswith("src/a.c,3,call,lib/run.c")
    answers = json.loads(run(tree, "--without", "lib/run.c", "--format", "json"))
    assert answers == {"without": [{"file": "src/a.c", "steps": 1, "through": "lib/run.c"}]}


@pytest.mark.parametrize(
    "question", ["layers", "cycles", "unused", "needed", "missing", "externals", "duplicates", "targets"]
)
def test_every_question_has_an_answer(tree: Path, question: str):
    assert run(tree, f"--{question}").strip()


def test_fail_makes_an_exit_status(tree: Path):
    (tree / "src/a.h").write_text('#include "a2.h"\n')
    (tree / "src/a2.h").write_text('#include "a.h"\n')
    done = CliRunner().invoke(command, [str(tree), "--cycles", "--fail"], standalone_mode=False)
    assert done.return_value == 1


def test_two_questions_at_once_are_refused(tree: Path):
    done = CliRunner().invoke(command, [str(tree), "--cycles", "--without", "src/a.h"])
    assert done.exit_code == 2 and "one question at a time" in done.output


def test_history_is_only_asked_of_a_repository(tree: Path):
    with pytest.raises(ArchaeoError, match="--coupling needs a git repository"):
        CliRunner().invoke(command, [str(tree), "--coupling"], catch_exceptions=False)


def test_hostile_names_are_inert(tmp_path: Path):
    (tmp_path / "a\x1b[2J.c").write_text('#include "=cmd()"\n')
    for form in ("csv", "json", "dot", "graphml", "gexf", "mermaid", "matrix"):
        assert "\x1b" not in run(tmp_path, "--format", form)
    assert ",'=cmd()," in run(tmp_path)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_xml_is_read_back_by_networkx(tree: Path, tmp_path: Path, form: str):
    networkx = pytest.importorskip("networkx")
    (tree / "src/odd.c").write_text('#include "<&\\".h"\n')
    file = tmp_path / "graph.xml"
    file.write_text(run(tree, "--format", form))
    graph = networkx.read_graphml(file) if form == "graphml" else networkx.read_gexf(file)
    assert "src/a.c" in graph and graph.number_of_edges() >= 3
