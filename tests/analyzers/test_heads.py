"""What programs say at their head: what for, and by whom."""

from __future__ import annotations

import pytest

from archaeo.analyzers import heads
from archaeo.model import SourceFile

_TWO = ("J. Li", "Eve de la Cruz")


@pytest.mark.parametrize(
    ("path", "text", "purpose", "authors"),
    [
        ("pop_load.m", "% pop_load() - load data. More.\n%\n% Author: Eve Li, CNL, 2001\n", "load data", ("Eve Li",)),
        ("ci.cc", "/*! \\file\n    \\brief Determinant-based CI program\n*/\n", "Determinant-based CI program", ()),
        ("k.pro", ";+\n; NAME:\n;   k\n; PURPOSE:\n;   Reads\n;   curves\n; CALLING:\n;-\n", "Reads curves", ()),
        ("b.py", '# Written by Eve Weiss\n\n"""\nBonds and angles\n\nMore.\n"""\n', "Bonds and angles", ("Eve Weiss",)),
        ("h.h", "#ifndef H\n#define H\n/** h.h -- finds the jets */\n", "finds the jets", ()),
        ("x.f", "C     x.f: solves it all\nC     Author: J. Li and Eve de la Cruz\n", "solves it all", _TWO),
    ],
)
def test_heads(path: str, text: str, purpose: str, authors: tuple[str, ...]) -> None:
    assert heads.read(path, text.encode()) == heads.Head(purpose, authors)


@pytest.mark.parametrize(
    "text",
    [
        "struct author { char *name; int Year; };\nAuthor: Eve Li\n",  # below the head
        "/* | Author      | Title Year | */\n",  # the columns of a table
        "/* author: elili */\n",  # a login
        "/* Author: Salk Institute */\n",
        "/* Author: SEE AUTHORS FILE */\n",
        "/* the author: Eve Li says so */\n",  # running text
        "char author[] = \"Author: Eve Li\";\n",
        "/* Copyright (C) 2001 Eve Li. File: x.c */\n",
    ],
)  # fmt: skip
def test_what_names_no_author(text: str) -> None:
    assert heads.read("x.c", text.encode()) == heads.NOTHING


def test_letters_as_html_writes_them() -> None:
    assert heads.read("x.c", b"/** @author Klas J&ouml;nsson */").authors == ("Klas Jönsson",)


def test_the_text_of_a_template_says_nothing() -> None:
    files = [SourceFile(f"f{n}.c", lambda: b"/* \\brief Short words of the template */") for n in range(3)]
    files.append(SourceFile("g.c", lambda: b"/* \\brief Finds jets. Author: x */"))
    assert heads.find(files) == {"g.c": heads.Head("Finds jets", ())}


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_names_in_either_encoding(encoding: str) -> None:
    assert heads.read("x.c", "/* Author: Jörg Müller */".encode(encoding)).authors == ("Jörg Müller",)
