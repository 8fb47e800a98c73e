"""Gradle's ``build.gradle`` and ``build.gradle.kts``: the packages that a build of Java asks for.

Reads::

    dependencies {
        implementation "org.jfree:jfreechart:1.5.0"
        compile group: 'edu.ucar', name: 'netcdf4', version: '4.5.5'
        testImplementation("junit:junit:4.12")
    }

Source: Gradle's user manual, "Declaring dependencies". Versions held in variables are left out.
Not understood: dependencies put together by code, catalogues of versions, projects of the same build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Lines, SourceText, Statement

NAME = "gradle"

_KIND = (
    r"(?P<kind>(?:[a-z]\w*)?(?:implementation|Implementation|compile|Compile|api|runtime|Runtime|compileOnly|runtimeOnly"
    r"|RuntimeOnly|annotationProcessor))"
)
_SHORT = re.compile(
    rf"^[ \t]*{_KIND}[ \t]*\(?[ \t]*[\"'](?P<group>[\w.-]+):(?P<name>[\w.-]+)(?::(?P<version>[^\"':@]+))?", re.M
)
_LONG = re.compile(
    rf"^[ \t]*{_KIND}[ \t]*\(?[ \t]*group[ \t]*[:=][ \t]*[\"'](?P<group>[\w.-]+)[\"']"
    r"[ \t]*,[ \t]*name[ \t]*[:=][ \t]*[\"'](?P<name>[\w.-]+)[\"']"
    r"(?:[ \t]*,[ \t]*version[ \t]*[:=][ \t]*[\"'](?P<version>[^\"']+))?",
    re.M,
)


def matches(path: str) -> bool:
    """Tell whether a file is Gradle's by its name."""
    return path.rpartition("/")[2] in ("build.gradle", "build.gradle.kts")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield the packages asked for as ``group:name``, with their versions."""
    lines = Lines(file.text)
    found = [*_SHORT.finditer(file.text), *_LONG.finditer(file.text)]
    for match in sorted(found, key=lambda match: match.start()):
        role = "beside " if match["kind"].startswith("test") else ""
        version = match["version"] or ""
        yield Statement(
            f"{role}package",
            f"{match['group']}:{match['name']}",
            "" if "$" in version else version,
            lines.at(match.start("kind")),
        )
