"""What a project says of itself."""

from __future__ import annotations

import pytest

from archaeo.analyzers import purpose
from archaeo.model import SourceFile
from tests.analyzers.sources_of import source_files


def _files(**texts: str) -> list[SourceFile]:
    names = {name.replace("__", "/").replace("_dot_", "."): text for name, text in texts.items()}
    return [SourceFile(name, lambda text=text: text.encode("latin-1")) for name, text in names.items()]


@pytest.mark.parametrize(
    ("files", "text", "line"),
    [
        (_files(README="Goos\n====\n\nGoos is a package that finds boosted jets. It is old.\n"),
         "Goos is a package that finds boosted jets.", 4),
        (_files(README="# Goos\n\n![badge](x)\n\nInstall it as you like it best, friend.\n\nThe code simulates a jet "
                "in a detector.\n"), "The code simulates a jet in a detector.", 7),
        (_files(README="Please see the file INSTALL for details.\n", x_dot_spec="Name: x\nSummary: Jet finder\n"),
         "Jet finder", 2),
        (_files(README="Jets, cuts and fits for the summer conference\n"),
         "Jets, cuts and fits for the summer conference", 1),
        (_files(README="Gr\xf6\xdfe is a tool for the size of things\n"), "Größe is a tool for the size of things", 1),
    ],
    ids=["first sentence", "not the install note", "packaging", "any prose", "latin-1"],
)  # fmt: skip
def test_statement(files: list[SourceFile], text: str, line: int) -> None:
    found = purpose.find(files)
    assert found is not None
    assert (found.text, found.line) == (text, line)


def test_a_long_readme_may_end_inside_a_letter() -> None:
    text = "Größe is a tool for the size of things.\n\n".encode()
    long = text + b"x" * (purpose.MOST_BYTES - len(text) - 1) + "ß".encode()
    found = purpose.find([SourceFile("README", lambda: long)])
    assert found is not None
    assert found.text == "Größe is a tool for the size of things."


def test_largest_part_speaks_for_the_project() -> None:
    files = _files(
        a__README="Aaa is a small viewer of the files.",
        big__README="Big is a large program for the analysis.",
        big__a="",
        big__b="",
    )
    assert purpose.find(files).path == "big/README"


def test_nothing_said() -> None:
    assert purpose.find(_files(a_dot_c="int x;")) is None


def test_readme_of_a_small_part_is_not_the_project() -> None:
    names = {f"src__f{number}": "" for number in range(20)}
    assert purpose.find(_files(test__README="Test is a program that tests the small thing.", **names)) is None


def test_head_of_a_table_says_nothing() -> None:
    table = "FOLDER      DESCRIPTION\nbench/      Programs are used to make timing and performance measurements.\n"
    assert purpose.find(_files(README=f"Goos\n----\n\n* Run make.\n\n{table}")) is None


def test_copyright_signs_say_nothing_of_a_project() -> None:
    head = b"The Linux GPIB Package\n ---------\n  (c) 1994-1996 by C.Schroeter\n  (c) 2001 by F. Hess\n\n"
    text = head + b"This is a driver package for instruments on the bus.\n"
    found = purpose.find([SourceFile("README", lambda: text)])
    assert found is not None
    assert found.text == "This is a driver package for instruments on the bus."


def test_package_of_r_speaks_in_its_field_of_that_name() -> None:
    fields = (
        "Title: Survival\nMaintainer: T\nPackage: survival\nDescription: Contains the core routines,\n   of it.\nX: y\n"
    )
    said = purpose.find(_files(DESCRIPTION=fields))
    assert said is not None
    assert (said.text, said.line) == ("Contains the core routines, of it.", 4)


def test_fields_of_a_control_file_are_no_sentences() -> None:
    fields = "Title: The survival of lines\nMaintainer: Somebody Who Is Here\nPackage: survival of all that is\n"
    assert purpose.find(_files(DESCRIPTION=fields)) is None


