"""Python's ``pyproject.toml`` and ``setup.cfg``: what it takes to make a package and to use it.

Reads::

    [build-system]
    requires = ["setuptools>=61", "numpy"]
    [project]
    dependencies = ["scipy>=1.2"]
    [project.optional-dependencies]
    plot = ["matplotlib"]

    [options]
    install_requires =
        numpy>=1.9
    [options.extras_require]
    test = pytest

Source: PEP 518, PEP 621, the manuals of setuptools and poetry. Groups of requirements named after tests or documents
are beside the work, the other ones optional.
Not understood: requirements that the build puts together (``dynamic``).
"""

from __future__ import annotations

import configparser
import tomllib
from collections.abc import Iterator
from typing import Any

from ..mentions import SourceText, Statement
from .setup import asked, role_of

NAME = "pyproject"


def matches(path: str) -> bool:
    """Tell whether a file describes a Python package by its name."""
    return path.rpartition("/")[2] in ("pyproject.toml", "setup.cfg")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield the packages asked for, with their versions."""
    rows = _of_toml(file.text) if file.path.endswith(".toml") else _of_cfg(file.text)
    for need, role in rows:
        place = file.text.find(need)
        yield from asked(need, role, file.text.count("\n", 0, max(0, place)) + 1)


def _of_toml(text: str) -> Iterator[tuple[str, str]]:
    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return
    project, poetry = _table(said, "project"), _table(said, "tool", "poetry")
    for need in [*_listed(_table(said, "build-system").get("requires")), *_listed(project.get("dependencies"))]:
        yield need, ""
    for groups in (_table(project, "optional-dependencies"), _table(said, "dependency-groups")):
        for extra, needs in groups.items():
            yield from ((need, role_of(extra)) for need in _listed(needs))
    for key, role in (("dependencies", ""), ("dev-dependencies", "beside ")):
        for name, version in _table(poetry, key).items():
            optional = "optional " if isinstance(version, dict) and version.get("optional") else role
            yield name, optional


def _of_cfg(text: str) -> Iterator[tuple[str, str]]:
    said = configparser.RawConfigParser(strict=False, allow_no_value=True)
    try:
        said.read_string(text)
    except configparser.Error:
        return
    for key, role in (("install_requires", ""), ("setup_requires", ""), ("tests_require", "beside ")):
        yield from ((need, role) for need in _lines(said.get("options", key, fallback="")))
    if said.has_section("options.extras_require"):
        for extra, needs in said.items("options.extras_require"):
            yield from ((need, role_of(extra)) for need in _lines(needs))


def _lines(text: str | None) -> list[str]:
    parts = (text or "").replace(";", "\n;").split("\n")
    return [part.strip() for part in parts if part.strip() and part.strip()[0].isalpha()]


def _table(said: Any, *path: str) -> dict[str, Any]:
    for key in path:
        said = said.get(key) if isinstance(said, dict) else None
    return said if isinstance(said, dict) else {}


def _listed(said: Any) -> list[str]:
    return [one for one in said if isinstance(one, str)] if isinstance(said, list) else []
