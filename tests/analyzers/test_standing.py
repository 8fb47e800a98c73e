"""What a project says of its own state."""

from __future__ import annotations

import pytest

from archaeo.analyzers import standing
from archaeo.model import SourceFile


def _said(text: str, name: str = "goos", path: str = "README.md") -> list[tuple[str, int]]:
    found = standing.find([SourceFile(path, lambda: text.encode())], name)
    return [(notice.kind, notice.line) for notice in found]


@pytest.mark.parametrize(
    "text",
    [
        "Goos is no longer maintained.",
        "This package is currently unmaintained, and nobody gives support for it.",
        "As said elsewhere, Goos is now past its end of life and gets no updates.",
        "This repo is archived.",
        "The project has moved to https://new.example.org",
        "Goos has been superseded by Geese.",
        "All development happens in a new repository.",
        "Latest development moved to geese",
        "Development has stopped.",
        "READ-ONLY mirror of the main Subversion repository.",
        "This is an unofficial read-only mirror of the goos repository.",
        "This repository is only here as a reference to the old Goos.",
        "The development and support for Goos has been discontinued.",
        "# DEPRECATED",
    ],
)
def test_state(text: str) -> None:
    assert _said(f"Goos\n====\n\n{text}\n") == [("state", 4)]


@pytest.mark.parametrize(
    "text",
    [
        "Python 2 is no longer supported.",
        "Numeric is no longer maintained and users of it should go on.",
        "The Athena toolkit is no longer supported.",
        "Goos depends on the gcw driver which is unmaintained.",
        "The function goos_fit of Goos is deprecated.",
        "The manual of Goos is no longer maintained.",
        "If Goos is no longer supported you will hear of it.",
        "Since numarray development has stopped, this is not likely to change.",
        "Development happens on a server of the group.",
        "Old releases of Goos are archived.",
        "The Goos 3.x line will be retired when 4.0 comes.",
        "A read-only list for bug reports is there.",
        "Goos has moved its tests.",
        "Goos-users is no longer maintained.",
    ],
)
def test_no_state_of_the_project(text: str) -> None:
    assert _said(f"Goos\n====\n\n{text}\n") == []


def test_what_to_use_instead_stands_near_the_notice() -> None:
    assert _said("Goos is deprecated.\nWe recommend you to switch to Geese.\n") == [("state", 1), ("instead", 1)]
    assert _said("We recommend you to switch to the newest Perl.\n") == []


def test_other_files_and_the_classifier() -> None:
    assert _said("Goos is deprecated.\n", path="src/README") == []
    assert _said("Goos is deprecated.\n", path="INSTALL") == []
    assert _said('c = [\n"Development Status :: 7 - Inactive"]\n', path="setup.py") == [("state", 2)]


def test_former_name_and_descent() -> None:
    found = standing.find([SourceFile("README", lambda: b"Goos (formerly Noos) is here.\n")], "goos")
    assert [(one.kind, one.name) for one in found] == [("former", "Noos")]
    assert _said("Goos is a fork of noos.\n") == [("descent", 1)]
    assert _said("The table is derived from the other one.\n") == []


def test_foremost_are_a_full_sentence_and_the_replacement() -> None:
    text = "# Goos moved\n\nGoos has moved to new places now.\n\nThis package was replaced by Geese, a better one.\n"
    found = standing.find([SourceFile("README.md", text.encode)], "goos")
    assert [one.text for one in standing.foremost(found)] == [
        "Goos has moved to new places now.",
        "This package was replaced by Geese, a better one.",
    ]
    assert standing.foremost([]) == ()


def test_links_keep_their_address() -> None:
    text = "This repository has moved to [the forge](https://new.example.org/goos)."
    found = standing.find([SourceFile("README.md", text.encode)], "goos")
    assert found[0].text == "This repository has moved to the forge (https://new.example.org/goos)."
