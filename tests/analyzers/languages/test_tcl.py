"""Tests for archaeo/analyzers/languages/tcl.py."""

from __future__ import annotations

from archaeo.analyzers.languages import tcl
from archaeo.analyzers.mentions import Dependency, Module, SourceText

TEXT = """\
# source not.tcl
package require Itcl 3.0
package provide goos 1.0
source $env(LIB)/init.tcl
source [file join $dir util.tcl]
load libgap.so
proc ShowTrace {io} {
    trace_load $io; return [db_info num $io]
}
"""


def test_sources_packages_and_procedures():
    found = list(tcl.scan(SourceText("a.tcl", TEXT)))
    assert [m for m in found if isinstance(m, Module)] == [
        Module("goos", "package", 3),
        Module("ShowTrace", "function", 7),
    ]
    wanted = [m for m in found if isinstance(m, Dependency) and m.kind != "call"]
    assert [(m.name, m.kind, m.line) for m in wanted] == [
        ("$env(LIB)/init.tcl", "include", 4),
        ("$dir/util.tcl", "include", 5),
        ("Itcl", "import", 2),
        ("libgap.so", "load", 6),
    ]
    assert {"trace_load", "db_info", "io"} == {m.name for m in found if m.kind == "call"}
