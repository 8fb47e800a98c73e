"""What READMEs and their kin ask and warn of."""

from __future__ import annotations

import pytest

from archaeo.analyzers import cautions
from tests.analyzers.sources_of import source_files


def found(text: str, path: str = "README") -> list[tuple[str, str, int]]:
    return [(one.kind, one.text, one.line) for one in cautions.find(source_files({path: text}))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Goos requires MATLAB 7.4 or later.", "need"),
        ("It was tested with gcc 3.2 and Python 2.3 only.", "need"),
        ("GOOS is NOT compatible with NumPy 1.9 or later.", "warning"),
        ("Do not use gcc 4.0 to compile the library.", "warning"),
        ("This code uses routines of Numerical Recipes, which are proprietary.", "warning"),
        ("Known problems: it does not compile with g++ 4.3.", "warning"),
    ],
)
def test_needs_and_warnings(text, kind):
    assert found(f"Goos\n====\n\nIt finds jets.\n{text}\n") == [(kind, text, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "It finds jets in events of 2003.",
        "This program comes without any warranty and is not supported by anybody, see the GNU license version 2.",
        "See Figure 3 and Section 2.1 for what is needed.",
        "if ($x) { print 'Qt 4 is required'; }",
        "Is Python 2.3 required to build it?",
        "INSTALLATION OF GOOS REQUIRES UNIX V 7",
    ],
)
def test_what_is_neither(text):
    assert found(f"{text}\n") == []


def test_a_list_behind_a_colon():
    text = "Some third-party toolboxes are required:\n\n* Air-Sea, from http://a.example.org\n* T_TIDE\n\nMore.\n"
    (one,) = found(text)
    assert one[1] == "Some third-party toolboxes are required: Air-Sea, from http://a.example.org; T_TIDE"


def test_only_texts_of_the_project_near_its_top():
    text = "It requires Python 2.3 to run.\n"
    assert found(text, "a/b/c/README") == [] and found(text, "extern/x/README") == [] and found(text, "README.c") == []
    assert found(f"{text}Briefly, the shell command configure does it.\n", "INSTALL") == []
    assert [one[0] for one in found(text, "INSTALL.txt")] == ["need"]
