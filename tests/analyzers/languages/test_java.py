"""Tests for archaeo/analyzers/languages/java.py."""

from __future__ import annotations

from archaeo.analyzers.languages import java
from archaeo.analyzers.mentions import Dependency, Module, SourceText

TEXT = """\
package goos.fit; // class No
import java.awt.*;
import goos.io.Reader;
public class Fit extends Base {
  String s = "Nothing";
  public static void main(String[] a) { goos.plot.Canvas c; }
}
"""


def test_package_types_imports_and_names():
    found = list(java.scan(SourceText("Fit.java", TEXT)))
    assert found[:5] == [
        Module("goos.fit", "package", 1),
        Module("Fit", "class", 4, "goos.fit"),
        Module("main", "main", 6),
        Dependency("java.awt.*", "import", 2, "import"),
        Dependency("goos.io.Reader", "import", 3, "import"),
    ]
    assert [(m.name, m.line) for m in found[5:]] == [("Fit", 4), ("Base", 4), ("String", 5), ("goos.plot.Canvas", 6)]
