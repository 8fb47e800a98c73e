"""A folder is a registry: every module of it that has a ``NAME`` is a plug."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, ModuleType


@cache
def load(package: str) -> Mapping[str, ModuleType]:
    """Give the plugs of a package, keyed by their ``NAME``, in alphabetical order of the names.

    Modules whose name begins with an underscore, and modules without ``NAME`` (helpers), are no plugs.

    Args:
        package: dotted name, as ``archaeo.analyzers.languages``.
    """
    folder = importlib.import_module(package)
    names = sorted(info.name for info in pkgutil.iter_modules(folder.__path__) if info.name[0] != "_")
    modules = [importlib.import_module(f"{package}.{name}") for name in names]
    plugs = {module.NAME: module for module in modules if hasattr(module, "NAME")}
    return MappingProxyType(dict(sorted(plugs.items())))
