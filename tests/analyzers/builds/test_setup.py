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
