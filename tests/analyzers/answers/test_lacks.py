"""What a tree cannot do without, as far as its sources tell."""

from __future__ import annotations

from archaeo.analyzers import dependencies
from archaeo.analyzers.answers import lacks
from tests.analyzers.sources_of import source_files


def _needed(files: dict[str, str]) -> list[str]:
    scan = dependencies.scan(source_files(files))
    resolved = dependencies.resolve(scan)
    return [one.library.name for one in lacks.needed(lacks.externals(resolved.edges, resolved.building.packages()))]


def test_windows_is_needed_where_there_is_nothing_else():
    assert _needed({"a.c": "#include <windows.h>\n#include <stdio.h>\n", "b.c": "#include <mpi.h>\n"}) == [
        "MPI",
        "Windows",
    ]


def test_no_system_is_needed_where_the_code_is_for_several():
    windows = "#ifdef _WIN32\n#include <windows.h>\n#else\n#include <unistd.h>\n#endif\n#include <mpi.h>\n"
    assert _needed({"a.c": windows}) == ["MPI"]
    assert _needed({"a.c": "#include <windows.h>\n", "b.c": "#include <QuickDraw.h>\n"}) == []


def test_system_behind_a_condition_is_not_needed():
    files = {"a.c": "#if defined(__GNUC__)\n#else\n#include <intrin.h>\n#endif\n#include <mpi.h>\n"}
    assert _needed(files) == ["MPI"]
