"""Projects of Eclipse and NetBeans: ``.classpath``, ``.project``, ``nbproject/project.properties``.

Reads::

    <classpathentry kind="con" path="org.eclipse.jdt.launching.JRE_CONTAINER/.../JavaSE-1.6"/>
    <classpathentry kind="lib" path="lib/jebl.jar"/>
    file.reference.jama.jar=lib/jama.jar
    javac.source=1.5

Source: the files themselves; Eclipse's help on the build path.
Not understood: natures and builders of plug-ins, libraries of users.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Lines, SourceText, Statement

NAME = "eclipse and netbeans"

_JAR = re.compile(
    r"<classpathentry\b[^>]*\bpath=\"(?:[^\"]*/)?(?P<name>[\w.+-]+\.jar)\"|^file\.reference\.[^=\n]+=(?:[^\n]*[/\\])?(?P<other>[\w.+-]+\.jar)",
    re.M,
)
_JAVA = re.compile(r"/J(?:ava|2)SE-(?P<version>[\d.]+)\"|^javac\.source=(?P<other>[\d.]+)", re.M)


def matches(path: str) -> bool:
    """Tell whether a file is such a project by its name and folder."""
    return path.rpartition("/")[2] in (".classpath", ".project") or path.endswith("nbproject/project.properties")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield what it was made for, with the version of Java, and the jars on the class path."""
    lines = Lines(file.text)
    if file.path.endswith(".project"):
        return
    made = "NetBeans" if file.path.endswith(".properties") else "Eclipse"
    java = _JAVA.search(file.text)
    version = (java["version"] or java["other"]) if java else ""
    yield Statement(
        "made for", f"{made} (Java {version})" if version else made, "", lines.at(java.start()) if java else 1
    )
    seen: set[str] = set()
    for match in _JAR.finditer(file.text):
        name = match["name"] or match["other"]
        if name not in seen:
            seen.add(name)
            yield Statement("package", name, "", lines.at(match.start()))