@pytest.mark.parametrize(
    ("files", "text"),
    [
        (_files(README="# Goos\n\n[Goos] resamples and adds [FITS] images to a projection\n"),
         "Goos resamples and adds FITS images to a projection"),
        (_files(README="Goos provides all of the widgets of the other one.\n",
                README_dot_md="Goos\n====\n\nGoos is a free incremental compiler of the other language.\n"),
         "Goos is a free incremental compiler of the other language."),
        (_files(README="Goos\n====\n\nTravis: [![Build](http://a/b.svg)](http://c)\n[![Tag](http://d)](http://e)\n\n"
                "Automatic recognition of astronomical images; or metadata from data.\n"),
         "Automatic recognition of astronomical images; or metadata from data."),
        (_files(README="Goos-2.4\n========\n\nRepository for development of the GOOS 2.4 simulator\n-------------\n\n"
                "The directory 'goos' contains these, with any changes made since.\n"),
         "Repository for development of the GOOS 2.4 simulator"),
        (_files(README="# GOOS - finder of boosted jets in showers\n\n1. Make it\n"),
         "finder of boosted jets in showers"),
        (_files(README="# Goos 1.4\n\n## Axially symmetric Spectral Element Method\n\nCopyright 2018, Eve\n\n"
                "Webpage and distribution: http://goos.info Contact: info@goos.info\n"),
         "Axially symmetric Spectral Element Method"),
        (_files(README="# GOOS\nA seismic data analysis toolbox for MATLAB. It can be useful for research.\n"),
         "A seismic data analysis toolbox for MATLAB."),
        (_files(README="This is the readme for Eve's release of Goos.\n\nGOOS is a pulsar search software: See the web "
                "page.\n"),
         "GOOS is a pulsar search software."),
        (_files(README="lib/ -- Source code for the library, which provides the jets\n\nOur purpose in creating this "
                "toolkit is to support couplers.\n"), "Our purpose in creating this toolkit is to support couplers."),
        (_files(README="To make it:\n\n./configure\n", doc__index_dot_html="<html>\n<body>\n<h1>Goos</h1>\n\nGoos is "
                "a program for the timing of pulsars.\n<h2>Download</h2>\n"),
         "Goos is a program for the timing of pulsars."),
        (_files(README="Some notes on the machines of the group.\n\nThe Great Object of Sorts (Goos) is a browser of "
                "genomes.\n"), "The Great Object of Sorts (Goos) is a browser of genomes."),
        (_files(doc__man_dot_tex="\\title{Manual}\n\\begin{abstract}\nThe \\emph{goos} code simulates the growth of "
                "stars.\n\\end{abstract}\n"), "The goos code simulates the growth of stars."),
        (_files(pkg__DESCRIPTION="Package: goos\nTitle: Goos\nDescription: Reading and writing of spatial\n   things. "
                "See the manual.\nLicense: GPL\n"), "Reading and writing of spatial things."),
    ],
    ids=["link elsewhere", "what it is before what it does", "below badges", "underlined title", "title", "subtitle",
         "at once below its heading", "not the readme itself", "no list of folders", "page of the documentation",
         "name in brackets", "abstract", "package of R"],
)  # fmt: skip
def test_statement_by_name(files: list[SourceFile], text: str) -> None:
    found = purpose.find(files, "goos")
    assert found is not None and found.text == text


def test_commands_and_drawings_say_nothing() -> None:
    shell = "setenv MPI_DIR /opt/local\nsetenv PATH ${MPI_DIR}/bin:{$PATH}\nsetenv LIB ${MPI_DIR}/lib\n"
    assert purpose.find(_files(README=f"{shell}\n,---, | ,--| | ;~' / | the | | | ,-- goos |\n"), "goos") is None
    assert purpose.find(_files(README="The recommended set of environment variables is given below.\n"), "goos") is None
    assert purpose.find(_files(README="See documentation of the API for the routines in this library in::\n")) is None


def test_package_of_a_part_that_was_put_in_says_nothing_of_the_whole() -> None:
    names = {f"src__f{number}": "" for number in range(20)}
    assert purpose.find(_files(gsl__gsl_dot_spec="Summary: GNU Scientific Library\n", **names), "goos") is None


def test_package_of_r_speaks_before_the_readme_of_the_server_it_lies_on() -> None:
    files = _files(
        README='(See "http://goos.example/manual.pdf" for detailed information on registering a new project.)\n',
        branches__old__DESCRIPTION="Package: goos\nDescription: Computes it the old way.\n",
        pkg__DESCRIPTION="Package: goos\nDescription: Computes normal and t probabilities. More.\n",
        **{f"www__{n}": "" for n in range(20)},
    )
    assert purpose.find(files, "goos").text == "Computes normal and t probabilities."


def test_sentence_that_says_what_this_is_goes_before_what_it_was_made_for() -> None:
    text = "This is goos 0.3.0, an open library of jets.\n\ngoos was designed to find many jets quickly.\n"
    said = purpose.find(_files(README=text), "goos")
    assert said is not None and said.text == "This is goos 0.3.0, an open library of jets."


