"""The section on building it today."""

from __future__ import annotations

from dataclasses import replace

from archaeo.analyzers import dependencies
from archaeo.summary.blocks import Table, Text
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
    assert "Numeric and numarray can no longer be had. CERNLIB can be had with effort." in text
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
    first, second = section.section(dug).blocks[:2]
    assert "Build files ask for numpy (1.9 <2)." in [sentence.text for sentence in first.sentences]
    assert [sentence.text for sentence in second.sentences] == [
        "Today that is “cmake -S . -B build && cmake --build build” (CMakeLists.txt).",
        "Its build files ask for C++11 and Python <3.12.",
        "Too new for it, by its own build files: numpy 2 and Python 3.12 and what came after.",
        "A clone alone is not enough: git submodules bring extern/x (from ../x); "
        "“git submodule update --init” fetches them.",
        "Tests: 1 file in tests; “ctest” runs them.",
        "Programs read the environment variable GOOS_DATA (1 file).",
    ]


def test_without_a_test() -> None:
    files = {"a.c": "int main() {}\n"}
    dug = replace(project(), scan=dependencies.scan(tree(files)), files=tuple(tree(files)))
    (said,) = section.section(dug).blocks[1].sentences
    assert said.text.startswith("No test suite was found")
