"""Languages, lines, binaries."""

from __future__ import annotations

import pytest

from archaeo.analyzers import inventory
from archaeo.errors import ArchaeoError
from archaeo.model import SourceFile


@pytest.mark.parametrize(
    ("path", "content", "language"),
    [
        ("a.F", b"", "Fortran"),
        ("src/Makefile.am", b"", "Make"),
        ("configure.in", b"", "Autoconf"),
        ("config.h.in", b"", "C and C++ headers"),
        ("run", b"#!/bin/csh -f\n", "Shell"),
        ("run", b"#!/usr/bin/env python2.6\n", "Python"),
        ("plot.m", b"function y = f(x)\n", "MATLAB"),
        ("View.m", b"#import <Cocoa/Cocoa.h>\n", "Objective-C"),
        ("a.pro", b"pro x\nend\n", "IDL"),
        ("a.pro", b"TEMPLATE = app\nSOURCES += a.cpp\n", "qmake"),
        ("data.t", b"1 2 3\n", ""),
        ("nothing", b"", ""),
        ("a.png", b"", ""),
    ],
)
def test_language(path: str, content: bytes, language: str) -> None:
    assert inventory.language_of(path, content)[0] == language


def test_last_line_without_newline_counts() -> None:
    assert [inventory.measure("a.c", text).lines for text in (b"", b"a", b"a\n", b"a\nb")] == [0, 1, 1, 2]


def test_binary_code_has_neither_lines_nor_language() -> None:
    assert inventory.measure("a.c", b"\0\n") == inventory.Measured("a.c", "", "data", 0, 2, True)


def test_links_and_missing_files_are_left_out() -> None:
    def missing() -> bytes:
        raise ArchaeoError("gone")

    files = [SourceFile("b", lambda: b"x"), SourceFile("a", missing), SourceFile("l", lambda: b"b", link="b")]
    assert [found.path for found in inventory.take(files)] == ["b"]


def test_suffix_of_swig_is_others_too() -> None:
    texts = {"a.i": b"%module goos\n", "b.i": b"func fit(x)\n/* DOCUMENT fit(x)\n */\n{\n", "c.i": b'# 1 "x.c"\n'}
    assert [inventory.language_of(path, text)[0] for path, text in texts.items()] == ["SWIG", "Yorick", ""]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (b"0  TGCTAGCTGACT  0.00 0.00\n", ""),
        (b"      SUBROUTINE FIT(X)\n      END\n", "Fortran"),
        (b"C only words\n      COMMON /GOOS/ X, Y\n", "Fortran"),
        (b"      X = 1\n 10   CONTINUE\n", "Fortran"),
        (b"", "Fortran"),
    ],
)
def test_forward_primers_are_no_fortran(text: bytes, language: str) -> None:
    assert inventory.language_of("list.for", text)[0] == language


def test_idl_is_of_corba_or_the_interactive_data_language() -> None:
    texts = {b"interface Fit {\n};\n": "CORBA IDL", b"pro fit, x\n  print, x\nend\n": "IDL", b"1 2 3\n": ""}
    assert [inventory.language_of("a.idl", text)[0] for text in texts] == list(texts.values())
