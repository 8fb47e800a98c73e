"""Tests for archaeo/analyzers/builds/gradle.py."""

from __future__ import annotations

from archaeo.analyzers.builds import gradle
from archaeo.analyzers.mentions import SourceText, Statement


def test_packages_in_their_three_spellings():
    text = (
        'dependencies {\n  implementation "org.jfree:jfreechart:1.5.0"\n  api "a.b:c:$version"\n'
        "  compile group: 'edu.ucar', name: 'netcdf4', version: '4.5'\n  testImplementation('junit:junit:4.12')\n}\n"
        'id "java"\nurl = "https://x.org"\n'
    )
    assert list(gradle.scan(SourceText("build.gradle", text))) == [
        Statement("package", "org.jfree:jfreechart", "1.5.0", 2),
        Statement("package", "a.b:c", "", 3),
        Statement("package", "edu.ucar:netcdf4", "4.5", 4),
        Statement("beside package", "junit:junit", "4.12", 5),
    ]
