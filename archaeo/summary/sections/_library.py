"""How a library is used, where there is no program to start: by which line of R, Python or Perl."""

from __future__ import annotations

import re
from collections import Counter

from archaeo.decoding import decoded
from archaeo.errors import ArchaeoError

from ..project import Project

_ASIDE = re.compile(r"(?:^|/)(?:[^/]*tests?|testing|examples?|samples?|demos?|docs?|contrib|extern\w*)(?:/|$)", re.I)
_SCRIPTS = re.compile(r"(?:^|/)(?:bin|scripts?|cgi-bin)/")
_CONSOLE = re.compile(
    r"\b(?:console_scripts|gui_scripts)\b|\[(?:project|tool\.poetry)\.scripts\]|\bscripts\s*=\s*[\[(]"
)
_PACKAGING = ("setup.py", "setup.cfg", "pyproject.toml")


def use(project: Project) -> str:
    """Give the line that brings the library in; "" where it is none, or one of a language that is linked."""
    files = {file.path: file for file in project.own_files if file.link is None}
    described = min((path for path in files if _is_named(path, "DESCRIPTION")), key=_depth, default="")
    if described:
        name = re.search(r"^Package:[ \t]*([\w.]+)", _text(project, described), re.M)
        if name:
            return f"library({name[1]})"
    packaging = [path for path in files if path in _PACKAGING]
    if packaging and not any(_CONSOLE.search(_text(project, path)) for path in packaging):
        package = _package(project)
        if package and not any(_SCRIPTS.search(path) for path in files):
            return f"import {package}"
    return ""


def _package(project: Project) -> str:
    """Give the topmost Python package: that with the project's name, else the one with most files."""
    folders = {path.rpartition("/")[0] for path in (f.path for f in project.own_files) if path.endswith("/__init__.py")}
    tops = {folder for folder in folders if folder.rpartition("/")[0] not in folders and not _ASIDE.search(folder)}
    size = Counter({top: sum(file.path.startswith(f"{top}/") for file in project.own_files) for top in tops})
    named = [top for top in tops if top.rpartition("/")[2].lower() == project.name.lower()]
    best = min(named or tops, key=lambda top: (-size[top], top), default="")
    return best.rpartition("/")[2]


def _is_named(path: str, name: str) -> bool:
    return path.rpartition("/")[2] == name and _depth(path) <= 1


def _depth(path: str) -> int:
    return path.count("/")


def _text(project: Project, path: str) -> str:
    file = next(file for file in project.own_files if file.path == path)
    try:
        return decoded(file.read()[:100_000])
    except ArchaeoError:
        return ""
