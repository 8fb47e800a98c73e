"""Packages of Python whose folder has another name than they are imported by."""

from __future__ import annotations

import pytest

from archaeo.analyzers import dependencies
from tests.analyzers.sources_of import source_files

_MODULES = {
    "io.py": "",
    "fit/__init__.py": "",
    "fit/chi2.py": "import goos.io\n",
    "run.py": "from goos.fit import chi2\n",
}


def _edges(folder: str) -> set[tuple[str, str, str]]:
    files = {f"{folder}{path}": text for path, text in {**_MODULES, "__init__.py": ""}.items()}
    resolved = dependencies.resolve(dependencies.scan(source_files(files)))
    return {(edge.source, edge.target, edge.reason) for edge in resolved.edges}


@pytest.mark.parametrize(("folder", "where"), [("lib/", "in 'lib'"), ("", "the root of the tree")])
def test_package_under_another_name(folder: str, where: str):
    said = f"package goos is {where}, which has 2 of the 2 modules imported from it"
    assert _edges(folder) == {
        (f"{folder}fit/chi2.py", f"{folder}io.py", said),
        (f"{folder}run.py", f"{folder}fit/chi2.py", "module of goos.fit"),
    }
