"""Adds the step that compiles the core to what setuptools builds; pyproject.toml has all else."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build import build

sys.path.insert(0, str(Path(__file__).resolve().parent / "script"))

from compiling import BuildCore, WithCore

build.sub_commands = [*build.sub_commands, ("build_core", None)]
setup(cmdclass={"build_core": BuildCore}, distclass=WithCore)
