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


def test_a_name_that_anybody_may_have_is_no_library():
    assert _needed({"fit.f": "      call hsum(x)\n      end\n"}) == []
    assert _needed({"a.C": '#include "TKlog.h"\n#include "TKmatrix.h"\n'}) == []
    assert _needed({"a.c": '#include "Geometry/Geometry.h"\n'}) == []
    assert _needed({"fit.f": "      call hf1(x)\n      call hbook1(x)\n      end\n"}) == ["CERNLIB"]
    assert _needed({"a.c": "#include <gsl/gsl_math.h>\n"}) == ["GSL"]


def test_name_over_many_is_told_with_those_that_are_used():
    files = {
        "pkg/DESCRIPTION": "Package: goos\nImports: sp (>= 1.4)\n",
        "pkg/R/fit.R": "library(goos)\nlibrary(stats)\nrequire(rgdal)\n",
    }
    scan = dependencies.scan(source_files(files))
    resolved = dependencies.resolve(scan)
    found = lacks.needed(lacks.externals(resolved.edges, resolved.building.packages()))
    assert [one.called for one in found] == ["CRAN (rgdal, sp)"]


def test_headers_of_old_systems_beside_those_of_posix_stand_behind_conditions():
    assert _needed({"fpu.c": "#include <ieeefp.h>\n", "io.c": "#include <unistd.h>\n"}) == []


def test_what_is_gone_and_behind_a_condition_is_done_without():
    old = "#if __GNUC__ < 4\n#include <hash_map>\n#else\n#include <unordered_map>\n#endif\n"
    assert (
        _needed({f"{name}.h": old for name in "abcd"} | {f"{name}.cpp": f'#include "{name}.h"\n' for name in "abcd"})
        == []
    )
    assert _needed({"a.cpp": "#include <hash_map>\n"}) == ["old C++ streams"]


def test_name_over_many_stands_alone_where_only_routines_are_used():
    calls = "void f() { " + " ".join(f"mysql_{name}();" for name in ("init", "close", "query", "errno")) + " }\n"
    scan = dependencies.scan(source_files({f"{name}.c": calls for name in "ab"}))
    resolved = dependencies.resolve(scan)
    (found,) = lacks.needed(lacks.externals(resolved.edges, resolved.building.packages()))
    assert found.called == "databases"


def test_what_only_tests_and_examples_want_is_not_needed():
    files = {
        "goos/fit.c": "#include <mpi.h>\n",
        "examples/plot.py": "import wx\n",
        "goos/tests/t.py": "import Numeric\n",
    }
    assert _needed(files) == ["MPI"]
    asked = {"setup.py": "setup(install_requires=['numpy'])\n", "tests/n.py": "import numpy\n"}
    assert sorted(_needed(files | asked)) == ["MPI", "NumPy"]


def _roles(files: dict[str, str]) -> dict[str, str]:
    scan = dependencies.scan(source_files(files))
    resolved = dependencies.resolve(scan)
    found = lacks.externals(resolved.edges, resolved.building.packages(), files)
    return {one.called: one.role for one in found if not one.library.standard}


def test_what_the_text_goes_on_without_is_optional():
    spare = "import numpy\ntry:\n    import matplotlib\nexcept ImportError:\n    matplotlib = None\n"
    assert _roles({"a.py": spare}) == {"NumPy": "needed", "matplotlib": "optional"}
    assert _roles({"a.py": spare, "b.py": "import pylab\n"}) == {"NumPy": "needed", "matplotlib": "needed"}
    assert _roles({"a.py": spare + "import matplotlib\n"})["matplotlib"] == "needed"


def test_what_a_switch_of_the_build_brings_in_is_optional():
    code = (
        "#ifdef HAVE_FFTW\n#include <fftw3.h>\n#endif\n#if ROOT_VERSION_CODE > 5\n#include <gsl/gsl_math.h>\n#endif\n"
    )
    assert _roles({"a.c": code, "b.c": "#ifndef NO_MPI\n#include <mpi.h>\n#endif\n"}) == {
        "FFTW 3": "optional",
        "GSL": "needed",
        "MPI": "optional",
    }
    configure = "AC_ARG_WITH(fftw)\nAC_CHECK_LIB(fftw3, f)\n"
    assert _roles({"a.c": code, "configure.ac": configure})["FFTW 3"] == "optional"
    assert _roles({"a.c": "#include <fftw3.h>\n", "configure.ac": configure})["FFTW 3"] == "needed"


