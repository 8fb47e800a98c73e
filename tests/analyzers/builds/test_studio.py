"""Tests for archaeo/analyzers/builds/studio.py."""

from __future__ import annotations

import pytest

from archaeo.analyzers.builds import studio
from archaeo.analyzers.mentions import SourceText


@pytest.mark.parametrize(
    ("name", "text", "made_for"),
    [
        ("a.dsp", '# Microsoft Developer Studio Project File - Name="goos"\n', ["Visual C++ 6"]),
        ("a.vcproj", '<VisualStudioProject\n\tProjectType="Visual C++"\n\tVersion="8,00">', ["Visual Studio 2005"]),
        ("a.vcxproj", "<PlatformToolset>v100</PlatformToolset>", ["Visual Studio 2010"]),
        ("a.sln", "Microsoft Visual Studio Solution File, Format Version 10.00\n", ["Visual Studio 2008"]),
        ("a.sln", "Solution File, Format Version 9.00\n# Visual Studio 2005\n", ["Visual Studio 2005"]),
        ("a.sln", "Solution File, Format Version 12.00\n# Visual Studio 14\n", ["Visual Studio 2015"]),
        ("a.sln", "Solution File, Format Version 12.00\n# Visual Studio Version 16\n", ["Visual Studio 2019"]),
        ("data.dsp", "1 2 3\n", []),
    ],
)  # fmt: skip
def test_edition(name, text, made_for):
    assert [one.name for one in studio.scan(SourceText(name, text)) if one.kind == "made for"] == made_for


def test_version_of_net():
    said = list(studio.scan(SourceText("a.csproj", "<TargetFrameworkVersion>v2.0</TargetFrameworkVersion>")))
    assert [(one.name, one.value) for one in said] == [(".NET", "2.0")]
