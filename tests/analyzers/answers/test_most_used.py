"""What is used most."""

from __future__ import annotations

from archaeo.analyzers import dependencies
from archaeo.analyzers.answers import most_used
from tests.analyzers.test_dependencies import tree


def _told(files: dict[str, str]) -> list[tuple[str, str, str, str, int]]:
    scan = dependencies.scan(tree(files))
    return [
        (one.kind, one.lang, one.name, one.path, one.users)
        for one in most_used.favourites(dependencies.resolve(scan).edges, scan)
    ]


def test_each_kind_and_language_apart_and_two_modules_of_one_file() -> None:
    files = {
        "m.f90": "module flow\nend module\nmodule heat\nend module\n",
        **{f"f{n}.f90": f"subroutine s{n}\nuse flow\nuse netcdf\n{'use heat' * (n < 2)}\nend\n" for n in range(3)},
        "fit.h": "int x;\n",
        **{f"c{n}.c": '#include "fit.h"\n#include <stdio.h>\n' for n in range(2)},
    }
    assert _told(files) == [
        ("use", "fortran", "flow", "m.f90", 3),
        ("use", "fortran", "netcdf", "", 3),
        ("use", "fortran", "heat", "m.f90", 2),
        ("include", "cpp", "fit.h", "fit.h", 2),
    ]


def test_a_name_that_begins_with_a_dot_is_told_by_its_path() -> None:
    files = {"pkg/__init__.py": "", "pkg/units.py": "x = 1\n"}
    files |= {f"pkg/m{n}.py": "from .units import x\n" for n in range(2)}
    assert ("import", "python", "pkg.units", "pkg/units.py", 2) in _told(files)


def test_what_one_file_uses_is_no_favourite() -> None:
    assert _told({"a.c": '#include "a.h"\n', "a.h": ""}) == []


def test_what_the_build_makes_is_nobody_elses() -> None:
    files = {"geotiff.h.in": "int x;\n", **{f"c{n}.c": '#include "geotiff.h"\n' for n in range(2)}}
    scan = dependencies.scan(tree(files))
    (one,) = most_used.favourites(dependencies.resolve(scan).edges, scan)
    assert (one.name, one.path, one.library, one.template) == ("geotiff.h", "", "", "geotiff.h.in")
