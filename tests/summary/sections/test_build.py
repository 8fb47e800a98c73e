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
