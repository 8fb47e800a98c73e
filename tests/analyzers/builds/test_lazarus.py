"""Tests for archaeo/analyzers/builds/lazarus.py."""

from __future__ import annotations

from archaeo.analyzers.builds import lazarus
from archaeo.analyzers.mentions import SourceText, Statement


def test_packages_and_program_of_lazarus():
    text = (
        '<CONFIG>\n<RequiredPackages Count="2">\n<Item1><PackageName Value="TAChartLazarusPkg"/>\n'
        '<MinVersion Major="1" Minor="2" Valid="True"/></Item1>\n<Item2><PackageName Value="LCL"/></Item2>\n'
        '</RequiredPackages>\n<Target>\n<Filename Value="bin\\goos"/>\n</Target>\n'
    )
    assert list(lazarus.scan(SourceText("gui/goos.lpi", text))) == [
        Statement("made for", "Lazarus", "", 1),
        Statement("package", "TAChartLazarusPkg", "1.2", 3),
        Statement("package", "LCL", "", 5),
        Statement("program", "goos", "", 8),
    ]


def test_delphi_and_builder():
    said = lazarus.scan(SourceText("goos.dproj", "<Project>\n<ProjectVersion>12.0</ProjectVersion>\n"))
    assert [(one.name, one.line) for one in said] == [("Delphi (project version 12.0)", 2)]
    assert [one.name for one in lazarus.scan(SourceText("goos.bpr", "<?xml?>"))] == ["C++Builder"]
    assert not lazarus.matches("goos.pas")
