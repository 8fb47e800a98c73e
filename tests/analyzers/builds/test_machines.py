"""Tests for archaeo/analyzers/builds/machines.py."""

from __future__ import annotations

from archaeo.analyzers.builds import machines
from archaeo.analyzers.mentions import SourceText


def _asked(path: str, text: str) -> list[tuple[str, str, int]]:
    return [(one.name, one.value, one.line) for one in machines.scan(SourceText(path, text))]


def test_dockerfile():
    text = (
        "# FROM nothing\nFROM ubuntu:jammy\nRUN apt-get update && \\\n"
        "  apt-get install --yes \\\n    gfortran \\\n    libgsl-dev vim && rm -r x\n"
        "RUN pip install 'numpy>=1.6' $MORE\n"
    )
    assert _asked("docker/Dockerfile", text) == [
        ("ubuntu", "jammy", 2),
        ("gfortran", "", 4),
        ("libgsl-dev", "", 4),
        ("numpy", "1.6", 7),
    ]


def test_travis_and_requirements():
    assert _asked(".travis.yml", "install:\n  - sudo apt-get install -qq libnetcdf-dev\n") == [("libnetcdf-dev", "", 2)]
    assert _asked("requirements.txt", "numpy==1.6\nscipy # later\n# no\n") == [("numpy", "1.6", 1), ("scipy", "", 2)]


def test_names_of_the_files():
    named = ["Dockerfile.devel", "a/.travis.yml", "requirements-dev.txt", "environment.yml", "apt.txt"]
    assert all(map(machines.matches, named)) and not machines.matches("docs/requirements.md")


def test_requirements_of_tests_are_beside():
    found = [said.kind for said in machines.scan(SourceText("requirements-test.txt", "pytest\n"))]
    assert found == ["beside package"]
    assert [said.kind for said in machines.scan(SourceText("doc/requirements.txt", "Sphinx\n"))] == ["beside package"]


def test_machine_of_tests_is_beside_whether_its_file_has_a_suffix_or_not():
    for path in ("tests/Dockerfile", "v1.2/docs/apt.txt"):
        found = [said.kind for said in machines.scan(SourceText(path, "RUN apt-get install -y gfortran\n"))]
        assert found == ["beside package"], path
