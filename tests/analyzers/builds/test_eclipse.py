"""Tests for archaeo/analyzers/builds/eclipse.py."""

from __future__ import annotations

from archaeo.analyzers.builds import eclipse
from archaeo.analyzers.mentions import SourceText, Statement


def test_java_and_jars_of_eclipse():
    text = (
        '<classpath>\n<classpathentry kind="src" path="src"/>\n<classpathentry kind="lib" path="lib/goos.jar"/>\n'
        '<classpathentry kind="con" path="org.eclipse.jdt.launching.JRE_CONTAINER/x/JavaSE-1.6"/>\n'
    )
    assert list(eclipse.scan(SourceText(".classpath", text))) == [
        Statement("made for", "Eclipse (Java 1.6)", "", 4),
        Statement("package", "goos.jar", "", 3),
    ]
    assert list(eclipse.scan(SourceText(".project", "<projectDescription/>"))) == []


def test_netbeans():
    text = "file.reference.jama.jar=lib\\\\jama.jar\njavac.source=1.5\n"
    said = list(eclipse.scan(SourceText("nbproject/project.properties", text)))
    assert [one.name for one in said] == ["NetBeans (Java 1.5)", "jama.jar"]
