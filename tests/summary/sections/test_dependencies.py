"""The section of dependencies, and its words for the cover."""

from __future__ import annotations

from dataclasses import replace

from archaeo.analyzers import dependencies
from archaeo.summary.blocks import Ego, Layers, Matrix, Table, Text
from archaeo.summary.sections import dependencies as section
from tests.analyzers.test_dependencies import tree
from tests.summary.projects import empty, project

FILES = {
    "app/main.c": '#include "../src/fit.h"\n#include <gsl/gsl_math.h>\nint main() { return fit(); }\n',
    "src/fit.h": '#include "../inc/types.h"\n',
    "src/fit.c": '#include "fit.h"\n#include "gone.h"\nint fit() { return 1; }\n',
    "inc/types.h": '#include "ring.h"\n',
    "inc/ring.h": '#include "types.h"\n',
    "old/steer.f": "      call hropen(1)\n      call hfill(1)\n      end\n",
    "old/steer2.f": "      call hropen(1)\n      end\n",
}


def dug():
    scan = dependencies.scan(tree(FILES))
    files = tuple(tree(FILES))
    return replace(project(), scan=scan, graph=dependencies.graph(scan), files=files)


def table(title: str) -> Table:
    return next(b for b in section.section(dug()).blocks if isinstance(b, Table) and b.title == title)


def test_nothing_to_say_without_code() -> None:
    assert section.section(empty()) is None
    assert not list(section.cover(empty())) and not list(section.tables(empty()))


def test_pictures_and_words() -> None:
    blocks = section.section(dug()).blocks
    assert isinstance(blocks[0], Text) and blocks[0].sentences[0].text.startswith(
        "7 files in 2 languages are joined by "
    )
    layers = next(block for block in blocks if isinstance(block, Layers))
    assert {box.name: box.layer for box in layers.boxes} == {"inc": 0, "old": 0, "src": 1, "app": 2}
    assert ("app", "src", 2) in layers.edges
    matrix = next(block for block in blocks if isinstance(block, Matrix))
    assert matrix.names == ("inc", "old", "src", "app") and matrix.cells[3] == (0, 0, 2, 0)
    ego = next(block for block in blocks if isinstance(block, Ego))
    assert ego.name in ("inc/types.h", "inc/ring.h")


def test_tables_name_cycles_externals_and_what_is_missing() -> None:
    used = replace(dug(), files=(), scan=dependencies.scan(tree({**FILES, "src/b.c": '#include "fit.h"\n'})))
    used = replace(used, graph=dependencies.graph(used.scan))
    most = next(b for b in section.section(used).blocks if getattr(b, "title", "") == "Used most")
    assert [(row[0], row[1], row[2], row[3].text) for row in most.rows] == [
        ("include, C and C++", "fit.h", 3, "src/fit.h"),
        ("include, C and C++", "inc/types.h", 2, "inc/types.h"),
    ]
    assert table("Cycles").rows[0][:2] == (2, "inc/ring.h and inc/types.h")
    assert [row[0] for row in table("Wanted from outside").rows] == ["CERNLIB", "GSL"]
    assert [row[0] for row in table("Wanted and nowhere").rows] == ["gone.h"]
    assert [row[0].text for row in table("Where running begins").rows] == ["app/main.c", "old/steer.f", "old/steer2.f"]


def test_cover_and_loud() -> None:
    assert [sentence.text for sentence in section.cover(dug())] == [
        "From outside it needs CERNLIB and GSL.",
        "Where to start reading: inc/types.h (4 files rest on it) and app/main.c (running begins there).",
    ]
    ((loudness, sentence),) = section.loud(dug())
    assert loudness == 45 and sentence.text.startswith("It needs CERNLIB, which can be had with effort (")


def test_edges_for_the_database() -> None:
    ((name, rows),) = section.tables(dug())
    assert name == "dependencies" and rows.rows[0][:5] == ("app/main.c", "src/fit.h", "include", "c", 1)


def _begins(files: dict[str, str], name: str = "goos") -> str:
    sources = tree(files)
    scan = dependencies.scan(sources)
    made = replace(project(), name=name, scan=scan, graph=dependencies.graph(scan), files=tuple(sources))
    text = " ".join(sentence.text for sentence in section.cover(made))
    return next((part.split()[-1] for part in text.split(" (running begins there)")[:-1]), "")


