"""Tests for archaeo/analyzers/building.py."""

from __future__ import annotations

from collections.abc import Mapping

from archaeo.analyzers import dependencies
from archaeo.analyzers.building import Building
from archaeo.analyzers.resolve.records import FileIndex
from tests.analyzers.test_dependencies import tree


def building(files: Mapping[str, str]) -> Building:
    scan = dependencies.scan(tree(files))
    return Building(scan, FileIndex(file.path for file in scan.files))


def folders(files: Mapping[str, str], source: str) -> list[tuple[str, str]]:
    return [tuple(one) for one in building(files).search_path(source)]


def test_variables_come_from_the_makefile_what_it_reads_and_scripts():
    files = {
        "NEMORC": "setenv NEMOINC $NEMO/inc\nsetenv NEMOLIB $NEMO/lib\n",
        "makedefs.in": "FLAGS = -O -I$(NEMOINC)\n",
        "src/io/Makefile": "include $(NEMOLIB)/makedefs\nL = -I../own -I/usr/local/include\n",
        "inc/stdinc.h": "",
        "src/own/a.h": "",
    }
    assert folders(files, "src/io/a.c") == [
        ("src/own", "src/io/Makefile:2"),
        ("inc", "makedefs.in:1, read by src/io/Makefile"),
    ]


def test_choice_between_headers_is_explained_by_the_makefile():
    files = {
        "src/a.c": "#include <stdinc.h>\n",
        "src/Makefile": "CFLAGS = -I$(ROOT_OF_ALL)/inc\n",
        "inc/stdinc.h": "",
        "src/bad/stdinc.h": "",
    }
    edge = next(edge for edge in dependencies.edges(dependencies.scan(tree(files))) if edge.kind == "include")
    assert (edge.target, edge.certainty, edge.candidates) == ("inc/stdinc.h", "path", ("src/bad/stdinc.h",))
    assert edge.reason == "include folder 'inc', src/Makefile:1"


def test_package_of_cmt_sees_the_packages_it_uses():
    files = {
        "A/cmt/requirements": "package A\nuse B v1\nlibrary A *.cxx\napplication go ../app/go.cxx\n",
        "A/src/a.cxx": "",
        "A/app/go.cxx": "",
        "B/cmt/requirements": "package B\n",
        "B/src/b.hxx": "",
    }
    assert folders(files, "A/src/a.cxx") == [
        ("B/src", "A/cmt/requirements:2 uses package B"),
        ("B", "A/cmt/requirements:2 uses package B"),
    ]
    assert [(t.name, t.kind, t.sources) for t in building(files).targets()] == [
        ("A", "library", ("A/src/a.cxx",)),
        ("go", "program", ("A/app/go.cxx",)),
    ]


def test_targets_of_a_makefile_with_their_sources_and_links():
    files = {
        "Makefile": "OBJ = b.o c.o\nall: fit\nfit: a.o $(OBJ) libx.a\n"
        "\tf77 -o fit a.o $(OBJ) -lpacklib\nlibx.a: c.o\n\tar r $@ c.o\n",
        "a.f": "",
        "b.f": "",
        "c.c": "",
    }
    assert [(t.name, t.kind, t.sources, t.links, t.needs) for t in building(files).targets()] == [
        ("fit", "program", ("a.f", "b.f", "c.c"), ("packlib",), ("libx.a",)),
        ("libx.a", "library", ("c.c",), (), ()),
    ]


def test_definitions_that_explode_or_run_in_circles_end():
    lines = [f"V{n} = $(V{n + 1}) $(V{n + 1})" for n in range(40)]
    files = {
        "Makefile": "\n".join([*lines, "A = $(B) -Iinc", "B = $(A)", "C = $(V0) -Iinc", "include Makefile"]),
        "inc/a.h": "",
    }
    assert [folder for folder, _ in folders(files, "x.c")] == ["inc"]


def test_row_of_stars_in_a_recipe_is_no_glob():
    stars = "*" * 40
    made = building(
        {
            "src/Makefile": f"all:\n\techo {stars} STOP {stars})\nfit: {stars}x *.c\n\tcc -o fit *.c\n",
            "src/a_long_name_of_a_file.c": "",
        }
    )
    assert [target.sources for target in made.targets() if target.name == "fit"] == [("src/a_long_name_of_a_file.c",)]
