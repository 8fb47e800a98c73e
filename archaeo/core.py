"""Uses the compiled core where there is one: the modules that a conversion spends its time in, as C.

It is made by mypyc when archaeo is installed (``script/compiling.py``), of the same sources, with the same results. Its
files lie in a folder of their own, with a checksum of what they were made of: where a source has been edited since,
plain Python is used for all of them. docs/decisions/0017 says why it is so.

``ARCHAEO_PLAIN=1`` asks for plain Python, here and when it is installed.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Sequence
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, ModuleSpec
from pathlib import Path
from types import ModuleType

MODULES = (
    "git.commits",
    "git.delta",
    "git.ids",
    "git.pack",
    "git.packing",
    "git.revmap",
    "git.writer",
    "importers.svn.ahead",
    "importers.svn.chain",
    "importers.svn.content",
    "importers.svn.copying",
    "importers.svn.directories",
    "importers.svn.dump",
    "importers.svn.filesystem",
    "importers.svn.history",
    "importers.svn.journal",
    "importers.svn.layout",
    "importers.svn.life",
    "importers.svn.lives",
    "importers.svn.past",
    "importers.svn.properties",
    "importers.svn.survey",
    "importers.svn.svndiff",
    "tree",
)
# the shapes of what they are given; compiled code relies on them
_SHAPES = ("errors", "model")

FOLDER, SHARED = "_core", "archaeo_core"
PLAIN = "ARCHAEO_PLAIN"
SUFFIX = EXTENSION_SUFFIXES[0] if EXTENSION_SUFFIXES else ""
# what the file says that tells of which sources the compiled ones were made, and the one that tells why there are none
MADE_OF, REASON = "made-of", "plain"


def source(root: Path, module: str) -> Path:
    """Give the file of a module, in the folder of the package."""
    return root.joinpath(*module.split(".")).with_suffix(".py")


def checksum(root: Path) -> str:
    """Give the checksum of all that compiled code is made of, in the folder of the package.

    Raises:
        OSError: a source is not there.
    """
    total = 0
    for module in (*MODULES, *_SHAPES):
        total = zlib.crc32(source(root, module).read_bytes(), total)
    return f"{total:08x}"


class Finder:
    """Finds compiled modules, before Python looks for sources.

    Attributes:
        reason: why plain Python is used, "" where it is not; None as long as none of the modules was asked for.
    """

    def __init__(self, root: Path) -> None:
        self._root, self._folder = root, root / FOLDER
        self._files = {f"archaeo.{module}": module for module in MODULES} | {f"{SHARED}__mypyc": SHARED}
        self.reason: str | None = None

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Give where a module is, None where it is not one of these, or there is no good compiled one."""
        file = self._files.get(name)
        if file is None:
            return None
        if self.reason is None:
            self.reason = ""
            self.reason = self._why_not()
        if self.reason:
            return None
        place = str(self._folder / (file + SUFFIX))
        spec = ModuleSpec(name, ExtensionFileLoader(name, place), origin=place)
        spec.has_location = True
        return spec

    def why_not(self) -> str:
        """Give why plain Python is used, "" where it is not."""
        return self._why_not() if self.reason is None else self.reason

    def _why_not(self) -> str:
        if os.environ.get(PLAIN, "0") not in ("", "0"):
            return f"{PLAIN} is set"
        made_of = _read(self._folder / (MADE_OF + SUFFIX))
        if not made_of:
            return _read(self._folder / REASON) or "it was not compiled for this Python"
        try:
            if made_of != checksum(self._root):
                return "its sources were edited since it was compiled"
            # all code is in there: if that can be loaded, what refers to it can be
            __import__(f"{SHARED}__mypyc")
        except (OSError, ImportError) as error:
            return f"it cannot be loaded ({error})"
        return ""


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except OSError:
        return ""


FINDER = Finder(Path(__file__).parent)


def use() -> None:
    """Have compiled modules found from now on."""
    if FINDER not in sys.meta_path:
        sys.meta_path.insert(0, FINDER)