def test_running_begins_with_the_program_of_the_name_or_the_one_that_needs_most() -> None:
    files = {
        "configure": "#!/bin/sh\necho configured\n",
        "tests/all.c": '#include "../src/a.h"\n#include "../src/b.h"\nint main() {}\n',
        "src/a.h": "",
        "src/b.h": '#include "a.h"\n',
        "src/one.c": '#include "a.h"\nint main() { return 0; }\n',
        "src/two.c": '#include "b.h"\nint main() { return 0; }\n',
        "src/three.c": '#include "a.h"\n',
        "src/four.c": '#include "a.h"\n',
    }
    assert _begins(files) == "src/two.c"
    assert _begins(files, "One") == "src/one.c"
    assert _begins(files | {"src/TwoMain.c": "int main() { return 0; }\n"}, "Two") == "src/two.c"
    assert (
        _begins(files | {"src/OneMain.c": '#include "a.h"\nint main() {}\n', "src/one.c": ""}, "One") == "src/OneMain.c"
    )
    assert _begins({**dict.fromkeys(("src/a.h", "configure"), ""), "src/b.c": '#include "a.h"\n'}) == ""


def test_in_the_middle_is_what_many_need_themselves() -> None:
    files = {"low.h": "", "mid.h": '#include "low.h"\n', **{f"s{n}.c": '#include "mid.h"\n' for n in range(5)}}
    scan = dependencies.scan(tree(files))
    made = replace(project(), scan=scan, graph=dependencies.graph(scan), files=tuple(tree(files)))
    (first, *_) = next(
        b for b in section.section(made).blocks if getattr(b, "title", "") == "What everything rests on"
    ).rows
    assert first[0].text == "mid.h"


def test_what_many_want_and_nobody_knows_is_said_on_the_cover() -> None:
    files = {f"s{n}.c": '#include "easel.h"\n#include <mpi.h>\n' for n in range(9)} | {"x.c": '#include "rare.h"\n' * 2}
    scan = dependencies.scan(tree(files))
    made = replace(project(), scan=scan, graph=dependencies.graph(scan), files=tuple(tree(files)))
    assert next(iter(section.cover(made))).text == "From outside it needs MPI and what gives easel.h."


def test_what_two_files_of_many_want_is_no_trouble_of_the_whole() -> None:
    def troubles(others: int) -> int:
        files = {f"old{n}.py": "import Numeric\n" for n in range(2)} | {f"new{n}.py": "x = 1\n" for n in range(others)}
        scan = dependencies.scan(tree(files))
        made = replace(project(), scan=scan, graph=dependencies.graph(scan), files=tuple(tree(files)))
        return len(list(section.loud(made)))

    assert (troubles(5), troubles(200)) == (1, 0)


def test_library_is_used_and_not_started() -> None:
    def reads(files: dict[str, str], name: str = "goos") -> str:
        scan = dependencies.scan(tree(files))
        made = replace(
            project(), name=name, scan=scan, graph=dependencies.graph(scan), files=tuple(tree(files)), commits=()
        )
        return next((one.text for one in section.cover(made) if one.text.startswith("Where to start")), "")

    modules = {f"goos/m{n}.py": "from goos import base\n" for n in range(4)} | {
        "goos/base.py": "",
        "goos/__init__.py": "",
    }
    start = {"tools/run.py": "from goos import m1\nif __name__ == '__main__':\n    m1\n"}
    package = {**modules, **start, "README": "goos\n", "setup.py": "setup(name='goos')\n"}
    assert reads(package).endswith("README; it is used by “import goos”.") and "tools/run.py" not in reads(package)
    assert "tools/run.py (running begins there)" in reads(modules | start)
    assert "“import" not in reads(
        package | {"setup.py": "setup(entry_points={'console_scripts': ['goos=goos.m1:main']})"}
    )
    assert "“import" not in reads(package | {"bin/goos": "#!/usr/bin/env python\nimport goos\n"})
    r = {f"pkg/R/a{n}.R": "f <- function() base_of(1)\n" for n in range(4)} | {
        "pkg/R/b.R": "base_of <- function(x) x\n"
    }
    assert reads({**r, "pkg/DESCRIPTION": "Package: goos\n", "README": "x"}).endswith(
        "; it is used by “library(goos)”."
    )
