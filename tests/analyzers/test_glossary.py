"""Tests for archaeo/analyzers/glossary.py."""

from __future__ import annotations

from archaeo.analyzers import glossary, layout
from archaeo.analyzers.history import prepare
from archaeo.importers import changelog
from tests.analyzers import sample
from tests.analyzers.histories import history
from tests.analyzers.sources_of import sample_texts, source_files


def test_words_of_the_sample() -> None:
    commits = layout.work(sample.commits(), layout.detect(sample.commits()))
    told = prepare(commits, changelog.parse(sample.CHANGELOG, "ChangeLog").entries)
    found = {word.word: word for word in glossary.find(source_files(sample_texts()), told)}
    assert {"GOOS", "SVNINST", "JEB"} <= found.keys()
    svninst = found["SVNINST"]
    assert svninst.meaning is not None
    assert svninst.meaning.quote == "- SVNINST: the Subversion server of the institute (before 2009: CVSINST)"
    assert (str(svninst.first), str(svninst.last)) == ("2009-03-02", "2012-05-30")
    assert found["GOOS"].degree == "likely"


def test_meaning_by_first_letters_beats_other_lines() -> None:
    text = "JEB is a thing.\nWe use the Jet Energy Balance (JEB) of 2008.\n"
    (word,) = glossary.find(source_files({"README": text}), prepare([]))
    assert word.meaning is not None and word.meaning.where == "README:2"


def test_known_words_shouting_and_file_names_are_left_out() -> None:
    files = {
        "README": "The HTML API of the GUI.\nTHE XYZZY IS PROVIDED AS IS\n",
        "JetFinder.h": "// see JetFinder\n" * 5,
    }
    assert glossary.find(source_files(files), prepare(history("2001-01-01 Eve: A a | JetFinder in HTML"))) == ()


def test_word_in_one_place_is_no_word() -> None:
    assert glossary.find(source_files({"a.c": "int ABCDE; // some ABCDE here\n"}), prepare([])) == ()
