"""Ant's ``build.xml`` and Maven's ``pom.xml``.

Reads::

    <target name="dist" depends="compile">
    <javac srcdir="src" classpath="lib/jama.jar"/>
    <dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>3.8.1</version></dependency>

Source: Ant manual; Maven POM reference. Read as text: entities and includes of XML are never followed.
Not understood: inherited POMs, properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import SourceText, Statement

NAME = "ant and maven"

_TARGET = re.compile(r"<target\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*["']([^"']*)["']""")
_JAR = re.compile(r"""["'/\s;:]([\w.-]+\.jar)\b""")
_MADE = re.compile(r"""\b(?:destfile|jarfile|outjar)\s*=\s*["'](?:[^"']*/)?([\w.-]+\.jar)["']""")
_DEPENDENCY = re.compile(r"<dependency>(.*?)</dependency>", re.S)
_PART = re.compile(r"<(groupId|artifactId|version|scope|optional)>\s*([^<\s]*)\s*<")


def matches(path: str) -> bool:
    """Tell whether a file is Ant's or Maven's by its name."""
    return path.rpartition("/")[2] in ("build.xml", "pom.xml")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield Ant's targets with what they depend on, jars that it does not make, and Maven's "
    "dependencies with their versions."""
    text = re.sub(r"<!--.*?-->", lambda match: "\n" * match[0].count("\n"), file.text, flags=re.S)

    def line(at: int) -> int:
        return text.count("\n", 0, at) + 1

    for match in _TARGET.finditer(text):
        said = dict(_ATTRIBUTE.findall(match[1]))
        if said.get("name"):
            yield Statement("rule", said["name"], said.get("depends", "").replace(",", " "), line(match.start()))
    # a target may be called as what it makes
    seen = {*_MADE.findall(text), *re.findall(r"""<target\b[^<>]*?\bname\s*=\s*["']([^"']+)""", text)}
    for match in _JAR.finditer(text):
        if match[1] not in seen:
            seen.add(match[1])
            yield Statement("package", match[1], "", line(match.start()))
    for match in _DEPENDENCY.finditer(text):
        parts = dict(_PART.findall(match[1]))
        name = ":".join(filter(None, (parts.get("groupId"), parts.get("artifactId"))))
        if name:
            kind = "beside " if parts.get("scope") == "test" else "optional " if parts.get("optional") == "true" else ""
            yield Statement(f"{kind}package", name, parts.get("version", ""), line(match.start()))
