"""The bars of the dependency graph, on real projects with the compilers' truth.

Runs where ARCHAEO_CORPUS names the folder that has the truth under ``deps/NAME/truth-edges.csv``, and ARCHAEO_TREES the
folder that has each project's files under its NAME (the README beside each truth names repository and commit).
"""

from __future__ import annotations

import csv
import os
import time
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from archaeo.analyzers import dependencies, sources

CORPUS = Path(os.environ.get("ARCHAEO_CORPUS", "")) / "deps"
TREES = Path(os.environ.get("ARCHAEO_TREES", ""))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (os.environ.get("ARCHAEO_CORPUS") and os.environ.get("ARCHAEO_TREES")),
        reason="ARCHAEO_CORPUS and ARCHAEO_TREES name no folders with the compilers' truth and the projects' files",
    ),
]

SUFFIXES = {
    "c": ".c .h .pc",
    "cpp": ".cc .cpp .cxx .C .c++ .hh .hpp .hxx .H .icc .tcc .inl",
    "fortran": ".f .F .for .ftn .f77 .f90 .F90 .f95 .F95 .f03 .F03 .inc",
    "python": ".py .pyw",
    "java": ".java",
    "perl": ".pl .pm .t .PL",
}
LANGUAGE = {suffix: lang for lang, suffixes in SUFFIXES.items() for suffix in suffixes.split()}

READ = "include use import"
BARS = [
    ("captevent", "cpp", READ, 0.995),
    ("genie", "c", READ, 0.995),
    ("genie", "cpp", READ, 0.995),
    ("staden", "c", READ, 0.995),
    ("staden", "cpp", READ, 0.995),
    ("nyquist", "c", READ, 0.995),
    ("nyquist", "cpp", READ, 0.995),
    ("nyquist", "java", READ, 0.95),
    ("idlutils", "c", READ, 0.995),
    ("idlutils", "fortran", READ, 0.995),
    ("specfem2d", "c", READ, 0.995),
    ("citcoms", "c", READ, 0.995),
    ("citcoms", "cpp", READ, 0.995),
    ("citcoms", "python", READ, 0.995),
    ("nemo", "c", READ, 0.997),
    ("nemo", "cpp", READ, 0.997),
    ("nemo", "fortran", READ, 0.997),
    ("wrf", "fortran", READ, 0.99),
    ("wrf", "c", READ, 0.99),
    ("pyraf", "python", READ, 0.98),
    ("pyquante", "python", READ, 0.99),
    ("bioperl", "perl", READ, 0.93),
    ("lapack", "fortran", "call", 0.99),
    ("idlutils", "fortran", "call", 0.92),
    ("idlutils", "c", "call", 0.97),
]


class Found(NamedTuple):
    """The edges of a project inside its tree, the names outside, and the CPU seconds they took."""

    edges: frozenset[tuple[str, str, str]]
    outside: frozenset[str]
    seconds: float


@cache
def found(name: str) -> Found:
    if not (TREES / name).is_dir():
        pytest.skip(f"ARCHAEO_TREES has no folder '{name}'")
    begun = time.process_time()
    made = dependencies.graph(dependencies.scan(sources.folder_files(TREES / name)))
    seconds = time.process_time() - begun
    inside, outside = set(), set()
    for source, target, data in made.edges(data=True):
        if made.nodes[target]["kind"] == "file":
            inside.add((source, target, data["kind"]))
        else:
            outside.add(made.nodes[target]["name"])
    return Found(frozenset(inside), frozenset(outside), seconds)


def language(path: str) -> str:
    return LANGUAGE.get("." + path.rpartition(".")[2], "other")


def score(name: str, lang: str, kinds: set[str]) -> float:
    """F1 as the truth's own scorer has it: sure edges count, ambiguous and conditional ones neither way."""
    sure, grey, scope = set(), set(), defaultdict(set)
    with (CORPUS / name / "truth-edges.csv").open(newline="") as stream:
        for row in csv.DictReader(stream):
            if row["status"] == "scope":
                scope[row["kind"]].add(row["source"])
            elif row["status"] == "sure" and row["kind"] in kinds:
                sure.add((row["source"], row["target"]))
            else:
                grey.add((row["source"], row["target"]))
    sure = {edge for edge in sure if language(edge[0]) == lang}
    predicted = defaultdict(set)
    for source, target, kind in found(name).edges:
        if language(source) == lang and source != target:
            predicted[source, target].add(kind)
    right = len(sure & set(predicted))
    wrong = 0
    for edge, said in predicted.items():
        asked = said & kinds
        if edge not in sure and edge not in grey and asked and all(edge[0] in scope[kind] for kind in asked):
            wrong += 1
    return 2 * right / (2 * right + wrong + len(sure) - right)


@pytest.mark.parametrize(("name", "lang", "kinds", "bar"), BARS)
def test_edges_are_the_compilers(name: str, lang: str, kinds: str, bar: float):
    assert score(name, lang, set(kinds.split())) >= bar


@pytest.mark.parametrize(("name", "seconds"), [("genie", 5), ("wrf", 20)])
def test_graph_of_a_working_tree_is_quick(name: str, seconds: float):
    assert found(name).seconds <= seconds


@pytest.mark.parametrize("name", sorted({bar[0] for bar in BARS}))
def test_missing_externals_are_named(name: str):
    """Of the names that three files and more want; symbols a compiler puts in by itself (``puts`` for printf) do not
    stand in the text, so symbols are left out."""
    with (CORPUS / name / "externals.csv").open(newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if int(row["files"]) >= 3]
    wanted = {row["name"].removeprefix("module ") for row in rows if not row["name"].startswith("symbol ")}
    assert len(wanted & found(name).outside) >= 0.95 * len(wanted)
