"""Truth from outside: the include edges of the sample are those that ``gcc -MM`` finds."""

from __future__ import annotations

import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest

from archaeo.analyzers import dependencies, sources

SAMPLE = Path(__file__).parents[2] / "fixtures" / "boostedgoos" / "sources"


@pytest.mark.skipif(shutil.which("gcc") is None, reason="gcc is not here: apt-get install gcc")
def test_included_files_of_the_sample_are_the_compilers():
    scan = dependencies.scan(sources.folder_files(SAMPLE))
    included = defaultdict(set)
    for edge in dependencies.edges(scan):
        if edge.kind == "include" and not edge.external:
            included[edge.source].add(edge.target)
    units = [file.path for file in scan.files if file.path.endswith((".c", ".cc", ".cxx", ".cpp", ".C"))]
    assert len(units) >= 8
    for unit in units:
        assert _reached(unit, included) == _compiler(unit), unit


def _reached(unit: str, included: dict[str, set[str]]) -> set[str]:
    seen, todo = {unit}, [unit]
    while todo:
        for target in included[todo.pop()] - seen:
            seen.add(target)
            todo.append(target)
    return seen


def _compiler(unit: str) -> set[str]:
    """The files of the sample that gcc reads for one unit; what the sample lacks is an empty file to it (``-MG``)."""
    command = ["gcc", "-MM", "-MG", "-w", "-nostdinc", "-x", "c++", "-I.", unit]
    done = subprocess.run(command, cwd=SAMPLE, capture_output=True, text=True, check=True)
    words = done.stdout.replace("\\\n", " ").split(":", 1)[1].split()
    return {str(Path(word)) for word in words if (SAMPLE / word).is_file()}
