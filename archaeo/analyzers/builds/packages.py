"""The JSON files in which packages of IDL and JavaScript say what they need: ``idlpackage.json``, ``package.json``.

Reads::

    {"Name": "goos", "Dependencies": [{"Name": "IDL", "Version": "^6.4"}, {"Name": "coyote"}]}
    {"name": "goos", "dependencies": {"d3": "^3.5"}}

Source: the IDL package manager's and npm's manuals.
Not understood: what is needed only to develop (devDependencies).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..mentions import SourceText, Statement

NAME = "packages"


def matches(path: str) -> bool:
    """Tell whether a file is the description of a package by its name."""
    return path.rpartition("/")[2] in ("idlpackage.json", "package.json")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield the packages asked for, with their versions, "" for any."""
    try:
        said = json.loads(file.text)
    except (ValueError, RecursionError):
        return
    if not isinstance(said, dict):
        return
    wanted = said.get("dependencies", said.get("Dependencies"))
    for name, version in _pairs(wanted):
        line = file.text.count("\n", 0, max(0, file.text.find(f'"{name}"'))) + 1
        yield Statement("package", name, version.strip("^~<>= "), line)


def _pairs(wanted: Any) -> Iterator[tuple[str, str]]:
    if isinstance(wanted, dict):
        yield from ((str(name), version) for name, version in wanted.items() if isinstance(version, str))
    elif isinstance(wanted, list):
        for one in wanted:
            if isinstance(one, dict) and isinstance(one.get("Name"), str):
                yield one["Name"], str(one.get("Version", ""))
