"""Tests for archaeo/analyzers/builds/pyproject.py."""

from __future__ import annotations

from archaeo.analyzers.builds import pyproject
from archaeo.analyzers.mentions import SourceText, Statement


def test_dependencies_of_a_project():
    text = (
        '[build-system]\nrequires = ["setuptools>=61"]\n[project]\ndependencies = [\n  "scipy>=1.2",\n]\n'
        '[project.optional-dependencies]\nplot = ["matplotlib"]\ntest = ["pytest"]\n'
    )
    assert list(pyproject.scan(SourceText("pyproject.toml", text))) == [
        Statement("package", "setuptools", "61", 2),
        Statement("package", "scipy", "1.2", 5),
        Statement("optional package", "matplotlib", "", 8),
        Statement("beside package", "pytest", "", 9),
    ]


def test_dependencies_of_poetry():
    text = '[tool.poetry.dependencies]\nnumpy = "^1"\nh5py = {version = "*", optional = true}\n'
    found = [(said.kind, said.name) for said in pyproject.scan(SourceText("pyproject.toml", text))]
    assert found == [("package", "numpy"), ("optional package", "h5py")]


def test_setup_cfg():
    text = "[options]\ninstall_requires =\n    numpy>=1.9\n    six\n[options.extras_require]\ntest =\n    pytest\n"
    found = [(said.kind, said.name, said.value) for said in pyproject.scan(SourceText("setup.cfg", text))]
    assert found == [("package", "numpy", "1.9"), ("package", "six", ""), ("beside package", "pytest", "")]


def test_what_is_no_toml_and_no_configuration_says_nothing():
    assert not list(pyproject.scan(SourceText("pyproject.toml", "[project\n")))
    assert not list(pyproject.scan(SourceText("setup.cfg", "no = section\n")))
    assert not list(pyproject.scan(SourceText("pyproject.toml", "project = 3\n")))