def test_that_it_moved_is_not_what_it_is() -> None:
    text = "# It moved\n\nGoos has been moved to the new server of the group.\n\nGoos 2 is a finder of boosted jets.\n"
    found = purpose.find(_files(README=text), "eve+goos2")
    assert found is not None and (found.text, found.line) == ("Goos 2 is a finder of boosted jets.", 5)


def test_without_readme_the_head_of_the_program_and_then_the_manual_speaks() -> None:
    head = "/*\n * goos.c\n *\n * This program computes the jets of an event and fits them.\n */\nint main() {}\n"
    manual = "\\chapter{Jets}\n\nDie Auswertung der Bilder geschieht in \\goos\\ mit Operatoren.\n"
    files = _files(src__goos_dot_c=head, doc__ops_dot_tex=manual)
    found = purpose.find(files, "goos-svn")
    assert found is not None
    assert (found.text, found.path) == ("This program computes the jets of an event and fits them.", "src/goos.c")
    found = purpose.find(files[1:], "goos-svn")
    assert found is not None
    assert (found.text, found.line) == ("Die Auswertung der Bilder geschieht in goos mit Operatoren.", 3)


def test_sentence_of_a_manual_that_tells_nothing_done_with_it() -> None:
    manual = "Part two of goos follows the analysis.\n\nThe work on goos simulation is funded by the state itself.\n"
    assert purpose.find(_files(doc__ops_dot_tex=manual), "goos") is None


def test_used_by_somebody_is_not_what_it_is() -> None:
    text = "Goos is used by many groups and experiments of the world.\n\nGoos implements a way to find boosted jets.\n"
    found = purpose.find(_files(README=text), "goos")
    assert found is not None and found.line == 3


def test_field_is_the_topic_of_a_python_package() -> None:
    text = (
        "x = [\n 'Topic :: Software Development :: Libraries',\n 'Topic :: Scientific/Engineering :: Astronomy',\n]\n"
    )
    found = purpose.field(_files(setup_dot_py=text))
    assert found is not None
    assert (found.text, found.path, found.line) == ("Scientific/Engineering :: Astronomy", "setup.py", 3)
    assert purpose.field(_files(setup_dot_py="x = 1\n", a__setup_dot_py=text)) is None


def test_plain_word_in_a_manual_is_not_the_project() -> None:
    manual = "Specifically we used it to analyse the region with and without the jets weighting.\n"
    assert purpose.find(_files(doc__ops_dot_tex=manual), "jets") is None


def test_notice_and_where_documentation_is_are_not_what_it_is() -> None:
    text = "Important notice for Goos\n----\n\nThe full documentation can be found at the other place of the group.\n"
    assert purpose.find(_files(README=text), "goos") is None


def test_quoted_quote_in_a_description() -> None:
    found = purpose.find(_files(setup_dot_py="setup(description='Eve\\'s finder of jets')\n"), "goos")
    assert found is not None and found.text == "Eve's finder of jets"


def test_title_that_spells_the_name_out() -> None:
    text = "# Goos (Great Object Oriented Search )\n\nThe framework allows to define the order of its parts.\n"
    found = purpose.find(source_files({"README.md": text}), "goos")
    assert found is not None and (found.text, found.line) == ("Goos (Great Object Oriented Search)", 1)


def test_what_this_software_does_comes_before_how_it_is_made() -> None:
    text = "Intro\n-----\nThis software analyzes data of the goos detector. The parts are written to be swapped.\n"
    found = purpose.find(source_files({"README": text}), "pix")
    assert found is not None and found.text == "This software analyzes data of the goos detector."


@pytest.mark.parametrize(
    ("files", "text"),
    [
        (
            _files(
                README="GOOS IS AN OPEN SOURCE CODE. We like you to take it and to look into it.\n",
                doc__index_dot_rst="Hello!\n======\n\nThis is the site for Goos, a finder of jets that are fat.\n",
            ),
            "This is the site for Goos, a finder of jets that are fat.",
        ),
        (
            _files(
                README="Goos\n\nThe Great Object Search (GOOS) jet finder has been developed over two decades.\n\n"
                "The GOOS finder is an open source project, which means that contributions are welcome.\n"
            ),
            "The Great Object Search (GOOS) jet finder has been developed over two decades.",
        ),
    ],
    ids=["a page of the manual", "developed"],
)
def test_that_it_is_open_says_nothing_of_what_it_is(files: list[SourceFile], text: str) -> None:
    found = purpose.find(files, "goos")
    assert found is not None
    assert found.text == text
