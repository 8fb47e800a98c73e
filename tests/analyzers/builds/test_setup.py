"""Tests for archaeo/analyzers/builds/setup.py."""

from __future__ import annotations

from archaeo.analyzers.builds import setup
from archaeo.analyzers.mentions import SourceText, Statement


def test_literal_arguments():
    text = (
        "setup(package_dir={'pyraf': 'lib'},\n ext_modules=[Extension('sscanf', ['src/s.c'], libraries=['X11'])],\n"
        " install_requires=['numpy>=1.0'])\n# requires=['no']\n"
    )
    assert list(setup.scan(SourceText("setup.py", text))) == [
        Statement("package directory", "pyraf", "lib", 1),
        Statement("library", "sscanf", "src/s.c -lX11", 2),
        Statement("package", "numpy", "1.0", 3),
    ]


def test_requirements_of_tests_and_extras():
    text = (
        "setup(install_requires=['numpy<2', 'six'], tests_require=['pytest'],\n"
        " extras_require={'plot': ['matplotlib>=1.5'], 'docs': ['Sphinx']})\n"
    )
    assert list(setup.scan(SourceText("setup.py", text))) == [
        Statement("package", "numpy", "<2", 1),
        Statement("package", "six", "", 1),
        Statement("beside package", "pytest", "", 1),
        Statement("optional package", "matplotlib", "1.5", 2),
        Statement("beside package", "Sphinx", "", 2),
    ]
