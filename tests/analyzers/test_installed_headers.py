"""Headers that are included under the name that their folder is installed as."""

from __future__ import annotations

import pytest

from archaeo.analyzers import dependencies
from tests.analyzers.sources_of import source_files


def _edges(files: dict[str, str]) -> set[tuple[str, str, str]]:
    resolved = dependencies.resolve(dependencies.scan(source_files(files)))
    return {(edge.source, edge.target, edge.reason) for edge in resolved.edges if edge.kind == "include"}


@pytest.mark.parametrize(("folder", "where"), [("", "the root of the tree"), ("src/", "'src'")])
def test_folder_included_under_another_name(folder: str, where: str):
    said = f"'Goos/' is {where}, which has 2 of the 3 files included from it"
    text = '#include "Goos/Fit/Chi2.h"\n#include "Goos/Jets.h"\n#include "Goos/made_by_configure.h"\n'
    files = {f"{folder}Fit/Chi2.h": "", f"{folder}Jets.h": "", "app/run.cc": text}
    assert _edges(files) == {
        ("app/run.cc", f"{folder}Fit/Chi2.h", said),
        ("app/run.cc", f"{folder}Jets.h", said),
        ("app/run.cc", "Goos/made_by_configure.h", "no file of the tree has it"),
    }


def test_one_file_of_that_name_shows_nothing():
    found = _edges({"config.h": "", "a.c": "#include <other/config.h>\n#include <other/x.h>\n"})
    assert {target for _, target, _ in found} == {"other/config.h", "other/x.h"}