def test_what_a_package_of_r_suggests_is_optional():
    files = {
        "pkg/DESCRIPTION": "Package: goos\nImports: sp\nSuggests: sf\n",
        "pkg/R/fit.R": "library(sp)\nsf::st_read(x)\n",
        "notes/plot.R": "library(ggplot2)\n",
    }
    assert _roles(files) == {"CRAN (sp)": "needed", "CRAN (sf)": "optional", "CRAN (ggplot2)": "beside"}


def test_scripts_beside_a_package_that_says_what_it_needs():
    files = {
        "setup.py": "setup(install_requires=['numpy'])\n",
        "goos/__init__.py": "import scipy\n",
        "paper/plots.py": "import matplotlib\n",
        "bin/goos": "#!/usr/bin/env python\nimport wx\n",
        "paper/old.pro": "pro old\n  x = mrdfits('a.fits', 1)\n  readcol, 'b.txt', y\nend\n",
    }
    assert _roles(files) == {
        "NumPy": "needed",
        "SciPy": "needed",
        "matplotlib": "beside",
        "wxWidgets": "needed",
        "IDL astronomy library": "beside",
    }


def test_call_below_a_guarded_header_is_optional_too():
    code = (
        "#ifdef HAVE_CURL\n#include <curl/curl.h>\n#endif\nvoid f(void) { curl_easy_init(); curl_easy_cleanup(0); }\n"
    )
    assert _roles({"a.c": code}) == {"curl": "optional"}


def test_group_of_java_is_no_module():
    gradle = 'dependencies {\n  compile "com.sun.xml.bind:jaxb-core:2.3"\n}\n'
    assert _roles({"A.java": "import com.sun.image.Codec;\n"}) == {"old Java of the vendors": "needed"}
    assert _roles({"build.gradle": gradle}) == {}


def test_system_of_one_file_of_many_is_a_part():
    files = {f"a{n}.java": "" for n in range(60)} | {"waters/a.c": "#include <windows.h>\n"}
    assert _roles(files) == {"Windows": "optional"}


def test_what_configure_does_without_and_few_files_want_is_optional():
    files = {f"a{n}.c": "#include <zlib.h>\n" for n in range(30)} | {"xosd.c": "#include <X11/Xlib.h>\n"}
    configure = "PKG_CHECK_MODULES([X], [x11], [x=yes], [x=no])\nAC_CHECK_LIB(z, f, [], [z=no])\n"
    assert _roles({**files, "configure.ac": configure}) == {"zlib": "needed", "X11": "optional"}


def test_what_a_python_package_does_not_ask_for_and_imports_where_it_is_used():
    files = {"goos/__init__.py": "import scipy\ndef f():\n    import numpy\ndef g():\n    import matplotlib\n"}
    setup = {"setup.py": "setup(install_requires=['numpy'])\n"}
    assert _roles(files) == {"NumPy": "needed", "SciPy": "needed", "matplotlib": "needed"}
    assert _roles(files | setup) == {"NumPy": "needed", "SciPy": "needed", "matplotlib": "optional"}


def test_library_that_configure_looks_for_and_sources_guard_is_optional():
    configure = {"configure.ac": "AC_CHECK_LIB(readline, readline)\n"}
    guarded = "#ifdef HAVE_LIBREADLINE\n#include <readline/readline.h>\n#endif\n"
    assert _roles({"a.c": guarded, **configure}) == {"readline and curses": "optional"}
    assert _roles({"a.c": guarded, "b.c": "#include <curses.h>\n", **configure}) == {"readline and curses": "needed"}
    assert _roles(configure) == {"readline and curses": "needed"}
