"""Tests for archaeo/analyzers/builds/java.py."""

from __future__ import annotations

from archaeo.analyzers.builds import java
from archaeo.analyzers.mentions import SourceText, Statement


def test_ant_and_maven():
    text = (
        '<!-- <target name="no"> -->\n<target name="dist" depends="compile,doc"/>\n<javac classpath="lib/jama.jar"/>\n'
        "<dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>3.8</version></dependency>\n"
    )
    assert list(java.scan(SourceText("build.xml", text))) == [
        Statement("rule", "dist", "compile doc", 2),
        Statement("package", "jama.jar", "", 3),
        Statement("package", "junit:junit", "3.8", 4),
    ]


def test_scope_of_a_dependency():
    text = (
        "<dependency><artifactId>junit</artifactId><scope>test</scope></dependency>"
        "<dependency><artifactId>jai</artifactId><optional>true</optional></dependency>"
    )
    found = [(said.kind, said.name) for said in java.scan(SourceText("pom.xml", text))]
    assert found == [("beside package", "junit"), ("optional package", "jai")]
