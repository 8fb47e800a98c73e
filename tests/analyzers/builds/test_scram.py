"""Tests for archaeo/analyzers/builds/scram.py."""

from __future__ import annotations

from archaeo.analyzers.builds import scram
from archaeo.analyzers.mentions import SourceText, Statement


def test_old_and_new_form():
    text = (
        '<use name=root>\n<use   name="FWCore/Framework"/>\n<bin file="a.cc,b.cc" name="fit"></bin>\n<lib name=Hist>\n'
    )
    assert list(scram.scan(SourceText("BuildFile", text))) == [
        Statement("package", "root", "", 1),
        Statement("package", "FWCore/Framework", "", 2),
        Statement("program", "fit", "a.cc b.cc", 3),
        Statement("link", "", "Hist", 4),
    ]
