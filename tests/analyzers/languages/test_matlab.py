"""Tests for archaeo/analyzers/languages/matlab.py."""

from __future__ import annotations

from archaeo.analyzers.languages import matlab
from archaeo.analyzers.mentions import Dependency, Module, SourceText


def test_function_file_with_what_it_names():
    text = "function [y, err] = fit(x)\n% nothing here\ny = solve(x) ./ x';\nh = @norm2;"
    text += " s = 'text';\nend\nfunction z = own(a)\nz = a;\nend\n"
    found = list(matlab.scan(SourceText("lib/fitgoos.m", text)))
    assert [m for m in found if isinstance(m, Module)] == [
        Module("fitgoos", "function", 1),
        Module("own", "static function", 6),
    ]
    names = {m.name: m.line for m in found if isinstance(m, Dependency)}
    assert names["solve"] == 3 and names["norm2"] == 4
    assert not {"y", "x", "err", "nothing", "text", "z", "a"} & set(names)


def test_script_is_an_entry():
    found = list(matlab.scan(SourceText("go.m", "run('setup.m');\nfitgoos(3)\n")))
    assert Module("go", "main", 1) in found and Dependency("setup.m", "run", 1) in found


def test_file_below_a_folder_of_a_class_is_no_function_of_its_own():
    for path in ("core/@Rate/get.m", "core/@Rate/obsolete/get.m", "core/+pkg/get.m"):
        found = list(matlab.scan(SourceText(path, "function x = get(a)\nx = a;\n")))
        assert [one.owner for one in found if getattr(one, "kind", "") == "function"] == [path.split("/")[1][1:]]
