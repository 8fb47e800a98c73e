"""Tests for archaeo/analyzers/builds/packages.py."""

from __future__ import annotations

import pytest

from archaeo.analyzers.builds import packages
from archaeo.analyzers.mentions import SourceText, Statement


def test_packages_of_idl_and_of_npm():
    idl = '{"Name": "goos",\n"Dependencies": [\n{"Name": "IDL", "Version": "^6.4"},\n{"Name": "coyote"}]}\n'
    assert list(packages.scan(SourceText("idlpackage.json", idl))) == [
        Statement("package", "IDL", "6.4", 3),
        Statement("package", "coyote", "", 4),
    ]
    npm = '{"name": "goos", "dependencies": {"d3": "^3.5"}}'
    assert list(packages.scan(SourceText("package.json", npm))) == [Statement("package", "d3", "3.5", 1)]


@pytest.mark.parametrize(
    "text", ["", "[1]", '{"dependencies": [1, {"Name": 2}]}', '{"dependencies": {"d3": 1}}', "{" * 9]
)
def test_what_is_something_else_asks_for_nothing(text: str):
    assert list(packages.scan(SourceText("package.json", text))) == []
