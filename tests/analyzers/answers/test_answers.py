"""Tests for archaeo/analyzers/answers: each question on one small tree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from archaeo.analyzers import dependencies
from archaeo.analyzers.answers import changes, copies, cycles, lacks, layers, reach, uses
from archaeo.analyzers.building import Target
from archaeo.analyzers.records import Scan
from archaeo.errors import ArchaeoError
from archaeo.model import Change, Commit, Identity
from tests.analyzers.test_dependencies import tree

FILES = {
    "Makefile": "fit: main.o fit.o old.o\n\tcc -o fit main.o fit.o -lpacklib -lgsl\n",
    "main.c": '#include "fit.h"\nint main() { fit(); }\n',
    "fit.c": '#include "fit.h"\n#include "config.h"\n#include "gone.h"\nint fit() { return step(); }\n',
    "fit.h": '#include "types.h"\n',
    "types.h": '#include "ring.h"\n',
    "ring.h": '#include "types.h"\n',
    "step.f": "      subroutine step_\n      end\n      subroutine step\n      call hbook1(1)\n      end\n",
    "step.c": "int step() { return fit(); }\n",
    "config.h.in": "",
    "dead.c": "int nobody() { return 1; }\n",
    "tests/try.c": "int attempt() { return 1; }\n",
}


@pytest.fixture(scope="module")
def scan() -> dependencies.Scan:
    return dependencies.scan(tree(FILES))


@pytest.fixture(scope="module")
def resolved(scan: dependencies.Scan) -> dependencies.Resolved:
    return dependencies.resolve(scan)


def test_cycles_of_reading_and_of_calling(scan):
    graph = dependencies.graph(scan)
    found = cycles.cycles(graph)
    assert [cycle.nodes for cycle in found] == [("ring.h", "types.h")]
    assert found[0].is_smallest and [(cut.source, cut.target, cut.line) for cut in found[0].cut] == [
        ("ring.h", "types.h", 1)
    ]
    assert [cycle.nodes for cycle in cycles.cycles(graph, ())] == [("fit.c", "step.c"), ("ring.h", "types.h")]


def test_layers_put_needs_below(scan):
    number = {node: layer.number for layer in layers.layers(dependencies.graph(scan)) for node in layer.nodes}
    assert number["ring.h"] == number["types.h"] == 0
    assert number["fit.h"] == 1 and number["fit.c"] == number["step.c"] == 2 and number["main.c"] == 3


def test_ranked_counts_who_needs_a_file_through_others(scan):
    ranks = {rank.path: (rank.direct, rank.all) for rank in reach.ranked(dependencies.graph(scan))}
    assert ranks["fit.h"] == (2, 3) and ranks["ring.h"] == (1, 5) and "main.c" not in ranks


def test_shortest_path_has_its_evidence(scan):
    steps = reach.path(dependencies.graph(scan), "main.c", "ring.h")
    assert [(step.source, step.line, step.target) for step in steps] == [
        ("main.c", 1, "fit.h"),
        ("fit.h", 1, "types.h"),
        ("types.h", 1, "ring.h"),
    ]
    assert reach.path(dependencies.graph(scan), "ring.h", "main.c") == ()


def test_without_a_file_names_what_breaks_and_an_unknown_name_what_was_meant(scan):
    graph = dependencies.graph(scan)
    assert [(loss.path, loss.steps, loss.through) for loss in reach.without(graph, "fit.h")] == [
        ("fit.c", 1, "fit.h"),
        ("main.c", 1, "fit.h"),
        ("step.c", 2, "fit.c"),
    ]
    assert {loss.path for loss in reach.without(graph, "CERNLIB")} == {"step.f"}
    with pytest.raises(ArchaeoError, match=r"'fot\.h' is not in the graph; did you mean 'fit\.h'"):
        reach.without(graph, "fot.h")


def test_entry_points_and_unused_sources_with_doubts(scan, resolved):
    targets = resolved.building.targets()
    entries = uses.entry_points(scan, targets)
    assert [(entry.path, entry.kind, entry.name) for entry in entries] == [
        ("main.c", "build target", "fit"),
        ("main.c", "main", "main"),
    ]
    unused = uses.unused(scan, dependencies.graph(scan), entries, targets)
    assert [(one.path, one.doubts) for one in unused] == [
        ("step.f", ()),
        ("dead.c", ()),
        ("tests/try.c", ("a test or example: people start it by hand",)),
    ]


def test_externals_and_missing_files(scan, resolved):
    found = lacks.externals(resolved.edges, resolved.building.packages())
    assert [(one.library.name, one.names) for one in found] == [("CERNLIB", ("hbook1", "packlib")), ("GSL", ("gsl",))]
    missing = lacks.missing(scan, resolved.edges, tuple(tree(FILES)))
    assert [(one.name, one.evidence, one.maybe) for one in missing] == [
        ("config.h", ("fit.c:2",), "made from config.h.in when the build is configured"),
        ("gone.h", ("fit.c:3",), ""),
    ]


def test_module_that_imports_itself_is_not_missing():
    """Python 2 looks beside the file first; `numpy` there would be the library all the same."""
    files = tree({"lib/epar.py": "import epar, gone\n", "lib/numpy.py": "import numpy\n"})
    found = dependencies.scan(files)
    assert [one.name for one in lacks.missing(found, dependencies.resolve(found).edges)] == ["gone"]


def test_equal_and_nearly_equal_files():
    text = "".join(f"int variable_number_{n};\n" for n in range(40))
    files = {"a.c": text, "b/a.c": text, "c.c": text + "int one_more;\n", "d.c": text.replace("variable", "other")}
    found = copies.copies(dependencies.scan(tree(files)), tuple(tree(files)))
    assert [(one.paths, one.share_percent) for one in found] == [(("a.c", "b/a.c"), 100), (("a.c", "c.c"), 97)]


def test_difference_of_two_states():
    old = dependencies.graph(dependencies.scan(tree({"a.h": "", "b.c": '#include "a.h"\n'})))
    new = dependencies.graph(dependencies.scan(tree({"b.h": '#include "c.h"\n', "c.h": '#include "b.h"\n'})))
    found = changes.difference(old, new)
    assert found.born == (("b.h", "c.h", "include"), ("c.h", "b.h", "include"))
    assert found.gone == (("b.c", "a.h", "include"),)
    assert found.files_born == ("b.h", "c.h") and [cycle.nodes for cycle in found.new_cycles] == [("b.h", "c.h")]


def test_history_laid_over_code(scan):
    def commit(number: int, *paths: str) -> Commit:
        moved = tuple(Change("M", path) for path in paths)
        return Commit(str(number), "", (), Identity("a"), datetime(2009, 1, 1, tzinfo=UTC), "", moved)

    history: Mapping[int, tuple[str, ...]] = dict(enumerate([("main.c", "dead.c")] * 3 + [("fit.h",)] * 3))
    hidden, still = changes.coupling(dependencies.graph(scan), (commit(n, *paths) for n, paths in history.items()))
    assert [(one.path, one.other, one.together, one.share_percent) for one in hidden] == [("dead.c", "main.c", 3, 100)]
    assert [(one.path, one.other) for one in still] == [("fit.h", "main.c")]


def test_large_cycle_is_cut_by_the_heuristic():
    names = [f"h{n}.h" for n in range(30)]
    files = {name: "".join(f'#include "{other}"\n' for other in names if other != name) for name in names}
    (found,) = cycles.cycles(dependencies.graph(dependencies.scan(tree(files))))
    assert len(found.nodes) == 30 and not found.is_smallest and len(found.cut) == 30 * 29 // 2


def test_unnamed_macro_of_root_is_an_entry_point():
    files = {"run.C": "// a macro\n{\n  gROOT->Reset();\n}\n", "fit.C": "void fit(int n) {\n}\n"}
    entries = uses.entry_points(dependencies.scan(tree(files)), ())
    assert [(entry.path, entry.kind, entry.name) for entry in entries] == [
        ("fit.C", "ROOT macro", "fit"),
        ("run.C", "ROOT macro", "unnamed macro"),
    ]


def test_entry_points_stand_in_one_order_whatever_the_hashes():
    """Two makefiles that make the same program differ only in where they say so."""
    targets = [Target("t", "program", f"Makefile.{number}", 1, ("a.c",)) for number in range(20)]
    found = uses.entry_points(Scan(()), targets)
    assert [entry.evidence for entry in found] == sorted(f"{target.path}:1" for target in targets)
