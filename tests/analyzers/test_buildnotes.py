"""Tests for archaeo/analyzers/buildnotes.py, dialects.py and traces.py."""

from __future__ import annotations

import time

import pytest

from archaeo.analyzers import dependencies
from archaeo.analyzers.buildnotes import build_notes
from archaeo.analyzers.dialects import signs
from archaeo.analyzers.mentions import SourceText
from archaeo.analyzers.traces import traces
from tests.analyzers.test_dependencies import tree


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("python", "print 'x'\n", "print statement"),
        ("python", "try: pass\nexcept IOError, e:\n  pass\n", "except X, e"),
        ("c", "int f(a, b)\nint a;\nchar *b;\n{ }\n", "K&R function definitions"),
        ("cpp", "#include <iostream.h>\n", "iostream.h and kin"),
        ("fortran", "      REAL*8 X\n", "REAL*8 and other lengths"),
        ("fortran", "      pointer (p, x(10))\n", "Cray pointers"),
        ("fortran", "      CALL F(%VAL(X))\n", "%VAL, %REF, %LOC"),
        ("fortran", "      IF (X) 10, 20, 30\n", "arithmetic IF"),
        ("shell", "#!/bin/csh -f\n", "C shell"),
    ],
)
def test_sign_of_a_dialect(lang: str, text: str, name: str):
    assert name in {found.sign.name for found in signs(SourceText("a", text), lang)}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("python", "print('x')\nexcept_x = 1\n"),
        ("c", "int f(int a, char *b)\n{ }\nint g(void);\n"),
        ("cpp", "#include <iostream>\n"),
        ("fortran", "      real x\n      if (x > 1) then\n      call f(x)\n"),
    ],
)
def test_modern_code_shows_no_sign(lang: str, text: str):
    assert [found.sign.name for found in signs(SourceText("a", text), lang)] == []


def test_traces_of_machines():
    text = (
        "#!/bin/csh\nsetenv GOOSDIR /afs/cern.ch/user/g/goos\nscp out.dat pcgoos03.cern.ch:/data1/goos\n"
        "root -l $GOOSDIR/fit.C $CALIBDIR\nif ($HOST == lxplus12) source x\n"
    )
    found = [(trace.kind, trace.name, trace.line) for trace in traces(SourceText("a.csh", text), "shell", False)]
    assert ("path", "/afs/cern.ch/user/g/goos", 2) in found
    assert ("host", "pcgoos03.cern.ch", 3) in found
    assert ("sets", "GOOSDIR", 2) in found and ("reads", "CALIBDIR", 4) in found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('x = getenv("ROOTSYS");', "ROOTSYS"),
        ("d = os.environ['GOOSDATA']", "GOOSDATA"),
        ("my $d = $ENV{GOOS_HOME};", "GOOS_HOME"),
        ("source $env(STADTCL)/x.tcl", "STADTCL"),
    ],
)
def test_environment_variables_of_languages(text: str, name: str):
    assert ("reads", name) in {(trace.kind, trace.name) for trace in traces(SourceText("a", text), "c", False)}


def test_notes_of_a_tree():
    files = {
        "src/fit.f": "      program fit\n      open(1, file='calib.dat')\n      open(2, file='there.dat')\n      end\n",
        "src/there.dat": "1\n",
        "lib/a.y": "%%\n",
        "app/go.c": '#include "../lib/x.h"\nint main() { getenv("GOOSDIR"); }\n',
        "lib/x.h": "",
        "lib/x.c": '#include "x.h"\n',
        "configure.in": "AC_CHECK_LIB(gsl)\nAC_OUTPUT(Makefile)\nAC_PROG_F77\n",
        "setup.csh": "setenv GOOSDIR /afs/x/goos\n",
    }
    scan = dependencies.scan(tree(files))
    notes = build_notes(scan, dependencies.resolve(scan), tree(files))
    assert [(one.name, one.compiler) for one in notes.languages][:2] == [("c", "gcc"), ("fortran", "gfortran")]
    assert [(step.number, step.folders) for step in notes.order] == [(1, ("lib", "src")), (2, ("app",))]
    assert notes.tools == ("yacc or bison",)
    assert notes.generated == (("Makefile", "configure.in:2, from Makefile.in"),)
    assert [one.library.name for one in notes.externals if not one.library.standard] == ["GSL"]
    assert [(one.kind, one.name, one.note) for one in notes.expected] == [
        ("path", "/afs/x/goos", ""),
        ("variable", "GOOSDIR", "set by setup.csh:1"),
        ("data", "calib.dat", ""),
    ]


def test_text_that_goes_on_for_ever_is_read_in_time():
    begun = time.process_time()
    for text in ("f(" + "word " * 40_000, "a\n" * 40_000, "x = '" + "/home" * 40_000, "(" * 100_000):
        list(signs(SourceText("a", text), "c"))
        list(signs(SourceText("a", text), "fortran"))
        list(traces(SourceText("a", text), "shell", False))
    assert time.process_time() - begun < 5


def test_columns_mean_nothing_in_free_form():
    free = (
        "module a\nimplicit none\ncontains\nsubroutine b(x)\n"
        + "      x = "
        + "y + " * 20
        + "z\n\tcall c()\nend subroutine b\nend module a\n"
    )
    fixed = "      subroutine b(x)\n      x = " + "y + " * 20 + "z\n\tcall c()\n      end\n"

    def told(path: str, text: str) -> set[str]:
        return {found.sign.name for found in signs(SourceText(path, text), "fortran")}

    assert told("a.f90", free) == set()
    assert told("a.F", free) == {"free form under a suffix of fixed form"}
    assert told("a.f", fixed) == {"code beyond column 72", "tab form"}


def test_backquotes_of_a_docstring_are_no_python_2():
    text = '"""Takes `a`\nand `b`."""\nx = "`c`"  # `d`\n'
    assert not list(signs(SourceText("a.py", text), "python"))
    found = signs(SourceText("a.py", text + "y = `3`\n"), "python")
    assert [(sign.name, line) for sign, line in found] == [("backquotes", 4)]
