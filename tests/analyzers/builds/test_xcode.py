"""Tests for archaeo/analyzers/builds/xcode.py."""

from __future__ import annotations

from archaeo.analyzers.builds import xcode
from archaeo.analyzers.mentions import SourceText


def test_what_it_was_made_for_and_frameworks():
    text = (
        "{\n1DA = {name = Carbon.framework; path = System/Library/Frameworks/Carbon.framework; };\n"
        'compatibilityVersion = "Xcode 3.2";\nMACOSX_DEPLOYMENT_TARGET = 10.4;\nSDKROOT = macosx10.6;\n'
        'ARCHS = "ppc i386";\n'
    )
    said = list(xcode.scan(SourceText("Goos.xcodeproj/project.pbxproj", text)))
    made = "Xcode 3.2 (macOS 10.4 and later, SDK macosx10.6, processors ppc i386)"
    assert [(one.kind, one.name, one.line) for one in said] == [
        ("made for", made, 3),
        ("package", "Carbon.framework", 2),
    ]
