"""What a folder is for, in the words of its files."""

from __future__ import annotations

from archaeo.analyzers import aims
from archaeo.analyzers.heads import Head
from archaeo.model import SourceFile


def _aim(folder: str, heads: dict[str, Head] | None = None, **files: str) -> str:
    sources = [SourceFile(f"{folder}/{path}", lambda text=text: text.encode()) for path, text in files.items()]
    found = aims.find([folder, ""], sources, heads or {})
    return found[folder].text if folder in found else ""


def test_the_first_sentence_of_a_readme_that_is_one() -> None:
    text = "Filters\n=======\n\nCopyright 2001.\n\nThis directory contains the filter curves of the survey. More.\n"
    assert _aim("data/filters", README=text) == "This directory contains the filter curves of the survey."


def test_a_sentence_that_a_list_goes_on_with_is_no_end() -> None:
    assert _aim("gui", README="The gui is a program that lets you\n\n- make files\n").endswith("lets you…")


def test_how_to_install_it_is_not_what_it_is_for() -> None:
    assert _aim("x", README="To install this package type make install in the folder.\n") == ""


def test_package_of_java_and_of_python() -> None:
    html = "<html><head><title>No</title></head><body>Classes to read {@link Jet} files. Others.</body></html>"
    assert _aim("org/jet", **{"package.html": html}) == "Classes to read Jet files."
    heads = {"fit/__init__.py": Head("Fits of spectra", ())}
    assert _aim("fit", heads, **{"__init__.py": ""}) == "Fits of spectra"


def test_the_program_that_has_the_folders_name() -> None:
    assert _aim("bin/detci", {"bin/detci/detci.cc": Head("Determinant CI", ())}, **{"detci.cc": ""}) == "Determinant CI"
