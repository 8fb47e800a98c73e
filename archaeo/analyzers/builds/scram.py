"""SCRAM BuildFiles, plain and XML: one a package, as CMS used them.

Reads::

    <use name=root>
    <use   name="FWCore/Framework"/>
    <library file="*.cc" name="goosPlugins">
    <bin   file="fit.cc" name="fit"/>
    <lib name=Hist>

Source: SCRAM user guide, "BuildFile syntax".
Not understood: architecture blocks: what stands in them counts for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import SourceText, Statement

NAME = "scram"

_TAG = re.compile(r"<(use|bin|library|lib|include_path)\b([^<>]*)>", re.I)
_ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s/>]+))""")


def matches(path: str) -> bool:
    """Tell whether a file is a BuildFile by its name."""
    return path.rpartition("/")[2] in ("BuildFile", "BuildFile.xml", "buildfile.xml")


def scan(file: SourceText) -> Iterator[Statement]:
    """Yield the packages used, programs, libraries, and what is linked."""
    for match in _TAG.finditer(file.text):
        line = file.text.count("\n", 0, match.start()) + 1
        said = {key.lower(): double or single or bare for key, double, single, bare in _ATTRIBUTE.findall(match[2])}
        name, sources = said.get("name", ""), " ".join(said.get("file", "").replace(",", " ").split())
        match match[1].lower():
            case "use" if name:
                yield Statement("package", name, said.get("version", ""), line)
            case "bin":
                yield Statement("program", name or sources.partition(".")[0], sources, line)
            case "library":
                yield Statement("library", name or sources.partition(".")[0], sources, line)
            case "lib" if name:
                yield Statement("link", "", name, line)
            case "include_path" if said.get("path"):
                yield Statement("include path", "", said["path"], line)
