"""What pip and uv call to build archaeo: setuptools, and mypy beside it where the core will be compiled.

Source: "Dynamic build dependencies" in setuptools' guide, build_meta.
"""

from __future__ import annotations

from collections.abc import Mapping

from compiling import NEEDED
from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403  the hooks that are as they are

_Settings = Mapping[str, object] | None


def get_requires_for_build_wheel(config_settings: _Settings = None) -> list[str]:
    """Name what is needed to build a wheel."""
    return [*build_meta.get_requires_for_build_wheel(config_settings), *NEEDED]


def get_requires_for_build_editable(config_settings: _Settings = None) -> list[str]:
    """Name what is needed to install the checkout itself."""
    return [*build_meta.get_requires_for_build_editable(config_settings), *NEEDED]
