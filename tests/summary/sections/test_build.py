"""The section on building it today."""

from __future__ import annotations

from dataclasses import replace

from archaeo.analyzers import dependencies
from archaeo.summary.blocks import Items, Table, Text
from archaeo.summary.sections import build as section
from tests.analyzers.test_dependencies import tree
from tests.summary.projects import empty, project

FILES = {
    "src/fit.py": "import Numeric\nprint 'x', open('/afs/x/goos/calib.dat')\n",
    "GNUmakefile": "fit: fit.o\n\tcc -o fit fit.o -lpacklib\n",
    "fit.c": '#include "inc/a.h"\nint main() {}\n',
    "inc/a.h": "",
    "inc/b.c": "",
}


def test_nothing_to_say_without_code() -> None:
    assert section.section(empty()) is None


def test_notes_in_words_and_tables() -> None:
    dug = replace(project(), scan=dependencies.scan(tree(FILES)), files=tuple(tree(FILES)))
    blocks = section.section(dug).blocks
    assert isinstance(blocks[0], Text)
    text = " ".join(sentence.text for sentence in blocks[0].sentences)
    assert "Python 2.7" in text and "python for python" not in text
    assert "It was built with make (1 file)." in text
    (hindered,) = (block for block in blocks if isinstance(block, Items))
    assert [sentence.text.partition(";")[0] for sentence in hindered.items] == [
        "Numeric and numarray can no longer be had",
        "CERNLIB can be had with effort only",
        "Python 2 (print statement)",
    ]
    titles = [block.title for block in blocks if isinstance(block, Table)]
    assert titles == ["Signs of old dialects", "Programs and libraries", "Paths of machines that are gone"]


def test_few_old_files_do_not_make_a_program_of_python_2() -> None:
    files = {f"src/m{n}.py": "print('x')\n" for n in range(9)} | {"src/old.py": "print 'x'\n"}
    dug = replace(project(), scan=dependencies.scan(tree(files)), files=tuple(tree(files)))
    assert section.section(dug).blocks[0].sentences[0].text == "Today it takes Python 3 (and 2.7 for 1 file of 10)."


def test_how_it_is_built_and_tested_in_sentences() -> None:
    files = {
        "CMakeLists.txt": "set(CMAKE_CXX_STANDARD 11)\nadd_test(NAME a COMMAND b)\n",
        "fit.cc": '#include <cstdlib>\nint main() { return getenv("GOOS_DATA") != 0; }\n',
        "tests/a.cc": "",
        "bootstrap": "#!/bin/sh\necho $ACLOCAL $GOOS_OPTIONS\n",
        "setup.py": "setup(install_requires=['numpy>=1.9,<2'], python_requires='<3.12')\n",
        ".gitmodules": '[submodule "x"]\n\tpath = extern/x\n\turl = ../x\n',
    }
    dug = replace(project(), scan=dependencies.scan(tree(files)), files=tuple(tree(files)))
    _, asked, second = section.section(dug).blocks[:3]
    assert [sentence.text for sentence in asked.sentences] == [
        "Build files ask for numpy (1.9 <2) (line 1) in setup.py."
    ]
    assert [sentence.text for sentence in second.sentences] == [
        "Today that is “cmake -S . -B build && cmake --build build” (CMakeLists.txt).",
        "Its build files ask for C++11 (CMakeLists.txt:1) and Python <3.12 (setup.py:1).",
        "Too new for it, by its own build files: numpy 2 (setup.py:1) and Python 3.12 (setup.py:1) and "
        "what came after.",
        "A clone alone is not enough: git submodules bring extern/x (from ../x); "
        "“git submodule update --init” fetches them.",
        "Tests: 1 file in tests; “ctest” runs them.",
        "Their outcome: the last lines tell how many passed and name those that failed; --output-on-failure shows why.",
        "Programs read the environment variable GOOS_DATA (1 file).",
    ]


def test_without_a_test() -> None:
    files = {"a.c": "int main() {}\n"}
    dug = replace(project(), scan=dependencies.scan(tree(files)), files=tuple(tree(files)))
    (said,) = section.section(dug).blocks[1].sentences
    assert said.text.startswith("No test suite was found")


def test_packages_by_options_project_files_and_options() -> None:
    files = {
        "CMakeLists.txt": 'option(GOOS_GUI "With a display" OFF)\nif(GOOS_GUI)\n  find_package(Qt4 REQUIRED)\nendif()\n'
        "find_package(ROOT 5.34 REQUIRED)\nfind_package(GSL QUIET)\n",
        "examples/CMakeLists.txt": "find_package(Goos 1.0 REQUIRED)\n",
        "requirements.txt": "six==1.0\n",
        "win/goos.dsp": '# Microsoft Developer Studio Project File - Name="goos"\n',
        "fit.cc": "int main() {}\n",
        "README": "It requires ROOT 5.34 or later.\n",
    }
    dug = replace(project(), scan=dependencies.scan(tree(files)), files=tuple(tree(files)))
    blocks = section.section(dug).blocks
    assert "Project files are of Visual C++ 6 (win/goos.dsp:1)." in [one.text for one in blocks[0].sentences]
    assert [sentence.text for sentence in blocks[1].sentences] == [
        "Build files ask for ROOT 5.34 (line 5) in CMakeLists.txt.",
        "Asked for only by an option: Qt4 with GOOS_GUI (OFF by default) (CMakeLists.txt:3).",
        "Asked for, and can be missing: GSL (line 6) in CMakeLists.txt.",
        "Lists of what to install beforehand name six 1.0 (line 1) in requirements.txt.",
    ]
    (options,) = (block for block in blocks if isinstance(block, Table) and block.title == "Options of the build")
    assert options.rows == (("GOOS_GUI", "OFF", "With a display", "CMakeLists.txt:1"),)
    (words,) = (block for block in blocks if isinstance(block, Items))
    assert [(one.text, one.evidence) for one in words.items] == [("“It requires ROOT 5.34 or later.”", "README:1")]


def test_programs_that_are_run_as_they_are() -> None:
    files = {"a.m": "x = nanmean(y) + prctile(y, 2);\n"}
    dug = replace(project(), scan=dependencies.scan(tree(files)), files=tuple(tree(files)))
    text = " ".join(one.text for one in section.section(dug).blocks[0].sentences)
    assert "There is no build file; most of it is MATLAB, which is run as it is." in text
    assert "name functions of Statistics (nanmean, prctile, 1 file, as a.m:1)." in text


def test_libraries_that_configure_looks_for_and_versions_in_programs() -> None:
    files = {
        "configure.ac": "AC_CHECK_LIB(m, sin)\nAC_CHECK_LIB(hdf5, H5open)\nAC_CHECK_LIB(hdf5, H5close)\n",
        "a.cc": '#if ROOT_VERSION_CODE < ROOT_VERSION(5,34,0)\n#error "needs ROOT 5.34"\n#endif\n//Numerical Recipes\n',
    }
    dug = replace(project(), scan=dependencies.scan(tree(files)), files=tuple(tree(files)))
    text = " ".join(
        one.text for block in section.section(dug).blocks if isinstance(block, Text) for one in block.sentences
    )
    assert "Looked for when it is configured, of some only by an option: -lhdf5 (line 2) in configure.ac." in text
    assert "Programs themselves ask whether they have ROOT 5.34 (1 file, a.cc:1)." in text
    assert "Programs stop with an error: needs ROOT 5.34 (1 file, a.cc:2)." in text
    assert "Programs say that they have code of, or after, Numerical Recipes (1 file, a.cc:4)." in text
